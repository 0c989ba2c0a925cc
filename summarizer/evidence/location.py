"""Where the article says it: quotes and names -> spans.

A ladder, the surest step first: the quote verbatim; the quote folded (`fold.py`); the quote's wording (`slips.py`), or
the pieces of an elided quote, under guards. What no step finds, the article does not say.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from summarizer.article import Article, Span, per_article
from summarizer.evidence.cuewords import cue_places
from summarizer.evidence.fold import Index
from summarizer.evidence.numbers import numbers
from summarizer.evidence.slips import Wording

Place = tuple[int, int]  # start and end in the folded text

_ELLIPSIS = re.compile(r"[\[(]?(?:…|\.\s?\.\s?\.)\.?[\])]?")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")
_SENTENCES_SKIPPED = 3  # an elided quote whose pieces are further apart was put together from different places
_PIECE_WORDS = 2  # shorter pieces stand anywhere
_MOST_PIECES, _MOST_STARTS = 10, 50  # keep a hostile quote from taking long
_BESIDE = 60  # characters to look at on either side of a place
_PREFIXES = frozenset(["anti", "ex", "non", "post", "pre", "pro", "then"])


def locate(quote: str, article: Article, *, near: Sequence[int] = ()) -> list[Span]:
    """Where the article has this quote: one span, one a piece for an elided quote ("a … b"), or none.

    Of several places the one in or nearest to the sentences `near` (numbers from 1) is taken, then one that is
    verbatim, then the first. A span never begins or ends inside a word or number, nor in what is an aside.
    """
    index = Index.of(article)
    places = _places(quote, article)
    if places:
        return [index.span(*_ranked(places, quote, article, near)[0])]
    return _elided(quote, article, near)


def mentions(name: str, article: Article) -> list[Span]:
    """Every place where this name stands, whatever its apostrophes and accents; "Ann" is not in "Ann-Marie".

    A capital of the name must be one in the article ("May" is not "may"); a possessive 's is left out.
    """
    index, wanted = Index.of(article), Index.of_name(name)
    if not wanted.tokens:
        return []
    spans = (index.span(*place) for place in index.find(wanted.folded.strip()))
    return [
        span
        for span in spans
        if _same_capitals(wanted, span.text)
        and not _hyphenated(span, article.text)
        and not _PARAGRAPHS.search(span.text)
    ]


def _places(quote: str, article: Article) -> list[Place]:
    """Every place of the quote by the surest step that finds one."""
    index, query = Index.of(article), Index(quote, article.tongue)
    plain = query.folded.strip()
    if not any(character.isalnum() for character in plain):
        return []
    places = [
        (start, end)
        for start, end in index.find(plain)
        if not _in_aside(article, start, end)
        and not _cuts_number(article, start, end)
        and not (_claims_start(quote, index.written(start, end)) and _outweighed(index, start, end))
    ]
    return places or [
        (start, end)
        for start, end in _wording(article).find(Wording(query))
        if not index.cuts_word(end)
        and not _in_aside(article, start, end)
        and not _cuts_number(article, start, end)
        and not _outweighed(index, start, end)
    ]


@per_article
def _wording(article: Article) -> Wording:
    return Wording(Index.of(article))


def _ranked(places: Iterable[Place], quote: str, article: Article, near: Sequence[int]) -> list[Place]:
    """The places, the best first: near the sentences named, then verbatim, then early."""
    index = Index.of(article)
    wanted = [article.sentences[n - 1] for n in near if 1 <= n <= len(article.sentences)]

    def rank(place: Place) -> tuple[int, bool, int]:
        span = index.span(*place)
        distance = min((max(s.start - span.end, span.start - s.end, 0) for s in wanted), default=0)
        return distance, span.text != quote.strip(), span.start

    return sorted(places, key=rank)


def _elided(quote: str, article: Article, near: Sequence[int]) -> list[Span]:
    """The pieces of a quote with "..." in it, in order and close together; [] if one is missing."""
    index = Index.of(article)
    pieces = [piece for piece in _ELLIPSIS.split(quote) if any(character.isalnum() for character in piece)]
    if not 0 < len(pieces) <= _MOST_PIECES or pieces == [quote]:
        return []
    if any(len(Wording(Index(piece)).words) < _PIECE_WORDS for piece in pieces):
        return []
    first, *others = [_places(piece, article) for piece in pieces]
    for place in _ranked(first, pieces[0], article, near)[:_MOST_STARTS]:
        if chain := _chain(place, others, article):
            return [index.span(*piece) for piece in chain]
    return []


def _chain(place: Place, others: Sequence[list[Place]], article: Article) -> list[Place]:
    """`place` and the next place of every further piece after it; [] if what is left out between them may not be."""
    chain = [place]
    for places in others:
        following = bisect_left(places, (chain[-1][1], 0))
        if following == len(places) or not _may_be_left_out(chain[-1][1], places[following][0], article):
            return []
        chain.append(places[following])
    return chain


def _may_be_left_out(start: int, end: int, article: Article) -> bool:
    """Whether the gap is short and takes no negation or hedge from the sentences on either side."""
    index = Index.of(article)
    left, right = (_sentence_before(offset, article) for offset in (index.ends[start - 1], index.starts[end]))
    if right - left > _SENTENCES_SKIPPED:
        return False
    breaks = [start + found.end() for found in re.finditer(r"[.!?]'?(?=\s)", index.folded[start:end])] or [end]
    return not _weighs(index, start, breaks[0]) and not _weighs(index, breaks[-1], end)


def _sentence_before(offset: int, article: Article) -> int:
    return bisect_left(article.sentences, offset, key=lambda sentence: sentence.start)


def _weighs(index: Index, start: int, end: int) -> bool:
    """Whether this part of the folded text holds a negation or a hedge."""
    return any(place.kind in {"negation", "hedge"} for place in cue_places(index, start, end))


def _cuts_number(article: Article, start: int, end: int) -> bool:
    """Whether the place begins or ends within a number in words: "two of them" of "twenty-two of them"."""
    found = _numbers_in_words(article)
    before = (found[bisect_left(found, (at, 0)) - 1] for at in (start, end))
    return any(first < at < last for at, (first, last) in zip((start, end), before, strict=True))


def _in_aside(article: Article, start: int, end: int) -> bool:
    """Whether the place begins or ends in a caption, a list of sources, or what else is not the article's."""
    index = Index.of(article)
    return article.is_aside(index.starts[start]) or article.is_aside(index.ends[end - 1] - 1)


