"""Cache of model replies, by question: the same question is never paid for twice.

One SQLite file in the user's cache directory (`SUMMARIZER_CACHE`, where set) serves several processes at once: in WAL
mode they read while one writes, and a reply that was written survives the end of the process, whatever ended it. In it
are the hash of what was asked and the reply; no key, no header, no question. A cache that can't be used is done
without.
"""

import asyncio
import contextlib
import logging
import os
import sqlite3
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from summarizer.digest import Usage
from summarizer.errors import UsageError

MEGABYTES = 1024
"""How much the cache may hold where `SUMMARIZER_CACHE_MB` says nothing else: replies about some 200,000 articles."""
BUSY = 30.0
"""Seconds to wait for another process that writes."""
DAY = 86_400

logger = logging.getLogger(__name__)


class CachedReply(NamedTuple):
    """A valid reply as JSON, with its usage and cost."""

    reply: str
    attempts: int
    usage: Usage
    cost_usd: float | None


class _Took(BaseModel):
    """What a reply took, as it stands in the file."""

    attempts: int
    usage: Usage
    cost_usd: float | None


class Info(NamedTuple):
    """What a cache holds: `replies` is their number, `size` and `most` are bytes."""

    path: Path
    replies: int
    size: int
    most: int


def directory() -> Path:
    """Where replies and the small model are kept. Raises UsageError where this user has no home directory."""
    import platformdirs

    if chosen := os.environ.get("SUMMARIZER_CACHE"):
        return Path(chosen)
    with contextlib.suppress(RuntimeError):  # of newer versions; older ones give "~/.cache" as it is
        path = Path(platformdirs.user_cache_dir("summarizer"))
        if path.is_absolute():
            return path
    raise UsageError("There is no home directory for the cache", "Set SUMMARIZER_CACHE to a folder")


def most_bytes() -> int:
    """How many bytes the cache may hold. Raises UsageError."""
    megabytes = os.environ.get("SUMMARIZER_CACHE_MB") or MEGABYTES
    try:
        return max(0, int(megabytes)) * 1_000_000
    except ValueError:
        raise UsageError(
            f"SUMMARIZER_CACHE_MB is {megabytes!r}, not a whole number", "Give megabytes, such as 1024"
        ) from None


