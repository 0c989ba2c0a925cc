"""What happened when: the model tells the events, code finds their time expressions and computes their dates."""

import re
from collections.abc import Sequence

from pydantic import BaseModel

from summarizer import dates
from summarizer.article import Article, Span
from summarizer.checks import check_text
from summarizer.digest import Event, Issue, Person
from summarizer.evidence import locate, quotations_in, supporting_sentences
from summarizer.evidence.times import resolution_of, resolved_times, sentence_of
from summarizer.sections.base import Doubt, Resolved, Section, check_uncited, cited, joined, names_of, one_line


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
    """Events, the earliest first; one that no sentence of the article carries goes to the issues.

    The date is settled by `dates.settle` between the model's own and the one computed from the time expression.
    """
    events, issues, doubts = [], [], []
    stated = [resolution for _, resolution in resolved_times(article)]
    names = names_of(people)
    basis = cited([number for item in reply.events for number in item.sentences], article)
    for item in reply.events:
        what = one_line(item.what)
        when = _when(item, article)
        numbers = [number for span in [when] if span and (number := article.sentence_at(span.start))]
        given = cited([*item.sentences, *numbers], article)
        evidence = given or cited(supporting_sentences(what, article), article)
        if not what or not evidence:
            problem = "not-in-article" if what else "empty"
            issues.append(Issue(section="timeline", problem=problem, detail=f"{item.when}: {what}"))
            continue
        if item.when.strip() and when is None:
            detail = f"{one_line(item.when)}: {what}"
            issues.append(Issue(section="timeline", problem="time-not-in-article", detail=detail))
        dated = _settled(when, one_line(item.date), article, stated)
        if dated.rejected:
            detail = f"{when.text if when else ''}: {dated.rejected}"
            issues.append(Issue(section="timeline", problem="date-not-in-time", detail=detail))
        flags = check_text(what, evidence, article, names=names)
        flags = flags if given else joined(flags, check_uncited(what, basis, article))
        if flags:
            doubts.append(Doubt(item, "what", flags, evidence))
        events.append(
            Event(
                date=dated.date,
                when=when.text if when else "",
                what=what,
                people=_taking_part(what, evidence, people),
                resolved_by=dated.resolved_by,
                evidence=evidence,
                flags=flags,
            )
        )
    return Resolved(sorted(events, key=lambda event: dates.sort_key(event.date)), issues, doubts)


def _when(item: EventReply, article: Article) -> Span | None:
    pieces = locate(item.when, article, near=item.sentences) if item.when.strip() else []
    return pieces[0] if pieces else None


def _settled(
    when: Span | None, given: str, article: Article, stated: Sequence[dates.Resolution]
) -> dates.ReconciledDate:
    """The date of an event at this time expression, for which the model gives a date, or ""; `stated` are all dates."""
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


def _taking_part(what: str, evidence: Sequence[Span], people: Sequence[Person]) -> list[str]:
    """Ids of the people whom the text names; where it has a pronoun instead, of those whom its evidence names."""
    named = [p.id for p in people if any(_names(form, what) for form in (p.name, *p.aliases))]
    if named or not _PRONOUN.search(what):
        return named
    return [p.id for p in people if any(mention in span for mention in p.mentions for span in evidence)]


_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|them|his|their)\b", re.IGNORECASE)
_MONTHS = frozenset(["April", "May", "June", "August"])


def _names(form: str, text: str) -> bool:
    if form in _MONTHS or form not in text:
        return False
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None


SECTION = Section("timeline", TimelineReply, resolve)
