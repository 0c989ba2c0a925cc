"""Claims for a small model: speaker and statement come from the dependency tree, or are checked against the article."""

import re
from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, Field

from summarizer.article import Article, Span
from summarizer.assist.addressing import sentences_addressing_reader
from summarizer.assist.attribution import is_noun
from summarizer.assist.brief_form import BriefForm, CompletedReply, Hints, is_worded_by_code
from summarizer.assist.certainty import certainty_of, status_of
from summarizer.assist.content import content_of
from summarizer.assist.quoting import (
    continues_quotation,
    is_quoted_expression,
    text_outside_quotations,
    with_continuations,
)
from summarizer.assist.saying import Saying, sayings, speaker_in, subject_of_finding
from summarizer.assist.speakers import speaker_named, speaker_of
from summarizer.assist.standalone_texts import as_sentence as whole
from summarizer.assist.standalone_texts import statement_text
from summarizer.assist.statements import quotation_or_sentence, supported_statement
from summarizer.assist.subjects import PRONOUN
from summarizer.assist.wording import bounded_field, without_sentence_number, word_set
from summarizer.digest import Claim, Issue, Person, Speaker
from summarizer.evidence import Cue, cues, quotations_in
from summarizer.evidence.negation import negates
from summarizer.sections.base import cited_sentences, one_line
from summarizer.sections.claims import ClaimReply as FullClaim
from summarizer.sections.claims import ClaimsReply as FullReply

LONGEST = 120
"""Maximum characters of a statement."""


class ClaimReply(BaseModel):
    """One claim, as a small model gives it."""

    sentence: int
    speaker: Annotated[str, bounded_field(100)]
    statement: Annotated[str, bounded_field(LONGEST)]


class ClaimsReply(BaseModel):
    """A small model's reply."""

    claims: Annotated[list[ClaimReply], Field(json_schema_extra={"maxItems": 25})]


def hints(article: Article) -> Hints:
    """Return the sentences with a quotation, an attribution or a hedge, as the prompt variable "sentences".

    Each entry is (sentence number, speaker, quotation or sentence). If no speaker is found, or only a pronoun, the
    speaker is "" and the text is the whole sentence.
    A sentence that only introduces a quotation ("He said the following:") is omitted, because the next one has it.
    A sentence that continues the quotation of the previous one is omitted, because it belongs to that claim.
    """
    found = []
    for number, span in enumerate(article.sentences, 1):
        inside = quotations_in(span, article)
        outside = [
            cue
            for cue in cues(span, article)
            if not any(cue in quote for quote in inside)
            and not _MODAL.match(cue.text)
            and not (article.tongue == "en" and is_noun(cue, span, article) and cue.kind == "attribution")
        ]
        if number in sentences_addressing_reader(article):
            continue
        quoted = any(not is_quoted_expression(quote.text) for quote in inside)
        # A headline repeats a claim of the body.
        alone = len(article.sentences) == 1
        headline = article.tongue == "en" and not alone and not _ENDS.search(span.text) and not _HEADED.match(span.text)
        holds = not headline and (outside or quoted or subject_of_finding(span, article))
        if holds and not span.text.endswith(":") and not continues_quotation(number, article):
            speaker = speaker_in(span, article)
            if speaker and not PRONOUN.fullmatch(speaker.text):
                found.append((number, one_line(speaker.text), one_line(quotation_or_sentence(span, article).text)))
            else:
                found.append((number, "", " ".join(span.text.split())))
    return {"sentences": found}


def known_fields(hint: tuple[int, str, str], article: Article) -> dict[str, Any]:
    """Return the fields of a claim that a hint determines: all of them in English, otherwise the sentence number."""
    number, speaker, words = hint
    return {"sentence": number} | ({"speaker": speaker, "statement": words} if is_worded_by_code(article) else {})


_LONG_QUOTATION = 8  # minimum words of a further quotation
_HEADED = re.compile(r"[\w ]{3,40}:\s")  # "Report: …"
_ENDS = re.compile(r"[.!?…]|[\"”’][^\w]*$")
# Hedges that imply no speaker: "might", "seems"; unlike "reportedly".
_MODAL = re.compile(
    r"may|might|could|perhaps|possib|probabl|potential|conceivabl|arguabl|(?:un)?likely|seem|appear|so-called",
    re.I,
)


