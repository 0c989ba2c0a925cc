"""What a section is made of."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import BaseModel

from summarizer.article import Article, Span
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


def no_hints(article: Article) -> dict[str, object]:  # noqa: ARG001  # the signature of `Section.hints`
    """Nothing that code can find out beforehand."""
    return {}


@dataclass(frozen=True)
class Section:
    """One section of the digest.

    `name` is also the name of its prompt and of its field of the digest. `reply` is what the model fills in: it travels
    over the wire, so it stays small and within the subset of JSON Schema that strict structured outputs take.
    `resolve(reply, article, people)` turns it into what the digest holds; the texts that it doubts are asked again.
    `hints(article)` gives the prompt its variables: what code alone can find. `max_tokens` bounds the reply of a local
    model.
    """

    name: str
    reply: type[BaseModel]
    resolve: Callable[[Any, Article, Sequence[Person]], Resolved]
    hints: Callable[[Article], dict[str, object]] = no_hints
    max_tokens: int = 1500


def names_of(people: Sequence[Person]) -> list[Collection[str]]:
    """What each person is called, for `checks.check_text`."""
    return [{person.name, *person.aliases} for person in people]


def sentence(article: Article, number: int) -> list[Span]:
    """The sentence with this number; empty where the model named one that does not exist."""
    return [article.sentences[number - 1]] if 0 < number <= len(article.sentences) else []


def uncut(text: str, limit: int) -> str:
    """`text`; where a limit of so many characters cut it off, only up to the last clause, or else word, that is whole.

    A model that runs into the limit may leave "23" of "238".
    """
    text = text.strip()
    if len(text) < limit - _NEAR or text.endswith((".", "!", "?", '"', "'", "”", "’", ")")):
        return text
    clauses = re.sub(r"[,;.!?](?=\s)[^,;.!?]*$", "", text)
    return (clauses if clauses != text else text.rpartition(" ")[0]).strip()


_NEAR = 5  # characters; a model stops at the last token that fits
