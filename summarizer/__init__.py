"""Structured digests of news articles: summary, timeline, people and claims, each tied to the article's own words.

>>> from summarizer import summarize
>>> digest = summarize("text of an article", published="2023-08-07")  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from summarizer import notebook
from summarizer.version import __version__ as __version__

if TYPE_CHECKING:
    from summarizer.article import Article, Span
    from summarizer.batch import Failure, asummarize_many, summarize_many
    from summarizer.digest import Claim, Digest, Event, Issue, KeyPoint, Person, Run, Speaker, Summary, Usage
    from summarizer.errors import (
        ArticleTooLongError,
        FetchError,
        InputError,
        InternalError,
        ModelError,
        PromptError,
        ReplyError,
        ReplyTooLongError,
        StoppedError,
        SummarizerError,
        UnavailableError,
        UsageError,
    )
    from summarizer.pipeline import asummarize, summarize
    from summarizer.sections import SECTIONS, Resolved, Section

__all__ = [
    "SECTIONS",
    "Article",
    "ArticleTooLongError",
    "Claim",
    "Digest",
    "Event",
    "Failure",
    "FetchError",
    "InputError",
    "InternalError",
    "Issue",
    "KeyPoint",
    "ModelError",
    "Person",
    "PromptError",
    "ReplyError",
    "ReplyTooLongError",
    "Resolved",
    "Run",
    "Section",
    "Span",
    "Speaker",
    "StoppedError",
    "SummarizerError",
    "Summary",
    "UnavailableError",
    "Usage",
    "UsageError",
    "asummarize",
    "asummarize_many",
    "summarize",
    "summarize_many",
]


def __getattr__(name: str) -> Any:
    """Load a public name on first use: `summarizer --help` needs none, and pydantic takes its time."""
    if name in __all__:
        for home in ("article", "digest", "errors", "sections", "pipeline", "batch"):
            found = getattr(import_module(f"{__name__}.{home}"), name, None)
            if found is not None:
                globals()[name] = found
                return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _page(digest: "Digest") -> str:
    """The page that a notebook shows for a digest. `render` loads on first use: most programs have no use for it."""
    from summarizer import render

    return render.notebook(digest)


notebook.page = _page
