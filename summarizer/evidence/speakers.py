"""Who a sentence's own grammar says is speaking: the words before or after the verb of saying. English."""

import re
from typing import NamedTuple

from summarizer.article import Article, Span
from summarizer.evidence.cuewords import FINDING, cues
from summarizer.evidence.quoting import quotations_in

_LED_BY = re.compile(
    r"^(?:(?:although|though|while|when|as|after|before|but|and|because|since|if|that|where|in|on|at|during|with|by|including)\b\s*)+",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"(?:\s+(?:\w+ly|also|then|later|once|has|have|had|did|do|does|is|was|were|are|been|being|who|which|that|not|never|"
    r"himself|herself|themselves|further|again))+$",
    re.IGNORECASE,
)
_PIECE = re.compile(r"(?:[^,;:.!?\"“”«»()—–]|\.(?=\w|,)|(?<=\b[A-Z])\.|,(?=\d))+")  # "K.C.", "45,756" are one
_COORDINATED = 4  # words; more before an "and" are a clause of their own
_LONGEST = 10  # words; what is longer is no name, and was cut wrongly
# "A light show that can be observed": such a word is a noun as often as a verb.
_LONGEST_FINDER = 6  # words
# No name ends with one of these: the words before the verb were another phrase.
_BROKEN_OFF = re.compile(r"\b(?:whose|whilst|while|from|of|to|for|in|on|at|with|by|and|or|the|an?)$", re.IGNORECASE)
_NO_NAME = re.compile(r"(?:the|an?|this|that|these|those|its|his|her|their|it|there)", re.IGNORECASE)
_NOUN = re.compile(r"claims|reports|comments|remarks|posts|notes|estimates|promises|quotes", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|over|about|against)\b")
_WITHIN = re.compile(
    r"\b(?:in|during|with|at|on|by|from) (?:the|an?|his|her|its|their|my|our)(?: \w+)? $", re.IGNORECASE
)
# "During Question Time, Lee defended it, promising more": the words after a first preposition never speak.
_ADJUNCT = re.compile(r"\W*(?:in|during|at|on|after|before|amid|despite|following) [^,]*,$", re.IGNORECASE)
_PASSES_ON = re.compile(r"\s+that,?\s+according to\b")
_HAS_DONE = re.compile(r"\b(?:has|have|had)\s+\w+(?:ed|en)$")
_PREDICATE = re.compile(r"(?:is|are|was|were|has|have|had)\s", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)(?:\s+\w+ly)?\s*$")
_NAME = re.compile(r"[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|of|de|van|von|al|bin)){1,5}")
_AND = re.compile(r"(?<!\S)(?![A-Z])\S+\sand\s|\sand\s(?![A-Z])")  # between capitals it joins a name: Globe and Mail
# Of a long subject: "A new study" of "A new study documenting the iodine status of … has revealed".
_HEAD = re.compile(r"\w+(?:\s+(?!(?:who|which|that|whose|from|on|in|at|for|about|by|with|\w+(?:ing|ed))\b)[\w.'’-]+)*")
_FINITE = re.compile(r"\s(?:is|are|was|were|has|have|had|will|would|can|could)\s")
_NAMED = re.compile(r"\s*(?:the\s)?[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*")
_CREDITED = re.compile(r"[\"”’']\s+([-–—]+)\s+([A-Z][^.;:!?\"“”]*?)\s*$")
_CLAUSE = re.compile(r"\b(?:when|while|because|that|which|after|before|as)\s")
_ENDS = re.compile(
    r"\s+(?:that|which|who|whose|in|on|at|of|to|for|from|by|as|when|while|after|before|during|and|but|with)\b"
)


class Attribution(NamedTuple):
    """The words of a sentence that name its speaker, and the cue, or dash, beside them that says so."""

    speaker: Span
    cue: Span


def said_by(sentence: Span, article: Article) -> Span | None:
    """The words that name the speaker beside the first attributing cue outside quotation marks; None where none does.

    "…," a source allegedly told US Magazine -> a source; Jeff Rathke, the spokesman, said -> Jeff Rathke;
    according to AFP -> AFP; "…", said KCNA -> KCNA. Pronouns are given as they stand.
    """
    found = _attribution(sentence, article)
    return found and found.speaker


