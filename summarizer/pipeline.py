"""From an article to its digest: the only place that knows the order of things."""

import asyncio
import time
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

import summarizer
from summarizer import assist, mend, prompts
from summarizer.article import Article
from summarizer.asking import Asker, Progress
from summarizer.digest import Digest, Issue, Person, Run, Summary
from summarizer.errors import SummarizerError, UsageError
from summarizer.llm import LLM
from summarizer.meter import Meter
from summarizer.models import connect
from summarizer.prompts import Question
from summarizer.read import read
from summarizer.sections import SECTIONS, Resolved, Section
from summarizer.thread import in_daemon, in_thread
from summarizer.transport import TIMEOUT

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
    one request to a hosted model, `deadline` the questions about the article, in seconds; None: no bound.

    A section that fails is reported in `issues`, and the others stand. Raises SummarizerError where the article can't
    be read, the model can't be used, or every section failed.
    """
    chosen = choose_sections(sections)
    article = await in_daemon(read, source, published)  # a page may have to come over the net first
    article = article.to_be_told_in(language)
    async with connect(model, profile, cache=cache, timeout=timeout) as llm:
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
    on_progress: Progress | None = None,
) -> Digest:
    """`asummarize` for code that is not async; works inside a running event loop (a notebook) too."""
    return run(
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
            on_progress=on_progress,
        )
    )


def run(work: Coroutine[Any, Any, T]) -> T:
    """What `work` returns or raises, run to its end in an event loop of its own."""
    done: list[T] = []

    async def keep() -> None:  # a task's result is written out when asyncio.run ends: a digest is long
        done.append(await work)

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(keep())
        return done[0]
    # A loop already runs in this thread and can't be entered again: use another thread.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, keep()).result()
    return done[0]


def choose_sections(sections: Iterable[str | Section]) -> list[Section]:
    """The sections by name, or as given. Raises UsageError for an unknown name."""
    chosen = []
    for section in [sections] if isinstance(sections, str) else sections:
        if isinstance(section, str) and section not in SECTIONS:
            raise UsageError(f"There is no section {section!r}", f"Choose from: {', '.join(SECTIONS)}")
        chosen.append(SECTIONS[section] if isinstance(section, str) else section)
    return chosen


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
    """Ask all sections at once, resolve their replies, and ask again once for the texts that failed a check.

    A small model is not asked again: it says the same, or worse. A question that is not answered within `deadline`
    seconds, not counting the time that it waits for its turn, is a section that failed. `meter` counts what it takes.
    Raises ArticleTooLongError, and what `asummarize` does.
    """
    if not sections:
        raise UsageError("No section was asked for", f"Choose from: {', '.join(SECTIONS)}")
    llm.check_length(article.text)  # before the work of code's own
    started = time.monotonic()
    meter = meter or Meter()
    # What is computed of an article lives as long as it does: the digest keeps the one that was given.
    digested, article = article, article.model_copy()
    questions = await in_thread(_questions, sections, article, llm)
    ask = Asker(article, llm, meter, None if llm.is_bound else deadline, on_progress)
    answers = await asyncio.gather(*(ask.section(s, questions[s]) for s in sections))
    failures = [answer for answer in answers if isinstance(answer, SummarizerError)]
    if len(failures) == len(answers):
        raise failures[0]
    issues = [
        Issue(section=s.name, problem="section-failed", detail=str(answer))
        for s, answer in zip(sections, answers, strict=True)
        if isinstance(answer, SummarizerError)
    ]
    asked = {section.name: questions[section].prompt for section in sections}

    replies = {s: answer for s, answer in zip(sections, answers, strict=True) if isinstance(answer, BaseModel)}
    replies, left_out = await in_thread(_completed, replies, questions, article)
    resolved = await in_thread(_resolve, replies, article)
    doubts = [doubt for part in resolved.values() for doubt in part.doubts]
    if doubts and llm.profile == "full":
        try:
            mended = await ask.again(doubts)
            resolved = await in_thread(_resolve, replies, article, mended) if mended else resolved
            asked["mend"] = "mend"
        except SummarizerError as error:
            issues.append(Issue(section="mend", problem="section-failed", detail=str(error)))

    values = {name: part.value for name, part in resolved.items()}
    issues += left_out + [issue for part in resolved.values() for issue in part.issues]
    if strict:
        for name, value in values.items():
            values[name], rejected = without_flagged(name, value)
            issues += rejected
    return Digest(
        article=digested,
        **values,
        issues=issues,
        run=Run(
            model=llm.model,
            prompts=await in_thread(_fingerprints, asked),
            attempts=meter.attempts,
            usage=meter.usage,
            cost_usd=None if meter.cost_usd is None else round(meter.cost_usd, 8),
            cached=meter.attempts > 0 and not meter.requests,
            seconds=round(time.monotonic() - started, 2),
            version=summarizer.__version__,
        ),
    )


def _fingerprints(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: prompts.fingerprint(prompt) for name, prompt in asked.items()}


def _questions(sections: Sequence[Section], article: Article, llm: LLM) -> dict[Section, Question]:
    """What to ask for each section: its own question, or for a small model the brief form of it."""
    found: dict[Section, Question] = {}
    for section in sections:
        brief = assist.question(section, article, bound=llm.is_bound) if llm.profile == "brief" else None
        found[section] = brief or Question(section.name, {}, section.reply, section.max_tokens)
    return found


def _completed(
    replies: Mapping[Section, BaseModel], questions: Mapping[Section, Question], article: Article
) -> tuple[dict[Section, BaseModel], list[Issue]]:
    """The replies, those to brief questions made full ones, and what had to be left out of these."""
    full: dict[Section, BaseModel] = {}
    issues: list[Issue] = []
    people: list[Person] = []
    for section in _people_first(replies):
        full[section] = replies[section]
        if questions[section].is_brief:
            full[section], left_out = assist.completed(section, replies[section], article, people)
            issues += left_out
            if section.name == "people":
                people = section.resolve(full[section], article, []).value
    return {section: full[section] for section in replies}, issues


def _people_first(replies: Mapping[Section, BaseModel]) -> list[Section]:
    """The sections in the order in which they build on each other: the others name the people."""
    return sorted(replies, key=lambda section: section.name != "people")


def _resolve(
    replies: Mapping[Section, BaseModel], article: Article, mended: Sequence[mend.Mended] = ()
) -> dict[str, Resolved]:
    """Each section's reply resolved, with those new texts that pass."""
    resolved: dict[str, Resolved] = {}
    for section in _people_first(replies):
        people = resolved["people"].value if "people" in resolved else []
        resolved[section.name] = mend.resolve_mended(section, replies[section], mended, article, people)
    return {section.name: resolved[section.name] for section in replies}


def without_flagged(name: str, value: Any) -> tuple[Any, list[Issue]]:
    """A section's value without the items that carry flags, and an issue for each of them."""
    if isinstance(value, Summary):
        points, issues = without_flagged(name, value.key_points)
        if value.flags:
            return None, [*issues, Issue(section=name, problem=", ".join(value.flags), detail=value.abstract)]
        return value.model_copy(update={"key_points": points}), issues
    flagged = [item for item in value if getattr(item, "flags", None)]
    issues = [Issue(section=name, problem=", ".join(item.flags), detail=_words(item)) for item in flagged]
    return [item for item in value if item not in flagged], issues


def _words(item: Any) -> str:
    fields = ("text", "what", "statement", "name")
    return next((str(getattr(item, field)) for field in fields if hasattr(item, field)), "")
