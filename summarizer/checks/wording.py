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
    given = {number.value for n in numbers for number in known.at(n).numbers}
    if any((number.value > _TELLING or number.value % 1) and number.value in given for number in said.numbers):
        return False  # the same thing in other words: "14 factories" for "14 plants"
    near = {stem for reading in known.around(numbers, _BESIDE, _BESIDE) for stem in reading.stems}
    return len(said.stems) >= _FEW_WORDS and len(said.stems & near) < _SHARED * len(said.stems)