def said(sentence: Span, article: Article) -> Span:
    """What is said in a sentence: its longest quotation, or what stands beside speaker and cue, or all of it.

    The mayor, Ann Lee, said that taxes will rise -> taxes will rise; It may rain, according to AFP -> It may rain.
    """
    quoted = [_within(quote, sentence, article) for quote in quotations_in(sentence, article)]
    longest = max(quoted, key=lambda span: len(span.text), default=None)
    found = _attribution(sentence, article)
    whole = longest and found and _CLAUSE_AROUND.fullmatch(article.text, found.cue.end, longest.start)
    if longest and len(longest.text.split()) >= _TELLING and not whole:
        return longest
    if found is None:
        return sentence
    first, last = min(found.speaker.start, found.cue.start), max(found.speaker.end, found.cue.end)
    before = _BESIDE.sub("", article.text[sentence.start : first])
    as_told = article.text[sentence.start : first].strip().casefold() == "as"
    forms = [_AS_TOLD] if as_told else []
    forms += [_ADDRESSEE] if re.fullmatch(r"t(?:old|ells?)", found.cue.text) else []
    begin = next((led.end() for form in (*forms, _LEADS) if (led := form.match(article.text, last))), last)
    quoting = _QUOTING.match(article.text, begin)
    after = Span.cut(article.text, quoting.end() if quoting else begin, sentence.end)
    # "It may rain, according to AFP, which …"; "…, Lee said."
    if (before and found.cue.start < found.speaker.start) or len(after.text.split()) < _TELLING:
        after = Span.cut(article.text, sentence.start, sentence.start + len(before))
    return after if len(after.text.split()) >= _TELLING else sentence


# "said that", "said on Friday that", "said in a statement, that"
_LEADS = re.compile(
    r"[\s,:]*(?:(?:(?:on|in|at|to|during|via|through|yesterday|today|earlier)\b(?:\s+[\w.'’-]+){0,6}?,?\s+)?that\b\s*)?"
)
# "She said the plan was "damning for all of us"": the quotation is no more than a part of what is said.
_CLAUSE_AROUND = re.compile(r"\s[^;:\"“”]*\b(?:is|are|was|were|has|have|had|will|would|must|can)\s[^,;:\"“”]*[\"“]?")
# "Officials tell BBC News every claim will be assessed"
_ADDRESSEE = re.compile(r"\s+(?:the\s)?[A-Z][\w.&'’-]*(?:\s[A-Z][\w.&'’-]*)*(?:\s+that)?\s+(?=[a-z])")
_QUOTING = re.compile(r"(?:quoting|citing)\s[^,;:.]{3,100},\s*")
_AS_TOLD = re.compile(r"[^,;:.\"“]{0,60},\s*")  # "As Lee told the Herald, …"
_TELLING = 4  # words; fewer are no statement
_BESIDE = re.compile(r"[\s,]*(?:as|and|but|while|which|who|that)?[\s,]*$", re.IGNORECASE)


def _within(span: Span, sentence: Span, article: Article) -> Span:
    return Span.cut(article.text, max(span.start, sentence.start), min(span.end, sentence.end))


