"""Expands the folders and patterns of the command line to files."""

import glob
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
    earlier run. Raises InputError if there are none.
    """
    if _is_folder(source):
        found = [path for path in Path(source).rglob("*") if path.suffix.lower() in ARTICLES and path.is_file()]
        shown = [path for path in found if not any(part[0] == "." for part in path.relative_to(source).parts)]
        names = sorted(str(path) for path in shown if not _is_output(path, output))
    elif _is_pattern(source):
        matching = map(Path, glob.glob(source, recursive=True))  # noqa: PTH207  Path.glob takes no absolute patterns
        names = sorted(str(path) for path in matching if path.is_file() and not _is_output(path, output))
    else:
        names = [source]
    if not names:
        raise InputError(f"There are no articles in {source}", f"Articles end in {', '.join(sorted(ARTICLES))}")
    yield from names


def _is_output(path: Path, output: Path | None) -> bool:
    return output is not None and output.exists() and path.samefile(output)


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
