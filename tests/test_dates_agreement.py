"""A date that no rule computed is believed only if it is what the words say, as far as they say it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.dates import agrees


@pytest.mark.parametrize(
    ("given", "phrase"),
    [
        ("2020-12-25", "Christmas 2020"),
        ("2020-12-25~", "Christmas 2020"),
        ("2016-11-08", "the 2016 election"),
        ("2023-08-04", "on Friday"),
        ("2024-07-04", "Thursday, 4 July"),
        ("198X", "the late 1980s"),
        ("18XX", "the 19th century"),
        ("2023-24", "the winter of 2024"),  # the one that began in 2023
        ("2024-05-03/2024-05-07", "3 May to 7 May"),
        ("2023-10/..", "October"),
    ],
)
def test_a_date_agrees_that_has_every_part_that_the_words_state(given, phrase):
    assert agrees(given, phrase)


@pytest.mark.parametrize(
    ("given", "phrase"),
    [
        ("2021-12-25", "Christmas 2020"),
        ("2023-08-05", "on Friday"),
        ("2023-08", "on Friday"),
        ("2016", "May 2016"),
        ("201X", "2016"),
        ("2016", "the 2010s"),
        ("1985", "the late 1980s"),
        ("1850", "the 19th century"),
        ("2023-23", "the winter of 2023"),
        ("2016/2025", "2016"),  # nothing states the end
        ("2024-05-03", "3 May to 7 May"),
    ],
)
def test_a_date_that_differs_in_one_part_or_leaves_it_open_does_not(given, phrase):
    assert not agrees(given, phrase)


@pytest.mark.parametrize(
    ("given", "phrase"),
    [
        ("2023-05-06", "the day of the coronation"),
        ("2023-05-02", "two days later"),
        ("2016", "a year before the 2016 election"),
        ("2016-11-08", "two days into the 2016 campaign"),
        ("2016", "since the 2016 election"),
        ("2020-05-20", "the 20th anniversary in May 2020"),
        ("2020", "20 days in 2020"),
        ("2020", "the second half of 2020"),
    ],
)
def test_words_with_nothing_to_compare_or_that_count_from_another_date_agree_with_none(given, phrase):
    assert not agrees(given, phrase)


@pytest.mark.parametrize(
    "given", ["", "..", "../..", "2016/", "2016/x", "2016/2017/2018", "2017/2016", "2016~~", "16", "2016-13", "in 2016"]
)
def test_what_is_no_edtf_agrees_with_nothing(given):
    assert not agrees(given, "in 2016")
    assert not agrees(given, "2016 and 2017")


@pytest.mark.parametrize(
    ("language", "phrase", "right", "wrong"),
    [
        ("de", "im Frühjahr 2019", "2019-21", "2019-23"),
        ("de", "Karfreitag 2024", "2024-03-29", "2023-04-07"),
        ("de", "die 1990er Jahre", "199X", "1990"),
        ("fr", "le 14 juillet", "2024-07-14", "2024-07-15"),
        ("fr", "les années 1980", "198X", "1980"),
        ("es", "el viernes 5", "2024-04-05", "2024-04-12"),
        ("it", "martedì 5 marzo", "2024-03-05", "2024-04-05"),
        ("pt", "na sexta-feira", "2024-04-05", "2024-04-04"),
        ("nl", "op 5 mei", "2024-05-05", "2024-05-04"),
        ("ru", "1 сентября", "2024-09-01", "2024-10-01"),
        ("ar", "٥ مارس", "2024-03-05", "2024-03-06"),
    ],
)
def test_the_calendars_names_are_known_in_other_languages(language, phrase, right, wrong):
    assert (agrees(right, phrase, language), agrees(wrong, phrase, language)) == (True, False)


@pytest.mark.parametrize(
    ("language", "phrase", "given"),
    [
        ("de", "gestern", "2024-03-05"),
        ("de", "seit dem Sommer 2019", "2019-22"),
        ("fr", "trois jours après le 5 mars", "2024-03-05"),
        ("de", "3 Tage im Mai", "2024-05-03"),
        ("zh", "3月5日", "2024-03-05"),  # no names of months, no knowing whether one differs
    ],
)
def test_in_other_languages_too_words_that_state_no_part_agree_with_none(language, phrase, given):
    assert not agrees(given, phrase, language)


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))
FORMS = ["%d %B %Y", "%B %d, %Y", "%A, %d %B", "%A, %B %d, %Y", "%b %d", "Easter, %d %B %Y"]


@given(DAYS, DAYS, st.sampled_from(FORMS))
def test_a_day_agrees_with_its_own_words_and_no_other_day_with_another_year_month_day_or_weekday(told, other, form):
    phrase = told.strftime(form)
    assert agrees(told.isoformat(), phrase)
    assert agrees(other.isoformat(), phrase) is (other.strftime(form) == phrase)


@given(DAYS, DAYS, st.sampled_from(["%Y", "%B %Y", "%B"]))
def test_a_month_or_year_agrees_with_no_other(told, other, form):
    phrase, month = told.strftime(form), other.isoformat()[:7]
    assert agrees(month, phrase) is (other.strftime(form) == phrase)
