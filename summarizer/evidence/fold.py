"""Folds a text (removes typography, case and accents), and maps places in the folded text back to the original.

    >>> Index("“Café — naïve”").folded
    "'cafe-naive'"

Folding makes equal what copying, typesetting and language models change without changing the words: quotation marks
(all become an apostrophe, for a model writes ' for " where JSON would need an escape), dashes and the spaces around
them, runs of white space, invisible characters (soft hyphen, zero-width space, byte order mark), ligatures and other
compatibility forms, case, and accents on Latin, Greek and Cyrillic letters. Superscripts and fractions stay what they
are: "10²" is not "102". Vowel signs of other scripts stay too: without them it would be another word.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from summarizer.article import Article, Span, cached_per_article

_MARKS = frozenset("'\"`´‘’‚‛“”„‟‹›«»ʼʻ′″＇＂「」『』")
_OPENING_SPACED, _CLOSING_SPACED = "«‹", "»›"  # French sets a space inside its marks
APOSTROPHES = frozenset("'’ʼ＇‘`´")
_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"}  # no decomposition in Unicode
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # of the variant of a letter, itself invisible
_KEPT = ("<super>", "<fraction>", "<circle>")
_ELISIONS = frozenset(["l", "d", "j", "m", "n", "s", "t", "c", "qu", "un", "dell", "all", "nell", "sull", "dall"])
# Scripts written without spaces between words, or (Hangul, as jamo) with particles joined to them.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_ALONE = re.compile(f"[{UNSPACED}]")
_JOINS = re.compile(f"[{UNSPACED}\u1100-\u11ff]")
_SCALE = re.compile(r" (?:hundred|thousand|million|billion|trillion)\b|[十百千万萬亿億兆]")
_VOWEL_SIGNS = re.escape("".join(c for c in map(chr, range(0x370, 0x3100)) if unicodedata.category(c)[0] == "M"))
_RUN = rf"(?:[a-z0-9]+|[^\W_{UNSPACED}]|[{_VOWEL_SIGNS}])+"  # most of a text at one step
_UNEVEN = re.compile("[^ -~‘’“”–—]|[ –—-]{2}")  # where a character may become none or two
_SIGNS = str.maketrans('"`‘’“”–—', "''''''--")
_PIECES = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*|.", re.DOTALL)  # words, or one other character
_TOKEN = re.compile(rf"[{UNSPACED}]|\d+(?:[.,:/]\d+)+|{_RUN}(?:'{_RUN})*|[$€£¥₹%°?]")


@cache
def _fold_character(character: str) -> str:
    if character in _MARKS:
        return "'"
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category == "Pd" or character == "−":
        return "-"
    if category == "Cf" or character == "\u034f" or _SELECTOR.match(character):
        return ""
    if unicodedata.decomposition(character).startswith(_KEPT):
        return character.casefold()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    plain = re.sub("[\u0300-\u036f]", "", plain)
    if len(plain) > 1 or plain == character:
        return "".join(_LETTERS.get(c, c) for c in plain)
    return _LETTERS.get(plain) or (_fold_character(plain) if plain else "")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The folded text, without white space at its ends."""
    return Index(text).folded.strip()


def _is_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


class Token(NamedTuple):
    """A word, a number's digits, a currency or percent sign, or a question mark, with offsets into the folded text.

    Of scripts without spaces every character is a token.
    """

    text: str
    start: int
    end: int
    capital: bool


