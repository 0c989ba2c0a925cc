"""A capable model's list of people: every mention of each in the article."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.people import ListedPerson, locate_people


def listed(*entries):
    """A name alone, or a name with its other names and a role."""
    return [ListedPerson(entry, [], "") if isinstance(entry, str) else ListedPerson(*entry) for entry in entries]


def persons(text, *entries, language=None):
    """The persons, each with the texts of all mentions; and nobody is an issue."""
    people, issues = locate_people(listed(*entries), Article(text=text, language=language))
    assert issues == []
    return [(person.name, [span.text for span in person.mentions]) for person in people]


def test_names_and_roles_stay_word_for_word_as_they_are_listed():
    text = "Mayor Ann Lee (42) left. Lee met the actor Bob Ray."
    people, _ = locate_people(
        listed(("Ann Lee", ["the boss"], "a mayor; soon to be more"), "Bob Ray"), Article(text=text)
    )
    assert [(person.name, person.role, person.age) for person in people] == [
        ("Ann Lee", "a mayor; soon to be more", 42),
        ("Bob Ray", "", None),
    ]
    assert people[0].aliases == ["Lee", "the boss"]


def test_every_mention_is_found_by_the_short_forms_of_a_name():
    text = "Natalie Portman left. Portman's husband stayed. Natalie said so to Ms. Portman. N. Portman smiled."
    expected = ["Natalie Portman", "Portman", "Natalie", "Portman", "N. Portman"]
    assert persons(text, "Natalie Portman") == [("Natalie Portman", expected)]
    people, _ = locate_people(listed("Natalie Portman"), Article(text=text))
    assert all(text[span.start : span.end] == span.text for span in people[0].mentions)
    assert people[0].aliases == ["Portman", "Natalie", "N. Portman"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("J.K. Rowling wrote. Rowling left.", "JK Rowling", ["J.K. Rowling", "Rowling"]),
        ("Camille Étienne spoke. Étienne left.", "Camille Etienne", ["Camille Étienne", "Étienne"]),
        ("Ursula von der Leyen. Von der Leyen.", "Ursula von der Leyen", ["Ursula von der Leyen", "Von der Leyen"]),
        ("Sammy Davis, Jr. sang. Davis left.", "Sammy Davis Jr.", ["Sammy Davis, Jr.", "Davis"]),
        ("Conan O'Brien came. O’Brien left.", "Conan O'Brien", ["Conan O'Brien", "O’Brien"]),
        ("Kim Jong-un spoke. Kim left.", "Kim Jong Un", ["Kim Jong-un", "Kim"]),
        ("Shinzo Abe spoke. Abe left.", "Abe Shinzo", ["Shinzo Abe", "Abe"]),
        ("Pope Francis prayed. Francis left.", "Pope Francis", ["Pope Francis", "Francis"]),
        ('Robert "Bob" Dylan sang. Dylan left. Bob.', "Bob Dylan", ['Robert "Bob" Dylan', "Dylan", "Bob"]),
        ("习近平在北京会见了普京。习近平说。", "习近平", ["习近平", "习近平"]),
    ],
)
def test_a_name_is_found_in_the_articles_own_spelling(text, name, expected):
    assert persons(text, name) == [(name, expected)]


def test_ordinary_words_months_and_parts_of_words_are_no_mentions():
    text = "Will Smith met Theresa May in May. Will it rain? Will said no. May said yes. Mayors and Smithson left."
    expected = [("Will Smith", ["Will Smith", "Will"]), ("Theresa May", ["Theresa May", "May"])]
    assert persons(text, "Will Smith", "Theresa May") == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robert Downey Jr.", "Robert Downey Sr."),
        ("George H. W. Bush", "George W. Bush"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Boris Johnson", "Tom Johnston"),
    ],
)
def test_namesakes_are_two_persons(one, other):
    assert persons(f"{one} came. {other} left.", other, one) == [(one, [one]), (other, [other])]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Natalie Portman, 42, left.", 42),
        ("The 42-year-old actress Natalie Portman left.", 42),
        ("Natalie Portman left. Portman, who is 42, waved.", 42),
        ("Natalie Portman (2009) left.", None),
        ("The 12-year-old son of Natalie Portman left.", None),
    ],
)
def test_an_age_is_the_one_that_stands_beside_a_mention(text, age):
    [person], _ = locate_people(listed("Natalie Portman"), Article(text=text))
    assert person.age == age


def test_other_names_are_looked_for_with_their_short_forms_too():
    text = "Lady Gaga sang. Gaga, born Stefani Germanotta, bowed. Germanotta left."
    expected = ["Lady Gaga", "Gaga", "Stefani Germanotta", "Germanotta"]
    assert persons(text, ("Lady Gaga", ["Stefani Germanotta"], "singer")) == [("Lady Gaga", expected)]


def test_persons_stand_in_the_order_in_which_the_article_names_them():
    people, _ = locate_people(
        listed("Carl Fox", "Ann Lee", "Bob Ray"), Article(text="Bob Ray met Ann Lee and Carl Fox.")
    )
    assert [(person.id, person.name) for person in people] == [("p1", "Bob Ray"), ("p2", "Ann Lee"), ("p3", "Carl Fox")]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("The DJ deadmau5 played. Then deadmau5 left.", "deadmau5", ["deadmau5", "deadmau5"]),
        ("They cheered will.i.am last.", "will.i.am", ["will.i.am"]),
        ("The mayor spoke. Nobody heard the mayor.", "the mayor", ["The mayor", "the mayor"]),
        ("A girl known as witness 7 spoke.", "witness 7", ["witness 7"]),
    ],
)
def test_a_name_that_no_rule_parses_is_looked_for_as_it_is_written(text, name, expected):
    assert persons(text, name) == [(name, expected)]


@pytest.mark.parametrize(
    "text",
    [
        "Captain America fought in North America. America cheered. Captain America won.",
        "In America, “Captain America” is a film. North America saw Captain America first.",
    ],
)
def test_a_fictional_name_that_ends_in_a_places_name_is_not_the_place(text):
    assert persons(text, "Captain America") == [("Captain America", ["Captain America"] * 2)]


def test_a_surname_of_two_persons_is_of_the_one_named_last():
    text = "Bill Clinton spoke in Rome. Clinton smiled. Hillary Clinton came later. Clinton waved. Bill left."
    assert persons(text, "Bill Clinton", "Hillary Clinton") == [
        ("Bill Clinton", ["Bill Clinton", "Clinton", "Bill"]),
        ("Hillary Clinton", ["Hillary Clinton", "Clinton"]),
    ]


def test_a_surname_of_two_persons_of_one_sentence_is_nobodys():
    text = "Bill Clinton met Hillary Clinton. Clinton smiled."
    assert persons(text, "Bill Clinton", "Hillary Clinton") == [
        ("Bill Clinton", ["Bill Clinton"]),
        ("Hillary Clinton", ["Hillary Clinton"]),
    ]


def test_somebody_whom_the_model_does_not_list_keeps_their_own_mentions():
    text = "Ann Lee came. Lee sat. Bruce Lee left. Lee did not look back."
    assert persons(text, "Ann Lee") == [("Ann Lee", ["Ann Lee", "Lee"])]


@pytest.mark.parametrize("again", ["Ann Lee", "ann lee"])
def test_the_same_name_listed_twice_is_one_person(again):
    entries = listed(("Ann Lee", [], "mayor"), (again, ["the boss"], "head of the town"), "Bob Ray")
    people, issues = locate_people(entries, Article(text="Ann Lee came. Lee met Bob Ray, who called her the boss."))
    assert [(person.id, person.name, person.role) for person in people] == [
        ("p1", "Ann Lee", "mayor"),
        ("p2", "Bob Ray", ""),
    ]
    assert [span.text for span in people[0].mentions] == ["Ann Lee", "Lee", "the boss"]
    assert [(issue.problem, issue.detail) for issue in issues] == [("same-name", f"{again}: head of the town")]


def test_a_relative_of_whom_the_article_names_is_not_taken_for_them():
    people, issues = locate_people(listed("Elon Musk"), Article(text="Kimbal Musk cooks. Musk left."))
    assert (people, [issue.detail for issue in issues]) == ([], ["Elon Musk"])


def test_a_person_whom_the_article_names_nowhere_is_an_issue():
    people, issues = locate_people(
        listed(("Carl Fox", ["Foxy"], "dentist"), "Ann Lee", "the dentist"), Article(text="Ann Lee came.")
    )
    assert [person.name for person in people] == ["Ann Lee"]
    assert [(issue.section, issue.problem, issue.detail) for issue in issues] == [
        ("people", "name-not-in-article", "Carl Fox"),
        ("people", "name-not-in-article", "the dentist"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        ("Portman left.", "Natalie Portman", ["Portman"]),  # a first name that only the model knows
        ("Natalie Portmann left. Portmann waved.", "Natalie Portman", ["Natalie Portmann", "Portmann"]),
    ],
)
def test_a_name_with_a_word_that_the_article_does_not_have_is_flagged(text, name, mentions):
    [person], issues = locate_people(listed(name), Article(text=text))
    assert (person.name, person.flags, issues) == (name, ["name-not-in-evidence"], [])
    assert [span.text for span in person.mentions] == mentions


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Camille Étienne left.", "Camille Etienne"),
        ("Kim Jong-un left.", "Kim Jong Un"),
        ("Michelle and Barack Obama left.", "Michelle Obama"),
    ],
)
def test_a_name_whose_words_the_article_has_in_any_spelling_is_not_flagged(text, name):
    [person], _ = locate_people(listed(name), Article(text=text))
    assert (person.name, person.flags) == (name, [])


def test_the_article_in_a_surname_is_nobody_by_itself():
    text = "Mathilde Le Guennec part le 31 janvier. Mme Le Guennec quitte le conseil."
    [person], _ = locate_people(listed(("Mathilde Le Guennec", ["Mme Le Guennec"], "")), Article(text=text))
    assert [span.text for span in person.mentions] == ["Mathilde Le Guennec", "Mme Le Guennec"]


def test_a_surname_within_the_name_of_somebody_else_is_theirs():
    text = 'Ann Dunne left. Her sister, Bea "Bee" Dunne-Castle, stayed. Ms Dunne smiled.'
    assert persons(text, ("Ann Dunne", ["Ms Dunne"], ""), ("Bea Dunne-Castle", ['Bea "Bee" Dunne-Castle'], "")) == [
        ("Ann Dunne", ["Ann Dunne", "Ms Dunne"]),
        ("Bea Dunne-Castle", ['Bea "Bee" Dunne-Castle']),
    ]


def test_a_shared_surname_is_that_persons_for_whom_alone_it_is_listed():
    text = "Ann Lee flew. In 1952 she married Bo Lee, who died. Ms. Lee went on."
    assert persons(text, ("Ann Lee", ["Lee"], ""), "Bo Lee") == [
        ("Ann Lee", ["Ann Lee", "Lee"]),
        ("Bo Lee", ["Bo Lee"]),
    ]
    assert persons(text, "Ann Lee", "Bo Lee")[1] == ("Bo Lee", ["Bo Lee", "Lee"])


def test_a_shared_surname_that_begins_the_name_of_something_is_neither_persons():
    text = "Sir Desmond Hale played. His brother, Leonard Hale, drummed. The Hale Brothers made a record."
    assert persons(text, "Desmond Hale", "Leonard Hale") == [
        ("Desmond Hale", ["Desmond Hale"]),
        ("Leonard Hale", ["Leonard Hale"]),
    ]


@pytest.mark.parametrize("role", ["Substitute", "Defender"])
def test_a_role_before_a_name_with_a_nickname_is_no_part_of_it(role):
    text = f'It ended. {role} Joao "Jojo" Pires headed in. Pires won.'
    assert persons(text, "Joao Pires") == [("Joao Pires", ['Joao "Jojo" Pires', "Pires"])]


def test_inflected_forms_are_mentions_but_no_aliases():
    text = "Angela Merkel ging. Merkels Partei blieb."
    [person], _ = locate_people(listed("Angela Merkel"), Article(text=text, language="de"))
    assert ([span.text for span in person.mentions], person.aliases) == (["Angela Merkel", "Merkels"], [])


NAME = st.sampled_from(["Ann Lee", "Lee", "the mayor", "deadmau5", "Bob Ray", "O'Ray", ""]) | st.text(max_size=20)


@given(st.text(max_size=100), st.lists(st.tuples(NAME, st.lists(NAME, max_size=2), NAME), max_size=4))
def test_any_list_gives_exact_spans_and_each_entry_is_a_person_or_an_issue(text, entries):
    article = Article(text=" ".join([text, *(name for name, _, _ in entries)]))
    people, issues = locate_people(listed(*entries), article)
    issues = [issue for issue in issues if issue.problem != "same-name"]
    names = {name.casefold() for name, _, _ in entries}
    assert {person.name.casefold() for person in people} | {issue.detail.casefold() for issue in issues} == names
    assert len(people) + len(issues) == len(names)
    for person in people:
        assert all(article.text[span.start : span.end] == span.text for span in person.mentions)
        assert all(one.end <= other.start for one, other in pairwise(person.mentions))


RELATIVES = Article(
    text="Ann Lee, 42, the mayor, resigned. Her brother Bob Lee (38) spoke. Tom Roe left. Robert “Rob” Ek, the dean, "
    "came. Natalie Wood and Nathalie Wood are the same."
)


@pytest.mark.parametrize(
    ("name", "others", "problems", "flags"),
    [
        ("Ann Lee", ["Lee", "Ann"], [], []),
        ("Ann Lee", ["Bob Lee"], [("another-person", "Ann Lee: Bob Lee")], []),
        ("Ann Lee", ["the butcher of Paris"], [], ["name-not-in-evidence"]),
        ("Rob Ek", ["Robert Ek"], [], []),  # the article says so
        ("Natalie Wood", ["Nathalie Wood"], [], []),
    ],
)
def test_another_name_that_is_somebody_elses_or_nowhere_does_not_pass_unseen(name, others, problems, flags):
    [person], issues = locate_people(listed((name, others, "")), RELATIVES)
    assert (problems, flags) == ([(issue.problem, issue.detail) for issue in issues], person.flags)


def test_a_name_of_one_entry_is_no_other_name_of_another():
    people, issues = locate_people(listed(("Ann Lee", ["Tom Roe"], ""), "Tom Roe"), RELATIVES)
    assert [["Ann Lee"], ["Tom Roe"]] == [[span.text for span in person.mentions] for person in people]
    assert [("same-name", "Ann Lee: Tom Roe")] == [(issue.problem, issue.detail) for issue in issues]
