"""People for a small model: rules find names, mentions and roles; the model classifies the names of other languages."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from summarizer.article import Article
from summarizer.assist.brief_form import BriefForm, CompletedReply, Hints
from summarizer.assist.candidates import person_candidates
from summarizer.assist.grouping import ListedName, group_names
from summarizer.assist.wording import bounded_field, without_sentence_number
from summarizer.digest import Person
from summarizer.sections.people import PeopleReply as FullReply
from summarizer.sections.people import PersonReply as FullPerson


class PersonReply(BaseModel):
    """One name, as the model gives it."""

    name: Annotated[str, bounded_field(80)]
    kind: Literal["person", "organization", "place", "work", "other"]
    role: Annotated[str, bounded_field(120)]


class PeopleReply(BaseModel):
    """The model's reply."""

    people: Annotated[list[PersonReply], Field(json_schema_extra={"maxItems": 60})]


_CAPITALS_SHOW_NAMES = frozenset(["en", "es", "fr", "it", "nl", "pt", "ru"])


def hints(article: Article) -> Hints:
    """Return names that are or may be persons', as the prompt variable "names": (number of first sentence, name).

    The list is empty for languages in which capital letters do not mark names.
    """
    if article.tongue not in _CAPITALS_SHOW_NAMES:
        return {"names": []}
    return {"names": [(number, name) for name, number in person_candidates(article)]}


def known_fields(hint: tuple[int, str], article: Article) -> dict[str, Any]:  # noqa: ARG001  # as `BriefForm.known`
    """Return all fields of a name, which is a person's in English. `complete` finds the role."""
    return {"name": hint[1], "kind": "person", "role": ""}


def complete(reply: PeopleReply, article: Article, people: Sequence[Person]) -> CompletedReply:  # noqa: ARG001  # as of all
    """Return each person once, with all names and the role beside one of them. A name of no person becomes an issue."""
    named = [
        ListedName(without_sentence_number(item.name), item.role) for item in reply.people if item.kind == "person"
    ]
    found, issues = group_names(named, article)
    listed = [FullPerson(name=person.name, other_names=person.aliases, role=person.role) for person in found]
    return CompletedReply(FullReply(people=listed), issues)


BRIEF_FORM = BriefForm(PeopleReply, complete, hints, known_fields, max_tokens=2000)
