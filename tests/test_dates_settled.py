"""The date of an event, between the one that a rule computes and the one that a model gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.dates import ReconciledDate, Resolution, parse_edtf, reconcile, resolve

PUBLISHED = "2023-08-21"  # a Monday


def settled(phrase, given, *, sentence="", anchor=None, published=PUBLISHED, language="en"):
    """What is settled where the rules see the same words as the model."""
    computed = resolve(phrase, published, sentence=sentence or phrase, anchor=anchor, language=language)
    return reconcile(phrase, given, computed, sentence=sentence, published=published, language=language)


@pytest.mark.parametrize(
    ("phrase", "date"),
    [
        ("7 August 2023", "2023-08-07"),
        ("yesterday", "2023-08-20"),
        ("Friday", "2023-08-18"),
        ("last year", "2022"),
        ("from 2003 to 2015", "2003/2015"),
        ("since 2016", "2016/.."),
    ],
)
def test_what_rule_and_model_agree_on_is_the_rules(phrase, date):
    assert settled(phrase, date) == ReconciledDate(date, "rule")


def test_a_model_may_add_to_the_same_date_that_it_is_approximate():
    assert settled("2009", "2009~") == ReconciledDate("2009~", "rule")


@pytest.mark.parametrize("phrase", ["yesterday", "7 August 2023", "someday"])
def test_where_the_model_gives_none_the_rules_date_stands(phrase):
    date = resolve(phrase, PUBLISHED).date
    assert settled(phrase, "") == ReconciledDate(date, "rule" if date else None)


@pytest.mark.parametrize(
    ("phrase", "date"),
    [
        ("Friday", "2023-08-11"),  # a week before the Friday that is nearest
        ("Friday", "2023-08-25"),  # a week after it
        ("October", "2022-10"),
        ("Christmas", "2021-12-25"),
        ("May 5", "2019-05-05"),
    ],
)
def test_of_the_dates_that_the_words_leave_open_the_models_stands(phrase, date):
    assert resolve(phrase, PUBLISHED).date != date
    assert settled(phrase, date) == ReconciledDate(date, "model")


def test_a_date_before_the_year_1_is_left_open_and_not_rejected():
    assert settled("about 950 BC", "-0949~") == ReconciledDate(None, None)


def test_what_counts_from_an_earlier_date_may_count_from_another_than_the_rule_took():
    assert settled("two days later", "2023-05-12", anchor="2023-05-06") == ReconciledDate("2023-05-12", "model")


@pytest.mark.parametrize(
    ("phrase", "wrong"),
    [
        ("April 3, 2021", "2022-04-03"),
        ("April 3, 2021", "2021-04-04"),
        ("April 3, 2021", "2021-05"),
        ("Friday", "2023-08-19"),
        ("the 1990s", "1985"),
        ("since 2016", "2015"),
    ],
)
def test_a_date_that_contradicts_the_words_is_refused_and_the_rules_stands(phrase, wrong):
    assert settled(phrase, wrong) == ReconciledDate(resolve(phrase, PUBLISHED).date, "rule", rejected=wrong)


@pytest.mark.parametrize(
    ("phrase", "date"),
    [
        ("April 3, 2021", "2021-04"),
        ("April 3, 2021", "2021"),
        ("yesterday", "2023-08"),
        ("two years ago", "2020/2022"),
    ],
)
def test_a_wider_date_that_holds_the_rules_stands(phrase, date):
    assert settled(phrase, date) == ReconciledDate(date, "model")


@pytest.mark.parametrize(
    ("phrase", "wrong", "right"),
    [
        ("yesterday", "2023-08-19", "2023-08-20"),
        ("tomorrow", "2023-08-23", "2023-08-22"),
        ("last year", "2021", "2022"),
        ("June last year", "2023-06", "2022-06"),
        ("two years ago", "2020", "2021"),
        ("three days ago", "2023-08-17", "2023-08-18"),
    ],
)
def test_what_a_model_miscounts_from_publication_is_refused(phrase, wrong, right):
    assert settled(phrase, wrong) == ReconciledDate(right, "rule", rejected=wrong)


@pytest.mark.parametrize(
    ("phrase", "date"),
    [
        ("the day of the coronation", "2023-05-06"),
        ("for years", "2003/2015"),
        ("", "2023-01-01"),  # the article has no time expression for it
    ],
)
def test_without_a_rule_the_models_date_stands(phrase, date):
    assert settled(phrase, date) == ReconciledDate(date, "model")


def test_without_a_publication_date_the_model_alone_knows_what_is_counted_from_it():
    assert settled("yesterday", "2023-08-20", published=None) == ReconciledDate("2023-08-20", "model")


def test_the_last_so_many_units_of_a_period_that_the_article_states_are_the_models():
    computed = resolve("the last two years", PUBLISHED)
    stated = [resolve("between 1947 and 1951", PUBLISHED)]
    given = ("1949/1951", "1939/1941")
    found = [reconcile("the last two years", d, computed, published=PUBLISHED, stated=stated).date for d in given]
    assert found == ["1949/1951", "2021/2023"]


@pytest.mark.parametrize(("phrase", "language"), [("last week", "en"), ("上周", "zh")])
def test_a_week_of_the_models_is_an_interval_of_days(phrase, language):
    found = settled(phrase, "2023-W33", language=language)
    assert (found.date, found.rejected) == ("2023-08-14/2023-08-20", None)


def test_without_a_rule_a_date_that_contradicts_the_words_is_refused_and_none_is_known():
    assert settled("im Mai", "2024-05", language="de") == ReconciledDate("2024-05", "model")
    assert settled("im Mai", "2024-06", language="de") == ReconciledDate(None, None, rejected="2024-06")


@pytest.mark.parametrize(
    ("phrase", "right", "wrong"),
    [
        ("before Easter 2008", "2008-02", "2009-05"),
        ("before Christmas 2008", "2008-11", "2008-12-28"),
        ("after Easter 2008", "2008-06", "2007-06"),
    ],
)
def test_a_date_beyond_its_bound_is_refused(phrase, right, wrong):
    assert settled(phrase, right) == ReconciledDate(right, "model")
    assert settled(phrase, wrong).rejected == wrong


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        ("She was there on Friday.", "2023-08-11", "2023-08-25"),
        ("She will resign on Friday.", "2023-09-01", "2023-08-18"),
    ],
)
def test_a_day_that_is_plainly_past_is_not_after_publication_nor_a_coming_one_before(sentence, right, wrong):
    assert settled("on Friday", right, sentence=sentence) == ReconciledDate(right, "model")
    assert settled("on Friday", wrong, sentence=sentence).rejected == wrong


@pytest.mark.parametrize("nonsense", ["soon", "in 2009", "2009-13", "..", "2009-02-30"])
def test_what_is_no_date_is_refused(nonsense):
    assert settled("2009", nonsense) == ReconciledDate("2009", "rule", rejected=nonsense)
    assert settled("someday", nonsense) == ReconciledDate(None, None, rejected=nonsense)


EDTF = st.from_regex(r"(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?[~?]?", fullmatch=True)
PHRASES = ["yesterday", "Friday", "7 August 2023", "last year", "before May 2008", "the 1990s", "someday", ""]


@given(st.sampled_from(PHRASES), st.text(max_size=12) | EDTF)
def test_whatever_the_model_gives_is_taken_or_refused_in_full(phrase, date):
    computed = resolve(phrase, PUBLISHED) if phrase else Resolution(None, None)
    found = reconcile(phrase, date, computed, published=PUBLISHED)
    if found.rejected is None:
        assert found.date == (date.partition("T")[0] or computed.date)
    else:
        assert (found.rejected, found.date) == (date, computed.date)
    assert (found.resolved_by is None) is (found.date is None)
    assert found.date is None or parse_edtf(found.date) is not None


@pytest.mark.parametrize(
    ("phrase", "given", "sentence", "published"),
    [
        ("last winter", "0001-01", "It snowed last winter.", "0001-05-01"),
        ("yesterday", "0001-01-01", "It rained yesterday.", "0001-01-03"),
        ("Friday", "0001-01-05", "It will rain on Friday.", "0001-01-01"),
        ("Friday", "9999-12-24", "It rained on Friday.", "9999-12-31"),
        ("winter", "9999-12-30", "", "9999-12-31"),
        ("winter", "9999-12-28/9999-12-30", "", "9999-12-31"),
        ("someday", "9999-11/9999-12-29", "", "9999-12-31"),
    ],
)
def test_at_the_ends_of_the_calendar_a_date_is_taken_or_refused_too(phrase, given, sentence, published):
    found = reconcile(phrase, given, Resolution(None, None), sentence=sentence, published=published)
    assert given in (found.date, found.rejected)


def test_a_day_that_the_calendar_has_no_room_to_count_to_is_refused():
    computed, stated = Resolution("0001-01-01", "yesterday"), (Resolution("2023-01-01", "date"),)
    found = reconcile("yesterday", "9998-05-01", computed, published="9000-01-02", stated=stated)
    assert found == ReconciledDate("0001-01-01", "rule", rejected="9998-05-01")
