"""Finds the occurrences of names in an article, and their owner where two persons share a name.

A form is a name as a sequence of word keys. `find_occurrences` looks up all forms of all persons in one pass over the
words, the longest form first. A surname that two persons share belongs to the one for whom alone it is listed. Else it
belongs to the one named last by a form that only that person has. If both are named in the same sentence, or neither
before, it belongs to nobody.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from summarizer.article import Article
from summarizer.people.inflection import restore_base_forms
from summarizer.people.names import Keys
from summarizer.people.vocabulary import (
    BREAKS,
    CALENDAR,
    DATE_NAMES,
    GERMAN_ROLES,
    HONORIFICS,
    LEADING,
    NAMESAKES,
    ORGANISATIONS,
    PARTICLES,
    ROLE_NOUNS,
    SAYING,
    STYLES,
    SUFFIXES,
    TITLES,
)
from summarizer.people.words import Word, can_join

FULL, LISTED, SURNAME, FIRST_NAME = -2, -1, 0, 1
"""How well a form names its owner; `LISTED` is a surname that is listed as a name of its owner. Where a form fits
several, the better one's it is."""

Owners = Mapping[int, int]
"""Owner -> FULL, LISTED, SURNAME or FIRST_NAME."""

_CHARACTERS = re.compile("[\u3400-\u9fff]{2}")
_QUOTED = (' "', '" ', " “", "” ", " ‘", "’ ", " '", "' ", " (", ") ")
_SMALL, _COMMON, _TITLES = PARTICLES | SUFFIXES, LEADING | BREAKS, TITLES | STYLES
_AFTER_NAMES = _COMMON | CALENDAR | SAYING | ORGANISATIONS
_BEFORE_NAMES = _TITLES | HONORIFICS | ROLE_NOUNS | _COMMON | CALENDAR | ORGANISATIONS
_BEFORE_PLACES = frozenset({"in", "to", "from", "near", "at", "across", "outside"})
_BEFORE_DATES = frozenset(
    {"in", "last", "next", "this", "early", "late", "mid", "until", "since", "by", "of", "during", "from", "between"}
)


class Occurrence(NamedTuple):
    """An occurrence of a name: from word `start` up to word `end`. `is_full` if it is the whole name.

    `inflected` if it is not in its base form: "Wellers", "Климовым".
    """

    start: int
    end: int
    owner: int
    is_full: bool
    inflected: bool = False


def find_occurrences(article: Article, found: Sequence[Word], forms: Mapping[Keys, Owners]) -> list[Occurrence]:
    """All occurrences of the forms, in order and without overlaps, with their owner."""
    text = article.text
    written, found = found, restore_base_forms(found, {key for keys in forms for key in keys}, article.tongue)
    lengths: dict[str, list[int]] = {}  # of the forms that begin with a word, the longest first
    for head, length in sorted({(keys[0], len(keys)) for keys in forms}, key=lambda one: -one[1]):
        lengths.setdefault(head, []).append(length)
    ordinary = {word.key for word in found if not word.capital}
    sentences = [sentence.start for sentence in article.sentences]
    latest: dict[int, int] = {}  # owner -> the word where a form of his own stood last
    places: list[Occurrence] = []
    i = 0
    while i < len(found):
        known = (tuple(word.key for word in found[i : i + length]) for length in lengths.get(found[i].key, ()))
        keys = next((keys for keys in known if keys in forms and form_stands_at(text, found, i, keys)), ())
        if not keys:
            i += 1
            continue
        end = i + len(keys)
        best = min(forms[keys].values())
        owners = [owner for owner, rank in forms[keys].items() if rank == best]
        if best == FULL or _is_single_name(text, found, i, end, best, ordinary):
            owner = owners[0] if len(owners) == 1 else None
            if owner is None and not _begins_other_name(text, found, end):
                owner = _last_named_owner(owners, latest, found, sentences)
            if owner is not None:
                inflected = any(written[n].key != found[n].key for n in range(i, end))
                places.append(Occurrence(i, end, owner, best == FULL, inflected))
            if len(owners) == 1:
                latest[owners[0]] = i
        i = end
    return places