def complete(reply: ClaimsReply, article: Article, people: Sequence[Person]) -> CompletedReply:
    """Build the claims in the order of the reply. A statement that no sentence supports becomes an issue.

    In English the statement is extracted from the sentence. A speaker found by the attribution rules overrides the
    model's.
    """
    claims: list[Claim] = []
    issues = []
    taken = {item.sentence for item in reply.claims}
    for item in reply.claims:
        statement, evidence = "", cited_sentences(with_continuations([item.sentence], article), article)
        if not is_worded_by_code(article):
            if not item.statement.strip():
                continue  # the model found no claim in this sentence
            written = without_sentence_number(item.statement).removeprefix(f"{without_sentence_number(item.speaker)}: ")
            statement, evidence = supported_statement(
                written, item.sentence, article, people, taken=taken, longest=LONGEST
            )
        if not evidence:
            detail = f"{item.speaker}: {item.statement}"
            issues.append(Issue(section="claims", problem="not-in-article", detail=detail))
            continue
        voice = _find_speaker(item, evidence, article, people)
        if voice is None:
            continue  # a cue without a speaker
        if is_worded_by_code(article):
            name = None if voice.is_subject else voice.speaker.name
            statement = statement_text(evidence[0], article, people, name)
        claim = Claim(
            statement=statement,
            quote=_matching_quotation(statement, evidence, article),
            speaker=voice.speaker,
            **_certainty_and_polarity(statement, evidence, article),
            status=status_of(statement, evidence) if article.tongue == "en" else "reported",
            evidence=evidence,
        )
        if not any(_is_same_claim(claim, other) for other in claims):
            claims.append(claim)
    every = [kept for claim in claims for kept in (claim, *_further_claims(claim, claims, article, people))]
    return CompletedReply(FullReply(claims=[_to_full_claim(claim, article) for claim in every]), issues)


def _to_full_claim(claim: Claim, article: Article) -> FullClaim:
    return FullClaim(
        sentences=[number for span in claim.evidence if (number := article.sentence_at(span.start))],
        speaker=claim.speaker.name,
        kind=claim.speaker.kind,
        via=claim.speaker.via or "",
        statement=claim.statement,
        quote=claim.quote.text if claim.quote else "",
        certainty=claim.certainty,
        polarity=claim.polarity,
        status=claim.status,
    )


class _SpeakerAndEvidence(NamedTuple):
    """The speaker of a claim and the cues in its evidence.

    `is_subject` states that the model gave the subject of an unattributed sentence as its speaker.
    """

    speaker: Speaker
    cues: list[Cue]
    is_subject: bool


def _find_speaker(
    item: ClaimReply, evidence: Sequence[Span], article: Article, people: Sequence[Person]
) -> _SpeakerAndEvidence | None:
    """Return the speaker of a claim, or None if its evidence has none: "The report comes after …"."""
    found = [cue for span in evidence for cue in cues(span, article)]
    quoted = any(not is_quoted_expression(quote.text) for span in evidence for quote in quotations_in(span, article))
    if article.tongue == "en" and quoted and _quotes_nobody(evidence[0], article):
        return None
    subject = _is_grammatical_subject(item, evidence, article)
    speaker = speaker_of("" if subject else without_sentence_number(item.speaker), evidence, article, people)
    if article.tongue == "en" and (found or speaker.kind == "narrator"):
        # A cue before a colon, as in headlines: "Report: …".
        headed = any(
            cue.start == span.start and article.text.startswith(":", cue.end) for cue in found for span in evidence
        )
        speaks = quoted or headed or any(speaker_in(span, article) for span in evidence)
        hedged = any(cue.kind == "hedge" for cue in found)
        if (subject and not hedged) or (not speaks and all(cue.kind == "attribution" for cue in found)):
            return None
    narrated = speaker.kind == "narrator" and bool(without_sentence_number(item.speaker)) and not quoted
    return _SpeakerAndEvidence(speaker, found, subject or narrated)


def _quotes_nobody(sentence: Span, article: Article) -> bool:
    """Return whether a sentence has words outside its quotations but no speaker: the form must begin with "I agree"."""
    beside = re.search(r"\w", text_outside_quotations(sentence, quotations_in(sentence, article)))
    return beside is not None and speaker_in(sentence, article) is None


