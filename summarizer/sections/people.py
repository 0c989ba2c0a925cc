"""People: the model lists the persons, code finds every mention of them."""

from collections.abc import Sequence

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.checks import check_role
from summarizer.digest import Issue, Person
from summarizer.people import ListedPerson, locate_people
from summarizer.sections.base import Resolved, Section, one_line, union_of_flags


class PersonReply(BaseModel):
    """One person, as the model gives them."""

    name: str
    other_names: list[str]
    role: str


class PeopleReply(BaseModel):
    """The model's reply."""

    people: list[PersonReply]


def resolve(reply: PeopleReply, article: Article, people: Sequence[Person]) -> Resolved:  # noqa: ARG001  # as of all
    """Persons in the order of their first mention. A person whom the article does not name becomes an issue.

    A person has a flag if the article has none of the words of the role.
    """
    listed = [
        ListedPerson(
            one_line(item.name), [name for other in item.other_names if (name := one_line(other))], one_line(item.role)
        )
        for item in reply.people
    ]
    found, issues = locate_people([entry for entry in listed if entry.name], article)
    issues += [Issue(section="people", problem="empty", detail=entry.role) for entry in listed if not entry.name]
    flags = {person.id: union_of_flags(person.flags, check_role(person.role, article)) for person in found}
    return Resolved([person.model_copy(update={"flags": flags[person.id]}) for person in found], issues)


SECTION = Section("people", PeopleReply, resolve)
