"""A digest as something to read."""

import io

import pytest
from rich.console import Console

from summarizer import Article, Claim, Digest, Event, Issue, KeyPoint, Person, Run, Span, Speaker, Summary, Usage
from summarizer.render import markdown, page
from summarizer.render.words import cited, spoken

TEXT = "Ann *Lee* resigned in 2023. <b>A source</b> said \x1b[31mshe [red]may[/red] return.\n\nBob_Ray_x followed."
ARTICLE = Article(id="a", text=TEXT, published="2024-05-10", title="A # title")


def digest():
    first, second, _ = ARTICLE.sentences
    return Digest(
        article=ARTICLE,
        summary=Summary(
            headline="Ann *Lee* resigned",
            abstract="1. She <b>left</b> in 2023.",
            key_points=[KeyPoint(text="She left.", evidence=[first], flags=["negation-differs"])],
        ),
        timeline=[Event(date="2023-21", when="in 2023", what="Ann left.", evidence=[first])],
        people=[Person(id="p1", name="Ann Lee", age=42, role="mayor", aliases=["Lee"], mentions=[first])],
        claims=[
            Claim(
                statement="She [red]may[/red] return \x1b[31m",
                speaker=Speaker(name="A source", kind="unnamed", via="the Herald"),
                certainty="possible",
                evidence=[second],
            )
        ],
        issues=[Issue(section="people", problem="name-not-in-article", detail="Carl Fox")],
        run=Run(model="m", prompts={}, attempts=4, usage=Usage(input_tokens=1234), seconds=1.2, version="0"),
    )


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2023-08-07", "7 August 2023"),
        ("2023-08", "August 2023"),
        ("2023", "2023"),
        ("2023-21", "spring 2023"),
        ("2010~", "about 2010"),
        ("199X", "1990s"),
        ("19XX", "1900s"),
        ("2003/2015", "2003 – 2015"),
        ("2003/..", "since 2003"),
        ("../2015-01", "until January 2015"),
        ("2023-08-07T10:00", "7 August 2023"),
        (None, "undated"),
    ],
)
def test_a_date_is_written_as_people_write_it(date, expected):
    assert spoken(date) == expected


def printed(width=80):
    out = io.StringIO()
    Console(file=out, width=width).print(page(digest()))
    return out.getvalue()


def test_the_page_shows_every_part_with_its_sentence_and_flags():
    text = " ".join(printed().split())
    for piece in (
        "Ann *Lee* resigned A # title · 10 May 2024 · a 1. She <b>left</b> in 2023.",
        "Key points • She left. [1] ⚑ negation-differs",
        "Timeline spring 2023 Ann left. “in 2023” [1]",
        "People Ann Lee mayor 42, also Lee [1]",
        "Missing, and why people name-not-in-article Carl Fox",
        "m: 4 requests, 1,234 tokens in (0 cached), 0 out, 1 s",
    ):
        assert piece in text


def test_the_articles_words_neither_style_nor_steer_the_terminal():
    text = printed()
    assert "She [red]may[/red] return" in " ".join(text.split())
    assert "\x1b" not in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_page_fits_the_terminal(width):
    assert max(len(line.rstrip()) for line in printed(width).splitlines()) <= width


def test_markdown_takes_the_articles_words_literally():
    text = markdown(digest())
    assert text.startswith(
        "# Ann \\*Lee\\* resigned\n\n*A \\# title · 10 May 2024 · a*\n\n1\\. She \\<b\\>left\\</b\\> in 2023."
    )
    assert "- **A source, through the Herald**: She \\[red\\]may\\[/red\\] return  \\[31m (possible)[^2]\n" in text


def test_markdown_has_the_evidence_as_footnotes():
    lines = markdown(digest()).splitlines()
    assert "- She left.[^1] ⚑ negation-differs" in lines
    assert lines[-2:] == [
        "[^1]: Ann \\*Lee\\* resigned in 2023.",
        "[^2]: \\<b\\>A source\\</b\\> said  \\[31mshe \\[red\\]may\\[/red\\] return.",
    ]


def test_spans_from_elsewhere_are_cited_by_the_sentence_that_holds_them():
    assert cited(digest(), [Span.cut(TEXT, 4, 9), Span.cut(TEXT, 0, 3)]) == [1]
