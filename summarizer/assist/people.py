"""People: code finds names, places and roles; a small model says which names are persons', but for English ones."""

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


_CAPITALS_SHOW_NAMES = frozenset(["en", "es", "fr", "it", "nl", "pt", "ru"])


def hints(article: Article) -> Hints:
    """Names that are or may be persons', each with the number of its first sentence; none where capitals show none."""
    if article.tongue not in _CAPITALS_SHOW_NAMES:
        return {"names": []}
    return {"names": [(number, name) for name, number in candidates(article)]}


def known(hint: tuple[int, str], article: Article) -> dict[str, Any]:  # noqa: ARG001  # the signature of `Help.known`
    """All of an English name: `candidates` lists only persons'; and `complete` finds the role."""
    return {"name": hint[1], "kind": "person", "role": ""}


def complete(reply: PeopleReply, article: Article, people: Sequence[Person]) -> Completed:  # noqa: ARG001
    """Each person once, with all names and the role that stands beside one; a name that is nobody's is an issue."""
    named = [Named(plain(item.name), item.role) for item in reply.people if item.kind == "person"]
    found, issues = group(named, article)
    listed = [FullPerson(name=person.name, other_names=person.aliases, role=person.role) for person in found]
    return Completed(FullReply(people=listed), issues)


HELP = Help(PeopleReply, complete, hints, known, max_tokens=2000)
