"""Every time expression of a text."""

from typing import NamedTuple

from summarizer.dates.grammar import scan


class TimeExpression(NamedTuple):
    """A piece of the text that denotes a date: `text == article_text[start:end]`."""

    start: int
    end: int
    text: str


def find(text: str) -> list[TimeExpression]:
    """Expressions of `text` that denote a date or a range on the calendar, in order; they do not overlap."""
    return [TimeExpression(e.start, e.end, text[e.start : e.end]) for e in scan(text, running=True)]
