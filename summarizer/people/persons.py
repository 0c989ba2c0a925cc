"""Turns listed persons into persons of the digest: finds their mentions and their age.

>>> article = Article(text="Natalie Portman (42) said no. Portman left.")
>>> listed = [ListedPerson("Natalie Portman", ["Portman"], "actress"), ListedPerson("Ann Lee", [], "")]
>>> people, issues = locate_people(listed, article)
>>> people[0].name, [mention.text for mention in people[0].mentions], people[0].age
('Natalie Portman', ['Natalie Portman', 'Portman'], 42)
>>> issues[0].problem, issues[0].detail
('name-not-in-article', 'Ann Lee')
"""

import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import NamedTuple

from summarizer.article import Article, Span
from summarizer.digest import Issue, Person
from summarizer.evidence import find_mentions
from summarizer.evidence.fold import fold
from summarizer.people.ages import age_at
from summarizer.people.name_index import NameIndex
from summarizer.people.names import Keys, Name, are_compatible, differ_by_typo, parse_name, short_forms
from summarizer.people.occurrences import FIRST_NAME, FULL, LISTED, SURNAME, Occurrence, find_occurrences
from summarizer.people.register import Register, register_of
from summarizer.people.vocabulary import PLACES, STYLES
from summarizer.people.words import Word, without_invisible
from summarizer.thread import in_time


class ListedPerson(NamedTuple):
    """A person as a language model listed them, with their other names."""

    name: str
    others: list[str]
    role: str


def locate_people(listed: Sequence[ListedPerson], article: Article) -> tuple[list[Person], list[Issue]]:
    """The persons in order of first mention, and an issue "name-not-in-article" for each without a mention.

    Names and roles stay as listed. Short forms of a name ("Portman") are mentions too; one that two persons share
    belongs to the one for whom alone it is listed, or else to the one named last. Entries with the same name are
    merged.
    """
    register = register_of(article)
    entries, issues = _merge_same_names(listed)
    taken_names = {name.keys for entry in entries if (name := parse_name(entry.name))}
    owners = [
        PersonNames(*_names_in_article(entry, register, taken_names), listed=map(parse_name, entry.others))
        for entry in in_time(entries)
    ]
    spans: list[list[Span]] = [[] for _ in entries]
    others, inflected = list[Span](), set[Span]()
    for place in find_occurrences(article, register.words, owners_by_form(owners, register)):
        span = span_of(article.text, register.words, place)
        (spans[place.owner] if place.owner < len(entries) else others).append(span)
        inflected |= {span} if place.inflected else set()
    taken = _Taken()
    for span in chain(others, *spans):
        taken.add(span)
    for entry, own in in_time(zip(entries, spans, strict=True)):
        # What no rule of names finds ("deadmau5") is looked for as it is written.
        found = {fold(span.text) for span in own}
        exact = [
            s for name in (entry.name, *entry.others) if fold(name) not in found for s in find_mentions(name, article)
        ]
        exact = [span for span in dict.fromkeys(exact) if not taken.cuts(span)]
        for span in exact:
            taken.add(span)
        own += exact
    people, within = [], taken.within_others()
    for entry, all_own in zip(entries, spans, strict=True):
        own = sorted((span for span in all_own if span not in within), key=lambda span: span.start)
        if not own:
            issues.append(Issue(section="people", problem="name-not-in-article", detail=entry.name))
            continue
        forms = [_as_shown(span.text) for span in own if span not in inflected]
        ages = (age_at(article.text, span.start, span.end) for span in own)
        people.append(
            Person(
                id="",
                name=entry.name,
                aliases=[name for name in dict.fromkeys([*forms, *entry.others]) if name != entry.name],
                role=entry.role,
                age=next((age for age in ages if age is not None), None),
                mentions=own,
                flags=[] if _article_has_names(entry, register, inflected & {*own}) else ["name-not-in-evidence"],
            )
        )
        issues += [
            Issue(section="people", problem="another-person", detail=f"{entry.name}: {other}")
            for other in _names_of_relatives(entry, register)
        ]
    people.sort(key=lambda person: person.mentions[0].start)
    return [person.model_copy(update={"id": f"p{n}"}) for n, person in enumerate(people, 1)], issues


def _as_shown(text: str) -> str:
    """A name in one line, without invisible characters, with letters and their accents in one."""
    return unicodedata.normalize("NFC", " ".join(without_invisible(text).split()))


