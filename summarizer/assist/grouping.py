"""Grouping of names into persons: one Person for all forms that the article or a language model uses.

A person's name is the fullest form in the article. A person whom the article does not name is rejected.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.article import Article
from summarizer.assist.roles import is_character, is_role_supported, role_at
from summarizer.digest import Issue, Person
from summarizer.people.ages import age_at
from summarizer.people.names import Name, is_typo, parse_name
from summarizer.people.occurrences import Occurrence, find_occurrences
from summarizer.people.persons import (
    PersonNames,
    full_names_for,
    is_fuller_form,
    owners_by_form,
    possible_ranks,
    span_of,
)
from summarizer.people.register import Register, register_of
from summarizer.people.vocabulary import PLACES
from summarizer.people.words import Word


class ListedName(NamedTuple):
    """A person as a language model listed them: in any form, possibly as a duplicate or in error."""

    name: str
    role: str = ""


class Cluster(PersonNames):
    """The names of one person, and the model's entries for them."""

    def __init__(self, *names: Name) -> None:
        super().__init__(*names)
        self.entries: list[ListedName] = []


def group_names(named: Sequence[ListedName], article: Article) -> tuple[list[Person], list[Issue]]:
    """Return one Person for each person listed, in order of first mention, and an Issue for each rejected entry.

    Problems are "name-not-in-article" and "not-a-person" (a description, an organisation, a place).
    """
    register = register_of(article)
    issues: list[Issue] = []
    listed: list[tuple[Name, ListedName]] = []
    for entry in named:
        for part in re.split(r"\s+(?:and|&)\s+", entry.name[:400]):
            name = parse_name(part)
            meant = register.name_in_article(name) if name else None
            if name is None or _is_place(name):
                issues.append(Issue(section="people", problem="not-a-person", detail=part))
            elif meant is None:
                issues.append(Issue(section="people", problem="name-not-in-article", detail=part))
            else:
                listed.append((meant, entry))
    clusters = _cluster([name for name, _ in listed], register)
    forms = owners_by_form(clusters, register)
    for name, entry in listed:
        owners = [i for i in forms.get(name.keys, {}) if i < len(clusters)]
        if len(owners) == 1:
            clusters[owners[0]].entries.append(entry)
    places = find_occurrences(article, register.words, forms)
    roles = _roles(clusters, places, article, register.words)
    people = []
    for i, cluster in enumerate(clusters):
        own = [place for place in places if place.owner == i]
        if own:
            people.append(_person(own, roles[i], article.text, register.words))
        else:
            lost = [entry.name for entry in cluster.entries] or [" ".join(cluster.names[0].keys)]
            issues += [Issue(section="people", problem="name-not-in-article", detail=detail) for detail in lost]
    people.sort(key=lambda person: person.mentions[0].start)
    return [person.model_copy(update={"id": f"p{n}"}) for n, person in enumerate(people, 1)], issues


def _is_place(name: Name) -> bool:
    return len(name.units) == 1 and not name.titles and name.keys[0] in PLACES


def _cluster(names: Sequence[Name], register: Register) -> list[Cluster]:
    """Cluster full names, longest first, then assign each name of one part to the person that it abbreviates.

    A name that fits several persons gets no cluster of its own. Each of its occurrences is resolved separately.
    """
    distinct = {(name.keys, name.suffix): name for name in names}.values()
    order = sorted(distinct, key=lambda name: (-len(name.keys), name.keys, name.suffix))
    clusters: list[Cluster] = []
    for name in (name for name in order if len(name.units) > 1):
        hits = [cluster for cluster in clusters if cluster.includes(name, register)]
        if hits:
            hits[0].names += [name] if len(hits) == 1 else []
        else:
            clusters.append(Cluster(name))
    for name in (name for name in order if len(name.units) == 1):
        hits = _short_for(name, clusters, register) or [c for c in clusters if c.includes(name, register)]
        hits = hits or [c for c in clusters if _is_misspelling(name, c, register)]
        if hits:
            hits[0].names += [name] if len(hits) == 1 else []
        else:
            clusters.append(Cluster(*full_names_for(name, register), name))
    for cluster in clusters:
        cluster.names += [
            name for name in register.full_names if any(is_fuller_form(name, own) for own in cluster.names)
        ]
        cluster.names += [b for pair in register.same for a, b in (pair, pair[::-1]) if _has_keys(cluster, a)]
    return clusters


