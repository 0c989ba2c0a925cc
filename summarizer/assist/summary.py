"""The summary for a small model: truncated texts are completed, unsupported ones replaced by the article's words."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from summarizer import dates
from summarizer.article import Article, Span
from summarizer.asides.crediting import credit_start
from summarizer.assist.addressing import sentences_addressing_reader
from summarizer.assist.brief_form import BriefForm, CompletedReply, is_worded_by_code
from summarizer.assist.clauses import first_clauses, without_dateline
from summarizer.assist.covering import covering_sentences
from summarizer.assist.doubts import is_doubtful
from summarizer.assist.standalone_texts import key_point_text
from summarizer.assist.wording import bounded_field, complete_text, is_cut_off, up_to_last_clause, word_set
from summarizer.checks import check_topic
from summarizer.digest import Issue, Person
from summarizer.evidence import supporting_sentences
from summarizer.sections.base import cited_sentences
from summarizer.sections.summary import PointReply as FullPoint
from summarizer.sections.summary import SummaryReply as FullReply

LONGEST_HEADLINE, LONGEST_POINT, LONGEST_ABSTRACT = 110, 160, 450  # maximum characters


class PointReply(BaseModel):
    """One key point, as a small model gives it."""

    sentence: int
    text: Annotated[str, bounded_field(LONGEST_POINT)]


class SummaryReply(BaseModel):
    """A small model's reply."""

    headline: Annotated[str, bounded_field(LONGEST_HEADLINE)]
    key_points: Annotated[list[PointReply], Field(json_schema_extra={"maxItems": 5})]
    abstract: Annotated[str, bounded_field(LONGEST_ABSTRACT)]


class BriefReply(BaseModel):
    """A small model's reply about an English article: its points are the sentences that it has its abstract from."""

    headline: Annotated[str, bounded_field(LONGEST_HEADLINE)]
    abstract: Annotated[str, bounded_field(LONGEST_ABSTRACT)]


class TitledReply(BriefReply):
    """Such a reply about an article whose own title is the headline."""

    headline: str = ""


def shorter_reply(article: Article) -> type[BaseModel] | None:
    """Return the reply schema for English: without key points, and without a headline if the article has a title.

    Return None for other languages.
    """
    if not is_worded_by_code(article):
        return None
    return TitledReply if _headline_from_title(article) else BriefReply


def _candidates(article: Article) -> list[int]:
    """Return the numbers of the sentences that may be key points.

    These are the body sentences that do not address the reader. If there are too few, other sentences are included.
    """
    shown = [n for n in range(1, len(article.sentences) + 1) if n not in sentences_addressing_reader(article)]
    telling = [n for n in shown if _is_body_sentence(n, article)]
    if len(telling) >= _MOST_POINTS:
        return telling
    own = [n for n in shown if not _is_date_or_caption(article.sentences[n - 1], article)]
    return own or shown or [*range(1, len(article.sentences) + 1)]


_FEWEST_POINTS, _MOST_POINTS = 4, 5


def _headline_from_title(article: Article) -> str:
    """Return the article's title, or "" if it is too long for a headline or in another language than the digest."""
    title = " ".join((article.title or "").split())
    return title if len(title) <= LONGEST_HEADLINE and article.tongue == article.digest_tongue else ""


def complete(reply: SummaryReply | BriefReply, article: Article, people: Sequence[Person]) -> CompletedReply:
    """Build the summary. Its key points are the model's, or the sentences that the model's abstract covers."""
    if isinstance(reply, BriefReply):
        return CompletedReply(_summary_from_abstract(reply, article, people), [])
    return _summary_from_points(reply, article, people)


