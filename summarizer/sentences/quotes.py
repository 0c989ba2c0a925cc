"""Finds quotations in a text, by the paired quotation marks of all languages."""

import re
from collections.abc import Iterator

_CLOSING = {
    "“": '”"', "„": "“”\"", "”": "”", "«": "»", "»": "«", '"': '"”',
    "「": "」", "『": "』", "｢": "｣", "‹": "›", "›": "‹",
}  # fmt: skip
_MARK = re.compile(r'["“”„«»‹›「」『』｢｣]|\n[^\S\n]*(?=\n)')
_OPENING_ALONE = "«»„“‹›"  # open before a space, too, as in French; or close elsewhere, as in German
_INK = re.compile(r"\S")
_LINE_START = re.compile(r"\n[^\S\n]*$")
# A word's own apostrophes (don't, ’90s, ’em) open and close nothing.
_SINGLE_MARK = re.compile("['‘‚]")
_OPENING = r"(?<![\w'’])['‘](?!(?:em|til|tis|twas|cause|n|s|t|d|ll|re|ve)\b|\d)(?=[^\W_]|\[)"
_QUOTED = r"((?:[^'‘’\n]|\n(?!\n)|(?<=\w)['’](?=\w))+)['’](?!\w)"
_GERMAN = r"‚(?=\w)([^‚‘\n]+)‘"
# 'We don't know,' ‘It’s over’, ‚Es ist vorbei‘
_SINGLE = re.compile(f"{_OPENING}{_QUOTED}|{_GERMAN}")


def quote_places(text: str) -> list[tuple[int, int]]:
    """The offsets of the texts between quotation marks, in order; of nested quotations the outer one.

    A quotation that continues in the next paragraph, with a repeated opening mark, gives one piece a paragraph. A mark
    without a partner in its paragraph opens no quotation. Of two straight opening marks the first is ignored.
    """
    singles = (
        [match.span(match.lastindex or 0) for match in _SINGLE.finditer(text)] if _SINGLE_MARK.search(text) else []
    )
    return list(_outermost([*_double(text), *singles]))


def _double(text: str) -> Iterator[tuple[int, int]]:
    opening, start = "", 0  # the mark that is open, and where its content begins
    for match in _MARK.finditer(text):
        mark, at, after = match.group(), match.start(), match.end()
        if opening and mark[0] == "\n":  # a paragraph ends
            following = _INK.search(text, at)
            if following and following.group() == opening:
                yield start, at
            opening = ""
        elif opening and mark in _CLOSING[opening] and not (mark == '"' and _begins_word(text, at, after)):
            yield start, at
            opening = ""
        elif mark == opening or (not opening and _opens_quotation(mark, text, at, after)):
            if opening and _LINE_START.search(text, max(0, at - 20), at):
                yield start, at  # the mark is repeated on a new line
            opening, start = mark, after


def _opens_quotation(mark: str, text: str, at: int, after: int) -> bool:
    """Whether this mark opens a quotation: it has a partner, and a word after it, not before it."""
    if mark not in _CLOSING or text[after : after + 1] in set(".,;:!?)"):
        return False
    if mark in _OPENING_ALONE or mark in "「『｢":
        return True
    return not text[after : after + 1].isspace() and not (at and text[at - 1].isalnum())


def _begins_word(text: str, at: int, after: int) -> bool:
    """Whether a straight mark, which may open or close, is at the beginning of a word: then it opens."""
    return (at == 0 or text[at - 1].isspace()) and text[after : after + 1].isalnum()


def _outermost(pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces that don't begin within another piece, in order."""
    end = -1
    for piece in sorted(pieces):
        if piece[0] >= end:
            yield piece
            end = piece[1]
