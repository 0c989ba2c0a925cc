"""What people hand in -> Article.

>>> read("It rained on 3 May.", published="2024-05-04").published
'2024-05-04'
"""

import datetime
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pydantic import ValidationError

from summarizer import dates
from summarizer.article import Article
from summarizer.errors import InputError, SummarizerError, UsageError
from summarizer.language import detect


def read(source: str | Path | Article, published: str | None = None) -> Article:
    """The article in a text (str), a file (Path) or an Article.

    The publication date is `published`, else the article's own, else a date that heads the text, else unknown. The
    language is the article's own, else what its words show, else unknown.
    Raises InputError where there is no readable text, UsageError where `published` is no ISO 8601 date.
    """
    if isinstance(source, Path):
        source = Article(id=source.stem, text=_read_file(source))
    elif isinstance(source, str):
        source = _article({"text": source}, "The article")
    if not source.text.strip():
        raise InputError(f"The article{_named(source)} is empty", "Give a file with the text of an article")
    source = source.model_copy(update={"language": source.language or detect(source.text)})
    if published:
        return source.model_copy(update={"published": iso_date(published)})
    if source.published:
        return source
    header = dates.header(source.text)
    return source.model_copy(update={"published": header.date}) if header else source


def iso_date(value: str) -> str:
    """`value`, if it is an ISO 8601 date or date and time. Raises UsageError."""
    try:
        datetime.datetime.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value!r} is no date", "Give it as YYYY-MM-DD, with the time if you like") from error
    return value


class Source(NamedTuple):
    """One article of the command line: what to call it, and the article or why it can't be read."""

    id: str
    article: Article | SummarizerError


def read_source(source: str, published: str | None = None) -> Iterator[Source]:
    """The articles that a SOURCE of the command line names: a file, `-` for standard input, or a `.jsonl` of articles.

    An article that can't be read gives an error in its place; the ones after it are still read, one at a time.
    """
    if source.endswith(".jsonl"):
        yield from _read_jsonl(Path(source), published)
        return
    try:
        if "://" in source:
            raise InputError(f"{source} is a URL, and pages are not fetched yet", "Save the article's text to a file")
        stdin = source == "-"
        article = Article(id="-", text=_decode(sys.stdin.buffer.read(), "standard input")) if stdin else Path(source)
        yield Source(source, read(article, published))
    except SummarizerError as error:
        yield Source(source, error)


def _read_jsonl(path: Path, published: str | None) -> Iterator[Source]:
    try:
        with _open(path) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _read_line(line, f"{path}:{number}", published)
    except SummarizerError as error:
        yield Source(str(path), error)


def _read_line(line: bytes, place: str, published: str | None) -> Source:
    name = place
    try:
        record = json.loads(_decode(line, place))
        if isinstance(record, dict) and record.get("id"):
            name = str(record["id"])
        article = _article(record, place)
        return Source(name, read(article if article.id else article.model_copy(update={"id": name}), published))
    except json.JSONDecodeError as error:
        return Source(name, InputError(f"{place} is no JSON ({error.msg})", 'A line is one object: {"text": ...}'))
    except SummarizerError as error:
        return Source(name, error)


def _article(record: object, name: str) -> Article:
    try:
        return Article.model_validate(record)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        what = " ".join([*map(str, first["loc"]), first["msg"]])
        raise InputError(f"{name} can't be used ({what})", 'An article is at least {"text": ...}') from error


def _read_file(path: Path) -> str:
    with _open(path) as file:
        text = _decode(file.read(), str(path))
    if path.suffix.lower() in (".html", ".htm") or text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        raise InputError(f"{path} is HTML, which is not read yet", "Save the article's text to a file")
    return text


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}", "Check the path") from error
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder", "Name the files in it") from error
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror})", "Check the file and its permissions") from error


def _decode(data: bytes, name: str) -> str:
    if b"\0" in data:
        raise InputError(f"{name} is binary, no text", "Give a text file in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} is not UTF-8 (byte {error.start})", "Convert it first: iconv -f WINDOWS-1252 -t UTF-8"
        ) from error


def _named(article: Article) -> str:
    return f" {article.id}" if article.id else ""
