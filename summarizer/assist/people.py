"""People: a small model says which of the names found are persons', code groups them and finds their roles."""

import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from summarizer.article import Article
from summarizer.assist.candidates import candidates
from summarizer.assist.grouping import Named, group
from summarizer.assist.help import Completed, Help, Hints
from summarizer.assist.wording import bounded, plain
from summarizer.digest import Person
from summarizer.sections.people import PeopleReply as FullReply
from summarizer.sections.people import PersonReply as FullPerson


class PersonReply(BaseModel):
    """One name, as the model gives it."""

    name: Annotated[str, bounded(80)]
    kind: Literal["person", "organization", "place", "work", "other"]
    role: Annotated[str, bounded(120)]


class PeopleReply(BaseModel):
    """The model's reply."""

    people: Annotated[list[PersonReply], Field(json_schema_extra={"maxItems": 60})]


class RolelessReply(PersonReply):
    """One name, as a model gives it whose roles are worse than those that stand beside the name."""

    role: str = ""


class NamesReply(PeopleReply):
    """The reply of such a model."""

    people: Annotated[list[RolelessReply], Field(json_schema_extra={"maxItems": 60})]  # type: ignore[assignment]  # each is a PersonReply


def shorter(article: Article) -> type[PeopleReply]:  # noqa: ARG001  # the signature of `Help.shorter`
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


def complete(reply: PeopleReply, article: Article, people: Sequence[Person]) -> Completed:  # noqa: ARG001
    """Each person once, with all names and the role that stands beside one; a name that is nobody's is an issue."""
    named = [Named(plain(item.name), item.role) for item in reply.people if item.kind == "person"]
    found, issues = group(named, article)
    listed = [FullPerson(name=person.name, other_names=person.aliases, role=person.role) for person in found]
    return Completed(FullReply(people=listed), issues)


HELP = Help(PeopleReply, complete, hints, known, shorter, max_tokens=2000)