def _certainty_and_polarity(statement: str, evidence: Sequence[Span], article: Article) -> dict[str, Any]:
    """Return the fields `certainty` and `polarity` of a claim."""
    return {
        "certainty": certainty_of(statement, evidence) if article.tongue == "en" else "certain",
        "polarity": "negative" if negates(statement, article.digest_tongue) else "positive",
    }


def _further_claims(claim: Claim, claims: Sequence[Claim], article: Article, people: Sequence[Person]) -> list[Claim]:
    """Return further claims from the sentence of a claim: "…", it added; and, "…"; and "Lee said …, adding that …"."""
    if article.tongue != "en":
        return []
    sentence = claim.evidence[0]
    told = word_set(" ".join(other.statement for other in claims))
    found = [
        _further_claim(claim, whole(quote.text), claim.speaker, article)
        for quote in quotations_in(sentence, article)
        if claim.quote and quote != claim.quote and len(quote.text.split()) >= _LONG_QUOTATION
        # a lower-case start continues the clause before it: he is "willing to see what comes of it"
        if not re.match(r"\W*[a-z]", quote.text) and not word_set(quote.text) <= told
    ]
    every = sayings(sentence, article) if is_worded_by_code(article) else []
    for further in every:
        inside = set(further.clause.subtree) if further.clause is not None else set()
        if not inside or any(other.verb in inside for other in every):
            continue
        statement = whole(content_of(further, sentence, article))
        repeats = any(quote.text in statement for quote in (claim.quote, *(more.quote for more in found)) if quote)
        if not repeats and len(word_set(statement) - told) > _FEW:
            found.append(_further_claim(claim, statement, _speaker(further, claim, people), article))
    return found


_FEW = 3  # new words; a claim with as many or fewer adds nothing


def _speaker(said: Saying, claim: Claim, people: Sequence[Person]) -> Speaker:
    """Return the speaker of a further claim. The antecedent of a pronoun is the speaker of the first claim."""
    name = one_line(said.speaker.text)
    same = PRONOUN.fullmatch(name) or (claim.speaker.name and claim.speaker.name in name)
    return claim.speaker if same else speaker_named(name, claim.evidence[:1], people)


def _further_claim(claim: Claim, statement: str, speaker: Speaker, article: Article) -> Claim:
    sentence = claim.evidence[:1]
    update = {"statement": statement, "speaker": speaker, "quote": _matching_quotation(statement, sentence, article)}
    return claim.model_copy(update=update | _certainty_and_polarity(statement, sentence, article))


def _is_same_claim(claim: Claim, other: Claim) -> bool:
    """Return whether both claims have the same speaker and the same words.

    Punctuation and case are ignored. Within one sentence the first statement may be a part of the other one.
    """
    one, two = claim.speaker, other.speaker
    speaks = one.person == two.person if one.person else word_set(one.name) == word_set(two.name)
    said, told = word_set(claim.statement), word_set(other.statement)
    return speaks and (said == told or (said <= told and claim.evidence == other.evidence))


def _is_grammatical_subject(item: ClaimReply, evidence: Sequence[Span], article: Article) -> bool:
    """Return whether the reply's speaker and statement are adjacent in a sentence without one: "Oslo | raises taxes".

    Such a "speaker" is the grammatical subject of the statement.
    """
    told = f"{without_sentence_number(item.speaker)} {without_sentence_number(item.statement)}".rstrip(" .").casefold()
    texts = (" ".join(span.text.casefold().split()) for span in evidence if not speaker_in(span, article))
    return bool(without_sentence_number(item.speaker)) and any(told in text for text in texts)


def _matching_quotation(statement: str, evidence: Sequence[Span], article: Article) -> Span | None:
    """Return the quotation in the evidence that shares most words with the statement, or None below half of them."""
    repeated = word_set(statement)

    def shared(quote: Span) -> float:
        own = word_set(quote.text)
        return len(own & repeated) / len(own) if own else 0

    found = [quote for span in evidence for quote in quotations_in(span, article)]
    best = max(found, key=shared, default=None)
    return best if best and shared(best) >= 0.5 else None


BRIEF_FORM = BriefForm(ClaimsReply, complete, hints, known_fields, max_tokens=2800)
