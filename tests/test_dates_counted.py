"""Dates that lie so far from another, parts of longer stretches, and counts that only look like dates."""

import pytest

from summarizer import dates

PUBLISHED = "2024-03-13"  # a Wednesday


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("three days before Christmas 2023", "2023-12-22"),
        ("two days after Monday", "2024-03-13"),
        ("a week before March 5", "2024-02-27~"),
        ("a year before the 2016 election", "2015"),
        ("two days before the 2016 election", None),  # a year is not that exact
        ("two Sundays ago", "2024-03-03"),
        ("two Wednesdays ago", "2024-02-28"),  # today's is none
        ("the week before last", "2024-02-26/2024-03-03"),
        ("the month after next", "2024-05"),
        ("Sunday before last", "2024-03-03"),
        ("the Monday after next", "2024-03-25"),
        ("a year ago today", "2023-03-13"),
        ("fifty years ago this week", "1974-03-11/1974-03-17"),
        ("half a century ago", "1974~"),
        ("a quarter of a century ago", "1999~"),
        ("half a year ago", "2023-09~"),
        ("half an hour ago", "2024-03-13"),
        ("two or three years ago", "2021~"),
        ("10-15 years ago", "2009~"),
        ("the first Monday in September 2024", "2024-09-02"),
        ("last Friday of March", "2024-03-29"),
        ("the fifth Sunday of April 2024", None),
        ("Tuesday the 12th", "2024-03-12"),
        ("Friday the 13th", None),
        ("the turn of the century", "2000~"),
        ("the turn of the 20th century", "1900~"),
        ("H1 2023", "2023-01/2023-06"),
        ("the third fiscal quarter of 2023", "2023-07/2023-09"),
        ("from 30 December to 2 January", "2023-12-30/2024-01-02"),
        ("2024-03-10T23:30:00+02:00", "2024-03-10"),
    ],
)
def test_counted_from_publication_or_from_another_date(phrase, expected):
    assert dates.resolve(phrase, PUBLISHED).date == expected


def test_an_anniversary_is_not_the_day_of_its_number():
    assert dates.resolve("the 10th anniversary", PUBLISHED, anchor="2014-03-08").date == "2024-03-08"
    assert dates.resolve("the 11th hour", PUBLISHED).date is None


@pytest.mark.parametrize(
    "phrase",
    [
        "1,500 years ago",
        "10,000 years ago",
        "2.5 years ago",
        "half a century later",
        "1200 BC",
        "the 5th century B.C.",
        "in the year 800",
        "the day of the coronation",
    ],
)
def test_a_part_of_a_count_or_of_another_era_is_no_date(phrase):
    assert dates.resolve(phrase, PUBLISHED, anchor="2014-03-08").date is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It stood 10,000 years ago, and 2.5 years ago.", []),
        ("In 1200 BC the city fell.", []),
        ("Friday Night Lights aired, and on Friday night it was on.", ["Friday night"]),
        ("He left two days before Christmas.", ["two days before Christmas"]),
        ("She left two or three years ago.", ["two or three years ago"]),
        ("Half a century ago it was new.", ["Half a century ago"]),
        ("Highs were well into the 30s on Thursday.", ["Thursday"]),
    ],
)
def test_what_counts_is_found_whole_or_not_at_all(text, expected):
    assert [expression.text for expression in dates.find_time_expressions(text)] == expected


def test_a_clock_time_is_on_the_day_that_the_text_is_at_and_on_none_where_it_is_at_a_year():
    assert dates.resolve("22:30", PUBLISHED, anchor="2014-03-08").date == "2014-03-08"
    assert dates.resolve("22:30", PUBLISHED, anchor="2014").date is None
