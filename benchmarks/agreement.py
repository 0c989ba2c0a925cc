"""Whether names, dates and texts agree: what `benchmarks/score.py` counts as the same."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any

Record = dict[str, Any]  # a JSON object: a person or another item of a digest, or of annotations

HONORIFIC = re.compile(
    "mr|mrs|ms|dr|prof|professor|sir|lord|lady|king|queen|prince|princess|president|chancellor|prime|minister|"
    "secretary|senator|governor|mayor|judge|justice|general|colonel|captain"
)
CAPITALISED = re.compile(r"\b[A-Z][-\w'’]+")
DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def words(text: str) -> list[str]:
    """Lower-case words of ASCII letters and digits, accents taken off."""
    letters = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.findall("[a-z0-9]+", "".join(letters).casefold())


def name_words(name: str) -> list[str]:
    """Words of a name without honorifics and possessive s."""
    return [word for word in words(re.sub(r"['’]s\b", "", name)) if not HONORIFIC.fullmatch(word)]


def names_of(person: Record) -> list[str]:
    """Name and aliases."""
    return [person["name"], *(person.get("aliases") or [])]


def same_person(one: str, other: str) -> bool:
    """Names agree that are equal, share two words, or of which one is the last word of the other."""
    a, b = name_words(one), name_words(other)
    shared = set(a) & set(b)
    last = a[-1:] == b or b[-1:] == a
    # A short name may repeat a word that a longer one has once: "Duran Duran".
    part = min(len(a), len(b)) > 1 and shared in (set(a), set(b))
    return bool(shared) and (a == b or last or len(shared) > 1 or part)


def ends(value: str | None) -> list[str]:
    """Day, month or year of a date, both of a range or the annotators' "[2001..2003]"; no times, no qualifiers."""
    plain = re.sub(r"[~?%]", "", (value or "").strip().strip("[]")).replace("..", "/")
    return [part for part in re.sub(r"T\S*", "", plain).split("/") if DATE.fullmatch(part)]


def same_date(one: str | None, other: str | None) -> bool:
    """Equal, or a date within a range that is told no more finely."""
    date, period = sorted((ends(one), ends(other)), key=len)
    if len(date) != 1 or len(period) < 2:
        return bool(date) and date == period
    day, first, last = date[0], period[0], period[-1]
    # "~" comes after every digit and hyphen: a range that ends in 2015 holds 2015-06-01.
    return len(day) >= len(first) and first <= day <= last[: len(day)] + "~"


def texts_of(item: Record) -> tuple[str, list[str]]:
    """What an event, a claim or a key point says, and the words of its evidence."""
    given = [word for span in item.get("evidence") or [] for word in words(span["text"])]
    return item.get("what") or item.get("statement") or item.get("text") or "", given


def fits(item: Record, people: list[Record]) -> bool:
    """Whether its numbers, capitalised names (people by any name) and longer words stand in its evidence."""
    said, given = texts_of(item)
    digits = re.findall("[0-9]+", " ".join(given))
    named = set(given).union(*(name_words(name) for person in people for name in names_of(person)))
    names = [word for name in CAPITALISED.findall(said.partition(" ")[2]) for word in name_words(name)]
    stems = {word[:5] for word in given}
    longer = [word[:5] in stems for word in words(said) if len(word) > 3]
    numbers = set(re.findall("[0-9]+", said))
    return numbers.issubset(digits) and named.issuperset(names) and sum(longer) >= len(longer) / 2 > 0


def copied(item: Record) -> bool:
    """Whether the item repeats nine tenths of its evidence's words in order; without evidence, it does."""
    text, given = texts_of(item)
    said = words(text)
    same = sum(block.size for block in SequenceMatcher(None, said, given, autojunk=False).get_matching_blocks())
    return bool(said) and same >= 0.9 * len(given)
