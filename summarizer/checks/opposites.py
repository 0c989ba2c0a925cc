"""Finds the opposite of what the evidence says: "rose" for "fell", "more than 900" for "fewer than 900". English.

Words that tell one event from two sides are not in the table: "sold", "bought"; "won", "lost"; "before", "after".
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from summarizer.article import Article
from summarizer.evidence.analysis import TextAnalysis, analysis_of
from summarizer.evidence.fold import Token
from summarizer.evidence.numbers import Number
from summarizer.evidence.stems import stem
from summarizer.evidence.support import supporting_sentences
from summarizer.sentences import split_sentences

_PAIRS = """
rise rises rising risen rose increase increases increased increasing grow grows growing grew grown growth climb climbs \
climbed surge surges surged soar soars soared | fall falls falling fell fallen decrease decreases decreased decreasing \
decline declines declining drop drops dropped shrink shrinks shrank plunge plunges plunged slump slumps slumped
more | less fewer
higher | lower
highest | lowest
larger bigger greater | smaller
largest biggest greatest | smallest
better | worse
best | worst
older | younger
oldest | youngest
longer | shorter
longest | shortest
stronger | weaker
maximum | minimum
majority | minority
north northern | south southern
east eastern | west western
support supports supported supporting | oppose opposes opposed opposing
accept accepts accepted approve approves approved | reject rejects rejected refuse refuses refused
guilty convicted | innocent acquitted
dead killed died | alive survived
easy easier easily | hard harder difficult
yesterday | tomorrow
early | late
begin begins began begun start starts started | end ends ended finish finishes finished
open opens opened | close closes closed
deny denies denied | confirm confirms confirmed admit admits admitted
"""
_SIDES = defaultdict[str, list[tuple[frozenset[str], frozenset[str]]]](list)
"""For each word those of its own side, and those of the other."""
for _line in _PAIRS.strip().splitlines():
    _one, _other = (frozenset(side.split()) for side in _line.split("|"))
    for _word in _one:
        _SIDES[_word].append((_one, _other))
    for _word in _other:
        _SIDES[_word].append((_other, _one))

_BESIDE = 3  # content words on either side that tell what a word is said of
_MANY = 5  # sentences; of so many as evidence those are looked at that carry the text
_MONEY = r"(?: an?)? ?[$€£]? ?$"
_NEARLY = "(?: about| around| nearly| almost| just over| just under| more than)?"
_ABOVE = re.compile(rf"\b(?:(?<!no )(?:more|greater) than|over|above|at least|no (?:less|fewer) than){_MONEY}")
_BELOW = re.compile(rf"\b(?:(?<!no )(?:less|fewer) than|under|below|up to|at most|no more than|nearly|almost){_MONEY}")
# Not of ranges: "from 4 to 6". "Rose 4%" is "rose by 4%".
_TO = re.compile(rf"(?<!up)(?<!\d)(?<!%)(?<!illion) to{_NEARLY}{_MONEY}")
_BY = re.compile(
    rf"\b(?:by|up|down|ris(?:e|es|ing)|rose|risen|gr[eo]wn?|gain(?:s|ed)?|climbed|jumped|soared|surged|increased|added|"
    rf"f[ae]ll(?:s|en)?|dropped|declined|decreased|shrank|slumped|plunged|slid|lost|shed){_NEARLY}{_MONEY}"
)
Bounds = tuple[re.Pattern[str], re.Pattern[str]]
_LIMIT: Bounds = (_ABOVE, _BELOW)
_CHANGE: Bounds = (_TO, _BY)
"""Words before a number, and those that say the opposite of it."""
_REACH = 24  # characters before a number


def says_opposite(generated: TextAnalysis, numbers: Sequence[int], article: Article) -> bool:
    """Whether the text has the opposite of a word of its evidence, or the other bound of one of its numbers."""
    if article.tongue != "en":
        return False
    known = analysis_of(article)
    given = [known.sentence(number) for number in numbers]
    if any(_has_other_bound(generated, given, bounds) for bounds in (_LIMIT, _CHANGE)):
        return True
    if not any(_words(generated)):
        return False
    if len(given) <= _MANY:
        return _has_opposite_word(generated, given)
    parts = split_sentences(generated.index.text, article.tongue)
    for part in (TextAnalysis(generated.index.text[start:end], article.tongue) for start, end in parts):
        if any(_words(part)) and _has_opposite_word(
            part, [known.sentence(n) for n in supporting_sentences(part, article)]
        ):
            return True
    return False


def _has_opposite_word(generated: TextAnalysis, given: Sequence[TextAnalysis]) -> bool:
    """Whether the text has only one word of a pair, the evidence only the other, and both beside the same word."""
    own, stated = ({token.text for part in parts for token in part.index.tokens} for parts in ([generated], given))
    contexts = _contexts(given)
    for word, beside in _contexts([generated]).items():
        for same, other in _SIDES[word]:
            if stated.isdisjoint(same) and own.isdisjoint(other) and any(beside & contexts[place] for place in other):
                return True
    return False


def _contexts(analyses: Iterable[TextAnalysis]) -> defaultdict[str, set[str]]:
    """The stems of the words beside each word of the table, wherever it stands."""
    found = defaultdict[str, set[str]](set)
    for analysis in analyses:
        words = analysis.words
        for token in _words(analysis):
            before = bisect_right(words, token.start, key=lambda word: word.end)
            after = bisect_left(words, token.end, key=lambda word: word.start)
            beside = (*words[max(0, before - _BESIDE) : before], *words[after : after + _BESIDE])
            found[token.text].update(stem(word.text) for word in beside)
    return found


def _words(analysis: TextAnalysis) -> Iterator[Token]:
    """The words of the table, without those that are negated and those that are part of a bound."""
    negated = {word for scope in analysis.scopes if scope.kind != "hedge" for word in scope.stems}
    for token in analysis.index.tokens:
        is_bound = analysis.index.folded.startswith(" than", token.end)
        if token.text in _SIDES and not is_bound and stem(token.text) not in negated:
            yield token


def _has_other_bound(generated: TextAnalysis, given: Sequence[TextAnalysis], bounds: Bounds) -> bool:
    """Whether the evidence has a number of the text, and always with the opposite one of two bounds."""
    bounded = [(number, bound) for number in generated.numbers if (bound := _bound(number, generated, bounds))]
    stated: dict[float, set[tuple[str | None, re.Pattern[str] | None]]] = {number.value: set() for number, _ in bounded}
    for analysis in given if stated else ():
        for number in analysis.numbers:
            if number.value in stated:
                stated[number.value].add((number.unit, _bound(number, analysis, bounds)))
    return any(
        {other for unit, other in stated[number.value] if _agree(unit, number.unit)} == {*bounds} - {bound}
        for number, bound in bounded
    )


def _agree(one: str | None, other: str | None) -> bool:
    return one == other or None in (one, other)


def _bound(number: Number, analysis: TextAnalysis, bounds: Bounds) -> re.Pattern[str] | None:
    """The one of two bounds that a number has; None if it has neither. "By 2016" is no change."""
    if bounds is _CHANGE and number.unit is None:
        return None
    before = analysis.index.folded[max(0, number.start - _REACH) : number.start]
    return next((bound for bound in bounds if bound.search(before)), None)
