"""What the article says, in short: a headline, key points and an abstract."""

from collections.abc import Sequence

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.checks import check_text, check_topic
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
    """The summary; a point that no sentence of the article carries goes to the issues.

    Headline, abstract and points that cite no sentence must be about what the points are about that cite one.
    """
    found, issues, doubts = list[tuple[PointReply, KeyPoint]](), [], []
    names = names_of(people)
    for point in reply.key_points:
        text = one_line(point.text)
        evidence = cited(point.sentences, article) or cited(carrying(text, article), article)
        if not text or not evidence:
            issues.append(Issue(section="summary", problem="not-in-article" if text else "empty", detail=text))
            continue
        flags = check_text(text, evidence, article, names=names)
        found.append((point, KeyPoint(text=text, evidence=evidence, flags=flags)))

    citing = [point for item, point in found if cited(item.sentences, article)] or [point for _, point in found]
    texts = [point.text for point in citing if not point.flags]
    evidence = [span for point in citing for span in point.evidence]
    points = []
    for item, point in found:
        flags = point.flags if point in citing else _with(point.flags, check_topic(point.text, texts, evidence, article))
        points.append(point.model_copy(update={"flags": flags}))
        if flags:
            doubts.append(Doubt(item, "text", flags, point.evidence))

    every: list[Flag] = []
    carried = sorted({span for point in points for span in point.evidence}, key=lambda span: span.start)
    for field in ("headline", "abstract"):
        text = one_line(getattr(reply, field))
        own = text == one_line(article.title or "")  # the article's own words need no evidence
        flags = [] if own else check_text(text, article.sentences, article, names=names)
        if not own and (field == "headline" or len(citing) >= _ENOUGH):
            flags = _with(flags, check_topic(text, texts, evidence, article))
        if flags:
            doubts.append(Doubt(reply, field, flags, carried))
        every = _with(every, flags)
    headline, abstract = one_line(reply.headline), one_line(reply.abstract)
    return Resolved(Summary(headline=headline, abstract=abstract, key_points=points, flags=every), issues, doubts)


_ENOUGH = 3  # points; an abstract tells more than one or two of them do


def _with(flags: Sequence[Flag], more: Sequence[Flag]) -> list[Flag]:
    return list(dict.fromkeys([*flags, *more]))


SECTION = Section("summary", SummaryReply, resolve)
