"""Finds the time expressions of a text."""

from typing import NamedTuple

from summarizer.dates import foreign
from summarizer.dates.grammar import scan


class TimeExpression(NamedTuple):
    """A piece of the text that denotes a date: `text == article_text[start:end]`."""

    start: int
    end: int
    text: str


def find_time_expressions(text: str, language: str = "en") -> list[TimeExpression]:
    """Expressions of `text` that denote a date or a range on the calendar, in order; they do not overlap.

    `language` is an ISO 639-1 code; in other languages than English only dates with their year are found.
    """
    if language != "en":
        return [TimeExpression(start, end, text[start:end]) for start, end, _ in foreign.scan(text, language)]
    return [TimeExpression(e.start, e.end, text[e.start : e.end]) for e in scan.__wrapped__(text, running=True)]
