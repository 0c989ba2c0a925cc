"""Locates quotes and names in the article.

The steps, the most certain first: the quote verbatim; the folded quote (`fold.py`); the quote's normalised words
(`wording.py`), or the pieces of an elided quote. The last two steps have guards. A quote that no step finds is not in
the article.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence

from summarizer.article import Article, Span, cached_per_article
from summarizer.evidence.cuewords import cue_places
from summarizer.evidence.fold import Index
from summarizer.evidence.numbers import numbers
from summarizer.evidence.wording import Wording

Place = tuple[int, int]  # start and end in the folded text

_ELLIPSIS = re.compile(r"[\[(]?(?:…|\.\s?\.\s?\.)\.?[\])]?")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")
_SENTENCES_SKIPPED = 3  # an elided quote whose pieces are further apart was put together from different places
_PIECE_WORDS = 2  # shorter pieces stand anywhere
_MOST_PIECES, _MOST_STARTS = 10, 50  # keep a hostile quote from taking long
_BESIDE = 60  # characters to look at on either side of a place
_PREFIXES = frozenset(["anti", "ex", "non", "post", "pre", "pro", "then"])


def locate(quote: str, article: Article, *, near: Sequence[int] = ()) -> list[Span]:
    """The evidence span of this quote; a span for each piece of an elided quote ("a … b"); [] if it is not found.

    Of several places the one in or nearest to the sentences `near` (numbers from 1) is taken, then a verbatim one,
    then the first. A span never begins or ends inside a word, a number or an aside.
    """
    index = Index.of(article)
    places = _places(quote, article)
    if places:
        return [index.span(*min(places, key=_rank(quote, article, near)))]
    return _locate_elided(quote, article, near)


def find_mentions(name: str, article: Article) -> list[Span]:
    """The mentions of this name. Apostrophes and accents may differ; "Ann" is not in "Ann-Marie".

    Capitals must agree ("May" is not "may"). A possessive 's is not part of the mention.
    """
    index, wanted = Index.of(article), Index.of_name(name)
    if not wanted.tokens:
        return []
    spans = (index.span(*place) for place in index.find(wanted.folded.strip()))
    return [
        span
        for span in spans
        if _capitals_match(wanted, span.text)
        and not _is_part_of_hyphenated_name(span, article.text)
        and not _PARAGRAPHS.search(span.text)
    ]


def _places(quote: str, article: Article) -> list[Place]:
    """The places of the quote, by the first step that finds any."""
    index, query = Index.of(article), Index(quote, article.tongue)
    plain = query.folded.strip()
    if not any(character.isalnum() for character in plain):
        return []
    places = [
        (start, end)
        for start, end in index.find(plain)
        if not _in_aside(article, start, end)
        and not _cuts_number(article, start, end)
        and not (
            _capital_differs_at_start(quote, index.original_text(start, end))
            and _is_qualified_beside(index, start, end)
        )
    ]
    return places or [
        (start, end)
        for start, end in _wording(article).find(Wording(query))
        if not index.cuts_word(end)
        and not _in_aside(article, start, end)
        and not _cuts_number(article, start, end)
        and not _is_qualified_beside(index, start, end)
    ]


@cached_per_article
def _wording(article: Article) -> Wording:
    return Wording(Index.of(article))


def _rank(quote: str, article: Article, near: Sequence[int]) -> Callable[[Place], tuple[int, bool, int]]:
    """The rank of a place, the best the least: by distance to the sentences `near`, then verbatim, then by position."""
    index = Index.of(article)
    wanted = [article.sentences[n - 1] for n in sorted(set(near)) if 1 <= n <= len(article.sentences)]
    ends = [sentence.end for sentence in wanted]

    def rank(place: Place) -> tuple[int, bool, int]:
        span = index.span(*place)
        after = bisect_left(ends, span.start)  # the first that does not end before the place, and the one before it
        beside = wanted[max(0, after - 1) : after + 1]
        distance = min((max(s.start - span.end, span.start - s.end, 0) for s in beside), default=0)
        return distance, span.text != quote.strip(), span.start

    return rank


def _locate_elided(quote: str, article: Article, near: Sequence[int]) -> list[Span]:
    """The spans of the pieces of a quote with "...", in order and close together; [] if a piece is missing."""
    index = Index.of(article)
    pieces = [piece for piece in _ELLIPSIS.split(quote) if any(character.isalnum() for character in piece)]
    if not 0 < len(pieces) <= _MOST_PIECES or pieces == [quote]:
        return []
    if any(len(Wording(Index(piece)).words) < _PIECE_WORDS for piece in pieces):
        return []
    first, *others = [_places(piece, article) for piece in pieces]
    for place in sorted(first, key=_rank(pieces[0], article, near))[:_MOST_STARTS]:
        if chain := _chain_of_pieces(place, others, article):
            return [index.span(*piece) for piece in chain]
    return []


def _chain_of_pieces(place: Place, others: Sequence[list[Place]], article: Article) -> list[Place]:
    """`place` and the next place of each further piece; [] if a gap between them is not allowed."""
    chain = [place]
    for places in others:
        following = bisect_left(places, (chain[-1][1], 0))
        if following == len(places) or not _is_gap_allowed(chain[-1][1], places[following][0], article):
            return []
        chain.append(places[following])
    return chain


def _is_gap_allowed(start: int, end: int, article: Article) -> bool:
    """Whether a gap is short and omits no negation or hedge from the sentences on either side."""
    index = Index.of(article)
    left, right = (_sentence_before(offset, article) for offset in (index.ends[start - 1], index.starts[end]))
    if right - left > _SENTENCES_SKIPPED:
        return False
    breaks = [start + found.end() for found in re.finditer(r"[.!?]'?(?=\s)", index.folded[start:end])] or [end]
    return not _has_negation_or_hedge(index, start, breaks[0]) and not _has_negation_or_hedge(index, breaks[-1], end)


def _sentence_before(offset: int, article: Article) -> int:
    return bisect_left(article.sentences, offset, key=lambda sentence: sentence.start)


def _has_negation_or_hedge(index: Index, start: int, end: int) -> bool:
    """Whether this part of the folded text has a negation or a hedge."""
    return any(place.kind in {"negation", "hedge"} for place in cue_places(index, start, end))


def _cuts_number(article: Article, start: int, end: int) -> bool:
    """Whether the place begins or ends within a number in words: "two of them" of "twenty-two of them"."""
    found = _numbers_in_words(article)
    before = (found[bisect_left(found, (at, 0)) - 1] for at in (start, end))
    return any(first < at < last for at, (first, last) in zip((start, end), before, strict=True))


def _in_aside(article: Article, start: int, end: int) -> bool:
    """Whether the place begins or ends in an aside: a caption, a list of sources."""
    index = Index.of(article)
    return article.is_aside(index.starts[start]) or article.is_aside(index.ends[end - 1] - 1)


@cached_per_article
def _numbers_in_words(article: Article) -> list[Place]:
    """The places of the numbers in words. Two side by side ("a smaller one three weeks later") are no number."""
    index = Index.of(article)
    counts = Counter((n.start, n.end) for n in numbers(index) if index.folded[n.start].isalpha())
    return [(0, 0), *(place for place, count in counts.items() if count == 1)]


def _is_qualified_beside(index: Index, start: int, end: int) -> bool:
    """Whether a negation, a hedge or a question mark directly beside this place changes its meaning."""
    before = re.search(r"[\w']+(?: [\w']+)?,? $", index.folded[max(0, start - _BESIDE) : start])
    after = re.match(r",? [\w']+(?: [\w']+)?", index.folded[end : end + _BESIDE])
    return (
        index.folded.startswith("?", end)
        or (before is not None and _has_negation_or_hedge(index, start - len(before.group()), start))
        or (after is not None and _has_negation_or_hedge(index, end, end + after.end()))
    )


def _capital_differs_at_start(quote: str, found: str) -> bool:
    """Whether the quote begins with a capital, as a sentence does, and the place in the article with a small letter."""
    first, other = (next(filter(str.isalnum, text), "") for text in (quote, found))
    return first.isupper() and other.islower()


def _capitals_match(name: Index, found: str) -> bool:
    if len(name.tokens) == 1 and len(name.tokens[0].text) > 1 and name.text.isupper():
        return found.isupper()  # "US" is not "Us"
    pairs = zip(name.tokens, Index.of_name(found).tokens, strict=False)
    return all(theirs.capital or not ours.capital for ours, theirs in pairs)


def _is_part_of_hyphenated_name(span: Span, text: str) -> bool:
    """Whether the place is a part of a double name. "Portman-led" and "anti-Portman" are not double names."""
    before = re.search(r"(\w+)[-‐‑]$", text[max(0, span.start - _BESIDE) : span.start])
    after = re.match(r"[-‐‑](\w)", text[span.end : span.end + 2])
    return (before is not None and before[1][0].isupper() and before[1].casefold() not in _PREFIXES) or (
        after is not None and after[1].isupper()
    )
