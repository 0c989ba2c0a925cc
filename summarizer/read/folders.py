"""Folders and patterns of the command line: the files that they stand for."""

import glob
from collections.abc import Iterator
from pathlib import Path

from summarizer.errors import InputError

ARTICLES = {".txt", ".md", ".html", ".htm", ".pdf", ".jsonl"}
"""What files of articles end in."""


def is_several(source: str) -> bool:
    """Whether a SOURCE may stand for more than one article."""
    return source.endswith(".jsonl") or _is_folder(source) or _is_pattern(source)


def expand(source: str) -> Iterator[str]:
    """The files that a SOURCE stands for: those of a folder, at any depth, those that match a pattern, or itself.

    In the order of their names. Raises InputError where there are none.
    """
    if _is_folder(source):
        found = [path for path in Path(source).rglob("*") if path.suffix.lower() in ARTICLES and path.is_file()]
        names = sorted(map(str, found))
    elif _is_pattern(source):
        matching = glob.glob(source, recursive=True)  # noqa: PTH207  Path.glob takes no absolute patterns
        names = sorted(name for name in matching if Path(name).is_file())
    else:
        names = [source]
    if not names:
        raise InputError(f"There are no articles in {source}", f"Articles end in {', '.join(sorted(ARTICLES))}")
    yield from names


def _is_folder(source: str) -> bool:
    try:
        return Path(source).is_dir()
    except (OSError, ValueError):
        return False


def _is_pattern(source: str) -> bool:
    try:
        return glob.has_magic(source) and "://" not in source and not Path(source).exists()
    except (OSError, ValueError):
        return False
