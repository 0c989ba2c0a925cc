"""Who says what: the model names the speaker and puts the claim in words, code finds the words that carry it."""

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from summarizer.article import Article, Span
from summarizer.checks import check_speaker, check_text
from summarizer.digest import Claim, Flag, Issue, Person, Speaker
from summarizer.evidence import carrying, cues, locate, negates, quotations, said_by
from summarizer.people import match
from summarizer.sections.base import Doubt, Resolved, Section, names_of, sentence, uncut

LONGEST = 280
"""Characters of a statement."""


class ClaimReply(BaseModel):
    """One claim, as the model gives it."""

    sentence: int
    speaker: Annotated[str, Field(max_length=100)]
    certainty: Literal["certain", "probable", "possible"]
    status: Literal["reported", "denied", "disputed", "confirmed"]
    statement: Annotated[str, Field(max_length=LONGEST)]


class ClaimsReply(BaseModel):
    """The model's reply."""

    claims: Annotated[list[ClaimReply], Field(max_length=25)]


def hints(article: Article) -> dict[str, object]:
    """The sentences that hold a quotation or a word that attributes or hedges.

    Of each its number, who seems to speak ("" where the grammar does not tell), and the words around quotations. A
    sentence that only leads over to a quotation ("He said the following:") is left to the one that follows.
    """
    found = []
    for number, span in enumerate(article.sentences, 1):
        inside = _overlapping(span, quotations(article))
        outside = [cue for cue in cues(span, article) if not any(cue in quote for quote in inside)]
        if (inside or outside) and not span.text.endswith(":"):
            speaker = said_by(span, article)
            found.append((number, speaker.text if speaker else "", _frame(span, inside)))
    return {"sentences": found}


def _overlapping(span: Span, others: Sequence[Span]) -> list[Span]:
    return [other for other in others if other.start < span.end and span.start < other.end]


def _frame(sentence: Span, quoted: Sequence[Span]) -> str:
    """The sentence without what is quoted in it: the words that tell who speaks."""
    frame = sentence.text
    for quote in reversed(quoted):
        start, end = max(0, quote.start - sentence.start), quote.end - sentence.start
        frame = f"{frame[:start]}…{frame[end:]}"
    return " ".join(frame.split())


def resolve(reply: ClaimsReply, article: Article, people: Sequence[Person]) -> Resolved:
    """Claims in the order of the reply; a statement that no sentence of the article carries goes to the issues."""
    claims: list[Claim] = []
    issues, doubts = [], []
    for item in reply.claims:
        statement = _statement(item, article)
        numbers = carrying(statement, article, near=[item.sentence])
        evidence = [article.sentences[number - 1] for number in numbers]
        speaker = _speaker(item.speaker.strip(), evidence, people)
        found = {
            "statement": _check_statement(statement, item.certainty, evidence, article, people),
            "speaker": _check_speaker(speaker, evidence, numbers, article, people),
        }
        doubts += [
            Doubt(item, field, flags, evidence or sentence(article, item.sentence))
            for field, flags in found.items()
            if flags
        ]
        if not evidence:
            issues.append(Issue(section="claims", problem="not-in-article", detail=f"{item.speaker}: {statement}"))
            continue
        claim = Claim(
            statement=statement,
            quote=_quote(statement, evidence, article),
            speaker=speaker,
            certainty=item.certainty,
            polarity="negative" if negates(statement, article.digest_tongue) else "positive",
            status=item.status,
            cues=[
                Span(start=cue.start, end=cue.end, text=cue.text) for span in evidence for cue in cues(span, article)
            ],
            evidence=evidence,
            flags=[*found["statement"], *found["speaker"]],
        )
        if claim not in claims:
            claims.append(claim)
    return Resolved(claims, issues, doubts)


def _statement(item: ClaimReply, article: Article) -> str:
    """What the model wrote; the longest quotation of its sentence where it wrote the words around that, or of another.

    A small model repeats the words that it was shown around a quotation, or drifts to another sentence. What was said
    then stands in the article, in the speaker's own words.
    """
    text = re.sub(r"^\([^)]*\)\s*", "", uncut(item.statement, LONGEST))
    for span in sentence(article, item.sentence):
        quoted = _overlapping(span, quotations(article))
        repeats = _words(text) <= _words(_frame(span, quoted))
        drifts = not any(abs(n - item.sentence) <= 1 for n in carrying(text, article, near=[item.sentence]))
        if quoted and (repeats or drifts):
            return max((quote.text for quote in quoted), key=len).rstrip(",")
    return text