def _summary_from_abstract(reply: BriefReply, article: Article, people: Sequence[Person]) -> FullReply:
    """Build a summary whose key points are the sentences that the abstract covers.

    If these are too few, the first sentences of the article are added, because news text begins with what matters.
    The points are in the order of the article. A headline or an abstract that the sentences shown to the model do not
    support is replaced by text of the points.
    """
    shown = [span for n, span in enumerate(article.sentences, 1) if n not in sentences_addressing_reader(article)]
    title = _headline_from_title(article)
    may_be = [n for n in _candidates(article) if word_set(article.sentences[n - 1].text) != word_set(title)]
    abstract = _CUT_OFF.sub(r"\1", complete_text(reply.abstract, LONGEST_ABSTRACT, shown))
    told = covering_sentences(abstract, article, may_be, _MOST_POINTS)
    told += [n for n in may_be if n not in told][: max(0, _FEWEST_POINTS - len(told))]
    points = _with_lead([_point_from_sentence(n, article, people) for n in sorted(told)], article, people, title)
    basis = cited_sentences([n for own in points for n in own.sentences], article)
    headline = title or up_to_last_clause(reply.headline, LONGEST_HEADLINE).rstrip(".")
    if not title and (is_doubtful(headline, shown, article, people) or check_topic(headline, basis, article)):
        first = points[0].text if points else ""
        headline = first_clauses(Span(start=0, end=len(first), text=first)).rstrip(".")
    if is_doubtful(abstract, shown, article, people) or check_topic(abstract, basis, article):
        abstract = _abstract_from_points(points, article, people) or abstract
    points = _with_main_person(points, f"{headline} {abstract}", article, people)
    return FullReply(headline=headline, key_points=points, abstract=abstract)


def _summary_from_points(reply: SummaryReply, article: Article, people: Sequence[Person]) -> CompletedReply:
    """Build a summary from the model's key points. Unsupported or truncated points become issues.

    If no point has the lead as evidence, the lead is added as the first point.
    If the summary does not name the person with most mentions, a sentence that does is added as the last point.
    An abstract that the article does not support is replaced by the key points.
    """
    points, issues = [], []
    headline = up_to_last_clause(reply.headline, LONGEST_HEADLINE) or _headline_from_title(article)
    said = [word_set(headline)]
    for item in reply.key_points:
        text = up_to_last_clause(item.text, LONGEST_POINT)
        numbers = supporting_sentences(text, article, near=[item.sentence])
        evidence = cited_sentences(numbers, article)
        text = complete_text(item.text, LONGEST_POINT, evidence)
        if evidence and is_cut_off(text, item.text, LONGEST_POINT):
            text = _shortened_text(evidence[0])
        aside = bool(evidence) and all(_is_date_or_caption(span, article) for span in evidence)
        if word_set(text) in said or aside:
            continue  # a repetition of the headline or of a point, a date line or a caption
        if evidence and _MIDST.match(text) and not any(span.text.startswith(text[:_SAME]) for span in evidence):
            issues.append(Issue(section="summary", problem="text-cut-off", detail=item.text))
            continue
        said.append(word_set(text))
        if evidence:
            points.append(FullPoint(sentences=numbers, text=text))
        else:
            issues.append(Issue(section="summary", problem="not-in-article", detail=item.text))

    abstract = _CUT_OFF.sub(r"\1", complete_text(reply.abstract, LONGEST_ABSTRACT, article.sentences))
    if article.tongue == article.digest_tongue:
        points = _with_lead(points, article, people, headline)
        points = _with_main_person(points, f"{headline} {abstract}", article, people)
    if is_doubtful(abstract, article.sentences, article, people):
        abstract = _abstract_from_points(points, article, people) or abstract
    return CompletedReply(FullReply(headline=headline, key_points=points, abstract=abstract), issues)


def _abstract_from_points(points: Sequence[FullPoint], article: Article, people: Sequence[Person]) -> str:
    """Return an abstract of the first key points, without those that fail a check."""
    told = ""
    for own in points:
        if is_doubtful(own.text, cited_sentences(own.sentences, article), article, people):
            continue
        whole = own.text if _END.search(own.text) else f"{own.text}."
        if len(told) + len(whole) < LONGEST_ABSTRACT:
            told = f"{told} {whole}".strip()
    return told