class Index:
    """A text and its folded form. Folded character `i` comes from `text[starts[i]:ends[i]]`.

    `language` is an ISO 639-1 code: rules of English look at English text alone.
    """

    def __init__(self, text: str, language: str = "en") -> None:
        self.text = text
        self.language = language
        if _UNEVEN.search(text):
            self.folded, self.starts, self.ends = self._fold()
        else:  # every character stays one character, as in most sentences
            self.folded = text.lower().translate(_SIGNS)
            self.starts, self.ends = list(range(len(text))), list(range(1, len(text) + 1))

    def _fold(self) -> tuple[str, list[int], list[int]]:
        """The folded text, and where each of its characters begins and ends in the text."""
        text, starts, ends = self.text, list[int](), list[int]()
        folded: list[str] = []
        for piece in _PIECES.finditer(text):
            character, offset = piece[0], piece.start()
            if len(character) > 1 or (character.isalnum() and character.isascii()):
                folded.append(character.lower())  # most of a text
                starts += range(offset, piece.end())
                ends += range(offset + 1, piece.end() + 1)
                continue
            plain = _fold_character(character)
            last = folded[-1][-1] if folded else ""
            if not plain:
                if folded and unicodedata.combining(character):
                    ends[-1] = offset + 1  # an accent belongs to the letter before it
                continue
            if plain == " " and (last in {" ", "-"} or (last == "'" and text[ends[-1] - 1] in _OPENING_SPACED)):
                continue
            if last == " " and (plain == "-" or character in _CLOSING_SPACED):
                del folded[-1], starts[-1], ends[-1]
                last = folded[-1][-1] if folded else ""
            if plain == last == "-":
                ends[-1] = offset + 1  # "--" is one dash
                continue
            folded.append(plain)
            starts += [offset] * len(plain)
            ends += [offset + 1] * len(plain)
        return "".join(folded), starts, ends

    @staticmethod
    @lru_cache(maxsize=4096)
    def of_name(name: str) -> "Index":
        """The index of a name or another short text, cached."""
        return Index(name)

    @classmethod
    def of(cls, article: Article) -> "Index":
        """The index of this article's text, cached."""
        return _index(article)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words in order."""
        text, starts = self.text, self.starts
        return tuple(
            [
                Token(found[0], start := found.start(), found.end(), text[starts[start]].isupper())
                for found in _TOKEN.finditer(self.folded)
            ]
        )

    def original_text(self, start: int, end: int) -> str:
        """The original text of `folded[start:end]`."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def span(self, start: int, end: int) -> Span:
        """The span of the original text for `folded[start:end]`."""
        first, last = self.starts[start], self.ends[end - 1]
        return Span(start=first, end=last, text=self.text[first:last])

    def folded_range(self, span: Span) -> tuple[int, int]:
        """Start and end of this span in `folded`."""
        return bisect_left(self.starts, span.start), bisect_right(self.ends, span.end)

    def find(self, query: str) -> Iterator[tuple[int, int]]:
        """The places in `folded` where this folded query occurs and neither end is within a word, in order."""
        start = self.folded.find(query) if query else -1
        while start >= 0:
            end = start + len(query)
            if not self.cuts_word(start) and not self.cuts_word(end):
                yield start, end
            start = self.folded.find(query, start + 1)

    def cuts_word(self, at: int) -> bool:
        """Whether this place of `folded` is within a word or number."""
        folded = self.folded
        if not 0 < at < len(folded):
            return False
        if self.starts[at - 1] == self.starts[at]:
            return True  # two halves of one character, as of a ligature
        if folded[at - 1].isdecimal() and _SCALE.match(folded, at):
            return True  # "5" is not what "5 million" says
        left, right = folded[at - 1], folded[at]
        if _is_word(left) and _is_word(right):
            apart = _ALONE.match(left) or _ALONE.match(right) or (_JOINS.match(left) and _JOINS.match(right))
            return unicodedata.category(right)[0] == "M" or not apart
        if right in "'.,:/" and at + 1 < len(folded):
            return self._joins_neighbours(at) and not (
                right == "'" and re.match(r"'s\b", folded[at : at + 3]) is not None
            )
        if left in "'.,:/" and at > 1:
            return self._joins_neighbours(at - 1) and not (left == "'" and self._ends_elision(at - 1))
        return False

    def _joins_neighbours(self, at: int) -> bool:
        """Whether the character joins both sides to one token: an apostrophe in a word, a point in a number."""
        left, sign, right = self.folded[at - 1], self.folded[at], self.folded[at + 1]
        if sign == "'":
            return left.isalpha() and right.isalpha() and self.text[self.starts[at]] in APOSTROPHES
        return left.isdecimal() and right.isdecimal()

    def _ends_elision(self, apostrophe: int) -> bool:
        """Whether an elided Romance article or pronoun ends here ("l'affaire", "d'Étienne"). It is a separate word."""
        before = re.search(r"(?<!\w)\w{1,4}$", self.folded[max(0, apostrophe - 5) : apostrophe])
        if before is None:
            return False
        word = self.text[self.starts[apostrophe - len(before.group())] : self.starts[apostrophe]]
        return word.islower() and before.group() in _ELISIONS  # "D'Angelo" is one name


@cached_per_article
def _index(article: Article) -> Index:
    return Index(article.text, article.tongue)
