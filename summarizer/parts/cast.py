"""The people of a long article: who of one part is who of another.

Within a part the model has said who is who, and how many they are. Across parts names decide: a full name means the one
who has it or a fuller one anywhere; a surname, or else a first name, means the one who was named last by a full name
that it is short for, in the same piece of a collection.
"""

import heapq
from collections.abc import Collection, Sequence

from summarizer.article import Span
from summarizer.digest import Person
from summarizer.parts.cutting import Part
from summarizer.people import ListedPerson, locate_people
from summarizer.people.names import Name, are_compatible, differ_by_typo, parse_name, short_forms
from summarizer.people.words import split_words

SHOWN = 40
"""Persons whom a model is told beside a part, at the most."""


class _Known:
    """A person in the parts read so far."""

    def __init__(self, number: int, person: Person) -> None:
        self.number, self.id = number, f"p{number}"
        self.person = person
        self.mentions: dict[int, Span] = {}
        """Where the person is named in the whole article, by offset."""
        self.seen = 0
        """The number of the last part that names them."""
        self.published: str | None = None
        """The date of the piece of the article that names them."""

    @property
    def forms(self) -> list[str]:
        """What the person is called."""
        return [self.person.name, *self.person.aliases]

    @property
    def names(self) -> list[Name]:
        """The same, taken apart; not those that name nobody by themselves ("the Rock")."""
        return [name for form in self.forms if (name := parse_name(form))]

    def take(self, person: Person, part: Part) -> None:
        """Add what a part says of the person."""
        name = max(self.person.name, person.name, key=_units)  # the first of two that are equally full
        forms = dict.fromkeys([*self.forms, person.name, *person.aliases])
        self.person = self.person.model_copy(
            update={
                "name": name,
                "aliases": [form for form in forms if form != name],
                "role": self.person.role or person.role,
                "age": person.age if self.person.age is None else self.person.age,
                "flags": [flag for flag in self.person.flags if flag in person.flags],
            }
        )
        self.mentions |= {span.start: span for span in map(part.in_whole, person.mentions)}
        self.seen, self.published = part.number, part.published


