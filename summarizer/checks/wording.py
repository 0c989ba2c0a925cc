"""Texts that tell something else than their evidence."""

from collections.abc import Sequence

from summarizer.article import Article
from summarizer.evidence.reading import Reading, readings

_SHARED = 0.3  # share of a text's content words that its evidence and the sentences beside it must have
_FEW_WORDS = 3  # fewer content words than this are too few to count
_TELLING = 12  # a larger number, or one with decimals, is hardly the same by chance
_BESIDE = 1  # sentences


def is_strange(said: Reading, numbers: Sequence[int], article: Article) -> bool:
    """Whether most content words of a text are strangers to its evidence."""
    known = readings(article)
    telling = {number.value for number in said.numbers if number.value > _TELLING or number.value % 1}
    if telling and any(number.value in telling for n in numbers for number in known.at(n).numbers):
        return False  # the same thing in other words: "14 factories" for "14 plants"
    near = frozenset[str]().union(*(reading.stems for reading in known.around(numbers, _BESIDE, _BESIDE)))
    return len(said.stems) >= _FEW_WORDS and len(said.stems & near) < _SHARED * len(said.stems)
