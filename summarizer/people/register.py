"""The person names of one article, and the lookup of a model's name among them.

A language model makes mistakes: it leaves out accents, swaps letters, adds a first name that the article does not have.
`Register.name_in_article` returns the name in the article that the model's name stands for, or None.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from summarizer.article import Article, cached_per_article
from summarizer.people.name_index import NameIndex
from summarizer.people.names import (
    Keys,
    Name,
    are_compatible,
    capitalised_runs,
    differ_by_typo,
    dissect,
    is_typo,
    short_forms,
)
from summarizer.people.occurrences import form_stands_at
from summarizer.people.vocabulary import BREAKS, DATE_NAMES, LEADING, STYLES
from summarizer.people.words import split_words

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_MOST_UNITS = 5  # a longer run of capitals is a headline
_LINKS = frozenset(
    {("known", "as"), ("aka",), ("a", "k", "a"), ("nicknamed",), ("born",), ("nee",)}
    | {(adverb, "known", "as") for adverb in ("also", "better", "commonly", "formerly", "popularly")}
)
_OPENING = (' "', " “", " ‘", " '", " (")


class Register:
    """An article's words, its distinct full names (two units or more), and the pairs that it states to be aliases.

    An article may have thousands of names, and a reply as many: what is asked for each of them is looked up.
    """

    def __init__(self, article: Article) -> None:
        self.text = article.text
        self.words = split_words(article.text)
        self._places: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            self._places.setdefault(word.key, []).append(i)
        spans = list(capitalised_runs(self.text, self.words))
        names = [name for span in spans if (name := dissect(self.text, self.words, *span))]
        full = {(name.keys, name.suffix): name for name in reversed(names) if 2 <= len(name.units) <= _MOST_UNITS}
        surnames = {name.units[-1] for name in full.values()}
        self.full_names = [name for name in reversed(full.values()) if name.keys not in surnames]
        self.full_keys = frozenset(name.keys for name in self.full_names)
        self.same = list(self._stated_aliases(names))
        self.styled = {
            name.keys for name in names if len(name.units) == 1 and name.titles and name.titles[-1] in STYLES
        }
        self._couples = {
            (*a.units, b.units[-1])
            for a, b in pairwise(names)
            if len(a.units) == 1 < len(b.units) and [w.key for w in self.words[a.end : b.start]] == ["and"]
        }

    def positions_of(self, keys: Keys) -> list[int]:
        """The positions of the words at which this form begins."""
        places = [self._places.get(key, []) for key in keys]
        rarest = min(range(len(keys)), key=lambda number: len(places[number]))
        begins = (i - rarest for i in places[rarest] if i >= rarest)
        return [i for i in begins if form_stands_at(self.text, self.words, i, keys)]

    def has_words_of(self, name: str) -> bool:
        """Whether the article has every word of this name, not necessarily together."""
        return all(word.key in self._places for word in split_words(name))

    def _stated_aliases(self, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
        """Pairs of names of one person: 'Robert "Bob" Dylan', "Stefani Germanotta, better known as Lady Gaga"."""
        by_start = {name.start: name for name in names}
        for a, b in pairwise(names):
            between = tuple(word.key for word in self.words[a.end : b.start - len(b.titles)][:4])
            gap = self.text[self.words[a.end - 1].end : self.words[b.start].start]
            if max(len(a.units), len(b.units)) > _MOST_UNITS:
                continue
            if between in _LINKS and ". " not in gap:
                yield a, b
            elif gap.removesuffix("The ") in _OPENING and (after := by_start.get(b.end)):
                nickname = (("the", *b.units[0]), *b.units[1:]) if gap.endswith("The ") else b.units
                whole = Name(a.start, after.end, (), (*a.units, *nickname, *after.units))
                for units in ((*a.units, *after.units), b.units, (*b.units, *after.units)):
                    yield whole, whole._replace(units=units)

    def name_in_article(self, name: Name) -> Name | None:
        """The article's form of this name: itself, a fuller name, one without its typo, or a part of it; else None."""
        if self.positions_of(name.keys):
            return name
        if len(name.units) == 1:
            alike = self._keys_by_letter.get(name.keys[-1][:1], ())
            near = [key for key in alike if is_typo(name.keys[-1], key, 5) and self.positions_of((key,))]
            return name._replace(units=((near[0],),)) if len(name.keys) == len(near) == 1 else None
        for fits in (are_compatible, differ_by_typo):
            found = [other for other in self._known.near(name) if fits(name, other)]
            if found:
                return found[0] if all(are_compatible(found[0], other) for other in found) else None
        if name.units in self._couples:
            return name  # "Michelle Obama" where the article has "Michelle and Barack Obama"
        return next(self._unambiguous_parts(name), None)

    def _unambiguous_parts(self, name: Name) -> Iterator[Name]:
        """Yield the surname or first name if the article has it and it belongs to nobody else there."""
        for keys in short_forms(name):
            common = len(keys) == 1 and keys[0] in LEADING | BREAKS | DATE_NAMES
            if keys not in self._taken and not common and self.positions_of(keys):
                yield name._replace(units=(keys,))

    def aliases_of(self, name: Name) -> list[Name]:
        """The names that the article states to be another name of the person with this one."""
        return self._aliases.get(name.keys, [])

    def full_names_with_ends(self, name: Name) -> list[Name]:
        """The full names that have the first and the last unit of this name."""
        return self._by_ends.get((name.units[0], name.units[-1]), [])

    def full_names_short_for(self, keys: Keys, rank: int) -> list[Name]:
        """The full names of three units or less for which this form, of this rank, may stand."""
        return self._by_short_form.get((keys, rank), [])

    @cached_property
    def _known(self) -> NameIndex:
        index = NameIndex()
        for name in (*self.full_names, *(name for pair in self.same for name in pair)):
            index.add(name)
        return index

    @cached_property
    def _taken(self) -> frozenset[Keys]:
        """The short forms of the known names."""
        return frozenset(keys for name in self._known.names for keys in short_forms(name))

    @cached_property
    def _keys_by_letter(self) -> dict[str, list[str]]:
        return _group((key[:1], key) for key in self._places)

    @cached_property
    def _aliases(self) -> dict[Keys, list[Name]]:
        return _group((a.keys, b) for pair in self.same for a, b in (pair, pair[::-1]))

    @cached_property
    def _by_ends(self) -> dict[tuple[Keys, Keys], list[Name]]:
        return _group(((name.units[0], name.units[-1]), name) for name in self.full_names)

    @cached_property
    def _by_short_form(self) -> dict[tuple[Keys, int], list[Name]]:
        short = (name for name in self.full_names if len(name.units) <= _MOST_OF_SHORT)
        return _group((form, name) for name in short for form in short_forms(name).items())


_MOST_OF_SHORT = 3  # units of a name that a short form stands for


def _group(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """The second of each pair, by the first, in order."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


@cached_per_article
def register_of(article: Article) -> Register:
    """The register of this article, cached."""
    return Register(article)
