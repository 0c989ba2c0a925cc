"""The date of an event, between the one that a rule computed and the one that a model gives.

    >>> settle("Friday", "2015-05-15", Resolution("2015-05-22", "weekday"), published="2015-05-18")
    Settled(date='2015-05-15', resolved_by='model', refused=None)
    >>> settle("April 3, 2021", "2022-04-03", Resolution("2021-04-03", "full date"), published="2021-05-01")
    Settled(date='2021-04-03', resolved_by='rule', refused='2022-04-03')

What counts from publication by a fixed number ("yesterday", "last year") is computed: there a model's date must have a
day in common with the rule's. Elsewhere ("Friday", "a month later", all that stands in a quotation) the words leave
several dates open, and who has read the article knows better which: the model's date stands if it has all that the
words state.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from summarizer.dates.agreement import contradicts, ends_of
from summarizer.dates.periods import parse
from summarizer.dates.resolution import Resolution


class Settled(NamedTuple):
    """An EDTF `date`, what it comes from, and a model's date that does not agree with the words it should date."""

    date: str | None
    resolved_by: Literal["rule", "model"] | None
    refused: str | None = None


_COUNTED = frozenset(
    [
        "today", "yesterday", "tomorrow", "last, this, next", "ago", "weekdays ago", "from now", "past, next so many",
        "now",
    ]
)  # fmt: skip
"""Rules that count from publication."""


def settle(
    phrase: str,
    given: str,
    computed: Resolution,
    *,
    sentence: str = "",
    published: str | None = None,
    language: str = "en",
    is_quoted: bool = False,
    stated: Sequence[Resolution] = (),
) -> Settled:
    """The date for `phrase`: `given` by a model ("" for none), `computed` by a rule.

    What `is_quoted` was said at another time than that of publication. `stated` are the dates that the article has: a
    model may count from one of these, where the article was published some days after it was written.
    """
    by_rule = Settled(computed.date, "rule" if computed.date else None)
    day = given.partition("T")[0]  # no time of day
    if not given:
        return by_rule
    if not ends_of(day):
        return by_rule._replace(refused=given)
    if computed.date and _days(day) == _days(computed.date):
        return Settled(day, "rule")
    if computed.date and computed.rule in _COUNTED and not is_quoted:
        is_right = _meet(day, computed.date) or _counts_from(stated, day, computed.date, published)
        return Settled(day, "model") if is_right else by_rule._replace(refused=given)
    if contradicts(day, phrase, sentence=sentence, published=published, language=language):
        return by_rule._replace(refused=given)
    return Settled(day, "model")


def _days(text: str) -> tuple[date, date]:
    """The first and the last day of an EDTF date; of an open interval those of the calendar."""
    first, _, last = text.partition("/")
    begin, end = parse(first), parse(last or first)
    return begin.first if begin else date.min, end.last if end else date.max


def _counts_from(stated: Sequence[Resolution], day: str, computed: str, published: str | None) -> bool:
    """Whether a day is as far from the computed one as a day that the article states is from its publication."""
    (one, last), (other, end) = _days(day), _days(computed)
    if not published or one != last or other != end:
        return False
    try:
        counted_from = (date.fromisoformat(published[:10]) + (one - other)).isoformat()
    except OverflowError:  # a model's date at the end of the calendar
        return False
    return any(resolution.date == counted_from and resolution.rule not in _COUNTED for resolution in stated)


def _meet(one: str, other: str) -> bool:
    """Whether two dates have a day in common; "about" a day is a few days, about a month or a year one more."""
    slack = _SLACK if "~" in one + other else {}
    period = parse(other)
    reach = slack.get(period.unit, timedelta(0)) if period else timedelta(0)
    (first, last), (begin, end) = _days(one), _days(other)
    return first - min(reach, first - date.min) <= end and begin <= last + min(reach, date.max - last)


_SLACK = {"day": timedelta(days=3), "month": timedelta(days=31), "year": timedelta(days=366)}
