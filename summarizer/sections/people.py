"""Who is in the article: the model names them and gives their roles, code makes one person of all their names."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from summarizer.article import Article
from summarizer.digest import Issue, Person
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


_CAPITALS_SHOW_NAMES = frozenset(["en", "es", "fr", "it", "nl", "pt", "ru"])


def hints(article: Article) -> dict[str, object]:
    """Names that look like persons', each with the number of its first sentence; none where no capitals show them."""
    if article.tongue not in _CAPITALS_SHOW_NAMES:
        return {"names": []}
    return {"names": [(number, name) for name, number in candidates(article)]}


def resolve(reply: PeopleReply, article: Article, people: Sequence[Person]) -> Resolved:  # noqa: ARG001
    """Persons with every mention; what the article does not name as a person goes to the issues."""
    works = [item for item in reply.people if _WORK.search(item.role)]
    named = [Named(item.name, item.role) for item in reply.people if item not in works]
    found, issues = group(named, article)
    return Resolved(
        found, [*issues, *(Issue(section="people", problem="not-a-person", detail=item.name) for item in works)]
    )


# The model says itself that it is none.
_WORK = re.compile(
    r"^(?:a |an |the )?(?:film|movie|play|book|novel|song|album|ballet|tv series|television series|website|newspaper|"
    r"magazine|company|organi[sz]ation|city|country|place)$",
    re.IGNORECASE,
)


people = Section("people", PeopleReply, resolve, hints, max_tokens=2000)
