"""Structured digests of news articles: summary, timeline, people and claims, each tied to the article's own words.

>>> from summarizer import summarize
>>> digest = summarize("text of an article", published="2023-08-07")  # doctest: +SKIP
"""

from summarizer.article import Article, Span
from summarizer.digest import Claim, Digest, Event, Issue, KeyPoint, Person, Run, Speaker, Summary, Usage
from summarizer.errors import (
    ArticleTooLongError,
    InputError,
    ModelError,
    PromptError,
    ReplyError,
    SummarizerError,
    UsageError,
)
from summarizer.pipeline import asummarize, summarize
from summarizer.sections import SECTIONS, Resolved, Section

__version__ = "0.1.0"

__all__ = [
    "SECTIONS",
    "Article",
    "ArticleTooLongError",
    "Claim",
    "Digest",
    "Event",
    "InputError",
    "Issue",
    "KeyPoint",
    "ModelError",
    "Person",
    "PromptError",
    "ReplyError",
    "Resolved",
    "Run",
    "Section",
    "Span",
    "Speaker",
    "SummarizerError",
    "Summary",
    "Usage",
    "UsageError",
    "asummarize",
    "summarize",
]
