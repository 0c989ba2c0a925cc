"""Who may be a person in an article, by plain rules: help for a model, so rather one too many than one too few.

A name of two parts and more is a candidate unless it ends like an organisation or always stands like a place ("in Hong
Kong", "the United States"). A name of one part needs words beside it that only a person has: a title or role, an age,
a verb of saying.
"""

from bisect import bisect_right
from collections.abc import Sequence

from summarizer.article import Article
from summarizer.assist.entities import Judge
from summarizer.assist.roles import role_at
from summarizer.people.ages import age_at, is_role
from summarizer.people.names import Keys, Name, compatible, dissect, runs, short_forms, slipped
from summarizer.people.register import register_of
from summarizer.people.vocabulary import NUMBERS, ORGANISATIONS, PLACES, SAYING, STYLES, THINGS
from summarizer.people.words import Word, joined

_BEFORE_PLACES = frozenset({"in", "at", "near", "across", "throughout", "inside", "outside", "the"})
_DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "new", "united"}
)
_MOST_UNITS = 4


def candidates(article: Article) -> list[tuple[str, int]]:
    """List likely persons in order, once each by their fullest name, with the first sentence that names them."""
    text, found = article.text, register_of(article).words
    names = [name for span in runs(text, found) if (name := dissect(text, found, *span))]
    seen: dict[tuple[Keys, str], list[Name]] = {}
    for name in names:
        if len(name.units) <= _MOST_UNITS:
            seen.setdefault((name.keys, name.suffix), []).append(name)
    if article.tongue == "en":
        judge = Judge(article)
        likely = [places for places in seen.values() if judge.is_person(places)]
    else:
        likely = [places for places in seen.values() if _is_likely(places, text, found)]
    likely.sort(key=lambda places: (-len(places[0].units), places[0].start))
    persons: list[list[Name]] = []
    for places in likely:
        own = next((person for person in persons if _same(person[0], places[0])), None)
        if own is None:
            persons.append(list(places))
        else:
            own.extend(places)
    sentences = [sentence.start for sentence in article.sentences]
    lines = []
    for places in persons:
        first = found[min(name.start for name in places)].start
        lines.append((first, _written(places[0], text, found), max(1, bisect_right(sentences, first))))
    return [(name, sentence) for _, name, sentence in sorted(lines)]


def _written(name: Name, text: str, found: Sequence[Word]) -> str:
    styled = len(name.units) == 1 and name.titles and name.titles[-1] in STYLES
    start = found[name.start - 1 if styled else name.start].start
    return " ".join(text[start : found[name.end - 1].end].split())


def _same(full: Name, name: Name) -> bool:
    if len(name.units) == 1:
        return name.keys in short_forms(full)
    return compatible(full, name) or slipped(full, name, 6)


def _is_likely(places: Sequence[Name], text: str, found: Sequence[Word]) -> bool:
    """Whether a name, given by its places, is likely a person's."""
    name = places[0]
    first, last = found[name.start], found[name.end - 1]
    acronym = last.upper and len(last.key) > 1 and not name.suffix and not (len(name.units) > 1 and first.upper)
    alone = len(name.units) == 1
    office = is_role(last.key) and (alone or any(key in ORGANISATIONS for key in name.keys))
    pronoun = last.key == "i" and not name.titles  # "Prompted I think by a video, …": no Elizabeth I
    numbered = not alone and last.key in NUMBERS  # a film, a station: "Fast Five"
    letters = all(len(key) == 1 for key in name.keys)  # "U.S."
    if acronym or office or pronoun or numbered or letters or (alone and last.key in PLACES):
        return False
    if any(_is_personal(name, text, found) for name in places):
        return True
    if all(_is_of_a_person(name, text, found) or _is_a_work(name, found) for name in places):
        return False
    if first.key in _DIRECTIONS or last.key in PLACES or all(_is_line(name, text, found) for name in places):
        return False
    if alone:
        return any(_speaks(name, text, found) for name in places)
    return not all(name.start and found[name.start - 1].key in _BEFORE_PLACES for name in places)


def _is_personal(name: Name, text: str, found: Sequence[Word]) -> bool:
    """Whether a title, an age or a role stands beside the name."""
    start, end = found[name.start].start, found[name.end - 1].end
    titled = name.titles or age_at(text, start, end) is not None
    return bool(titled) or role_at(text, found, name.start, name.end) is not None


def _is_of_a_person(name: Name, text: str, found: Sequence[Word]) -> bool:
    """Whether the name follows another one and "of": "Nick Rhodes of Duran Duran", a band, a firm or a place."""
    of, before = name.start - 1, name.start - 2
    if before < 0 or found[of].key != "of" or not found[before].capital or found[before].first:
        return False
    return text[found[before].end : found[of].start] == " " and text[found[of].end : found[name.start].start] == " "


def _is_a_work(name: Name, found: Sequence[Word]) -> bool:
    """Whether the word before the name says that it is no person: "her graphic novel Angel Catbird"."""
    return name.start > 0 and found[name.start - 1].key in THINGS


def _is_line(name: Name, text: str, found: Sequence[Word]) -> bool:
    """Whether the name is all of its line: a heading."""
    start, end = found[name.start].start, found[name.end - 1].end
    return text[max(0, start - 1) : start] in ("", "\n") and text[end : end + 1] in ("", "\n")


def _speaks(name: Name, text: str, found: Sequence[Word]) -> bool:
    """Whether a verb of saying stands right before or after the name."""
    after = name.end < len(found) and joined(text, found[name.end - 1], found[name.end]) and found[name.end].key
    before = name.start > 0 and joined(text, found[name.start - 1], found[name.start]) and found[name.start - 1].key
    return after in SAYING or before in SAYING
