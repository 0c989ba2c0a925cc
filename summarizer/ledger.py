"""A file of digests, one a line, with which a later run goes on: what is in it is not done again.

New lines go to its end as they come, so that nothing that is there can be lost, whatever happens to the run. When the
run ends, the lines are put into the order of its articles. One run at a time writes the file: it is locked.
"""

import contextlib
import errno
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, get_args

from pydantic import BaseModel

from summarizer import prompts
from summarizer.article import Article
from summarizer.assist import BRIEF_FORMS
from summarizer.digest import Flag, Issue, Run
from summarizer.errors import UsageError
from summarizer.llm import Profile
from summarizer.safe_files import lock, replacing
from summarizer.sections import Section
from summarizer.version import __version__

_BEGIN = b'{"article":'
_ANOTHER = "Name another file with -o, or remove this one"
_KEY = [name for name in (*Article.model_fields, *Article.model_computed_fields) if name != "text"]
"""All that is known of an article, its text as its fingerprint."""


class DigestSettings(NamedTuple):
    """The settings that must be the same for all digests of one file."""

    model: str
    profile: Profile
    sections: Sequence[Section]
    strict: bool


class _Digest(BaseModel):
    """The fields of a digest that the ledger reads."""

    article: dict[str, Any]
    issues: list[Issue]
    run: Run


class Ledger:
    """The file, and what is known of its lines. Their texts stay in the file, and their places in a temporary one."""

    def __init__(self, path: Path, settings: DigestSettings) -> None:
        """Raises UsageError where the file holds anything else than digests made in this manner, or is in use."""
        self._name = path
        self._path = path.resolve()  # a link stays a link
        self._end = 0
        """Where the last line ends."""
        self.kept = 0
        """How many of this run's articles were there already."""
        self.replaced = 0
        """How many older digests under the names of this run's articles were given up."""
        self._lines = sqlite3.connect("", isolation_level=None)  # on disk where there are many, and gone at the end
        self._lines.executescript(
            """
            CREATE TABLE before (start INTEGER PRIMARY KEY, length INT, key BLOB, name TEXT);  -- no key: a failure
            CREATE INDEX by_key ON before (key);
            CREATE TABLE now (number INT, start INT, length INT);
            CREATE INDEX by_start ON now (start);
            CREATE TABLE names (name TEXT, is_digest INT, PRIMARY KEY (name, is_digest)) WITHOUT ROWID;
            CREATE TEMP VIEW others AS SELECT * FROM before WHERE start NOT IN (SELECT start FROM now);
            CREATE TEMP VIEW replaced AS SELECT * FROM others WHERE
                (key IS NULL AND EXISTS (SELECT 1 FROM names WHERE names.name = others.name))
                OR (EXISTS (SELECT 1 FROM names WHERE names.name = others.name AND is_digest)
                    AND NOT EXISTS (SELECT 1 FROM names WHERE names.name = others.name AND NOT is_digest));
            """
        )
        try:
            self._file, self._is_new = self._open()
        except BaseException:
            self._lines.close()
            raise
        try:
            self._read(settings)
        except BaseException:
            self._file.close()
            self._lines.close()
            raise

    def _open(self) -> tuple[BinaryIO, bool]:
        """The file, locked, and whether it was made for this."""
        while True:
            is_new = not self._path.exists()
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
            file = open(descriptor, "r+b", buffering=0)  # noqa: PTH123, SIM115  # kept open, with its lock
            if not lock(file):
                file.close()
                raise UsageError(f"{self._name} is being written by another run", "Let it end, or name another file")
            if self._path.exists() and os.path.samestat(os.fstat(file.fileno()), self._path.stat()):
                return file, is_new
            file.close()  # the run before put its new file in the place of this one

    def _read(self, settings: DigestSettings) -> None:
        with self._path.open("rb") as file:
            self._lines.execute("BEGIN")
            number = 0
            while start := file.readline(len(_BEGIN)):  # a file of something else may have endless lines
                number += 1
                whole = start.endswith(b"\n")
                if start != _BEGIN and (whole or not _BEGIN.startswith(start)):
                    raise self._foreign_line_error(number)
                text = start + (b"" if whole else file.readline())
                if text.endswith(b"\n"):
                    self._load_line(text, number, settings)
                elif _is_json(text):  # an editor has taken its line break away; else it was cut off when it was written
                    self._load_line(text + b"\n", number, settings)
                    self._file.seek(0, os.SEEK_END)
                    self._file.write(b"\n")
                    break
            self._lines.execute("COMMIT")
        self._file.truncate(self._end)

    def _load_line(self, text: bytes, number: int, settings: DigestSettings) -> None:
        key, difference = None, ""
        try:
            if b'"error":' in text and "error" in (record := json.loads(text)):
                name = record["article"]["id"]
            else:
                digest = _Digest.model_validate_json(text)
                name, key = digest.article["id"], _hash([digest.article[field] for field in _KEY])
                difference = _settings_difference(digest, text, settings)
            name = name and _without_surrogates(name)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise self._foreign_line_error(number) from error
        if difference:
            raise UsageError(f"{self._name} holds digests {difference}", _ANOTHER)
        self._lines.execute("INSERT INTO before VALUES (?, ?, ?, ?)", (self._end, len(text), key, name))
        self._end += len(text)

    def _foreign_line_error(self, number: int) -> UsageError:
        return UsageError(f"Line {number} of {self._name} is not a digest", _ANOTHER)

    def holds(self, article: Article) -> bool:
        """Whether the article's digest is there already."""
        return self._line(article) is not None

    def _line(self, article: Article) -> tuple[int, int, str | None] | None:
        key = _hash([getattr(article, field) for field in _KEY])
        found = self._lines.execute(
            "SELECT start, length, name FROM before WHERE key = ? ORDER BY start IN (SELECT start FROM now), start",
            (key,),
        )
        line: tuple[int, int, str | None] | None = found.fetchone()
        return line

    def keep(self, number: int, name: str, article: Article) -> None:
        """Take over the digest that is there, for this run's article of this number; drop a failure under `name`."""
        if line := self._line(article):
            self.kept += 1
            self._note(number, line[0], line[1], {name, line[2]}, is_digest=True)

    def add(self, text: str, number: int, *names: str | None, is_digest: bool) -> None:
        """Write a line of the article of this number, in place of older lines under its names. Raises OSError.

        A failure takes the place of failures alone: older digests under its names stay, behind this run's lines.
        """
        self._check_unchanged()
        data = memoryview(text.encode())
        try:
            self._file.seek(self._end)
            while data:
                data = data[self._file.write(data) :]
            length = self._file.tell() - self._end
            self._note(number, self._end, length, set(names), is_digest=is_digest)
        except (OSError, sqlite3.Error):
            self._file.truncate(self._end)
            raise
        self._end += length

    def _check_unchanged(self) -> None:
        """Raise OSError where the file is no longer as this run left it: what others have done to it stays."""
        state = os.fstat(self._file.fileno())
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(state, self._path.stat()) and state.st_size == self._end:
                return
        raise OSError(errno.ESTALE, "somebody else has changed, moved or removed it")

    def _note(self, number: int, start: int, length: int, names: set[str | None], *, is_digest: bool) -> None:
        self._lines.execute("INSERT INTO now VALUES (?, ?, ?)", (number, start, length))
        self._lines.executemany(
            "INSERT OR IGNORE INTO names VALUES (?, ?)",
            [(_without_surrogates(name), is_digest) for name in names if name],
        )

    def close(self, *, done: bool) -> None:
        """Put the lines in the order of this run's articles, then those of other articles that were there before.

        `done` is false for a run that ended before its last article: no line of before is then given up.
        Raises OSError.
        """
        try:
            self._check_unchanged()
            if done:
                count = "SELECT count(*) FROM replaced WHERE key IS NOT NULL"
                [self.replaced] = self._lines.execute(count).fetchone()
            start = 0
            for at, length in self._order(done=done):
                if at != start:
                    self._rewrite(done=done)
                    return
                start += length
            if start != self._end:
                self._rewrite(done=done)
            elif self._is_new and not self._end:
                self._path.unlink()
        finally:
            self._file.close()
            self._lines.close()

    def _order(self, *, done: bool) -> Iterator[tuple[int, int]]:
        yield from self._lines.execute("SELECT start, length FROM now ORDER BY number")
        yield from self._lines.execute(
            "SELECT start, length FROM others WHERE NOT (? AND start IN (SELECT start FROM replaced)) ORDER BY start",
            (done,),
        )

    def _rewrite(self, *, done: bool) -> None:
        with replacing(self._path) as new, open(self._file.fileno(), "rb", closefd=False) as file:
            for start, length in self._order(done=done):
                file.seek(start)
                new.write(file.read(length))


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _without_surrogates(name: str) -> str:
    """A name as written to the file, with "?" for lone surrogates, which file names may have."""
    return name.encode(errors="replace").decode()


