"""Who is in the article: the model names them and gives their roles, code makes one person of all their names."""

import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from summarizer.article import Article
from summarizer.digest import Person
from summarizer.people import Named, candidates, group
from summarizer.sections.base import Hints, Resolved, Section, bounded, plain


class PersonReply(BaseModel):
    """One name, as the model gives it."""

    name: Annotated[str, bounded(80)]
    kind: Literal["person", "organization", "place", "work", "other"]
    role: Annotated[str, bounded(120)]


class PeopleReply(BaseModel):
    """The model's reply."""

    people: Annotated[list[PersonReply], Field(max_length=60)]


class RolelessReply(PersonReply):
    """One name, as a model gives it whose roles are worse than those that stand beside the name."""

    role: str = ""


class NamesReply(PeopleReply):
    """The reply of such a model."""

    people: Annotated[list[RolelessReply], Field(max_length=60)]  # type: ignore[assignment]  # each is a PersonReply


def brief(article: Article) -> type[PeopleReply]:  # noqa: ARG001  # the signature of `Section.brief`
    """Without roles: `group` finds them, and of a small model's own more are wrong than right."""
    return NamesReply


_CAPITALS_SHOW_NAMES = frozenset(["en", "es", "fr", "it", "nl", "pt", "ru"])


def hints(article: Article) -> Hints:
    """Names that look like persons', each with the number of its first sentence; none where no capitals show them."""
    if article.tongue not in _CAPITALS_SHOW_NAMES:
        return {"names": []}
    return {"names": [(number, name) for name, number in candidates(article)]}


def known(hint: tuple[int, str], article: Article) -> dict[str, Any]:
    """The name; and that it is a person's, where the article says beside it what they are: "French dancer Ann Lee".

    In lower case at least in part: "Captain America" may be a film.
    """
    _, name = hint
    found, _ = group([Named(name)], article)
    role = found[0].role if found else None
    told = role and re.search(r"\b(?!(?:of|for|in|at|the|and)\b)[a-z]{3,}", role)
    return {"name": name} | ({"kind": "person", "role": role} if told else {})


def resolve(reply: PeopleReply, article: Article, people: Sequence[Person]) -> Resolved:  # noqa: ARG001
    """Persons with every mention; a name that the article does not have goes to the issues."""
    found, issues = group(
        [Named(plain(item.name), item.role) for item in reply.people if item.kind == "person"], article
    )
    return Resolved(found, issues)


people = Section("people", PeopleReply, resolve, hints, known, brief, max_tokens=2000)
