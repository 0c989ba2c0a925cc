"""Splits a text into words with their keys (no case, no accents), and tells which adjacent words can form a name.

In a title-case headline ("Obama Slams Attack") a capital letter is no evidence for a name. There a word after a name is
a part of the name only if the rest of the text has the two together.
"""

import re
import unicodedata
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from summarizer.people.vocabulary import ABBREVIATIONS, SUFFIXES, TITLES

# Scripts that are written without spaces give one word a character. Python's \w leaves out marks that belong to the
# letter before them: those of Latin, Hebrew, Arabic and Indic scripts.
UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0dff"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060"
_DROPPED = dict.fromkeys(map(ord, _INVISIBLE))
_WORD = re.compile(rf"[{UNSPACED}]|[^\W_](?:[A-Za-z0-9]+|[^\W_{UNSPACED}]|[{_MARKS}{_INVISIBLE}])*")
_LIGATURES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
HYPHENS = ("-", "‐", "‑")
APOSTROPHES = ("'", "’", "ʼ")
_INSERTED = re.compile(r"\[[A-Z][^\]\n]{0,30}\] (?=[A-Z])")  # "Mayor [Mike] Rawlings": no part of what was said
_BREAKS = frozenset('!?:;\n"“”«»()[]')
_SPACE = re.compile(r"[^\S\n]{0,3}\n?[^\S\n]{0,3}")


class Word(NamedTuple):
    """A word of a text. `first`: a sentence, line or quotation begins here, so a capital letter is no evidence."""

    start: int
    end: int
    key: str
    capital: bool
    upper: bool
    first: bool


def fold(text: str) -> str:
    """The text without case, accents and compatibility forms, so that all spellings of a word are equal."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(c for c in without_invisible(decomposed) if not unicodedata.combining(c)) or text


def without_invisible(text: str) -> str:
    """The text without soft hyphens and other characters within words that show nothing."""
    return text.translate(_DROPPED)


def split_words(text: str) -> list[Word]:
    """The words of a text in order. The s of a possessive ("Portman's") is not a word."""
    found: list[Word] = []
    inserted = {place for match in _INSERTED.finditer(text) for place in range(*match.span())}
    for match in _WORD.finditer(text):
        piece, start = match[0], match.start()
        if start in inserted:
            continue
        gap = _without_inserted(text[found[-1].end : start + 1])[:-1] if found else "\n"
        if gap in APOSTROPHES and piece in ("s", "S"):
            continue
        first = gap != " " and (not _BREAKS.isdisjoint(gap) or (gap[:1] == "." and _can_end_sentence(found[-1].key)))
        capital = not piece[0].islower() and not piece[0].isdigit()
        found.append(Word(start, match.end(), fold(piece), capital, piece.isupper(), first))
    return _without_headline_verbs(text, found)


def _can_end_sentence(key: str) -> bool:
    """Whether a full stop behind this word can end a sentence."""
    return key not in ABBREVIATIONS and len(key) > 1


def _without_headline_verbs(text: str, found: list[Word]) -> list[Word]:
    """The words; in a headline, a word after a name loses its capital unless the rest of the text has it as a name."""
    lines = [match.span() for match in _LINE.finditer(text) if _is_title_case(match.group())]
    if not lines or lines[0] == (0, len(text)):
        return found

    def is_in_headline(word: Word) -> bool:
        line = bisect_right(lines, (word.start, len(text))) - 1
        return line >= 0 and word.start < lines[line][1]

    names = {word.key for word in found if word.capital and not word.first and not is_in_headline(word)}
    written = found[:1]
    for before, word in pairwise(found):
        named = before.key in names and before.key not in TITLES
        follows = (named or written[-1] != before) and can_join(text, before, word)
        if follows and word.capital and word.key not in names and is_in_headline(word):
            word = word._replace(capital=False)
        written.append(word)
    for i in range(len(written) - 2):  # "Jury Finds Ann Lee": two words of which the text knows neither
        one, two, name = written[i : i + 3]
        strange = all(w.capital and w.key not in names | TITLES and is_in_headline(w) for w in (one, two))
        if strange and name.key in names and one.first and can_join(text, one, two) and can_join(text, two, name):
            written[i : i + 2] = [w._replace(capital=False) for w in (one, two)]
    return written


_LINE = re.compile(r"[^\n]+")


def _is_title_case(line: str) -> bool:
    """Whether all long words of the line have capitals, and they are more than a name."""
    long = re.findall(r"\b[^\W\d_]{4,}", line)
    return len(long) >= _HEADLINE and all(word[0].isupper() for word in long)


_HEADLINE = 5  # long words


def gap_between(text: str, a: Word, b: Word) -> str:
    """The characters between two adjacent words, without an editor's insertion in brackets."""
    return _without_inserted(text[a.end : b.start + 1])[:-1]


def _without_inserted(text: str) -> str:
    """The text without an editor's insertions in brackets."""
    return _INSERTED.sub("", text) if "[" in text else text


def can_join(text: str, a: Word, b: Word) -> bool:
    """Whether two adjacent words can belong to one name."""
    gap = gap_between(text, a, b)
    if gap == " ":
        return True  # as nearly always
    if b.key in SUFFIXES:
        gap = gap.removeprefix(",")
    if a.end - a.start == 1 or a.key in ABBREVIATIONS:
        gap = gap.removeprefix(".")
    return gap in HYPHENS or gap in APOSTROPHES or _SPACE.fullmatch(gap) is not None
