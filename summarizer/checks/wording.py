"""Finds texts that share too few words with their evidence."""

import re
from collections.abc import Collection, Iterable, Sequence

from summarizer.article import Article
from summarizer.evidence.analysis import TextAnalysis, analysis_of
from summarizer.evidence.fold import fold
from summarizer.evidence.names import NOUNS_HAVE_CAPITALS
from summarizer.evidence.stems import stem
from summarizer.sentences import split_sentences

_SHARED = 0.3  # share of a text's content words that its evidence and the sentences beside it must have
_FEW_WORDS = 3  # fewer content words than this are too few to count
_TELLING = 12  # a larger number, or one with decimals, is hardly the same by chance
_BESIDE = 1  # sentences


def is_unrelated(
    generated: TextAnalysis, numbers: Sequence[int], article: Article, names: Sequence[Collection[str]]
) -> bool:
    """Whether the evidence lacks most content words of a text, or the cited sentences lack all of them.

    Names of known persons, and others of the article, that are not there do not count: where the evidence has "she" or
    "the company", another check looks for them.
    Cited sentences without words of their own ("Perhaps they do.") refer to those beside them.
    """
    known = analysis_of(article)
    telling = {number.value for number in generated.numbers if number.value > _TELLING or number.value % 1}
    if telling and any(number.value in telling for n in numbers for number in known.sentence(n).numbers):
        return False  # the same thing in other words: "14 factories" for "14 plants"
    near = _stems(known.around(numbers, _BESIDE, _BESIDE))
    named = {stem(word) for group in names for name in group for word in _words(name)}
    if article.tongue not in NOUNS_HAVE_CAPITALS:  # "the company" stands for its name
        named |= {stem(token.text) for token in generated.words if token.capital and token.text in known.capitalised}
    words = generated.stems - (named - near)
    if len(words) < _FEW_WORDS:
        return False
    cited = _stems(map(known.sentence, numbers))
    in_cited = not words.isdisjoint(cited) or len(cited) < _FEW_WORDS
    return not in_cited or len(words & near) < _SHARED * len(words)


def _words(name: str) -> list[str]:
    return re.findall(r"[\w']+", fold(name))


def is_off_topic(
    generated: TextAnalysis, others: Sequence[TextAnalysis], numbers: Sequence[int], article: Article
) -> bool:
    """Whether a sentence of a text shares no content word with the other texts and their evidence."""
    # Not what stands beside it, which may be what the text was taken from.
    known = _stems([*others, *map(analysis_of(article).sentence, numbers)])
    parts = (
        generated.index.text[start:end]
        for start, end in split_sentences(generated.index.text, generated.index.language)
    )
    found = (TextAnalysis(part, generated.index.language).stems for part in parts)
    return any(len(stems) >= _FEW_WORDS and stems.isdisjoint(known) for stems in found)


def _stems(texts: Iterable[TextAnalysis]) -> frozenset[str]:
    return frozenset[str]().union(*(text.stems for text in texts))