def _with_lead(points: list[FullPoint], article: Article, people: Sequence[Person], headline: str) -> list[FullPoint]:
    """Return the points, preceded by the lead if none of them has it as evidence.

    The lead of a news text states the most important fact.
    """
    told = [word_set(headline), word_set(article.title or "")]
    beginning = range(1, min(_BEGINNING, len(article.sentences)) + 1)
    found = (n for n in beginning if _is_body_sentence(n, article) and n not in sentences_addressing_reader(article))
    lead = next((n for n in found if word_set(article.sentences[n - 1].text) not in told), None)
    if lead is None or any(lead in point.sentences for point in points):
        return points
    return [_point_from_sentence(lead, article, people), *points]


def _with_main_person(
    points: list[FullPoint], told: str, article: Article, people: Sequence[Person]
) -> list[FullPoint]:
    """Return the points, and one more if neither they nor the text `told` name the person with most mentions."""
    main = max(people, key=lambda person: len(person.mentions), default=None)
    if main is None or len(main.mentions) < _OFTEN:
        return points
    texts = " ".join([told, *(point.text for point in points)]).casefold()  # substrings, for languages without spaces
    if any(name.casefold() in texts for name in (main.name, *main.aliases)):
        return points
    for mention in main.mentions:
        number = article.sentence_at(mention.start)
        if number and _is_body_sentence(number, article):
            return [*points, _point_from_sentence(number, article, people)]
    return points


def _point_from_sentence(number: int, article: Article, people: Sequence[Person]) -> FullPoint:
    """Return a point whose text is taken from a sentence."""
    span = article.sentences[number - 1]
    text = key_point_text(span, article, people) if is_worded_by_code(article) else _shortened_text(span)
    return FullPoint(sentences=[number], text=text)


def _shortened_text(span: Span) -> str:
    return without_dateline(span) if len(span.text) <= _WHOLE else first_clauses(span)


def _is_date_or_caption(span: Span, article: Article) -> bool:
    """Return whether a sentence is the article's date line or a caption, and not part of its body."""
    return _is_date(span, article) or _is_caption(span, article)


def _is_date(span: Span, article: Article) -> bool:
    """Return whether a sentence is the date at the head of the article."""
    header = dates.find_date_header(article.text)
    return header is not None and header.start <= span.start and span.end <= header.end


def _is_body_sentence(number: int, article: Article) -> bool:
    """Return whether a sentence belongs to the body: long enough, with an end mark, and not a caption."""
    span = article.sentences[number - 1]
    return len(span.text) >= _SHORTEST and bool(_END.search(span.text)) and not _is_caption(span, article)


def _is_caption(span: Span, article: Article) -> bool:
    """Return whether a picture credit directly follows: the sentence may be the caption."""
    after = next((aside for aside in article.asides if aside.start >= span.end), None)
    return after is not None and not article.text[span.end : after.start].strip() and credit_start(after.text) == 0


_BEGINNING = 8  # first sentences that may be the lead
_OFTEN = 4  # minimum mentions of a main person
_SHORTEST, _WHOLE = 60, 300  # characters: minimum of a body sentence, maximum of one that is not shortened
_END = re.compile(r"[.!?…。！？؟][\"”’'»)]*$")
_MIDST = re.compile(r"[a-z]+\b")  # a text that begins in the middle of a sentence
_SAME = 10  # characters at the beginning of a text that are compared
# A truncated last sentence: "… The mayor has", "… The U."
_CUT_OFF = re.compile(r"([.!?])\s(?:[^.!?]*[^.!?\"”’'»)。！？]|(?:\w+\s)?[A-Z]\.)$")


BRIEF_FORM = BriefForm(SummaryReply, complete, shorter=shorter_reply, max_tokens=800)
