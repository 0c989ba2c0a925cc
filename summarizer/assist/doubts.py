"""What is wrong with a text of a small model: more than the checks of every model's texts look for.

A small model drifts within its text to another sentence, and breaks off. A text that a capable model wrote is not held
to this: it may say the same in other words.
"""

import re
from collections.abc import Sequence

from summarizer.article import Article, Span
from summarizer.checks import check_text
from summarizer.digest import Person
from summarizer.evidence.analysis import TextAnalysis, analysis_of
from summarizer.evidence.fold import fold
from summarizer.sections.base import names_by_person

_SHARED = 0.5  # share of a clause's content words that its evidence must have
_FEW_WORDS = 3  # fewer content words than this are too few to count
_CLAUSES = re.compile(r"[,;.:](?:\s|$)|\s[–—-]\s|\s(?:and|but)\s")
# No sentence and no headline ends like this: "a plan by the", "Lee told her", "Oslo –".
_DANGLING = re.compile(
    r"(?:^|\s)(?:the|an?|of|and|or|to|with|for|from|by|at|in|as|that|than|but|his|her|their|its|was|were|is|are|"
    r"said|says?|reads?|stat(?:ed|es)|wrote|writes|told \w+)$|[(—–,:-]$|(?:^|\s)[\"“'‘][^\"”'’]{0,20}$"
)
_LAST = 3  # words


def is_doubtful(
    text: str, evidence: Sequence[Span], article: Article, people: Sequence[Person], *, hedged: bool = False
) -> bool:
    """Whether a check fails, a clause has little in common with these very sentences, or the text breaks off.

    `hedged`: it has kept its hedge in another form.
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
    """Whether it ends as no sentence does, and no sentence of the evidence ends with these words, too."""
    end = " ".join(fold(text).split()[-_LAST:])
    ends = any(f"{end}." in reading.index.folded for reading in given)
    return article.tongue == "en" and _DANGLING.search(text.rstrip()) is not None and not ends
