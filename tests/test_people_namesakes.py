"""Namesakes kept apart: fathers and sons, couples, sovereigns, places, nicknames and initials."""

import pytest
from test_people import persons, problems

from summarizer.article import Article
from summarizer.assist.candidates import person_candidates


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        (
            "Robert Downey Jr. met his father, Robert Downey Sr., and Downey Jr. won.",
            ["Robert Downey Jr.", "Robert Downey Sr."],
            [
                ("Robert Downey Jr.", ["Robert Downey Jr.", "Downey Jr."]),
                ("Robert Downey Sr.", ["Robert Downey Sr."]),
            ],
        ),
        (
            "Pope Francis spoke. Francis prayed. Francis Ford Coppola watched.",
            ["Pope Francis", "Francis Ford Coppola"],
            [("Pope Francis", ["Pope Francis", "Francis"]), ("Francis Ford Coppola", ["Francis Ford Coppola"])],
        ),
        (
            "Elizabeth II died. Queen Elizabeth II was 96. Elizabeth Taylor was not.",
            ["Queen Elizabeth II", "Elizabeth Taylor"],
            [
                ("Queen Elizabeth II", ["Elizabeth II", "Queen Elizabeth II"]),
                ("Elizabeth Taylor", ["Elizabeth Taylor"]),
            ],
        ),
        (  # a new sentence begins behind a number, though not behind "Jr."
            "They saw King Charles III. Prince William stood by.",
            ["King Charles III", "Prince William"],
            [("King Charles III", ["King Charles III"]), ("Prince William", ["Prince William"])],
        ),
        (  # "Obama" may be either of them
            "Michelle and Barack Obama danced. Obama laughed. Michelle left.",
            ["Michelle Obama", "Barack Obama"],
            [("Michelle", ["Michelle", "Michelle"]), ("Barack Obama", ["Barack Obama"])],
        ),
        (
            "Denzel Washington flew to Washington. Washington spoke.",
            ["Denzel Washington"],
            [("Denzel Washington", ["Denzel Washington", "Washington"])],
        ),
        (
            "George R. R. Martin came. G.R.R. Martin left.",
            ["George R.R. Martin"],
            [("George R. R. Martin", ["George R. R. Martin", "G.R.R. Martin"])],
        ),
        (
            'Dwayne "The Rock" Johnson spoke. The Rock laughed. Johnson left.',
            ["The Rock", "Dwayne Johnson"],
            [('Dwayne "The Rock" Johnson', ['Dwayne "The Rock" Johnson', "Rock", "Johnson"])],
        ),
    ],
)
def test_namesakes_are_kept_apart_and_one_person_together(text, names, expected):
    assert persons(text, *names) == expected


def test_a_star_of_a_film_is_nobody_by_that_name():
    text = "Natalie Portman left. The Black Swan star smiled."
    assert problems(text, "the Black Swan star") == [("not-a-person", "the Black Swan star")]
    assert persons(text, "the star Natalie Portman") == [("Natalie Portman", ["Natalie Portman"])]


def test_a_couple_is_one_only_where_the_article_joins_the_names():
    assert problems("Microsoft paid. Bill Gates left.", "Melinda Gates") == [("name-not-in-article", "Melinda Gates")]


def test_father_and_son_are_two_candidates():
    text = "Robert Downey Jr. met Robert Downey Sr. in Rome."
    assert [name for name, _ in person_candidates(Article(text=text))] == ["Robert Downey Jr", "Robert Downey Sr"]
