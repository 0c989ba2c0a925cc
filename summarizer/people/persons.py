"""Listed persons to persons of the digest: every place where one of their names stands, and their age.

>>> article = Article(text="Natalie Portman (42) said no. Portman left.")
>>> people, issues = located([Listed("Natalie Portman", ["Portman"], "actress"), Listed("Ann Lee", [], "")], article)
>>> people[0].name, [mention.text for mention in people[0].mentions], people[0].age
('Natalie Portman', ['Natalie Portman', 'Portman'], 42)
>>> issues[0].problem, issues[0].detail
('name-not-in-article', 'Ann Lee')
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from summarizer.article import Article, Span
from summarizer.digest import Issue, Person
from summarizer.evidence import mentions
from summarizer.evidence.fold import fold
from summarizer.people.ages import age_at
from summarizer.people.names import Keys, Name, compatible, parse, short_forms, slipped
from summarizer.people.occurrences import FIRST_NAME, FULL, SURNAME, Occurrence, find
from summarizer.people.register import Register, register_of
from summarizer.people.vocabulary import PLACES, STYLES
from summarizer.people.words import Word


class Listed(NamedTuple):
    """A person as a language model listed them, with their other names."""

    name: str
    others: list[str]
    role: str


def located(listed: Sequence[Listed], article: Article) -> tuple[list[Person], list[Issue]]:
    """The persons in order of first mention, and an issue "name-not-in-article" for each who is named nowhere.

    Names and roles stay as they are listed. Short forms of a name ("Portman") are looked for as well; one that two
    persons share goes to the one named last. Entries with the same name are one person.
    """
    register = register_of(article)
    entries, issues = _distinct(listed)
    taken_names = {name.keys for entry in entries if (name := parse(entry.name))}
    owners = [Names(*_known(entry, register, taken_names)) for entry in entries]
    spans: list[list[Span]] = [[] for _ in entries]
    others, inflected = list[Span](), set[Span]()
    for place in find(article, register.words, shared_forms(owners, register)):
        span = span_of(article.text, register.words, place)
        (spans[place.owner] if place.owner < len(entries) else others).append(span)
        inflected |= {span} if place.inflected else set()
    taken = [*others, *(span for own in spans for span in own)]
    people = []
    for entry, own in zip(entries, spans, strict=True):
        # What no rule of names finds ("deadmau5") is looked for as it is written.
        found = {fold(span.text) for span in own}
        exact = [s for name in (entry.name, *entry.others) if fold(name) not in found for s in mentions(name, article)]
        own += [span for span in dict.fromkeys(exact) if not any(_overlap(span, other) for other in taken)]
        taken += own
        own = sorted((s for s in own if not any(s in o and s != o for o in own)), key=lambda span: span.start)
        if not own:
            issues.append(Issue(section="people", problem="name-not-in-article", detail=entry.name))
            continue
        forms = [" ".join(span.text.split()) for span in own if span not in inflected]
        ages = (age_at(article.text, span.start, span.end) for span in own)
        people.append(
            Person(
                id="",
                name=entry.name,
                aliases=[name for name in dict.fromkeys([*forms, *entry.others]) if name != entry.name],
                role=entry.role,
                age=next((age for age in ages if age is not None), None),
                mentions=own,
                flags=[] if inflected & {*own} or register.has_words_of(entry.name) else ["name-not-in-evidence"],
            )
        )
    people.sort(key=lambda person: person.mentions[0].start)
    return [person.model_copy(update={"id": f"p{n}"}) for n, person in enumerate(people, 1)], issues


def _distinct(listed: Sequence[Listed]) -> tuple[list[Listed], list[Issue]]:
    """The entries, those with the same name joined; of another role that one of these has, an issue."""
    entries: dict[str, Listed] = {}
    issues = []
    for entry in listed:
        known = entries.get(entry.name.casefold(), Listed(entry.name, [], ""))
        if known.role and entry.role and known.role.casefold() != entry.role.casefold():
            issues.append(Issue(section="people", problem="same-name", detail=f"{entry.name}: {entry.role}"))
        entries[entry.name.casefold()] = Listed(known.name, [*known.others, *entry.others], known.role or entry.role)
    return list(entries.values()), issues


def _known(entry: Listed, register: Register, taken: AbstractSet[Keys]) -> list[Name]:
    """The names of an entry as the article has them, the longest first, and those that it says are the same.

    A short name alone stands for the full one that the article has, unless that is the name of another entry.
    """
    parsed = [name for text in (entry.name, *entry.others) if (name := parse(text))]
    names = [register.meant(name) or name for name in parsed]
    if names and all(len(name.units) == 1 and name.keys[0] not in PLACES for name in names):
        names += [full for full in introduced(names[0], register) if full.keys not in taken]
    ends = {(name.units[0], name.units[-1]) for name in names}
    longer = [name for name in register.full if (name.units[0], name.units[-1]) in ends and name.keys not in taken]
    names += [name for name in longer if any(fuller(name, own) for own in names)]
    names += [b for pair in register.same for a, b in (pair, pair[::-1]) if any(a.keys == own.keys for own in names)]
    return sorted(names, key=lambda name: -len(name.units))


def _overlap(one: Span, other: Span) -> bool:
    """Whether a name stands where another one does, which is not a part of it."""
    return one.start < other.end and other.start < one.end and not (other in one and other != one)


class Names:
    """The names of one person, those of two units or more first."""

    def __init__(self, *names: Name) -> None:
        self.names = list(names)

    def forms(self) -> dict[Keys, int]:
        """Every form that can stand for this person, with its rank."""
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
        return ranks

    def holds(self, name: Name, register: Register) -> bool:
        """Whether a full name is this person's."""
        return any(
            compatible(own, name)
            or slipped(own, name, 6)
            or any({own.keys, name.keys} == {a.keys, b.keys} for a, b in register.same)
            for own in self.names
        )


