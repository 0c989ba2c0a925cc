"""Claims: the model gives statement and speaker, code finds the evidence spans and the person who speaks."""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel

from summarizer.article import Article, Span
from summarizer.checks import check_cut, check_quote, check_speaker, check_text
from summarizer.digest import Claim, Flag, Issue, Person, Speaker
from summarizer.evidence import cues, locate, supporting_sentences
from summarizer.people import person_denoted_by, person_with_role
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


class ClaimReply(BaseModel):
    """One claim, as the model gives it."""

    sentences: list[int]
    speaker: str
    kind: Literal["person", "organization", "document", "unnamed", "narrator"]
    via: str
    statement: str
    quote: str
    certainty: Literal["certain", "probable", "possible"]
    polarity: Literal["positive", "negative"]
    status: Literal["reported", "disputed", "denied", "confirmed"]


class ClaimsReply(BaseModel):
    """The model's reply."""

    claims: list[ClaimReply]


def resolve(reply: ClaimsReply, article: Article, people: Sequence[Person]) -> Resolved:
    """Claims in the order of the reply. A claim that no sentence of the article supports becomes an issue."""
    claims, issues, doubts = [], [], []
    basis = cited_sentences([number for item in reply.claims for number in item.sentences], article)
    for item in in_time(reply.claims):
        statement = one_line(item.statement) or one_line(item.quote)
        quoted = locate(item.quote, article, near=item.sentences) if item.quote.strip() else []
        evidence = _evidence_of_claim(item, quoted, article)
        if not statement or not evidence:
            problem = "not-in-article" if statement else "empty"
            issues.append(Issue(section="claims", problem=problem, detail=f"{item.speaker}: {statement}"))
            continue
        speaker = _speaker(item, people)
        is_placed = bool(quoted or cited_sentences(item.sentences, article))
        flags = _check_statement(statement, item, evidence, article, people)
        wrong = {
            "statement": flags if is_placed else union_of_flags(flags, check_uncited(statement, basis, article)),
            "quote": _check_quote(item, statement, article),
            "speaker": check_speaker(speaker, article, people, evidence),
            "via": check_speaker(Speaker(name=speaker.via or "", kind="document"), article, people),
        }
        doubts += [Doubt(item, field, flags, evidence) for field, flags in wrong.items() if flags]
        claims.append(
            Claim(
                statement=statement,
                # Of a quotation that leaves words out ("a … b") the longest piece.
                quote=max(quoted, key=lambda span: span.end - span.start, default=None),
                speaker=speaker,
                certainty=item.certainty,
                polarity=item.polarity,
                status=item.status,
                cues=[Span.cut(article.text, cue.start, cue.end) for span in evidence for cue in cues(span, article)],
                evidence=evidence,
                flags=list[Flag](dict.fromkeys(flag for flags in wrong.values() for flag in flags)),
            )
        )
    return Resolved(claims, issues, doubts)


def _check_statement(
    statement: str, item: ClaimReply, evidence: Sequence[Span], article: Article, people: Sequence[Person]
) -> list[Flag]:
    """Flags of the statement. If the claim's `certainty` is below "certain", the statement need not have the hedge."""
    flags = check_text(statement, evidence, article, names=names_by_person(people), speaker=one_line(item.speaker))
    return [flag for flag in flags if flag != "hedge-differs" or item.certainty == "certain"]


def _check_quote(item: ClaimReply, statement: str, article: Article) -> list[Flag]:
    """Flags of the quote. A quote cut behind its negation is right for a claim that negates by other means."""
    if not item.quote.strip():
        return []
    cut = check_cut(item.quote, statement, article) if item.polarity == "positive" else []
    return check_quote(item.quote, article) + cut


def _evidence_of_claim(item: ClaimReply, quoted: Sequence[Span], article: Article) -> list[Span]:
    """The sentences that the model cites and those of the quotation; without any, those that support the statement."""
    ends = [(article.sentence_at(span.start), article.sentence_at(span.end - 1)) for span in quoted]
    numbers = [number for first, last in ends if first and last for number in range(first, last + 1)]
    given = cited_sentences([*item.sentences, *numbers], article)
    return given or cited_sentences(supporting_sentences(item.statement, article), article)


def _speaker(item: ClaimReply, people: Sequence[Person]) -> Speaker:
    name, via = one_line(item.speaker), one_line(item.via) or None
    if not name:
        return Speaker(name="", kind="narrator", via=via)
    person = person_denoted_by(name, people) if item.kind == "person" else None
    person = person_with_role(name, people) if item.kind == "unnamed" else person
    return Speaker(name=name, kind=item.kind, person=person.id if person else None, via=via)


SECTION = Section("claims", ClaimsReply, resolve, max_tokens=6000)
