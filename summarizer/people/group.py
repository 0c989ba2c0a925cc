"""Names to persons: one Person for everybody, whatever the article or a language model calls them.

The article decides: a person's name is the fullest form that it uses, and nobody is taken in whom it does not name.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.article import Article, Span
from summarizer.digest import Issue, Person
from summarizer.people.names import Keys, Name, compatible, parse, short_forms, slip, slipped
from summarizer.people.occurrences import FIRST_NAME, FULL, SURNAME, Occurrence, find
from summarizer.people.register import Register
from summarizer.people.roles import age_at, carried, is_character, role_at
from summarizer.people.vocabulary import PLACES, STYLES
from summarizer.people.words import Word


class Named(NamedTuple):
    """A person as a language model listed them: in any form, perhaps twice, perhaps wrongly."""

    name: str
    role: str = ""


class _Cluster:
    """The names of one person, those of two units or more first, and what the model said of them."""

    def __init__(self, *names: Name) -> None:
        self.names = list(names)
        self.entries: list[Named] = []

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


def group(named: Sequence[Named], article: Article) -> tuple[list[Person], list[Issue]]:
    """One Person for everybody named, in order of first mention, and an Issue for every entry that is nobody.

    Problems are "name-not-in-article" and "not-a-person" (a description, an organisation, a place).
    """
    register = Register(article)
    issues: list[Issue] = []
    listed: list[tuple[Name, Named]] = []
    for entry in named:
        for part in re.split(r"\s+(?:and|&)\s+", entry.name[:400]):
            name = parse(part)
            meant = register.meant(name) if name else None
            if name is None or _is_place(name):
                issues.append(Issue(section="people", problem="not-a-person", detail=part))
            elif meant is None:
                issues.append(Issue(section="people", problem="name-not-in-article", detail=part))
            else:
                listed.append((meant, entry))
    clusters = _cluster([name for name, _ in listed], register)
    forms = _shared_forms(clusters, register)
    for name, entry in listed:
        owners = [i for i in forms.get(name.keys, {}) if i < len(clusters)]
        if len(owners) == 1:
            clusters[owners[0]].entries.append(entry)
    places = find(article, register.words, forms)
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


def _cluster(names: Sequence[Name], register: Register) -> list[_Cluster]:
    """Full names first, the longest before the others; then each name of one part to the person that it is short for.

    A name that fits several persons makes none of its own: its places are told apart one by one.
    """
    distinct = {(name.keys, name.suffix): name for name in names}.values()
    order = sorted(distinct, key=lambda name: (-len(name.keys), name.keys, name.suffix))
    clusters: list[_Cluster] = []
    for name in (name for name in order if len(name.units) > 1):
        hits = [cluster for cluster in clusters if cluster.holds(name, register)]
        if hits:
            hits[0].names += [name] if len(hits) == 1 else []
        else:
            clusters.append(_Cluster(name))
    for name in (name for name in order if len(name.units) == 1):
        hits = _short_for(name, clusters, register) or [c for c in clusters if c.holds(name, register)]
        hits = hits or [c for c in clusters if _misspelt(name, c, register)]
        if hits:
            hits[0].names += [name] if len(hits) == 1 else []
        else:
            clusters.append(_Cluster(*_introduced(name, register), name))
    for cluster in clusters:
        cluster.names += [name for name in register.full if any(_fuller(name, own) for own in cluster.names)]
        cluster.names += [b for pair in register.same for a, b in (pair, pair[::-1]) if _has(cluster, a)]
    return clusters


def _has(cluster: _Cluster, name: Name) -> bool:
    return any(own.keys == name.keys for own in cluster.names)


def _short_for(name: Name, clusters: Sequence[_Cluster], register: Register) -> list[_Cluster]:
    """List the persons that a name of one part is short for: by surname, or else by first name."""
    for rank in _ranks(name, register):
        hits = [cluster for cluster in clusters if cluster.forms().get(name.keys) == rank]
        if hits:
            return hits
    return []


def _ranks(name: Name, register: Register) -> tuple[int, ...]:
    """How a name of one part may be short for a full one: Pope Francis is no Francis Ford Coppola."""
    return (SURNAME,) if name.suffix or name.keys in register.styled else (SURNAME, FIRST_NAME)


def _misspelt(name: Name, cluster: _Cluster, register: Register) -> bool:
    """Whether the article slips: "Mauer" after "K.C. Maurer", and no full name that ends in "Mauer"."""
    if len(name.keys) > 1 or any(full.keys[-1] == name.keys[0] for full in register.full):
        return False
    begins = [i for own in cluster.names for i in register.at(own.keys)]
    later = bool(begins) and min(begins) < min(register.at(name.keys))
    return later and any(slip(name.keys[0], own.keys[-1], 5) for own in cluster.names if len(own.units) > 1)


def _introduced(name: Name, register: Register) -> list[Name]:
    """Find the full name behind a name of one part, if the article gives exactly one person's.

    A surname may stand before the full name, in a headline; a first name alone is somebody else's then.
    """
    for rank in _ranks(name, register):
        full = [other for other in register.full if len(other.units) <= 3 and short_forms(other).get(name.keys) == rank]
        if full:
            one = all(compatible(full[0], other) for other in full)
            late = rank == FIRST_NAME and min(register.at(name.keys)) < min(register.at(full[0].keys), default=0)
            return full[:1] if one and not late else []
    return []


def _fuller(name: Name, own: Name) -> bool:
    """Whether the article's name is one that we have, with a middle name, an initial or a suffix more."""
    same_ends = (name.units[0], name.units[-1]) == (own.units[0], own.units[-1])
    return same_ends and len(own.units) > 1 and compatible(name, own)


