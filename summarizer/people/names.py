"""Parses personal names into their parts, and compares two names.

    >>> name = parse_name("Prime Minister Ursula von der Leyen (64)")
    >>> name.units
    (('ursula',), ('von', 'der', 'leyen'))
    >>> short_forms(name)
    {('von', 'der', 'leyen'): 0, ('leyen',): 0, ('ursula',): 1}

Words are compared by their key, which has no case and no accents: "Étienne", "ÉTIENNE" and "Etienne" are equal. Parts
that a hyphen or an apostrophe joins are one unit of several keys; "Kim Jong-un" and "Kim Jong Un" have the same keys.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.people.vocabulary import (
    BREAKS,
    CALENDAR,
    COMPOUNDS,
    GERMAN_ROLES,
    HEADS,
    HONORIFICS,
    LEADING,
    ORGANISATIONS,
    PARTICLES,
    PATRONYMICS,
    ROLE_NOUNS,
    STYLES,
    SUFFIXES,
    TITLES,
)
from summarizer.people.words import APOSTROPHES, HYPHENS, UNSPACED, Word, can_join, split_words

Keys = tuple[str, ...]

_CHARACTER = re.compile(f"[{UNSPACED}]")
_NICKNAME = re.compile(r"(?<=\s)(?:\"[^\"]*\"|“[^”]*”|‘[^’]*’|«[^»]*»|\([^)]*\)|\[[^\]]*\])")
_NICKNAMED = (' "', " “")  # 'Defender Bo "Rocky" Lee'
_COMMON, _ENDING = BREAKS | LEADING | CALENDAR, BREAKS | CALENDAR  # words that begin no name, that end one
_FORMS_OF_ADDRESS = STYLES | HONORIFICS
_TITLES = TITLES | _FORMS_OF_ADDRESS
_MAX_NAME = 200  # characters; a longer "name" is none


class Name(NamedTuple):
    """A parsed name. `start` and `end` are word positions, without the titles and with the suffix."""

    start: int
    end: int
    titles: Keys
    units: tuple[Keys, ...]
    suffix: str = ""

    @property
    def keys(self) -> Keys:
        """The keys of all units in order."""
        return tuple(key for unit in self.units for key in unit)


def capitalised_runs(text: str, found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Runs of adjacent capitalised words, with particles between them, as (first word, word after the last)."""
    i = 0
    while i < len(found):
        if not found[i].capital or (found[i].key in _COMMON and not _begins_name(text, found, i)):
            i += 1
            continue
        j = i + 1
        while (after := _extend_run(text, found, i, j)) is not None:
            j = after
        yield i, j
        i = j


def _begins_name(text: str, found: Sequence[Word], i: int) -> bool:
    """Whether a word that is usually no name begins one here: "AS Heagle", and "Will Smith" within a sentence."""
    initials = found[i].upper and i + 1 < len(found) and not found[i + 1].upper
    return bool((initials or (found[i].key == "will" and not found[i].first)) and _extend_run(text, found, i, i + 1))


def _extend_run(text: str, found: Sequence[Word], i: int, j: int) -> int | None:
    """Extend the run from `i` by the word at `j`, with up to three particles before it; None if it ends here."""
    for k in range(j, min(j + 4, len(found))):
        word, before = found[k], found[k - 1]
        if not can_join(text, before, word):
            return None
        if word.capital:
            credited = word.key in LEADING and text.startswith(":", word.end)  # "Belle Image: Ann Lee"
            return None if credited or word.key in _ENDING else k + 1
        if text[before.end : word.start] in HYPHENS and j - i > 1 and not _makes_compound(word.key):
            return k + 1  # "Kim Jong-un"
        if word.key not in PARTICLES:
            return None
    return None


def _makes_compound(key: str) -> bool:
    """Whether the word after a hyphen makes a compound with the name before it: "Bruce Lee-style", "Joe Biden-led"."""
    return key in COMPOUNDS or (len(key) > 3 and key.endswith("ed")) or (len(key) > 6 and key.endswith("ing"))


