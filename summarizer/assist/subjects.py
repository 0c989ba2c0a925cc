"""Position of the subject of a verb of saying, before or after it, by patterns of news text. English only.

Each function takes the text of one sentence. It returns (start, end) offsets into it, or None if no pattern matches.
"""

import re

# Words that introduce a subject: "and when" of "and when Lee".
_LED_BY = re.compile(
    r"^(?:(?:although|though|while|when|as|after|before|but|and|because|since|if|that|where|in|on|at|during|with|by|"
    r"including)\b\s*)+",
    re.IGNORECASE,
)
# Words between a subject and its verb: "Lee | has also", "Lee | on Monday".
_AUXILIARY = re.compile(
    r"(?:(?<!\s)\s+(?:(?!(?:fami|assemb|al|supp|bul|anoma)ly\b)[a-z]+ly|also|then|later|once|has|have|had|did|do|does|is|"
    r"was|were|are|been|being|who|which|that|not|never|himself|herself|themselves|further|again|will|would|can|could|"
    r"may|might|should|must|today|yesterday|earlier|"
    r"(?:(?:on|last|this)\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|on\s[A-Z]\w+\s\d{1,2}))+$"
)
_PIECE = re.compile(  # text between punctuation marks; "K.C.", "St. Louis" and "45,756" are not divided
    r"(?:[^,;:.!?\"“”«»()—–]|\.(?=\w|,)|(?<=\b[A-Z])\.|(?<=\b(?:[MD][rs]|St))\.|"
    r"(?<=\b(?:Mrs|Sen|Gov|Gen|Rep|Col|Sgt))\.|,(?=\d))+"
)
_COORDINATED = 4  # words before an "and"; more are a separate clause
LONGEST = 10  # maximum words of a speaker; a longer match is an error
_NAME_WHO = re.compile(r"\b([A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*),\swho\s(?:has\s|had\s|\w+ly\s)?$")
_QUOTED_AS = re.compile(r"\bquot(?:ed|es|ing)\s([^,;:]{2,60}?)\sas\s$")
_HAS_DONE = re.compile(r"\b(?:has|have|had)\s+\w+(?:ed|en)$")
_PREDICATE = re.compile(r"(?:is|are|was|were|has|have|had)\s", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)(?:\s+\w+ly)?\s*$")
_NAME = re.compile(r"[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|of|de|van|von|al|bin)){1,5}")
_DONE = re.compile(r",\s\w+ed$")
NEAR = 60  # characters before a cue that are searched
_PARTICIPLE = re.compile(r",\s(?:(?:also|later|then|\w+ly)\s)?$")
_SPOKEN = re.compile(r"[,.!?…][\"”’']\s*$")
_COORDINATED_VERB = re.compile(r"\b(?:and|but)\s(?:(?:also|later|then|\w+ly)\s)?$")
_THEN_PRONOUN = re.compile(r"\s(he|she|it|they|we|I)$")
# Words of another clause: "would not give it", "he seemed to be reading", "next year will get mail".
_NO_PHRASE = re.compile(
    r"^(?:(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I)\s\w|"
    r"(?:will|would|can|could|may|might|took|made|gave|went|left|came|got)\s)|"
    r"^(?:(?!\b(?:who|which|that)\b).)*\s(?:is|are|was|were|has|have|had|will|would|can|could|comes|seemed)\s"
)
# A verb that is not part of the name: "Lee regrets saying"
_VERB_BEFORE = re.compile(
    r"(.{0,80}[A-Z][\w.'’-]*)\s(?:regret(?:s|ted)?|den(?:y|ies|ied)|stopped|began|kept|admits?|avoid(?:s|ed)?)"
)
_RIGHT_BEFORE = re.compile(r"\s((?:the\s)?[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*)\s$")
PRONOUN = re.compile(r"[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|[Ww]ho|[Oo]thers?|[Ss]ome|[Ee]ach|[Bb]oth")
# A leading adjunct: "In the night, " before "she said"
_LED_IN = re.compile(
    r"(?:after|although|as|at|during|for|in|on|since|though|under|when|while|with)\s[^,]*,\s", re.IGNORECASE
)
# The subject of a main clause: "she" of "But she was late", "the firm" of "Later, the firm has also sued".
_SUBJECT = re.compile(
    r"(?:(?:But|And|Yet|Meanwhile|However|Instead|Later|Last\s\w+),?\s)?"
    r"((?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I)(?=,?\s)|"
    r"(?!(?:On|In|At|By|For|From|With|After|Before|When|While|As|Since|During|Under|If|Although|Though)\b)"
    r"[\w'’-]+(?:\s[\w.'’-]+){0,5}?(?=,?\s(?:(?:has|have|had|also|later|then|who)\s)*(?:[a-z]{2,}ed|struck|threw|cut|"
    r"met|won|lost|left|held|fell|rose|made|took|gave|put|spoke|began|came|went|became|brought|found|fought|hit|"
    r"kept|led|paid|ran|saw|sold|sent|set|shot|stood|withdrew)\b))"
)
_AND = re.compile(r"(?<!\S)(?![A-Z])\S+\sand\s|\sand\s(?![A-Z])")  # not within a name: Globe and Mail
# The head of a long subject: "A new study" of "A new study documenting the iodine status of … has revealed".
_HEAD = re.compile(r"\w+(?:\s+(?!(?:who|which|that|whose|from|on|in|at|for|about|by|with|\w+(?:ing|ed))\b)[\w.'’-]+)*")
_FINITE = re.compile(r"\s(?:is|are|was|were|has|have|had|will|would|can|could)\s")
_NAMED = re.compile(r"\s*(?:the\s)?[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*")
_CLAUSE = re.compile(r"\b(?:when|while|because|that|which|after|before|as)\s")
# The end of a subject after the verb: "Ann Lee | in Oslo", "the chief | of staff"; not "the mayor of Oslo".
_ENDS = re.compile(
    r"\s+(?:that|which|who|whose|in|on|at|(?:of|for)(?!\s(?:the\s)?[A-Z])|to|from|by|as|when|while|after|before|during|"
    r"and|but|with)\b"
)