def _article_has_names(entry: ListedPerson, register: Register, inflected: AbstractSet[Span]) -> bool:
    """Whether the article has the words of each name of the entry. The main one may stand there `inflected` alone."""
    return (bool(inflected) or register.has_words_of(entry.name)) and all(map(register.has_words_of, entry.others))


def _names_of_relatives(entry: ListedPerson, register: Register) -> list[str]:
    """The other names of the entry with its surname and another first name, where the article has both full names."""
    own = parse_name(entry.name)
    if own is None or own.keys not in register.full_keys:
        return []

    def is_relative(name: Name | None) -> bool:
        return (
            name is not None
            and name.keys in register.full_keys
            and name.units[-1] == own.units[-1]
            and not are_compatible(own, name)
            and not differ_by_typo(own, name)
            and not any({own.keys, name.keys} == {a.keys, b.keys} for a, b in register.same)
        )

    return [other for other in entry.others if is_relative(parse_name(other))]


def _merge_same_names(listed: Sequence[ListedPerson]) -> tuple[list[ListedPerson], list[Issue]]:
    """The entries, with those of the same name merged. A name of one entry is no other name of another.

    There is an issue for each different role among the merged ones, and for each such name.
    """
    entries: dict[str, ListedPerson] = {}
    issues = []
    for entry in listed:
        known = entries.get(entry.name.casefold(), ListedPerson(entry.name, [], ""))
        if known.role and entry.role and known.role.casefold() != entry.role.casefold():
            issues.append(Issue(section="people", problem="same-name", detail=f"{entry.name}: {entry.role}"))
        entries[entry.name.casefold()] = ListedPerson(
            known.name, [*known.others, *entry.others], known.role or entry.role
        )
    for key, entry in entries.items():
        taken = [name for name in entry.others if name.casefold() in entries and name.casefold() != key]
        issues += [Issue(section="people", problem="same-name", detail=f"{entry.name}: {name}") for name in taken]
        entries[key] = entry._replace(others=[name for name in entry.others if name not in taken])
    return list(entries.values()), issues


def _names_in_article(entry: ListedPerson, register: Register, taken: AbstractSet[Keys]) -> list[Name]:
    """The names of an entry as written in the article, the longest first, with the aliases that the article states.

    A short name alone is replaced by the full name in the article, unless that is the name of another entry.
    """
    parsed = [name for text in (entry.name, *entry.others) if (name := parse_name(text))]
    names = [register.name_in_article(name) or name for name in parsed]
    if names and all(len(name.units) == 1 and name.keys[0] not in PLACES for name in names):
        names += [full for full in full_names_for(names[0], register) if full.keys not in taken]
    longer = [
        other
        for name in names
        for other in register.full_names_with_ends(name)
        if other.keys not in taken and is_fuller_form(other, name)
    ]
    names += dict.fromkeys(longer)
    names += [alias for name in list(names) for alias in register.aliases_of(name)]
    return sorted(names, key=lambda name: -len(name.units))


class _Taken:
    """The places of names."""

    def __init__(self) -> None:
        self._spans: set[Span] = set()
        self._within: set[int] = set()

    def add(self, span: Span) -> None:
        """Add the place of a name."""
        self._spans.add(span)
        self._within.update(range(span.start + 1, span.end))

    def cuts(self, span: Span) -> bool:
        """Whether the place is one of these, or overlaps with one that is not within it."""
        return span in self._spans or span.start in self._within or span.end in self._within

    def within_others(self) -> set[Span]:
        """The places within a longer one: the "Dunne" of "Ann Dunne-Castle" is no mention of another Dunne."""
        within, reach = set[Span](), 0
        for span in sorted(self._spans, key=lambda span: (span.start, -span.end)):
            if span.end <= reach:
                within.add(span)
            reach = max(reach, span.end)
        return within


