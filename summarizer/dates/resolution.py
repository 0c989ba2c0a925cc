"""Resolves one time expression to an EDTF date, by its words, its sentence, publication and an anchor."""

import unicodedata
from datetime import datetime, time
from typing import NamedTuple

from summarizer.dates import foreign
from summarizer.dates.context import Context, UnknownDateError
from summarizer.dates.grammar import Expression, scan
from summarizer.dates.periods import parse_edtf
from summarizer.errors import UsageError


class Resolution(NamedTuple):
    """An EDTF `date` and the name of the `rule` that made it; both None where the words give no way to know."""

    date: str | None
    rule: str | None


_INCOMPLETE_RULES = ("weekday", "day of month", "month", "season", "quarter")
UNKNOWN = Resolution(None, None)


def resolve(
    phrase: str, published: str | None, *, sentence: str = "", anchor: str | None = None, language: str = "en"
) -> Resolution:
    """Return the date that `phrase` denotes.

    `published` is an ISO date, or date and time. `sentence` is the sentence of the phrase; its tense is used. `anchor`
    is the EDTF date that "two days later" counts from, usually the last date before it in the article. The result is
    unknown if the expression needs one of these and it is not given. In another `language` (ISO 639-1) than English
    only dates with a year are resolved. Raises UsageError if `published` is not ISO 8601.
    """
    phrase, sentence = as_in_rules(phrase), as_in_rules(sentence)
    if language != "en":
        day = foreign.resolve(phrase, language, sentence)
        return Resolution(day, "full date") if day else UNKNOWN
    expressions = scan(phrase, running=False)
    if not expressions:
        return UNKNOWN
    expression = max(expressions, key=lambda e: (e.stands_alone, e.end - e.start))
    context = _context(phrase, expression, published, sentence, anchor)
    if expression.rule == "clock":
        context = _on_day_of_sentence(context, phrase)
    date = _edtf_or_none(expression, context)
    if expression.rule in _INCOMPLETE_RULES:
        return _complete_from_sentence(expression, date, context)
    return Resolution(date, expression.rule) if date else UNKNOWN


def as_in_rules(text: str) -> str:
    """The text with single spaces, and with each letter and its accent in one character, as the rules have them."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _complete_from_sentence(expression: Expression, date: str | None, context: Context) -> Resolution:
    """Resolve "October" or "Tuesday" together with words of its sentence: "of next year", "the following"."""
    start, length = len(context.before), expression.end - expression.start
    for larger in scan(context.sentence, running=True):
        if larger.start <= start and start + length <= larger.end and larger.end - larger.start > length:
            value = _edtf_or_none(larger, context)
            whole, part = (parse_edtf(v) if v else None for v in (value and value.removesuffix("/.."), date))
            if value and whole and (part is None or whole.unit == part.unit):
                return Resolution(value.removesuffix("/.."), larger.rule)
    return Resolution(date, expression.rule) if date else UNKNOWN


def _context(phrase: str, expression: Expression, published: str | None, sentence: str, anchor: str | None) -> Context:
    sentence = sentence if phrase in sentence else f"{sentence} {phrase}" if sentence else phrase
    start = sentence.index(phrase) + expression.start
    before, after = sentence[:start], sentence[start + expression.end - expression.start :]
    base = parse_edtf(anchor) if anchor else None
    return Context(_publication_time(published), base, sentence, before, after)


def _publication_time(published: str | None) -> datetime | None:
    """The time of publication. A date without a time is taken as noon, so that adding a few hours stays on the day."""
    if published is None:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        raise UsageError(
            f"not an ISO date: {published!r}", "Write it as 2023-08-07 or 2023-08-07T09:30+02:00."
        ) from None
    return datetime.combine(moment, time(12)) if len(published) <= 10 else moment.replace(tzinfo=None)


def _on_day_of_sentence(context: Context, phrase: str) -> Context:
    """The context with the day named in the sentence as anchor: a time of day belongs to it.

    A timetable names no such day, and to look for one beside each of its times takes long.
    """
    if sum(other.rule == "clock" for other in scan(context.sentence, running=True)) > _MOST_CLOCK_TIMES:
        return context
    for other in scan(context.sentence.replace(phrase, " " * len(phrase), 1), running=True):
        date = _edtf_or_none(other, context)
        if date and (period := parse_edtf(date)) and period.unit == "day":
            return context._replace(base=period)
    return context


_MOST_CLOCK_TIMES = 10  # of a sentence


def _edtf_or_none(expression: Expression, context: Context) -> str | None:
    try:
        return expression.value(context)
    except (UnknownDateError, ValueError, OverflowError):  # the latter two: on no calendar, as 30 February
        return None
