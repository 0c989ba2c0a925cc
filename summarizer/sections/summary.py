"""What the article says, in short: a headline, key points and an abstract."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from summarizer.article import Article
from summarizer.digest import Issue, KeyPoint, Person, Summary
from summarizer.evidence import carrying
from summarizer.sections.base import Resolved, Section


class PointReply(BaseModel):
    """One key point, as the model gives it."""

    sentence: int
    text: Annotated[str, Field(max_length=300)]


class SummaryReply(BaseModel):
    """The model's reply."""

    headline: Annotated[str, Field(max_length=150)]
    key_points: Annotated[list[PointReply], Field(max_length=5)]
    abstract: Annotated[str, Field(max_length=900)]


def resolve(reply: SummaryReply, article: Article, people: Sequence[Person]) -> Resolved:  # noqa: ARG001
    """The summary; points that no sentence of the article carries go to the issues."""
    points, issues = [], []
    for point in reply.key_points:
        numbers = carrying(point.text, article, near=[point.sentence])
        if numbers:
            points.append(KeyPoint(text=point.text, evidence=[article.sentences[n - 1] for n in numbers]))
        else:
            issues.append(Issue(section="summary", problem="not-in-article", detail=point.text))
    return Resolved(Summary(headline=reply.headline, abstract=reply.abstract, key_points=points), issues)


summary = Section("summary", SummaryReply, resolve, max_tokens=800)
