"""What the article says, in short: a headline, key points and an abstract."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from summarizer.article import Article
from summarizer.checks import check_text
from summarizer.digest import Flag, Issue, KeyPoint, Person, Summary
from summarizer.evidence import carrying
from summarizer.sections.base import Doubt, Resolved, Section, bounded, finished, names_of, sentence, uncut, words

LONGEST_HEADLINE, LONGEST_POINT, LONGEST_ABSTRACT = 110, 160, 450  # characters


class PointReply(BaseModel):
    """One key point, as the model gives it."""

    sentence: int
    text: Annotated[str, bounded(LONGEST_POINT)]


class SummaryReply(BaseModel):
    """The model's reply."""

    headline: Annotated[str, bounded(LONGEST_HEADLINE)]
    key_points: Annotated[list[PointReply], Field(max_length=5)]
    abstract: Annotated[str, bounded(LONGEST_ABSTRACT)]


class TitledReply(SummaryReply):
    """The model's reply about an article whose own title is the headline."""

    headline: str = ""


def brief(article: Article) -> type[SummaryReply]:
    """Without a headline, where the article has a title in the language of the digest."""
    return TitledReply if _titled(article) else SummaryReply


def _titled(article: Article) -> str:
    """The article's title, where it can be the headline."""
    title = " ".join((article.title or "").split())
    return title if len(title) <= LONGEST_HEADLINE and article.tongue == article.digest_tongue else ""


def resolve(reply: SummaryReply, article: Article, people: Sequence[Person]) -> Resolved:
    """The summary; points that no sentence of the article carries go to the issues."""
    points, issues, doubts = [], [], []
    names = names_of(people)
    headline = uncut(reply.headline, LONGEST_HEADLINE) or _titled(article)
    said = [words(headline)]
    for point in reply.key_points:
        text = uncut(point.text, LONGEST_POINT)
        numbers = carrying(text, article, near=[point.sentence])
        evidence = [article.sentences[number - 1] for number in numbers]
        text = finished(point.text, LONGEST_POINT, evidence)
        if words(text) in said:
            continue  # the headline, or another point, once more
        said.append(words(text))
        flags = check_text(text, evidence, names=names, article=article)
        if flags:
            doubts.append(Doubt(point, "text", flags, evidence or sentence(article, point.sentence)))
        if evidence:
            points.append(KeyPoint(text=text, evidence=evidence, flags=flags))
        else:
            issues.append(Issue(section="summary", problem="not-in-article", detail=point.text))

    carried = [span for point in points for span in point.evidence]
    found: list[Flag] = []
    texts = {"headline": headline, "abstract": finished(reply.abstract, LONGEST_ABSTRACT, article.sentences)}
    for field, text in texts.items():
        own = text == _titled(article)
        flags = [] if own else check_text(text, article.sentences, names=names, article=article)
        if flags:
            doubts.append(Doubt(reply, field, flags, carried))
        found += [flag for flag in flags if flag not in found]
    summary = Summary(**texts, key_points=points, flags=found)
    return Resolved(summary, issues, doubts)


summary = Section("summary", SummaryReply, resolve, brief=brief, max_tokens=800)
