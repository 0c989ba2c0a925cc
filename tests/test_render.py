"""A digest in words: what all forms share."""

from typing import get_args

import pytest
from digests import TEXT, digest

from summarizer import Event, Issue, Span
from summarizer.digest import Flag
from summarizer.render.sentences import split_by_spans
from summarizer.render.words import (
    FLAGS,
    cited_numbers,
    date_in_words,
    printable,
    problem_in_words,
    quoted_time_expression,
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
        ("2023-13", "2023-13"),
        ("-0044-03-15", "-0044-03-15"),
        (None, "undated"),
    ],
)
def test_a_date_is_written_as_people_write_it_and_one_that_is_not_understood_as_it_is(date, expected):
    assert date_in_words(date) == expected


@pytest.mark.parametrize(
    ("date", "when", "expected"),
    [("2022", "last year", "“last year”"), ("2022", "2022", ""), ("2022-05", "May 2022", ""), (None, "once", "“once”")],
)
def test_the_articles_words_for_a_date_are_shown_where_they_tell_more(date, when, expected):
    assert quoted_time_expression(Event(date=date, when=when, what="")) == expected


def test_every_flag_and_problem_has_its_words():
    assert FLAGS.keys() == set(get_args(Flag))
    assert problem_in_words(Issue(section="x", problem="not-a-person")) == "not a person"
    assert problem_in_words(Issue(section="x", problem="text-cut-off, of-a-kind-of-its-own")) == (
        "breaks off, of-a-kind-of-its-own"
    )


def test_what_could_steer_a_terminal_or_turn_the_reading_order_is_not_printable():
    assert printable("a\x1b[31mb\x9bc\u2028d\u202ee\u2066f") == "a [31mb c def"


def test_spans_are_cited_by_the_sentences_that_hold_them():
    _, second, third, *_ = digest().article.sentences
    across = Span(start=second.end - 3, end=third.start + 3, text=TEXT[second.end - 3 : third.start + 3])
    assert cited_numbers(digest(), [across, Span.cut(TEXT, 4, 9), Span.cut(TEXT, 0, 3)]) == [1, 2, 3]
    assert cited_numbers(digest(), []) == []


@pytest.mark.parametrize(
    ("exact", "expected"),
    [
        ([], [("ann left it", False)]),
        ([(104, 108)], [("ann ", False), ("left", True), (" it", False)]),
        ([(104, 108), (106, 111)], [("ann ", False), ("left", True), (" it", True)]),
        ([(104, 111), (106, 108)], [("ann ", False), ("left it", True)]),
        ([(90, 103), (111, 120)], [("ann", True), (" left it", False)]),
        ([(100, 111)], [("ann left it", False)]),
        ([(104, 108), (100, 111)], [("ann ", False), ("left", True), (" it", False)]),
    ],
)
def test_a_sentence_is_cut_where_exact_spans_begin_and_end(exact, expected):
    sentence = Span(start=100, end=111, text="ann left it")
    assert split_by_spans(sentence, [Span(start=a, end=b, text="") for a, b in exact]) == expected
