"""The features of a text that checks compare: words, numbers, names, negations and hedges. Computed once a text."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from summarizer.article import Article, Span, cached_per_article
from summarizer.evidence.conversions import conversions, shares, with_scale_of_next
from summarizer.evidence.cuewords import CuePlace, cue_places
from summarizer.evidence.fold import Index, Token
from summarizer.evidence.names import MONTHS, WEEKDAYS, TextNames, names_in
from summarizer.evidence.numbers import Number, implied_numbers, numbers
from summarizer.evidence.scopes import Scope, scopes
from summarizer.evidence.stems import content_words, stem

_PIECES = re.compile(r"(?<=[.!?;:])[\"”’')]*\s|\s[—–-]+\s|\.\.\.|…")

_WORD = r"[A-Z][\w'’&.-]{0,40}"
_NAME = rf"{_WORD}(?: {_WORD}){{0,8}}(?: \([\w .]{{1,60}}\))?"
_BETWEEN = re.compile(r",? and |, ")
_LIST = re.compile(rf"{_NAME}(?:, {_NAME}){{0,40}},? and {_NAME}")


class TextAnalysis:
    """The features of one text. Each is computed on first use."""

    def __init__(self, text: str, language: str = "en") -> None:
        self.index = Index(text, language)

    @cached_property
    def names(self) -> TextNames:
        """The names in the text."""
        return TextNames(self.index)

    @cached_property
    def numbers(self) -> list[Number]:
        """The numbers in the text."""
        return numbers(self.index)

    @cached_property
    def converted_numbers(self) -> list[tuple[float, str | None]]:
        """What these come to in other units, or with the scale of the next, each with the unit."""
        scaled = [(number.value, number.unit) for number in self.scaled_numbers.values()]
        return [*scaled, *conversions(self.index, self.numbers)] if self.index.language == "en" else scaled

    @cached_property
    def scaled_numbers(self) -> dict[Number, Number]:
        """For numbers that share the scale of the next ("from 31 to 52 million"), or of parts: the number meant."""
        meant = dict(with_scale_of_next(self.index, self.numbers))
        return meant | dict(shares(self.index, self.numbers)) if self.index.language == "en" else meant

    @cached_property
    def implied_numbers(self) -> set[float]:
        """The numbers that the text implies ("both" is 2)."""
        return implied_numbers(self.index)

    @cached_property
    def list_lengths(self) -> frozenset[int]:
        """The number of names in each list of names: 3 for "Ann Lee, Bob Ray and Carl Fox"."""
        return frozenset(1 + len(_BETWEEN.findall(found[0])) for found in _LIST.finditer(self.index.text))

    @cached_property
    def digits_joined_to_letters(self) -> frozenset[str]:
        """Digits that are joined to letters: the 6 of "IE6"."""
        return frozenset(re.findall(r"(?<=[a-z])\d+", self.index.folded))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the content words."""
        return frozenset([stem(token.text) for token in self.words])

    @cached_property
    def stem_counts(self) -> Counter[str]:
        """How often each of these stems occurs."""
        return Counter(stem(token.text) for token in self.words)

    @cached_property
    def words(self) -> list[Token]:
        """The content words."""
        return content_words(self.index)

    @cached_property
    def dates(self) -> tuple[frozenset[int], frozenset[str]]:
        """Months (as numbers) and weekdays, only those written like "May": "may" and "MAY" may be no month."""
        named = [t for t in self.index.tokens if t.capital and (t.text in MONTHS or t.text in WEEKDAYS)]
        titled = {t.text for t in named if self.index.original_text(t.start, t.end).istitle()}
        return frozenset(MONTHS[word] for word in titled & MONTHS.keys()), frozenset(titled & WEEKDAYS)

    @cached_property
    def scopes(self) -> list[Scope]:
        """The scopes of the negations, hedges and contrary words."""
        return scopes(self.index, self.words, self.cues)

    @cached_property
    def pieces(self) -> list["TextAnalysis"]:
        """The text cut at ends of sentences, semicolons, colons and dashes; itself if there is nothing to cut."""
        pieces = [piece for piece in _PIECES.split(self.index.text) if re.search(r"\w", piece)]
        return [TextAnalysis(piece, self.index.language) for piece in pieces] if len(pieces) > 1 else [self]

    @cached_property
    def cues(self) -> list[CuePlace]:
        """The cues and negations."""
        return cue_places(self.index)


