"""Checks of what a model wrote against the article's own words. Pure functions; each gives flags, none where all holds.

    >>> sentence = "Portman has reportedly separated after 11 years."
    >>> check_text("Portman separated after twelve years.", [Span(start=0, end=len(sentence), text=sentence)])
    ['number-not-in-evidence', 'hedge-differs']

Negations, hedges and broken-off ends are checked by rules of English usage, in English alone. In other languages
numbers, names, quoted strings and shared words are. Where the text is in another language than the article, only
numbers and known persons are: the rest of the words can't be compared.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from summarizer.article import Article, Span
from summarizer.digest import Flag, Person, Speaker
from summarizer.evidence import locate
from summarizer.evidence.cuewords import cue_places
from summarizer.evidence.fold import Index, fold
from summarizer.evidence.names import MONTHS, WEEKDAYS, Naming, names_in
from summarizer.evidence.numbers import Number, counts, numbers
from summarizer.evidence.quoting import quotations, quoted
from summarizer.evidence.scopes import Scope, scopes
from summarizer.evidence.stems import content, stem

_SHARED = 0.5  # share of a text's content words that its evidence must have
_FEW_WORDS = 3  # fewer content words than this are too few to count
_NEAR = 0.1  # "about 900" may stand for a number as near as this share of it
_APPROXIMATE = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|over|more than|some|close to|up to|"
    r"at least|under|less than|fewer than)(?: [$€£])? ?$"
)
_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs|herself|himself)\b")
_SENTENCES_BEFORE = 3  # how far back a pronoun's name may stand
# Hedges that speak of a source; the others ("may", "possibly") speak of the thing itself.
_EVIDENTIAL = re.compile(
    r"alleg|report|rumou?r|apparent|purport|suppos|ostens|presum|unconfirm|unverif|so-called|suggest|suspect|speculat|"
    r"(?:is|are|was|were|be|been) "
)
_SHORTEST = 2  # letters; a shorter stem begins or ends many words
_OPPOSITE = ("un", "il", "ir")  # "unlikely", "illegal": as another word's beginning they are rare
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non")
# What the evidence says with one of these is not certain, so the text may hedge it.
_LICENCE = re.compile(
    r"\b(?:if|would|should|will|plan\w*|expect\w*|want\w*|hope\w*|tr(?:y|ies|ied|ying)|about|can|aims?|consider\w*|"
    r"question\w*)\b|\?"
)
# No sentence and no headline ends like this.
_DANGLING = re.compile(
    r"(?:^|\s)(?:the|an?|of|and|or|to|with|for|from|by|at|in|as|that|than|but|his|her|their|its|was|were|is|are|"
    r"said|says?|reads?|stat(?:ed|es)|wrote|writes|told \w+)$|[(—–,:-]$|(?:^|\s)[\"“'‘][^\"”'’]{0,20}$"
)
_BROKEN = re.compile(r"[(—–,:-]$")
_COMPARABLE: frozenset[Flag] = frozenset(["number-not-in-evidence", "date-not-in-evidence", "name-not-in-evidence"])
_NOUNS_HAVE_CAPITALS = frozenset(["de"])


class _Text:
    """What the checks need to know of a text: of the generated one and of its evidence alike."""

    def __init__(self, text: str, language: str = "en") -> None:
        self.index = Index(text, language)
        self.folded = self.index.folded
        self.naming = Naming(self.index)
        self.numbers = numbers(self.index)
        written = {self.index.span(token.start, token.end).text: token.text for token in self.index.tokens}
        titled = {folded for word, folded in written.items() if word.istitle()}  # "may" and "MAY" may be no month
        self.months = {MONTHS[word] for word in titled & MONTHS.keys()}
        self.weekdays = titled & WEEKDAYS
        self.stems = Counter(stem(token.text) for token in content(self.index))
        found = scopes(self.index)
        self.hedged = [scope for scope in found if scope.kind == "hedge"]
        self.negated = [scope for scope in found if scope.kind == "negation"]
        self.contrary = [scope for scope in found if scope.kind == "contrary"]
        self.cues = cue_places(self.index)

    def has_only_in(self, scopes: Sequence[Scope], stem: str) -> bool:
        """Whether this text has a word only within these scopes."""
        return self.stems[stem] <= sum(stem in scope.stems for scope in scopes)


def check_text(
    text: str, evidence: Sequence[Span], *, names: Sequence[Collection[str]] = (), article: Article | None = None
) -> list[Flag]:
    """What a generated text says that its evidence does not.

    `names` holds what each known person is called: a name may stand for another of the same person. With the article,
    a known name is also right where a pronoun of the evidence can mean it: named in the three sentences before.
    """
    language, own = (article.digest_tongue, article.tongue) if article else ("en", "en")
    said, given = _Text(text, language), _Text("\n".join(span.text for span in evidence), own)
    checks: dict[Flag, bool] = {
        "number-not-in-evidence": any(not _of_date(n, said) and not _stands(n, said, given) for n in said.numbers),
        "date-not-in-evidence": any(_of_date(n, said) and not _stands(n, said, given) for n in said.numbers)
        or not (said.months <= given.months and said.weekdays <= given.weekdays),
        "name-not-in-evidence": not all(
            given.naming.has(name) or _means(name, given, evidence, names, article)
            for name in _names(said, names, capitals_tell=language == own and language not in _NOUNS_HAVE_CAPITALS)
        )
        or any(_is_absent(group, said, given, evidence, article) for group in names),
        "quote-not-in-article": any(not _has(given, piece.text) for piece in quoted(text)),
        "quote-without-marks": article is not None
        and any(
            "quote-without-marks" in check_quote(piece.text, article) for piece in quoted(text) if _tells(piece.text)
        ),
        "negation-differs": _negation_differs(said, given),
        "hedge-differs": _hedge_differs(said, given),
        "words-not-in-evidence": any(_is_strange(part, given) for part in _parts(text, language)),
        "text-cut-off": (_DANGLING if language == "en" else _BROKEN).search(text.rstrip()) is not None
        and not _ends_sentence(said, given),
    }
    comparable = _COMPARABLE if language != own else checks.keys()
    return [flag for flag, failed in checks.items() if failed and flag in comparable]


def _ends_sentence(said: _Text, given: _Text) -> bool:
    """Whether a sentence of the evidence ends with the last words of the text, too: "… would vindicate her."."""
    return f"{' '.join(said.folded.split()[-_LAST:])}." in given.folded


_LAST = 3  # words


def check_quote(quote: str, article: Article) -> list[Flag]:
    """Whether the article has these very words (an elided quote: its pieces), and between quotation marks."""
    index = Index.of(article)
    places = [[index.span(*place)] for place in index.find(fold(quote))] or [locate(quote, article)]
    if not places[0] or any(fold(span.text) not in fold(quote) for span in places[0]):
        return ["quote-not-in-article"]
    between = quotations(article)
    return [] if any(all(_between(span, between) for span in spans) for spans in places) else ["quote-without-marks"]


def check_speaker(speaker: Speaker, evidence: Sequence[Span], article: Article, people: Sequence[Person]) -> list[Flag]:
    """Whether the article names this speaker, and near enough to what they are to have said."""
    if not speaker.name:
        return []
    person = next((person for person in people if person.id == speaker.person), None)
    named = person.mentions if person else locate(speaker.name, article)
    written = Index.of(article)
    if not named and not all(Naming(written).has(word.text) for word, shown in names_in(Index(speaker.name)) if shown):
        return ["speaker-not-in-article"]
    return []


def _of_date(number: Number, said: _Text) -> bool:
    """Whether a number is a year, or the day beside a month's name."""
    written = said.folded[number.start : number.end]
    before = re.search(r"([a-z]+)\.? $", said.folded[max(0, number.start - 12) : number.start])
    after = re.match(r" (?:of )?([a-z]+)", said.folded[number.end : number.end + 15])
    return (number.unit is None and re.fullmatch(r"1[5-9]\d\d|20\d\d", written) is not None) or any(
        word is not None and word[1] in MONTHS for word in (before, after)
    )


