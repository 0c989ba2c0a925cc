"""Finds the sentences of the article that support a statement in other words."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from summarizer.article import Article, cached_per_article
from summarizer.evidence.analysis import TextAnalysis, analysis_of
from summarizer.evidence.stems import stem

_ENOUGH = 0.4  # share of a statement's weight that its sentences must have
_ENOUGH_AT_FIRST = 0.2  # share that the first of them must have
_WORTH_ADDING = 0.1  # share that a further sentence must add
_MOST = 3
_STRANGER = 0.5  # a word that the article does not have weighs more than its rarest
_NAMED, _NEXT_TO = 0.15, 0.08  # how much a sentence's being named, or next to one that is, is worth
_NAME = 1.5  # a name counts more than another word


class _Features(NamedTuple):
    """Which sentences (numbers from 1) have a feature, and how many sentences there are."""

    places: Mapping[str, Sequence[int]]
    sentences: int


def supporting_sentences(statement: str | TextAnalysis, article: Article, *, near: Sequence[int] = ()) -> list[int]:
    """Numbers (from 1) of the sentences that support the statement, three at most, in order; [] if there are none.

    A sentence is scored by its share of the statement's features: stems of content words, names and numbers, each
    weighted by its inverse document frequency over the article's sentences. The sentences `near` and their neighbours
    are preferred, for a small model often names the sentence before. A further sentence must add something. A statement
    in another language than the article's can't be scored: there the sentences `near` are returned.
    """
    if article.digest_tongue != article.tongue:
        return sorted({number for number in near if 1 <= number <= len(article.sentences)})
    features = _features_of(article)
    statement_analysis = TextAnalysis(statement, article.tongue) if isinstance(statement, str) else statement
    missing = _weights(statement_analysis, features)
    total = sum(missing.values())
    if not total:
        return []
    prior = _prior_weights(near, features.sentences)
    chosen: list[int] = []
    while missing and len(chosen) < _MOST:
        number, share = _best_sentence(missing, total, features, prior)
        if share < (_WORTH_ADDING if chosen else _ENOUGH_AT_FIRST):
            break
        chosen.append(number)
        missing = {feature: w for feature, w in missing.items() if number not in features.places.get(feature, ())}
    return sorted(chosen) if 1 - sum(missing.values()) / total >= _ENOUGH else []


def _best_sentence(
    missing: dict[str, float], total: float, features: _Features, prior: dict[int, float]
) -> tuple[int, float]:
    """The sentence with most of the missing features, and their share of the whole statement."""
    shares: dict[int, float] = {}
    for feature, weight in missing.items():
        for number in features.places.get(feature, ()):
            shares[number] = shares.get(number, 0.0) + weight / total
    best = max(sorted(shares), key=lambda number: shares[number] + prior.get(number, 0.0), default=0)
    return best, shares.get(best, 0.0)


def _prior_weights(near: Sequence[int], count: int) -> dict[int, float]:
    prior = {n + step: _NEXT_TO for n in near for step in (-1, 1) if 1 <= n + step <= count}
    return prior | dict.fromkeys(near, _NAMED)


def _weights(statement: TextAnalysis, features: _Features) -> dict[str, float]:
    names = {stem(token.text) for token in statement.words[1:] if token.capital}
    return {
        feature: math.log(1 + features.sentences / (len(features.places.get(feature, ())) or _STRANGER))
        * (_NAME if feature in names else 1)
        for feature in sorted(_features(statement))
    }


def _features(statement_analysis: TextAnalysis) -> frozenset[str]:
    return statement_analysis.stems | {str(number.value) for number in statement_analysis.numbers}


@cached_per_article
def _features_of(article: Article) -> _Features:
    known, places = analysis_of(article), dict[str, list[int]]()
    for number in range(1, len(article.sentences) + 1):
        for feature in _features(known.sentence(number)):
            places.setdefault(feature, []).append(number)
    return _Features(places, len(article.sentences))