class ArticleAnalysis:
    """The features of an article's sentences. Each is computed on first use."""

    def __init__(self, article: Article) -> None:
        self._spans = article.sentences
        self._language = article.tongue
        self.title = TextAnalysis(article.title or "", article.tongue)
        self._text = article.text
        self._read: dict[int, TextAnalysis] = {}
        self._starts = [span.start for span in self._spans]
        self._having: dict[str, int] = {}

    def sentence(self, number: int) -> TextAnalysis:
        """The analysis of the sentence with this number, from 1."""
        if number not in self._read:
            self._read[number] = TextAnalysis(self._spans[number - 1].text, self._language)
        return self._read[number]

    def sentence_numbers(self, spans: Sequence[Span]) -> list[int]:
        """The numbers of the sentences in which these spans begin."""
        found = (bisect_right(self._starts, span.start) for span in spans)
        return sorted({number for number in found if number})

    def around(self, numbers: Sequence[int], before: int, after: int) -> Iterator[TextAnalysis]:
        """The analyses of these sentences, and of `before` sentences before and `after` sentences after each."""
        yield from map(self.sentence, self.numbers_around(numbers, before, after))

    def numbers_around(self, numbers: Sequence[int], before: int, after: int) -> list[int]:
        """The numbers of these sentences, and of `before` sentences before and `after` sentences after each."""
        return sorted({m for n in numbers for m in range(n - before, n + after + 1) if 1 <= m <= len(self._spans)})

    @cached_property
    def whole_text(self) -> TextAnalysis:
        """The analysis of the whole text."""
        return TextAnalysis(self._text, self._language)

    @cached_property
    def capitalised(self) -> frozenset[str]:
        """The words of the article's names, by their capital."""
        return frozenset(token.text for token, shown in names_in(self.whole_text.index) if shown)

    @cached_property
    def stems_near_scopes(self) -> frozenset[str]:
        """The stems on both sides of the article's negations and hedges."""
        scopes = (scope for number in range(1, len(self._spans) + 1) for scope in self.sentence(number).scopes)
        return frozenset[str]().union(*(scope.near for scope in scopes if scope.kind != "contrary"))

    def is_frequent(self, word: str, count: int) -> bool:
        """Whether at least `count` sentences name this."""
        if word not in self._having:  # to look through the article takes long, and a name comes again
            self._having[word] = sum(self.sentence(n).names.has(word) for n in range(1, len(self._spans) + 1))
        return self._having[word] >= count

    def sentences_naming(self, group: Collection[str], beside: int) -> Iterator[TextAnalysis]:
        """The analyses of the sentences with one of these names, and of `beside` sentences on both sides of each."""
        every = range(1, len(self._spans) + 1)
        yield from self.around([n for n in every if any(map(self.sentence(n).names.has_all, group))], beside, beside)

    @property
    def last(self) -> TextAnalysis:
        """The last sentence."""
        return self.sentence(len(self._spans))

    @cached_property
    def beginning(self) -> list[TextAnalysis]:
        """The title and the first sentences: what the article is about."""
        return [self.title, *map(self.sentence, self.numbers_of_beginning)]

    @property
    def numbers_of_beginning(self) -> range:
        """The numbers of the first sentences."""
        return range(1, min(_BEGINNING, len(self._spans)) + 1)


_BEGINNING = 6  # sentences


@cached_per_article
def analysis_of(article: Article) -> ArticleAnalysis:
    """The analysis of this article, cached."""
    return ArticleAnalysis(article)
