"""Shortening of long sentences to their first clauses and the clause of a given span.

Clauses are found by punctuation alone, so the rules apply to many languages.
"""

import re

from summarizer.article import Article, Span

_BOUNDARY = re.compile(r"[;:]\s|,[\"”’]?\s|\s[–—-]\s|\s(?=\()|(?<=\))\s|(?<=[.!?])\s|[；：，、。！？]")
_SHORT = 120  # characters; a text up to this length is not shortened
_ENOUGH, _FAR = 60, 1000  # minimum and maximum characters of an opening


def first_clauses(span: Span) -> str:
    """Return the first clauses of the span, without the punctuation mark that ends them.

    A short span is returned whole. The dateline ("Oslo – ") is removed.
    """
    return _cut(span.text, _end_of_dateline(span.text), _end_of_opening(span.text))


def without_dateline(span: Span) -> str:
    """Return the text of the span without its dateline ("Oslo – ")."""
    return _cut(span.text, _end_of_dateline(span.text), len(span.text))


def _end_of_dateline(text: str) -> int:
    place = _DATELINE.match(text)
    return place.end() if place else 0


def shortened_sentence(words: Span, article: Article) -> str:
    """Return the opening of the sentence around `words`, and after "…" the clause of `words` if it is another one.

    Return the text of `words` if they are in no sentence.
    """
    number = article.sentence_at(words.start)
    if not number:
        return words.text
    sentence = article.sentences[number - 1]
    text, start = sentence.text, words.start - sentence.start
    end = min(words.end - sentence.start, len(text))  # the span may extend into the next sentence
    first, last = _end_of_opening(text), min(place for place in _clause_boundaries(text) if place >= end)
    if start < first:
        return _cut(text, 0, max(first, last))
    own = max(place for place in _clause_boundaries(text) if place <= start)
    return _cut(text, 0, last) if own == first else f"{_cut(text, 0, first)} … {_cut(text, own, last)}"


def rest_of_clause(text: str, span: Span) -> str | None:
    """Return the rest of the clause in `span` where `text` was truncated.

    Return None if the last words of `text` are not in `span`, or end it.
    """
    last = re.findall(r"\S+", text)[-_RECOGNISED:]
    found = re.search(r"\s+".join(map(re.escape, last)) + r"(?!\S)", span.text) if len(last) == _RECOGNISED else None
    if found is None:
        return None
    begin = len(span.text) - len(span.text[found.end() :].lstrip())
    if begin == len(span.text):
        return None  # `text` is complete: it ends with the last words of the span
    rest = _cut(span.text, begin, min(place for place in _clause_boundaries(span.text) if place > begin))
    if not re.search('["“]', text + rest[:1]):
        return rest.rstrip('"”')  # the quotation began before `text`
    return f'{rest}"' if rest.startswith('"') and rest.count('"') == 1 else rest


_RECOGNISED = 4  # last words of a truncated text that are searched for


def _clause_boundaries(text: str) -> list[int]:
    """Return the offsets where clauses begin and end, including 0 and the length of the text."""
    return [0, *(match.end() for match in _BOUNDARY.finditer(text)), len(text)]


def _end_of_opening(text: str) -> int:
    if len(text) <= _SHORT:
        return len(text)
    places = _clause_boundaries(text)[1:]
    if _LEADING_IN.match(text):
        places = places[1:] or places  # "Despite the rain," is only an adjunct
    enough = [place for place in places if _ENOUGH <= place <= _FAR] or places[-1:]
    verb = _FINITE.search(text)  # "a paper by Ann Lee, the dean," has no verb; only English verbs are known
    told = [
        place
        for place in enough
        if (verb is None or _tells(text[:place])) and not _OPEN.search(text[:place]) and not _LISTED.match(text, place)
    ]
    return min(told or enough)


def _tells(begun: str) -> bool:
    """Return whether the text has a finite verb, after its last "that" if it has one."""
    return bool(_FINITE.search(begun.rpartition(" that ")[2]))


def is_adjunct(text: str) -> bool:
    """Return whether the text is only an adjunct: "Speaking to journalists in Oslo today"."""
    return bool(_LEADING_IN.match(text)) and not re.search(r",\s", text) and not _FINITE.search(text)


# Verbs whose form is finite: "was", "joined", "they run".
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|did|does|do|\w{2,}ed|"
    r"(?:[Ww]e|[Tt]hey|I|[Yy]ou)\s[a-z]+)\b"
)
# The second of two coordinated adjectives or nouns: "these baseless, | malicious reports"
_LISTED = re.compile(
    r"(?!(?:and|but|or|nor|so|yet|who|whom|whose|which|that|when|where|while|whereas|as|after|before|because|since|"
    r"although|though|if|unless|until|with|without|in|on|at|by|for|from|to|of|than|the|an?|this|these|he|she|it|they|we|i|"
    r"his|her|their|its|there|not|towards?|into|over|under|about|through|across|against|among|between|amid|despite|"
    r"like|near|first|then|also|too|even|just|perhaps|once|now|still|both|either|rather|\w+ing|\w+ed|\w+ly)\b)[a-z]+\s"
)
_DATELINE = re.compile(r"[A-Z][^.;:—–\"“-]{1,40}\s[—–-]\s(?=[A-Z“\"])")
_OPEN = re.compile(r"(?:^|\s)(?:“[^”]{0,60}|\"[^\"]{0,60})$")  # a quotation that has just begun


# A leading adjunct: "Despite the rain, …", "Speaking in Oslo, …"
_LEADING_IN = re.compile(
    r"(?:after|although|amid|as|at|because|before|by|despite|for|if|in|on|since|though|until|when|while|with|without|"
    r"\w+ing)\s",
    re.IGNORECASE,
)


def _cut(text: str, start: int, end: int) -> str:
    piece = " ".join(text[start:end].split())
    return piece if end == len(text) else piece.rstrip(",;:–—- ")
