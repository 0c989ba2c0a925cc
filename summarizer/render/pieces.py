"""Cuts the article's text into pieces for the page, so that items can refer to their evidence.

Spans may overlap, but elements of a page can't. So the text is cut wherever a span begins or ends, and each piece has
the ids of all its items.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby, pairwise
from typing import NamedTuple

from summarizer.article import Article, Span


class Use(NamedTuple):
    """An evidence span of an item of the digest. `cue` is True for cues: words that attribute or hedge."""

    item: str
    span: Span
    cue: bool = False


class Piece(NamedTuple):
    """A piece of text within which no span begins or ends. `items` have it as evidence, `cues` as a cue."""

    text: str
    items: list[str]
    cues: list[str]


class Sentence(NamedTuple):
    """The pieces of a sentence. Number 0 is the text before the first. `begins` is False after a line break within it.

    `items` are the items of all its pieces, without duplicates.
    """

    number: int
    begins: bool
    pieces: list[Piece]
    items: list[str]


def sentence_number(article: Article, offset: int) -> int:
    """Number of the sentence at this offset, or else of the last one before it; 0 before the first."""
    return bisect_right(article.sentences, offset, key=lambda sentence: sentence.start)


def cut_into_pieces(article: Article, uses: Iterable[Use]) -> list[list[Sentence]]:
    """The text as paragraphs of sentences of pieces, without the white space between paragraphs.

    Items keep the order in which `uses` first names them. Spans that reach beyond the text are clipped to it.
    """
    text = article.text
    begin, ends = defaultdict[int, list[Use]](list), set[int]()
    rank: dict[str, int] = {}
    for use in uses:
        rank.setdefault(use.item, len(rank))
        first, last = max(0, use.span.start), min(len(text), use.span.end)
        if first < last:
            begin[first].append(use)
            ends.add(last)
    breaks = {match.start(): match.end() for match in _paragraph_breaks(text)}
    starts = [sentence.start for sentence in article.sentences]
    edges = sorted({0, len(text), *begin, *ends, *starts, *breaks, *breaks.values()})

    paragraph, within_break = 0, 0
    within: list[Use] = []
    items: list[str] = []
    cues: list[str] = []
    placed: list[tuple[int, int, Piece]] = []
    for first, last in pairwise(edges):
        if first in begin or first in ends:
            within = [*(use for use in within if use.span.end > first), *begin.get(first, ())]
            items = sorted({use.item for use in within}, key=rank.__getitem__)
            cues = sorted({use.item for use in within if use.cue}, key=rank.__getitem__)
        if first in breaks:
            paragraph, within_break = paragraph + 1, breaks[first]
        if first >= within_break:
            placed.append((paragraph, bisect_right(starts, first), Piece(text[first:last], items, cues)))
    return _paragraphs(placed, rank)


def _paragraph_breaks(text: str) -> Iterable[re.Match[str]]:
    """The breaks between paragraphs: blank lines, or every line break if the text has no blank lines."""
    blank = list(re.finditer(r"\n\s*\n", text.rstrip()))
    return blank or re.finditer(r"\n", text.rstrip())


def _paragraphs(placed: list[tuple[int, int, Piece]], rank: dict[str, int]) -> list[list[Sentence]]:
    paragraphs: list[list[Sentence]] = []
    known = -1
    for (paragraph, number), group in groupby(placed, key=lambda entry: entry[:2]):
        pieces = [piece for *_, piece in group]
        items = sorted({item for piece in pieces for item in piece.items}, key=rank.__getitem__)
        while len(paragraphs) <= paragraph:
            paragraphs.append([])
        paragraphs[paragraph].append(Sentence(number, number != known, pieces, items))
        known = number
    return [sentences for sentences in paragraphs if any(p.text.strip() for s in sentences for p in s.pieces)]
