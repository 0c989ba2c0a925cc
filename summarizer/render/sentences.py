"""Sentences of the article as evidence: each in pieces, those that carry an item told apart from the rest."""

from collections.abc import Iterable, Iterator, Sequence

from summarizer.article import Span
from summarizer.digest import Digest
from summarizer.render.words import cited


def sentences(
    digest: Digest, evidence: Sequence[Span], exact: Iterable[Span]
) -> Iterator[tuple[int, list[tuple[str, bool]]]]:
    """Number and pieces of each sentence that holds the evidence; a piece is a text and whether it is an exact span."""
    spans = list(exact)
    for number in cited(digest, evidence):
        yield number, pieces(digest.article.sentences[number - 1], spans)


def pieces(sentence: Span, exact: Iterable[Span]) -> list[tuple[str, bool]]:
    """The sentence cut where the exact spans begin and end; spans that hold all of it tell nothing apart.

    >>> pieces(Span(start=5, end=16, text="Lee left it"), [Span(start=0, end=8, text="Ann, Lee"), ])
    [('Lee', True), (' left it', False)]
    """
    within = sorted(
        (max(span.start, sentence.start), min(span.end, sentence.end))
        for span in exact
        if span.start < sentence.end and sentence.start < span.end
    )
    cut, done = [], sentence.start
    for start, end in within:
        if (start, end) == (sentence.start, sentence.end):
            continue
        if end > done:
            cut += [(done, max(start, done), False), (max(start, done), end, True)]
            done = end
    cut.append((done, sentence.end, False))
    return [
        (sentence.text[start - sentence.start : end - sentence.start], is_exact)
        for start, end, is_exact in cut
        if start < end
    ]
