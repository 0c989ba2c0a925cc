"""Timeline: the model gives the events, code finds their time expressions and computes their dates."""

import re
from collections.abc import Sequence

from pydantic import BaseModel

from summarizer import dates
from summarizer.article import Article, Span
from summarizer.checks import check_date, check_text
from summarizer.digest import Event, Issue, Person
from summarizer.evidence import locate, quotations_in, supporting_sentences
from summarizer.evidence.times import resolution_of, resolved_times, sentence_of
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


class EventReply(BaseModel):
    """One event, as the model gives it."""

    sentences: list[int]
    when: str
    date: str
    what: str


class TimelineReply(BaseModel):
    """The model's reply."""

    events: list[EventReply]


def resolve(reply: TimelineReply, article: Article, people: Sequence[Person]) -> Resolved:
    """Events, the earliest first. An event that no sentence of the article supports becomes an issue.

    `dates.reconcile` chooses between the model's date and the one computed from the time expression.
    """
    events, issues, doubts = [], [], []
    stated = [resolution for _, resolution in resolved_times(article)]
    names = names_by_person(people)
    basis = cited_sentences([number for item in reply.events for number in item.sentences], article)
    for item in in_time(reply.events):
        what = one_line(item.what)
        when = _time_expression(item, article)
        numbers = [number for span in [when] if span and (number := article.sentence_at(span.start))]
        given = cited_sentences([*item.sentences, *numbers], article)
        evidence = given or cited_sentences(supporting_sentences(what, article), article)
        if not what or not evidence:
            problem = "not-in-article" if what else "empty"
            issues.append(Issue(section="timeline", problem=problem, detail=f"{item.when}: {what}"))
            continue
        if item.when.strip() and when is None:
            detail = f"{one_line(item.when)}: {what}"
            issues.append(Issue(section="timeline", problem="time-not-in-article", detail=detail))
        dated = _date_of_event(when, one_line(item.date), article, stated)
        if dated.rejected:
            detail = f"{when.text if when else ''}: {dated.rejected}"
            issues.append(Issue(section="timeline", problem="date-not-in-time", detail=detail))
        flags = check_text(what, evidence, article, names=names)
        flags = flags if given else union_of_flags(flags, check_uncited(what, basis, article))
        if flags:
            doubts.append(Doubt(item, "what", flags, evidence))
        if dated.date and dated.resolved_by == "model":
            flags = union_of_flags(flags, check_date(dated.date, evidence, article))
        events.append(
            Event(
                date=dated.date,
                when=when.text if when else "",
                what=what,
                people=_participants(what, evidence, people),
                resolved_by=dated.resolved_by,
                evidence=evidence,
                flags=flags,
            )
        )
    return Resolved(sorted(events, key=lambda event: dates.sort_key(event.date)), issues, doubts)


def _time_expression(item: EventReply, article: Article) -> Span | None:
    pieces = locate(item.when, article, near=item.sentences) if item.when.strip() else []
    return pieces[0] if pieces else None


def _date_of_event(
    when: Span | None, given: str, article: Article, stated: Sequence[dates.Resolution]
) -> dates.ReconciledDate:
    """The date of an event with this time expression. `given` is the model's date or ""; `stated` are the article's."""
    if when is None:
        return dates.reconcile("", given, dates.Resolution(None, None), published=article.published)
    sentence = sentence_of(when, article)
    return dates.reconcile(
        when.text,
        given,
        resolution_of(when, article),
        sentence=sentence.text if sentence else "",
        published=article.published,
        language=article.tongue,
        is_quoted=any(when in quotation for quotation in quotations_in(when, article)),
        stated=stated,
    )


def _participants(what: str, evidence: Sequence[Span], people: Sequence[Person]) -> list[str]:
    """Ids of the people whom the text names; if it has only a pronoun, of those whom its evidence names.

    The longest names are looked for first: the "Hale" of "Desmond Hale" does not name Leonard Hale.
    """
    owners: dict[str, set[str]] = {}
    for person in people:
        for form in {person.name, *person.aliases} - _MONTHS:
            owners.setdefault(form, set()).add(person.id)
    named, rest = set[str](), what
    for form in sorted(owners, key=len, reverse=True):
        if form in rest:
            rest, count = re.subn(rf"(?<!\w){re.escape(form)}(?!\w)", "…", rest)
            named |= owners[form] if count else set()
    if not named and _PRONOUN.search(what):
        return [p.id for p in people if any(mention in span for mention in p.mentions for span in evidence)]
    return [p.id for p in people if p.id in named]


_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|them|his|their)\b", re.IGNORECASE)
_MONTHS = frozenset(["April", "May", "June", "August"])


SECTION = Section("timeline", TimelineReply, resolve)
