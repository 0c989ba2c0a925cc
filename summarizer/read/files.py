"""Reads an Article from the bytes of a file or a response: detects their kind, limits their size, decodes them."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from summarizer.article import Article
from summarizer.errors import InputError
from summarizer.invisible import remove_invisible_characters
from summarizer.read import plain
from summarizer.read.dates import read_date
from summarizer.read.encodings import decode

MOST_BYTES = 10_000_000
"""Of a text or a page."""
MOST_PDF_BYTES = 50_000_000
MOST_CHARACTERS = 5_000_000
"""Of an article's text: more than any model takes, and what this package's own work on it takes a few seconds for."""
HTML = (".html", ".htm", ".xhtml", "text/html", "application/xhtml+xml")
MARKDOWN = (".md", ".markdown", "text/markdown")

_PDF = b"%PDF-"
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}+-->\s*+){0,5}+<(?:!doctype\s+html|html|head|body)\b",
    re.DOTALL | re.IGNORECASE,
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{2,40})", re.IGNORECASE)


def read_file(path: Path) -> Article:
    """The article in a file of text, Markdown, HTML or PDF. Raises InputError."""
    with open_file(path) as file:
        article = article_from_bytes(read_all(file, str(path)), str(path), path.suffix.lower())
    return article.with_id(path.stem)


def open_file(path: Path) -> BinaryIO:
    """The file, opened. Raises InputError, also for a folder."""
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        web = path.parts[:1] and path.parts[0].lower() in ("http:", "https:")
        raise InputError(f"There is no file {path}", "Give a URL as str" if web else "Check the path") from error
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder", "Name the files in it") from error
    except OSError as error:
        raise _input_error(str(path), error) from error
    except ValueError as error:  # a null character
        raise InputError(f"There is no file {str(path)!r} ({error})", "Check the path") from error


@contextlib.contextmanager
def read_errors_as_input_errors(name: str) -> Iterator[None]:
    """Within the context an OSError is raised as InputError: a bad disk, a special file."""
    try:
        yield
    except OSError as error:
        raise _input_error(name, error) from error


def _input_error(name: str, error: OSError) -> InputError:
    return InputError(f"{name} can't be read ({error.strerror})", "Check the file and its permissions")


def read_all(file: BinaryIO, name: str) -> bytes:
    """The whole content of the file. Raises InputError if it is larger than an article may be, and reads no further."""
    with read_errors_as_input_errors(name):
        data = file.read(len(_PDF))
        most = MOST_PDF_BYTES if data == _PDF else MOST_BYTES
        data += file.read(most)
    if len(data) > most:
        raise InputError(f"{name} is larger than {most // 1_000_000} MB", "Give the article alone")
    return data


def article_from_bytes(
    data: bytes, name: str, kind: str = "", *, charset: str | None = None, url: str | None = None
) -> Article:
    """The article in `data`. `name` is used in errors, `kind` is the file's suffix or the type that a server declares.

    Plain text and Markdown stay as they are, to the character, without Markdown's front matter and comments and without
    invisible characters. Raises InputError if it can't be read.
    """
    if data.startswith(_PDF):
        return article_from_text(_read_pdf(data, name), name, url=url)
    if kind == ".pdf":
        raise InputError(f"{name} is not a PDF", "Check what the file holds")
    if charset is None and (declared := _META_CHARSET.search(data[:4096])):
        charset = declared[1].decode("ascii")
    text = decode(data, name, charset)
    if kind in HTML or looks_like_html(text):
        return article_from_html(text, name, url)
    return article_from_text(text, name, markdown=kind in MARKDOWN, url=url)


def looks_like_html(text: str) -> bool:
    """Whether the text begins with HTML's document type or tag."""
    return _PAGE.match(text[:5000]) is not None


def article_from_text(text: str, name: str, *, markdown: bool = False, url: str | None = None) -> Article:
    """The article in plain text or Markdown, with the title, byline and date in its heading."""
    fields: dict[str, str] = {}
    check_text_length(text, name)
    text = remove_invisible_characters(text)
    if markdown:
        fields, text = plain.split_front_matter(text)
    written = fields.get("date") or fields.get("published") or ""
    head = plain.find_head(text)
    return validated_article(
        {
            "text": text,
            "title": fields.get("title") or head.title,
            "author": fields.get("author") or head.author,
            "published": read_date(written) if written else None,
            "url": url,
        },
        name,
    )


def check_text_length(text: str, name: str) -> None:
    """Raise InputError if the text is longer than an article may be."""
    if len(text) > MOST_CHARACTERS:
        most = f"{MOST_CHARACTERS // 1_000_000} million characters"
        raise InputError(f"{name} has more than {most}", "Give the article alone")


def article_from_html(page: str, name: str, url: str | None = None) -> Article:
    """The article in a page, or in a fragment of one. Raises InputError, also if the extra `html` is not installed."""
    try:
        from summarizer.read.html import read_html  # here: pages alone need trafilatura, and it takes its time
    except ImportError as error:
        raise InputError(
            f"HTML needs {error.name}, which is not installed", "Run: pip install 'summarizer[html]'"
        ) from error
    return read_html(page, name, url)


def validated_article(record: object, name: str) -> Article:
    """An Article with these fields. Raises InputError for a field that is wrong or missing."""
    try:
        return Article.model_validate(record)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        what = " ".join([*map(str, first["loc"]), first["msg"]])
        raise InputError(f"{name} can't be used ({what})", 'An article is at least {"text": ...}') from error


def _read_pdf(data: bytes, name: str) -> str:
    try:
        from summarizer.read.pdf import read_pdf  # here: PDFs alone need pypdf
    except ImportError as error:
        raise InputError(
            f"PDFs need {error.name}, which is not installed", "Run: pip install 'summarizer[pdf]'"
        ) from error
    return read_pdf(data, name)
