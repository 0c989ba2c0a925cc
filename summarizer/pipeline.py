"""From an article to its digest: the only place that knows the order of things."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

import summarizer
from summarizer import prompts
from summarizer.article import Article
from summarizer.digest import Digest, Issue, Run
from summarizer.errors import ReplyError, SummarizerError, UsageError
from summarizer.llm import LLM, Meter, connect
from summarizer.read import read
from summarizer.sections import SECTIONS, Section

T = TypeVar("T")
Progress = Callable[[str, str], None]
"""Called with a section's name and a piece of its reply as it is written; the last piece of a reply is ""."""


async def asummarize(
    source: str | Path | Article,
    *,
    published: str | None = None,
    model: str | None = None,
    sections: Iterable[str | Section] = tuple(SECTIONS),
    on_progress: Progress | None = None,
) -> Digest:
    """The digest of one article.

    `source` is the article's text (str), a file with it (Path) or an Article. `published` is its publication date in
    ISO 8601, from which relative time expressions are counted; absent, a date that heads the text is taken. `model` is
    a provider string of instructor ("openai/gpt-5-mini", "anthropic/...", "ollama/..."), `local`, or
    `local/<path of a .gguf>`; absent, `SUMMARIZER_MODEL` or `local`. `sections` limits what is asked for.

    A section that fails is reported in `issues`, and the others stand. Raises SummarizerError where the article can't
    be read, the model can't be used, or every section failed.
    """
    chosen = choose_sections(sections)
    article = read(source, published)
    async with connect(model) as llm:
        return await digest_article(article, llm, chosen, on_progress)


def summarize(
    source: str | Path | Article,
    *,
    published: str | None = None,
    model: str | None = None,
    sections: Iterable[str | Section] = tuple(SECTIONS),
    on_progress: Progress | None = None,
) -> Digest:
    """`asummarize` for code that is not async; works inside a running event loop (a notebook) too."""
    return run(asummarize(source, published=published, model=model, sections=sections, on_progress=on_progress))


def run(work: Coroutine[Any, Any, T]) -> T:
    """What `work` returns or raises, run to its end in an event loop of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    # A loop already runs in this thread and can't be entered again: use another thread.
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


def choose_sections(sections: Iterable[str | Section]) -> list[Section]:
    """The sections by name, or as given. Raises UsageError for an unknown name."""
    chosen = []
    for section in [sections] if isinstance(sections, str) else sections:
        if isinstance(section, str) and section not in SECTIONS:
            raise UsageError(f"There is no section {section!r}", f"Choose from: {', '.join(SECTIONS)}")
        chosen.append(SECTIONS[section] if isinstance(section, str) else section)
    return chosen


async def digest_article(
    article: Article, llm: LLM, sections: Sequence[Section], on_progress: Progress | None = None
) -> Digest:
    """Ask all sections at once, then resolve their replies: people first, since the others name them."""
    started = time.monotonic()
    meter = Meter()
    hashes = {section.name: prompts.fingerprint(section.name) for section in sections}
    replies = await asyncio.gather(*(_ask(section, article, llm, meter, on_progress) for section in sections))
    failures = [reply for reply in replies if isinstance(reply, SummarizerError)]
    if len(failures) == len(replies):
        raise failures[0]

    values: dict[str, Any] = {}
    issues: list[Issue] = []
    for section, reply in sorted(zip(sections, replies, strict=True), key=lambda pair: pair[0].name != "people"):
        if isinstance(reply, SummarizerError):
            issues.append(Issue(section=section.name, problem="section-failed", detail=str(reply)))
        else:
            values[section.name], missing = section.resolve(reply, article, values.get("people", []))
            issues += missing
    return Digest(
        article=article,
        **values,
        issues=issues,
        run=Run(
            model=llm.model,
            prompts=hashes,
            attempts=meter.attempts,
            usage=meter.usage,
            seconds=round(time.monotonic() - started, 2),
            version=summarizer.__version__,
        ),
    )


async def _ask(
    section: Section, article: Article, llm: LLM, meter: Meter, on_progress: Progress | None
) -> BaseModel | SummarizerError:
    messages = prompts.messages(section.name, article, **section.hints(article))

    def written(text: str) -> None:
        if on_progress:
            on_progress(section.name, text)

    try:
        reply = await llm.ask(
            messages,
            section.reply,
            max_tokens=section.max_tokens,
            meter=meter,
            on_text=written if on_progress else None,
        )
    except ReplyError as error:
        return error
    written("")
    return reply
