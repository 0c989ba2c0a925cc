"""The speaker of a claim, its kind and its outlet, from a small model's reply and the attribution in the sentence."""

import re
from collections.abc import Sequence

from summarizer.article import Article, Span
from summarizer.assist.saying import head_of, main_subject, speaker_in
from summarizer.assist.subjects import PRONOUN
from summarizer.assist.wording import word_set
from summarizer.digest import Person, Speaker
from summarizer.evidence import cues, locate, quotations_in
from summarizer.people import match_person, person_denoted_by
from summarizer.people.ages import is_role_noun

_NARRATOR = re.compile(r"(?:the )?(?:article|author|narrator|text|news)(?: itself)?", re.IGNORECASE)
# Unnamed speakers: "two officials", "a source"
_UNNAMED = re.compile(
    r"\b(sources?|insiders?|witness(es)?|friends?|officials?|analysts?|experts?|residents?|critics|supporters|people|"
    r"others?|some|scientists|researchers)\b",
    re.IGNORECASE,
)
# Unnamed speakers in languages whose capital letters do not distinguish names from nouns: "ein Sprecher".
_UNNAMED_ELSEWHERE = re.compile(
    r"\b(?:Quellen?|Zeug(?:e|en|in)|Expert(?:e|en|in)|Beamt(?:e|er|en|in)|Anwohner|Insider|Kreise|Sprecher(?:in)?)\b"
    r"|\b(?:هو|هي|هم|مصدر|مصادر|مسؤول|مسؤولون|مسؤولين|شهود|خبراء|سكان)\b"
    r"|人士|专家|專家|専門家|官员|官員|关係者|関係者|目击者|目撃者|居民|住民|当局者|匿名|^[他她它彼](?:们|們|女|ら)?$"
)
# Documents: "the study", "an e-mail"; not "the study group"
_DOCUMENT = re.compile(
    r"\b(reports?|study|studies|results?|findings?|data|figures|statement|letter|e-?mail|post(ing)?|book|paper|"
    r"survey|poll|document|memo|website|article|estimates?)$",
    re.IGNORECASE,
)
# The outlet: "told the Oslo Post", "quoted by Acme news agency"
_THROUGH = re.compile(
    r"\b(?:told|(?:[Aa]ccording|speaking|talking) to|interview with|(?:reported|quoted) by)\s+"
    r"((?:the\s+)?[A-Z][\w.&'’-]*(?:\s+[A-Z][\w.&'’-]*)*"
    r"(?:\s+(?:media|press|radio|television|newspapers?|news agency))?)"
)


def speaker_named(name: str, evidence: Sequence[Span], people: Sequence[Person]) -> Speaker:
    """Return the speaker of a name, with kind, person and outlet. The speaker of "" is the article (narrator)."""
    through = (found[1].rstrip(".,") for span in evidence for found in _THROUGH.finditer(span.text))
    via = next(
        (
            outlet
            for outlet in through
            if not word_set(outlet) <= word_set(name) and match_person(outlet, people) is None
        ),
        None,
    )
    person = person_denoted_by(name, people)
    if not name or _NARRATOR.fullmatch(name):
        return Speaker(name="", kind="narrator", via=via)
    if person:
        return Speaker(name=name, kind="person", person=person.id, via=via)
    if _DOCUMENT.search(name):
        return Speaker(name=name, kind="document", via=via)
    small = name[:1].lower() + name[1:]  # the capital may begin a sentence: "The mayor"
    described = (_DETERMINED.match(name) or _OWNED.match(name)) and denotes_people(name)  # "The French mayor"
    common = small == name.lower() != name.upper() and not _OWNED.match(name)
    unnamed = _UNNAMED.search(name) or _UNNAMED_ELSEWHERE.search(name) or common
    return Speaker(name=name, kind="unnamed" if described or unnamed else "organization", via=via)


