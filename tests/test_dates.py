"""Dates of time expressions: full dates, those that count from publication, and what the tense decides."""

import pytest

from summarizer import dates
from summarizer.dates import Resolution
from summarizer.errors import UsageError

PUBLISHED = "2023-08-07"  # a Monday


def date(phrase, published=PUBLISHED, **place):
    return dates.resolve(phrase, published, **place).date


# -- resolve: what names its own place on the calendar


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("7 August 2023", "2023-08-07"),
        ("August 7, 2023", "2023-08-07"),
        ("Aug. 7, 2023", "2023-08-07"),
        ("Monday, 7th of August, 2023", "2023-08-07"),
        ("7-Aug-2023", "2023-08-07"),
        ("2023-08-07", "2023-08-07"),
        ("2023-08-07T23:30:00-05:00", "2023-08-07"),
        ("2023-08", "2023-08"),
        ("May 2008", "2008-05"),
        ("May of 2008", "2008-05"),
        ("in 1983", "1983"),
        ("'82", "1982"),
        ("13/04/2023", "2023-04-13"),
        ("04/13/23", "2023-04-13"),
        ("spring 2010", "2010-21"),
        ("the summer of '69", "1969-22"),
        ("fall 2019", "2019-23"),
        ("the winter of 2010", "2010-24"),
        ("Q1 2009", "2009-01/2009-03"),
        ("the final quarter of 2009", "2009-10/2009-12"),
        ("the 1987 fourth quarter", "1987-10/1987-12"),
        ("the first half of 2009", "2009-01/2009-06"),
        ("the 1990s", "199X"),
        ("the '90s", "199X"),
        ("the nineties", "199X"),
        ("the 19th century", "18XX"),
        ("the twenty-first century", "20XX"),
        ("Christmas Eve 2010", "2010-12-24"),
    ],
)
def test_a_full_date_needs_no_publication_date(phrase, expected):
    assert expected == date(phrase, None)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("from 2003 to 2015", "2003/2015"),
        ("between July 2003 and December 2004", "2003-07/2004-12"),
        ("2003–2015", "2003/2015"),
        ("1998-99", "1998/1999"),
        ("January 23 - March 9 2014", "2014-01-23/2014-03-09"),
        ("from March 2009 to June", "2009-03/2009-06"),
        ("March 3-5, 2010", "2010-03-03/2010-03-05"),
        ("between 9 and 11 May 2012", "2012-05-09/2012-05-11"),
        ("the 1960s to the 1970s", "1960/1979"),
        ("since 2003", "2003/.."),
        ("since the 1990s", "1990/.."),
        ("mid-2010", "2010~"),
        ("late March 2010", "2010-03~"),
        ("circa 1850", "1850~"),
        ("the mid-1980s", "198X"),
        ("the end of 2010", "2010-12-31~"),
        ("the beginning of May 2010", "2010-05-01~"),
        ("the first week of March 2010", "2010-03-01/2010-03-07"),
        ("the last weekend of May 2023", "2023-05-27/2023-05-28"),
        ("the week of March 8, 2023", "2023-03-06/2023-03-12"),
        ("the week ended March 8, 2023", "2023-03-02/2023-03-08"),
        ("the last three months of 1997", "1997-10/1997-12"),
    ],
)
def test_ranges_and_parts_need_no_publication_date_either(phrase, expected):
    assert expected == date(phrase, None)


@pytest.mark.parametrize(
    "phrase", ["from December 2003 to 2003", "Friday - 2003", "from May 2009 to 2008", "3 to 3 May"]
)
def test_what_ends_before_it_begins_is_no_range(phrase):
    assert date(phrase) is None
    assert date("from January 2003 to 2003") == "2003-01/2003"


# -- resolve: what counts from publication


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("today", "2023-08-07"),
        ("tonight", "2023-08-07"),
        ("this morning", "2023-08-07"),
        ("yesterday afternoon", "2023-08-06"),
        ("last night", "2023-08-06"),
        ("tomorrow", "2023-08-08"),
        ("the day before yesterday", "2023-08-05"),
        ("the day after tomorrow", "2023-08-09"),
        ("last week", "2023-07-31/2023-08-06"),
        ("this week", "2023-08-07/2023-08-13"),
        ("early next week", "2023-08-14/2023-08-20"),
        ("last weekend", "2023-08-05/2023-08-06"),
        ("last month", "2023-07"),
        ("next quarter", "2023-10/2023-12"),
        ("last year", "2022"),
        ("late last year", "2022~"),
        ("earlier this year", "2023"),
        ("last September", "2022-09"),
        ("next March", "2024-03"),
        ("last summer", "2022-22"),
        ("Spring of this year", "2023-21"),
        ("October of next year", "2024-10"),
        ("the fourth quarter of last year", "2022-10/2022-12"),
        ("last Friday", "2023-08-04"),
        ("last Monday", "2023-07-31"),
        ("next Friday", "2023-08-11"),
        ("next Monday", "2023-08-14"),
        ("this coming Tuesday", "2023-08-08"),
        ("Friday of last week", "2023-08-04"),
        ("three days ago", "2023-08-04"),
        ("a month ago", "2023-07"),
        ("two years ago", "2021"),
        ("twenty-five years ago", "1998"),
        ("a couple of years ago", "2021"),
        ("[Ten] years ago", "2013"),
        ("five years from now", "2028"),
        ("in three days' time", "2023-08-10"),
        ("the past 30 days", "2023-07-08/2023-08-07"),
        ("the next four years", "2023/2027"),
        ("the end of the year", "2023-12-31~"),
        ("year-end", "2023-12-31~"),
        ("since last September", "2022-09/.."),
        ("now", "2023-08-07"),
    ],
)
def test_relative_expressions_count_from_publication_and_are_unknown_without_it(phrase, expected):
    assert (expected, None) == (date(phrase), date(phrase, None))