def _stands(number: Number, said: _Text, given: _Text) -> bool:
    """Whether the evidence has this number with no other unit, or one near it if the text says "about"."""
    about = _APPROXIMATE.search(said.folded[max(0, number.start - 20) : number.start]) is not None
    in_iso_date = said.folded[max(0, number.start - 1) : number.start] == "-"
    return number.value in counts(given.index) | ({float(m) for m in given.months} if in_iso_date else set()) or any(
        (number.value == other.value or (about and _rounds(number.value, other.value)))
        and (number.unit == other.unit or None in {number.unit, other.unit})
        for other in given.numbers
    )


def _rounds(value: float, exact: float) -> bool:
    """Whether the value is a rounder number near the exact one: 900 for 896, but not 901 for 900."""
    digits, exact_digits = (len(f"{number:.15g}".replace(".", "").strip("0")) for number in (value, exact))
    return digits < exact_digits and abs(value - exact) <= _NEAR * exact


def _names(said: _Text, names: Sequence[Collection[str]], *, capitals_tell: bool) -> Iterator[str]:
    """The names that the evidence must have: those that a capital shows, and known ones wherever they stand."""
    known = {token.text for group in names for name in group for token in Index(name).tokens if token.capital}
    for token, shown in names_in(said.index):
        word = re.sub(r"'s?$", "", token.text)
        if word in known or (shown and capitals_tell):
            yield word


def _is_absent(
    names: Collection[str], said: _Text, given: _Text, evidence: Sequence[Span], article: Article | None
) -> bool:
    """Whether the text names this person, in a script without capitals, and neither the evidence nor what is before it.

    In such scripts only whole names can be told from other words.
    """
    plain = [name for name in names if name.lower() == name.upper()]
    if article is None or not any(said.naming.has_all(name) for name in plain):
        return False
    near = _Text(f"{_before(evidence, article)}\n{given.index.text}", article.tongue)
    return not any(near.naming.has_all(name) for name in names)


