"""Time expressions: where they stand in an article, and which date each denotes, by rules and without a model."""

from summarizer.dates.finding import TimeExpression, find
from summarizer.dates.heading import header, headings
from summarizer.dates.periods import parse as period_of
from summarizer.dates.periods import sort_key
from summarizer.dates.resolution import Resolution, resolve
from summarizer.dates.settling import Settled, settle

__all__ = [
    "Resolution",
    "Settled",
    "TimeExpression",
    "find",
    "header",
    "headings",
    "period_of",
    "resolve",
    "settle",
    "sort_key",
]
