"""Quotations across sentences, the text around quotations, and quotation marks that quote no one. English only."""

import re
from collections.abc import Sequence

from summarizer.article import Article, Span
from summarizer.evidence import quotations_in

_FEW = 3  # words; as many or fewer in quotation marks are an expression


def is_quoted_expression(quoted: str) -> bool:
    """Return whether quotation marks enclose a name, a title or a single expression, and are not a quotation."""
    found = re.findall(r"\w+", quoted)
    return len(found) <= _FEW or all(word[0].isupper() for word in found if len(word) > _FEW)


def continues_quotation(number: int, article: Article) -> bool:
    """Return whether the whole sentence is quoted and the sentence before it has a quotation."""
    if not 1 < number <= len(article.sentences):
        return False
    before, span = article.sentences[number - 2], article.sentences[number - 1]
    whole = not re.search(r"\w", text_outside_quotations(span, quotations_in(span, article)))
    return whole and bool(quotations_in(before, article))


def text_outside_quotations(sentence: Span, quoted: Sequence[Span]) -> str:
    """Return the sentence in one line, with "…" for each quotation: the words that attribute it."""
    frame = sentence.text
    for quote in reversed(quoted):
        start, end = max(0, quote.start - sentence.start), quote.end - sentence.start
        frame = f"{frame[:start]}…{frame[end:]}"
    return " ".join(frame.split())


def with_continuations(numbers: Sequence[int], article: Article) -> list[int]:
    """Return the numbers of the sentences and of those that continue their quotations, in order."""
    found = set(numbers)
    for number in range(min(numbers, default=0) + 1, len(article.sentences) + 1):
        if number - 1 in found and continues_quotation(number, article):
            found.add(number)
    return sorted(found)
