"""The types of a section, and what sections share."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import BaseModel

from summarizer.article import Article, Span
from summarizer.checks import check_topic
from summarizer.digest import Flag, Issue, Person
from summarizer.invisible import is_blank, remove_invisible_characters


class Doubt(NamedTuple):
    """A text of the reply that failed a check: the field `field` of `item`, compared with `evidence`."""

    item: BaseModel
    field: str
    flags: list[Flag]
    evidence: list[Span]

    @property
    def text(self) -> str:
        """The text as the model wrote it."""
        return str(getattr(self.item, self.field))


class Resolved(NamedTuple):
    """A resolved reply: the section's value in the digest, the issues, and the texts that failed a check."""

    value: Any
    issues: list[Issue]
    doubts: Sequence[Doubt] = ()


@dataclass(frozen=True)
class Section:
    """One section of the digest.

    `name` is also the name of its prompt and of its field in the digest. `reply` is the model that the LLM fills in. It
    must stay within the subset of JSON Schema that strict structured outputs accept. `resolve(reply, article, people)`
    returns the section's value; the model is asked once more for the texts in `doubts`. `max_tokens` limits the reply
    of a model that runs on this machine.
    """

    name: str
    reply: type[BaseModel]
    resolve: Callable[[Any, Article, Sequence[Person]], Resolved]
    max_tokens: int = 4000


def names_by_person(people: Sequence[Person]) -> list[Collection[str]]:
    """The names of each person, for the checks."""
    return [{person.name, *person.aliases} for person in people]


def cited_sentences(numbers: Sequence[int], article: Article) -> list[Span]:
    """The sentences with these numbers, from 1, in order and without duplicates. Other numbers are ignored."""
    return [article.sentences[n - 1] for n in sorted(set(numbers)) if 0 < n <= len(article.sentences)]


_ENOUGH = 3
"""Sentences that show what items are about; of one or two, the next item may be about something else."""


def check_uncited(text: str, elsewhere: Sequence[Span], article: Article, *, others: Sequence[str] = ()) -> list[Flag]:
    """Flags a text without evidence that shares nothing with the sentences cited `elsewhere` in the same reply."""
    return check_topic(text, elsewhere, article, others=others) if len(elsewhere) >= _ENOUGH else []


def union_of_flags(flags: Sequence[Flag], more: Sequence[Flag]) -> list[Flag]:
    """The flags of both, without duplicates."""
    return list(dict.fromkeys([*flags, *more]))


def one_line(text: str) -> str:
    """The text in one line, without invisible characters; "" if that shows nothing."""
    text = " ".join(remove_invisible_characters(text).split())
    return "" if is_blank(text) else text
