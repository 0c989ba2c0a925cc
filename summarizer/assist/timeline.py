"""The timeline for a small model: rules find and resolve time expressions, the model describes the events.

In English the event texts are extracted from the article's clauses instead.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, Field

from summarizer.article import Article, Span
from summarizer.assist.addressing import sentences_addressing_reader
from summarizer.assist.brief_form import BriefForm, CompletedReply, Hints, is_worded_by_code
from summarizer.assist.clauses import first_clauses, is_adjunct, shortened_sentence
from summarizer.assist.doubts import is_doubtful
from summarizer.assist.events import event_text
from summarizer.assist.saying import VERBS, is_finite
from summarizer.assist.standalone_texts import key_point_text
from summarizer.assist.syntax import tree_of
from summarizer.assist.wording import bounded_field, complete_text, without_sentence_number, word_set
from summarizer.digest import Issue, Person
from summarizer.evidence import find_mentions
from summarizer.evidence.times import heading_date, resolution_of, resolved_times, sentence_of
from summarizer.sections.base import one_line
from summarizer.sections.timeline import EventReply as FullEvent
from summarizer.sections.timeline import TimelineReply as FullReply

LONGEST = 120
"""Maximum characters of an event's text."""


class EventReply(BaseModel):
    """One event, as a small model gives it."""

    sentence: int
    when: Annotated[str, bounded_field(60)]
    what: Annotated[str, bounded_field(LONGEST)]


class TimelineReply(BaseModel):
    """A small model's reply."""

    events: Annotated[list[EventReply], Field(json_schema_extra={"maxItems": 25})]


def hints(article: Article) -> Hints:
    """Return the resolved time expressions, as the prompt variable "expressions".

    Each entry is (sentence number, time expression, shortened sentence). If a sentence has two expressions for one date
    ("on Sunday (March 4)"), the first is used.
    """
    lines: dict[tuple[int | None, str], tuple[int | None, str, str]] = {}
    for when, (date, _) in resolved_times(article):
        number = article.sentence_at(when.start)
        if date and number not in sentences_addressing_reader(article) and _tells_something(when, article):
            lines.setdefault((number, date), (number, one_line(when.text), shortened_sentence(when, article)))
    return {"expressions": list(lines.values())}


def _tells_something(when: Span, article: Article) -> bool:
    """Return whether the sentence of a time expression has an end mark or a finite verb, which captions often lack.

    Always true for other languages than English.
    """
    if not is_worded_by_code(article):
        return True
    sentence = sentence_of(when, article)
    if sentence is None or _ENDS.search(sentence.text):
        return sentence is not None
    return any(token.pos_ in VERBS and is_finite(token) for token in tree_of(sentence, article))


_ENDS = re.compile(r"[.!?…][\"”’')\]]*$")


def known_fields(hint: tuple[int, str, str], article: Article) -> dict[str, Any]:
    """Return the fields of an event that a hint determines: sentence and time, and in English also the text."""
    number, when, what = hint
    return {"sentence": number, "when": when} | ({"what": what} if is_worded_by_code(article) else {})


def complete(reply: TimelineReply, article: Article, people: Sequence[Person]) -> CompletedReply:
    """Build one event for each time expression that the model names, preceded by the main news.

    A text that the sentence does not support is replaced by the sentence's own words. A time expression that is not in
    the article becomes an issue.
    """
    placed: dict[Span, list[EventReply]] = {}
    issues, events = [], _main_news(article, people)
    for item in reply.events:
        when = _time_expression_span(item, article)
        if when is None:
            issues.append(Issue(section="timeline", problem="time-not-in-article", detail=f"{item.when}: {item.what}"))
        elif item.what.strip() and when != heading_date(article):
            placed.setdefault(when, []).append(item)
    for when, items in sorted(placed.items(), key=lambda pair: pair[0].start):
        sentence = sentence_of(when, article)
        evidence = [sentence] if sentence else []
        if is_worded_by_code(article):
            events.append(
                _event(when, resolution_of(when, article).date, event_text(when, article, people), evidence, article)
            )
            continue
        texts = {item.what: complete_text(item.what, LONGEST, evidence) for item in items}
        doubtful = {what: is_doubtful(text, evidence, article, people) for what, text in texts.items()}
        best = min(items, key=lambda item: (doubtful[item.what], not _can_be_event(texts[item.what])))
        what = texts[best.what]
        if doubtful[best.what] or not _can_be_event(what):
            what = shortened_sentence(when, article)
        events.append(_event(when, resolution_of(when, article).date, what, evidence, article))
    return CompletedReply(FullReply(events=events), issues)


def _can_be_event(what: str) -> bool:
    """Return whether a text may describe an event. "He said," and "Speaking in Oslo today" do not."""
    return len(word_set(what)) > _FEW and not is_adjunct(what)


_FEW = 2  # words; a text with as many or fewer describes no event


def _event(when: Span, date: str | None, what: str, evidence: Sequence[Span], article: Article) -> FullEvent:
    numbers = [number for span in evidence if (number := article.sentence_at(span.start))]
    return FullEvent(sentences=numbers, when=when.text, date=date or "", what=what)


def _main_news(article: Article, people: Sequence[Person]) -> list[FullEvent]:
    """Return the lead as an event on the date at the head of the article.

    The list is empty if the article has no such date, or if its first sentences have time expressions.
    """
    heading = heading_date(article)
    if heading is None or article.published is None:
        return []
    dated = sentence_of(heading, article)
    first = [span for span in article.sentences if span != dated][:_FIRST]
    if not first or any(when in span for when, _ in resolved_times(article) for span in first):
        return []
    lead = next((span for span in first if span.text.rstrip("\"'”’»)").endswith((".", "!", "?", "。"))), first[0])
    evidence = [*([dated] if dated else []), lead]
    what = key_point_text(lead, article, people) if is_worded_by_code(article) else first_clauses(lead)
    return [_event(heading, f"{article.published[:10]}~", what, evidence, article)]


_FIRST = 2  # first sentences with the main news: usually a headline and a lead


def _time_expression_span(item: EventReply, article: Article) -> Span | None:
    """Return the span of an event's time expression: in the cited sentence, or else the nearest one.

    If the text in `when` includes a resolved time expression, that one is returned. Return None if the article does not
    have the text, or if it has no word of time.
    """
    found = [
        span for span in find_mentions(without_sentence_number(item.when), article) if not article.is_aside(span.start)
    ]
    place = min(found, key=lambda span: abs((article.sentence_at(span.start) or 1) - item.sentence), default=None)
    if place is None:
        return None
    timeless = article.tongue == "en" and not _TIME.search(place.text)
    return next((when for when, _ in resolved_times(article) if when in place), None if timeless else place)


# Prefixes of words of time: "last week", "in the afternoon", "centuries", "1999".
_TIME = re.compile(
    r"\d|\b(?:second|minute|hour|day|morning|noon|evening|night|tonight|week|month|year|decade|centur|spring|"
    r"summer|autumn|winter|season|today|yesterday|tomorrow|now|then|ago|recent|soon|later|earlier|after|before|while|when|"
    r"during|since|until|once|past|last|next|(?:mon|tues|wednes|thurs|fri|satur|sun)day|time|moment|long|january|february|"
    r"march|april|may|june|july|august|september|october|november|december|christmas|easter|overnight|"
    r"dawn|dusk|mid(?:day|night)|current|thanksgiving|ramadan|eve\b)",
    re.IGNORECASE,
)


BRIEF_FORM = BriefForm(TimelineReply, complete, hints, known_fields, max_tokens=1400)