def dissect(text: str, found: Sequence[Word], start: int, end: int) -> Name | None:
    """Parse the personal name in these words, without titles or an organisation before it; None for an organisation."""
    suffix = found[end - 1].key if end - start > 1 and found[end - 1].key in SUFFIXES else ""
    last = end - 1 if suffix else end
    if found[last - 1].key in ORGANISATIONS:
        return None
    portfolio = _start_after_portfolio(text, found, start, last)
    if portfolio:
        return Name(portfolio, end, ("minister",), _units(text, found, portfolio, last), suffix)
    first, titles = start, list[str]()
    for i in range(start, last - 1):
        begins = i == first and found[i].first and found[i].key in ROLE_NOUNS  # "Defendant Bo Lee"
        begins = begins and (last - i > 2 or text.startswith(_NICKNAMED, found[last - 1].end))
        monsieur = found[i].key == "m" and last - i == 2  # "M. Dupont"; of "M. Night Shyamalan" it is an initial
        if (
            found[i].key in TITLES
            or begins
            or found[i].key.endswith(GERMAN_ROLES)
            or ((monsieur or found[i].key in _FORMS_OF_ADDRESS) and i == first)
        ):
            first, titles = i + 1, [*titles, found[i].key]
        elif found[i].key in ORGANISATIONS and last - i > 2:
            first = i + 1
        elif i == first and last - i > 2 and found[i].upper and found[i].end - found[i].start > 1:
            first = i + 1  # the acronym in "FBI agent" or "GM's", but not in "AS Heagle"
    return Name(first, end, tuple(titles), _units(text, found, first, last), suffix)


def _start_after_portfolio(text: str, found: Sequence[Word], start: int, end: int) -> int | None:
    """Start of the name after an office: "Minister of Trade and Industry Ann Lee". None if there is no such office."""
    i = start - 1
    while i > 0 and start - i <= _LONGEST_PORTFOLIO and (found[i].capital or found[i].key == "and"):
        if text[found[i].end : found[i + 1].start] != " ":
            return None
        i -= 1
    if i < 1 or found[i].key != "of" or found[i - 1].key not in HEADS:
        return None
    return next((k for k in range(start + 1, end) if len(_units(text, found, k, end)) == _FULL_NAME), None)


_LONGEST_PORTFOLIO = 6  # words
_FULL_NAME = 2  # units


def _units(text: str, found: Sequence[Word], start: int, end: int) -> tuple[Keys, ...]:
    units: list[list[str]] = []
    attach = False
    for i in range(start, end):
        word = found[i]
        if i == start < end - 1 and word.upper and word.end - word.start == 2 and not found[i + 1].upper:
            units += [[letter] for letter in word.key]  # "JK Rowling" is "J. K. Rowling"
            continue
        hyphenated = i > start and text[found[i - 1].end : word.start] in (*HYPHENS, *APOSTROPHES)
        if attach or hyphenated:
            units[-1].append(word.key)
        else:
            units.append([word.key])
        attach = word.key in PARTICLES and i + 1 < end and (i > start or not word.capital)
    return tuple(map(tuple, units))


@lru_cache(maxsize=4096)  # each speaker is compared with each name of each person
def parse_name(text: str) -> Name | None:
    """Parse a name in free form ("Ms. Portman (42)", "the actress Natalie Portman"); None if it names no person.

    "the actress", "a source", "the Thor star" and "Portman's lawyer" give None. "President Macron of France" gives
    Macron, and "Secretary of State John Kerry" gives John Kerry. Nicknames in quotation marks and anything in brackets
    are left out.
    """
    text = _NICKNAME.sub(" ", text.strip(' "“”«»')) if len(text) <= _MAX_NAME else ""
    found = [word._replace(first=False) for word in split_words(text)]
    before, titled = 0, False
    for start, end in capitalised_runs(text, found):
        lead, rest = {word.key for word in found[before:start]}, text[found[end - 1].end :]
        if lead & BREAKS - {"the", "a", "an"} and not (titled and lead == {"of"}):
            return None  # "a lawyer for Natalie Portman"
        if lead & {"the", "a", "an"} and rest.strip() in ROLE_NOUNS:
            return None
        titled = all(word.key in _TITLES for word in found[start:end])
        if not rest.startswith(("'s ", "’s ")) and not (titled and re.match(r"\s+\w", rest)):
            name = dissect(text, found, start, end)
            if name and len(name.units) == 1 and ("of" in lead or (rest.startswith(" of ") and not name.titles)):
                return None  # "Prince of Wales", "Bank of America"
            return name
        before = end
    return None