def _check_statement(
    statement: str, certainty: str, evidence: Sequence[Span], article: Article, people: Sequence[Person]
) -> list[Flag]:
    flags = check_text(statement, evidence, names=names_of(people), article=article)
    # "She may return" as a claim that is possible, not certain, has kept its hedge.
    return [flag for flag in flags if flag != "hedge-differs" or certainty == "certain"]


_BEFORE, _AFTER = 2, 1  # sentences around the claim in which its speaker may stand, where none stands in its own
_PRONOUN = re.compile(r"(?:he|she|it|they|we|i|who|others?|some)", re.IGNORECASE)


def _check_speaker(
    speaker: Speaker, evidence: Sequence[Span], numbers: Sequence[int], article: Article, people: Sequence[Person]
) -> list[Flag]:
    """Whether the article has this speaker, and lets them speak here: by its grammar, or else near by."""
    if speaker.kind == "narrator" or not numbers:
        return []
    missing = check_speaker(speaker.name, article)
    if missing:
        return missing
    told = [found for span in evidence if (found := said_by(span, article))]
    named = [found.text for found in told if not _PRONOUN.fullmatch(found.text)]
    if named:
        same = any(_words(name) & _words(speaker.name) - _SMALL or _same(name, speaker, people) for name in named)
        return [] if same else ["speaker-not-in-evidence"]
    known = next((person.mentions for person in people if person.id == speaker.person), None)
    places = [article.sentence_at(span.start) or 0 for span in known or locate(speaker.name, article, near=numbers)]
    after = 0 if told else _AFTER  # a pronoun's name stands before it
    near = any(min(numbers) - _BEFORE <= place <= max(numbers) + after for place in places)
    return [] if near or not places else ["speaker-not-in-evidence"]


_SMALL = {"the", "a", "an", "of", "and", "for", "in"}


def _same(name: str, speaker: Speaker, people: Sequence[Person]) -> bool:
    person = match(name, people)
    return person is not None and person.id == speaker.person


def _quote(statement: str, evidence: Sequence[Span], article: Article) -> Span | None:
    """The quotation in the evidence of which the statement repeats most words, half of them at least."""
    said = _words(statement)

    def shared(quote: Span) -> float:
        words = _words(quote.text)
        return len(words & said) / len(words) if words else 0

    found = [quote for span in evidence for quote in _overlapping(span, quotations(article))]
    best = max(found, key=shared, default=None)
    return best if best and shared(best) >= 0.5 else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


_UNNAMED = re.compile(
    r"\b(sources?|insiders?|witness(es)?|friends?|officials?|analysts?|experts?|residents?|critics|supporters|people|"
    r"others?|some|scientists|researchers)\b",
    re.IGNORECASE,
)
# Where nouns have a capital, or letters have no case, that does not tell names from other words.
_UNNAMED_ELSEWHERE = re.compile(
    r"\b(?:Quellen?|Zeug(?:e|en|in)|Expert(?:e|en|in)|Beamt(?:e|er|en|in)|Anwohner|Insider|Kreise|Sprecher(?:in)?)\b"
    r"|\b(?:هو|هي|هم|مصدر|مصادر|مسؤول|مسؤولون|مسؤولين|شهود|خبراء|سكان)\b"
    r"|人士|专家|專家|専門家|官员|官員|关係者|関係者|目击者|目撃者|居民|住民|当局者|匿名|^[他她它彼](?:们|們|女|ら)?$"
)
_DOCUMENT = re.compile(
    r"\b(reports?|study|statement|letter|e-?mail|post(ing)?|book|paper|survey|poll|document|memo|website|article|"
    r"estimates?)$",
    re.IGNORECASE,
)
_THROUGH = re.compile(
    r"\b(?:told|(?:[Aa]ccording|speaking|talking) to|interview with|reported by|quoted by)\s+"
    r"((?:the\s+)?[A-Z][\w.&'’-]*(?:\s+[A-Z][\w.&'’-]*)*)"
)


def _speaker(name: str, evidence: Sequence[Span], people: Sequence[Person]) -> Speaker:
    through = (found[1].rstrip(".,") for span in evidence for found in _THROUGH.finditer(span.text))
    via = next(
        (outlet for outlet in through if not _words(outlet) <= _words(name) and match(outlet, people) is None), None
    )
    person = match(name, people)
    if not name:
        return Speaker(name="", kind="narrator", via=via)
    if person:
        return Speaker(name=name, kind="person", person=person.id, via=via)
    if _DOCUMENT.search(name):
        return Speaker(name=name, kind="document", via=via)
    unnamed = _UNNAMED.search(name) or _UNNAMED_ELSEWHERE.search(name) or name == name.lower() != name.upper()
    return Speaker(name=name, kind="unnamed" if unnamed else "organization", via=via)


claims = Section("claims", ClaimsReply, resolve, hints, max_tokens=2800)
