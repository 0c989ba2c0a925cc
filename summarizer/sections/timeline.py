"""What happened when: the model says what a time expression dates, code turns the expression into the date."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from summarizer import dates
from summarizer.article import Article, Span
from summarizer.checks import check_text
from summarizer.digest import Event, Issue, Person
from summarizer.evidence import mentions
from summarizer.sections.base import Doubt, Resolved, Section, names_of, uncut

LONGEST = 200
"""Characters of a text that tells an event."""


class EventReply(BaseModel):
    """One event, as the model gives it."""

    sentence: int
    when: Annotated[str, Field(max_length=80)]
    what: Annotated[str, Field(max_length=LONGEST)]


class TimelineReply(BaseModel):
    """The model's reply."""

    events: Annotated[list[EventReply], Field(max_length=25)]


def hints(article: Article) -> dict[str, object]:
    """The article's time expressions, each with the number of its sentence."""
    found = (
        (article.sentence_at(expression.start), expression.text)
        for expression in dates.find(article.text, article.tongue)
    )
    return {"expressions": [(number, " ".join(text.split())) for number, text in found if number]}


def resolve(reply: TimelineReply, article: Article, people: Sequence[Person]) -> Resolved:
    """Events, the earliest first; an expression that the article does not have goes to the issues.

    An expression like "two days later" counts from the date that stands before it in the article.
    """
    placed: list[tuple[Span, EventReply]] = []
    issues, doubts, events = [], [], []
    for item in reply.events:
        when = _place(item, article)
        if when is None:
            issues.append(Issue(section="timeline", problem="time-not-in-article", detail=f"{item.when}: {item.what}"))
        elif all((when.start, item.what) != (other.start, known.what) for other, known in placed):
            placed.append((when, item))
    anchor = None
    for when, item in sorted(placed, key=lambda pair: pair[0].start):
        number = article.sentence_at(when.start)
        sentence = article.sentences[number - 1] if number else when
        date, rule = dates.resolve(
            when.text, article.published, sentence=sentence.text, anchor=anchor, language=article.tongue
        )
        anchor = date or anchor
        what = uncut(item.what, LONGEST)
        flags = check_text(what, [sentence], names=names_of(people), article=article)
        if flags:
            doubts.append(Doubt(item, "what", flags, [sentence]))
        events.append(
            Event(
                date=date,
                when=when.text,
                what=what,
                people=[person.id for person in people if any(m in sentence for m in person.mentions)],
                resolved_by="rule" if rule else None,
                evidence=[sentence],
                flags=flags,
            )
        )
    return Resolved(sorted(events, key=lambda event: dates.sort_key(event.date)), issues, doubts)


def _place(item: EventReply, article: Article) -> Span | None:
    """Where the expression stands: in the sentence named, or else nearest to it."""
    found = mentions(item.when, article)
    return min(found, key=lambda span: abs((article.sentence_at(span.start) or 0) - item.sentence), default=None)


timeline = Section("timeline", TimelineReply, resolve, hints, max_tokens=2200)