def shared_forms(persons: Sequence[Names], register: Register) -> dict[Keys, dict[int, int]]:
    """Every form with its owners: the persons by number, and after them whoever else the article names so."""
    forms: dict[Keys, dict[int, int]] = {}
    for i, person in enumerate(persons):
        for keys, rank in person.forms().items():
            forms.setdefault(keys, {})[i] = rank
    others: list[Names] = []
    single = {i for i, person in enumerate(persons) if all(len(name.units) == 1 for name in person.names)}
    for name in register.full:
        by_first = any(rank == FIRST_NAME or i in single for i, rank in forms.get(name.units[0], {}).items())
        if len(name.units) > 3 or name.keys in forms or not (name.units[-1] in forms or by_first):
            continue
        if not any(person.holds(name, register) for person in (*persons, *others)):
            others.append(Names(name))
    for i, other in enumerate(others, len(persons)):
        for keys, rank in other.forms().items():
            forms.setdefault(keys, {})[i] = rank
    return forms


def span_of(text: str, found: Sequence[Word], place: Occurrence) -> Span:
    """Cut the place from the text; "Jr." keeps its full stop."""
    start, end = found[place.start].start, found[place.end - 1].end
    if place.end - place.start > 1 and found[place.end - 1].key in ("jr", "sr") and text.startswith(".", end):
        end += 1
    return Span(start=start, end=end, text=text[start:end])


def introduced(name: Name, register: Register) -> list[Name]:
    """Find the full name behind a name of one part, if the article gives exactly one person's.

    A surname may stand before the full name, in a headline; a first name alone is somebody else's then.
    """
    for rank in ranks(name, register):
        full = [other for other in register.full if len(other.units) <= 3 and short_forms(other).get(name.keys) == rank]
        if full:
            one = all(compatible(full[0], other) for other in full)
            late = rank == FIRST_NAME and min(register.at(name.keys)) < min(register.at(full[0].keys), default=0)
            return full[:1] if one and not late else []
    return []


def ranks(name: Name, register: Register) -> tuple[int, ...]:
    """How a name of one part may be short for a full one: Pope Francis is no Francis Ford Coppola."""
    return (SURNAME,) if name.suffix or name.keys in register.styled else (SURNAME, FIRST_NAME)


def fuller(name: Name, own: Name) -> bool:
    """Whether the article's name is one that we have, with a middle name, an initial or a suffix more."""
    same_ends = (name.units[0], name.units[-1]) == (own.units[0], own.units[-1])
    return same_ends and len(own.units) > 1 and compatible(name, own)