def _attribution(sentence: Span, article: Article) -> Attribution | None:
    quoted = quotations_in(sentence, article)
    for cue in cues(sentence, article):
        if cue.kind != "attribution" or cue.text.startswith("in ") or any(cue in quote for quote in quoted):
            continue
        text, start, end = sentence.text, cue.start - sentence.start, cue.end - sentence.start
        if _PASSES_ON.match(text, end):
            continue  # "The paper has learned that, according to a letter, …": the letter says it
        if _NOUN.fullmatch(cue.text) and (_OF.match(text, end) or _WITHIN.search(text[:start])):
            continue  # "asylum claims of last year", "in her opening remarks"
        # A quoted title may be part of the subject.
        after_quote = max(
            (q.end - sentence.start + 1 for q in quoted if q.end <= cue.start and len(q.text.split()) >= _TELLING),
            default=0,
        )
        follows = cue.text.casefold() == "according to"
        inverted = re.search(r",\s*$", text[:start]) and re.match(
            r"\s+[A-Z]", text[end:]
        )  # "Recipients, said Maurer, …"
        passive = _PASSIVE.search(text[:start]) and not cue.text.endswith("ing")  # "No injuries were reported"
        place = (
            None
            if follows or passive
            else _before(text, max(0, min(after_quote, start)), start, inverted=inverted is not None)
        )
        # The verb comes before its subject only where a quotation or a clause is over: "…", said Maurer.
        if not place and (follows or re.search(r"[\"”’'»,]\s*$", text[:start])):
            place = _after(text, end)
        found = place and Span.cut(article.text, sentence.start + place[0], sentence.start + place[1])
        # "The report says": the noun was no verb of saying, the next cue is.
        whole = found and found.text and not _NO_NAME.fullmatch(found.text) and not _BROKEN_OFF.search(found.text)
        adjunct = place and _ADJUNCT.match(text[: place[1] + 1])
        longest = _LONGEST_FINDER if FINDING.match(cue.text) else _LONGEST
        if found and whole and not adjunct and len(found.text.split()) <= longest:
            return Attribution(found, cue)
    credited = _CREDITED.search(sentence.text) if quoted else None
    if credited:  # "It's a long game." - Matthew Ingram
        name, dash = (
            Span.cut(article.text, *(sentence.start + offset for offset in credited.span(group))) for group in (2, 1)
        )
        return Attribution(name, dash)
    return None


def _before(text: str, start: int, end: int, *, inverted: bool) -> tuple[int, int] | None:
    """The subject: the last piece before the verb; with an apposition between commas, the piece before that."""
    end = start + len(re.sub(r"\s*\([^()]*\)\s*$", "", text[start:end]))  # "The agency (EPA) says"
    pieces = [match.span() for match in _PIECE.finditer(text, start, end) if match.group().strip()]
    if len(pieces) > 1 and _AUXILIARY.fullmatch(f" {text[slice(*pieces[-1])].strip()}"):
        pieces.pop()  # "The firm, has said"
    if not pieces:
        return None
    comma = text[pieces[-1][1] : end].strip() == ","
    if inverted and len(pieces) == 1:
        return None
    first, last = pieces[-2] if comma and len(pieces) > 1 else pieces[-1]
    if comma and len(pieces) > 2 and _NAME.fullmatch(text[slice(*pieces[-3])].strip()):
        first, last = pieces[-3]  # "Ann Lee, mayor of Springfield, and head of its school board, says"
    clauses = [match.end() for match in _CLAUSE.finditer(text, first, last)]
    clauses += [m.end() for m in _AND.finditer(text[:last]) if len(text[first : m.end()].split()) - 1 > _COORDINATED]
    first = max(clauses, default=first)
    words = text[first:last]
    words = words[: len(words) - len(_trailing(words))]
    led = _LED_BY.match(words.lstrip())
    first += len(words) - len(words.lstrip()) + (led.end() if led else 0)
    last = first + len(text[first:last].rstrip()) - len(_trailing(text[first:last].rstrip()))
    if _HAS_DONE.search(text[first:last]) or _PREDICATE.match(text[first:last]):
        return None  # "The report has prompted calls": no verb of saying
    head = _HEAD.match(text[first:last]) if len(text[first:last].split()) > _LONGEST else None
    return (first, first + head.end() if head else last) if first < last else None


def _trailing(words: str) -> str:
    match = _AUXILIARY.search(words.rstrip())
    return words[match.start() :] if match else ""


def _after(text: str, start: int) -> tuple[int, int] | None:
    """The words after the verb, up to the next comma, preposition or clause."""
    match = _PIECE.match(text, start)
    led = match and re.match(r"\s*(?:by|with)\b", match.group())
    start += led.end() if led else 0
    match = _PIECE.match(text, start)
    if not match or not match.group().strip():
        return None
    words = match.group()
    cut = _ENDS.search(words)
    end = start + (cut.start() if cut else len(words))
    if _FINITE.search(text[start:end]) and (name := _NAMED.match(words)):
        end = start + name.end()  # "According to the Health Ministry over 345 people …": there is no comma
    return (start, end) if text[start:end].strip() else None
