"""Questions asked through OpenAI's Batch API, at half the price: it fills the cache of replies, and does nothing else.

The articles are gone over in the ordinary way with a model that sends nothing: the questions that the cache can't
answer are written to files, which go to the provider as batches. Their results go into the cache. What is asked after
that, since it depends on the first replies, makes the next round. When nothing is left to ask, the ordinary run finds
all replies in the cache. A question that got no valid reply is asked by that run, directly and at the full price: a
further batch could take another day, and a question that fails once mostly fails again.
"""

import asyncio
import contextlib
import json
import logging
import os
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from summarizer.article import Article
from summarizer.batch_api import Api, Batch, MissingError, OpenBatches, State
from summarizer.batch_questions import PRICE, File, Questions
from summarizer.cache import Cache, CachedReply
from summarizer.costs import cost
from summarizer.digesting import Settings
from summarizer.errors import ReplyError, StoppedError, SummarizerError, UnavailableError, UsageError
from summarizer.meter import Meter
from summarizer.models import choose_model, profile_of
from summarizer.pipeline import digest_article
from summarizer.redaction import public_address
from summarizer.responses import check_completion, check_text_lengths, usage_of
from summarizer.run_monitor import RunMonitor
from summarizer.spool import ArticleSpool, ReadItem

Item = TypeVar("Item")

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE, GROWTH = 2.0, 60.0, 1.5
"""Seconds between two looks at the batches, and how they grow."""
PATIENCE = 30
"""Looks in a row that the provider may leave unanswered."""
ENDED = ("completed", "expired", "cancelled", "failed")
LONGEST_BATCH = 172_800
"""Seconds after which a batch should have ended: twice what the provider promises."""
MOST_LINE = 16_000_000
"""Bytes of a line of results at the most."""
FULL = "token_limit_exceeded"
"""The error of a batch that the provider has no room for, beside those that are open."""


@contextlib.asynccontextmanager
async def fill_cache(
    items: Iterable[Item],
    article_of: Callable[[Item], Awaitable[Article | None]],
    settings: Settings,
    monitor: RunMonitor,
    say: Callable[[str], None],
) -> AsyncIterator[Iterable[ReadItem[Item]]]:
    """The items with their articles, when the cache has the replies about them: that may take a day.

    `article_of` is called once for each item. `monitor` counts what is paid, and its limit holds for batches too. `say`
    gets lines that tell how far it is. Whatever ends this, a later call with the same articles goes on with the
    batches that are open. Raises UsageError where the model has no Batch API or there is no cache, StoppedError where
    the provider refuses a batch or it could cost too much, ModelError.
    """
    model = choose_model(settings.model)
    if not model.startswith("openai/"):
        raise UsageError(f"There is no Batch API for {model!r}", "Choose a model of openai/, or leave --batch out")
    if not settings.cache:
        raise UsageError("A batch fills the cache, which is switched off", "Leave out --batch or --no-cache")
    with tempfile.TemporaryDirectory(prefix="summarizer-") as folder:
        articles: ArticleSpool[Item] = ArticleSpool(Path(folder) / "articles")
        await articles.take(items, article_of)
        cache = Cache()
        await cache.get(b"")  # it makes the file
        book = OpenBatches(cache.info().path, public_address(os.environ.get("OPENAI_BASE_URL", "")))
        rounds = Rounds(model, settings, cache, book, monitor, say, Path(folder))
        try:
            with book.errors():
                await rounds.run(articles)
        finally:
            book.end()
            await rounds.close()
        yield articles


