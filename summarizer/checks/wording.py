"""Finds texts that share too few words with their evidence."""

from collections.abc import Iterable, Sequence

from summarizer.article import Article
from summarizer.evidence.analysis import TextAnalysis, analysis_of
from summarizer.sentences import split_sentences

_SHARED = 0.3  # share of a text's content words that its evidence and the sentences beside it must have
_FEW_WORDS = 3  # fewer content words than this are too few to count
_TELLING = 12  # a larger number, or one with decimals, is hardly the same by chance
_BESIDE = 1  # sentences


def is_unrelated(generated: TextAnalysis, numbers: Sequence[int], article: Article) -> bool:
    """Whether the evidence lacks most content words of a text, or the cited sentences lack all of them."""
    known = analysis_of(article)
    telling = {number.value for number in generated.numbers if number.value > _TELLING or number.value % 1}
    if telling and any(number.value in telling for n in numbers for number in known.sentence(n).numbers):
        return False  # the same thing in other words: "14 factories" for "14 plants"
    if len(generated.stems) < _FEW_WORDS:
        return False
    near = _stems(known.around(numbers, _BESIDE, _BESIDE))
    return generated.stems.isdisjoint(_stems(map(known.sentence, numbers))) or len(
        generated.stems & near
    ) < _SHARED * len(generated.stems)


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
