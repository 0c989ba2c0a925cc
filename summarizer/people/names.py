"""The anatomy of personal names: a name as its parts, and whether two names can be one person's.

    >>> name = parse("Prime Minister Ursula von der Leyen (64)")
    >>> name.units
    (('ursula',), ('von', 'der', 'leyen'))
    >>> short_forms(name)
    {('von', 'der', 'leyen'): 0, ('leyen',): 0, ('ursula',): 1}

Words are compared by their key: without case and accents, so that "Étienne", "ÉTIENNE" and "Etienne" are one. Parts
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
from summarizer.people.words import APOSTROPHES, HYPHENS, UNSPACED, Word, joined, words

Keys = tuple[str, ...]

_CHARACTER = re.compile(f"[{UNSPACED}]")
_NICKNAME = re.compile(r"(?<=\s)(?:\"[^\"]*\"|“[^”]*”|‘[^’]*’|«[^»]*»|\([^)]*\)|\[[^\]]*\])")
_COMMON, _ENDING = BREAKS | LEADING | CALENDAR, BREAKS | CALENDAR  # words that begin no name, that end one
_FORMS_OF_ADDRESS = STYLES | HONORIFICS
_TITLES = TITLES | _FORMS_OF_ADDRESS
_MAX_NAME = 200  # characters; a longer "name" is none


class Name(NamedTuple):
    """A name taken apart. `start` and `end` count words: its own, without the title and with the suffix."""

    start: int
    end: int
    titles: Keys
    units: tuple[Keys, ...]
    suffix: str = ""

    @property
    def keys(self) -> Keys:
        """The keys of all units in order."""
        return tuple(key for unit in self.units for key in unit)


def runs(text: str, found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where capitalised words stand side by side, lower-case particles between them: (first, after the last) word."""
    i = 0
    while i < len(found):
        if not found[i].capital or (found[i].key in _COMMON and not _named(text, found, i)):
            i += 1
            continue
        j = i + 1
        while (after := _next(text, found, i, j)) is not None:
            j = after
        yield i, j
        i = j


def _named(text: str, found: Sequence[Word], i: int) -> bool:
    """Whether an ordinary word begins a name all the same: "AS Heagle", and "Will Smith" within a sentence."""
    initials = found[i].upper and i + 1 < len(found) and not found[i + 1].upper
    return bool((initials or (found[i].key == "will" and not found[i].first)) and _next(text, found, i, i + 1))


def _next(text: str, found: Sequence[Word], i: int, j: int) -> int | None:
    """Extend the run from `i` by the word at `j`, with up to three particles before it; None if it ends here."""
    for k in range(j, min(j + 4, len(found))):
        word, before = found[k], found[k - 1]
        if not joined(text, before, word):
            return None
        if word.capital:
            credited = word.key in LEADING and text.startswith(":", word.end)  # "Belle Image: Ann Lee"
            return None if credited or word.key in _ENDING else k + 1
        if text[before.end : word.start] in HYPHENS and j - i > 1 and not _compounds(word.key):
            return k + 1  # "Kim Jong-un"
        if word.key not in PARTICLES:
            return None
    return None


def _compounds(key: str) -> bool:
    """Whether the word after a hyphen makes a compound with the name before it: "Bruce Lee-style", "Joe Biden-led"."""
    return key in COMPOUNDS or (len(key) > 3 and key.endswith("ed")) or (len(key) > 6 and key.endswith("ing"))


def dissect(text: str, found: Sequence[Word], start: int, end: int) -> Name | None:
    """Cut the personal name from these words, off titles and an organisation before it; None for an organisation."""
    suffix = found[end - 1].key if end - start > 1 and found[end - 1].key in SUFFIXES else ""
    last = end - 1 if suffix else end
    if found[last - 1].key in ORGANISATIONS:
        return None
    portfolio = _portfolio(text, found, start, last)
    if portfolio:
        return Name(portfolio, end, ("minister",), _units(text, found, portfolio, last), suffix)
    first, titles = start, list[str]()
    for i in range(start, last - 1):
        begins = i == first and found[i].first and found[i].key in ROLE_NOUNS and last - i > 2  # "Defendant Bo Lee"
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


