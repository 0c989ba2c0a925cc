"""What evidence is made of: quotations, cues, numbers, and the sentences that carry a statement."""

import pytest
from test_evidence import ARTICLE, article_of, texts

from summarizer.article import Article, Span
from summarizer.evidence import cues, quotations, supporting_sentences
from summarizer.evidence.fold import Index
from summarizer.evidence.numbers import numbers

# quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" and "never".', ["no", "never"]),
        ("He said “no,” and «jamais» and « non ».", ["no,", "jamais", "non"]),
        ("Er sagte „nein“ und »nie«.", ["nein", "nie"]),
        ("He said ‘no’ and 'never again'.", ["no", "never again"]),
        ("It’s the actors’ guild, they don't know 'em.", []),
        ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,"]),
        ('"One. Two.\nThree." Four.', ["One. Two.\nThree."]),
        ("“One.\n\n“Two.” Three.", ["One.", "Two."]),
        ('"One.\n"Two." Three.', ["One.", "Two."]),
        ('He is 5\'10" tall. "Really", she said.', ["Really"]),
        ('He left", she said. "Really".', ["Really"]),
        ('A "stray one. "A real one."', ["A real one."]),
        ('"One.\n\n"Two." Three "four".', ["One.", "Two.", "four"]),
        ('A stray " mark.\n\nA "real" one.', ["real"]),
        ('"unclosed', []),
        ("“”", []),
    ],
)
def test_quotations_are_what_stands_between_marks(text: str, expected: list[str]) -> None:
    assert expected == texts(list(quotations(article_of(text))))


# cues


def test_cues_have_a_kind_and_exact_places() -> None:
    text = "According to Ann, Bob may have lied; he denied it and told police. In May it was reportedly settled."
    article = article_of(text)
    found = cues(Span(start=0, end=len(text), text=text), article)

    assert [
        ("According to", "attribution"),
        ("may", "hedge"),
        ("denied", "denial"),
        ("told", "attribution"),
        ("reportedly", "hedge"),
    ] == [(cue.text, cue.kind) for cue in found]
    assert [cue.text for cue in found] == [text[cue.start : cue.end] for cue in found]


def test_cues_keep_to_the_span() -> None:
    start = ARTICLE.text.index("Critics")
    span = Span(start=start, end=start + 11, text=ARTICLE.text[start : start + 11])

    assert ["say"] == texts(list(cues(span, ARTICLE)))


# numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eleven years", [(11, "year")]),
        ("$565K", [(565_000, "$")]),
        ("1.5 million dollars", [(1_500_000, "$")]),
        ("1,500,000", [(1_500_000, None)]),
        ("one hundred and five", [(105, None)]),
        ("two hundred and five thousand", [(205_000, None)]),
        ("twenty-one or thirty two", [(21, None), (32, None)]),
        ("5M viewers ran 5m", [(5_000_000, None), (5, None)]),
        ("ten percent, 10 per cent, 10%", [(10, "%")] * 3),
        ("the 11th and eleventh hour", [(11, None), (11, "hour")]),
        ("no one, at first, for a second", []),
        ("a 42-year-old", [(42, "year")]),
        ("IE9", []),
        ("the 1990s", [(1990, None)]),
    ],
)
def test_numbers_have_a_value_and_a_unit(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert expected == [(number.value, number.unit) for number in numbers(Index(text))]


# carrying

STORY = Article(
    text=(
        "The council met in Leeds on Tuesday. Mayor Jane Doe announced a budget of 40 million pounds. "
        "The opposition leader, Tom Roe, called the budget reckless. Two libraries will close in spring. "
        "Residents protested outside the hall. Police made eleven arrests."
    )
)


@pytest.mark.parametrize(
    ("statement", "near", "expected"),
    [
        ("Jane Doe announces a £40 million budget", (), [2]),
        ("Tom Roe finds the budget reckless", (2,), [3]),
        ("11 people were arrested by the police", (5,), [6]),
        ("Two libraries are closing", (), [4]),
        ("Residents protested and police arrested eleven", (), [5, 6]),
        ("Jane Doe divorced her husband in Paris", (2,), []),
        ("The budget includes a new stadium and hospital wing", (2,), []),
        ("", (1,), []),
        ("the of and", (1,), []),
    ],
)
def test_a_statement_is_carried_by_the_sentences_that_say_it(
    statement: str, near: tuple[int, ...], expected: list[int]
) -> None:
    assert expected == supporting_sentences(statement, STORY, near=near)


def test_of_two_sentences_that_say_it_the_named_one_is_taken() -> None:
    article = article_of("The bridge is closed. Traffic is heavy. It rains. The bridge is closed. Nobody knows why.")

    assert [1] == supporting_sentences("The bridge is closed", article)
    assert [4] == supporting_sentences("The bridge is closed", article, near=[4])
    assert [4] == supporting_sentences("The bridge is closed", article, near=[5])
