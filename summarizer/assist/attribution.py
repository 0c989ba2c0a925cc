"""Attribution by patterns: the speaker beside a verb of saying in a sentence. English only."""

import re
from typing import NamedTuple

from summarizer.article import Article, Span
from summarizer.assist.subjects import LONGEST, NEAR, speaker_place
from summarizer.assist.syntax import tree_of
from summarizer.evidence.cuewords import FINDING, cues
from summarizer.evidence.quoting import quotations_in

_TELLING = 4  # minimum words of a quotation; a shorter one may be a title
# Maximum words of the subject of a verb of finding. Its cue is often a noun: "a light show that can be observed".
_LONGEST_FINDER = 6
# A candidate name that ends with one of these words is part of another phrase.
_BROKEN_OFF = re.compile(r"\b(?:whose|whilst|while|from|of|to|for|in|on|at|with|by|and|or|the|an?)$", re.IGNORECASE)
_NO_NAME = re.compile(r"(?:the|an?|this|that|these|those|its|his|her|their|there)", re.IGNORECASE)
# A leading prepositional phrase is not a speaker: "During Question Time, Lee defended it, promising more".
_ADJUNCT = re.compile(r"\W*(?:in|during|at|on|after|before|amid|despite|following) [^,]*,$", re.IGNORECASE)
_PASSES_ON = re.compile(r"\s+that,?\s+according to\b")
_QUOTES = re.compile("quot(?:es?|ed|ing)")
_WHO = re.compile(r",\s(?:who|which)\s(?:has\s|had\s|\w+ly\s)?$")
_CREDITED = re.compile(r"[\"”’']\s+([-–—]+)\s+([A-Z][^.;:!?\"“”]*?)\s*$")


class Attribution(NamedTuple):
    """The span that names a sentence's speaker, and the span of the cue or dash that attributes the sentence to it."""

    speaker: Span
    cue: Span


def attributed_speaker(sentence: Span, article: Article) -> Span | None:
    """Return the span that names the speaker, or None if no attribution cue outside quotation marks has one.

    "…," a source allegedly told US Magazine -> a source; Jeff Rathke, the spokesman, said -> Jeff Rathke;
    according to AFP -> AFP; "…", said KCNA -> KCNA. Pronouns are not resolved.
    """
    found = find_attribution(sentence, article)
    return found and found.speaker


def find_attribution(sentence: Span, article: Article) -> Attribution | None:
    """Return the speaker and the cue of a sentence, or None if no pattern matches."""
    quoted = quotations_in(sentence, article)
    found = [
        cue
        for cue in cues(sentence, article)
        if cue.kind == "attribution" and not cue.text.startswith("in ") and not any(cue in quote for quote in quoted)
    ]
    for cue in found:
        text, start, end = sentence.text, cue.start - sentence.start, cue.end - sentence.start
        if _PASSES_ON.match(text, end):
            continue  # the source is the letter: "The paper has learned that, according to a letter, …"
        # Skip a cue in a relative clause before the main one ("Lee, who asked for it, said") and "quoted": the
        # quoted speaker follows.
        beside = _WHO.search(text[max(0, start - NEAR) : start]) and any(
            re.search(r",\s$", article.text[cue.end : other.start]) for other in found if other.start > cue.start
        )
        beside = beside or (_QUOTES.fullmatch(cue.text) and found[-1] != cue)
        if is_noun(cue, sentence, article) or beside:
            continue
        # A short quotation may be a title within the subject, so only longer ones bound the search.
        after_quote = max(
            (q.end - sentence.start + 1 for q in quoted if q.end <= cue.start and len(q.text.split()) >= _TELLING),
            default=0,
        )
        place = speaker_place(text, start, end, min(after_quote, start))
        name = place and Span.cut(article.text, sentence.start + place[0], sentence.start + place[1])
        # Otherwise the cue was a noun ("The report says"): try the next cue.
        whole = name and name.text and not _NO_NAME.fullmatch(name.text) and not _BROKEN_OFF.search(name.text)
        adjunct = place and _ADJUNCT.match(text[: place[1] + 1])
        longest = _LONGEST_FINDER if FINDING.match(cue.text) else LONGEST
        if name and whole and not adjunct and len(name.text.split()) <= longest:
            return Attribution(name, cue)
    credited = _CREDITED.search(sentence.text) if quoted else None
    if credited:  # "It's a long game." - Matthew Ingram
        credit, dash = (
            Span.cut(article.text, *(sentence.start + offset for offset in credited.span(group))) for group in (2, 1)
        )
        return Attribution(credit, dash)
    return None


def is_noun(cue: Span, sentence: Span, article: Article) -> bool:
    """Return whether a cue is a noun: "asylum claims of last year", "an extreme weather warning"; not "Reports: …"."""
    token = next((t for t in tree_of(sentence, article) or () if t.idx == cue.start - sentence.start), None)
    return token is not None and token.pos_ == "NOUN" and token.dep_ != "ROOT"
