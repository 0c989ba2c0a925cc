"""OpenAI's Batch API: files of requests go up, a batch is made of each, and its results come down; and which are open.

Which questions are in which open batch is kept beside the replies, in the same SQLite file, so that no end of a run
loses a batch. A batch is written down before it is made and carries the name that it was given then: one that was made
just when the run ended is found again by it.
"""

import contextlib
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from summarizer import transport
from summarizer.cache import BUSY
from summarizer.client import Client
from summarizer.digest import Usage
from summarizer.errors import StoppedError, UsageError
from summarizer.limits import Limiter
from summarizer.redaction import redact, redact_error
from summarizer.refusals import one_line
from summarizer.responses import parsing

T = TypeVar("T")

ENDPOINT = "/v1/chat/completions"
LEAD = 3600
"""Seconds that the clocks of this machine and of the provider may differ by."""
TRANSFER = 3600.0
"""Seconds that a file may take on its way."""
MOST_RESULTS = 4_000_000_000
"""Bytes of the results of a batch at the most: some 80,000 for each of its questions."""
MOST_LISTED = 10_000
"""Batches of an hour at the most, to look for one among them."""


class MissingError(Exception):
    """The provider knows no such batch, or no batches at all."""


class Batch(NamedTuple):
    """A batch that is open: `name` is what we call it, `id` what the provider does, None where it has not said so yet.

    `created` is in seconds since 1970.
    """

    name: str
    id: str | None
    model: str
    created: int


class State(NamedTuple):
    """What the provider says of a batch: its results are in `files`, and why it failed is in `code` and `message`."""

    id: str
    status: str
    questions: int
    done: int
    files: list[str]
    code: str
    message: str


def _state_of(batch: Any) -> State:
    """The state in the provider's batch object. Raises AttributeError and TypeError if it is none."""
    if not (isinstance(batch.id, str) and isinstance(batch.status, str)):
        raise TypeError
    counts = {name: getattr(batch.request_counts, name, 0) for name in ("total", "completed", "failed")}
    total, completed, failed = (count if isinstance(count, int) else 0 for count in counts.values())
    errors = getattr(batch.errors, "data", None)
    first = errors[0] if isinstance(errors, list) and errors else None
    code, message = (str(getattr(first, name, None) or "") for name in ("code", "message"))
    files = [file for file in (batch.output_file_id, batch.error_file_id) if isinstance(file, str) and file]
    return State(batch.id, batch.status, total, completed + failed, files, code, message or code)


class Api:
    """The calls of the Batch API that are needed here, sent again after transient faults."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._client: Client | None = None
        self._limiter = Limiter()

    async def submit(self, path: Path, name: str) -> State:
        """Upload a file of requests and make a batch of it. Raises UsageError where the provider has no Batch API."""
        tries = 0

        async def upload(client: Client) -> str:
            with path.open("rb") as file:  # an open file is sent in pieces; a path would be read as a whole
                made = await client.sdk.files.create(file=file, purpose="batch")
            if not isinstance(made.id, str):
                raise TypeError
            return made.id

        async def create(client: Client) -> State:
            nonlocal tries
            tries += 1
            if tries > 1 and (made := await _find_by_name(client.sdk, name, since)):
                return made  # the answer was lost, not the request
            return _state_of(
                await client.sdk.batches.create(
                    input_file_id=uploaded, endpoint=ENDPOINT, completion_window="24h", metadata={"summarizer": name}
                )
            )

        since = int(time.time())
        try:
            uploaded = await self._send(upload, TRANSFER)
            return await self._send(create)
        except MissingError as error:
            raise UsageError(f"The server of {self._model} has no Batch API", "Run it without --batch") from error

    async def find(self, batch: Batch) -> State:
        """The state of a batch. Raises MissingError if the provider knows neither its id nor its name."""

        async def look(client: Client) -> State | None:
            if batch.id is None:
                return await _find_by_name(client.sdk, batch.name, batch.created)
            return _state_of(await client.sdk.batches.retrieve(batch.id))

        try:
            found = await self._send(look)
        except MissingError:
            if batch.id is None:
                raise
            return await self.find(batch._replace(id=None))  # to make it anew would be paid for twice
        if found is None:
            raise MissingError
        return found

    async def download(self, file: str, path: Path) -> None:
        """Write the provider's file to `path`. Raises MissingError, StoppedError if it is too large."""

        async def fetch(client: Client) -> None:
            size = 0
            async with client.files_sdk.files.with_streaming_response.content(file) as response:
                with path.open("wb") as results:
                    async for piece in response.iter_bytes():
                        size += results.write(piece)
                        if size > MOST_RESULTS:
                            raise StoppedError(
                                f"The results of a batch are larger than {MOST_RESULTS // 10**9} GB",
                                "Run it without --batch",
                            )

        await self._send(fetch, TRANSFER)

    async def _send(self, request: Callable[[Client], Awaitable[T]], timeout: float | None = None) -> T:
        """What `request` gives within `timeout` seconds. Raises MissingError for status 404, else ModelError."""
        timeout = timeout or transport.TIMEOUT
        client = self._client = self._client or Client(self._model, None)

        async def send() -> transport.Answer:
            with parsing():
                return transport.Answer(await request(client), {}, Usage())

        try:
            answer = await transport.send(
                send, size=0, limiter=self._limiter, timeout=timeout, on_attempt=lambda _: None
            )
        except Exception as error:
            redact_error(error, client.secrets)
            explained = transport.explain(error, self._model, client.address)
            if getattr(error, "status_code", None) == 404:
                raise MissingError from error
            raise explained from error
        given: T = answer.completion
        return given

    def clean(self, text: str) -> str:
        """A message of the provider in one line, without secrets."""
        return one_line(redact(text, self._client.secrets if self._client else ()))

    async def close(self) -> None:
        """Close the connections."""
        if self._client:
            await self._client.close()


