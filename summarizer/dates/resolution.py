"""One time expression and what is known about its place in the article -> EDTF."""

from datetime import datetime, time
from typing import NamedTuple

from summarizer.dates import foreign
from summarizer.dates.context import Context, UnknownDateError, tense_of
from summarizer.dates.grammar import Expression, scan
from summarizer.dates.periods import parse
from summarizer.errors import UsageError


class Resolution(NamedTuple):
    """An EDTF `date` and the name of the `rule` that made it; both None where the words give no way to know."""

    date: str | None
    rule: str | None


_COMPLETED = ("weekday", "day of month", "month", "season", "quarter")
UNKNOWN = Resolution(None, None)


def resolve(
    phrase: str, published: str | None, *, sentence: str = "", anchor: str | None = None, language: str = "en"
) -> Resolution:
    """Return the date that `phrase` denotes.

    `published` is an ISO date, or date and time; `sentence` the one that the phrase stands in, for its tense; `anchor`
    the EDTF date that "two days later" counts from, as a rule the last date before it in the article. An expression
    that needs what is not given stays unknown; in another `language` (ISO 639-1) than English, all but dates with their
    year. Raises UsageError if `published` is not ISO 8601.
    """
    if language != "en":
        day = foreign.resolve(phrase, language, sentence)
        return Resolution(day, "full date") if day else UNKNOWN
    expressions = scan(phrase, running=False)
    if not expressions:
        return UNKNOWN
    expression = max(expressions, key=lambda e: (e.sure, e.end - e.start))
    context = _context(phrase, expression, published, sentence, anchor)
    if expression.rule == "clock":
        context = _on_day_of_sentence(context, phrase)
    date = _value(expression, context)
    if expression.rule in _COMPLETED:
        return _completed(expression, date, context)
    return Resolution(date, expression.rule) if date else UNKNOWN


def _completed(expression: Expression, date: str | None, context: Context) -> Resolution:
    """Complete a name such as "October" or "Tuesday" by what its sentence adds: "of next year", "the following"."""
    start, length = len(context.before), expression.end - expression.start
    for larger in scan(context.sentence, running=True):
        if larger.start <= start and start + length <= larger.end and larger.end - larger.start > length:
            value = _value(larger, context)
            whole, part = (parse(v) if v else None for v in (value and value.removesuffix("/.."), date))
            if value and whole and (part is None or whole.unit == part.unit):
                return Resolution(value.removesuffix("/.."), larger.rule)
    return Resolution(date, expression.rule) if date else UNKNOWN


def _context(phrase: str, expression: Expression, published: str | None, sentence: str, anchor: str | None) -> Context:
    sentence = sentence if phrase in sentence else f"{sentence} {phrase}" if sentence else phrase
    start = sentence.index(phrase) + expression.start
    before, after = sentence[:start], sentence[start + expression.end - expression.start :]
    base = parse(anchor) if anchor else None
    return Context(_moment(published), base, tense_of(before, after), sentence, before)


def _moment(published: str | None) -> datetime | None:
    """Publication; a date alone is taken as its noon, so that a few hours more or less stay on the day."""
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
    """Put a time of day on the day that its sentence names, before any that the text named earlier."""
    for other in scan(context.sentence.replace(phrase, " " * len(phrase), 1), running=True):
        date = _value(other, context)
        if date and (period := parse(date)) and period.unit == "day":
            return context._replace(base=period)
    return context


def _value(expression: Expression, context: Context) -> str | None:
    try:
        return expression.value(context)
    except (UnknownDateError, ValueError, OverflowError):  # the latter two: on no calendar, as 30 February
        return None