def form_stands_at(text: str, found: Sequence[Word], i: int, keys: Keys) -> bool:
    """Whether this form occurs at word `i` and is written like a name: capitalised, its words adjacent."""
    if i + len(keys) > len(found):
        return False
    for k, key in enumerate(keys):
        word = found[i + k]
        if word.key != key:
            return False
        gap = text[found[i + k - 1].end : word.start] if k else ""
        if k and not can_join(text, found[i + k - 1], word) and gap not in _QUOTED:
            return False
        small = key in _SMALL and len(keys) > 1  # "le" alone is an article
        if not word.capital and not small and not (k and gap and gap in "-‐‑'’ʼ"):
            return False
    return True


def _begins_other_name(text: str, found: Sequence[Word], end: int) -> bool:
    """Whether a capitalised word follows: the "Hale" of "the Hale Brothers" is neither of them."""
    return end < len(found) and found[end].capital and text[found[end - 1].end : found[end].start] == " "


def _last_named_owner(
    owners: list[int], latest: dict[int, int], found: Sequence[Word], sentences: list[int]
) -> int | None:
    """The owner named last; None if another owner was named in that same sentence."""
    before = sorted((latest[owner], owner) for owner in owners if owner in latest)
    if not before:
        return None
    where = [bisect_right(sentences, found[word].start) for word, _ in before[-2:]]
    return None if len(where) == 2 and where[0] == where[1] else before[-1][1]


def _is_single_name(text: str, found: Sequence[Word], i: int, end: int, rank: int, ordinary: set[str]) -> bool:
    """Whether a name of one part occurs by itself and as a name: not "Chelsea Clinton", "in May", "Will it rain"."""
    word = found[i]
    after = found[end] if end < len(found) and can_join(text, found[end - 1], found[end]) else None
    before = found[i - 1] if i and can_join(text, found[i - 1], word) else None
    if end - i == 1 and not (after and after.key in SAYING):
        if word.key in _COMMON:
            return False
        quoted = text[max(0, word.start - 1) : word.start] + text[word.end : word.end + 1] in ('""', "“”", "‘’")
        if word.first and word.key in ordinary and not quoted and text[word.end : word.end + 2] not in ("'s", "’s"):
            return False
        if word.key in NAMESAKES and before and before.key in _BEFORE_PLACES:
            return False
        if word.key in DATE_NAMES and _is_in_date(before, after):
            return False
    if after and after.capital and text[found[end - 1].end : after.start] == " ":
        cased = text[after.start].lower() != text[after.start].upper()
        if rank == FIRST_NAME and cased and after.key not in _AFTER_NAMES:
            return False
        if word.key in _TITLES:
            return False
    if _is_within_characters(text, word):
        return False
    return before is None or not _is_given_name_of_another(text, before, word, ordinary)


def _is_within_characters(text: str, word: Word) -> bool:
    """Whether a name in Chinese characters follows another such character, so that it may be a part of another word."""
    return bool(_CHARACTERS.fullmatch(text[max(0, word.start - 1) : word.end]))


def _is_in_date(before: Word | None, after: Word | None) -> bool:
    preposed = before is not None and (before.key in _BEFORE_DATES or before.key.isdigit())
    return preposed or (after is not None and after.key[0].isdigit())


def _is_given_name_of_another(text: str, before: Word, word: Word, ordinary: set[str]) -> bool:
    """Whether the word before a surname looks like another person's given name."""
    if text[before.start].lower() == text[before.start].upper():
        return False  # a script without capitals
    if before.first and "а" <= before.key <= "я":
        return False  # one letter is a preposition in Russian; an initial has a full stop
    if not before.capital or text[before.end : word.start] != " " or (before.upper and len(before.key) > 1):
        return False
    if before.key in _BEFORE_NAMES:
        return False
    return not (before.first and before.key in ordinary) and not before.key.endswith(GERMAN_ROLES)
