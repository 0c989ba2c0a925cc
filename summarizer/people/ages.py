"""Reads the age directly before or after a name."""

import re

from summarizer.people.vocabulary import BREAKS, LEADING, ROLE_ENDINGS, ROLE_NOUNS, SAYING
from summarizer.people.words import split_words

_END = r"(?=\s*(?:$|[;:)\n]|[.,](?!\d)|\byears?\b(?! ago| later| in)|\band\b|\blast\b|\bthis\b|\bnext\b|\bon\b))"
_YEARS = "(?:years old|Jahre|ans|años|anos|anni|jaar|лет|года?|عاما|عامًا|سنة|岁|歲|歳)"
_AGE_AFTER = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\s?[(（](?:aged?\s)?(\d{{1,3}})(?:\s?{_YEARS})?[)）]",
        r",?\saged?\s(\d{1,3})\b",
        rf",\s(\d{{1,3}})(?:\s{_YEARS})?(?=\s*(?:$|[;:)]|[.,](?!\d)))",
        rf"(?:,?\swho)?\s(?:is|turned|turns|has\sturned)\s(?:just\s|now\s|only\s)?(\d{{1,3}}){_END}",
    )
)
_AGE_BEFORE = re.compile(r"\b(\d{1,3})[-‐‑ ]years?[-‐‑ ]old\s((?:[^\s,.;:()]{1,30}\s){0,6})$")
_OLDEST = 120
_WINDOW = 120  # characters before a name that are looked at


def age_at(text: str, start: int, end: int) -> int | None:
    """The age directly before or after a name: "Portman (42)", "Barra, 51,", "the 42-year-old Portman", "who is 12"."""
    found = [match.group(1) for pattern in _AGE_AFTER if (match := pattern.match(text, end))]
    before = _AGE_BEFORE.search(text[max(0, start - _WINDOW) : start])
    if before:
        between = split_words(before.group(2))
        plain = not any(word.key in BREAKS | LEADING | SAYING for word in between)
        if plain and (not between or is_role_noun(between[-1].key)):
            found.append(before.group(1))
    return next((int(age) for age in found if 0 < int(age) <= _OLDEST), None)


def is_role_noun(key: str) -> bool:
    """Whether the word is a noun for a person's role: "actor", "secretary", "songwriter"."""
    return key in ROLE_NOUNS or key.endswith(ROLE_ENDINGS)
