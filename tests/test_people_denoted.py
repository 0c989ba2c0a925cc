"""Which of the digest's people a name or a description means."""

import pytest

from summarizer.digest import Person
from summarizer.people import person_denoted_by


def person(number, name, role="", *aliases):
    return Person(id=f"p{number}", name=name, role=role, aliases=list(aliases), mentions=[])


PEOPLE = [
    person(1, "Ann Lee", "mayor of Springfield", "Lee"),
    person(2, "Bob Ray", "police chief"),
    person(3, "Carl Fox", "former president"),
    person(4, "Dora Kim", "vice president"),
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ann Lee", "Ann Lee"),
        ("Lee", "Ann Lee"),
        ("Ms. Lee", "Ann Lee"),
        ("Mayor Lee", "Ann Lee"),
        ("Ann Lee (42)", "Ann Lee"),
        ("the Crown prosecutor, Ann Lee, QC", "Ann Lee"),
        ("the mayor, Ann Lee", "Ann Lee"),
        ("the mayor", "Ann Lee"),
        ("The mayor", "Ann Lee"),
        ("the mayor of Springfield", "Ann Lee"),
        ("the chief", "Bob Ray"),
        ("the police chief", "Bob Ray"),
        ("the vice president", "Dora Kim"),
        ("the former president", "Carl Fox"),
    ],
)
def test_a_name_a_description_with_a_name_or_a_role_denotes_the_one_who_has_it(name, expected):
    assert getattr(person_denoted_by(name, PEOPLE), "name", None) == expected


@pytest.mark.parametrize(
    "name",
    [
        "a lawyer for Ann Lee",
        "Ann Lee's lawyer",
        "a friend of Ann Lee",
        "the president",  # neither the former nor the vice president
        "the mayor of Shelbyville",
        "the dentist",
        "a mayor",
        "Zed Lee",
        "Dora Fox",
        "a source",
        "",
    ],
)
def test_who_only_stands_near_a_name_or_has_another_role_is_nobody(name):
    assert person_denoted_by(name, PEOPLE) is None


def test_what_two_persons_share_denotes_neither():
    people = [person(1, "Ann Lee", "mayor"), person(2, "Bob Lee", "mayor")]
    assert [person_denoted_by(name, people) for name in ("Lee", "the mayor")] == [None, None]
    assert [getattr(person_denoted_by(name, people), "id", None) for name in ("Ann", "the mayor, Bob Lee")] == [
        "p1",
        "p2",
    ]


def test_a_name_that_no_rule_parses_denotes_who_bears_it():
    assert getattr(person_denoted_by("deadmau5", [*PEOPLE, person(5, "deadmau5")]), "id", None) == "p5"


def test_a_surname_comes_before_a_first_name():
    people = [person(1, "Kerry Brown"), person(2, "John Kerry")]
    assert getattr(person_denoted_by("Kerry", people), "name", None) == "John Kerry"