class Rounds:
    """Asks about articles in batches, round by round, until there is nothing left to ask in one."""

    def __init__(
        self,
        model: str,
        settings: Settings,
        cache: Cache,
        book: OpenBatches,
        monitor: RunMonitor,
        say: Callable[[str], None],
        folder: Path,
    ) -> None:
        self._settings, self._cache, self._book, self._watch, self._say = settings, cache, book, monitor, say
        self._model, self._folder = model, folder
        profile, context, part = profile_of(model, settings.profile), settings.context, settings.part
        self._questions = Questions(model, profile, cache, book, folder, context=context, part=part)
        self._api = Api(model)
        self._open: dict[str, tuple[Batch, File]] = {}
        """The batches to wait for."""
        self._counts: dict[str, tuple[int, int]] = {}
        """How many questions each batch of this round has, and how many of them are done."""
        self._one_by_one = False
        """Whether the provider has no room for several batches at once."""

    async def run(self, articles: Iterable[ReadItem[Any]]) -> None:
        """Fill the cache for these articles."""
        try:
            for batch in self._book.batches():  # what earlier runs left
                await self._check_batch(batch)
            while True:
                self._counts.clear()
                for read in articles:
                    if isinstance(read.article, Article):
                        await self._collect_questions(read.article)
                        await self._submit()
                self._questions.finish()
                await self._submit()
                for name in self._questions.elsewhere:
                    for batch in self._book.batches(name):
                        self._open[name] = batch, File(name)
                self._questions.elsewhere.clear()
                if not self._counts and not self._open:
                    return
                await self._wait()
        except BaseException:
            made = [batch for batch in self._book.batches() if batch.id]
            if made:
                self._say(f"{_number(len(made), 'batch')} open at the provider: the same run again will go on with it")
            raise

    async def close(self) -> None:
        """Close the connections and the cache."""
        await self._api.close()
        await self._questions.close()

    async def _collect_questions(self, article: Article) -> None:
        self._questions.is_missing = False
        try:
            await digest_article(article, self._questions, self._settings.sections, deadline=None)
        except OSError as error:
            raise UsageError(f"The questions can't be written to {self._folder} ({error.strerror})") from error
        except sqlite3.Error:
            raise
        except SummarizerError:
            pass
        except Exception:  # a fault of ours: the last run will say so
            logger.debug("%s failed", article.id, exc_info=True)

    async def _submit(self) -> None:
        """Make batches of the files that are full."""
        while self._questions.full:
            if self._one_by_one:
                await self._wait()
            file = self._questions.full.pop(0)
            most = file.most_usd + sum(other.most_usd for _, other in self._open.values())
            self._watch.allow(most, _number(file.questions, "question"))
            path = self._questions.path(file.name)
            batch = self._book.begin(file.name, self._model)
            made = await self._api.submit(path, file.name)
            batch = batch._replace(id=made.id)
            self._book.note(batch, made.status)
            self._open[file.name] = batch, file
            path.unlink()
            self._count(file.name, file.questions, 0)

    async def _wait(self) -> None:
        """Wait until no batch is open."""
        pause, unanswered = FIRST_PAUSE, 0
        while self._open:
            for batch, _ in list(self._open.values()):
                try:
                    await self._check_batch(batch)
                    unanswered = 0
                except UnavailableError:
                    unanswered += 1
                    if unanswered > PATIENCE:
                        raise
            if self._open:
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * GROWTH)

    async def _check_batch(self, batch: Batch) -> None:
        """Ask the provider how far a batch is, and take its results if it has ended."""
        try:
            found = await self._api.find(batch)
        except MissingError:  # it was never made, or this account can't see it
            self._book.close(batch.name, again=True)
            self._open.pop(batch.name, None)
            return
        if found.status not in ENDED:
            self._book.note(batch._replace(id=found.id), found.status)
            if batch.name in self._open:
                if time.time() - batch.created > LONGEST_BATCH:
                    raise StoppedError(
                        f"The batch {self._api.clean(found.id)} has not ended within {LONGEST_BATCH // 3600} hours",
                        "Cancel it at the provider, or run it without --batch",
                    )
                total = found.questions or self._counts.get(batch.name, (0, 0))[0]  # none are counted at first
                self._count(batch.name, total, found.done)
            return
        await self._collect(batch, found)
        self._book.close(batch.name, again=found.status in ("cancelled", "failed"))
        if batch.name in self._open:  # else it is another run's, or of one before
            alone = len(self._open) == 1
            _, file = self._open.pop(batch.name)
            total, _ = self._counts.pop(batch.name, (file.questions, 0))
            if found.status in ("cancelled", "failed"):
                self._handle_refusal(found, file, alone=alone)
            else:
                self._count(batch.name, total, total)

    def _handle_refusal(self, found: State, file: File, *, alone: bool) -> None:
        """Go on with smaller files where the provider had no room for this one; else raise StoppedError."""
        said = self._api.clean(found.message) or "it does not say why"
        if found.status == "cancelled":
            raise StoppedError("The batch was cancelled at the provider", "Run the same again for what is left of it")
        if found.code == FULL and file.questions != 1:
            self._one_by_one = True
            self._say("The provider has no room for this batch now: they go one after another")
            if alone and file.size:
                self._questions.most_bytes = file.size // 2
            return
        raise StoppedError(f"The provider refused the batch: {said}", "Fix that, or run it without --batch")

    def _count(self, name: str, total: int, done: int) -> None:
        if self._counts.get(name) != (total, done):
            self._counts[name] = total, done
            total, done = (sum(numbers) for numbers in zip(*self._counts.values(), strict=True))
            batches = _number(len(self._counts), "batch")
            self._say(f"submitted {_number(total, 'question')} in {batches}; {done:,} done")

    async def _collect(self, batch: Batch, found: State) -> None:
        """Put the valid replies of a batch into the cache."""
        path, failed, why, key = self._folder / "results", 0, "", b""
        for file in found.files:
            with contextlib.suppress(MissingError):  # the provider keeps results for a month
                await self._api.download(file, path)
                with path.open("rb") as lines:
                    while line := lines.readline(MOST_LINE):
                        try:
                            asked, kept = self._reply(line, batch.model)
                            if self._book.batch_with(asked):  # else nobody has asked, or another run has taken it
                                await self._cache.put(key := asked, kept)
                        except ReplyError as error:
                            failed, why = failed + 1, why or self._api.clean(error.message)
        path.unlink(missing_ok=True)
        if key and not await self._cache.get(key):
            raise UsageError("The cache does not keep the replies", "See above; the batch stays with the provider")
        if failed:
            self._say(f"{_number(failed, 'question')} got no reply in the batch, and will be asked directly: {why}")

    def _reply(self, line: bytes, model: str) -> tuple[bytes, CachedReply]:
        """The key and the reply in a line of results. Raises ReplyError, in the provider's words, where it has none.

        Whether it is valid as the reply that was asked for is seen when it is asked for again.
        """
        from openai.types.chat import ChatCompletion

        try:
            record = json.loads(line)
            key, response = bytes.fromhex(record["custom_id"]), record.get("response") or {}
            body = response.get("body") or {}
            if response.get("status_code") != 200:
                error = body.get("error") or record.get("error") or {}
                raise ReplyError(str(error.get("message") or error.get("code") or "no answer"))
            completion = ChatCompletion.construct(**body)
            usage = usage_of(completion)
            price = cost(model, usage)
            took = Meter()
            took.requests, took.sent, took.spent_usd = 1, usage, None if price is None else PRICE * price
            self._watch.meter.add(took)
            check_completion(completion, model, ())
            content = completion.choices[0].message.content or ""
            check_text_lengths(json.loads(content))
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
            raise ReplyError("The reply is not valid") from error
        return key, CachedReply(content, 1, usage, took.spent_usd)


def _number(count: int, noun: str) -> str:
    plural = f"{noun}es" if noun.endswith("ch") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"
