"""How well names become persons, against human annotations, beside two naive ways of doing it.

usage: python benchmarks/people.py [ARTICLES.jsonl]

`group_names` gets every alias of every annotated person of an article, shuffled, as if a model had named each
separately.

  pairs      pairs of aliases of one article that were put together, against those that are one person's. Aliases that
             stand nowhere in the text count; two annotated persons with the same alias are taken for one.
  mentions   places where a name stands, exact offsets: in the annotations, the first alias within each mention that is
             no pronoun or description; the longest alias wins.
  candidates of the people that the text names, those that `person_candidates` lists, in full or in part;
             and how many it lists an article.

The baselines put aliases together that are equal, or whose last words are, and find every place of these as strings.
"""

import json
import random
import re
import sys
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from summarizer.article import Article
from summarizer.assist.candidates import person_candidates
from summarizer.assist.grouping import ListedName, group_names
from summarizer.people import match_person

DEFAULT = Path(__file__).parent.parent / "fixtures" / "eval" / "articles.jsonl"
SEED = 20240501

Place = tuple[int, int]
Grouping = tuple[dict[str, int], dict[int, set[Place]]]
"""Alias -> number of its person; number -> places."""


def ours(aliases: list[str], article: Article) -> Grouping:
    """Group by `summarizer.people`."""
    people, _ = group_names([ListedName(alias) for alias in aliases], article)
    numbers = {}
    for alias in aliases:
        holders = [i for i, person in enumerate(people) if alias in (person.name, *person.aliases)]
        person = people[holders[0]] if len(holders) == 1 else match_person(alias, people)
        if person is not None:
            numbers[alias] = people.index(person)
    return numbers, {i: {(span.start, span.end) for span in person.mentions} for i, person in enumerate(people)}


def by_key(key: Callable[[str], str]) -> Callable[[list[str], Article], Grouping]:
    """Make a baseline: aliases with an equal key are one person."""

    def grouping(aliases: list[str], article: Article) -> Grouping:
        keys = sorted({key(alias) for alias in aliases})
        numbers = {alias: keys.index(key(alias)) for alias in aliases}
        places: dict[int, set[Place]] = {}
        for alias in aliases:
            spans = {match.span() for match in re.finditer(rf"\b{re.escape(alias)}\b", article.text)}
            places.setdefault(numbers[alias], set()).update(spans)
        return numbers, places

    return grouping


METHODS: dict[str, Callable[[list[str], Article], Grouping]] = {
    "summarizer.people": ours,
    "equal strings": by_key(str),
    "equal last words": by_key(lambda alias: alias.split()[-1]),
}


def gold_persons(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Make one of the annotated persons that share an alias."""
    merged: list[dict[str, Any]] = []
    for person in people:
        one = {"aliases": set(person["aliases"]), "mentions": person["mentions"], "core": person["core"]}
        for other in [other for other in merged if other["aliases"] & one["aliases"]]:
            merged.remove(other)
            one = {
                "aliases": one["aliases"] | other["aliases"],
                "mentions": one["mentions"] + other["mentions"],
                "core": one["core"] or other["core"],
            }
        merged.append(one)
    return merged


def name_places(person: dict[str, Any]) -> set[Place]:
    """Find where the person's name stands within the annotated mentions."""
    places = set()
    for mention in person["mentions"]:
        for alias in sorted(person["aliases"], key=len, reverse=True):
            found = re.search(rf"\b{re.escape(alias)}\b", mention["text"])
            if found:
                places.add((mention["start"] + found.start(), mention["start"] + found.end()))
                break
    return places


def pairs(numbers: Iterable[tuple[str, int]]) -> set[frozenset[str]]:
    """Pair the aliases that have one number."""
    return {frozenset((a, b)) for (a, i), (b, j) in combinations(sorted(numbers), 2) if i == j}


def figures(right: int, given: int, gold: int) -> str:
    """Write precision, recall and F1."""
    precision, recall = right / max(given, 1), right / max(gold, 1)
    return f"{precision:10.3f}{recall:8.3f}{2 * right / max(given + gold, 1):8.3f}"


def main(path: Path, *, verbose: bool) -> None:
    """Print the tables."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    print(f"{'':22}{'pairs P':>10}{'R':>8}{'F1':>8}{'mentions P':>12}{'R':>8}{'F1':>8}")
    for name, method in METHODS.items():
        pair_counts, place_counts = [0, 0, 0], [0, 0, 0]
        for record in records:
            article = Article(text=record["text"])
            persons = gold_persons(record["gold"]["people"])
            aliases = sorted({alias for person in persons for alias in person["aliases"]})
            random.Random(SEED).shuffle(aliases)
            numbers, places = method(aliases, article)
            gold = pairs((alias, i) for i, person in enumerate(persons) for alias in person["aliases"])
            given = pairs(numbers.items())
            gold_places = {(i, place) for i, person in enumerate(persons) for place in name_places(person)}
            owner = {numbers[a]: i for i, p in enumerate(persons) for a in p["aliases"] if a in numbers}
            given_places = {(owner.get(i, -1 - i), place) for i, own in places.items() for place in own}
            for counts, found, truth in ((pair_counts, given, gold), (place_counts, given_places, gold_places)):
                for k, size in enumerate((len(found & truth), len(found), len(truth))):
                    counts[k] += size
            if verbose and name == "summarizer.people":
                for label, wrong in (("pair", given - gold), ("no pair", gold - given)):
                    print(*(f"  {record['id']} {label}: {sorted(w)}" for w in wrong), sep="\n", end="")
                for label, odd in (("extra", given_places - gold_places), ("lost", gold_places - given_places)):
                    for _, (start, end) in sorted(odd, key=lambda o: o[1]):
                        around = article.text[max(0, start - 25) : end + 25].replace("\n", " ")
                        print(f"  {record['id']} {label}: {article.text[start:end]!r} in {around!r}")
        print(f"{name:22}{figures(*pair_counts)}{figures(*place_counts):>28}")
    listed, core, recalled = 0, 0, 0
    for record in records:
        lines = person_candidates(Article(text=record["text"]))
        listed += len(lines)
        for person in gold_persons(record["gold"]["people"]):
            hit = any(alias in line or line in alias for line, _ in lines for alias in person["aliases"])
            core, recalled = core + person["core"], recalled + (person["core"] and hit)
            if verbose and person["core"] and not hit:
                print(f"  {record['id']} no candidate: {sorted(person['aliases'])}")
        if verbose:
            print(f"  {record['id']}: {lines}")
    print(f"candidates: {recalled} of {core} people ({recalled / core:.3f}), {listed / len(records):.1f} an article")


if __name__ == "__main__":
    paths = [Path(argument) for argument in sys.argv[1:] if argument != "-v"]
    main(paths[0] if paths else DEFAULT, verbose="-v" in sys.argv)
