"""What stands between quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from summarizer.article import Article, Span

_CLOSING = {"“": '”"', "„": '“”"', "”": "”", "«": "»", "»": "«", '"': '"”', "「": "」", "『": "』"}
_MARK = re.compile(r'["“”„«»「」『』]|\n[^\S\n]*(?=\n)')
# A word's own apostrophes (don't, ’90s, ’em) open and close nothing.
_INK = re.compile(r"\S")
_LINE_START = re.compile(r"\n[^\S\n]*$")
_SINGLE = re.compile(
    r"(?<![\w'’])['‘](?!(?:em|til|tis|twas|cause|n|s|t|d|ll|re|ve)\b|\d)(?=[^\W_]|\[)"
    r"((?:[^'‘’\n]|\n(?!\n)|(?<=\w)['’](?=\w))+)['’](?!\w)"
)


@lru_cache(maxsize=16)
def quotations(article: Article) -> tuple[Span, ...]:
    """What stands between quotation marks, without the marks, in order; of nested quotations the outer one.

    A quotation that goes on in the next paragraph, with its opening mark repeated there, gives one span a paragraph.
    A mark without a partner in its paragraph opens nothing; where two straight marks open, the first was a stray one.
    """
    return tuple(quoted(article.text))


def quotations_in(span: Span, article: Article) -> list[Span]:
    """The quotations that overlap this span of the article."""
    found = quotations(article)
    first = bisect_right(found, span.start, key=lambda quote: quote.end)
    return list(takewhile(lambda quote: quote.start < span.end, found[first:]))


def quoted(text: str) -> list[Span]:
    """The quotations of any text."""
    singles = [match.span(1) for match in _SINGLE.finditer(text)]
    spans = (Span.cut(text, start, end) for start, end in _outermost([*_double(text), *singles]))
    return [span for span in spans if span.text]


def _double(text: str) -> Iterator[tuple[int, int]]:
    opening, start = "", 0  # the mark that is open, and where its content begins
    for match in _MARK.finditer(text):
        mark, at, after = match.group(), match.start(), match.end()
        if opening and mark not in _CLOSING:  # a paragraph ends
            following = _INK.search(text, at)
            if following and following.group() == opening:
                yield start, at
            opening = ""
        elif opening and mark in _CLOSING[opening] and not (mark == '"' and _begins_word(text, at, after)):
            yield start, at
            opening = ""
        elif mark == opening or (not opening and _opens(mark, text, at, after)):
            if opening and _LINE_START.search(text, max(0, at - 20), at):
                yield start, at  # the mark is repeated on a new line
            opening, start = mark, after


def _opens(mark: str, text: str, at: int, after: int) -> bool:
    """Whether this mark opens a quotation: it has a partner and stands before a word, not behind one."""
    if mark not in _CLOSING or text[after : after + 1] in set(".,;:!?)"):
        return False
    if mark in "«»„“":
        return True
    return not text[after : after + 1].isspace() and not (at and text[at - 1].isalnum())


def _begins_word(text: str, at: int, after: int) -> bool:
    """Whether a straight mark, which may open or close, stands at a word's beginning: then it opens."""
    return (at == 0 or text[at - 1].isspace()) and text[after : after + 1].isalnum()


def _outermost(pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces that begin inside no other piece, in order."""
    end = -1
    for piece in sorted(pieces):
        if piece[0] >= end:
            yield piece
            end = piece[1]
