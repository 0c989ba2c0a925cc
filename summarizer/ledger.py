"""A file of digests, one a line, with which a later run goes on: what is in it is not done again.

New lines go to its end as they come, so that nothing that is there can be lost, whatever happens to the run. When the
run ends, the lines are put into the order of its articles.
"""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

from summarizer import __version__, prompts
from summarizer.article import Article
from summarizer.assist import HELP
from summarizer.digest import Digest, Flag
from summarizer.errors import UsageError
from summarizer.llm import Profile
from summarizer.sections import Section

_BEGIN = b'{"article":'
_ANOTHER = "Name another file with -o, or remove this one"


class Manner(NamedTuple):
    """How digests are made: what must be the same for all of one file."""

    model: str
    profile: Profile
    sections: Sequence[Section]
    strict: bool


class _Line(NamedTuple):
    start: int
    length: int
    name: str | None
    """The article's id, or what a failure calls it."""


class Ledger:
    """The file, and what is known of its lines. Their texts stay in the file."""

    def __init__(self, path: Path, manner: Manner) -> None:
        """Raises UsageError where the file holds anything else than digests made in this manner."""
        self._name = path
        self._path = path.resolve()  # a link stays a link
        self._end = 0
        """Where the last whole line ends: what follows was cut off when it was written, and is written over."""
        self._before: list[_Line] = []
        self._digests: dict[tuple[object, ...], _Line] = {}
        self._now: list[tuple[int, _Line]] = []
        """The lines of this run, each with the number of its article."""
        self._names: set[str | None] = set()
        self._failed: set[str | None] = set()
        self.kept = 0
        """How many of this run's articles were there already."""
        if self._path.exists():
            self._read(manner)

    def _read(self, manner: Manner) -> None:
        with self._path.open("rb") as file:
            for number, text in enumerate(file, 1):
                whole = text.endswith(b"\n")
                if not text.startswith(_BEGIN) and (whole or not _BEGIN.startswith(text)):
                    raise self._foreign(number)
                if whole:
                    self._take_up(text, number, manner)

    def _take_up(self, text: bytes, number: int, manner: Manner) -> None:
        try:
            record = json.loads(text)
            failed = record["article"]["id"] if "error" in record else None
            digest = None if "error" in record else Digest.model_validate(record)
        except (ValueError, KeyError, TypeError) as error:
            raise self._foreign(number) from error
        line = _Line(self._end, len(text), digest.article.id if digest else failed)
        if digest:
            if difference := _difference(digest, record, manner):
                raise UsageError(f"{self._name} holds digests {difference}", _ANOTHER)
            self._digests[_key(digest.article)] = line
        self._before.append(line)
        self._end += len(text)

    def _foreign(self, number: int) -> UsageError:
        return UsageError(f"Line {number} of {self._name} is no digest", _ANOTHER)

    def holds(self, article: Article) -> bool:
        """Whether the article's digest is there already."""
        return _key(article) in self._digests

    def keep(self, number: int, name: str, article: Article) -> None:
        """Take over the digest that is there, for this run's article of this number; drop a failure under `name`."""
        line = self._digests[_key(article)]
        self.kept += 1
        self._now.append((number, line))
        self._names |= {name, line.name}

    def add(self, text: str, number: int, *names: str | None, is_digest: bool) -> None:
        """Write a line of the article of this number, in place of older lines under its names. Raises OSError.

        A failure takes the place of failures alone: an older digest under its names stays, behind this run's lines.
        """
        data = text.encode()
        self._path.touch()
        with self._path.open("r+b") as file:
            file.seek(self._end)
            file.write(data)
            file.truncate()
        self._now.append((number, _Line(self._end, len(data), names[0])))
        (self._names if is_digest else self._failed).update(names)
        self._end += len(data)

    def close(self, *, done: bool) -> None:
        """Put the lines in the order of this run's articles, then those of other articles that were there before.

        `done` is false for a run that ended before its last article: no line of before is then given up.
        Raises OSError.
        """
        now = [line for _, line in sorted(self._now, key=lambda numbered: numbered[0])]
        taken = set(now)
        digests = set(self._digests.values())

        def is_replaced(line: _Line) -> bool:
            return line.name in self._names or (line.name in self._failed and line not in digests)

        others = [line for line in self._before if line not in taken and not (done and is_replaced(line))]
        order = [*now, *others]
        start = 0
        for line in order:
            if line.start != start:
                break
            start += line.length
        if self._path.exists() and start != self._path.stat().st_size:
            self._rewrite(order)

    def _rewrite(self, order: Sequence[_Line]) -> None:
        new_path = self._path.with_name(self._path.name + ".partial")
        try:
            with self._path.open("rb") as file, new_path.open("wb") as new:
                for line in order:
                    file.seek(line.start)
                    new.write(file.read(line.length))
            shutil.copymode(self._path, new_path)
            new_path.replace(self._path)
        finally:
            new_path.unlink(missing_ok=True)


def _key(article: Article) -> tuple[object, ...]:
    """All that is known of an article, its text as its fingerprint."""
    return tuple(article.model_dump(exclude={"text"}).values())


def _difference(digest: Digest, record: dict[str, Any], manner: Manner) -> str:
    """What is different in the way a digest was made, in words; nothing where nothing is."""
    run = digest.run
    if run.model != manner.model:
        return f"of the model {run.model!r}, not {manner.model!r}"
    asked = {section.name for section in manner.sections}
    if run.prompts.keys() - {"mend"} != asked:
        return f"with the sections {', '.join(name for name in run.prompts if name != 'mend')}"
    brief = set(HELP) if manner.profile == "brief" else set()
    same_prompts = all(
        prompts.fingerprint(f"{name}.brief" if name in brief else name) == hashed
        for name, hashed in run.prompts.items()
    )
    if not same_prompts or run.version != __version__:
        return "that other prompts or another version made"
    # A digest does not say whether it was strict, but shows it wherever that made a difference.
    if manner.strict and _flagged(record):
        return "made without --strict"
    if not manner.strict and any(set(issue.problem.split(", ")) <= set(get_args(Flag)) for issue in digest.issues):
        return "made with --strict"
    return ""


def _flagged(node: Any) -> bool:
    if isinstance(node, list):
        return any(map(_flagged, node))
    return isinstance(node, dict) and (bool(node.get("flags")) or any(map(_flagged, node.values())))
