"""Where time expressions and the date that heads a text stand, in any text."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer import dates
from summarizer.dates import TimeExpression
from summarizer.dates.heading import DateHeader

PUBLISHED = "2023-08-07"  # a Monday

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}~?"
MONTH_OR_SEASON = r"[0-9]{4}-(0[1-9]|1[0-2]|2[1-4])~?"
YEAR = r"([0-9]{4}~?|[0-9]{3}X|[0-9]{2}XX)"
ONE = rf"({DAY}|{MONTH_OR_SEASON}|{YEAR})"
EDTF = re.compile(rf"{ONE}|{ONE}/({ONE}|\.\.)")


def found(text):
    return [expression.text for expression in dates.find_time_expressions(text)]


# -- find


def test_what_is_found_lies_on_the_calendar_in_any_language():
    assert dates.resolve("31.12.2024", None, language="de").date == "2024-12-31"
    for language in ("en", "de", "ja"):
        assert dates.resolve("9999-12-31", None, language=language).date is None


def test_find_gives_every_expression_with_its_exact_place():
    text = "He left on 7 August 2023 and came back two days later."
    assert [
        TimeExpression(11, 24, "7 August 2023"),
        TimeExpression(39, 53, "two days later"),
    ] == dates.find_time_expressions(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the first quarter of last year it lost money.", ["the first quarter of last year"]),
        ("Open from January 23 through March 9.", ["from January 23 through March 9"]),
        ("It has not closed higher since early 2008.", ["since early 2008"]),
        ("Nikkei at lowest level since'82", ["since'82"]),
        ("Rates rose in 2003–2015 and in March.", ["2003–2015", "March"]),
        ("On Saturday night, at 2:30 the next day.", ["Saturday night", "2:30 the next day"]),
        ("By the end of the year the day was over.", ["the end of the year"]),
        ("At 6 p.m. EST Sunday it rained.", ["6 p.m. EST Sunday"]),
        ("On\nMonday,\n\n18 people died.", ["Monday"]),
    ],
)
def test_find_takes_the_longest_expression(text, expected):
    assert expected == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "He may march on.",
        "May Smith met March Brown.",
        "About 2000 people paid $1999 for 2,015 seats.",
        "The Sunday Times wrote of Black Friday, as it does every Monday and on Sundays.",
        "She fell, and they were in a spring of 300 springs.",
        "Flight 10.1.2 lasted 33 years; then he now left.",
        "The winter wheat and USA Today.",
        "He told the Sunday World so.",
    ],
)
def test_find_leaves_out_what_only_looks_like_a_date(text):
    expected = []
    assert expected == found(text)


# -- header


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" date 2023-08-07 Natalie Portman (42) has", DateHeader("2023-08-07", 1, 16)),
        ("Published: 7 August 2023\nThe president", DateHeader("2023-08-07", 0, 24)),
        ("Aug 7, 2023 — The president", DateHeader("2023-08-07", 0, 13)),
        ("2023-08-07: The president", DateHeader("2023-08-07", 0, 11)),
        ("NEW YORK, Aug 7 2023 (Reuters) — The president", DateHeader("2023-08-07", 0, 32)),
        ("A title\n\nMonday, May 18, 2015\n\nOn Friday", DateHeader("2015-05-18", 9, 29)),
        ("A title\nBy Jane Roe, August 7, 2023\nOn Friday", DateHeader("2023-08-07", 8, 35)),
        ("A title\nXinhua, Aug 7, 2023\nOn Friday", DateHeader("2023-08-07", 8, 27)),
        ("BBC News | 7 August 2023\nOn Friday", DateHeader("2023-08-07", 0, 24)),
        ("Last updated on 7 Aug 2023 at 10:30 a.m. EST\nIt", DateHeader("2023-08-07", 0, 44)),
    ],
)
def test_a_date_that_heads_the_text_is_its_header(text, expected):
    assert expected == dates.find_date_header(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "On 7 August 2023 the president spoke.",
        "7 August 2023 was a dark day.",
        "2023-08-07 was a dark day.",
        "NEW YORK, Aug 7 (Reuters) — The president spoke.",
        "February 30, 2015",
        "A title\n" + "A line.\n" * 8 + "May 18, 2015\n",
    ],
)
def test_a_date_in_prose_or_without_a_year_is_no_header(text):
    assert dates.find_date_header(text) is None


# -- any text

WORDS = st.sampled_from(
    """the a of in since from to between and early end last next this first 2003 1990s May Monday 31 day week year
    quarter century later ago after before anniversary 12:30 – - ' , 7/8/07 İ ſunday K two 99 Q3 spring""".split()  # noqa: SIM905  # shorter
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)))
@example("the end of 0001")
@example("January 9999 to 10000")
@example("the 99th century")
def test_any_text_gives_exact_places_and_valid_edtf(text):
    expressions = dates.find_time_expressions(text)
    assert [e.text for e in expressions] == [text[e.start : e.end] for e in expressions]
    assert all(a.end <= b.start for a, b in pairwise(expressions))
    dates.find_date_header(text)
    for phrase in [text, *(e.text for e in expressions)]:
        for anchor in (None, "2020-06-10", "199X", "2003/.."):
            given_date = dates.resolve(phrase, PUBLISHED, sentence=text, anchor=anchor).date
            assert given_date is None or EDTF.fullmatch(given_date)


@pytest.mark.parametrize("unit", [" ", "\n ", "the ", "early ", "2003-", "2003 ", "May to ", "1", "-", "By a,", "A b "])
def test_time_grows_with_the_text_and_not_with_its_square(unit):
    def seconds(length):
        text = (unit * length)[:length]
        start = time.process_time()
        dates.find_time_expressions(text)
        dates.find_date_header(text)
        return time.process_time() - start

    dates.find_time_expressions("")  # compiles the rules
    # Eight times the text: 8 times as long if time grows with it, 64 if with its square; a busy machine adds noise.
    assert min(seconds(32_000) for _ in range(2)) < 24 * max(seconds(4_000), 0.005)
