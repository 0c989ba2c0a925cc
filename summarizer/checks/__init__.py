"""Checks a model's text against the article. Pure functions that return flags; [] if every check passed.

    >>> article = Article(text="Portman has reportedly separated after 11 years. She is in Paris.")
    >>> check_text("Portman separated after twelve years.", article.sentences[:1], article)
    ['number-not-in-evidence', 'hedge-differs']

A flag is only useful if it is rarely wrong: `benchmarks/checks.py` measures each check on true texts and on the same
texts made wrong. Numbers and quotations must be in the evidence itself. Names may also be in the sentences around it or
at the beginning of the article, for a text may say "Ann Lee" where its sentence says "she". Negations and hedges are
compared in English only. If the text is in another language than the article, only numbers and known persons are
compared.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Sequence

from summarizer.article import Article, Span, cached_per_article
from summarizer.checks.exchanged import has_exchanged_numbers
from summarizer.checks.naming import can_be_speaker, has_unsupported_name
from summarizer.checks.numbers import has_unsupported_date, has_unsupported_number, has_unsupported_year
from summarizer.checks.opposites import says_opposite
from summarizer.checks.polarity import polarity_differs
from summarizer.checks.wording import is_off_topic, is_unrelated
from summarizer.digest import Flag, Person, Speaker
from summarizer.evidence import Index, locate, quotations_in
from summarizer.evidence.analysis import TextAnalysis, analysis_of
from summarizer.evidence.fold import fold
from summarizer.evidence.names import names_in
from summarizer.evidence.negation import negates
from summarizer.evidence.quoting import quotations_of_text

_COMPARABLE: frozenset[Flag] = frozenset(["number-not-in-evidence", "date-not-in-evidence", "name-not-in-evidence"])


def check_text(
    text: str, evidence: Sequence[Span], article: Article, *, names: Sequence[Collection[str]] = (), speaker: str = ""
) -> list[Flag]:
    """Flags for what a generated text says and the sentences of its evidence do not.

    `names` has the names of each known person: one may stand for another of the same person. `speaker` is the name of
    the speaker, which the evidence has and the text may omit.
    """
    generated, known = TextAnalysis(text, article.digest_tongue), analysis_of(article)
    numbers = known.sentence_numbers(evidence)
    given = [known.sentence(number) for number in numbers]
    if generated.index.folded.strip() == " ".join(analysis.index.folded.strip() for analysis in given):
        return []  # the evidence itself
    negation, hedge = polarity_differs(generated, numbers, article)
    checks: dict[Flag, bool] = {
        "number-not-in-evidence": has_unsupported_number(generated, numbers, article)
        or has_exchanged_numbers(generated, given),
        "date-not-in-evidence": has_unsupported_date(generated, given, evidence, article, names),
        "name-not-in-evidence": has_unsupported_name(generated, numbers, article, names, speaker),
        "quote-not-in-article": any(
            not _evidence_has_string(evidence, piece.text, article) for piece in quotations_of_text(text)
        ),
        "negation-differs": negation or says_opposite(generated, numbers, article),
        "hedge-differs": hedge,
        "words-not-in-evidence": is_unrelated(generated, numbers, article, names),
    }
    comparable = _COMPARABLE if article.digest_tongue != article.tongue else checks.keys()
    return [flag for flag, failed in checks.items() if failed and flag in comparable]


def check_topic(text: str, evidence: Sequence[Span], article: Article, *, others: Sequence[str] = ()) -> list[Flag]:
    """Flags a text without evidence that shares nothing with the other texts, whose evidence this is.

    It is not compared with the whole article, for that may hold a comment or an instruction to the reader. The topic
    is what the items of the digest have as evidence. `others` are the texts beside it that passed every check.
    """
    if not evidence or article.digest_tongue != article.tongue:
        return []
    generated, *beside = (TextAnalysis(each, article.tongue) for each in (text, *others))
    aside = is_off_topic(generated, beside, analysis_of(article).sentence_numbers(evidence), article)
    return ["words-not-in-evidence"] if aside else []


def check_quote(quote: str, article: Article) -> list[Flag]:
    """Flags a quote that the article does not have verbatim (an elided quote: its pieces) between quotation marks."""
    index = Index.of(article)
    found = (index.span(*place) for place in index.find(fold(quote)))
    places = [[span] for span in found if not article.is_aside(span.start)] or [locate(quote, article)]
    if not places[0] or any(fold(span.text) not in fold(quote) for span in places[0]):
        return ["quote-not-in-article"]
    if any(all(_is_quoted(span, article) for span in spans) for spans in places):
        return []
    return ["quote-without-marks"]


def check_cut(quote: str, statement: str, article: Article) -> list[Flag]:
    """Flags a quote that begins behind a negation of the same quotation, if neither it nor the statement negates.

    "It is not the end" cut to "the end" says the opposite.
    """
    if article.digest_tongue != article.tongue or any(negates(text, article.tongue) for text in (quote, statement)):
        return []
    for piece in locate(quote, article):
        for quotation in quotations_in(piece, article):
            before = article.text[quotation.start : max(quotation.start, piece.start)]
            before = unicodedata.normalize("NFC", before.replace("\u00ad", ""))
            if negates(_NEW_CLAUSE.split(before)[-1], article.tongue):
                return ["negation-differs"]
    return []


_NEW_CLAUSE = re.compile(r"[^\w\s'’-]|\b(?:and|but) ")


def check_speaker(
    speaker: Speaker, article: Article, people: Sequence[Person], evidence: Sequence[Span] = ()
) -> list[Flag]:
    """Flags a speaker whom the article does not name: neither a known person, nor these words, nor each name in them.

    A document without a name ("the study") must share a word with the article. A known person must be named in the
    evidence of the claim, or near it while the evidence names nobody else.
    """
    known = next((person for person in people if person.id == speaker.person), None)
    if known and not can_be_speaker(known, evidence, article, people):
        return ["name-not-in-evidence"]
    named = speaker.kind in ("person", "organization", "document") and article.digest_tongue == article.tongue
    if not named or known or locate(speaker.name, article):
        return []
    whole = analysis_of(article).whole_text
    generated = TextAnalysis(speaker.name, article.tongue)
    names = [token.text for token, _ in names_in(generated.index)]
    strange = speaker.kind == "document" and generated.stems and generated.stems.isdisjoint(whole.stems)
    found = all(map(whole.names.has, names)) if names else not strange
    return [] if found else ["speaker-not-in-article"]


def check_date(day: str, evidence: Sequence[Span], article: Article) -> list[Flag]:
    """Flags an event's date in EDTF, which a model gave, if its year can't come from the article."""
    return ["date-not-in-evidence"] if has_unsupported_year(day, evidence, article) else []


def check_role(role: str, article: Article) -> list[Flag]:
    """Flags the role of a person of which the article has no content word, and none that begins like it ("golf")."""
    if article.digest_tongue != article.tongue:
        return []
    said, told = TextAnalysis(role, article.tongue), analysis_of(article).whole_text
    heads, known = ({word[:_HEAD] for word in analysis.stems} for analysis in (said, told))
    return ["words-not-in-evidence"] if heads and heads.isdisjoint(known) else []


_HEAD = 4  # letters


def _evidence_has_string(evidence: Sequence[Span], quote: str, article: Article) -> bool:
    """Whether the evidence has this quoted string. The last punctuation mark may differ.

    The title of a work ("Suite for a Small Island") may stand elsewhere in the article: the evidence has "it".
    """
    index = Index.of(article)
    places = [index.span(*place) for place in index.find(fold(quote).rstrip(".,;:!?"))]
    if places and _is_title(quote):
        return True
    return any(place.start < span.end and span.start < place.end for place in places for span in evidence)


def _is_title(quote: str) -> bool:
    """Whether these are two words or more with capitals, and others of at most three letters."""
    words = quote.split()
    capital = [word for word in words if word[0].isupper()]
    return len(capital) > 1 and all(word in capital or len(word) <= _SMALL for word in words)


_SMALL = 3


def _is_quoted(span: Span, article: Article) -> bool:
    """Whether the words are within quotation marks, or behind one that is not closed."""
    return _is_within_quotations(span, quotations_in(span, article)) or _is_quotation_open(span, article)


def _is_quotation_open(span: Span, article: Article) -> bool:
    """Whether a quotation opens before these words and is not closed in the same paragraph."""
    if article.text[max(0, span.start - 1) : span.start] not in _OPENING:
        return False
    closings = _closings(article)
    after = bisect_left(closings, span.end)
    return after == len(closings) or article.text[closings[after]] == "\n"


@cached_per_article
def _closings(article: Article) -> list[int]:
    """Where quotations or paragraphs may end."""
    return [match.start() for match in _CLOSING_OR_END.finditer(article.text)]


_OPENING = frozenset('“„«"')
_CLOSING_OR_END = re.compile('["”“»\n]')


def _is_within_quotations(span: Span, quotations: Sequence[Span]) -> bool:
    """Whether every word of the span is within one of these quotations (one a paragraph)."""
    around = [q for q in quotations if q.start < span.end and span.start < q.end]
    if any(span in q for q in around):
        return True
    letters = (offset for offset, character in enumerate(span.text, span.start) if character.isalnum())
    return all(any(q.start <= offset < q.end for q in around) for offset in letters)
