"""Additional checks of texts that a small model wrote.

A small model drifts to other sentences within one text, and stops before the end. These checks do not apply to capable
models, which may paraphrase.
"""

import re
from collections.abc import Sequence

from summarizer.article import Article, Span
from summarizer.checks import check_text
from summarizer.digest import Person
from summarizer.evidence.analysis import TextAnalysis, analysis_of
from summarizer.evidence.fold import fold
from summarizer.sections.base import names_by_person

_SHARED = 0.5  # minimum share of a clause's content words that its evidence has
_FEW_WORDS = 3  # minimum content words of a clause that is checked
_CLAUSES = re.compile(r"[,;.:](?:\s|$)|\s[–—-]\s|\s(?:and|but)\s")
# Ends of a truncated sentence or headline: "a plan by the", "Lee told her", "Oslo –".
_DANGLING = re.compile(
    r"(?:^|\s)(?:the|an?|of|and|or|to|with|for|from|by|at|in|as|that|than|but|his|her|their|its|was|were|is|are|"
    r"said|says?|reads?|stat(?:ed|es)|wrote|writes|told \w+)$|[(—–,:-]$|(?:^|\s)[\"“'‘][^\"”'’]{0,20}$"
)
_LAST = 3  # last words that are compared with the ends of the evidence


def is_doubtful(
    text: str, evidence: Sequence[Span], article: Article, people: Sequence[Person], *, hedged: bool = False
) -> bool:
    """Return whether a check fails, a clause shares too few words with the evidence, or the text is truncated.

    `hedged` states that the text keeps its hedge in another form, so the check "hedge-differs" is ignored.
    """
    flags = set(check_text(text, evidence, article, names=names_by_person(people)))
    if flags - ({"hedge-differs"} if hedged else set()):
        return True
    if article.digest_tongue != article.tongue:
        return False
    known = analysis_of(article)
    given = [known.sentence(number) for number in known.sentence_numbers(evidence)]
    return _drifts_from_evidence(text, given, article) or _breaks_off(text, given, article)


def _drifts_from_evidence(text: str, given: Sequence[TextAnalysis], article: Article) -> bool:
    stems = {stem for reading in given for stem in reading.stems}
    parts = [text, *(_CLAUSES.split(text) if article.tongue == "en" else ())]
    found = [TextAnalysis(part, article.tongue).stems for part in parts]
    return any(len(own) >= _FEW_WORDS and len(own & stems) < _SHARED * len(own) for own in found)


def _breaks_off(text: str, given: Sequence[TextAnalysis], article: Article) -> bool:
    """Return whether the text ends like a truncated sentence, unless the evidence ends with the same words."""
    end = " ".join(fold(text).split()[-_LAST:])
    ends = any(f"{end}." in reading.index.folded for reading in given)
    return article.tongue == "en" and _DANGLING.search(text.rstrip()) is not None and not ends
