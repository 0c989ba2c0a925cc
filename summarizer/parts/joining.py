"""What was found in the parts of an article, put together: what two parts tell is told once, with both evidences."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from summarizer.article import Span
from summarizer.digest import Claim, Event
from summarizer.evidence.fold import fold
from summarizer.evidence.reading import Reading
from summarizer.evidence.stems import stem
from summarizer.parts.cutting import Part

T = TypeVar("T")

_ENOUGH = 0.8  # of the stems of the shorter text, in both
_LEAST = 3  # stems of a text that can be compared
_TELLING = 3  # stems, the longest, of which two texts that say the same share one


def moved(value: T, part: Part) -> T:
    """A section's value, its spans where they stand in the whole article; lists, dicts and models are looked into."""
    changed: Any = value
    if isinstance(value, Span):
        changed = part.in_whole(value)
    elif isinstance(value, BaseModel):
        changed = value.model_copy(update={name: moved(field, part) for name, field in value})
    elif isinstance(value, list):
        changed = [moved(item, part) for item in value]
    elif isinstance(value, dict):
        changed = {name: moved(item, part) for name, item in value.items()}
    return changed  # type: ignore[no-any-return]  # of the type of the value


def joined(section: str, values: Sequence[Any], language: str) -> Any:
    """What a section found in each part, in order, as one value: of lists one list, of other values the first.

    Two parts tell the same event where its date is the same and the words nearly are, and the same claim where its
    speaker and its certainty are. What a part tells twice stays so: a model has told it apart.
    """
    if not all(isinstance(value, list) for value in values):
        return values[0]
    told = _TOLD.get(section)
    if told is None:
        return [item for value in values for item in value]
    kept: list[Any] = []
    parts: list[set[int]] = []  # that tell it
    words: list[_Words] = []
    places: dict[Hashable, list[int]] = {}
    for part, value in enumerate(values):
        for item in value:
            own, keys = _read(told, item, language)
            found = (n for key in keys for n in places.get(key, ()) if part not in parts[n] and _is_same(own, words[n]))
            n = next(found, None)
            if n is None:
                n = len(kept)
                kept.append(item)
                parts.append(set())
                words.append(own)
                for key in keys:
                    places.setdefault(key, []).append(n)
            else:
                fuller, other = (item, kept[n]) if len(own.stems) > len(words[n].stems) else (kept[n], item)
                kept[n] = told.join(fuller, other)
                words[n] = max(words[n], own, key=lambda read: len(read.stems))
            parts[n].add(part)
    return kept


class _Told(NamedTuple):
    """How items of a section are compared: their text, what else has to be equal, and one made of two."""

    text: Callable[[Any], str]
    rest: Callable[[Any], Hashable | None]
    join: Callable[[Any, Any], Any]


class _Words(NamedTuple):
    """The stems of a text's content words, and of those with a capital."""

    stems: frozenset[str]
    names: frozenset[str]


def _read(told: _Told, item: Any, language: str) -> tuple[_Words, list[Hashable]]:
    """The words of an item, and what one that tells the same shares with it: one of these at the least."""
    text, rest = told.text(item), told.rest(item)
    reading = Reading(text, language)
    words = _Words(reading.stems, frozenset(stem(token.text) for token in reading.words if token.capital))
    if rest is None or len(words.stems) < _LEAST:
        return words, []
    negations = tuple(sorted(scope.kind for scope in reading.scopes))
    numbers = frozenset(re.findall(r"\d+", text))
    telling = sorted(words.stems, key=lambda word: (-len(word), word))[:_TELLING]
    return words, [(rest, numbers, negations, word) for word in telling]


def _is_same(one: _Words, other: _Words) -> bool:
    """Whether the fuller of two texts says what the other does: it has its names and nearly all its words."""
    short, long = sorted((one, other), key=lambda words: len(words.stems))
    return len(short.stems & long.stems) >= _ENOUGH * len(short.stems) and short.names <= long.stems


def _of_claim(claim: Claim) -> Hashable | None:
    who = claim.speaker.person or fold(claim.speaker.name)
    return who, claim.certainty, claim.polarity, claim.status


def _one_event(one: Event, other: Event) -> Event:
    people = list(dict.fromkeys([*one.people, *other.people]))
    return one.model_copy(update={"people": people, "evidence": _both(one.evidence, other.evidence)})


def _one_claim(one: Claim, other: Claim) -> Claim:
    both = {"evidence": _both(one.evidence, other.evidence), "cues": _both(one.cues, other.cues)}
    return one.model_copy(update={"quote": one.quote or other.quote, **both})


def _both(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    return sorted({*one, *other}, key=lambda span: span.start)


_TOLD = {
    "timeline": _Told(lambda event: event.what, lambda event: event.date, _one_event),
    "claims": _Told(lambda claim: claim.statement, _of_claim, _one_claim),
}
