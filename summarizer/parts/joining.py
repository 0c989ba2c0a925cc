"""Merges what was found in the parts of an article. An item found in two parts is kept once, with both evidences."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from summarizer.article import Span
from summarizer.digest import Claim, Event
from summarizer.evidence.analysis import TextAnalysis
from summarizer.evidence.fold import fold
from summarizer.evidence.stems import stem
from summarizer.parts.cutting import Part

T = TypeVar("T")

_ENOUGH = 0.8  # of the stems of the shorter text, in both
_LEAST = 3  # stems of a text that can be compared
_MOST_ALIKE = 200  # items that share a telling stem, the last ones, with which another one is compared
_TELLING = 3  # stems, the longest, of which two texts that say the same share one


def to_article_offsets(value: T, part: Part) -> T:
    """A section's value with the offsets of its spans in the article. Lists, dicts and models are searched."""
    changed: Any = value
    if isinstance(value, Span):
        changed = part.to_article_span(value)
    elif isinstance(value, BaseModel):
        changed = value.model_copy(update={name: to_article_offsets(field, part) for name, field in value})
    elif isinstance(value, list):
        changed = [to_article_offsets(item, part) for item in value]
    elif isinstance(value, dict):
        changed = {name: to_article_offsets(item, part) for name, item in value.items()}
    return changed  # type: ignore[no-any-return]  # of the type of the value


def merge_values(section: str, values: Sequence[Any], language: str) -> Any:
    """Merge the values of a section for each part, in order: lists to one list, of other values the first is kept.

    Events of two parts are the same if their dates are equal and their words nearly so. Claims must also agree in
    speaker and certainty. Similar items of one part are not merged, for the model has listed them separately.
    """
    if not all(isinstance(value, list) for value in values):
        return values[0]
    comparison = _COMPARISONS.get(section)
    if comparison is None:
        return [item for value in values for item in value]
    kept: list[Any] = []
    parts: list[set[int]] = []  # that tell it
    words: list[_Words] = []
    places: dict[Hashable, list[int]] = {}
    for part, value in enumerate(values):
        for item in value:
            own, keys = _comparison_keys(comparison, item, language)
            alike = (n for key in keys for n in places.get(key, ())[-_MOST_ALIKE:])
            n = next((n for n in alike if part not in parts[n] and _is_same(own, words[n])), None)
            if n is None:
                n = len(kept)
                kept.append(item)
                parts.append(set())
                words.append(own)
                for key in keys:
                    places.setdefault(key, []).append(n)
            else:
                fuller, other = (item, kept[n]) if len(own.stems) > len(words[n].stems) else (kept[n], item)
                kept[n] = comparison.join(fuller, other)
                words[n] = max(words[n], own, key=lambda read: len(read.stems))
            parts[n].add(part)
    return kept


class _Comparison(NamedTuple):
    """How items of a section are compared and merged: `text` and `rest` must agree, `join` merges two items."""

    text: Callable[[Any], str]
    rest: Callable[[Any], Hashable | None]
    join: Callable[[Any, Any], Any]


class _Words(NamedTuple):
    """The stems of a text's content words, and of those with a capital."""

    stems: frozenset[str]
    names: frozenset[str]


def _comparison_keys(comparison: _Comparison, item: Any, language: str) -> tuple[_Words, list[Hashable]]:
    """The words of an item, and its lookup keys: an item that says the same shares at least one of them."""
    text, rest = comparison.text(item), comparison.rest(item)
    reading = TextAnalysis(text, language)
    words = _Words(reading.stems, frozenset(stem(token.text) for token in reading.words if token.capital))
    if rest is None or len(words.stems) < _LEAST:
        return words, []
    negations = tuple(sorted(scope.kind for scope in reading.scopes))
    numbers = frozenset(re.findall(r"\d+", text))
    telling = sorted(words.stems, key=lambda word: (-len(word), word))[:_TELLING]
    return words, [(rest, numbers, negations, word) for word in telling]


def _is_same(one: _Words, other: _Words) -> bool:
    """Whether the longer of two texts has the names and nearly all words of the other."""
    short, long = sorted((one, other), key=lambda words: len(words.stems))
    return len(short.stems & long.stems) >= _ENOUGH * len(short.stems) and short.names <= long.stems


def _claim_key(claim: Claim) -> Hashable | None:
    who = claim.speaker.person or fold(claim.speaker.name)
    return who, claim.certainty, claim.polarity, claim.status


def _merge_events(one: Event, other: Event) -> Event:
    people = list(dict.fromkeys([*one.people, *other.people]))
    return one.model_copy(update={"people": people, "evidence": _union_of_spans(one.evidence, other.evidence)})


def _merge_claims(one: Claim, other: Claim) -> Claim:
    both = {"evidence": _union_of_spans(one.evidence, other.evidence), "cues": _union_of_spans(one.cues, other.cues)}
    return one.model_copy(update={"quote": one.quote or other.quote, **both})


def _union_of_spans(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    return sorted({*one, *other}, key=lambda span: span.start)


_COMPARISONS = {
    "timeline": _Comparison(lambda event: event.what, lambda event: event.date, _merge_events),
    "claims": _Comparison(lambda claim: claim.statement, _claim_key, _merge_claims),
}
