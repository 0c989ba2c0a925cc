"""Expands the folders and patterns of the command line to files."""

import fnmatch
import glob
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from summarizer.errors import InputError

ARTICLES = {".txt", ".md", ".html", ".htm", ".pdf", ".jsonl"}
"""What files of articles end in."""


def is_several(source: str) -> bool:
    """Whether a SOURCE may stand for more than one article."""
    return is_jsonl(source) or _is_folder(source) or _is_pattern(source)


def is_jsonl(name: str) -> bool:
    """Whether this is the name of a file of articles, one a line."""
    return name.lower().endswith(".jsonl")


def expand(source: str, output: Path | None = None) -> Iterator[str]:
    """The files of a SOURCE: those in a folder, at any depth, those that match a pattern, or itself.

    They are sorted by name. Hidden files are left out, and so is the `output`, which may be in the folder from an
    earlier run. What can't be read is among them, folders too: reading it tells why. Raises InputError if there are
    none.
    """
    if not source:
        raise InputError("A source has no name", "Check the variable that it comes from")
    if _is_folder(source):
        found = _files_in_folder(Path(source))
    elif _is_pattern(source):
        found = _matching_files(source)
    else:
        yield source
        return
    names = sorted(str(path) for path in found if not _is_special(path) and not _is_output(path, output))
    if not names:
        raise InputError(f"There are no articles in {source}", f"Articles end in {', '.join(sorted(ARTICLES))}")
    yield from names


def _files_in_folder(folder: Path) -> Iterator[Path]:
    """The files of articles in the folder, and the folders in it that can't be read."""
    unread: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: unread.append(Path(error.filename))):
        folders[:] = [name for name in folders if name[0] != "."]
        shown = (Path(parent, name) for name in names if name[0] != ".")
        yield from (path for path in shown if path.suffix.lower() in ARTICLES)
    yield from unread


def _matching_files(pattern: str) -> Iterator[Path]:
    """The files that match, without hidden ones, unless the pattern says so.

    Links to folders are not followed at "**". (glob.glob follows them, and two that lead in a circle never end.)
    """
    anchor = Path(pattern).anchor
    parts = [part if part == "**" else re.sub(r"\*+", "*", part) for part in Path(pattern).parts if part != anchor]
    if parts[-1] == "**":
        parts.append("*")
    dotted = [part for part in parts if part[0] == "."]
    for path in set(Path(anchor).glob("/".join(parts))):
        hidden = [part for part in path.parts if part[0] == "."]
        if all(any(fnmatch.fnmatch(part, shown) for shown in dotted) for part in hidden) and not _is_folder(path):
            yield path


def _is_special(path: Path) -> bool:
    """Whether this is a pipe or a device, which might never end."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _is_output(path: Path, output: Path | None) -> bool:
    try:
        return output is not None and path.samefile(output)
    except OSError:
        return False  # one of them is not there


def _is_folder(source: str | Path) -> bool:
    try:
        return source != "" and Path(source).is_dir()
    except (OSError, ValueError):
        return False


def _is_pattern(source: str) -> bool:
    try:
        return glob.has_magic(source) and "://" not in source and not Path(source).exists()
    except (OSError, ValueError):
        return False
