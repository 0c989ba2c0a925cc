"""A text read once: its words, numbers, names, negations and hedges; a generated text and a sentence alike."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from summarizer.article import Article, Span, per_article
from summarizer.evidence.cuewords import Place, cue_places
from summarizer.evidence.fold import Index, Token
from summarizer.evidence.names import MONTHS, WEEKDAYS, Naming
from summarizer.evidence.numbers import Number, counts, numbers
from summarizer.evidence.scopes import Scope, scopes
from summarizer.evidence.stems import content, stem

_PIECES = re.compile(r"(?<=[.!?;:])[\"”’')]*\s|\s[—–-]+\s|\.\.\.|…")

_WORD = r"[A-Z][\w'’&.-]{0,40}"
_NAME = rf"{_WORD}(?: {_WORD}){{0,8}}(?: \([\w .]{{1,60}}\))?"
_BETWEEN = re.compile(r",? and |, ")
_LIST = re.compile(rf"{_NAME}(?:, {_NAME}){{0,40}},? and {_NAME}")


class Reading:
    """A text read once, each part when it is first asked for."""

    def __init__(self, text: str, language: str = "en") -> None:
        self.index = Index(text, language)

    @cached_property
    def naming(self) -> Naming:
        """What the text names."""
        return Naming(self.index)

    @cached_property
    def numbers(self) -> list[Number]:
        """Its numbers."""
        return numbers(self.index)

    @cached_property
    def counts(self) -> set[float]:
        """The numbers that it gives without naming them ("both")."""
        return counts(self.index)

    @cached_property
    def listed(self) -> frozenset[int]:
        """How many names its lists have: 3 of "Ann Lee, Bob Ray and Carl Fox"."""
        return frozenset(1 + len(_BETWEEN.findall(found[0])) for found in _LIST.finditer(self.index.text))

    @cached_property
    def glued(self) -> frozenset[str]:
        """Digits that are joined to letters: the 6 of "IE6"."""
        return frozenset(re.findall(r"(?<=[a-z])\d+", self.index.folded))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset([stem(token.text) for token in self.words])

    @cached_property
    def stem_counts(self) -> Counter[str]:
        """How often each of these stems stands in it."""
        return Counter(stem(token.text) for token in self.words)

    @cached_property
    def words(self) -> list[Token]:
        """Its content words."""
        return content(self.index)

    @cached_property
    def dates(self) -> tuple[frozenset[int], frozenset[str]]:
        """Numbers of the months, and weekdays, that it names with a capital: "may" and "MAY" may be no month."""
        named = [t for t in self.index.tokens if t.capital and (t.text in MONTHS or t.text in WEEKDAYS)]
        titled = {t.text for t in named if self.index.written(t.start, t.end).istitle()}
        return frozenset(MONTHS[word] for word in titled & MONTHS.keys()), frozenset(titled & WEEKDAYS)

    @cached_property
    def scopes(self) -> list[Scope]:
        """What its negations, hedges and contrary words apply to."""
        return scopes(self.index, self.words, self.cues)

    @cached_property
    def pieces(self) -> list["Reading"]:
        """The sentences within it, as a quotation may hold several, and their halves."""
        pieces = [piece for piece in _PIECES.split(self.index.text) if re.search(r"\w", piece)]
        return [Reading(piece, self.index.language) for piece in pieces] if len(pieces) > 1 else [self]

    @cached_property
    def cues(self) -> list[Place]:
        """Its cues."""
        return cue_places(self.index)


class Readings:
    """An article's sentences, each read once."""

    def __init__(self, article: Article) -> None:
        self._spans = article.sentences
        self._language = article.tongue
        self._title = article.title or ""
        self._text = article.text
        self._read: dict[int, Reading] = {}
        self._starts = [span.start for span in self._spans]
        self._having: dict[str, int] = {}

    def at(self, number: int) -> Reading:
        """The reading of the sentence with this number."""
        if number not in self._read:
            self._read[number] = Reading(self._spans[number - 1].text, self._language)
        return self._read[number]

    def numbers(self, spans: Sequence[Span]) -> list[int]:
        """The numbers of the sentences in which these spans begin."""
        found = (bisect_right(self._starts, span.start) for span in spans)
        return sorted({number for number in found if number})

    def around(self, numbers: Sequence[int], before: int, after: int) -> Iterator[Reading]:
        """The readings of these sentences and of so many before and after each."""
        near = {m for n in numbers for m in range(n - before, n + after + 1) if 1 <= m <= len(self._spans)}
        yield from map(self.at, sorted(near))

    @cached_property
    def whole(self) -> Reading:
        """The reading of the whole text."""
        return Reading(self._text, self._language)

    @cached_property
    def near_scopes(self) -> frozenset[str]:
        """The stems beside the negations and hedges of the article."""
        scopes = (scope for number in range(1, len(self._spans) + 1) for scope in self.at(number).scopes)
        return frozenset[str]().union(*(scope.near for scope in scopes if scope.kind != "contrary"))

    def is_often(self, word: str, count: int) -> bool:
        """Whether so many sentences have this word of a name."""
        if word not in self._having:  # to look through the article takes long, and a name comes again
            self._having[word] = sum(self.at(n).naming.has(word) for n in range(1, len(self._spans) + 1))
        return self._having[word] >= count

    def naming(self, group: Collection[str], beside: int) -> Iterator[Reading]:
        """The readings of the sentences that have one of these names, and of so many beside each."""
        every = range(1, len(self._spans) + 1)
        yield from self.around([n for n in every if any(map(self.at(n).naming.has_all, group))], beside, beside)

    @cached_property
    def beginning(self) -> list[Reading]:
        """The title and the first sentences: what the article is about."""
        first = range(1, min(_BEGINNING, len(self._spans)) + 1)
        return [Reading(self._title, self._language), *map(self.at, first)]


_BEGINNING = 6  # sentences


@per_article
def readings(article: Article) -> Readings:
    """The readings of this article's sentences."""
    return Readings(article)
