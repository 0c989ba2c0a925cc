"""What happened when: the model says what a time expression dates, code turns the expression into the date."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, Field

from summarizer import dates
from summarizer.article import Article, Span
from summarizer.checks import check_text
from summarizer.digest import Event, Issue, Person
from summarizer.evidence import clause, is_adjunct, mentions, opening, said_by
from summarizer.sections.base import Doubt, Hints, Resolved, Section, bounded, finished, names_of, plain, words

LONGEST = 120
"""Characters of a text that tells an event."""


class EventReply(BaseModel):
    """One event, as the model gives it. A local model is not asked for the date: it has a default."""

    sentence: int
    when: Annotated[str, bounded(60)]
    what: Annotated[str, bounded(LONGEST)]
    date: Annotated[
        str,
        Field(description='ISO 8601 or EDTF, such as 2023-08 or 2003/2015; "" where the article leaves it open'),
        bounded(30),
    ] = ""


class TimelineReply(BaseModel):
    """The model's reply."""

    events: Annotated[list[EventReply], Field(max_length=25)]


def hints(article: Article) -> Hints:
    """The time expressions that have a date, each with the number of its sentence and the words around it.

    Of two for one date in a sentence ("on Sunday (March 4)") the first.
    """
    lines: dict[tuple[int | None, str], tuple[int | None, str, str]] = {}
    for when, date in _expressions(article):
        number = article.sentence_at(when.start)
        if date:
            lines.setdefault((number, date), (number, _line(when.text), clause(when, article)))
    return {"expressions": list(lines.values())}


def known(hint: tuple[int, str, str], article: Article) -> dict[str, Any]:
    """The time; and what happened then, where its sentence is short enough to tell it, and nobody says it."""
    number, when, what = hint
    span = article.sentences[number - 1]
    whole = what == _line(span.text) and len(what) <= LONGEST
    told = whole and not said_by(span, article) and not _SOMEBODY.search(what)
    return {"sentence": number, "when": when} | ({"what": what} if told else {})


_SOMEBODY = re.compile(r"\b(?:he|she|they|we|i)\b|^\W*(?:it|this|that|these|those)\b", re.IGNORECASE)


def _line(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=16)
def _expressions(article: Article) -> list[tuple[Span, str | None]]:
    """The article's time expressions with their dates; "two days later" counts from the date before it."""
    headed, anchor = _headed(article), None
    found: list[tuple[Span, str | None]] = []
    for start, end, text in dates.find(article.text, article.tongue):
        when = Span(start=start, end=end, text=text)
        if article.sentence_at(start) and when != headed:
            date = _date(when, article, anchor)
            anchor = date or anchor
            found.append((when, date))
    return found


def _date(when: Span, article: Article, anchor: str | None) -> str | None:
    sentence = " ".join(span.text for span in _sentence(when, article))
    found = dates.resolve(when.text, article.published, sentence=sentence, anchor=anchor, language=article.tongue)
    return found.date


def _sentence(when: Span, article: Article) -> list[Span]:
    number = article.sentence_at(when.start)
    return [article.sentences[number - 1]] if number else []


def _headed(article: Article) -> Span | None:
    """The date that heads the article: no event has it but the main news."""
    header = dates.header(article.text)
    if header is None:
        return None
    places = (e for e in dates.find(article.text, article.tongue) if header.start <= e.start < header.end)
    return next((Span(start=e.start, end=e.end, text=e.text) for e in places), None)


