"""Finds the listed person that a speaker's or participant's name denotes."""

import re
from collections.abc import Sequence

from summarizer.digest import Person
from summarizer.people.names import Name, are_compatible, differ_by_typo, is_typo, parse_name, short_forms
from summarizer.people.occurrences import FIRST_NAME, SURNAME

_HEAD = re.compile(r" (?:of|for|at|in|to|on) |, ")
_ROLE = re.compile(r"[Tt]he ((?:[\w-]+ ){0,3}[\w-]+)")
_LESSER = {"former", "ex", "late", "then", "vice", "deputy", "shadow", "assistant", "acting"}
_ANOTHER = re.compile(r"\b(?:for|of|to|by|with|from|behind|against|near|around) $")


def person_denoted_by(name: str, people: Sequence[Person]) -> Person | None:
    """The person that a speaker's name denotes; None if there is none, or if it is ambiguous.

    By their name ("Lee"), by a name within a description ("the Crown prosecutor, Ann Lee, QC"), or by the role that
    exactly one person has ("the mayor").
    """
    exact = _only_exact_match(name, people)
    if exact:
        return exact
    named = [
        person for person in people if any(_contains_full_name(form, name) for form in (person.name, *person.aliases))
    ]
    if len(named) > 1:
        return None  # "Ann Lee and Bob Ray"
    found = match_person(name, people) or next(iter(named), None) or person_with_role(name, people)
    return None if found and _is_somebody_else(name, found) else found


def _only_exact_match(name: str, people: Sequence[Person]) -> Person | None:
    found = [person for person in people if name in (person.name, *person.aliases)]
    return found[0] if len(found) == 1 else None


def _contains_full_name(form: str, name: str) -> bool:
    """Whether the words contain the full name `form`."""
    return " " in form and form in name and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", name) is not None


def _is_somebody_else(name: str, person: Person) -> bool:
    """Whether the words denote somebody related to this person: "a lawyer for Ann Lee", "Ann Lee's lawyer"."""
    forms = sorted((person.name, *person.aliases), key=len, reverse=True)
    place = next((found for form in forms if (found := re.search(rf"(?<!\w){re.escape(form)}(?!\w)", name))), None)
    if place is None:
        return False
    return _ANOTHER.search(name[: place.start()]) is not None or name.startswith(("'s ", "’s "), place.end())


def person_with_role(name: str, people: Sequence[Person]) -> Person | None:
    """The only person with this role ("the mayor"); None if there is none, or more than one."""
    found = _ROLE.fullmatch(name)
    role = found[1].casefold() if found else ""
    exactly = [person for person in people if role and person.role.casefold() == role]
    heads = [person for person in people if role and _role_allows(role, person.role.casefold())]
    return next((group[0] for group in (exactly, heads) if len(group) == 1), None)


def _role_allows(description: str, role: str) -> bool:
    """Whether a description fits a role: "the chief" fits "police chief", "the president" not "vice president"."""
    words, own = set(description.split()), set(re.findall(r"\w+", role))
    same = _HEAD.split(role)[0].split()[-1:] == description.split()[-1:] and words <= own
    return same and own.isdisjoint(_LESSER - words)


def match_person(name: str, people: Sequence[Person]) -> Person | None:
    """The person that a name denotes; None if there is none, or if it is ambiguous.

    A surname counts before a first name: "Kerry" is John Kerry even if Kerry Brown is listed too.
    """
    meant = parse_name(name)
    if meant is None:
        return None
    ranks = [(rank, i) for i, person in enumerate(people) if (rank := _rank(meant, person)) is not None]
    least = min(ranks, default=(0, 0))[0]
    best = [i for rank, i in ranks if rank == least]
    return people[best[0]] if len(best) == 1 else None


def _rank(meant: Name, person: Person) -> int | None:
    """How well a name fits a person, from 0 (equal to a full name) to 4 (equal but for a typo); None if it does not."""
    known = [name for form in (person.name, *person.aliases) if (name := parse_name(form))]
    if not known:
        return None
    if len(meant.units) > 1:
        if any(name.keys == meant.keys and name.suffix == meant.suffix for name in known):
            return 0
        if any(are_compatible(name, meant) for name in known):
            return 1
        if all(len(name.units) == 1 and name.keys in short_forms(meant) for name in known):
            return 3
        return 4 if any(len(name.units) > 1 and differ_by_typo(name, meant) for name in known) else None
    ranks = [rank for name in known if (rank := short_forms(name).get(meant.keys)) is not None]
    if any(name.keys == meant.keys for name in known) and FIRST_NAME not in ranks:
        ranks.append(SURNAME)
    if ranks:
        return 2 + min(ranks)
    return 4 if any(is_typo(name.keys[-1], meant.keys[-1], 5) for name in known if len(meant.keys) == 1) else None