class PersonNames:
    """The names of one person. Names of two units or more come first. `listed` are the other names of a list."""

    def __init__(self, *names: Name, listed: Iterable[Name | None] = ()) -> None:
        self.names = list(names)
        self._listed = {name.keys for name in listed if name}

    def forms(self) -> dict[Keys, int]:
        """Every form that can denote this person, with its rank."""
        ranks: dict[Keys, int] = {}
        for name in self.names:
            whole = FULL if len(name.units) > 1 else SURNAME
            own = {**short_forms(name), name.keys: whole}
            initials = next((i for i, unit in enumerate(name.units) if len(unit[0]) > 1), 0)
            if initials > 1:  # "JK Rowling" for "J. K. Rowling"
                own[("".join(name.keys[:initials]), *name.keys[initials:])] = FULL
            if len(name.units) > 1:
                if len(name.units[0][0]) > 1:  # "N. Portman"
                    own[(name.units[0][0][0], *name.keys[len(name.units[0]) :])] = FULL
            elif name.titles and name.titles[-1] in STYLES:
                own[(name.titles[-1], *name.keys)] = FULL
            if name.suffix:
                own |= {(*keys, name.suffix): rank for keys, rank in own.items() if keys[-1] == name.keys[-1]}
                own[(*name.keys, name.suffix)] = FULL
            for keys, rank in own.items():
                ranks[keys] = min(rank, ranks.get(keys, rank))
        surnames = {keys for name in self.names for keys, rank in short_forms(name).items() if rank == SURNAME}
        return ranks | dict.fromkeys(surnames & self._listed, LISTED)

    def includes(self, name: Name, register: Register) -> bool:
        """Whether a full name belongs to this person."""
        return any(_are_of_one_person(own, name, register) for own in self.names)


def _are_of_one_person(own: Name, name: Name, register: Register) -> bool:
    """Whether a full name belongs to the person with the name `own`."""
    return (
        are_compatible(own, name)
        or differ_by_typo(own, name, 6)
        or any(alias.keys == own.keys for alias in register.aliases_of(name))
    )


def owners_by_form(persons: Sequence[PersonNames], register: Register) -> dict[Keys, dict[int, int]]:
    """Map each form to its owners: the persons by number, then other persons in the article with that form."""
    forms: dict[Keys, dict[int, int]] = {}
    for i, person in enumerate(persons):
        for keys, rank in person.forms().items():
            forms.setdefault(keys, {})[i] = rank
    listed = NameIndex()
    for person in persons:
        for name in person.names:
            listed.add(name)
    others: list[PersonNames] = []
    single = {i for i, person in enumerate(persons) if all(len(name.units) == 1 for name in person.names)}
    for name in register.full_names:
        by_first = any(rank == FIRST_NAME or i in single for i, rank in forms.get(name.units[0], {}).items())
        if len(name.units) > 3 or name.keys in forms or not (name.units[-1] in forms or by_first):
            continue
        aliases = register.aliases_of(name)
        if not any(_are_of_one_person(own, name, register) for own in listed.near(name, *aliases)):
            others.append(PersonNames(name))
            listed.add(name)
    for i, other in enumerate(others, len(persons)):
        for keys, rank in other.forms().items():
            forms.setdefault(keys, {})[i] = rank
    return forms


def span_of(text: str, found: Sequence[Word], place: Occurrence) -> Span:
    """The span of an occurrence; "Jr." keeps its full stop."""
    start, end = found[place.start].start, found[place.end - 1].end
    if place.end - place.start > 1 and found[place.end - 1].key in ("jr", "sr") and text.startswith(".", end):
        end += 1
    return Span(start=start, end=end, text=text[start:end])


def full_names_for(name: Name, register: Register) -> list[Name]:
    """The full name that a name of one part is short for, if the article has that of exactly one person.

    A surname may come before the full name, as in a headline. A first name before it belongs to somebody else.
    """
    for rank in possible_ranks(name, register):
        full = register.full_names_short_for(name.keys, rank)
        if full:
            one = all(are_compatible(full[0], other) for other in full)
            late = rank == FIRST_NAME and min(register.positions_of(name.keys)) < min(
                register.positions_of(full[0].keys), default=0
            )
            return full[:1] if one and not late else []
    return []


def possible_ranks(name: Name, register: Register) -> tuple[int, ...]:
    """The ranks in which a name of one part may be short for a full one: Pope Francis is not Francis Ford Coppola."""
    return (SURNAME,) if name.suffix or name.keys in register.styled else (SURNAME, FIRST_NAME)


def is_fuller_form(name: Name, own: Name) -> bool:
    """Whether `name` is `own` with an additional middle name, initial or suffix."""
    same_ends = (name.units[0], name.units[-1]) == (own.units[0], own.units[-1])
    return same_ends and len(own.units) > 1 and are_compatible(name, own)