_DETERMINED = re.compile(r"(?:the|an?|his|her|its|their) ", re.IGNORECASE)
_OWNED = re.compile(r"[A-Z]\w+['’]s ")  # "Iran's foreign ministry"
_HEAD = re.compile(r" (?:of|for|at|in|to|on) |, ")


_LONGEST_NAME = 12  # maximum words of a speaker
_BEFORE, _AFTER = 2, 1  # sentences around a claim that may name its speaker, if its own sentence does not


def speaker_of(name: str, evidence: Sequence[Span], article: Article, people: Sequence[Person]) -> Speaker:
    """Return the speaker of a claim: the model's, unless the attribution in the evidence names another one."""
    speaker = _speaker_of(name, evidence, article, people)
    if speaker.kind not in ("unnamed", "organization") or article.tongue != "en" or denotes_people(speaker.name):
        return speaker
    heads = [head_of(place, article) for place in locate(speaker.name, article)]
    kind = "organization" if any(head is not None and head.pos_ == "PROPN" for head in heads) else "unnamed"
    return speaker.model_copy(update={"kind": kind}) if heads else speaker


def _speaker_of(name: str, evidence: Sequence[Span], article: Article, people: Sequence[Person]) -> Speaker:
    # A small model may give the whole sentence as the speaker.
    speaker = speaker_named(name if len(name.split()) <= _LONGEST_NAME else "", evidence, people)
    told = [found for span in evidence if (found := speaker_in(span, article))]
    named = [found.text for found in told if not PRONOUN.fullmatch(found.text)]
    if named and not any(_is_same_speaker(found, speaker, people) for found in named):
        return speaker_named(named[0], evidence, people)
    if not told and _only_hedged(evidence, article):
        return speaker_named("", evidence, people)
    if named:
        return speaker
    pronoun = told[0].text if told else ""
    before = _previous_speaker(told[0] if told else None, evidence, article, people)
    if speaker.kind == "narrator" or PRONOUN.fullmatch(speaker.name):
        return speaker_named(before or pronoun, evidence, people)
    if pronoun and before and speaker.kind != "person":
        return speaker_named(before, evidence, people)
    near = _is_near(speaker, evidence, told, article, people)
    return speaker_named(before, evidence, people) if before and not near else speaker


def _only_hedged(evidence: Sequence[Span], article: Article) -> bool:
    """Return whether the article itself makes a hedged claim: "Ann Lee has reportedly resigned"."""
    found = [cue for span in evidence for cue in cues(span, article)]
    return bool(found) and all(_HEDGED.fullmatch(cue.text) for cue in found) and not _is_quoted(evidence, article)


_HEDGED = re.compile(r"\w+ly|allegations?|may|might|could|perhaps|maybe|(?:seem|appear).*", re.IGNORECASE)


def _is_quoted(evidence: Sequence[Span], article: Article) -> bool:
    return any(quotations_in(span, article) for span in evidence)


_BACK = 3  # preceding sentences that are searched for an antecedent
_LED_IN = re.compile(r"\W*(?:when|after|as|while|before|since|although|though|because|if|\w+ing)\b", re.IGNORECASE)
_OBJECT = re.compile(r"\b(?:to|of|with|by|from|about|against|for|in|on|at|like)\s+(?:\S+\s+)?$")
_ONE = re.compile(r"[Hh]e|[Ss]he")
_MANY, _THING, _EACH = re.compile(r"[Tt]hey|[Ww]e"), re.compile(r"[Ii]t"), re.compile(r"[Ee]ach|[Bb]oth")
_PLURAL = re.compile(r"s\b|\bpeople\b|\band\b")


