"""Finds the capitalised names of a text, and looks up names in it, also as acronyms and demonyms.

In other languages than English a name may be inflected or be an adjective. There a common beginning of four letters is
enough.

>>> evidence = TextNames(Index("French officials and the World Health Organization met."))
>>> [evidence.has(word) for word in ("France", "WHO", "Spain")]
[True, True, False]
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from summarizer.evidence.fold import Index, Token, fold
from summarizer.evidence.stems import FUNCTION_WORDS

_MONTHS = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|"
    "october oct|november nov|december dec"
)
NOUNS_HAVE_CAPITALS = frozenset(["de"])
"""Languages in which a capital is no evidence for a name."""
MONTHS = {name: number for number, names in enumerate(_MONTHS.split("|"), 1) for name in names.split()}
WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_TITLES_LISTED = """
    mr mrs ms miss dr sir dame lord lady prof professor president vice prime minister senator sen rep congressman
    congresswoman judge justice king queen prince princess duke pope general gen colonel captain major sergeant
    lieutenant mayor governor gov chancellor secretary chairman chief executive director ceo spokesman spokeswoman
    spokesperson reverend rev saint st jr tv"""
_TITLES = frozenset(_TITLES_LISTED.split())
# Those that do not share their beginning: "Iraqi" and "Iraq" do.
_DEMONYMS_LISTED = (
    "france french|britain british briton uk|spain spanish|netherlands dutch holland|germany german|switzerland swiss|"
    "us usa america american|greece greek|denmark danish dane|poland polish|turkey turkish|ireland irish|wales welsh|"
    "china chinese|sweden swedish|norway norwegian|finland finnish|europe european eu|philippines filipino|"
    "thailand thai|scotland scottish scots|england english|ukraine ukrainian|portugal portuguese"
)
_DEMONYMS = [frozenset(names.split()) for names in _DEMONYMS_LISTED.split("|")]
_DEMONYMS_OF = {word: [pair for pair in _DEMONYMS if word in pair] for pair in _DEMONYMS for word in pair}
_ROOT = 4  # letters that the forms of a name have in common
_LETTERS = re.compile(r"[a-z]+(?=\d)")
_ACRONYM = re.compile(r"\b(?:[a-z]\.){2,}")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_ABBREVIATED = re.compile(r"[a-z], ([A-Z][a-z]{2,4})\.")
_ENDING = re.compile(r"[aeoy]?|[aeoy]?s|[ie]?ans?|[aeo]ns?|[aeo]?ese|ish|is?|ic")
_CAPITALISED = re.compile(r"\b[A-Z][\w'’]{0,60}+(?:[ -](?:(?:of|the|and|for|on|in|de) ){0,2}[A-Z][\w'’]{0,60}+)+")
_LONGEST_ACRONYM = 20  # characters
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•*] |')['(\[-]*$")


def names_in(index: Index) -> Iterator[tuple[Token, bool]]:
    """The words of a text that may be names, each with whether its capital is evidence for it.

    At the beginning of a sentence and in a title-case headline a capital is no evidence. Months, weekdays, titles and
    single letters are left out.
    """
    headline, shouting = _is_headline(index), index.text.isupper()
    for token in index.tokens:
        if not token.capital:
            continue
        word = _without_possessive(token.text)
        if len(word) < 2 or word in MONTHS or word in WEEKDAYS or word in _TITLES:
            continue
        written = index.original_text(token.start, token.end)
        # Capitals or digits within the word show a name anywhere: "NASA", "IE6".
        telling = not shouting and len(word) > 1 and (written.isupper() or any(c.isdecimal() for c in word))
        if telling or word not in FUNCTION_WORDS:
            yield token, telling or not (headline or shouting or _starts_sentence(token, index))


def _is_headline(index: Index) -> bool:
    """Whether all longer words have capitals."""
    longer = 0
    for token in index.tokens:
        if len(token.text) > 2 and token.text not in FUNCTION_WORDS:
            if not token.capital and not token.text[0].isdecimal():
                return False
            longer += 1
    return longer > 3


def _starts_sentence(token: Token, index: Index) -> bool:
    return _SENTENCE_START.search(index.folded[max(0, token.start - 6) : token.start]) is not None


def _without_possessive(word: str) -> str:
    """A name's word without the possessive 's: "portman's" is "portman"."""
    return word.removesuffix("s").removesuffix("'") if word.endswith(("'s", "'")) else word


class TextNames:
    """The names of a text, for lookup."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @cached_property
    def _words(self) -> set[str]:
        words = {_without_possessive(token.text) for token in self._index.tokens}
        words |= {word[: letters.end()] for word in words if (letters := _LETTERS.match(word))}  # "IE" of "IE6"
        words |= {found.replace(".", "") for found in _ACRONYM.findall(self._index.folded)}
        return words | {word.rpartition("'")[2] for word in words if "'" in word}  # "l'Allemagne"

    @cached_property
    def _beginnings(self) -> dict[str, list[str]]:
        beginnings: dict[str, list[str]] = {}
        for word in self._words:
            beginnings.setdefault(word[:_ROOT], []).append(word)
        return beginnings

    def has(self, name: str) -> bool:
        """Whether the text has this word of a name: itself, as a demonym ("French" for "France") or as an acronym."""
        word = _without_possessive(fold(name))
        return (
            word in self._words
            or word.removesuffix("s") in self._words
            or word in self._acronyms
            or any(
                not pair.isdisjoint(self._words) or not pair.isdisjoint(self._acronyms)
                for pair in _DEMONYMS_OF.get(word, ())
            )
            or (self._index.language != "en" and word[:_ROOT] in self._beginnings)
            or any(map(word.startswith, self._abbreviations))
            or any(_differ_by_ending(word, other) for other in self._beginnings.get(word[:_ROOT], ()))
        )

    @cached_property
    def _abbreviations(self) -> list[str]:
        """The abbreviated names of places behind others: "wis" of "La Crosse, Wis."."""
        return [word.lower() for word in _ABBREVIATED.findall(self._index.text)]

    @cached_property
    def possible_acronyms(self) -> frozenset[str]:
        """The words that may be acronyms, "US" for "U.S."."""
        words = re.findall(r"\w+", _undotted(self._index.text))
        return frozenset(word for word in words if 1 < len(word) <= _LONGEST_ACRONYM and word[0].isupper())

    def has_all(self, name: str) -> bool:
        """Whether the text has this whole name, verbatim."""
        folded = fold(name)
        return folded in self._index.folded and next(self._index.find(folded), None) is not None

    @cached_property
    def _acronyms(self) -> set[str]:
        """The acronyms of the runs of capitalised words, with and without their function words."""
        acronyms: set[str] = set()
        for match in _CAPITALISED.finditer(self._index.text):
            words = [word for word in re.split(r"[ -]", match.group()) if word != "The"]  # as at a sentence's beginning
            acronyms.add("".join(word[0] for word in words if word[0].isupper()).lower())
            acronyms.add("".join(word[0] for word in words).lower())
        return acronyms


def spelled_out(text: str, evidence: Iterable[TextNames]) -> set[str]:
    """The words of names of a text that its evidence has as an acronym: "U.S. Air Force" for "USAF"."""
    written = frozenset[str]().union(*(names.possible_acronyms for names in evidence))
    longest = max(map(len, written), default=0)
    found: set[str] = set()
    for match in _CAPITALISED.finditer(_undotted(text)):
        words = [word for word in re.split(r"[ -]", match.group()) if word[0].isupper() and word != "The"]
        for i in range(len(words)):
            initials = ""
            for j, word in enumerate(words[i : i + longest], i + 1):
                initials += word if word.isupper() else word[0]
                if j - i > 1 and initials in written:
                    found.update(map(fold, words[i:j]))
    return found


def _undotted(text: str) -> str:
    """The text with "US" for "U.S."."""
    return _DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), text)


def _differ_by_ending(word: str, other: str) -> bool:
    """Whether one is the other with an ending: "Indonesian" and "Indonesia", "Iraqis" and "Iraq", "Mexican"."""
    short, long = sorted((word, other), key=len)
    root = short.rstrip("aeoy")
    return len(root) >= 4 and long.startswith(root) and _ENDING.fullmatch(long[len(root) :]) is not None