def _portfolio(text: str, found: Sequence[Word], start: int, end: int) -> int | None:
    """Where the name begins after what its bearer heads: "Minister of Trade and Industry Ann Lee"; None elsewhere."""
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
    units: list[Keys] = []
    attach = False
    for i in range(start, end):
        word = found[i]
        if i == start < end - 1 and word.upper and word.end - word.start == 2 and not found[i + 1].upper:
            units += [(letter,) for letter in word.key]  # "JK Rowling" is "J. K. Rowling"
            continue
        hyphenated = i > start and text[found[i - 1].end : word.start] in (*HYPHENS, *APOSTROPHES)
        if attach or hyphenated:
            units[-1] = (*units[-1], word.key)
        else:
            units.append((word.key,))
        attach = word.key in PARTICLES and i + 1 < end and (i > start or not word.capital)
    return tuple(units)


@lru_cache(maxsize=4096)  # each speaker is compared with each name of each person
def parse(text: str) -> Name | None:
    """Read a name as somebody wrote it ("Ms. Portman (42)", "the actress Natalie Portman"); None if it names nobody.

    "the actress", "a source", "the Thor star" and "Portman's lawyer" name nobody; "President Macron of France" names
    Macron, and "Secretary of State John Kerry" John Kerry. Nicknames in quotation marks and all in brackets are left
    out.
    """
    text = _NICKNAME.sub(" ", text.strip(' "“”«»')) if len(text) <= _MAX_NAME else ""
    found = [word._replace(first=False) for word in words(text)]
    before, titled = 0, False
    for start, end in runs(text, found):
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
    """List the shorter names that can stand for this one, best (0, by surname) to worst (1, by first name)."""
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


def compatible(a: Name, b: Name) -> bool:
    """Whether two names of two units or more can be one person's: one leaves out or shortens parts of the other.

    "John F. Kerry" goes with "John Kerry" and "J. Kerry", not with "John G. Kerry"; "Abe Shinzo" with "Shinzo Abe".
    """
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    x, y = sorted((a.units, b.units), key=len)
    if len(x) < 2:
        return False
    if sorted(a.keys) == sorted(b.keys) or a.keys == b.units[-1] or b.keys == a.units[-1]:
        return True  # also "Bin Salman", which looks like a first name and a surname
    if len(x) < len(y) and (_agree(x, y[: len(x)]) or _agree(x, y[-len(x) :])):
        return True
    middle_x, middle_y = x[1:-1], y[1:-1]
    return _agree((x[0], x[-1]), (y[0], y[-1])) and _agree(middle_x, middle_y[: len(middle_x)])


def _agree(x: tuple[Keys, ...], y: tuple[Keys, ...]) -> bool:
    """Whether the units are equal one by one, or one is the other's initial."""
    return len(x) == len(y) and all(
        a == b or (min(len(a[0]), len(b[0])) == 1 and a[0][0] == b[0][0]) for a, b in zip(x, y, strict=True)
    )


def slip(a: str, b: str, shortest: int) -> bool:
    """Whether two keys differ as by a slip of the pen: one letter, or two in a long word; never the first letter."""
    longest = max(len(a), len(b))
    allowed = 2 if longest >= 9 else 1
    if a == b or {a, b} == {min(a, b), f"{min(a, b)}а"}:
        return False  # "Иванов" and "Иванова" are two people, or two cases
    if min(len(a), len(b)) < shortest or longest > 40 or a[:1] != b[:1] or abs(len(a) - len(b)) > allowed:
        return False
    return _edits(a, b) <= allowed


def slipped(a: Name, b: Name, shortest: int = 4) -> bool:
    """Whether two full names differ in nothing but a slip in one word of `shortest` letters or more."""
    different = [(x, y) for x, y in zip(a.keys, b.keys, strict=False) if x != y]
    return len(a.keys) == len(b.keys) and len(different) == 1 and slip(*different[0], shortest)


def _edits(a: str, b: str) -> int:
    """Count insertions, deletions, replacements and swaps of neighbours (optimal string alignment distance)."""
    before, row = [], list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, above, row = row, before, [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y)))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], above[j - 2] + 1)
    return row[-1]
