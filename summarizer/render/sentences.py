"""The evidence sentences of an item, split into exact spans and the rest."""

from collections.abc import Iterable, Iterator, Sequence

from summarizer.article import Span
from summarizer.digest import Digest
from summarizer.render.words import cited_numbers


def evidence_sentences(
    digest: Digest, evidence: Sequence[Span], exact: Iterable[Span]
) -> Iterator[tuple[int, list[tuple[str, bool]]]]:
    """Number and pieces of each sentence with evidence. A piece is a text and whether it is an exact span."""
    spans = list(exact)
    for number in cited_numbers(digest, evidence):
        yield number, split_by_spans(digest.article.sentences[number - 1], spans)


def split_by_spans(sentence: Span, exact: Iterable[Span]) -> list[tuple[str, bool]]:
    """The sentence split where the exact spans begin and end. Spans that cover all of it are ignored.

    >>> split_by_spans(Span(start=5, end=16, text="Lee left it"), [Span(start=0, end=8, text="Ann, Lee"), ])
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