class Cast:
    """Everybody in the parts read so far, with ids that stay."""

    def __init__(self) -> None:
        self._known: list[_Known] = []
        self._by_word: dict[str, list[_Known]] = {}
        """The persons that have this word in one of their names, the first seen first."""

    def add(self, persons: Sequence[Person], part: Part) -> list[Person]:
        """Take in the persons of the next part. Gives all who are known to it, with their mentions in it.

        These are the ones it names, and the ones named last before it.
        """
        whose = self._matched(persons, part)
        for number, person in enumerate(persons):
            known = whose.get(number)
            if known is None:
                known = whose[number] = _Known(len(self._known) + 1, person)
                self._known.append(known)
            known.take(person, part)
            self._enter(known)
        found = {known.id: persons[number] for number, known in whose.items()}
        for known, person in self._others(persons, found.keys(), part):
            known.take(person, part)
            found[known.id] = person
        return [self._local(known, found) for known in self._near(part, found)]

    @property
    def people(self) -> list[Person]:
        """All of them, in the order in which the article names them first, with their places in it."""
        return [
            known.person.model_copy(
                update={"id": known.id, "mentions": [known.mentions[start] for start in sorted(known.mentions)]}
            )
            for known in self._known
        ]

    def _enter(self, known: _Known) -> None:
        for word in {word.key for form in known.forms for word in split_words(form)}:
            entered = self._by_word.setdefault(word, [])
            if known not in entered:
                entered.append(known)

    def _matched(self, persons: Sequence[Person], part: Part) -> dict[int, _Known]:
        """Who of the persons known is who of these, by number: full names first, no two of these the same one."""
        whose: dict[int, _Known] = {}
        order = sorted(range(len(persons)), key=lambda number: -_units(persons[number].name))
        for number in order:
            taken = {known.id for known in whose.values()}
            free = [known for known in self._candidates(persons[number]) if known.id not in taken]
            known = _same(persons[number], free, part)
            if known:
                whose[number] = known
        return whose

    def _candidates(self, person: Person) -> list[_Known]:
        """Those who share a word of a name with the person, the one seen last first."""
        keys = {word.key for form in (person.name, *person.aliases) for word in split_words(form)}
        found = {known.id: known for key in keys for known in self._by_word.get(key, ())}
        return sorted(found.values(), key=lambda known: (-known.seen, known.number))

    def _others(self, persons: Sequence[Person], taken: Collection[str], part: Part) -> list[tuple[_Known, Person]]:
        """Those whom the part calls by their full names and who are not listed for it, with their places there."""
        spoken = {word.key for word in split_words(part.text)}
        near = {known.id: known for word in spoken & self._by_word.keys() for known in self._by_word[word]}
        found = [
            near[id_]
            for id_ in sorted(near.keys() - taken)
            if any(" " in form and form in part.text for form in near[id_].forms)
        ]
        if not found:
            return []
        entries = [*persons, *(known.person for known in found)]
        named, _ = locate_people([ListedPerson(person.name, person.aliases, person.role) for person in entries], part)
        places = {person.name: person for person in named}
        listed = {span.start for person in persons for span in person.mentions}
        others = []
        for known in found:
            if person := places.get(known.person.name):
                mentions = [span for span in person.mentions if span.start not in listed]
                others += [(known, person.model_copy(update={"mentions": mentions}))] if mentions else []
        return others

    def _known_by(self, ids: Collection[str]) -> list[_Known]:
        return [self._known[int(number[1:]) - 1] for number in ids]

    def _near(self, part: Part, found: dict[str, Person]) -> list[_Known]:
        """Those whom the part names, and as many of those seen last as may be shown."""
        named = self._known_by(found)
        others = [known for known in self._known if known.id not in found and known.published == part.published]
        last = heapq.nlargest(SHOWN - len(named), others, key=lambda known: (known.seen, len(known.mentions)))
        return [*sorted(named, key=lambda known: known.number), *last]

    def _local(self, known: _Known, found: dict[str, Person]) -> Person:
        """A person as a part knows them: all names, and the places of the part."""
        mentions = found[known.id].mentions if known.id in found else []
        return known.person.model_copy(update={"id": known.id, "mentions": mentions})


def introduced(part: Part, people: Sequence[Person]) -> Part:
    """The part with a line for each of the people whom its own text does not name in full, as far as there is room."""
    lines, room = [], len(part.text) // _SHARE
    for person in people:
        others = f" (also {', '.join(person.aliases[:2])})" if person.aliases else ""
        role = f": {person.role[:_ROLE]}" if person.role else ""
        line = f"{person.name}{others}{role}"
        if person.name not in part.text and len(line) <= room:
            lines.append(line)
            room -= len(line)
    return part.model_copy(update={"people": tuple(lines)})


_SHARE = 4  # of the text, what the lines may have
_ROLE = 80  # characters


def _units(form: str) -> int:
    name = parse_name(form)
    return len(name.units) if name else 0


def _same(person: Person, free: Sequence[_Known], part: Part) -> _Known | None:
    """Who of those known this person is; those seen last come first."""
    names = [name for form in (person.name, *person.aliases) if (name := parse_name(form))]
    full = [name for name in names if len(name.units) > 1]
    for fits in (_is_equal, are_compatible, _is_slip):
        for known in free:
            if any(fits(name, own) for name in full for own in known.names if len(own.units) > 1):
                return known
    if not names:
        return next((known for known in free if person.name in known.forms), None)
    near = [known for known in free if known.published == part.published]
    for rank in (0, 1):  # by surname, by first name
        for known in near:
            own_full = [own for own in known.names if len(own.units) > 1]
            if full and own_full:
                continue  # two full names that do not go together
            longer, shorter = (full, known.names) if full else (own_full, names)
            if any(short_forms(long).get(short.keys) == rank for long in longer for short in shorter):
                return known
    if full:
        return None
    return next((known for known in near if any(a.keys == b.keys for a in names for b in known.names)), None)


def _is_equal(one: Name, other: Name) -> bool:
    return one.keys == other.keys and one.suffix == other.suffix


def _is_slip(one: Name, other: Name) -> bool:
    return differ_by_typo(one, other, 6)