@per_article
def _numbers_in_words(article: Article) -> list[Place]:
    index = Index.of(article)
    return [(0, 0), *((n.start, n.end) for n in numbers(index) if index.folded[n.start].isalpha())]


def _outweighed(index: Index, start: int, end: int) -> bool:
    """Whether a negation, a hedge or a question mark right beside this place makes its words say something else."""
    before = re.search(r"[\w']+(?: [\w']+)?,? $", index.folded[max(0, start - _BESIDE) : start])
    after = re.match(r",? [\w']+(?: [\w']+)?", index.folded[end : end + _BESIDE])
    return (
        index.folded.startswith("?", end)
        or (before is not None and _weighs(index, start - len(before.group()), start))
        or (after is not None and _weighs(index, end, end + after.end()))
    )


def _claims_start(quote: str, found: str) -> bool:
    """Whether the quote begins a sentence with a capital where the article goes on in lower case."""
    first, other = (next(filter(str.isalnum, text), "") for text in (quote, found))
    return first.isupper() and other.islower()


def _same_capitals(name: Index, found: str) -> bool:
    if len(name.tokens) == 1 and len(name.tokens[0].text) > 1 and name.text.isupper():
        return found.isupper()  # "US" is not "Us"
    pairs = zip(name.tokens, Index.of_name(found).tokens, strict=False)
    return all(theirs.capital or not ours.capital for ours, theirs in pairs)


def _hyphenated(span: Span, text: str) -> bool:
    """Whether the place is a part of a double name; "Portman-led" and "anti-Portman" are none."""
    before = re.search(r"(\w+)[-‐‑]$", text[max(0, span.start - _BESIDE) : span.start])
    after = re.match(r"[-‐‑](\w)", text[span.end : span.end + 2])
    return (before is not None and before[1][0].isupper() and before[1].casefold() not in _PREFIXES) or (
        after is not None and after[1].isupper()
    )
