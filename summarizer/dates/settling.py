"""The date of an event, between the one that a rule computed and the one that a model gives.

    >>> settle("Friday", "2015-05-15", Resolution("2015-05-22", "weekday"), published="2015-05-18")
    Settled(date='2015-05-15', resolved_by='model', refused=None)
    >>> settle("April 3, 2021", "2022-04-03", Resolution("2021-04-03", "full date"), published="2021-05-01")
    Settled(date='2021-04-03', resolved_by='rule', refused='2022-04-03')

What counts from publication by a fixed number ("yesterday", "last year") is computed: there a model can only be less
exact. Elsewhere ("Friday", "a month later") the words leave several dates open, and who has read the article knows
better which: the model's date stands if it has all that the words state.
"""

from typing import Literal, NamedTuple

from summarizer.dates.agreement import contradicts, ends_of
from summarizer.dates.periods import Period, parse
from summarizer.dates.resolution import Resolution


class Settled(NamedTuple):
    """An EDTF `date`, what it comes from, and a model's date that does not agree with the words it should date."""

    date: str | None
    resolved_by: Literal["rule", "model"] | None
    refused: str | None = None


_COUNTED = frozenset(
    [
        "today",
        "yesterday",
        "tomorrow",
        "last, this, next",
        "ago",
        "weekdays ago",
        "from now",
        "past, next so many",
        "now",
    ]
)
"""Rules that count from publication and leave nothing open."""


def settle(
    phrase: str,
    given: str,
    computed: Resolution,
    *,
    sentence: str = "",
    published: str | None = None,
    language: str = "en",
) -> Settled:
    """The date for `phrase`: `given` by a model ("" for none), `computed` by a rule."""
    by_rule = Settled(computed.date, "rule" if computed.date else None)
    if not given:
        return by_rule
    own, other = parse(given) if ends_of(given) else None, parse(computed.date) if computed.date else None
    if own and other and own[:2] == other[:2]:
        return Settled(given, "rule")
    if own and other and computed.rule in _COUNTED:
        return Settled(given, "model") if _contains(own, other) else by_rule._replace(refused=given)
    if own is None or contradicts(given, phrase, sentence=sentence, published=published, language=language):
        return by_rule._replace(refused=given)
    return Settled(given, "model")


def _contains(larger: Period, smaller: Period) -> bool:
    return larger.first <= smaller.first and smaller.last <= larger.last