def speaker_place(text: str, start: int, end: int, first: int) -> tuple[int, int] | None:
    """Return the offsets of the speaker of the cue from `start` to `end`. Text before `first` is ignored as quoted."""
    before = text[max(first, start - NEAR) : start]
    gerund = text[start:end].endswith("ing")
    if (gerund and _PARTICIPLE.search(before)) or _COORDINATED_VERB.search(before):
        return _subject(text, first, start)  # "Acme sued, claiming …", "She left and said …"
    if _DONE.search(text[max(0, start - NEAR) : end]) and re.match(r"\s+(?:at|in|by|on|during|of)\s", text[end:]):
        return None  # "The device, revealed at a fair, …", "Lee, accused of it, …"
    if text[start:end] == "accused" and re.search(r"\b[Tt]he $", before):
        return None  # "The accused said"
    follows = text[start:end].casefold() == "according to"
    passive = not gerund and _PASSIVE.search(before)  # "Nothing was reported"
    near = text[max(0, start - NEAR) : start]
    place = None if follows or passive or _SPOKEN.search(near) else _speaker_before(text, first, start, end)
    # The subject follows the verb only after the end of a quotation or a clause: "…", said Maurer.
    over = follows or re.search(r"[\"”’'»,]\s*$", near)
    return _subject_after(text, end) if place is None and over else place


def _speaker_before(text: str, first: int, start: int, end: int) -> tuple[int, int] | None:
    """Return the offsets of the speaker before the cue from `start` to `end`, or None."""
    quoted_as = _QUOTED_AS.search(text, max(first, start - 2 * NEAR), start)
    if quoted_as:
        return quoted_as.span(1)  # "State TV quoted Lee as saying"
    whom = _NAME_WHO.search(text, max(first, start - 2 * NEAR), start)
    if whom:
        return whom.span(1)  # "Police arrested Lee, who said"
    inverted = re.search(r",\s*$", text[:start]) and re.match(r"\s+[A-Z]", text[end:])  # "Recipients, said Lee, …"
    place = _subject_before(text, first, start, inverted=inverted is not None)
    if place and (pronoun := _THEN_PRONOUN.search(text, *place)):
        return pronoun.span(1)  # "what he", "Speaking to the public she"
    if place and (denied := _VERB_BEFORE.fullmatch(text, *place)):
        return denied.span(1)
    if place and not _NO_PHRASE.search(text[slice(*place)]):
        return place
    named = _RIGHT_BEFORE.search(text, first, start) if text[start:end].endswith("ing") else None
    if named:
        return named.span(1)  # "That is due to reports by Acme accusing Lee"
    begun = _subject(text, first, start)  # "He, who was late, said"
    return begun if begun and PRONOUN.fullmatch(text, *begun) else None


def _subject(text: str, first: int, end: int) -> tuple[int, int] | None:
    """Return the subject at the start of a main clause: a pronoun, a name or a short noun phrase ("the firm")."""
    led = _LED_IN.match(text, first, end)
    found = _SUBJECT.match(text, led.end() if led else first, end)
    return found.span(1) if found else None


