"""Time expressions: where they stand in an article, and which date each denotes, by rules and without a model."""

from summarizer.dates.agreement import agrees
from summarizer.dates.find import TimeExpression, find
from summarizer.dates.header import Header, header
from summarizer.dates.periods import sort_key
from summarizer.dates.resolve import Resolution, resolve

__all__ = ["Header", "Resolution", "TimeExpression", "agrees", "find", "header", "resolve", "sort_key"]
