"""Many articles: so many at once, each with its digest, or with the reason why it has none."""

import asyncio
import contextlib
import queue
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from summarizer.article import Article
from summarizer.digest import Digest
from summarizer.errors import InternalError, SummarizerError
from summarizer.llm import LLM
from summarizer.models import connect
from summarizer.pipeline import choose_sections, digest_article
from summarizer.read import read
from summarizer.sections import SECTIONS, Section

Item = TypeVar("Item")
Result = TypeVar("Result")

HOSTED = 4
"""Articles at once with a hosted model where nothing else is said; four requests each."""


@dataclass(frozen=True)
class Failure:
    """An article that has no digest, and why: `source` is what was handed in, `article` what was read of it."""

    source: str | Path | Article
    article: Article | None
    error: SummarizerError


def at_once(llm: LLM, concurrency: int | None) -> int:
    """How many articles to digest at once: as given, else one with a model that answers one request after another."""
    return concurrency or (1 if llm.is_bound else HOSTED)


async def asummarize_many(
    sources: Iterable[str | Path | Article],
    *,
    published: str | None = None,
    language: str | None = None,
    model: str | None = None,
    profile: str | None = None,
    sections: Iterable[str | Section] = tuple(SECTIONS),
    strict: bool = False,
    concurrency: int | None = None,
    ordered: bool = False,
) -> AsyncGenerator[Digest | Failure, None]:
    """A Digest or a Failure for each article, as soon as it is there, or with `ordered` in the order of the sources.

    Sources are taken one by one as there is room for them, and results are not kept: neither has to fit into memory.
    `concurrency` is how many articles are digested at once; the other arguments are those of `asummarize`. Raises
    SummarizerError only where no article could be digested: a model that can't be used, an unknown section.
    """
    chosen = choose_sections(sections)
    async with connect(model, profile) as llm:

        async def result(source: str | Path | Article) -> Digest | Failure:
            article: Article | None = None
            try:
                article = (await asyncio.to_thread(read, source, published)).to_be_told_in(language)
                return await digest_article(article, llm, chosen, strict=strict)
            except SummarizerError as error:
                return Failure(source, article, error)
            except Exception as error:  # noqa: BLE001  whatever is wrong with one article, the others are read
                return Failure(source, article, InternalError(error))

        results = each(sources, result, limit=at_once(llm, concurrency), ordered=ordered)
        async with contextlib.aclosing(results):
            async for found in results:
                yield found


def summarize_many(sources: Iterable[str | Path | Article], **settings: Any) -> Iterator[Digest | Failure]:
    """`asummarize_many` for code that is not async, with the same settings.

    The articles are digested in a thread of their own, no further ahead than `concurrency`. Where the iterator is
    closed, or not used up, what is under way is broken off.
    """
    results: queue.Queue[Digest | Failure | BaseException | None] = queue.Queue(maxsize=1)
    stopped = threading.Event()

    def put(result: Digest | Failure | BaseException | None) -> None:
        while not stopped.is_set():
            with contextlib.suppress(queue.Full):
                results.put(result, timeout=0.1)
                return

    async def work() -> None:
        async with contextlib.aclosing(asummarize_many(sources, **settings)) as found:
            async for result in found:
                await asyncio.to_thread(put, result)
                if stopped.is_set():
                    return

    def run() -> None:
        try:
            asyncio.run(work())
        except BaseException as error:  # noqa: BLE001  raised where the results are awaited
            put(error)
        put(None)

    thread = threading.Thread(target=run, name="summarize_many", daemon=True)
    thread.start()
    try:
        while (result := results.get()) is not None:
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        stopped.set()


async def each(
    items: Iterable[Item], work: Callable[[Item], Awaitable[Result]], *, limit: int, ordered: bool
) -> AsyncGenerator[Result, None]:
    """What `work` makes of each item, `limit` of them at once, as it comes or in the order of the items.

    In order, a result that has to wait for one before it counts among those at once. Where the iterator is closed,
    what is under way is cancelled.
    """
    source, rest = iter(items), True
    tasks: list[asyncio.Task[Result]] = []  # in the order of the items
    try:
        while True:
            while rest and len(tasks) < limit:
                item = await asyncio.to_thread(next, source, _END)  # reading it may take time
                rest = item is not _END
                if rest:
                    tasks.append(asyncio.ensure_future(work(item)))
            if not tasks:
                return
            awaited = tasks[:1] if ordered else tasks
            done, _ = await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
            for task in [task for task in tasks if task in done]:
                tasks.remove(task)
                yield task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


_END: Any = object()
