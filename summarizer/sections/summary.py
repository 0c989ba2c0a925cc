"""Summary: a headline, key points and an abstract."""

from collections.abc import Callable, Sequence

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.checks import check_text, check_topic
from summarizer.digest import Flag, Issue, KeyPoint, Person, Summary
from summarizer.evidence import supporting_sentences
from summarizer.sections.base import (
    Doubt,
    Resolved,
    Section,
    check_uncited,
    cited_sentences,
    names_by_person,
    one_line,
    union_of_flags,
)
from summarizer.thread import in_time


class PointReply(BaseModel):
    """One key point, as the model gives it."""

    sentences: list[int]
    text: str


class SummaryReply(BaseModel):
    """The model's reply."""

    headline: str
    key_points: list[PointReply]
    abstract: str


def resolve(reply: SummaryReply, article: Article, people: Sequence[Person]) -> Resolved:
    """The summary. A key point that no sentence of the article supports becomes an issue.

    Headline, abstract and key points without evidence must be on the same topic as the other points.
    """
    points, issues, doubts = list[KeyPoint](), [], []
    names = names_by_person(people)
    basis = cited_sentences([number for point in reply.key_points for number in point.sentences], article)
    for point in in_time(reply.key_points):
        text = one_line(point.text)
        given = cited_sentences(point.sentences, article)
        evidence = given or cited_sentences(supporting_sentences(text, article), article)
        if not text or not evidence:
            issues.append(Issue(section="summary", problem="not-in-article" if text else "empty", detail=text))
            continue
        flags = check_text(text, evidence, article, names=names)
        flags = flags if given else union_of_flags(flags, check_uncited(text, basis, article))
        if flags:
            doubts.append(Doubt(point, "text", flags, evidence))
        points.append(KeyPoint(text=text, evidence=evidence, flags=flags))

    found: list[Flag] = []
    carried = sorted({span for point in points for span in point.evidence}, key=lambda span: span.start)
    others = [point.text for point in points if not point.flags]
    topic: dict[str, Callable[..., list[Flag]]] = {"headline": check_topic, "abstract": check_uncited}
    for field, check in topic.items():
        text = one_line(getattr(reply, field))
        if not text:
            issues.append(Issue(section="summary", problem="empty", detail=field))
            continue
        own = text == one_line(article.title or "")  # the article's own words need no evidence
        flags = [] if own else check_text(text, article.sentences, article, names=names)
        flags = flags if own else union_of_flags(flags, check(text, basis or carried, article, others=others))
        if flags:
            doubts.append(Doubt(reply, field, flags, carried))
        found = union_of_flags(found, flags)
    headline, abstract = one_line(reply.headline), one_line(reply.abstract)
    return Resolved(Summary(headline=headline, abstract=abstract, key_points=points, flags=found), issues, doubts)


SECTION = Section("summary", SummaryReply, resolve)
