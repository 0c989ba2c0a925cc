"""What a section is made of."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import BaseModel

from summarizer.article import Article, Span
from summarizer.checks import check_topic
from summarizer.digest import Flag, Issue, Person


class Doubt(NamedTuple):
    """A text of the reply that failed a check: the field `field` of `item`, which should say what `evidence` says."""

    item: BaseModel
    field: str
    flags: list[Flag]
    evidence: list[Span]

    @property
    def text(self) -> str:
        """The text as the model wrote it."""
        return str(getattr(self.item, self.field))


class Resolved(NamedTuple):
    """What a section gives to the digest, what it had to leave out, and what failed a check."""

    value: Any
    issues: list[Issue]
    doubts: Sequence[Doubt] = ()


@dataclass(frozen=True)
class Section:
    """One section of the digest.

    `name` is also the name of its prompt and of its field of the digest. `reply` is what the model fills in: it travels
    over the wire, so it stays within the subset of JSON Schema that strict structured outputs take.
    `resolve(reply, article, people)` turns it into what the digest holds; the texts that it doubts are asked again.
    `max_tokens` bounds the reply of a model that runs on this machine.
    """

    name: str
    reply: type[BaseModel]
    resolve: Callable[[Any, Article, Sequence[Person]], Resolved]
    max_tokens: int = 4000


def names_of(people: Sequence[Person]) -> list[Collection[str]]:
    """What each person is called, for the checks."""
    return [{person.name, *person.aliases} for person in people]


def cited(numbers: Sequence[int], article: Article) -> list[Span]:
    """The sentences with these numbers, in order and once each; numbers of no sentence are passed over."""
    return [article.sentences[n - 1] for n in sorted(set(numbers)) if 0 < n <= len(article.sentences)]


_ENOUGH = 3
"""Sentences that show what items are about; of one or two, the next item may be about something else."""


def check_uncited(text: str, elsewhere: Sequence[Span], article: Article, *, others: Sequence[str] = ()) -> list[Flag]:
    """What a text that cites no sentence has not in common with those cited `elsewhere` in the same reply."""
    return check_topic(text, elsewhere, article, others=others) if len(elsewhere) >= _ENOUGH else []


def joined(flags: Sequence[Flag], more: Sequence[Flag]) -> list[Flag]:
    """These flags, each once."""
    return list(dict.fromkeys([*flags, *more]))


def one_line(text: str) -> str:
    """The text with single spaces between its words."""
    return " ".join(text.split())
