"""A worker of a distributed engine: it opens the model once and digests several articles at once."""

import asyncio
import datetime
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.article import Article
from summarizer.engine import columns
from summarizer.errors import InternalError, ModelError, SummarizerError, UnavailableError
from summarizer.llm import LLM, Profile
from summarizer.models import connect
from summarizer.pipeline import choose_sections, digest_article
from summarizer.read import read
from summarizer.read.jsonl import article_from_record, read_line

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]

AT_ONCE = 16
"""Articles at once in a worker where nothing else is said: while their replies are written, it has nothing to do."""

LINE, PLACE = "line", "place"
"""The columns of a row that is a line of a `.jsonl` file: its bytes, and what to call it."""

FIELDS = ("text", "html", "title", "author", "published", "url", "language")
"""What a row may say of its article beside `id`."""


class Settings(NamedTuple):
    """Settings of all workers, see `summarizer.engine.digested`. `rpm` and `tpm` are of all `workers` together."""

    model: str
    profile: Profile
    sections: tuple[str, ...]
    published: str | None
    language: str | None
    strict: bool
    concurrency: int | None
    rpm: int | None
    tpm: int | None
    workers: int


class Worker:
    """Digests tables of articles. Its calls run in one event loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._sections = choose_sections(settings.sections)
        self._llm: LLM | None = None
        self._opening, self._stack = asyncio.Lock(), AsyncExitStack()
        self._room = asyncio.Semaphore(settings.concurrency or AT_ONCE)

    async def __call__(self, table: "pa.Table") -> "pa.Table":
        """The table with the columns of the digests added. Raises ModelError if the model can't be used at all."""
        import pyarrow as pa

        llm = await self._model()
        rows = await asyncio.gather(*(self._row(row, llm) for row in _rows(table)))
        added = pa.concat_tables(rows)
        kept = table.select([name for name in table.column_names if name not in (LINE, PLACE, *added.column_names)])
        return pa.table(kept.columns + added.columns, schema=pa.schema([*kept.schema, *added.schema]))

    async def close(self) -> None:
        """Close the model's connections. Ray ends the process instead."""
        await self._stack.aclose()

    async def _model(self) -> LLM:
        """The model, opened when the first article comes. Open until the worker closes or its process ends."""
        async with self._opening:
            if self._llm is None:
                settings = self._settings
                opened = connect(
                    settings.model, settings.profile, rpm=settings.rpm, tpm=settings.tpm, share=settings.workers
                )
                self._llm = await self._stack.enter_async_context(opened)
                if self._llm.is_bound and self._settings.concurrency is None:
                    self._room = asyncio.Semaphore(1)  # it answers one request after another
            return self._llm

    async def _row(self, row: Row, llm: LLM) -> "pa.Table":
        """The digest's columns for one row. It never raises because of the article, so the others are still read."""
        name = None
        async with self._room:
            try:
                name, article = await asyncio.to_thread(_article, row)
                if isinstance(article, SummarizerError):
                    return columns.row_of_error(name, article)
                article = await asyncio.to_thread(read, article, self._settings.published)
                article = article.with_digest_language(self._settings.language)
                return columns.row_of_digest(
                    await digest_article(article, llm, self._sections, strict=self._settings.strict)
                )
            except SummarizerError as error:
                if isinstance(error, ModelError) and not isinstance(error, UnavailableError):
                    raise  # every other article would fail in the same way
                return columns.row_of_error(name, error)
            except Exception as error:  # noqa: BLE001  # as above
                return columns.row_of_error(name, InternalError(error))


def _rows(table: "pa.Table") -> list[Row]:
    """The article columns of the rows, as Python values."""
    known = ("id", *FIELDS, LINE, PLACE)
    rows: list[Row] = table.select([name for name in table.column_names if name in known]).to_pylist()
    return rows


def _article(row: Row) -> tuple[str | None, Article | SummarizerError]:
    """The article's id, if there is one, and the article or the error if it can't be read."""
    if LINE in row:
        return read_line(row[LINE], row[PLACE])
    name = None if row.get("id") in (None, "") else str(row["id"])
    record = {field: row[field] for field in FIELDS if row.get(field) is not None}
    if isinstance(record.get("published"), datetime.date):
        record["published"] = record["published"].isoformat()
    try:
        return name, article_from_record(record, name or "The row").with_id(name)
    except SummarizerError as error:
        return name, error
