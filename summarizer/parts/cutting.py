"""Splits a long article into parts.

Cuts are between sentences, preferably at the end of a paragraph, and never within a quotation. A line that holds only
a date, as in a collection of articles or a chronicle, begins a separate piece with that date of publication:
"yesterday" is the day before it.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from summarizer import dates
from summarizer.article import Article, Span
from summarizer.sentences import quote_places

PER_SENTENCE = 6
"""Tokens that the number of a sentence and its line take in a prompt."""
_BEFORE = 2  # sentences of the part before that a part is shown, so that "she" means somebody
_NEAR = 0.3  # of a part's size: how far from its ideal place a cut may be, to be at the end of a paragraph
_TITLE = 150  # characters of the line above a date line that is the title of what follows


class Part(Article):
    """A part of an article that is read like an article.

    It is part `number` of `of`, from 1. The prompt shows beside the text: `before`, the last words before it; `people`,
    a line for each person known so far; `notes`, key points of the parts that it was made from. `places` are pairs of
    an offset in this text and the offset of the same character in the article. Up to the next pair the texts are equal.
    """

    number: int = 1
    of: int = 1
    before: str = ""
    people: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    places: tuple[tuple[int, int], ...] = ((0, 0),)

    def to_article_span(self, span: Span) -> Span:
        """The span of the article for this span of the part."""
        own, whole = self.places[bisect_right(self.places, span.start, key=lambda place: place[0]) - 1]
        return Span(start=span.start - own + whole, end=span.end - own + whole, text=span.text)

    def to_part_span(self, span: Span) -> Span | None:
        """The span of the part for this span of the article; None if the part does not have it."""
        number = bisect_right(self.places, span.start, key=lambda place: place[1]) - 1
        if number < 0:
            return None
        own, whole = self.places[number]
        place = Span(start=span.start - whole + own, end=span.end - whole + own, text=span.text)
        return place if self.text[place.start : place.end] == span.text else None


class _Piece(NamedTuple):
    """Sentences from `first` up to `last` that belong together, and their date of publication."""

    first: int
    last: int
    published: str | None


def split_into_parts(article: Article, most: int, per_character: float) -> list[Part]:
    """The article in parts of `most` tokens or less. A character takes `per_character` tokens.

    The texts of the parts, joined, are the article's text. An article that is short enough is one part. A sentence with
    more tokens than `most` is a part by itself.
    """
    sentences = article.sentences
    weights = [math.ceil(len(span.text) * per_character) + PER_SENTENCE for span in sentences]
    whole = [_Piece(0, len(sentences), article.published)]
    found = [
        (first, last, piece.published)
        for piece in (whole if sum(weights) <= most else _pieces(article))
        for first, last in _split_piece(piece, weights, most, article)
    ] or [(0, 0, article.published)]
    starts = [0, *(sentences[first].start for first, _, _ in found[1:]), len(article.text)]
    return [
        Part(
            title=article.title,
            published=published,
            url=article.url,
            language=_language(article),
            digest_language=article.digest_language,
            text=article.text[start:end],
            people=article.people if isinstance(article, Part) else (),
            number=number,
            of=len(found),
            before=" ".join(span.text for span in sentences[max(0, first - _BEFORE) : first]),
            places=((0, start),),
        )
        for number, ((start, end), (first, _, published)) in enumerate(zip(pairwise(starts), found, strict=True), 1)
    ]


def part_of_sentences(article: Article, spans: Sequence[Span], notes: Sequence[str]) -> Part:
    """A part made of these sentences, a paragraph each, with the notes for which there is room."""
    places, texts, size = [], [], 0
    for span in sorted(set(spans), key=lambda span: span.start):
        places.append((size, span.start))
        texts.append(span.text)
        size += len(span.text) + len(_BLANK)
    room = list(accumulate(map(len, notes)))
    return Part(
        title=article.title,
        published=article.published,
        url=article.url,
        language=_language(article),
        digest_language=article.digest_language,
        text=_BLANK.join(texts),
        notes=tuple(notes[: bisect_right(room, size // _SHARE)]),
        places=tuple(places),
    )


def _language(article: Article) -> str | None:
    """The language of the whole article. A part may be too short to detect it."""
    return article.language or (article.tongue if article.tongue != "und" else None)


_BLANK = "\n\n"
_SHARE = 4  # of the text, what the notes may have


def _pieces(article: Article) -> Iterator[_Piece]:
    """The pieces of an article. A piece begins at a line that holds only a date, or at the title above it."""
    sentences = article.sentences
    starts: list[tuple[int, str | None]] = [(0, article.published)]
    for heading in dates.find_date_lines(article.text):
        if article.is_aside(heading.start):
            continue
        first = _with_title(bisect_left(sentences, heading.start, key=lambda span: span.start), article)
        if first <= starts[-1][0]:  # the date that heads the article, or two in a row
            starts[-1] = (starts[-1][0], article.published if len(starts) == 1 and article.published else heading.date)
        elif first < len(sentences):
            starts.append((first, heading.date))
    for (first, published), (last, _) in pairwise([*starts, (len(sentences), None)]):
        yield _Piece(first, last, published)


def _with_title(number: int, article: Article) -> int:
    """The first sentence of the piece with its date in the sentence `number`: the title above the date. From 0."""
    if number == 0:
        return 0
    above = article.sentences[number - 1]
    line = article.text.rfind("\n", 0, above.start) + 1
    is_title = (
        not article.text[line : above.start].strip()
        and len(above.text) <= _TITLE
        and above.text[-1:] not in {".", "!", ":", ",", ";"}
    )
    return number - 1 if is_title else number


def _split_piece(piece: _Piece, weights: Sequence[int], most: int, article: Article) -> Iterator[tuple[int, int]]:
    """The piece in as few parts as possible, of about equal size."""
    total = [0]
    for weight in weights[piece.first : piece.last]:
        total.append(total[-1] + weight)
    count = max(1, math.ceil(total[-1] / most))
    first = piece.first
    kinds = _cut_kinds(piece, article) if count > 1 else []
    while piece.last - first > 0:
        done = total[first - piece.first]
        left = total[-1] - done
        if left <= most:
            yield first, piece.last
            return
        aim = done + left / math.ceil(left / most)
        fits = bisect_right(total, done + most) - 1  # sentences of the piece up to the latest cut
        near = range(max(bisect_left(total, aim - _NEAR * most), first - piece.first + 1), fits + 1)
        best = min(near, key=lambda n: (kinds[n], abs(total[n] - aim)), default=None)
        if best is None or kinds[best] == _QUOTED:
            every = range(first - piece.first + 1, fits + 1)
            best = min(every, key=lambda n: (kinds[n] == _QUOTED, abs(total[n] - aim)), default=best)
        last = piece.first + (best or first - piece.first + 1)
        yield first, last
        first = last


_PARAGRAPH, _SENTENCE, _QUOTED = range(3)  # what a cut ends, the best first; the last one ends nothing


def _cut_kinds(piece: _Piece, article: Article) -> list[int]:
    """For each sentence of the piece, what a cut before it would end: a paragraph, a sentence or a quotation's part."""
    text, sentences = article.text, article.sentences
    start, end = sentences[piece.first].start, sentences[piece.last - 1].end
    quotations = list(_whole_quotations(text[start:end]))
    begins = [first for first, _ in quotations]
    kinds = [_QUOTED]
    for before, after in pairwise(sentences[piece.first : piece.last]):
        at = after.start - start
        number = bisect_left(begins, at) - 1
        if number >= 0 and at < quotations[number][1]:
            kinds.append(_QUOTED)
        else:
            kinds.append(_PARAGRAPH if "\n" in text[before.end : after.start] else _SENTENCE)
    return [*kinds, _PARAGRAPH]


def _whole_quotations(text: str) -> Iterator[tuple[int, int]]:
    """The quotations as offsets. One that continues over several paragraphs counts as one."""
    open_since: int | None = None
    for start, end in quote_places(text):
        since = start if open_since is None else open_since
        if text[end : end + 1] == "\n":
            open_since = since
        else:
            open_since = None
            yield since, end