def short_forms(name: Name) -> dict[Keys, int]:
    """The shorter names that can stand for this one, with their rank: 0 for the surname, 1 for the first name."""
    units, forms = name.units, dict[Keys, int]()
    if all(_CHARACTER.fullmatch(key) for key in name.keys):
        # One unit a character. The family name of a Japanese name of four is its first two; Chinese ones go in full.
        return {name.keys[:2]: 0} if len(name.keys) == 4 else {}
    for start in range(1, len(units)):
        forms[tuple(key for unit in units[start:] for key in unit)] = 0
    if len(units) > 1:
        last = units[-1]
        bare = next((k for k, key in enumerate(last[:-1]) if key not in PARTICLES - PATRONYMICS), len(last) - 1)
        forms.setdefault(last[bare:], 0)
        if len(units[0][0]) > 1:
            forms.setdefault(units[0], 1)
    return forms


def are_compatible(a: Name, b: Name) -> bool:
    """Whether two names of two units or more can belong to one person: one omits or abbreviates parts of the other.

    "John F. Kerry" goes with "John Kerry" and "J. Kerry", not with "John G. Kerry"; "Abe Shinzo" with "Shinzo Abe".
    """
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    x, y = sorted((a.units, b.units), key=len)
    if len(x) < 2:
        return False
    if sorted(a.keys) == sorted(b.keys) or a.keys == b.units[-1] or b.keys == a.units[-1]:
        return True  # also "Bin Salman", which looks like a first name and a surname
    if len(x) < len(y) and (_units_agree(x, y[: len(x)]) or _units_agree(x, y[-len(x) :])):
        return True
    middle_x, middle_y = x[1:-1], y[1:-1]
    return _units_agree((x[0], x[-1]), (y[0], y[-1])) and _units_agree(middle_x, middle_y[: len(middle_x)])


def _units_agree(x: tuple[Keys, ...], y: tuple[Keys, ...]) -> bool:
    """Whether each unit equals its counterpart or is its initial."""
    return len(x) == len(y) and all(
        a == b or (min(len(a[0]), len(b[0])) == 1 and a[0][0] == b[0][0]) for a, b in zip(x, y, strict=True)
    )


def is_typo(a: str, b: str, shortest: int) -> bool:
    """Whether two keys differ by a typo: one letter, or two in a long word, but not the first letter."""
    longest = max(len(a), len(b))
    allowed = 2 if longest >= 9 else 1
    if a == b or {a, b} == {min(a, b), f"{min(a, b)}а"}:
        return False  # "Иванов" and "Иванова" are two people, or two cases
    if min(len(a), len(b)) < shortest or longest > 40 or a[:1] != b[:1] or abs(len(a) - len(b)) > allowed:
        return False
    return _edit_distance(a, b) <= allowed


def differ_by_typo(a: Name, b: Name, shortest: int = 4) -> bool:
    """Whether two full names differ only by a typo in one word of `shortest` letters or more."""
    different = [(x, y) for x, y in zip(a.keys, b.keys, strict=False) if x != y]
    return len(a.keys) == len(b.keys) and len(different) == 1 and is_typo(*different[0], shortest)


def _edit_distance(a: str, b: str) -> int:
    """Count insertions, deletions, replacements and swaps of neighbours (optimal string alignment distance)."""
    before, row = [], list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, above, row = row, before, [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y)))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], above[j - 2] + 1)
    return row[-1]