def _has_keys(cluster: Cluster, name: Name) -> bool:
    return any(own.keys == name.keys for own in cluster.names)


def _short_for(name: Name, clusters: Sequence[Cluster], register: Register) -> list[Cluster]:
    """Return the persons that a name of one part abbreviates: by surname, or else by first name."""
    for rank in possible_ranks(name, register):
        hits = [cluster for cluster in clusters if cluster.forms().get(name.keys) == rank]
        if hits:
            return hits
    return []


def _is_misspelling(name: Name, cluster: Cluster, register: Register) -> bool:
    """Return whether a name is a typo: "Mauer" after "K.C. Maurer", if no full name ends with "Mauer"."""
    if len(name.keys) > 1 or any(full.keys[-1] == name.keys[0] for full in register.full_names):
        return False
    begins = [i for own in cluster.names for i in register.positions_of(own.keys)]
    later = bool(begins) and min(begins) < min(register.positions_of(name.keys))
    return later and any(is_typo(name.keys[0], own.keys[-1], 5) for own in cluster.names if len(own.units) > 1)


def _person(own: Sequence[Occurrence], role: str, text: str, found: Sequence[Word]) -> Person:
    spans = [span_of(text, found, place) for place in own]
    forms = [" ".join(span.text.split()) for span in spans]
    uses = Counter(forms)
    plain = [(form, place) for form, place in zip(forms, own, strict=True) if not place.inflected]
    whole = [form for form, place in plain if place.is_full]
    name = max(
        whole or [form for form, _ in plain] or forms,
        key=lambda form: (len(form.split()), not form.isupper(), uses[form]),
    )
    ages = (age_at(text, span.start, span.end) for span in spans)
    return Person(
        id="",
        name=name,
        aliases=[form for form in dict.fromkeys(form for form, _ in plain) if form != name],
        role=role,
        age=next((age for age in ages if age is not None), None),
        mentions=spans,
    )


def _roles(
    clusters: Sequence[Cluster], places: Sequence[Occurrence], article: Article, found: Sequence[Word]
) -> list[str]:
    """Return the role of each person: the model's, if sentences that name the person support it, else the one beside.

    Words beside another person's name are no support, because models often assign a neighbour's role.
    """
    text = article.text
    starts, sentences = [word.start for word in found], [sentence.start for sentence in article.sentences]
    number = [bisect_right(sentences, start) for start in starts]
    beside: list[list[str]] = [[] for _ in clusters]
    whose: dict[int, int] = {}  # index of a role's word -> the person beside whose name it is
    fictional = set()
    since = 0  # the word after the previous name: no role extends across it
    for place in places:
        start, end = found[place.start].start, found[place.end - 1].end
        if span := role_at(text, found, place.start, place.end, since):
            whose.update(dict.fromkeys(range(bisect_left(starts, span[0]), bisect_left(starts, span[1])), place.owner))
            if place.owner < len(clusters):
                beside[place.owner].append(" ".join(text[slice(*span)].split()))
        if is_character(text, start, end):
            fictional.add(place.owner)
        since = place.end
    roles = []
    for i, cluster in enumerate(clusters):
        named_in = {number[place.start] for place in places if place.owner == i}
        near: set[str] = set()
        for n in named_in:
            span_of = range(bisect_left(number, n), bisect_right(number, n))
            near |= {found[k].key for k in span_of if whose.get(k, i) == i}
        near |= {found[k].key for k, owner in whose.items() if owner == i}
        said = (entry.role for entry in cluster.entries if is_role_supported(entry.role, near))
        roles.append("character" if i in fictional else next(said, next(iter(beside[i]), "")))
    return roles
