"""Checks of what a model wrote against the article's own words. Pure functions; each gives flags, none where all holds.

    >>> article = Article(text="Portman has reportedly separated after 11 years. She is in Paris.")
    >>> check_text("Portman separated after twelve years.", article.sentences[:1], article)
    ['number-not-in-evidence', 'hedge-differs']

A flag is worth having only where it is rarely wrong: `benchmarks/checks.py` measures each check on true texts and on
the same texts made wrong. Numbers and quotations must stand in the evidence itself; names may come from the sentences
around it and from the article's beginning, for a text that stands alone says "Ann Lee" where the sentence says "she".
Negations and hedges are compared by rules of English, in English alone. Where the text is in another language than the
article, only numbers and known persons are compared.
"""

import re
from collections.abc import Collection, Sequence

from summarizer.article import Article, Span
from summarizer.checks.naming import foreign_names
from summarizer.checks.numbers import wrong_date, wrong_number
from summarizer.checks.polarity import polarity_differs
from summarizer.checks.wording import is_aside, is_strange
from summarizer.digest import Flag, Person, Speaker
from summarizer.evidence import Index, locate, quotations_in
from summarizer.evidence.analysis import TextAnalysis, analysis_of
from summarizer.evidence.fold import fold
from summarizer.evidence.names import names_in
from summarizer.evidence.quoting import quotations_of_text

_COMPARABLE: frozenset[Flag] = frozenset(["number-not-in-evidence", "date-not-in-evidence", "name-not-in-evidence"])


def check_text(
    text: str, evidence: Sequence[Span], article: Article, *, names: Sequence[Collection[str]] = (), speaker: str = ""
) -> list[Flag]:
    """What a generated text says that the sentences of its evidence do not.

    `names` holds what each known person is called: a name may stand for another of the same person. `speaker` is the
    name of who says it, whom the evidence names and the text need not.
    """
    said, known = TextAnalysis(text, article.digest_tongue), analysis_of(article)
    numbers = known.sentence_numbers(evidence)
    given = [known.sentence(number) for number in numbers]
    if said.index.folded.strip() == " ".join(analysis.index.folded.strip() for analysis in given):
        return []  # the evidence itself
    negation, hedge = polarity_differs(said, numbers, article)
    checks: dict[Flag, bool] = {
        "number-not-in-evidence": wrong_number(said, numbers, article),
        "date-not-in-evidence": wrong_date(said, given, evidence, article),
        "name-not-in-evidence": foreign_names(said, numbers, article, names, speaker),
        "quote-not-in-article": any(not _has(evidence, piece.text, article) for piece in quotations_of_text(text)),
        "negation-differs": negation,
        "hedge-differs": hedge,
        "words-not-in-evidence": is_strange(said, numbers, article),
    }
    comparable = _COMPARABLE if article.digest_tongue != article.tongue else checks.keys()
    return [flag for flag, failed in checks.items() if failed and flag in comparable]


def check_topic(text: str, evidence: Sequence[Span], article: Article, *, others: Sequence[str] = ()) -> list[Flag]:
    """Whether a text that cites no sentence is about what the texts beside it are, which rest on this evidence.

    The whole article has the words of all that stands in it: a comment below it, an order to whoever reads it. What it
    is about is what the items of a digest rest on. `others` are those of the texts that failed no check.
    """
    if not evidence or article.digest_tongue != article.tongue:
        return []
    said, *beside = (TextAnalysis(each, article.tongue) for each in (text, *others))
    aside = is_aside(said, beside, analysis_of(article).sentence_numbers(evidence), article)
    return ["words-not-in-evidence"] if aside else []


def check_quote(quote: str, article: Article) -> list[Flag]:
    """Whether the article has these very words (an elided quote: its pieces), and between quotation marks."""
    index = Index.of(article)
    found = (index.span(*place) for place in index.find(fold(quote)))
    places = [[span] for span in found if not article.is_aside(span.start)] or [locate(quote, article)]
    if not places[0] or any(fold(span.text) not in fold(quote) for span in places[0]):
        return ["quote-not-in-article"]
    left_open = [span for spans in places for span in spans if _is_left_open(span, article)]
    if any(all(_between(span, [*quotations_in(span, article), *left_open]) for span in spans) for spans in places):
        return []
    return ["quote-without-marks"]


def check_speaker(speaker: Speaker, article: Article, people: Sequence[Person]) -> list[Flag]:
    """Whether the article names this speaker: a known person, the words as they are, or each name among them.

    A document that has no name ("the study") must have a word of the article.
    """
    known = any(person.id == speaker.person for person in people)
    named = speaker.kind in ("person", "organization", "document") and article.digest_tongue == article.tongue
    if not named or known or locate(speaker.name, article):
        return []
    whole = analysis_of(article).whole_text
    said = TextAnalysis(speaker.name, article.tongue)
    names = [token.text for token, _ in names_in(said.index)]
    strange = speaker.kind == "document" and said.stems and said.stems.isdisjoint(whole.stems)
    found = all(map(whole.names.has, names)) if names else not strange
    return [] if found else ["speaker-not-in-article"]


def _has(evidence: Sequence[Span], quote: str, article: Article) -> bool:
    """Whether the article has these words of a quoted string in its evidence, whatever its last punctuation mark."""
    index = Index.of(article)
    places = (index.span(*place) for place in index.find(fold(quote).rstrip(".,;:!?")))
    return any(place.start < span.end and span.start < place.end for place in places for span in evidence)


def _is_left_open(span: Span, article: Article) -> bool:
    """Whether a quotation opens before these words and its paragraph has no mark that closes it."""
    if article.text[max(0, span.start - 1) : span.start] not in _OPENING:
        return False
    closing = _CLOSING_OR_END.search(article.text, span.end)
    return closing is None or closing[0] == "\n"


_OPENING = frozenset('“„«"')
_CLOSING_OR_END = re.compile('["”“»\n]')


def _between(span: Span, quotations: Sequence[Span]) -> bool:
    """Whether every word of the span stands in one of these quotations (one a paragraph)."""
    around = [q for q in quotations if q.start < span.end and span.start < q.end]
    if any(span in q for q in around):
        return True
    letters = (offset for offset, character in enumerate(span.text, span.start) if character.isalnum())
    return all(any(q.start <= offset < q.end for q in around) for offset in letters)
