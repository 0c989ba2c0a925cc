"""What the article says, in short: a headline, key points and an abstract."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from summarizer import dates
from summarizer.article import Article, Span
from summarizer.checks import check_text
from summarizer.digest import Flag, Issue, KeyPoint, Person, Summary
from summarizer.evidence import carrying, opening, without_dateline
from summarizer.sections.base import (
    Doubt,
    Resolved,
    Section,
    bounded,
    finished,
    is_cut,
    names_of,
    sentence,
    uncut,
    words,
)

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
    """The summary; points that no sentence of the article carries go to the issues.

    Where no point rests on the article's lead, its own words are the first; where the summary does not name the person
    of whom the article speaks most, the words that do are the last. In the place of an abstract that the article does
    not carry stand the key points.
    """
    points, issues, doubts = [], [], []
    names = names_of(people)
    headline = uncut(reply.headline, LONGEST_HEADLINE) or _titled(article)
    said = [words(headline)]
    for point in reply.key_points:
        text = uncut(point.text, LONGEST_POINT)
        numbers = carrying(text, article, near=[point.sentence])
        evidence = [article.sentences[number - 1] for number in numbers]
        text = finished(point.text, LONGEST_POINT, evidence)
        if evidence and is_cut(text, point.text, LONGEST_POINT):
            text = _in_short(evidence[0])
        aside = bool(evidence) and all(_is_date(span, article) or _is_caption(span, article) for span in evidence)
        if words(text) in said or aside:
            continue  # the headline, or another point, once more; the day alone, or what a picture shows
        if evidence and _MIDST.match(text) and not any(span.text.startswith(text[:_SAME]) for span in evidence):
            issues.append(Issue(section="summary", problem="text-cut-off", detail=point.text))
            continue
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
    abstract = _CUT_OFF.sub(r"\1", finished(reply.abstract, LONGEST_ABSTRACT, article.sentences))
    texts = {"headline": headline, "abstract": abstract}
    if article.tongue == article.digest_tongue:
        points = _with_lead(points, article, headline)
        points = _with_main_person(points, " ".join(texts.values()), article, people)
    for field, text in texts.items():
        own = text == _titled(article)
        flags = [] if own else check_text(text, article.sentences, names=names, article=article)
        told = _told(points) if field == "abstract" else ""
        if flags:
            doubts.append(Doubt(reply, field, flags, carried, replaced=bool(told)))
        if flags and told:
            texts[field] = told
        else:
            found += [flag for flag in flags if flag not in found]
    summary = Summary(**texts, key_points=points, flags=found)
    return Resolved(summary, issues, doubts)


def _told(points: Sequence[KeyPoint]) -> str:
    """The first key points as an abstract; those that failed a check are left out."""
    told = ""
    for text in (point.text for point in points if not point.flags):
        whole = text if _END.search(text) else f"{text}."
        if len(told) + len(whole) < LONGEST_ABSTRACT:
            told = f"{told} {whole}".strip()
    return told


def _with_lead(points: list[KeyPoint], article: Article, headline: str) -> list[KeyPoint]:
    """The points, after the lead where none of them rests on it: news tell the most important first."""
    told = [words(headline), words(article.title or "")]
    found = (n for n, span in enumerate(article.sentences[:_BEGINNING], 1) if _tells(n, article))
    lead = next((article.sentences[n - 1] for n in found if words(article.sentences[n - 1].text) not in told), None)
    if lead is None or any(lead in point.evidence for point in points):
        return points
    return [KeyPoint(text=_in_short(lead), evidence=[lead], flags=[]), *points]


def _with_main_person(points: list[KeyPoint], told: str, article: Article, people: Sequence[Person]) -> list[KeyPoint]:
    """The points, and one more where neither they nor the other texts name the person with most mentions."""
    main = max(people, key=lambda person: len(person.mentions), default=None)
    if main is None or len(main.mentions) < _OFTEN:
        return points
    texts = " ".join([told, *(point.text for point in points)]).casefold()  # of words without spaces between them, too
    if any(name.casefold() in texts for name in (main.name, *main.aliases)):
        return points
    for mention in main.mentions:
        number = article.sentence_at(mention.start)
        if number and _tells(number, article):
            span = article.sentences[number - 1]
            return [*points, KeyPoint(text=_in_short(span), evidence=[span], flags=[])]
    return points


def _in_short(span: Span) -> str:
    return without_dateline(span) if len(span.text) <= _WHOLE else opening(span)


def _is_date(span: Span, article: Article) -> bool:
    """Whether the sentence is the date that heads the article."""
    header = dates.header(article.text)
    return header is not None and header.start <= span.start and span.end <= header.end


def _tells(number: int, article: Article) -> bool:
    """Whether this sentence is one of the text itself: whole, and no date line, caption or credit."""
    span = article.sentences[number - 1]
    return len(span.text) >= _SHORTEST and bool(_END.search(span.text)) and not _is_caption(span, article)


def _is_caption(span: Span, article: Article) -> bool:
    """Whether the sentence tells what a picture shows: its source is named in it or right after it."""
    number = article.sentence_at(span.start) or 0
    after = article.sentences[number].text if 0 < number < len(article.sentences) else ""
    return bool(_CREDIT.search(span.text) or _CREDIT.match(after))


_BEGINNING = 8  # sentences in which the lead stands
_OFTEN = 4  # mentions of somebody whom the article is about
_SHORTEST, _WHOLE = 60, 300  # characters of a sentence that tells something, and of one that is left whole
_END = re.compile(r"[.!?…。！？؟][\"”’'»)]*$")
_MIDST = re.compile(r"[a-z]+\b")  # of a sentence
_SAME = 10  # characters
_CUT_OFF = re.compile(r"([.!?])\s[^.!?]*[^.!?\"”’'»)。！？]$")  # a last sentence for which there was no room
_CREDIT = re.compile(r"\b(?:Image|Photo|Photograph|Picture|Video|Graphic|Credit)s?:", re.IGNORECASE)


summary = Section("summary", SummaryReply, resolve, brief=brief, max_tokens=800)
