"""Texts that tell something else than their evidence."""

from collections.abc import Sequence

from summarizer.article import Article
from summarizer.evidence.reading import Reading, readings
from summarizer.sentences import split

_SHARED = 0.3  # share of a text's content words that its evidence and the sentences beside it must have
_FEW_WORDS = 3  # fewer content words than this are too few to count
_TELLING = 12  # a larger number, or one with decimals, is hardly the same by chance
_BESIDE = 1  # sentences
_IN_COMMON = 0.2  # share of a sentence's content words that what it should be about must have


def is_strange(said: Reading, numbers: Sequence[int], article: Article) -> bool:
    """Whether most content words of a text are strangers to its evidence."""
    known = readings(article)
    telling = {number.value for number in said.numbers if number.value > _TELLING or number.value % 1}
    if telling and any(number.value in telling for n in numbers for number in known.at(n).numbers):
        return False  # the same thing in other words: "14 factories" for "14 plants"
    near = frozenset[str]().union(*(reading.stems for reading in known.around(numbers, _BESIDE, _BESIDE)))
    return len(said.stems) >= _FEW_WORDS and len(said.stems & near) < _SHARED * len(said.stems)


def is_aside(said: Reading, others: Sequence[Reading], numbers: Sequence[int], article: Article) -> bool:
    """Whether a sentence of a text has next to nothing in common with the texts beside it and their evidence."""
    near = readings(article).around(numbers, _BESIDE, _BESIDE)
    known = frozenset[str]().union(*(reading.stems for reading in (*others, *near)))
    parts = (said.index.text[start:end] for start, end in split(said.index.text, said.index.language))
    found = (Reading(part, said.index.language).stems for part in parts)
    return any(len(stems) >= _FEW_WORDS and len(stems & known) < _IN_COMMON * len(stems) for stems in found)
