"""From an article to its digest: the only place that knows the order of things."""

import asyncio
import time
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from summarizer import prompts
from summarizer.article import Article
from summarizer.asking import Progress
from summarizer.digest import Digest, Issue, Run, Summary
from summarizer.errors import UsageError
from summarizer.llm import LLM
from summarizer.long_article import read_whole
from summarizer.meter import Meter
from summarizer.models import connect
from summarizer.read import read
from summarizer.reader import ReadOptions
from summarizer.sections import SECTIONS, Section
from summarizer.thread import LoopThread, in_daemon, in_thread
from summarizer.transport import TIMEOUT
from summarizer.version import __version__

DEADLINE = 1800.0
"""Seconds that the questions about one article may take, beside the time that they wait for their turn."""

T = TypeVar("T")


async def asummarize(
    source: str | Path | Article,
    *,
    published: str | None = None,
    language: str | None = None,
    model: str | None = None,
    profile: str | None = None,
    sections: Iterable[str | Section] = tuple(SECTIONS),
    strict: bool = False,
    cache: bool = True,
    timeout: float | None = TIMEOUT,
    deadline: float | None = DEADLINE,
    context: int | None = None,
    part: int | None = None,
    on_progress: Progress | None = None,
) -> Digest:
    """The digest of one article.

    `source` is the article's text or its URL (str), a file with it (Path) or an Article. `published` is its publication
    date in ISO 8601, from which relative time expressions are counted; absent, the page's own, or a date that heads the
    text. `language` is the one to write the digest in ("de", "pt-BR"); absent, the article's. `model` is a provider
    string of instructor ("openai/gpt-5-mini", "anthropic/...", "ollama/..."), `local`, or `local/<path of a .gguf>`;
    absent, `SUMMARIZER_MODEL` or `local`. `profile` is "full" for a model that reads well, "brief" for a small one that
    needs help; absent, `SUMMARIZER_PROFILE`, or as the model is: a hosted one is asked in full, a `.gguf` by the number
    of its parameters. `sections` limits what is asked for. `strict` leaves items that failed a check out, with an issue
    for each, instead of flagging them. With `cache` replies are kept, and no question is asked twice. `timeout` bounds
    one request to a hosted model, `deadline` the questions about the article, or about a part of it, in seconds; None:
    no bound. An article with more than `part` tokens is read in parts of that size or less; absent, what the model can
    read and answer at once. `context` is how many tokens a question and its reply may take, where nobody else knows.

    A section that fails is reported in `issues`, and the others stand; so is a part of a long article. Raises
    SummarizerError where the article can't be read, the model can't be used, or every section failed, and what
    `on_progress` raises, when the reply under way is there.
    """
    chosen = choose_sections(sections)
    article = await in_daemon(read, source, published)  # a page may have to come over the net first
    article = article.with_digest_language(language)
    async with connect(model, profile, cache=cache, timeout=timeout, context=context, part=part) as llm:
        return await digest_article(article, llm, chosen, strict=strict, deadline=deadline, on_progress=on_progress)


def summarize(
    source: str | Path | Article,
    *,
    published: str | None = None,
    language: str | None = None,
    model: str | None = None,
    profile: str | None = None,
    sections: Iterable[str | Section] = tuple(SECTIONS),
    strict: bool = False,
    cache: bool = True,
    timeout: float | None = TIMEOUT,
    deadline: float | None = DEADLINE,
    context: int | None = None,
    part: int | None = None,
    on_progress: Progress | None = None,
) -> Digest:
    """`asummarize` for code that is not async; works inside a running event loop (a notebook) too."""
    return run_in_own_loop(
        asummarize(
            source,
            published=published,
            language=language,
            model=model,
            profile=profile,
            sections=sections,
            strict=strict,
            cache=cache,
            timeout=timeout,
            deadline=deadline,
            context=context,
            part=part,
            on_progress=on_progress,
        )
    )


def run_in_own_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end in a new event loop, and return or raise its result."""
    done: list[T] = []

    async def keep() -> None:  # a task's result is written out when asyncio.run ends: a digest is long
        done.append(await work)

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(keep())
        return done[0]
    # A loop already runs in this thread and can't be entered again: use another thread.
    thread = LoopThread("summarize", keep())
    try:
        thread.found.result()
    finally:
        thread.break_off()  # Ctrl-C, as a notebook's stop button, ends the wait: nobody needs the digest any more
    return done[0]


def choose_sections(sections: Iterable[str | Section]) -> list[Section]:
    """The sections by name, or as given. Raises UsageError for an unknown name."""
    chosen = []
    for section in [sections] if isinstance(sections, str) else sections:
        if isinstance(section, str) and section not in SECTIONS:
            raise UsageError(f"There is no section {section!r}", f"Choose from: {', '.join(SECTIONS)}")
        chosen.append(SECTIONS[section] if isinstance(section, str) else section)
    return list(dict.fromkeys(chosen))


async def digest_article(
    article: Article,
    llm: LLM,
    sections: Sequence[Section],
    *,
    strict: bool = False,
    deadline: float | None = DEADLINE,
    on_progress: Progress | None = None,
    meter: Meter | None = None,
) -> Digest:
    """The digest of an article with these sections; one that is longer than the model reads at once is read in parts.

    A question that is not answered within `deadline` seconds, not counting the time that it waits for its turn, is a
    section that failed, or a part of it. `meter` counts what it takes.
    """
    if not sections:
        raise UsageError("No section was asked for", f"Choose from: {', '.join(SECTIONS)}")
    started = time.monotonic()
    meter = meter or Meter()
    # What is computed of an article lives as long as it does: the digest keeps the one that was given.
    found, parts, covered = await read_whole(
        article.model_copy(), sections, ReadOptions(llm, meter, deadline, on_progress)
    )
    if len(found.failed) == len(sections):
        raise next(iter(found.failed.values()))
    issues = [
        Issue(section=section.name, problem="section-failed", detail=str(found.failed[section]))
        for section in sections
        if section in found.failed
    ]
    issues += found.issues
    values = {section.name: found.values[section.name] for section in sections if section.name in found.values}
    if strict:
        for name, value in values.items():
            values[name], rejected = without_flagged(name, value)
            issues += rejected
    return Digest(
        article=article,
        **values,
        issues=issues,
        run=Run(
            model=llm.model,
            prompts=await in_thread(_fingerprints, found.asked),
            attempts=meter.attempts,
            usage=meter.usage,
            cost_usd=None if meter.cost_usd is None else round(meter.cost_usd, 8),
            cached=meter.attempts > 0 and not meter.requests,
            seconds=round(time.monotonic() - started, 2),
            parts=parts,
            covered=round(covered, 4),
            version=__version__,
        ),
    )


def _fingerprints(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: prompts.fingerprint(prompt) for name, prompt in asked.items()}


def without_flagged(name: str, value: Any) -> tuple[Any, list[Issue]]:
    """A section's value without the items that carry flags, and an issue for each of them."""
    if isinstance(value, Summary):
        points, issues = without_flagged(name, value.key_points)
        if value.flags:
            return None, [*issues, Issue(section=name, problem=", ".join(value.flags), detail=value.abstract)]
        return value.model_copy(update={"key_points": points}), issues
    flagged = [item for item in value if getattr(item, "flags", None)]
    issues = [Issue(section=name, problem=", ".join(item.flags), detail=_item_text(item)) for item in flagged]
    return [item for item in value if not getattr(item, "flags", None)], issues


def _item_text(item: Any) -> str:
    fields = ("text", "what", "statement", "name")
    return next((str(getattr(item, field)) for field in fields if hasattr(item, field)), "")
