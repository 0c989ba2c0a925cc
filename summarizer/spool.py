"""A spool of articles on disk: they are read once, can be iterated several times, and are never all in memory."""

import contextlib
import pickle
from collections.abc import Awaitable, Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from summarizer.article import Article
from summarizer.errors import InternalError, SummarizerError, UsageError
from summarizer.thread import iterate

Item = TypeVar("Item")


class ReadItem(NamedTuple, Generic[Item]):
    """An item with its article, or with the error if it can't be read, or with None if it is to be skipped."""

    item: Item
    article: Article | SummarizerError | None


async def article_or_raise(read: ReadItem[Any]) -> Article | None:
    """The article of the item. Raises the error if it can't be read."""
    if isinstance(read.article, SummarizerError):
        raise read.article
    return read.article


class ArticleSpool(Generic[Item]):
    """Items with their articles in a file. Can be iterated several times."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def take(self, items: Iterable[Item], article_of: Callable[[Item], Awaitable[Article | None]]) -> None:
        """Read all articles, one after another. Raises UsageError where the disk has no room for them."""
        self._write(b"")
        async with contextlib.aclosing(iterate(items)) as source:
            async for item in source:
                article: Article | SummarizerError | None
                try:
                    article = await article_of(item)
                except SummarizerError as error:
                    article = error
                except Exception as error:  # noqa: BLE001  # whatever is wrong with one article, the others are read
                    article = InternalError(error)
                self._write(pickle.dumps((item, article)))

    def _write(self, data: bytes) -> None:
        try:
            with self._path.open("ab") as file:
                file.write(data)
        except OSError as error:
            raise UsageError(
                f"The articles can't be written to {self._path.parent} ({error.strerror})",
                "Set TMPDIR to a folder with room for them",
            ) from error

    def __iter__(self) -> Iterator[ReadItem[Item]]:
        with self._path.open("rb") as file, contextlib.suppress(EOFError):
            while True:
                yield ReadItem(*pickle.load(file))  # noqa: S301  # our own file, in a folder of our own
