"""Chooses the date of an event between the one that a rule computed and the one that a model gave.

    >>> reconcile("Friday", "2015-05-15", Resolution("2015-05-22", "weekday"), published="2015-05-18")
    ReconciledDate(date='2015-05-15', resolved_by='model', rejected=None)
    >>> reconcile("April 3, 2021", "2022-04-03", Resolution("2021-04-03", "full date"), published="2021-05-01")
    ReconciledDate(date='2021-04-03', resolved_by='rule', rejected='2022-04-03')

An expression that counts from publication by a fixed number ("yesterday", "last year") has one possible date. There a
model's date must share a day with the rule's. Other expressions ("Friday", "a month later", anything in a quotation)
have several possible dates, and the model has read the article. There the model's date is kept if it has every part
that the expression states.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from summarizer.dates.agreement import contradicts, endpoints
from summarizer.dates.periods import edtf, parse_edtf, period_containing
from summarizer.dates.resolution import Resolution, as_in_rules


class ReconciledDate(NamedTuple):
    """An EDTF `date`, its source, and a model's date that was `rejected` since it contradicts the time expression."""

    date: str | None
    resolved_by: Literal["rule", "model"] | None
    rejected: str | None = None


_COUNTED = frozenset(
    [
        "today", "yesterday", "tomorrow", "last, this, next", "ago", "weekdays ago", "from now", "past, next so many",
        "now", "month or season of",
    ]
)  # fmt: skip
"""Rules that count from publication."""


def reconcile(
    phrase: str,
    given: str,
    computed: Resolution,
    *,
    sentence: str = "",
    published: str | None = None,
    language: str = "en",
    is_quoted: bool = False,
    stated: Sequence[Resolution] = (),
) -> ReconciledDate:
    """The date of `phrase`. `given` is the model's ("" for none), `computed` the rule's.

    `is_quoted`: the phrase is in a quotation, which may have been said before publication. `stated` are the dates in
    the article. A model may count from one of them if the article was published some days after it was written.
    """
    by_rule = ReconciledDate(computed.date, "rule" if computed.date else None)
    day = _week_as_interval(given.partition("T")[0])  # no time of day
    if not given or given.startswith("-"):  # before the year 1, which a Period can't hold
        return by_rule
    if not endpoints(day):
        return by_rule._replace(rejected=given)
    if computed.date and _first_and_last_day(day) == _first_and_last_day(computed.date):
        return ReconciledDate(day, "rule")
    if computed.date and computed.rule in _COUNTED and not is_quoted:
        is_right = (
            _have_common_day(day, computed.date)
            or _counts_from(stated, day, computed.date, published)
            or (computed.rule == "past, next so many" and _ends_with(stated, day))
        )
        return ReconciledDate(day, "model") if is_right else by_rule._replace(rejected=given)
    phrase, sentence = as_in_rules(phrase), as_in_rules(sentence)
    if contradicts(day, phrase, sentence=sentence, published=published, language=language):
        return by_rule._replace(rejected=given)
    return ReconciledDate(day, "model")


def _first_and_last_day(text: str) -> tuple[date, date]:
    """The first and the last day of an EDTF date. An open end is the first or last day of the calendar."""
    first, _, last = text.partition("/")
    begin, end = parse_edtf(first), parse_edtf(last or first)
    return begin.first if begin else date.min, end.last if end else date.max


def _week_as_interval(day: str) -> str:
    """The days of an ISO week ("2024-W20"), for which EDTF has no form; any other text as it is."""
    if not re.fullmatch(r"[0-9]{4}-W[0-9]{2}", day):
        return day
    try:
        return edtf(period_containing(date.fromisoformat(day), "week"))
    except (ValueError, OverflowError):
        return day


def _ends_with(stated: Sequence[Resolution], day: str) -> bool:
    """Whether a period of the article ends with this one: "from 1947 to 1951, the last two years as a prisoner"."""
    last = _first_and_last_day(day)[1]
    return any(r.date and r.rule not in _COUNTED and _first_and_last_day(r.date)[1] == last for r in stated)


def _counts_from(stated: Sequence[Resolution], day: str, computed: str, published: str | None) -> bool:
    """Whether the model's day is the one computed with a date stated in the article in the place of publication."""
    (one, last), (other, end) = _first_and_last_day(day), _first_and_last_day(computed)
    if not published or one != last or other != end:
        return False
    try:
        counted_from = (date.fromisoformat(published[:10]) + (one - other)).isoformat()
    except OverflowError:  # a model's date at the end of the calendar
        return False
    return any(resolution.date == counted_from and resolution.rule not in _COUNTED for resolution in stated)


def _have_common_day(one: str, other: str) -> bool:
    """Whether two dates share a day. An approximate date is widened: a day by three days, a month or year by one."""
    slack = _SLACK if "~" in one + other else {}
    period = parse_edtf(other)
    reach = slack.get(period.unit, timedelta(0)) if period else timedelta(0)
    (first, last), (begin, end) = _first_and_last_day(one), _first_and_last_day(other)
    return first - min(reach, first - date.min) <= end and begin <= last + min(reach, date.max - last)


_SLACK = {"day": timedelta(days=3), "month": timedelta(days=31), "year": timedelta(days=366)}
