"""Finds two numbers of a text that have changed places."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from summarizer.evidence.analysis import TextAnalysis
from summarizer.evidence.numbers import Number
from summarizer.evidence.stems import stem


def has_exchanged_numbers(generated: TextAnalysis, given: Sequence[TextAnalysis]) -> bool:
    """Whether two numbers of the text each stand beside a word that the evidence has only beside the other."""
    if not 1 < len(generated.numbers) < _TABLE or any("respectively" in analysis.index.folded for analysis in given):
        return False
    stated = defaultdict[float, set[str]](set)
    for analysis in given:
        for number in analysis.numbers:
            stated[number.value] |= _stems_joined(number, analysis)
    beside = [(number.value, _stems_joined(number, generated)) for number in generated.numbers]
    return any(
        stated[one] & words and stated[other] & others and not (stated[one] & others or stated[other] & words)
        for (one, others), (other, words) in combinations(beside, 2)
        if one != other
    )


_TABLE = 40  # numbers; a text with so many is no sentence


def _stems_joined(number: Number, analysis: TextAnalysis) -> set[str]:
    """The stems of the words before and after a number, unless "and" or a comma is in between."""
    folded = analysis.index.folded
    before = bisect_right(analysis.words, number.start, key=lambda token: token.end)
    after = bisect_left(analysis.words, number.end, key=lambda token: token.start)
    gaps = [(word, folded[word.end : number.start]) for word in analysis.words[max(0, before - 1) : before]]
    gaps += [(word, folded[number.end : word.start]) for word in analysis.words[after : after + 1]]
    return {stem(word.text) for word, gap in gaps if not _APART.search(gap)}


_APART = re.compile(r"[,.;:()]|\b(?:and|or|but|while)\b")
