"""Reads an Article from any source. The entry point for Python and for the command line."""

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from summarizer import dates
from summarizer.article import Article
from summarizer.errors import InputError, InternalError, SummarizerError, UsageError
from summarizer.language import detect
from summarizer.read.dates import iso_date
from summarizer.read.fetch import fetch, without_password
from summarizer.read.files import (
    article_from_bytes,
    article_from_html,
    article_from_text,
    check_text_length,
    looks_like_html,
    read_all,
    read_file,
)
from summarizer.read.folders import is_jsonl
from summarizer.read.jsonl import read_jsonl

_INK = re.compile(r"[^\W_]")
"""A letter or a digit: a text without any is made of spaces, characters without width and marks."""
_URL = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]{1,20}://\S{1,4000}\s*")


def read(source: str | Path | Article, published: str | None = None, *, allow_private: bool = False) -> Article:
    """The article in a text (str), at a URL (str), in a file (Path) or an Article.

    A str that is a URL and nothing else is fetched, from private addresses only if `allow_private`; one that begins as
    an HTML page does is read as one. The publication date is `published`, else the article's own, else a date that
    heads the text, else unknown; the language is the article's own, else what its words show. Raises InputError where
    there is no readable text (FetchError where a URL gives none), UsageError where `published` is no ISO 8601 date,
    or a str is the name of a file.
    """
    article = source if isinstance(source, Article) else _read_one(source, allow_private=allow_private)
    name = f"The article {article.id}" if article.id else "The article"
    check_text_length(article.text, name)
    if _INK.search(article.text) is None:
        raise InputError(f"{name} is empty", "Give a file with the text of an article")
    article = article.model_copy(update={"language": article.language or detect(article.text)})
    if published:
        return article.model_copy(update={"published": iso_date(published)})
    if article.published:
        return article
    header = dates.find_date_header(article.text)
    return article.model_copy(update={"published": header.date}) if header else article


class Source(NamedTuple):
    """One article of the command line: its name for messages, and the article or the error."""

    id: str
    article: Article | SummarizerError


def read_source(source: str, published: str | None = None, *, allow_private: bool = False) -> Iterator[Source]:
    """The articles of a SOURCE of the command line: a file, a URL, `-` for standard input, or a `.jsonl`.

    An article that can't be read gives an error in its place; the ones after it are still read, one at a time.
    """
    shown = without_password(source)
    try:
        if is_jsonl(source) and not _URL.fullmatch(source):
            for name, article in read_jsonl(Path(source)):
                yield _with_date(name, article, published)
            return
        if source == "-":
            article = article_from_bytes(_standard_input(), "standard input")
            yield _with_date(source, article.with_id("-"), published)
            return
        found = source if _URL.fullmatch(source) else Path(source)
        yield Source(shown, read(found, published, allow_private=allow_private))
    except SummarizerError as error:
        yield Source(shown, error)
    except Exception as error:  # noqa: BLE001  # a fault of ours in one source: the others are read
        yield Source(shown, InternalError(error))


def _standard_input() -> bytes:
    """The whole standard input. Raises InputError if it is closed or too large."""
    if sys.stdin is None:
        raise InputError("Standard input is closed", "Open it, or name a file")
    try:
        descriptor = sys.stdin.fileno()
        os.set_blocking(descriptor, True)  # whoever shares it may have had it not wait, and half of it would be read
        # With a buffer of its own: Python aborts where it ends while a thread waits for the one of `sys.stdin`.
        with open(descriptor, "rb", closefd=False) as file:
            return read_all(file, "standard input")
    except io.UnsupportedOperation:  # a program has put something else in its place
        return read_all(sys.stdin.buffer, "standard input")


def _with_date(name: str, article: Article | SummarizerError, published: str | None) -> Source:
    if isinstance(article, SummarizerError):
        return Source(name, article)
    try:
        return Source(name, read(article, published))
    except SummarizerError as error:
        return Source(name, error)
    except Exception as error:  # noqa: BLE001  # as above
        return Source(name, InternalError(error))


def _read_one(source: str | Path, *, allow_private: bool) -> Article:
    if isinstance(source, Path):
        return read_file(source)
    if not isinstance(source, str):
        raise UsageError(
            f"An article can't be read from {type(source).__name__}",
            "Give its text or URL as str, a Path or an Article",
        )
    check_text_length(source, "The text")
    if _URL.fullmatch(source):
        return _fetch_article(source.strip(), allow_private=allow_private)
    if _names_a_file(source):
        raise UsageError(f"{source!r} is the name of a file, not a text", "Give its path: Path(...) of pathlib")
    if looks_like_html(source):
        return article_from_html(source, "The page")
    return article_from_text(source, "The article")


def _names_a_file(text: str) -> bool:
    """Whether the text is only the name of a file."""
    line = text.strip()
    try:
        return bool(_FILE_NAME.fullmatch(line)) or (len(line) <= _LONGEST_NAME and Path(line).is_file())
    except (OSError, ValueError):
        return False  # too many bytes for a name, or a null character


_FILE_NAME = re.compile(r"\S{1,200}\.(?:txt|md|html?|pdf|jsonl?)", re.IGNORECASE)
_LONGEST_NAME = 100  # characters; file systems take 255 bytes


def _fetch_article(url: str, *, allow_private: bool) -> Article:
    page = fetch(url, allow_private=allow_private)
    article = article_from_bytes(page.data, url, page.type, charset=page.charset, url=page.url)
    return article.model_copy(update={"url": article.url or page.url}).with_id(url)
