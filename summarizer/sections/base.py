"""What a section is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.digest import Issue, Person


class Resolved(NamedTuple):
    """What a section gives to the digest, and what it had to leave out."""

    value: Any
    issues: list[Issue]


def no_hints(article: Article) -> dict[str, object]:  # noqa: ARG001  # the signature of `Section.hints`
    """Nothing that code can find out beforehand."""
    return {}


@dataclass(frozen=True)
class Section:
    """One section of the digest.

    `name` is also the name of its prompt and of its field of the digest. `reply` is what the model fills in: it travels
    over the wire, so it stays small and within the subset of JSON Schema that strict structured outputs take.
    `resolve(reply, article, people)` turns it into what the digest holds. `hints(article)` gives the prompt its
    variables: what code alone can find. `max_tokens` bounds the reply of a local model.
    """

    name: str
    reply: type[BaseModel]
    resolve: Callable[[Any, Article, Sequence[Person]], Resolved]
    hints: Callable[[Article], dict[str, object]] = no_hints
    max_tokens: int = 1500
