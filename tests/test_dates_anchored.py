"""Dates of time expressions that count from another date of the article."""

import pytest

from summarizer import dates
from summarizer.dates import Resolution

PUBLISHED = "2023-08-07"  # a Monday


def date(phrase, published=PUBLISHED, **place):
    return dates.resolve(phrase, published, **place).date


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("two days later", "2020-06-12"),
        ("three weeks earlier", "2020-05-20~"),
        ("a month after", "2020-07"),
        ("a year later", "2021"),
        ("the next day", "2020-06-11"),
        ("the day before", "2020-06-09"),
        ("that night", "2020-06-10"),
        ("the same year", "2020"),
        ("the following week", "2020-06-15/2020-06-21"),
        ("the following Monday", "2020-06-15"),
        ("the previous Friday", "2020-06-05"),
        ("the following spring", "2021-21"),
        ("2:30 the next day", "2020-06-11"),
    ],
)
def test_expressions_relative_to_another_event_count_from_the_anchor_and_are_unknown_without(phrase, expected):
    assert (expected, None) == (date(phrase, anchor="2020-06-10"), date(phrase))


def test_an_anchor_less_exact_than_the_expression_gives_nothing():
    expected = [None, "2014"]
    assert expected == [date("two days later", anchor="2012"), date("two years later", anchor="2012")]


def test_an_anchor_that_leads_into_the_future_of_a_story_about_the_past_was_the_wrong_one():
    sentence = "They separated a year later."
    expected = [None, "2020"]
    assert expected == [date("a year later", anchor=a, sentence=sentence) for a in ("2023-05-01", "2019-05-01")]


def test_what_comes_a_month_after_an_event_dates_that_event():
    sentence = "News of the separation is coming just a month after the couple made headlines."
    assert Resolution("2023-07", "later, earlier") == dates.resolve("just a month after", PUBLISHED, sentence=sentence)


def test_the_year_before_and_a_year_earlier_compare_with_publication_where_no_anchor_is_given():
    expected = ["2022", "2022", "2008"]
    assert expected == [date("the previous year"), date("a year earlier"), date("the previous year", anchor="2009-01")]


def test_the_same_month_a_year_ago_is_a_year_before_the_anchor():
    expected = "2008-01"
    assert expected == date("the same month a year ago", "2009-02-03", anchor="2009-01")


def test_a_quarter_or_week_is_an_anchor_as_exact_as_it_is():
    expected = ["2008-01/2008-03", "2009-05-11/2009-05-17", None]
    assert expected == [
        date("the year-ago quarter", anchor="2009-01/2009-03"),
        date("the next week", anchor="2009-05-04/2009-05-10"),
        date("the next week", anchor="2009-05-04/2009-05-12"),
    ]


def test_anniversaries_and_ages_count_from_an_anchor_or_from_the_year_of_their_sentence():
    sentence = "It marked the 20th anniversary of his death in 1987."
    expected = ["2007", "2023", "2011-02-24", None]
    assert expected == [
        date("20th anniversary", sentence=sentence),
        date("11th wedding anniversary", anchor="2012"),
        date("at the age of 56", anchor="1955-02-24"),
        date("11th wedding anniversary", anchor="2023-07"),
    ]