def _subject_before(text: str, start: int, end: int, *, inverted: bool) -> tuple[int, int] | None:
    """Return the subject: the last piece before the verb, or the piece before an apposition between commas."""
    end = start + len(re.sub(r"(?<!\s)\s*\([^()]*\)\s*$", "", text[start:end]))  # "The agency (EPA) says"
    pieces = [match.span() for match in _PIECE.finditer(text, start, end) if match.group().strip()]
    if len(pieces) > 1 and _AUXILIARY.fullmatch(f" {text[slice(*pieces[-1])].strip()}"):
        pieces.pop()  # "The firm, has said"
    if not pieces:
        return None
    comma = text[pieces[-1][1] : end].strip().startswith(",")
    aside = [
        n > 0 and (comma or n < len(pieces) - 1) and bool(_ASIDE.fullmatch(text, *p)) for n, p in enumerate(pieces)
    ]
    comma = comma and not aside[-1]
    pieces = [piece for piece, left_out in zip(pieces, aside, strict=True) if not left_out]
    if inverted and len(pieces) == 1:
        return None
    apposed = comma and len(pieces) > 1 and not _is_name_of_described(text, pieces[-2], pieces[-1], end)
    first, last = pieces[-2] if apposed else pieces[-1]
    begins = text[slice(*pieces[-3])].strip() if comma and len(pieces) > 2 else ""
    if _NAME.fullmatch(begins) and not _LED_BY.match(begins):
        first, last = pieces[-3]  # "Ann Lee, mayor of Springfield, and head of its school board, says"
    clauses = [match.end() for match in _CLAUSE.finditer(text, first, last)]
    clauses += [m.end() for m in _AND.finditer(text[:last]) if len(text[first : m.end()].split()) - 1 > _COORDINATED]
    first = max(clauses, default=first)
    stated = _IN_A_STATEMENT.match(text, first, last)
    first = stated.end() if stated else first
    words = text[first:last]
    words = words[: len(words) - len(_trailing(words))]
    led = _LED_BY.match(words.lstrip())
    first += len(words) - len(words.lstrip()) + (led.end() if led else 0)
    last = first + len(text[first:last].rstrip()) - len(_trailing(text[first:last].rstrip()))
    if _HAS_DONE.search(text[first:last]) or _PREDICATE.match(text[first:last]):
        return None  # the cue is not a verb of saying: "The report has prompted calls"
    head = _HEAD.match(text[first:last]) if len(text[first:last].split()) > LONGEST else None
    return (first, first + head.end() if head else last) if first < last else None


_ASIDE = re.compile(r"\s*(?:(?:aged\s)?\d+|(?:from|based|who|which)\s.*)\s*")  # "Lee, 34, from Leeds, said"


def _is_name_of_described(text: str, described: tuple[int, int], named: tuple[int, int], end: int) -> bool:
    """Return whether the second piece names what the first describes: "A low-cost airline, Ryanair, announced"."""
    name, head = text[slice(*named)].strip(), text[slice(*described)].split()[-1:]
    has = text[named[1] : end].strip() != ","  # "On Monday, Lee, has said"
    return _CAPITALS.fullmatch(name) is not None and (has or bool(head and head[0][0].islower()))


_CAPITALS = re.compile(r"[A-Z][\w.'’-]*(?:\s(?:[A-Z][\w.'’-]*|of|de|van|von|al|bin))*")


# An adjunct without a comma: "In a written statement " before "Lee"
_IN_A_STATEMENT = re.compile(
    r"\s*(?:in|during|at)\s(?:an?|the|his|her|its|their)\s(?:[\w-]+\s){0,2}?"
    r"(?:statement|interview|speech|letter|report|tweet|post|conference|briefing|email|memo)\s(?=\w)",
    re.IGNORECASE,
)


def _trailing(words: str) -> str:
    match = _AUXILIARY.search(words.rstrip())
    return words[match.start() :] if match else ""


def _subject_after(text: str, start: int) -> tuple[int, int] | None:
    """Return the words after the verb, up to the next comma, preposition or clause."""
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
        end = start + name.end()  # no comma ends the name: "According to the Health Ministry over 345 people …"
    described = text[start:end].split()[-1:]
    named = _APPOSED.match(text, end) if described and described[0][0].islower() else None
    if named:
        return named.span(1)  # an apposition: "said its chief executive, Ann Lee."
    return (start, end) if text[start:end].strip() else None


_APPOSED = re.compile(r",\s([A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)+)(?=[,.])")
