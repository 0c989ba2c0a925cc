"""A date that no rule computed is doubted only where it can't be what the words say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.dates.agreement import contradicts


@pytest.mark.parametrize(
    ("given", "phrase"),
    [
        ("2020-12-25", "Christmas 2020"),
        ("2020-12-25~", "Christmas 2020"),
        ("2016-11-08", "the 2016 election"),
        ("2023-08-04", "on Friday"),
        ("2024-07-04", "Thursday, 4 July"),
        ("198X", "the late 1980s"),
        ("1985", "the late 1980s"),
        ("18XX", "the 19th century"),
        ("1850", "the 19th century"),
        ("2023-24", "the winter of 2024"),  # the one that began in 2023
        ("2024-05-03/2024-05-07", "3 May to 7 May"),
        ("2023-10/..", "October"),
    ],
)
def test_a_date_with_every_part_that_the_words_state_does_not_contradict_them(given, phrase):
    assert not contradicts(given, phrase)


@pytest.mark.parametrize(
    ("given", "phrase"),
    [
        ("2023-08", "on Friday"),
        ("2016", "May 2016"),
        ("201X", "2016"),
        ("2016/2025", "2016"),
        ("2024-05", "3 May to 7 May"),
    ],
)
def test_a_wider_date_does_not_contradict(given, phrase):
    assert not contradicts(given, phrase)


@pytest.mark.parametrize(
    ("given", "phrase"),
    [
        ("2021-12-25", "Christmas 2020"),
        ("2023-08-05", "on Friday"),
        ("2023-06", "May 2016"),
        ("2015", "May 2016"),
        ("2017", "2016"),
        ("199X", "the late 1980s"),
        ("1795", "the late 1980s"),
        ("1750", "the 19th century"),
        ("2023-23", "the winter of 2023"),
        ("2024-05-03", "3 May to 7 May"),
        ("2024-06", "3 May to 7 May"),
    ],
)
def test_a_date_that_differs_in_one_part_contradicts(given, phrase):
    assert contradicts(given, phrase)


@pytest.mark.parametrize(
    ("given", "phrase"),
    [
        ("2023-05-06", "the day of the coronation"),
        ("2023-05-02", "two days later"),
        ("2020", "20 days in 2020"),
        ("2020", "the second half of 2020"),
        ("2016-11-08", "two days into the 2016 campaign"),
        ("2020-05-20", "the 20th anniversary in May 2020"),
        ("2023-06-03", "before Christmas"),  # of which year, the words do not say
    ],
)
def test_words_that_leave_the_date_open_are_contradicted_by_none(given, phrase):
    assert not contradicts(given, phrase)


@pytest.mark.parametrize(
    ("phrase", "right", "wrong"),
    [
        ("before Easter 2008", "2008-02", "2009-05"),
        ("before Christmas 2008", "2008-12-24", "2008-12-28"),
        ("prior to May 2008", "2008-04", "2008-06"),
        ("until 2016", "2016", "2017"),
        ("after Christmas 2008", "2008-12-27", "2008-12-24"),
        ("since the 2016 election", "2016-11-08/..", "2015"),
        ("following the March 2008 vote", "2008-03", "2008-02"),
        ("a year before the 2008 election", "2007", "2009"),
        ("a year after the 2008 election", "2009", "2007"),
    ],
)
def test_a_date_lies_on_the_side_of_its_bound(phrase, right, wrong):
    assert (contradicts(right, phrase), contradicts(wrong, phrase)) == (False, True)


@pytest.mark.parametrize(
    ("phrase", "sentence", "right", "wrong"),
    [
        ("on Friday", "She was there on Friday.", "2023-08-18", "2023-08-25"),
        ("on Friday", "She will resign on Friday.", "2023-08-25", "2023-08-18"),
        ("on May 5", "He was ill on May 5.", "2023-05-05", "2024-05-05"),
        ("on May 5", "He will be back on May 5.", "2024-05-05", "2023-05-05"),
    ],
)
def test_the_plain_tense_of_the_sentence_puts_a_day_before_or_after_publication(phrase, sentence, right, wrong):
    found = [contradicts(day, phrase, sentence=sentence, published="2023-08-21") for day in (right, wrong)]
    assert found == [False, True]
    assert not contradicts(wrong, phrase, sentence=sentence)  # published nobody knows when


@pytest.mark.parametrize(
    ("given", "phrase", "sentence"),
    [
        ("2023-08-22", "on Tuesday", "She resigned on Tuesday."),  # where it was published it may be Tuesday already
        ("2023-08-25", "on Friday", "She resigned, and will leave on Friday."),
        ("2023-08-25", "on Friday", "The law signed on Friday bans it."),  # or a participle of what will be signed
        ("2023-08-25", "Friday", ""),
        ("2024-05", "in May 2024", "She was to resign in May 2024."),
        ("2023-11-05", "St David's Day", "The song, made when he was 80, is to be released on St David's Day."),
    ],
)
def test_a_day_at_publication_or_a_sentence_with_two_tenses_or_none_is_no_contradiction(given, phrase, sentence):
    assert not contradicts(given, phrase, sentence=sentence, published="2023-08-21")


@pytest.mark.parametrize(
    ("given", "phrase", "sentence"),
    [
        ("2023-08-24", "Thursday", "The two ministers met to prepare the summit on Thursday."),
        ("2023-08-23", "Wednesday", "The committee took a decision that takes effect on Wednesday."),
        ("2023-08-26", "Saturday", "He got a ticket for Saturday's final."),
        ("2024-21", "the spring", "His department has ordered 14 machines for delivery in the spring."),
        ("2023-08-24", "Thursday", "The airline brought forward its Thursday flight."),
        ("2023-05-05", "May 5", "He will be tried for the murder on May 5."),
        ("2023-08-17", "Thursday", "Prices will rise again after Thursday's increase."),
        ("2022-11", "November", "The year ends in March with a profit, down from a November forecast."),
    ],
)
def test_the_tense_of_a_verb_farther_off_is_no_contradiction(given, phrase, sentence):
    assert not contradicts(given, phrase, sentence=sentence, published="2023-08-21")


@pytest.mark.parametrize("given", ["", "..", "../..", "2017/2016", "16", "2016-13", "2016-02-30", "in 2016", "soon"])
def test_what_is_no_edtf_contradicts_everything(given):
    assert contradicts(given, "in 2016")
    assert contradicts(given, "2016 and 2017")


@pytest.mark.parametrize(
    ("language", "phrase", "right", "wrong"),
    [
        ("de", "im Frühjahr 2019", "2019-21", "2019-23"),
        ("de", "Karfreitag 2024", "2024-03-29", "2023-04-07"),
        ("de", "die 1990er Jahre", "199X", "1985"),
        ("de", "3 Tage im Mai", "2024-05-03", "2024-06-03"),
        ("fr", "le 14 juillet", "2024-07-14", "2024-07-15"),
        ("fr", "les années 1980", "1987", "1991"),
        ("es", "el viernes 5", "2024-04-05", "2024-04-12"),
        ("it", "martedì 5 marzo", "2024-03-05", "2024-04-05"),
        ("pt", "na sexta-feira", "2024-04-05", "2024-04-04"),
        ("nl", "op 5 mei", "2024-05-05", "2024-05-04"),
        ("ru", "1 сентября", "2024-09-01", "2024-10-01"),
        ("ar", "٥ مارس", "2024-03-05", "2024-03-06"),
    ],
)
def test_the_calendars_names_are_known_in_other_languages(language, phrase, right, wrong):
    found = [contradicts(day, phrase, language=language) for day in (right, wrong)]
    assert found == [False, True]


@pytest.mark.parametrize(
    ("language", "phrase", "given"),
    [
        ("de", "gestern", "2024-03-05"),
        ("de", "seit dem Sommer 2019", "2018-22"),
        ("fr", "trois jours après le 5 mars", "2024-03-08"),
        ("zh", "3月5日", "2024-03-06"),  # no names of months, no knowing whether one differs
    ],
)
def test_in_other_languages_too_words_that_leave_the_date_open_are_contradicted_by_none(language, phrase, given):
    assert not contradicts(given, phrase, language=language)


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))
FORMS = ["%d %B %Y", "%B %d, %Y", "%A, %d %B", "%A, %B %d, %Y", "%b %d", "Easter, %d %B %Y"]


@given(DAYS, DAYS, st.sampled_from(FORMS))
def test_a_day_contradicts_the_words_of_another_day_unless_they_are_its_own_too(told, other, form):
    phrase = told.strftime(form)
    assert not contradicts(told.isoformat(), phrase)
    assert contradicts(other.isoformat(), phrase) is (other.strftime(form) != phrase)


@given(DAYS, DAYS, st.sampled_from(["%Y", "%B %Y", "%B"]))
def test_a_month_contradicts_another_month_or_year(told, other, form):
    phrase, month = told.strftime(form), other.isoformat()[:7]
    assert contradicts(month, phrase) is (other.strftime(form) != phrase)


@given(DAYS.filter(lambda day: (day.month, day.day) != (2, 29)), st.sampled_from(FORMS), st.integers(0, 5000))
def test_the_month_the_year_and_every_interval_that_hold_a_day_do_not_contradict_its_words(told, form, days):
    phrase, day = told.strftime(form), told.isoformat()
    end = date.fromordinal(told.toordinal() + days).isoformat()
    wider = [day[:7], day[:4], f"{day[:3]}X", f"{day[:2]}XX", f"{day}/{end}", f"{day}/.."]
    assert [given for given in wider if contradicts(given, phrase)] == []
