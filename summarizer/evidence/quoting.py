"""Quotations: the texts between quotation marks."""

from bisect import bisect_right
from itertools import takewhile

from summarizer.article import Article, Span, cached_per_article
from summarizer.sentences import quote_places


@cached_per_article
def quotations(article: Article) -> tuple[Span, ...]:
    """The quotations of an article, without their marks, in order; of nested quotations the outer one.

    A quotation that continues in the next paragraph, with a repeated opening mark, gives one span a paragraph.
    """
    return tuple(quotations_of_text(article.text))


def quotations_in(span: Span, article: Article) -> list[Span]:
    """The quotations that overlap this span of the article."""
    found = quotations(article)
    first = bisect_right(found, span.start, key=lambda quote: quote.end)
    return list(takewhile(lambda quote: quote.start < span.end, found[first:]))


def quotations_of_text(text: str) -> list[Span]:
    """The quotations of any text."""
    spans = (Span.cut(text, start, end) for start, end in quote_places(text))
    return [span for span in spans if span.text]