def _hash(values: list[Any]) -> bytes:
    return hashlib.sha256(json.dumps(values).encode()).digest()


def _settings_difference(digest: _Digest, text: bytes, settings: DigestSettings) -> str:
    """The differences between the settings of a digest and these, in words; "" if there are none."""
    run = digest.run
    if run.model != settings.model:
        return f"of the model {run.model!r}, not {settings.model!r}"
    asked = {section.name for section in settings.sections}
    if run.prompts.keys() - {"mend"} != asked:
        return f"with the sections {', '.join(name for name in run.prompts if name != 'mend')}"
    brief = set(BRIEF_FORMS) if settings.profile == "brief" else set()
    same_prompts = all(
        prompts.fingerprint(f"{name}.brief" if name in brief else name) == hashed
        for name, hashed in run.prompts.items()
    )
    if not same_prompts or run.version != __version__:
        return "that other prompts or another version made"
    # A digest does not say whether it was strict, but shows it wherever that made a difference.
    if settings.strict and _has_flags(json.loads(text)):
        return "made without --strict"
    if not settings.strict and any(set(issue.problem.split(", ")) <= set(get_args(Flag)) for issue in digest.issues):
        return "made with --strict"
    return ""


def _has_flags(node: Any) -> bool:
    if isinstance(node, list):
        return any(map(_has_flags, node))
    return isinstance(node, dict) and (bool(node.get("flags")) or any(map(_has_flags, node.values())))
