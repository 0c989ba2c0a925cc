"""The README and the pages of the docs, and the fenced blocks in them."""

import re
from typing import NamedTuple

from conftest import ROOT

PAGES = [ROOT / "README.md", ROOT / "benchmarks/README.md", *sorted((ROOT / "docs").glob("*.md"))]
DOCS = ROOT / "docs"
OUTPUT = "output"
"""Title of a block that the Python block before it prints."""

_BLOCK = re.compile(r'^```(\w*)(?: title="([^"]+)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE)


class Block(NamedTuple):
    """A fenced block: its language, its title ("" for none), and its text."""

    language: str
    title: str
    text: str


def text_of(path):
    return path.read_text(encoding="utf-8")


def blocks(path):
    """The fenced blocks of a page, in order."""
    return [Block(*found) for found in _BLOCK.findall(text_of(path))]


def named(path):
    """What a page is called in the name of a test."""
    return path.relative_to(ROOT).as_posix()


def section(page, title):
    """What is under a heading of the second or third level, with those below it."""
    level, text = re.search(
        rf"^(##+) {re.escape(title)}\n(.*)", text_of(DOCS / page), re.DOTALL | re.MULTILINE
    ).groups()
    return re.split(rf"^#{{2,{len(level)}}} ", text, flags=re.MULTILINE)[0]


def rows(markdown):
    """The rows of the tables in a text, without their heads: a list of cells each."""
    found = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in markdown.splitlines()
        if line[:1] == "|"
    ]
    rules = [n for n, cells in enumerate(found) if all(re.fullmatch(":?-+:?", cell) for cell in cells)]
    return [cells for n, cells in enumerate(found) if n not in rules and n + 1 not in rules]