def _shared_forms(clusters: Sequence[_Cluster], register: Register) -> dict[Keys, dict[int, int]]:
    """Every form with its owners: the clusters by number, and after them whoever else the article names so."""
    forms: dict[Keys, dict[int, int]] = {}
    for i, cluster in enumerate(clusters):
        for keys, rank in cluster.forms().items():
            forms.setdefault(keys, {})[i] = rank
    others: list[_Cluster] = []
    single = {i for i, cluster in enumerate(clusters) if all(len(name.units) == 1 for name in cluster.names)}
    for name in register.full:
        by_first = any(rank == FIRST_NAME or i in single for i, rank in forms.get(name.units[0], {}).items())
        if len(name.units) > 3 or name.keys in forms or not (name.units[-1] in forms or by_first):
            continue
        if not any(cluster.holds(name, register) for cluster in (*clusters, *others)):
            others.append(_Cluster(name))
    for i, other in enumerate(others, len(clusters)):
        for keys, rank in other.forms().items():
            forms.setdefault(keys, {})[i] = rank
    return forms


def _person(own: Sequence[Occurrence], role: str, text: str, found: Sequence[Word]) -> Person:
    spans = [_span(text, found, place) for place in own]
    forms = [" ".join(span.text.split()) for span in spans]
    uses = Counter(forms)
    plain = [(form, place) for form, place in zip(forms, own, strict=True) if not place.inflected]
    whole = [form for form, place in plain if place.full]
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


def _span(text: str, found: Sequence[Word], place: Occurrence) -> Span:
    """Cut the place from the text; "Jr." keeps its full stop."""
    start, end = found[place.start].start, found[place.end - 1].end
    if place.end - place.start > 1 and found[place.end - 1].key in ("jr", "sr") and text.startswith(".", end):
        end += 1
    return Span(start=start, end=end, text=text[start:end])


def _roles(
    clusters: Sequence[_Cluster], places: Sequence[Occurrence], article: Article, found: Sequence[Word]
) -> list[str]:
    """Say what each person is: as the model does, if the sentences that name the person do, else by what stands beside.

    Words beside somebody else's name carry nothing: a model likes to give a neighbour's role.
    """
    text = article.text
    starts, sentences = [word.start for word in found], [sentence.start for sentence in article.sentences]
    number = [bisect_right(sentences, start) for start in starts]
    beside: list[list[str]] = [[] for _ in clusters]
    whose: dict[int, int] = {}  # word of a role -> the person beside whose name it stands
    fictional = set()
    since = 0  # the word after the name before: no role reaches across it
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
        said = (entry.role for entry in cluster.entries if carried(entry.role, near))
        roles.append("character" if i in fictional else next(said, next(iter(beside[i]), "")))
    return roles


def match(name: str, people: Sequence[Person]) -> Person | None:
    """Find the person that a speaker's or participant's name denotes; None if nobody, or more than one could be meant.

    A surname comes before a first name: "Kerry" is John Kerry where Kerry Brown is there, too.
    """
    meant = parse(name)
    if meant is None:
        return None
    ranks = [(rank, i) for i, person in enumerate(people) if (rank := _rank(meant, person)) is not None]
    best = [i for rank, i in ranks if rank == min(ranks)[0]]
    return people[best[0]] if len(best) == 1 else None


def _rank(meant: Name, person: Person) -> int | None:
    """How well a name fits a person, from 0 (a full name of the person's) to 4 (but for a slip); None: not at all."""
    known = [name for form in (person.name, *person.aliases) if (name := parse(form))]
    if len(meant.units) > 1:
        if any(name.keys == meant.keys and name.suffix == meant.suffix for name in known):
            return 0
        if any(compatible(name, meant) for name in known):
            return 1
        if all(len(name.units) == 1 and name.keys in short_forms(meant) for name in known):
            return 3
        return 4 if any(len(name.units) > 1 and slipped(name, meant) for name in known) else None
    ranks = [rank for name in known if (rank := short_forms(name).get(meant.keys)) is not None]
    if any(name.keys == meant.keys for name in known) and FIRST_NAME not in ranks:
        ranks.append(SURNAME)
    if ranks:
        return 2 + min(ranks)
    return 4 if any(slip(name.keys[-1], meant.keys[-1], 5) for name in known if len(meant.keys) == 1) else None
