"""Normalises the words of a text so that small copying mistakes don't matter, and finds such words in a text.

    >>> Wording(Index("They haven't organised the talks.")).words
    ['they', 'have', 'not', 'organized', 'talks']

Two texts with the same normalised words agree on every number, unit, negation, name and hedge. Only punctuation,
articles, contractions and a few spellings (British or American, "percent" or "%") are made equal.
"""

import re
from bisect import bisect_left
from functools import lru_cache

from summarizer.evidence.fold import Index, Token

_SKIPPED = frozenset(["a", "an", "the", "that"])
# "A few" is not "few": before these the article stays.
_QUANTITIES = frozenset(["few", "little", "lot", "dozen", "hundred", "thousand", "million", "third", "quarter", "half"])
_ENDINGS = {"n't": "not", "'ve": "have", "'re": "are", "'ll": "will", "'m": "am"}
_IRREGULAR = {"can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not")}
_SPELLINGS = (
    (re.compile(r"(?<=...)is(e[sdr]?|ing|ations?)$"), r"iz\1"),
    (re.compile(r"(?<=..)our(s|ed|ing|ite|able|hoods?)?$"), r"or\1"),
    (re.compile(r"(?<=..)tre(s?)$"), r"ter\1"),
    (re.compile(r"^percent$"), "%"),
)


@lru_cache(maxsize=65536)
def normalized_words(token: str) -> tuple[str, ...]:
    """The normalised words of a token: "won't" gives "will" and "not", "colour" gives "color"."""
    if token in _IRREGULAR:
        return _IRREGULAR[token]
    for ending, word in _ENDINGS.items():
        if token.endswith(ending) and len(token) > len(ending):
            return token[: -len(ending)], word
    for pattern, spelling in _SPELLINGS:
        token = pattern.sub(spelling, token)
    return (token,)


class Wording:
    """The normalised words of an indexed text, in order, without articles and the conjunction "that"."""

    def __init__(self, index: Index) -> None:
        self.words: list[str] = []
        self.tokens: list[Token] = []
        for token, following in zip(index.tokens, [*index.tokens[1:], None], strict=False):
            if token.text in _SKIPPED and not (following and following.text in _QUANTITIES):
                continue
            if token.text == "cent" and self.words[-1:] == ["per"]:
                self.words[-1], self.tokens[-1] = "%", self.tokens[-1]._replace(end=token.end)
                continue
            for word in (f"-{token.text}",) if _is_negative(index, token) else normalized_words(token.text):
                self.words.append(word)
                self.tokens.append(token)
        self._line = " " + " ".join(self.words) + " "
        self._at = [0]
        for word in self.words:
            self._at.append(self._at[-1] + len(word) + 1)
        self._near: dict[str, list[str]] = {}
        for word in {w for w, t in zip(self.words, self.tokens, strict=True) if len(w) > 6 and not t.capital}:
            self._near.setdefault(word[:4], []).append(word)
        self._known = frozenset(self.words)

    def find(self, query: "Wording") -> list[tuple[int, int]]:
        """Every place of these words, in order: start and end in the folded text."""
        words = [self._correct_spelling(word, token) for word, token in zip(query.words, query.tokens, strict=True)]
        if not any(word.isalnum() for word in words):
            return []
        line, places = " " + " ".join(words) + " ", []
        start = self._line.find(line)
        while start >= 0:
            first = bisect_left(self._at, start)
            last = first + len(words) - 1
            if self._is_token_boundary(first) and self._is_token_boundary(last + 1):
                places.append((self.tokens[first].start, self.tokens[last].end))
            start = self._line.find(line, start + 1)
        return places

    def _is_token_boundary(self, at: int) -> bool:
        """Whether a token begins at this word: "not" within "can't" does not begin one."""
        return not 0 < at < len(self.tokens) or self.tokens[at - 1] is not self.tokens[at]

    def _correct_spelling(self, word: str, token: Token) -> str:
        """The word of this text that `word` is a misspelling of; otherwise `word` itself."""
        if word in self._known or token.capital or not word.isalpha():
            return word
        return next((known for known in self._near.get(word[:4], ()) if _is_misspelling(word, known)), word)


_MINUS = re.compile(r"(?:^|[^\w\s]|[^\d\s]\s|\n)[-−–]$")


def _is_negative(index: Index, token: Token) -> bool:
    """Whether a minus stands before this number: "to -5 degrees", but not "2-1" or "5 - 10"."""
    if not token.text[0].isdecimal():
        return False
    start = index.starts[token.start]
    return _MINUS.search(index.text[max(0, start - 3) : start]) is not None


def _is_misspelling(word: str, known: str) -> bool:
    """Whether two long words that begin alike differ by one letter left out, put in or swapped, well inside.

    Beginnings and endings make other words and forms (un-, re-, -s, -ed), and so does a changed letter
    ("reported", "deported"): those are no slips.
    """
    if min(len(word), len(known)) < 7 or word[-3:] != known[-3:]:
        return False
    shorter = min(len(word), len(known))
    at = next((i for i in range(shorter) if word[i] != known[i]), shorter)
    swapped = word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
    return known in (word[:at] + word[at + 1 :], swapped) or word == known[:at] + known[at + 1 :]
