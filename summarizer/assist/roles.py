"""Roles of persons and fictional characters, by the words beside a name.

Each function considers one occurrence of a name and the adjacent words only.
"""

import re
from collections.abc import Collection, Sequence

from summarizer.people.ages import is_role_noun
from summarizer.people.vocabulary import BREAKS, HEADS, LEADING, ORGANISATIONS, SAYING, TITLES
from summarizer.people.words import Word, gap_between, split_words

# Right after a name: ", spokesman for the military,", ", 34, a nurse."
_APPOSITION = re.compile(
    r"(?:\s?\(\d{1,3}\)|,\s(?:aged?\s)?\d{1,3})?,\s(?:(?:the|an?|his|her|their|its|now|then)\s)?"
    r"([^,.;:()\"“”\n]{3,120})(?=[,.;)\n]|$)"
)
_OF_A_BODY = re.compile(r"\s(?:of|at)\s(?:the\s)?(?:[A-Z][\w'’-]*\s(?:and\s)?)*[A-Z][\w'’-]*$")
_TAIL = frozenset({"of", "for", "at", "in", "from", "with", "on", "to", "and", "who", "whose"})
_LONGEST = 7  # maximum words of a role before a name
_WINDOW = 120  # characters before a name that are searched
_VERBS = frozenset(
    {
        "met", "saw", "sued", "got", "gave", "took", "made", "found", "led", "left", "won", "lost", "beat",
        "hit", "sent", "brought", "fought", "held", "kept", "sold", "sought", "caught", "bought", "shot",
        "paid", "put", "let", "ran", "knew", "thought", "wanted", "makes", "gives", "takes", "finds", "leads",
        "leaves", "wins", "loses", "beats", "sees", "meets", "shows", "showed", "joins", "becomes", "became",
        "features", "includes", "plays", "remains",
    }
)  # fmt: skip
"""Verbs before a role that have no verb ending, such as "-ed" or "-ing"."""

# Right before a name: "her performance as", "plays the part of the"
_PLAYED = re.compile(
    r"\b(?:(?:performance|role|part|turn|appearance|star(?:s|red|ring)?|cast)\sas|portray(?:s|ed|ing|al\sof)?|"
    r"play(?:s|ed|ing)?\sthe\s(?:role|part)\sof|the\s(?:voice|character)(?:\sof)?)\s(?:the\s)?$"
)
_IS_PLAYED = re.compile(r"\scharacter\b|,?\s(?:who\s(?:is|was)\s)?(?:played|portrayed|voiced)\sby\b")


def role_at(text: str, found: Sequence[Word], start: int, end: int, since: int = 0) -> tuple[int, int] | None:
    """Return the offsets of the role beside the name of the words `start` to `end`, or None if there is none.

    The role is before the name ("climate activist Camille Étienne", "Malaysia's Prime Minister, Najib Razak") or after
    it ("Fuad Basya, spokesman for the military, said"). `start`, `end` and `since` are indexes into `found`. Words
    before `since` are ignored. The result is in characters.
    """
    links = (" ", ", ") if end - start > 1 else (" ",)
    before = found[max(since, start - _LONGEST) : start]
    return _role_before(text, before, found[start], links) or _role_after(text, found[end - 1].end)


def _role_before(text: str, before: Sequence[Word], name: Word, links: tuple[str, ...]) -> tuple[int, int] | None:
    if not before or gap_between(text, before[-1], name) not in links:
        return None
    body = _OF_A_BODY.search(text[before[0].start : before[-1].end])  # "president of the European Commission Ann Lee"
    head = before
    if body:
        heads = [word for word in before if word.end <= before[0].start + body.start()]
        office = heads and heads[-1].key in HEADS and len(links) > 1  # "Minister of Defence Ann Lee"
        head = heads if office or before[-1].key in ORGANISATIONS else head
    if not head or not is_role_noun(head[-1].key):
        return None
    first = len(head) - 1
    while first > 0:
        if _belongs_to_role(text, head[first - 1], head[first]):
            first -= 1
        elif first > 1 and _are_one_office(head[first - 2 : first + 1], head[-1]):
            first -= 2
        else:
            break
    if first < len(head) - 1 and text[: head[first].start].endswith(" to "):
        first += 1  # "to witness city mayor Ann Lee"
    return head[first].start, before[-1].end


def _are_one_office(words: Sequence[Word], role: Word) -> bool:
    """Return whether three words belong to one office: "Bank of England governor", "Trade and Industry Minister"."""
    before, link, after = words
    office = role.key in ("minister", "secretary") and after.key not in TITLES and not before.first
    return before.capital and after.capital and (link.key == "of" or (link.key == "and" and office))


def _belongs_to_role(text: str, word: Word, after: Word) -> bool:
    """Return whether a word belongs to the noun phrase of a role: no verb, no function word, no number."""
    if text[word.end : after.start] not in (" ", "-", "/", "'s ", "’s "):
        return False
    if word.key in BREAKS | LEADING | SAYING | _VERBS | {"old", "year", "years"} or word.key.isdigit():
        return False
    return word.capital or not word.key.endswith(("ed", "ing", "ly"))


def _role_after(text: str, end: int) -> tuple[int, int] | None:
    match = _APPOSITION.match(text, end)
    if not match:
        return None
    phrase = split_words(match.group(1))
    if not phrase or phrase[0].key in BREAKS | LEADING | SAYING:
        return None
    head = next((i for i, word in enumerate(phrase) if word.key in _TAIL), len(phrase))
    plain = not any(word.key in BREAKS | SAYING | _VERBS for word in phrase[:head])
    return match.span(1) if head and plain and is_role_noun(phrase[head - 1].key) else None


def is_character(text: str, start: int, end: int) -> bool:
    """Return whether the context shows that a name is a fictional character's: "her performance as Nina Sayers".

    `start` and `end` are the name's offsets in characters.
    """
    if _IS_PLAYED.match(text, end):
        return True
    return bool(_PLAYED.search(text[max(0, start - _WINDOW) : start])) and not text.startswith(("'s", "’s"), end)


def is_role_supported(role: str, near: Collection[str]) -> bool:
    """Return whether all content words of a role are among the word keys `near`."""
    keys = {word.key for word in split_words(role)} - BREAKS - LEADING
    return bool(keys) and keys <= set(near)