class Cache:
    """The replies in one file. Safe for several processes, and for several tasks of one event loop."""

    def __init__(self, path: Path | None = None) -> None:
        """The file `path`, or the user's own; it is opened, or made, when first asked."""
        self._path = path or directory() / "replies.sqlite"
        self._most = most_bytes()
        self._connection: sqlite3.Connection | None = None
        self._is_broken = False
        self._puts = 0
        # A thread of its own: the event loop never waits for a disk, and one connection serves one thread.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="summarizer-cache")

    async def get(self, key: bytes) -> CachedReply | None:
        """The reply kept under `key`, if there is one."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._get, key)

    async def put(self, key: bytes, kept: CachedReply) -> None:
        """Keep a reply under `key`; the oldest ones go where there are too many."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._put, key, kept)

    def info(self) -> Info:
        """What it holds."""
        return self._thread.submit(self._info).result()

    def clear(self) -> Info:
        """Forget all replies; gives what it held."""
        return self._thread.submit(self._clear).result()

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        self._thread.submit(self._close).result()

    def _get(self, key: bytes) -> CachedReply | None:
        try:
            if (open_ := self._open()) is None:
                return None
            row = open_.execute("SELECT reply, took, used FROM replies WHERE key = ?", (key,)).fetchone()
            if row is None:
                return None
            packed, took, used = row
            kept = _Took.model_validate_json(took)
            reply = zlib.decompress(packed).decode()
            if used != _today():  # once a day: a read that writes is slow
                with contextlib.suppress(sqlite3.OperationalError):  # the disk is full: the reply is there all the same
                    open_.execute("UPDATE replies SET used = ? WHERE key = ?", (_today(), key))
            return CachedReply(reply, kept.attempts, kept.usage, kept.cost_usd)
        except (sqlite3.Error, OSError) as error:
            self._fail(error)
        except (ValueError, TypeError, zlib.error):
            logger.warning("a reply in %s can't be read, and is asked for again", self._path)
        return None

    def _put(self, key: bytes, kept: CachedReply) -> None:
        took = _Took(attempts=kept.attempts, usage=kept.usage, cost_usd=kept.cost_usd).model_dump_json()
        try:
            if (open_ := self._open()) is None:
                return
            row = (key, zlib.compress(kept.reply.encode()), took, _today())
            open_.execute("INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?)", row)
            self._puts += 1
            if self._puts % 100 == 1:
                self._shrink(open_)
        except (sqlite3.Error, OSError) as error:
            self._fail(error)

    def _shrink(self, open_: sqlite3.Connection) -> None:
        """Forget those used longest ago, a tenth at a time, while the file is too full; new ones take their place."""
        forgotten = 1
        while forgotten and self._size(open_) > self._most:
            forgotten = open_.execute(
                "DELETE FROM replies WHERE rowid IN (SELECT rowid FROM replies ORDER BY used, rowid LIMIT"
                " (SELECT count(*) / 10 + 1 FROM replies))"
            ).rowcount

    def _info(self) -> Info:
        try:
            if not self._path.exists() or (open_ := self._open()) is None:
                return Info(self._path, 0, 0, self._most)
            [replies] = open_.execute("SELECT count(*) FROM replies").fetchone()
            return Info(self._path, replies, self._size(open_), self._most)
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error

    def _clear(self) -> Info:
        info = self._info()
        try:
            if info.replies and (open_ := self._open()):
                open_.execute("DELETE FROM replies")
                open_.execute("VACUUM")
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error
        return info

    def _unusable(self, error: Exception) -> UsageError:
        return UsageError(f"The cache {self._path} can't be used ({error})", "Remove the file")

    @staticmethod
    def _size(open_: sqlite3.Connection) -> int:
        [pages], [free], [size] = (
            open_.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    def _open(self) -> sqlite3.Connection | None:
        if self._connection is None and not self._is_broken:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._connection = self._connect()
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
                self._remove()
                self._connection = self._connect()
        return self._connection

    def _remove(self) -> None:
        """Begin a damaged file anew. What it was being written with goes too: it would be taken for the new file's."""
        logger.warning("%s is damaged, and is begun anew", self._path)
        self._close()
        for ending in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)

    def _connect(self) -> sqlite3.Connection:
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))  # replies tell what was read
        open_ = sqlite3.connect(self._path, timeout=BUSY, isolation_level=None, check_same_thread=False)
        try:
            open_.execute("PRAGMA journal_mode = WAL")
            open_.execute("PRAGMA synchronous = NORMAL")  # the end of a process loses nothing; that of the machine may
            open_.execute("CREATE TABLE IF NOT EXISTS replies (key BLOB PRIMARY KEY, reply BLOB, took TEXT, used INT)")
            open_.execute("CREATE INDEX IF NOT EXISTS by_use ON replies (used)")
        except BaseException:
            open_.close()
            raise
        return open_

    def _fail(self, error: Exception) -> None:
        """Begin a damaged file anew, else go on without the cache: no article fails because of it."""
        if _is_damage(error):
            with contextlib.suppress(OSError):
                self._remove()
                return
        if not self._is_broken:
            logger.warning("the cache %s can't be used, and is done without: %s", self._path, error)
        self._is_broken = True
        self._close()

    def _close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None


def _is_damage(error: Exception) -> bool:
    """Whether it is the file's own fault. A subclass is about the disk, a lock or the statement."""
    return type(error) is sqlite3.DatabaseError


def _today() -> int:
    return int(time.time() // DAY)
