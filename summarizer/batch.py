"""Digests many articles concurrently. The result for each is its digest, or a failure with the reason."""

import asyncio
import contextlib
import logging
import os
import queue
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from summarizer.article import Article
from summarizer.digest import Digest
from summarizer.digesting import Digester, Result, Settings, open_digester
from summarizer.errors import InternalError, SummarizerError, UsageError
from summarizer.models import choose_model, is_local
from summarizer.pipeline import DEADLINE, choose_sections
from summarizer.provider_batch import fill_cache
from summarizer.read import read
from summarizer.run_monitor import RunMonitor
from summarizer.sections import SECTIONS, Section
from summarizer.spool import article_or_raise
from summarizer.thread import LoopThread, in_daemon, iterate
from summarizer.transport import TIMEOUT
from summarizer.workers import Workers, workers

Item = TypeVar("Item")
Given = TypeVar("Given")

logger = logging.getLogger(__name__)

HOSTED = 16
"""Articles at once with a hosted model where nothing else is said, four requests each: its limits are kept anyway."""
OF_A_PROCESS = 16
"""Articles at once that keep one process busy."""


@dataclass(frozen=True)
class Failure:
    """An article that has no digest, and why: `source` is what was handed in, `article` what was read of it."""

    source: str | Path | Article
    article: Article | None
    error: SummarizerError


def choose_concurrency(model: str | None, concurrency: int | None) -> int:
    """The number of articles to digest at once. Default: 1 for a model that answers one request at a time."""
    return concurrency or (1 if is_local(choose_model(model)) else HOSTED)


