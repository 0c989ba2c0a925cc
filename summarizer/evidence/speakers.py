"""Who a sentence's own grammar says is speaking: the words before or after the verb of saying. English."""

import re

from summarizer.article import Article, Span
from summarizer.evidence.cuewords import cues
from summarizer.evidence.quoting import quotations

_LED_BY = re.compile(
    r"^(?:(?:although|though|while|when|as|after|before|but|and|because|since|if|that|where|in|on|at|during)\b\s*)+",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"(?:\s+(?:\w+ly|also|then|later|once|has|have|had|did|do|does|is|was|were|are|been|being|who|which|that|not|never|"
    r"himself|herself|themselves|further|again))+$",
    re.IGNORECASE,
)
_PIECE = re.compile(r"(?:[^,;:.!?\"“”«»()—–]|\.(?=\w|,)|(?<=\b[A-Z])\.|,(?=\d))+")  # "K.C.", "45,756" are one
_LONGEST = 10  # words; what is longer is no name, and was cut wrongly
_NO_NAME = re.compile(r"(?:the|an?|this|that|these|those|its|his|her|their|it|there)", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:when|while|because|that|which|after|before|as)\s")
_ENDS = re.compile(
    r"\s+(?:that|which|who|whose|in|on|at|of|to|for|from|by|as|when|while|after|before|during|and|but|with)\b"
)


def said_by(sentence: Span, article: Article) -> Span | None:
    """The words that name the speaker beside the first attributing cue outside quotation marks; None where none does.

    "…," a source allegedly told US Magazine -> a source; Jeff Rathke, the spokesman, said -> Jeff Rathke;
    according to AFP -> AFP; "…", said KCNA -> KCNA. Pronouns are given as they stand.
    """
    quoted = quotations(article)
    for cue in cues(sentence, article):
        if cue.kind != "attribution" or cue.text.startswith("in ") or any(cue in quote for quote in quoted):
            continue
        text, start, end = sentence.text, cue.start - sentence.start, cue.end - sentence.start
        after_quote = max((q.end - sentence.start + 1 for q in quoted if q.end <= cue.start), default=0)
        follows = cue.text.casefold() == "according to"
        place = None if follows else _before(text, max(0, min(after_quote, start)), start)
        place = place or _after(text, end)
        found = place and Span.cut(article.text, sentence.start + place[0], sentence.start + place[1])
        # "The report says": the noun was no verb of saying, the next cue is.
        if found and found.text and not _NO_NAME.fullmatch(found.text) and len(found.text.split()) <= _LONGEST:
            return found
    return None


def _before(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The subject: the last piece before the verb; with an apposition between commas, the piece before that."""
    pieces = [match.span() for match in _PIECE.finditer(text, start, end) if match.group().strip()]
    if not pieces:
        return None
    comma = text[pieces[-1][1] : end].strip() == ","
    if comma and len(pieces) == 1 and re.match(r"\s+[A-Z]", text[end:]):
        return None  # "Recipients, said Maurer": the verb comes first
    first, last = pieces[-2] if comma and len(pieces) > 1 else pieces[-1]
    clauses = [match.end() for match in _CLAUSE.finditer(text, first, last)]
    first = clauses[-1] if clauses else first
    words = text[first:last]
    words = words[: len(words) - len(_trailing(words))]
    led = _LED_BY.match(words.lstrip())
    first += len(words) - len(words.lstrip()) + (led.end() if led else 0)
    last = first + len(text[first:last].rstrip()) - len(_trailing(text[first:last].rstrip()))
    return (first, last) if first < last else None


def _trailing(words: str) -> str:
    match = _AUXILIARY.search(words.rstrip())
    return words[match.start() :] if match else ""


def _after(text: str, start: int) -> tuple[int, int] | None:
    """The words after the verb, up to the next comma, preposition or clause."""
    match = _PIECE.match(text, start)
    if not match or not match.group().strip():
        return None
    words = match.group()
    cut = _ENDS.search(words, 1)
    return start, start + (cut.start() if cut else len(words))
