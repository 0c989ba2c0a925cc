"""A `.jsonl` file of articles, one a line: `{"id", "text" or "html", "title", "author", "published", "url"}`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from summarizer.article import Article
from summarizer.errors import InputError, InternalError, SummarizerError
from summarizer.read.encodings import decode
from summarizer.read.files import (
    MOST_BYTES,
    article_from_html,
    article_from_text,
    open_file,
    read_errors_as_input_errors,
    validated_article,
)

_NO_LINES = (b"\x1f\x8b", b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff", b"{\0")
"""What begins a packed file, or one in UTF-16: a line break may stand anywhere in it."""
_MOST_PASSED = 100 * MOST_BYTES
"""Of a line that is too long; what is longer is a device, and never ends."""


class Line(NamedTuple):
    """One article of the file: its name for messages, and the article or the error."""

    name: str
    article: Article | SummarizerError


def read_jsonl(path: Path) -> Iterator[Line]:
    """The articles of the file, one at a time. A line that can't be read gives an error in its place.

    Raises InputError where there is no such file, or one that has no lines.
    """
    with open_file(path) as file, read_errors_as_input_errors(str(path)):
        for number, line in enumerate(bounded_lines(file), 1):
            if number == 1 and line.startswith(_NO_LINES):
                raise InputError(f"{path} is packed, or in UTF-16", "Unpack it, or convert it to UTF-8")
            if line.strip():
                yield read_line(line, f"{path.name}:{number}")


def count_lines(path: Path) -> int | None:
    """The number of articles in a file; None for a pipe or device, which can be read only once."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return sum(1 for line in bounded_lines(file) if line.strip())
    except OSError:
        return 1  # whoever reads it will say what is wrong


def bounded_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines. A line that is too long is cut just beyond the limit; an endless one is the last."""
    while line := file.readline(MOST_BYTES + 1):
        rest, passed = line, 0
        while len(rest) > MOST_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(MOST_BYTES + 1)
            passed += len(rest)
            if passed > _MOST_PASSED:
                yield line
                return
        yield line


def read_line(line: bytes, place: str) -> Line:
    """The article of one line. `place` is its name if it has no id."""
    name = place
    try:
        record = _parse(line, place)
        if isinstance(record, dict) and record.get("id") not in (None, ""):
            name = str(record["id"]).encode(errors="replace").decode()  # half characters can't be written anywhere
        return Line(name, article_from_record(record, place).with_id(name))
    except json.JSONDecodeError as error:
        return Line(name, InputError(f"{place} is not JSON ({error.msg})", 'A line is one object: {"text": ...}'))
    except ValueError as error:  # a number of more digits than Python reads
        return Line(name, InputError(f"{place} can't be read ({error})", 'A line is one object: {"text": ...}'))
    except RecursionError:
        return Line(name, InputError(f"{place} is nested too deep", 'A line is one object: {"text": ...}'))
    except SummarizerError as error:
        return Line(name, error)
    except Exception as error:  # noqa: BLE001  # a fault of ours in one article: the others are read
        return Line(name, InternalError(error))


def _parse(line: bytes, place: str) -> object:
    if len(line) > MOST_BYTES:
        raise InputError(f"{place} is longer than {MOST_BYTES // 1_000_000} MB", "A line holds one article")
    return json.loads(decode(line, place))


def article_from_record(record: object, place: str) -> Article:
    """The article of a record. Its fields override what its text or page states. Raises InputError."""
    if not isinstance(record, dict):
        return validated_article(record, place)
    given = {name: value for name, value in record.items() if value is not None and name not in ("id", "html")}
    if isinstance(record.get("text"), str):
        found = article_from_text(record["text"], place)
    elif isinstance(record.get("html"), str):
        url = record.get("url")
        found = article_from_html(record["html"], place, url if isinstance(url, str) else None)
    else:
        return validated_article(given, place)
    given.pop("text", None)
    return validated_article(found.model_dump(exclude={"sha256"}) | given, place)