async def _find_by_name(sdk: Any, name: str, since: int) -> State | None:
    """The batch with this name, made about `since` or later; None if there is none."""
    listed = 0
    async for batch in sdk.batches.list(limit=100):  # the newest first
        listed += 1
        if (batch.metadata or {}).get("summarizer") == name:
            return _state_of(batch)
        if batch.created_at < since - LEAD:
            break
        if listed > MOST_LISTED:
            raise ValueError("The list of batches has no end")
    return None


class OpenBatches:
    """The open batches at one address, and the questions in them, by their keys in the cache of replies.

    State of this run alone is in temporary tables, which SQLite keeps on disk too.
    """

    def __init__(self, path: Path, address: str) -> None:
        """`path` is the file of the cache, which is there. Raises UsageError where it can't be used."""
        self._path, self._address = path, address
        with self.errors():
            if not path.exists():
                raise sqlite3.OperationalError("there is no such file")
            self._tables = sqlite3.connect(path, timeout=BUSY, isolation_level=None)
            self._tables.executescript(
                """
                CREATE TABLE IF NOT EXISTS batches (
                    name TEXT PRIMARY KEY, id TEXT, address TEXT, model TEXT, created INT, status TEXT
                );
                CREATE TABLE IF NOT EXISTS asked (key BLOB PRIMARY KEY, batch TEXT) WITHOUT ROWID;
                CREATE INDEX IF NOT EXISTS by_batch ON asked (batch);
                CREATE TEMP TABLE written (key BLOB PRIMARY KEY, file TEXT) WITHOUT ROWID;
                CREATE TEMP TABLE tried (key BLOB PRIMARY KEY) WITHOUT ROWID;
                """
            )

    @contextlib.contextmanager
    def errors(self) -> Iterator[None]:
        """Raise UsageError where the file can't be used."""
        try:
            yield
        except sqlite3.Error as error:
            raise UsageError(f"The cache {self._path} can't be used ({error})", "A batch needs it") from error

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of the block's changes, or none."""
        self._tables.execute("BEGIN IMMEDIATE")
        try:
            yield self._tables
        except BaseException:
            self._tables.execute("ROLLBACK")
            raise
        self._tables.execute("COMMIT")

    def batches(self, name: str | None = None) -> list[Batch]:
        """The open batches, or the one of this name alone."""
        found = self._tables.execute(
            "SELECT name, id, model, created FROM batches WHERE address = ? AND name = ifnull(?, name)",
            (self._address, name),
        )
        return [Batch(*row) for row in found]

    def batch_with(self, key: bytes) -> str | None:
        """The name of the open batch that has this question."""
        row = self._tables.execute("SELECT batch FROM asked WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def is_known(self, key: bytes) -> bool:
        """Whether this run has written the question to a file, or had it in a batch that is done."""
        both = "SELECT 1 FROM written WHERE key = ?1 UNION ALL SELECT 1 FROM tried WHERE key = ?1"
        return self._tables.execute(both, (key,)).fetchone() is not None

    def write(self, key: bytes, file: str) -> None:
        """Note that the question is in this file."""
        self._tables.execute("INSERT INTO written VALUES (?, ?)", (key, file))

    def begin(self, name: str, model: str) -> Batch:
        """Note that the questions of the file `name` are about to be sent as a batch of that name."""
        batch = Batch(name, None, model, int(time.time()))
        with self._transaction() as tables:
            self._put(batch, "new")
            tables.execute("INSERT OR REPLACE INTO asked SELECT key, file FROM written WHERE file = ?", (name,))
        return batch

    def note(self, batch: Batch, status: str) -> None:
        """Note what the provider said of a batch."""
        self._put(batch, status)

    def _put(self, batch: Batch, status: str) -> None:
        row = (batch.name, batch.id, self._address, batch.model, batch.created, status)
        self._tables.execute("INSERT OR REPLACE INTO batches VALUES (?, ?, ?, ?, ?, ?)", row)

    def close(self, name: str, *, again: bool = False) -> None:
        """Forget a batch. Its questions are not written by this run any more, unless `again`."""
        with self._transaction() as tables:
            if not again:
                tables.execute("INSERT OR IGNORE INTO tried SELECT key FROM asked WHERE batch = ?", (name,))
            tables.execute("DELETE FROM written WHERE file = ?", (name,))
            tables.execute("DELETE FROM asked WHERE batch = ?", (name,))
            tables.execute("DELETE FROM batches WHERE name = ?", (name,))

    def end(self) -> None:
        """Close the file."""
        self._tables.close()
