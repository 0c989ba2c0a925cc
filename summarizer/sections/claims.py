"""Who says what: the model names the speaker and puts the claim in words, code finds the words that carry it."""

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from summarizer.article import Article, Span
from summarizer.digest import Claim, Issue, Person, Speaker
from summarizer.evidence import carrying, cues, locate, quotations
from summarizer.people import match
from summarizer.sections.base import Resolved, Section


class ClaimReply(BaseModel):
    sentence: int
    speaker: Annotated[str, Field(max_length=80)]
    via: Annotated[str, Field(max_length=80)]
    statement: Annotated[str, Field(max_length=300)]
    certainty: Literal["certain", "probable", "possible"]
    status: Literal["reported", "denied", "disputed", "confirmed"]


class ClaimsReply(BaseModel):
    claims: Annotated[list[ClaimReply], Field(max_length=30)]


def hints(article: Article) -> dict[str, object]:
    """The sentences that hold a quotation or a word that attributes or hedges: number, and the words around it."""
    quoted = quotations(article)
    found = []
    for number, sentence in enumerate(article.sentences, 1):
        inside = [quote for quote in quoted if quote.start < sentence.end and sentence.start < quote.end]
        outside = [cue for cue in cues(sentence, article) if not any(cue in quote for quote in inside)]
        if inside or outside:
            found.append((number, _frame(sentence, inside, outside)))
    return {"sentences": found}


def _frame(sentence: Span, quoted: Sequence[Span], cues: Sequence[Span]) -> str:
    """The words around the first cue, quotations left out: what tells who speaks."""
    start, words, at = sentence.start, [], 0
    for span in [*quoted, None]:
        end = span.start if span else sentence.end
        piece = sentence.text[start - sentence.start : max(0, end - sentence.start)]
        if cues and start <= cues[0].start < end:
            at = len(words) + len(piece[: cues[0].start - start].split())
        words += [*piece.split(), *(["…"] if span else [])]
        start = max(start, span.end) if span else end
    return " ".join(words[max(0, at - _AROUND) : at + _AROUND])


_AROUND = 9


def resolve(reply: ClaimsReply, article: Article, people: Sequence[Person]) -> Resolved:
    """Claims in the order of the reply; a statement that no sentence of the article carries goes to the issues."""
    claims, issues = [], []
    for item in reply.claims:
        numbers = carrying(item.statement, article, near=[item.sentence])
        if not numbers:
            issues.append(Issue(section="claims", problem="not-in-article", detail=f"{item.speaker}: {item.statement}"))
            continue
        evidence = [article.sentences[n - 1] for n in numbers]
        claim = Claim(
            statement=item.statement,
            quote=_quote(item.statement, evidence, article),
            speaker=_speaker(item, article, people),
            certainty=item.certainty,
            polarity="negative" if _NEGATION.search(item.statement) else "positive",
            status=item.status,
            cues=[Span(**cue.model_dump(exclude={"kind"})) for span in evidence for cue in cues(span, article)],
            evidence=evidence,
        )
        if claim not in claims:
            claims.append(claim)
    return Resolved(claims, issues)


_NEGATION = re.compile(r"\b(not|no|never|none|nobody|nothing|cannot|neither|nor|without)\b|n['’]t\b", re.IGNORECASE)


def _quote(statement: str, evidence: Sequence[Span], article: Article) -> Span | None:
    """The quotation that the statement repeats, if its evidence holds one."""
    said = locate(statement, article)
    for quote in quotations(article):
        if any(quote.start < span.end and span.start < quote.end for span in evidence) and (
            any(span in quote for span in said) or quote.text in statement
        ):
            return quote
    return None


_UNNAMED = re.compile(
    r"\b(sources?|insiders?|witness(es)?|friends?|officials?|spokes\w+|analysts?|experts?|residents?|reports?|people|"
    r"others?|some|critics|supporters|scientists|researchers|authorities|anonymous)\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(report|study|statement|letter|email|post|posting|book|paper|survey|poll|document|memo|press release|website|"
    r"article|video)$",
    re.IGNORECASE,
)


def _speaker(item: ClaimReply, article: Article, people: Sequence[Person]) -> Speaker:
    name, via = item.speaker.strip(), item.via.strip() or None
    if not name:
        return Speaker(name="", kind="narrator", via=via)
    person = match(name, people)
    if person:
        return Speaker(name=name, kind="person", person=person.id, via=via)
    if _DOCUMENT.search(name):
        return Speaker(name=name, kind="document", via=via)
    if _UNNAMED.search(name) or name == name.lower():
        return Speaker(name=name, kind="unnamed", via=via)
    return Speaker(name=name, kind="organization", via=via)


claims = Section("claims", ClaimsReply, resolve, hints, max_tokens=2500)
