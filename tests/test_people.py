"""People: who is named where, and who is whom."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.assist.candidates import person_candidates
from summarizer.assist.grouping import ListedName, group_names
from summarizer.assist.syntax import trees
from summarizer.people import match_person
from summarizer.people.names import parse_name, short_forms
from summarizer.people.words import fold


def persons(text, *names):
    """Group the names: (name, the texts of all mentions) a person."""
    people, _ = group_names([ListedName(name) for name in names], Article(text=text))
    return [(person.name, [span.text for span in person.mentions]) for person in people]


def problems(text, *names):
    _, issues = group_names([ListedName(name) for name in names], Article(text=text))
    return [(issue.problem, issue.detail) for issue in issues]


def only(text, name, role=""):
    people, _ = group_names([ListedName(name, role)], Article(text=text))
    return people[0]


NATALIE = "Natalie Portman left. Portman's husband stayed. Natalie said so. Benjamin Millepied agreed."


@pytest.mark.parametrize("names", [["Natalie Portman"], ["Portman"], ["Natalie", "Portman's"], ["Ms. Portman (42)"]])
def test_one_person_by_every_name(names):
    """Whichever forms the model lists, code adds the others; a possessive s is no part of a mention."""
    assert persons(NATALIE, *names) == [("Natalie Portman", ["Natalie Portman", "Portman", "Natalie"])]


def test_mentions_are_exact_spans_and_aliases_the_other_forms():
    people, issues = group_names(
        [ListedName("Millepied"), ListedName("Natalie"), ListedName("Natalie Portman")], Article(text=NATALIE)
    )
    expected = [("p1", "Natalie Portman", ["Portman", "Natalie"]), ("p2", "Benjamin Millepied", [])]
    assert expected == [(person.id, person.name, person.aliases) for person in people]
    expected = [(0, 15), (22, 29), (48, 55)]
    assert expected == [(span.start, span.end) for span in people[0].mentions]
    assert all(NATALIE[span.start : span.end] == span.text for person in people for span in person.mentions)
    assert issues == []


def test_the_order_of_the_list_changes_nothing():
    names = [ListedName(name) for name in ("Hillary Clinton", "Clinton", "Bill Clinton", "Hillary", "Bill")]
    article = Article(text="Bill Clinton came. Hillary Clinton left. Clinton said so. Bill agreed.")
    assert group_names(names, article) == group_names(names[::-1], article)


@pytest.mark.parametrize(
    ("text", "listed", "expected"),
    [
        ("J.K. Rowling wrote. Rowling left.", "JK Rowling", ["J.K. Rowling", "Rowling"]),
        ("JK Rowling wrote. Rowling left.", "J. K. Rowling", ["JK Rowling", "Rowling"]),
        ("John F. Kerry and John Kerry. Kerry.", "John Kerry", ["John F. Kerry", "John Kerry", "Kerry"]),
        ("Camille Étienne spoke. Étienne left.", "Camille Etienne", ["Camille Étienne", "Étienne"]),
        ("Camille E\u0301tienne spoke.", "Camille Étienne", ["Camille E\u0301tienne"]),
        ("Ursula von der Leyen. Von der Leyen.", "von der Leyen", ["Ursula von der Leyen", "Von der Leyen"]),
        ("Bashar al-Assad spoke. Assad left.", "Assad", ["Bashar al-Assad", "Assad"]),
        ("Sammy Davis, Jr. sang. Davis left.", "Sammy Davis Jr.", ["Sammy Davis, Jr.", "Davis"]),
        ("Conan O'Brien came. O’Brien left.", "O'Brien", ["Conan O'Brien", "O’Brien"]),
        ("Alexandria Ocasio-Cortez. Ocasio-Cortez.", "Ocasio-Cortez", ["Alexandria Ocasio-Cortez", "Ocasio-Cortez"]),
        ("Kim Jong-un spoke. Kim left.", "Kim Jong Un", ["Kim Jong-un", "Kim"]),
        ("Xi Jinping spoke. Xi left.", "Xi", ["Xi Jinping", "Xi"]),
        ("Shinzo Abe spoke. Abe left.", "Abe Shinzo", ["Shinzo Abe", "Abe"]),
        ("Prime Minister Najib Razak spoke. Dr Najib.", "Mr Razak", ["Najib Razak", "Najib"]),
        ("Pope Francis prayed. Francis left.", "Pope Francis", ["Pope Francis", "Francis"]),
        ("Elsa Patakay starred.", "Elsa Pataky", ["Elsa Patakay"]),
        ("Marilyn smiled.", "Marilyn Monroe", ["Marilyn"]),
        ('Robert "Bob" Dylan sang. Dylan left. Bob.', "Bob Dylan", ['Robert "Bob" Dylan', "Dylan", "Bob"]),
        ("K.C. Maurer spoke. Institutions, said Mauer, left.", "K.C. Maurer", ["K.C. Maurer"]),
        ("习近平在北京会见了普京。习近平说。", "习近平", ["习近平", "习近平"]),
    ],
)
def test_names_in_all_their_spellings(text, listed, expected):
    expected = [expected]
    assert expected == [mentions for _, mentions in persons(text, listed)]


def test_a_slip_of_the_article_is_an_alias_when_it_is_listed():
    text = "K.C. Maurer spoke. Institutions, said Mauer, left."
    expected = [("K.C. Maurer", ["K.C. Maurer", "Mauer"])]
    assert expected == persons(text, "Mauer", "K.C. Maurer")


def test_similar_surnames_of_two_introduced_people_are_no_slip():
    text = "Boris Johnson spoke. Tom Johnston left. Johnston came."
    expected = [("Boris Johnson", ["Boris Johnson"]), ("Tom Johnston", ["Tom Johnston", "Johnston"])]
    assert expected == persons(text, "Johnston", "Boris Johnson", "Tom Johnston")


def test_a_shared_surname_is_the_one_named_last():
    text = "Bill Clinton spoke. Clinton was brief. Then Hillary Clinton spoke. Clinton was long."
    expected = [("Bill Clinton", ["Bill Clinton", "Clinton"]), ("Hillary Clinton", ["Hillary Clinton", "Clinton"])]
    assert expected == persons(text, "Clinton", "Hillary Clinton", "Bill Clinton")


def test_a_shared_surname_is_nobodys_after_both_in_one_sentence():
    text = "Bill Clinton and Hillary Clinton came. Clinton spoke."
    expected = [("Bill Clinton", ["Bill Clinton"]), ("Hillary Clinton", ["Hillary Clinton"])]
    assert expected == persons(text, "Bill Clinton", "Hillary Clinton")


def test_a_surname_behind_somebody_elses_first_name_is_no_mention():
    text = "Bill Clinton came. Chelsea Clinton left."
    expected = [("Bill Clinton", ["Bill Clinton"])]
    assert expected == persons(text, "Bill Clinton")


def test_a_first_name_before_somebody_elses_surname_is_no_mention():
    text = "Prince Harry came. Harry left. Harry Styles sang."
    expected = [("Prince Harry", ["Prince Harry", "Harry"])]
    assert expected == persons(text, "Prince Harry")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robert Downey Jr.", "Robert Downey Sr."),
        ("George H. W. Bush", "George W. Bush"),
        ("Wong Kwok-kin", "Wong Kwok-hing"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Mohammed bin Salman", "King Salman"),
    ],
)
def test_relatives_are_two_persons(one, other):
    expected = [(one, [one]), (other, [other])]
    assert expected == persons(f"{one} came. {other} left.", other, one)


def test_ordinary_words_and_months_are_no_mentions():
    text = "Will Smith met Theresa May in May. Will it rain? Will said no. May said yes. It was 3 May."
    expected = [("Will Smith", ["Will Smith", "Will"]), ("Theresa May", ["Theresa May", "May"])]
    assert expected == persons(text, "Will Smith", "Theresa May")


def test_word_boundaries_hold():
    expected = [("Ann Lee", ["Ann Lee", "Lee"])]
    assert expected == persons("Ann Lee left Leeds. Annabel and sleepy Lee-like Lees.", "Ann Lee")


def test_what_is_nobody_becomes_an_issue():
    text = "The actress left Microsoft Corporation in France."
    expected = [
        ("not-a-person", "the actress"),
        ("not-a-person", "Microsoft Corporation"),
        ("not-a-person", "France"),
        ("not-a-person", "Portman's lawyer"),
        ("name-not-in-article", "Elon Musk"),
    ]
    assert expected == problems(text, "the actress", "Microsoft Corporation", "France", "Portman's lawyer", "Elon Musk")


def test_a_relative_whom_the_article_does_not_name_is_not_taken_for_the_one_it_names():
    expected = [("name-not-in-article", "Elon Musk")]
    assert expected == problems("Kimbal Musk cooks. Musk left.", "Elon Musk")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Natalie Portman (42) left.", 42),
        ("Natalie Portman, 42, left.", 42),
        ("Natalie Portman, aged 42, left.", 42),
        ("The 42-year-old Natalie Portman left.", 42),
        ("The 42-year-old actress Natalie Portman left.", 42),
        ("Natalie Portman, who is 42, left.", 42),
        ("Natalie Portman (2009) left.", None),
        ("Natalie Portman, 42 people said, left.", None),
        ("The 12-year-old son of Natalie Portman left.", None),
        ("Natalie Portman is 42% sure.", None),
    ],
)
def test_age_stands_beside_the_name(text, age):
    assert age == only(text, "Natalie Portman").age


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("An affair with climate activist Camille Étienne (25).", "Étienne", "climate activist"),
        ("Mary Barra, 51, the chief executive of General Motors, left.", "Barra", "chief executive of General Motors"),
        ("Discussing it, Malaysia's Prime Minister, Najib Razak said so.", "Razak", "Malaysia's Prime Minister"),
        ("Her husband, French dancer/choreographer Ben Millepied, left.", "Millepied", "French dancer/choreographer"),
        ("They came to witness city mayor Ann Lee.", "Ann Lee", "city mayor"),
        ("CEO of the Refugee Council Ann Lee told the BBC so.", "Ann Lee", "CEO of the Refugee Council"),
        ("The mayor of Paris met Council Ann Lee.", "Ann Lee", ""),
        (
            "Yes, Mineral Resources and Energy Minister Ann Lee left.",
            "Ann Lee",
            "Mineral Resources and Energy Minister",
        ),
        ("I met Minister of Trade and Industry Ann Lee there.", "Ann Lee", "Minister of Trade and Industry"),
        ("I met Public Protector Ann Lee there.", "Ann Lee", "Public Protector"),
        ("I met Bank of England governor Ann Lee there.", "Ann Lee", "Bank of England governor"),
        ("I told Mayor [Ann] Lee of it.", "Lee", "Mayor"),
        ("She won for her performance as Nina Sayers.", "Nina Sayers", "character"),
        ("He played the Prince Siegfried character.", "Prince Siegfried", "character"),
        ("Ann Lee left.", "Ann Lee", ""),
    ],
)
def test_role_stands_beside_the_name(text, name, role):
    assert role == only(text, name).role


def test_a_given_role_stands_if_the_article_carries_it():
    text = "Ann Lee left. The star of Jaws said so, and Lee, by now a star, agreed."
    expected = "a star"
    assert expected == only(text, "Ann Lee", "a star").role
    expected = ""
    assert expected == only(text, "Ann Lee", "a Nobel laureate").role


def test_a_neighbours_role_is_not_carried():
    text = "Ann Lee met climate activist Bo Diaz."
    people, _ = group_names([ListedName("Ann Lee", "climate activist"), ListedName("Bo Diaz")], Article(text=text))
    expected = ["", "climate activist"]
    assert expected == [person.role for person in people]


def test_match_finds_the_one_person_that_a_name_can_mean():
    text = "Bill Clinton met Hillary Clinton. Natalie Portman left with Kim Jong-un. Portman said so."
    people, _ = group_names(
        [ListedName(n) for n in ("Bill Clinton", "Hillary Clinton", "Portman", "Kim Jong-un")], Article(text=text)
    )
    expected = {
        "Clinton": None,
        "Mrs Clinton": None,
        "Hillary": "Hillary Clinton",
        "Portman's": "Natalie Portman",
        "actress Natalie Portman (42)": "Natalie Portman",
        "Natalie Portmann": "Natalie Portman",
        "Kim": "Kim Jong-un",
        "Portman's lawyer": None,
        "a lawyer for Natalie Portman": None,
        "the actress": None,
        "Elon Musk": None,
        "": None,
    }
    assert expected == {name: getattr(match_person(name, people), "name", None) for name in expected}


def test_parse_takes_a_name_apart():
    name = parse_name("Prime Minister Ursula von der Leyen (64)")
    assert name is not None
    expected = (("ursula",), ("von", "der", "leyen"))
    assert expected == name.units
    expected = {("von", "der", "leyen"): 0, ("leyen",): 0, ("ursula",): 1}
    assert expected == short_forms(name)


def test_fold_makes_spellings_equal():
    assert fold("ÉTIENNE") == fold("E\u0301tienne") == "etienne"
    expected = "soren"
    assert expected == fold("Søren")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.lists(st.text(max_size=30), max_size=5))
def test_any_text_gives_exact_spans(text, names):
    article = Article(text=text + " " + " ".join(names))
    people, _ = group_names([ListedName(name, name) for name in names], article)
    assert all(article.text[s.start : s.end] == s.text for person in people for s in person.mentions)
    ends = sorted((s.start, s.end) for person in people for s in person.mentions)
    assert all(a[1] <= b[0] for a, b in pairwise(ends))
    assert all(line for line, _ in person_candidates(article))
    for name in names:
        match_person(name, people)


@pytest.mark.parametrize(
    "unit", ["Ann ", "Ann Lee (12), the ", "A.", "van der ", '"Ann" ', "42-year-old ", "Lee, an actor, "]
)
def test_time_grows_with_the_text_alone(unit):
    """A text of 60,000 characters made of one pattern takes seconds at most."""
    article = Article(text=unit * (60_000 // len(unit)))
    trees(article)  # the parser's own time grows with the text, but takes most of it
    begin = time.thread_time()
    group_names([ListedName("Ann Lee"), ListedName("Lee"), ListedName("Bo Diaz")], article)
    person_candidates(article)
    assert time.thread_time() - begin < 10