def _previous_speaker(
    place: Span | None, evidence: Sequence[Span], article: Article, people: Sequence[Person]
) -> str | None:
    """Return the antecedent of a pronoun, or the speaker of a quotation that continues.

    Candidates are the person or the main subject at the beginning of the pronoun's own sentence, then the nearest
    speaker or person in the sentences before it. Return None if no candidate fits, or if the evidence has neither a
    speaker nor a quotation.
    """
    if place is None and not _is_quoted(evidence, article):
        return None
    pronoun = place.text if place else ""
    first = min(article.sentence_at(span.start) or 1 for span in evidence)
    if place and _ONE.fullmatch(pronoun):
        own = article.sentences[(article.sentence_at(place.start) or 1) - 1]
        earlier = (m for person in people for m in person.mentions if m in own and m.end < place.start)
        begun = min(earlier, key=lambda mention: mention.start, default=None)
        if begun and not _LED_IN.match(own.text) and not _OBJECT.search(article.text[own.start : begun.start]):
            return begun.text
    if place and (_THING.fullmatch(pronoun) or _EACH.fullmatch(pronoun)):
        subject = main_subject(article.sentences[first - 1], article)
        if subject and subject.end < place.start and _can_mean(pronoun, subject.text, evidence, people):
            return subject.text  # "Iran sought the Strait, which it said it would manage"
    for number in range(first - 1, max(0, first - 1 - _BACK), -1):
        span = article.sentences[number - 1]
        found = speaker_in(span, article)
        if found and not PRONOUN.fullmatch(found.text) and _can_mean(pronoun, found.text, [span], people):
            return found.text
        named = (mention for person in people for mention in person.mentions if mention in span)
        subject = min(named, key=lambda mention: mention.start, default=None)
        if subject and not _MANY.fullmatch(pronoun) and not _THING.fullmatch(pronoun):
            return subject.text
    several = main_subject(article.sentences[first - 2], article) if first > 1 and _MANY.fullmatch(pronoun) else None
    return several.text if several and _PLURAL.search(several.text) else None


def _can_mean(pronoun: str, name: str, evidence: Sequence[Span], people: Sequence[Person]) -> bool:
    """Return whether a speaker may be the antecedent of a pronoun.

    "It" excludes persons. "He" and "she" exclude things other than organizations. Other pronouns exclude documents and
    named persons. A continued quotation (`pronoun` "") may have any speaker.
    """
    speaker = speaker_named(name, evidence, people)
    thing = speaker.kind in ("organization", "document") or (speaker.kind == "unnamed" and not denotes_people(name))
    if _THING.fullmatch(pronoun):
        return thing
    if _ONE.fullmatch(pronoun):
        return not thing or speaker.kind == "organization"
    return not pronoun or speaker.kind not in ("document", "person")


def denotes_people(name: str) -> bool:
    """Return whether an unnamed speaker is one or more persons: "a source", "the mayor"; not "the report of it"."""
    heads = _HEAD.split(name.casefold())[0].split()
    return bool(_UNNAMED.search(name)) or any(is_role_noun(word) for word in heads[-1:])


def _is_near(
    speaker: Speaker, evidence: Sequence[Span], told: Sequence[Span], article: Article, people: Sequence[Person]
) -> bool:
    """Return whether the article names the speaker near the evidence. A pronoun's antecedent must precede it."""
    numbers = [number for span in evidence if (number := article.sentence_at(span.start))]
    known = next((person.mentions for person in people if person.id == speaker.person), None)
    parts = [part for part in re.split(r"[,()]", speaker.name) if part.strip()]  # "John Kerry, Secretary of State"
    if not locate(speaker.name, article) and not (parts and all(locate(part, article) for part in parts)):
        return False
    places = [article.sentence_at(span.start) or 0 for span in known or locate(speaker.name, article, near=numbers)]
    after = 0 if told else _AFTER
    return not places or any(min(numbers) - _BEFORE <= place <= max(numbers) + after for place in places)


_SMALL = {"the", "a", "an", "of", "and", "for", "in"}


def _is_same_speaker(name: str, speaker: Speaker, people: Sequence[Person]) -> bool:
    person = match_person(name, people)
    shared = word_set(name) & word_set(speaker.name) - _SMALL
    return bool(shared) or (person is not None and person.id == speaker.person)