def resolve(reply: TimelineReply, article: Article, people: Sequence[Person]) -> Resolved:
    """Events, the earliest first, one for each time expression of the article that the model names, and the main news.

    Where the model's text is not what the sentence says, the sentence's own words stand in its place. Where no rule
    dates the expression, the model's date stands if it agrees with it. An expression that the article does not have
    goes to the issues, and so does a date that does not agree.
    """
    placed: dict[Span, list[EventReply]] = {}
    issues, doubts, events = [], [], _main_news(article, people)
    for item in reply.events:
        when = _place(item, article)
        if when is None:
            issues.append(Issue(section="timeline", problem="time-not-in-article", detail=f"{item.when}: {item.what}"))
        elif item.what.strip() and when != _headed(article):
            placed.setdefault(when, []).append(item)
    for when, items in sorted(placed.items(), key=lambda pair: pair[0].start):
        evidence, date = _sentence(when, article), _date(when, article, _before(when, article))
        texts = {item.what: finished(item.what, LONGEST, evidence) for item in items}
        flags = {
            what: check_text(text, evidence, names=names_of(people), article=article) for what, text in texts.items()
        }
        best = min(items, key=lambda item: (len(flags[item.what]), not _tells(texts[item.what])))
        what = texts[best.what]
        if flags[best.what]:
            doubts.append(Doubt(best, "what", flags[best.what], evidence, replaced=True))
        if flags[best.what] or not _tells(what):
            what = clause(when, article)
        event = _event(when, date, what, evidence, people)
        if given := "" if date else plain(best.date):
            if dates.agrees(given, when.text, article.tongue):
                event = event.model_copy(update={"date": given, "resolved_by": "model"})
            else:
                issues.append(Issue(section="timeline", problem="date-not-in-time", detail=f"{when.text}: {given}"))
        events.append(event)
    return Resolved(sorted(events, key=lambda event: dates.sort_key(event.date)), issues, doubts)


def _tells(what: str) -> bool:
    """Whether a text may tell an event, which "He said," and "Speaking in Oslo today" do not."""
    return len(words(what)) > _FEW and not is_adjunct(what)


_FEW = 2  # words


def _event(when: Span, date: str | None, what: str, evidence: list[Span], people: Sequence[Person]) -> Event:
    return Event(
        date=date,
        when=when.text,
        what=what,
        people=[person.id for person in people if any(m in span for m in person.mentions for span in evidence)],
        resolved_by="rule" if date else None,
        evidence=evidence,
    )


def _main_news(article: Article, people: Sequence[Person]) -> list[Event]:
    """What the article begins with, about the day that heads it; nothing where its first sentences have dates."""
    headed = _headed(article)
    if headed is None or article.published is None:
        return []
    heading = _sentence(headed, article)
    first = [span for span in article.sentences if span not in heading][:_FIRST]
    if not first or any(when in span for when, _ in _expressions(article) for span in first):
        return []
    return [_event(headed, f"{article.published[:10]}~", opening(first[0]), [*(heading or [headed]), first[0]], people)]


_FIRST = 2  # sentences that tell the main news: as a rule a headline and a lead


def _before(when: Span, article: Article) -> str | None:
    """The last date before this expression."""
    return next((date for other, date in reversed(_expressions(article)) if date and other.end <= when.start), None)


def _place(item: EventReply, article: Article) -> Span | None:
    """Where the expression stands: in the sentence named, or else nearest to it; without the words around it.

    None where the article does not have it, or it says nothing of time.
    """
    found = mentions(plain(item.when), article)
    place = min(found, key=lambda span: abs((article.sentence_at(span.start) or 1) - item.sentence), default=None)
    if place is None:
        return None
    timeless = article.tongue == "en" and not _TIME.search(place.text)
    return next((when for when, _ in _expressions(article) if when in place), None if timeless else place)


_TIME = re.compile(
    r"\d|\b(?:second|minute|hour|day|morning|noon|afternoon|evening|night|tonight|week|month|year|decade|centur|spring|"
    r"summer|autumn|winter|season|today|yesterday|tomorrow|now|then|ago|recent|soon|later|earlier|after|before|while|when|"
    r"during|since|until|once|past|last|next|(?:mon|tues|wednes|thurs|fri|satur|sun)day|time|moment|long|january|february|"
    r"march|april|may|june|july|august|september|october|november|december|christmas|easter|overnight|dawn|dusk|mid(?:day|night)|current|thanksgiving|ramadan|eve\b)",
    re.IGNORECASE,
)


timeline = Section("timeline", TimelineReply, resolve, hints, known, max_tokens=1400)
