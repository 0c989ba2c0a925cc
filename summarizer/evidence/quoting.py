"""What stands between quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from summarizer.article import Article, Span
from summarizer.sentences import quote_places

_FEW = 3  # words


@lru_cache(maxsize=16)
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


def is_expression(quoted: str) -> bool:
    """Whether the quotation marks are those of a name, a title or a single expression, and quote nobody."""
    found = re.findall(r"\w+", quoted)
    return len(found) <= _FEW or all(word[0].isupper() for word in found if len(word) > _FEW)


def continues(number: int, article: Article) -> bool:
    """Whether all of the sentence is quoted and the one before is quoted too, or leads over to it."""
    if not 1 < number <= len(article.sentences):
        return False
    before, span = article.sentences[number - 2], article.sentences[number - 1]
    whole = not re.search(r"\w", frame(span, quotations_in(span, article)))
    return whole and bool(quotations_in(before, article))


def frame(sentence: Span, quoted: Sequence[Span]) -> str:
    """The sentence without what is quoted in it: the words that tell who speaks."""
    frame = sentence.text
    for quote in reversed(quoted):
        start, end = max(0, quote.start - sentence.start), quote.end - sentence.start
        frame = f"{frame[:start]}…{frame[end:]}"
    return " ".join(frame.split())


def with_continuations(numbers: Sequence[int], article: Article) -> list[int]:
    """The sentences, and those that go on with their quotations."""
    found = set(numbers)
    for number in range(min(numbers, default=0) + 1, len(article.sentences) + 1):
        if number - 1 in found and continues(number, article):
            found.add(number)
    return sorted(found)
