"""Persons of English articles, found without a model: by spaCy's entities and by the words beside a name."""

from pathlib import Path

import pytest

from summarizer import assist
from summarizer.article import Article
from summarizer.assist.candidates import person_candidates
from summarizer.assist.grouping import ListedName, group_names
from summarizer.assist.syntax import trees
from summarizer.parts import split_into_parts
from summarizer.sections import SECTIONS

FIXTURES = Path(__file__).parent.parent / "fixtures" / "articles"


def names(text):
    return [name for name, _ in person_candidates(Article(text=text, language="en"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Its spokesman, Jonas Lie, denied it.", ["Jonas Lie"]),
        ("Two athletes were there, Vitas Gerulaitis and Jack Nicklaus.", ["Vitas Gerulaitis", "Jack Nicklaus"]),
        (
            "A show with the athletes Vitas Gerulaitis (tennis) and Jack Nicklaus.",
            ["Vitas Gerulaitis", "Jack Nicklaus"],
        ),
        (
            "It quoted others, such as Ansel Adams, Chuck Close, Walker Evans and Helmut Newton.",
            ["Ansel Adams", "Chuck Close", "Walker Evans", "Helmut Newton"],
        ),
        ("The localist group's Wong Yeung-tat was defeated in this district.", ["Wong Yeung-tat"]),
        ("Councillor Amara Diallo, who voted against the plan, called it a mistake.", ["Amara Diallo"]),
        ("Thunberg, who is 16, spoke at the United Nations.", ["Thunberg"]),
        ("An Ann Lee exhibition opened. Image: Nick Moreau.", ["Ann Lee", "Nick Moreau"]),
        ("Spokeswoman Sandy Angers said that the team had left.", ["Sandy Angers"]),
        ("Putin met reporters in Geneva on Tuesday.", ["Putin"]),
        ("It had Polaroids of actor Halston, who left.", ["Halston"]),
    ],
)
def test_a_person_named_once_in_passing_is_found(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The operator, Fjord Line West, bought the ship in 2009.",
        "Wexley Rovers lost to Manchester United in the cup.",
        "General Electric said profits rose. Goldman Sachs said so, too.",
        "Microsoft said that Mozilla Firefox was its main rival. PC World agreed.",
        "Hurricane Katrina killed more than 1,800 people in New Orleans. Lake Victoria is in Africa.",
        "She was at the Bat Cave for her graphic novel Angel Catbird.",
        'The plan, called "Way Forward", failed. Photo: Fox Searchlight.',
        "He searched for the black boxes of Air France Flight 447.",
        "An adequate intake is needed. Iodine deficiency can lead to iodine supplements.",
        "He won an Oscar last year. Firefox is behind Safari and nearly tied with Chrome.",
        "Many died at St. Louis. The Beatles sued.",
    ],
)
def test_a_firm_a_team_a_place_and_a_work_are_no_persons(text):
    assert names(text) == []


def test_what_belongs_to_a_person_or_heads_one_is_none():
    text = (
        "Cheng Chung-tai of Civic Passion was elected. Civic Passion's Jeremy Tam was not. Andy Warhol left. "
        "There are also Warhol Polaroid exhibits."
    )
    assert names(text) == ["Cheng Chung-tai", "Jeremy Tam", "Andy Warhol"]


def test_a_firm_with_the_name_of_its_founder_is_no_person_where_a_text_calls_it_a_firm_again_and_again():
    text = "Chrysler owes money. Ford met carmaker Chrysler. Shares of Chrysler rose. Chrysler and Fiat cut jobs."
    assert names(text) == []


@pytest.mark.parametrize("bound", [True, False])
@pytest.mark.parametrize("text", ["Mayor Ann Lee met Bob Ray.", "Prices of copper rose in May."])
def test_no_model_is_asked_for_the_people_of_an_english_article(text, bound):
    article = Article(text=text, language="en")
    question = assist.brief_question(SECTIONS["people"], article, bound=bound)
    assert question is not None
    assert not question.is_needed
    reply = assist.with_known_answers(question, None)
    assert [(item.name, item.kind) for item in reply.people] == [(name, "person") for name in names(text)]


def test_a_model_is_still_asked_in_a_language_without_a_parser():
    article = Article(text="La alcaldesa Ana Pérez habló con Luis Gómez.", language="es")
    question = assist.brief_question(SECTIONS["people"], article, bound=True)
    assert question is not None
    assert question.is_needed
    assert [name for _, name in question.variables["names"]] == ["Ana Pérez", "Luis Gómez"]


def test_a_surname_alone_goes_to_the_full_name():
    text = "Rathke also asked for help. Jeff Rathke, the spokesman, said so. Rathke left."
    article = Article(text=text, language="en")
    people, issues = group_names([ListedName(name) for name, _ in person_candidates(article)], article)
    assert [(person.name, len(person.mentions)) for person in people] == [("Jeff Rathke", 3)]
    assert issues == []


def test_an_article_in_parts_is_parsed_as_the_whole_is():
    text = "\n\n".join((FIXTURES / f"{name}.txt").read_text(encoding="utf-8") for name in ("asylum", "korea"))
    article = Article(text=text, language="en")
    parts = split_into_parts(article, 200, 0.25)
    assert len(parts) > 3
    read = [[(token.text, token.dep_, token.ent_type_) for token in doc] for part in parts for doc in trees(part)]
    assert read == [[(token.text, token.dep_, token.ent_type_) for token in doc] for doc in trees(article)]
