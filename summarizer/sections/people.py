"""Who is in the article: the model names them and gives their roles, code makes one person of all their names."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from summarizer.article import Article
from summarizer.digest import Person
from summarizer.people import Named, candidates, group
from summarizer.sections.base import Resolved, Section


class PersonReply(BaseModel):
    """One person, as the model gives it."""

    sentence: int
    name: Annotated[str, Field(max_length=80)]
    role: Annotated[str, Field(max_length=120)]


class PeopleReply(BaseModel):
    """The model's reply."""

    people: Annotated[list[PersonReply], Field(max_length=60)]


def hints(article: Article) -> dict[str, object]:
    """Names that look like persons', each with the number of its first sentence."""
    return {"names": [(number, name) for name, number in candidates(article)]}


def resolve(reply: PeopleReply, article: Article, people: Sequence[Person]) -> Resolved:  # noqa: ARG001
    """Persons with every mention; what the article does not name as a person goes to the issues."""
    return Resolved(*group([Named(item.name, item.role, item.sentence) for item in reply.people], article))


people = Section("people", PeopleReply, resolve, hints, max_tokens=2000)
