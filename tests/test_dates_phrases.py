"""Phrases that name a part of a stretch, or count from a date that the text has named before."""

import pytest

from summarizer import dates

PUBLISHED = "2023-08-07"  # a Monday


def date(phrase, published=PUBLISHED, **place):
    return dates.resolve(phrase, published, **place).date


@pytest.mark.parametrize(
    ("phrase", "anchor", "expected"),
    [
        ("that September", "2019-05-03", "2019-09"),
        ("that spring", "2019-05-03", "2019-21"),
        ("the following September", "2019-10-03", "2020-09"),
        ("the previous September", "2019-05-03", "2018-09"),
        ("that September", "201X", None),  # of a decade it can't be known
    ],
)
def test_that_month_is_the_one_of_the_year_that_the_text_is_in(phrase, anchor, expected):
    assert date(phrase, anchor=anchor) == expected


@pytest.mark.parametrize(
    ("phrase", "anchor", "sentence", "expected"),
    [
        ("in the year", "2019-05-03", "He lost his seat in the year.", "2019"),
        ("in the year", "2019-05-03", "He will lose his seat in the year.", "2023"),
        ("in the day", "2019-05-03", "He lost his seat later in the day.", "2019-05-03"),
        ("in the day", "2019-05", "He lost his seat later in the day.", "2023-08-07"),  # a month says no day
        ("in the year", None, "He lost his seat in the year.", "2023"),
    ],
)
def test_the_day_and_the_year_are_those_of_the_story_or_else_of_publication(phrase, anchor, sentence, expected):
    assert date(phrase, anchor=anchor, sentence=sentence) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the first weekend of September", "2023-09-02/2023-09-03"),  # the month begins on a Friday
        ("the second weekend of September", "2023-09-09/2023-09-10"),
        ("the last weekend of July", "2023-07-29/2023-07-30"),
        ("the last week of July", "2023-07-25/2023-07-31"),
        ("the last two weeks of July", "2023-07-18/2023-07-31"),
        ("the last three days of July", "2023-07-29/2023-07-31"),
        ("the first 10 days of July", "2023-07-01/2023-07-10"),
        ("the last two months of 2022", "2022-11/2022-12"),
        ("the middle of August", "2023-08~"),
        ("the beginning of next week", "2023-08-14~"),
        ("the end of 3 May 2022", "2022-05-03~"),
    ],
)
def test_a_part_of_a_stretch_lies_within_it(phrase, expected):
    assert date(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the past day", "2023-08-06/2023-08-07"),
        ("the past month", "2023-07-07/2023-08-07"),
        ("the past quarter", "2023-05/2023-08"),
        ("the past decade", "2013/2023"),
    ],
)
def test_a_stretch_without_a_number_ends_at_publication(phrase, expected):
    assert date(phrase) == expected


@pytest.mark.parametrize("published", ["2023-08-07", "2023-08-09", "2023-08-11"])  # Monday, Wednesday, Friday
@pytest.mark.parametrize("phrase", ["the weekend", "this weekend"])
def test_the_weekend_is_the_one_that_the_tense_tells(published, phrase):
    assert date(phrase, published, sentence=f"They met on {phrase}.") == "2023-08-05/2023-08-06"
    assert date(phrase, published, sentence=f"They will meet on {phrase}.") == "2023-08-12/2023-08-13"


@pytest.mark.parametrize("phrase", ["three years ago", "THREE YEARS AGO", "Three Years Ago"])
def test_headlines_in_capitals_say_the_same(phrase):
    assert date(phrase) == "2020"
    assert date(f"more than {phrase}") == date(f"since {phrase}").replace("/..", "~") == "2020~"
