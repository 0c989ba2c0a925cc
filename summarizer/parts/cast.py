"""Matches the people of the parts of a long article with each other.

Within a part, the model's list of people is used. Across parts names decide. A full name denotes the person who has it,
or a fuller form of it, in any part. A surname, or else a first name, denotes the person named last by a full name that
it is short for, in the same piece of a collection.
"""

import heapq
from collections.abc import Collection, Sequence
from itertools import islice

from summarizer.article import Span
from summarizer.digest import Person
from summarizer.parts.cutting import Part
from summarizer.people import ListedPerson, locate_people
from summarizer.people.names import Name, are_compatible, differ_by_typo, parse_name, short_forms
from summarizer.people.words import split_words

SHOWN = 40
"""Persons whom a model is told beside a part, at the most."""
_MOST_ALIKE = 100  # persons who share a word of their names, those seen last, with whom another one is compared


class _KnownPerson:
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
        self.names: list[Name] = []
        """The parsed names, without forms that are no personal names ("the Rock")."""

    @property
    def forms(self) -> list[str]:
        """The name and the aliases of the person."""
        return [self.person.name, *self.person.aliases]

    def merge(self, person: Person, part: Part) -> None:
        """Add the names, role, age and mentions from a part."""
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
        self.mentions |= {span.start: span for span in map(part.to_article_span, person.mentions)}
        self.seen, self.published = part.number, part.published
        self.names = [parsed for form in self.forms if (parsed := parse_name(form))]


class Cast:
    """The people of the parts read so far. Their ids don't change."""

    def __init__(self) -> None:
        self._known: list[_KnownPerson] = []
        self._by_word: dict[str, dict[str, _KnownPerson]] = {}
        """The persons by id that have this word in one of their names, or this name, the one seen last at the end."""

    def add(self, persons: Sequence[Person], part: Part) -> list[Person]:
        """Add the persons of the next part. Returns the people known to that part, with their mentions in it.

        These are the people it names, and those named last before it.
        """
        whose = self._match_to_known(persons, part)
        for number, person in enumerate(persons):
            known = whose.get(number)
            if known is None:
                known = whose[number] = _KnownPerson(len(self._known) + 1, person)
                self._known.append(known)
            known.merge(person, part)
            self._enter(known)
        found = {known.id: persons[number] for number, known in whose.items()}
        for known, person in self._named_but_not_listed(persons, found.keys(), part):
            known.merge(person, part)
            self._enter(known)
            found[known.id] = person
        return [self._as_in_part(known, found) for known in self._people_to_show(part, found)]

    @property
    def people(self) -> list[Person]:
        """All people in order of their first mention, with their mentions in the article."""
        return [
            known.person.model_copy(
                update={"id": known.id, "mentions": [known.mentions[start] for start in sorted(known.mentions)]}
            )
            for known in self._known
        ]

    def _enter(self, known: _KnownPerson) -> None:
        for key in _keys(known.person):
            entered = self._by_word.setdefault(key, {})
            entered.pop(known.id, None)
            entered[known.id] = known

    def _match_to_known(self, persons: Sequence[Person], part: Part) -> dict[int, _KnownPerson]:
        """Map the number of each person to a known person, full names first. No known person is used twice."""
        whose: dict[int, _KnownPerson] = {}
        order = sorted(range(len(persons)), key=lambda number: -_units(persons[number].name))
        for number in order:
            taken = {known.id for known in whose.values()}
            free = [known for known in self._candidates(persons[number]) if known.id not in taken]
            known = _find_same(persons[number], free, part)
            if known:
                whose[number] = known
        return whose

    def _candidates(self, person: Person) -> list[_KnownPerson]:
        """The known people who share a name or a word of one with the person, the one seen last first."""
        found = {
            known.id: known
            for key in _keys(person)
            for known in islice(reversed(self._by_word.get(key, {}).values()), _MOST_ALIKE)
        }
        return sorted(found.values(), key=lambda known: (-known.seen, known.number))

    def _named_but_not_listed(
        self, persons: Sequence[Person], taken: Collection[str], part: Part
    ) -> list[tuple[_KnownPerson, Person]]:
        """The known people with their full name in the part who were not listed for it, with their mentions there."""
        spoken = {word.key for word in split_words(part.text)}
        near = {known.id: known for word in spoken & self._by_word.keys() for known in self._by_word[word].values()}
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

    def _known_by(self, ids: Collection[str]) -> list[_KnownPerson]:
        return [self._known[int(number[1:]) - 1] for number in ids]

    def _people_to_show(self, part: Part, found: dict[str, Person]) -> list[_KnownPerson]:
        """The people whom the part names, then those seen last, as many as a prompt may show."""
        named = self._known_by(found)
        others = [known for known in self._known if known.id not in found and known.published == part.published]
        last = heapq.nlargest(SHOWN - len(named), others, key=lambda known: (known.seen, len(known.mentions)))
        return [*sorted(named, key=lambda known: known.number), *last]

    def _as_in_part(self, known: _KnownPerson, found: dict[str, Person]) -> Person:
        """The person with all names, and with the mentions of this part."""
        mentions = found[known.id].mentions if known.id in found else []
        return known.person.model_copy(update={"id": known.id, "mentions": mentions})


def with_people_lines(part: Part, people: Sequence[Person]) -> Part:
    """The part with a line for each person whom its text does not name in full, as far as there is room."""
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


def _keys(person: Person) -> set[str]:
    """The names of a person as they are written, and the words in them."""
    forms = (person.name, *person.aliases)
    return {*forms, *(word.key for form in forms for word in split_words(form))}


def _units(form: str) -> int:
    name = parse_name(form)
    return len(name.units) if name else 0


def _find_same(person: Person, free: Sequence[_KnownPerson], part: Part) -> _KnownPerson | None:
    """The known person who is this one; of several, the one seen last."""
    names = [name for form in (person.name, *person.aliases) if (name := parse_name(form))]
    full = [name for name in names if len(name.units) > 1]
    for fits in (_is_equal, are_compatible, _is_typo):
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


def _is_typo(one: Name, other: Name) -> bool:
    return differ_by_typo(one, other, 6)
