"""What the article says, in short: a headline, key points and an abstract."""

from collections.abc import Sequence

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.checks import check_text
from summarizer.digest import Flag, Issue, KeyPoint, Person, Summary
from summarizer.evidence import carrying
from summarizer.sections.base import Doubt, Resolved, Section, cited, names_of, one_line


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
    """The summary; a point that no sentence of the article carries goes to the issues."""
    points, issues, doubts = [], [], []
    names = names_of(people)
    for point in reply.key_points:
        text = one_line(point.text)
        evidence = cited(point.sentences, article) or cited(carrying(text, article), article)
        if not text or not evidence:
            issues.append(Issue(section="summary", problem="not-in-article" if text else "empty", detail=text))
            continue
        flags = check_text(text, evidence, article, names=names)
        if flags:
            doubts.append(Doubt(point, "text", flags, evidence))
        points.append(KeyPoint(text=text, evidence=evidence, flags=flags))

    found: list[Flag] = []
    carried = sorted({span for point in points for span in point.evidence}, key=lambda span: span.start)
    for field in ("headline", "abstract"):
        text = one_line(getattr(reply, field))
        own = text == one_line(article.title or "")  # the article's own words need no evidence
        flags = [] if own else check_text(text, article.sentences, article, names=names)
        if flags:
            doubts.append(Doubt(reply, field, flags, carried))
        found += [flag for flag in flags if flag not in found]
    headline, abstract = one_line(reply.headline), one_line(reply.abstract)
    return Resolved(Summary(headline=headline, abstract=abstract, key_points=points, flags=found), issues, doubts)


SECTION = Section("summary", SummaryReply, resolve)
