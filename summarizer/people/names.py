"""The anatomy of personal names: a text as words, a name as its parts, and whether two names can be one person's.

    >>> name = parse("Prime Minister Ursula von der Leyen (64)")
    >>> name.units
    (('ursula',), ('von', 'der', 'leyen'))
    >>> short_forms(name)
    {('von', 'der', 'leyen'): 0, ('leyen',): 0, ('ursula',): 1}

Words are compared by their key: without case and accents, so that "Étienne", "ÉTIENNE" and "Etienne" are one. Parts
that a hyphen or an apostrophe joins are one unit of several keys; "Kim Jong-un" and "Kim Jong Un" have the same keys.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from summarizer.people.vocabulary import (
    ABBREVIATIONS,
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

Keys = tuple[str, ...]

# Scripts that are written without spaces give one word a character. Python's \w leaves out marks that belong to the
# letter before them: those of Latin, Hebrew, Arabic and Indic scripts.
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0dff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_](?:[^\W_{_UNSPACED}]|[{_MARKS}])*")
_CHARACTER = re.compile(f"[{_UNSPACED}]")
_LIGATURES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_HYPHENS = ("-", "‐", "‑")
_APOSTROPHES = ("'", "’", "ʼ")
_INSERTED = re.compile(r"\[[A-Z][^\]\n]{0,30}\] (?=[A-Z])")  # "Mayor [Mike] Rawlings": no part of what was said
_SPACE = re.compile(r"[^\S\n]{0,3}\n?[^\S\n]{0,3}")
_NICKNAME = re.compile(r"(?<=\s)(?:\"[^\"]*\"|“[^”]*”|‘[^’]*’|«[^»]*»|\([^)]*\)|\[[^\]]*\])")
_MAX_NAME = 200  # characters; a longer "name" is none


class Word(NamedTuple):
    """A word of a text. `first`: a sentence, line or quotation begins here, so that a capital letter says nothing."""

    start: int
    end: int
    key: str
    capital: bool
    upper: bool
    first: bool


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


def fold(text: str) -> str:
    """Return the text without case, accents and compatibility forms: what the spellings of one word share."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)) or text


def words(text: str) -> list[Word]:
    """List the words of a text in order; the s of a possessive ("Portman's") is none of them."""
    found: list[Word] = []
    inserted = {place for match in _INSERTED.finditer(text) for place in range(*match.span())}
    for match in _WORD.finditer(text):
        piece, start = match.group(), match.start()
        if start in inserted:
            continue
        gap = _INSERTED.sub("", text[found[-1].end : start + 1])[:-1] if found else "\n"
        if piece in ("s", "S") and gap in _APOSTROPHES:
            continue
        stop = gap.startswith(".") and found and found[-1].key not in ABBREVIATIONS and len(found[-1].key) > 1
        first = bool(stop) or any(c in '!?:;\n"“”«»()[]' for c in gap)
        capital = not piece[0].islower() and not piece[0].isdigit()
        found.append(Word(start, match.end(), fold(piece), capital, piece.isupper(), first))
    return _without_headline_verbs(text, found)


def _without_headline_verbs(text: str, found: list[Word]) -> list[Word]:
    """The words; in a headline with capitals ("Obama Slams Attack") what follows a name is not taken for a part of it.

    A part it would be if the rest of the text had it as a name, too.
    """
    lines = [match.span() for match in _LINE.finditer(text) if _has_capitals(match.group())]
    if not lines or lines[0] == (0, len(text)):
        return found

    def is_in_headline(word: Word) -> bool:
        return any(start <= word.start < end for start, end in lines)

    names = {word.key for word in found if word.capital and not word.first and not is_in_headline(word)}
    written = found[:1]
    for before, word in pairwise(found):
        named = before.key in names and before.key not in TITLES
        follows = (named or written[-1] != before) and joined(text, before, word)
        if follows and word.capital and word.key not in names and is_in_headline(word):
            word = word._replace(capital=False)
        written.append(word)
    for i in range(len(written) - 2):  # "Jury Finds Ann Lee": two words of which the text knows neither
        one, two, name = written[i : i + 3]
        strange = all(w.capital and w.key not in names | TITLES and is_in_headline(w) for w in (one, two))
        if strange and name.key in names and one.first and joined(text, one, two) and joined(text, two, name):
            written[i : i + 2] = [w._replace(capital=False) for w in (one, two)]
    return written


_LINE = re.compile(r"[^\n]+")


def _has_capitals(line: str) -> bool:
    """Whether all long words of the line have capitals, and they are more than a name."""
    long = re.findall(r"\b[^\W\d_]{4,}", line)
    return len(long) >= _HEADLINE and all(word[0].isupper() for word in long)


_HEADLINE = 5  # long words


def gap_between(text: str, a: Word, b: Word) -> str:
    """What stands between two neighbouring words, but for what an editor put in."""
    return _INSERTED.sub("", text[a.end : b.start + 1])[:-1]


def joined(text: str, a: Word, b: Word) -> bool:
    """Whether two neighbouring words can be neighbours within one name."""
    gap = gap_between(text, a, b)
    if b.key in SUFFIXES:
        gap = gap.removeprefix(",")
    if a.end - a.start == 1 or a.key in ABBREVIATIONS:
        gap = gap.removeprefix(".")
    return gap in _HYPHENS or gap in _APOSTROPHES or _SPACE.fullmatch(gap) is not None


def runs(text: str, found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where capitalised words stand side by side, lower-case particles between them: (first, after the last) word."""
    i = 0
    while i < len(found):
        if not found[i].capital or (found[i].key in BREAKS | LEADING | CALENDAR and not _named(text, found, i)):
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
            return None if credited or word.key in BREAKS | CALENDAR else k + 1
        if text[before.end : word.start] in _HYPHENS and j - i > 1 and not _compounds(word.key):
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
            or ((monsieur or found[i].key in STYLES | HONORIFICS) and i == first)
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
        hyphenated = i > start and text[found[i - 1].end : word.start] in (*_HYPHENS, *_APOSTROPHES)
        if attach or hyphenated:
            units[-1] = (*units[-1], word.key)
        else:
            units.append((word.key,))
        attach = word.key in PARTICLES and i + 1 < end and (i > start or not word.capital)
    return tuple(units)


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
        titled = all(word.key in TITLES | STYLES | HONORIFICS for word in found[start:end])
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
