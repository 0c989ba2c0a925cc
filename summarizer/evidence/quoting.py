"""What stands between quotation marks."""

from bisect import bisect_right
from itertools import takewhile

from summarizer.article import Article, Span, per_article
from summarizer.sentences import quote_places


@per_article
def quotations(article: Article) -> tuple[Span, ...]:
    """What stands between quotation marks, without the marks, in order; of nested quotations the outer one.

    A quotation that goes on in the next paragraph, with its opening mark repeated there, gives one span a paragraph.
    """
    return tuple(quoted(article.text))


def quotations_in(span: Span, article: Article) -> list[Span]:
    """The quotations that overlap this span of the article."""
    found = quotations(article)
    first = bisect_right(found, span.start, key=lambda quote: quote.end)
    return list(takewhile(lambda quote: quote.start < span.end, found[first:]))


def quoted(text: str) -> list[Span]:
    """The quotations of any text."""
    spans = (Span.cut(text, start, end) for start, end in quote_places(text))
    return [span for span in spans if span.text]