def processes_for(model: str | None, limit: int) -> int:
    """How many processes so many articles at once are worth: one for a model that runs on this machine itself."""
    return 1 if is_local(choose_model(model)) else max(1, min(os.cpu_count() or 1, limit // OF_A_PROCESS))


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
    rpm: float | None = None,
    tpm: float | None = None,
    max_cost: float | None = None,
    cache: bool = True,
    timeout: float | None = TIMEOUT,
    deadline: float | None = DEADLINE,
    context: int | None = None,
    part: int | None = None,
    processes: int = 1,
    batch: bool = False,
) -> AsyncGenerator[Digest | Failure, None]:
    """A Digest or a Failure for each article, as soon as it is there, or with `ordered` in the order of the sources.

    Sources are taken one by one as there is room for them, and results are not kept: neither has to fit into memory.
    `concurrency` is how many articles are digested at once. `rpm` and `tpm` are the requests and tokens that the
    provider allows in a minute; absent, they are learned from its answers. `max_cost` is how many US dollars may be
    spent. `processes` spreads the work over so many processes of this machine: call it from a module that can be
    imported, below `if __name__ == "__main__"`. `batch` asks through OpenAI's Batch API, at half the price and within a
    day, before the first result comes; where it is ended, the same call goes on. The other arguments are those of
    `asummarize`.

    Raises StoppedError, after the results that are there, where it is no use to go on: the key is wrong, the quota used
    up, the server down, or the next article could cost more than is left of `max_cost`. Raises other SummarizerErrors
    only where no article could be digested: no model is configured, an unknown section.
    """
    if isinstance(sources, str | Path | Article):  # a text is iterable, too: each letter would be an article
        raise UsageError("One article was given, not several", "Give a list of articles")
    limits = {"concurrency": concurrency, "rpm": rpm, "tpm": tpm, "processes": processes}
    if wrong := {name: value for name, value in limits.items() if value is not None and value < 1}:
        raise UsageError(f"What is less than 1 can't be kept: {wrong}", "Leave it out, or give 1 or more")
    model = choose_model(model)  # once: where a worker process is replaced, the environment may say another
    settings = Settings(
        choose_sections(sections),
        model,
        profile,
        strict,
        rpm=rpm,
        tpm=tpm,
        cache=cache,
        timeout=timeout,
        deadline=deadline,
        context=context,
        part=part,
    )
    monitor = RunMonitor(model, len(settings.sections), max_cost)

    async def article_of(source: str | Path | Article) -> Article:
        return (await in_daemon(read, source, published)).with_digest_language(language)

    async with open_digesters(settings, processes) as pool:
        limit = choose_concurrency(model, concurrency)
        if batch:
            found = digest_batched(
                sources, article_of, pool.digest, monitor, settings, logger.info, limit=limit, ordered=ordered
            )
        else:
            found = digest_each(sources, article_of, pool.digest, monitor, limit=limit, ordered=ordered)
        async with contextlib.aclosing(found):
            async for source, article, result in found:
                yield result if isinstance(result, Digest) else Failure(source, article, result)


def open_digesters(settings: Settings, processes: int) -> AbstractAsyncContextManager[Digester | Workers]:
    """A digester in this process, or one that uses several processes."""
    return workers(settings, processes) if processes > 1 else open_digester(settings)


async def digest_each(
    items: Iterable[Item],
    article_of: Callable[[Item], Awaitable[Article | None]],
    digest: Callable[[Article], Awaitable[Result]],
    monitor: RunMonitor,
    *,
    limit: int,
    ordered: bool,
) -> AsyncGenerator[tuple[Item, Article | None, Digest | SummarizerError], None]:
    """Each item with its article, and its digest or the error. Items without an article are skipped.

    So are those that are not begun any more, or fail as every other would.

    Raises StoppedError, when what is under way is done, if `monitor` stops the run.
    """

    async def work(item: Item) -> tuple[Item, Article | None, Digest | SummarizerError | None]:
        article: Article | None = None
        try:
            article = await article_of(item)
            if article is None or not await monitor.begin(article):
                return item, article, None
        except SummarizerError as error:
            monitor.fail()
            return item, article, error
        except Exception as error:  # noqa: BLE001  # whatever is wrong with one article, the others are read
            monitor.fail()
            return item, article, InternalError(error)
        result = await digest(article)
        return item, article, result.value if await monitor.end(article, result) else None

    results = map_concurrently(items, work, limit=limit, ordered=ordered, goes_on=lambda: monitor.reason is None)
    async with contextlib.aclosing(results):
        async for item, article, value in results:
            if value is not None:
                yield item, article, value
    if monitor.reason:
        raise monitor.reason


async def digest_batched(
    items: Iterable[Item],
    article_of: Callable[[Item], Awaitable[Article | None]],
    digest: Callable[[Article], Awaitable[Result]],
    monitor: RunMonitor,
    settings: Settings,
    say: Callable[[str], None],
    *,
    limit: int,
    ordered: bool,
) -> AsyncGenerator[tuple[Item, Article | None, Digest | SummarizerError], None]:
    """The same as `digest_each`, when the provider has answered the questions in batches; `say` gets its progress."""
    async with fill_cache(items, article_of, settings, monitor, say) as articles:
        found = digest_each(articles, article_or_raise, digest, monitor, limit=limit, ordered=ordered)
        async with contextlib.aclosing(found):
            async for read_, article, value in found:
                yield read_.item, article, value


def summarize_many(sources: Iterable[str | Path | Article], **settings: Any) -> Iterator[Digest | Failure]:
    """`asummarize_many` for code that is not async, with the same settings.

    The articles are digested in a thread of their own, no further ahead than `concurrency`. Where the iterator is
    closed, or not used up, what is under way is broken off.
    """
    results: queue.Queue[Digest | Failure | Future[None]] = queue.Queue(maxsize=1)
    stopped = threading.Event()

    def put(result: Digest | Failure | Future[None]) -> None:
        while not stopped.is_set():
            with contextlib.suppress(queue.Full):
                results.put(result, timeout=0.1)
                return

    async def work() -> None:
        async with contextlib.aclosing(asummarize_many(sources, **settings)) as found:
            async for result in found:
                await in_daemon(put, result)  # a program that holds an iterator that is not used up ends all the same

    thread = LoopThread("summarize_many", work())
    thread.found.add_done_callback(put)
    try:
        while not isinstance(result := results.get(), Future):
            yield result
        result.result()
    finally:
        stopped.set()
        thread.break_off()


async def map_concurrently(
    items: Iterable[Item],
    work: Callable[[Item], Awaitable[Given]],
    *,
    limit: int,
    ordered: bool,
    goes_on: Callable[[], bool] = lambda: True,
) -> AsyncGenerator[Given, None]:
    """The result of `work` for each item, `limit` at once, as they complete or, if `ordered`, in order of the items.

    If `ordered`, a result that waits for an earlier one counts towards `limit`. No more items are taken once `goes_on`
    returns False. If the iterator is closed, running work is cancelled. An error of `items` is raised after the results
    of what is under way.
    """
    source, rest = iterate(items), True
    broken: Exception | None = None
    tasks: list[asyncio.Task[Given]] = []  # in the order of the items
    try:
        while True:
            while rest and len(tasks) < limit and goes_on():
                try:
                    tasks.append(asyncio.ensure_future(work(await anext(source))))
                except StopAsyncIteration:
                    rest = False
                except Exception as error:  # noqa: BLE001  # raised below
                    broken, rest = error, False
            if not tasks and broken:
                raise broken
            if not tasks:
                return
            awaited = tasks[:1] if ordered else tasks
            done, _ = await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
            for task in [task for task in tasks if task in done]:
                tasks.remove(task)
                yield task.result()
    finally:
        await source.aclose()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