def test_a_number_of_weeks_or_decades_is_only_about_exact():
    expected = ["2023-07-24~", "2013~", "2021~"]
    assert expected == [date("two weeks ago"), date("a decade ago"), date("more than two years ago")]


def test_days_of_the_month_stay_in_the_month_when_it_is_shorter():
    expected = "2023-02-28/2023-03-31"
    assert expected == date("the past month", "2023-03-31")


def test_hours_count_from_the_time_of_publication():
    expected = ["2023-08-06", "2023-08-07"]
    assert expected == [
        date("three hours ago", "2023-08-07T01:30+02:00"),
        date("three hours ago", "2023-08-07T11:30+02:00"),
    ]


def test_winter_is_the_one_that_began_in_december():
    expected = ["2022-24", "2022-24"]
    assert expected == [date("this winter", "2023-01-15"), date("last winter", "2023-08-07")]


# -- resolve: the tense decides between past and future


@pytest.mark.parametrize(
    ("phrase", "sentence", "expected"),
    [
        ("Friday", "The president spoke on Friday.", "2023-08-04"),
        ("Friday", "The president will speak on Friday.", "2023-08-11"),
        ("Friday", "On Friday the court is to decide.", "2023-08-11"),
        ("Friday", "Markets to remain closed until Friday", "2023-08-11"),
        ("Friday", "By Friday the toll had risen to 40.", "2023-08-04"),
        ("Monday", "She resigned on Monday.", "2023-08-07"),
        ("December", "It was closed in December.", "2022-12"),
        ("December", "It will close in December.", "2023-12"),
        ("September 12", "The contract may be signed on September 12.", "2023-09-12"),
        ("June 18", "They met on June 18.", "2023-06-18"),
        ("the weekend", "Dozens were arrested over the weekend.", "2023-08-05/2023-08-06"),
        ("in two weeks", "He will return in two weeks.", "2023-08-21~"),
        ("in two weeks", "Prices fell for the first time in two weeks.", None),
    ],
)
def test_the_tense_of_the_sentence_decides_between_past_and_future(phrase, sentence, expected):
    assert expected == date(phrase, sentence=sentence)


def test_a_name_is_completed_by_what_its_sentence_adds():
    sentence = "Those not renewed after October of next year will receive a letter."
    expected = ["2024-10", "2024"]
    assert expected == [date("October", sentence=sentence), date("next year", sentence=sentence)]


def test_a_time_of_day_lies_on_the_day_of_its_sentence_or_else_of_publication():
    expected = ["2023-08-01", "2023-08-07"]
    assert expected == [
        date("18:00 UTC", sentence="It took off on Tuesday from Seattle at 18:00 UTC."),
        date("18:00 UTC", sentence="As of 18:00 UTC the index was down."),
    ]


# -- resolve: what can't be known stays unknown


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "33 years",
        "more than a week",
        "recently",
        "several years ago",
        "in recent years",
        "every Monday",
        "Black Friday",
        "February 30",
        "31 June 2010",
        "99999 years ago",
        "9999 years ago",
        "the 0th century",
        "ſunday",
    ],
)
def test_durations_habits_and_impossible_dates_stay_unknown(phrase):
    assert Resolution(None, None) == dates.resolve(phrase, PUBLISHED)


def test_digits_that_can_be_read_two_ways_are_the_nearer_day_or_only_a_year():
    expected = ["2007-07-08", "1950", None]
    assert expected == [date("7/8/07", "2007-07-09"), date("7/8/1950", "2007-07-09"), date("7/8/07", None)]


def test_a_publication_date_that_is_none_is_an_error_that_says_how_to_write_it():
    with pytest.raises(UsageError, match="2023-08-07T09:30"):
        dates.resolve("today", "7 August 2023")