def _means(
    word: str,
    given: _Text,
    evidence: Sequence[Span],
    names: Sequence[Collection[str]],
    article: Article | None,
) -> bool:
    """Whether the evidence names the person of whose names this is a word, by another name or by a pronoun."""
    # Which words of other languages are pronouns is not known here; a verb alone may stand for "she resigned", too.
    pronoun = article is not None and (article.tongue != "en" or _PRONOUN.search(given.folded) is not None)
    before = _Text(_before(evidence, article), article.tongue) if article and pronoun else None
    for group in names:
        if any(word in (token.text for token in Index(name).tokens) for name in group):
            for name in group:
                if given.naming.has_all(name) or (before and before.naming.has_all(name)):
                    return True
    return False


def _before(evidence: Sequence[Span], article: Article) -> str:
    """The sentences before the first one of the evidence."""
    first = min((span.start for span in evidence), default=0)
    number = bisect_right(article.sentences, first, key=lambda sentence: sentence.end)
    return " ".join(s.text for s in article.sentences[max(0, number - _SENTENCES_BEFORE) : number])


def _tells(quote: str) -> bool:
    """Whether these words, in quotation marks, are somebody's: not a title or a single expression."""
    words = re.findall(r"\w+", quote)
    return len(words) > _FEW_WORDS and not all(word[0].isupper() for word in words if len(word) > _FEW_WORDS)


def _has(given: _Text, quote: str) -> bool:
    """Whether the evidence has these words of a quoted string, whatever its last punctuation mark."""
    return next(given.index.find(fold(quote).rstrip(".,;:!?")), None) is not None


def _negation_differs(said: _Text, given: _Text) -> bool:
    """Whether one of the two negates what the other asserts, or the text negates where the evidence has no negation."""
    if any(_is_opposite(word, said, given) or _is_opposite(word, given, said) for word in (*said.stems, *given.stems)):
        return True
    negative, contraries = given.negated + given.contrary, _words(said.negated + said.contrary)
    for scope in said.negated:
        head = scope.stems[0]
        negated = any(
            head in other.stems or (other.kind == "negation" and other.stems[0] in scope.stems) for other in negative
        )
        contrary = any(prefix + head in given.stems for prefix in _PREFIXES)
        if not negated and not contrary and (head in given.stems or not negative):
            return True
    return any(
        scope.stems[0] in said.stems
        and scope.stems[0] not in contraries
        and given.has_only_in(given.negated, scope.stems[0])
        and 2 * sum(word in said.stems for word in scope.stems) >= len(scope.stems)
        for scope in given.negated
    )


def _is_opposite(word: str, one: _Text, other: _Text) -> bool:
    """Whether one text has this word and the other, with no negation to make up for it, only its opposite."""
    opposites = {stem(prefix + word) for prefix in _OPPOSITE if len(word) > _SHORTEST}
    plain = word in one.stems and word not in other.stems and word not in _words(one.negated + one.contrary)
    return plain and any(
        o in other.stems and o not in one.stems and o not in _words(other.negated + other.contrary) for o in opposites
    )


def _hedge_differs(said: _Text, given: _Text) -> bool:
    """Whether one of the two hedges what the other asserts.

    What is "reportedly" so may also be told with a source of its own ("a friend says"); what only "may" be may not.
    """
    sourced = any(cue.kind != "hedge" and not _has(given, said.folded[cue.start : cue.end]) for cue in said.cues)
    asserted = [
        scope
        for scope in given.hedged
        if scope.stems[0] in said.stems
        and scope.stems[0] not in _words(said.hedged)
        and given.has_only_in(given.hedged, scope.stems[0])
        and not ((sourced or said.hedged) and _EVIDENTIAL.match(scope.cue))
    ]
    elsewhere = [scope for scope in said.hedged if _words(given.hedged).isdisjoint(scope.stems)]
    if len(asserted) > len(elsewhere):
        return True
    licensed = any(cue.kind != "negation" for cue in given.cues) or _LICENCE.search(given.folded)
    return not licensed and any(scope.stems[0] in given.stems for scope in said.hedged)


def _words(scopes: Sequence[Scope]) -> set[str]:
    return {word for scope in scopes for word in scope.stems}


def _parts(text: str, language: str) -> list[_Text]:
    """The text, and its clauses, by punctuation and "and", where words are known by their stems."""
    parts = [text, *(_CLAUSES.split(text) if language == "en" else ())]
    return [_Text(part, language) for part in parts]


_CLAUSES = re.compile(r"[,;.:](?:\s|$)|\s[–—-]\s|\s(?:and|but)\s")


def _is_strange(said: _Text, given: _Text) -> bool:
    """Whether most content words of a text are strangers to its evidence."""
    shared = sum(word in given.stems for word in said.stems)
    return len(said.stems) >= _FEW_WORDS and shared < _SHARED * len(said.stems)


def _between(span: Span, quotations: Sequence[Span]) -> bool:
    """Whether every word of the span stands in one of these quotations (one a paragraph)."""
    around = [q for q in quotations if q.start < span.end and span.start < q.end]
    letters = (offset for offset, character in enumerate(span.text, span.start) if character.isalnum())
    return all(any(q.start <= offset < q.end for q in around) for offset in letters)
