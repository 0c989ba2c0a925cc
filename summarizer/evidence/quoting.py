"""What stands between quotation marks."""

from summarizer.article import Article, Span
from summarizer.sentences import quote_places


def quotations(article: Article) -> list[Span]:
    """What stands between quotation marks, without the marks, in order; of nested quotations the outer one.

    A quotation that goes on in the next paragraph, with its opening mark repeated there, gives one span a paragraph.
    """
    return quoted(article.text)


def quoted(text: str) -> list[Span]:
    """The quotations of any text."""
    spans = (Span.cut(text, start, end) for start, end in quote_places(text))
    return [span for span in spans if span.text]
