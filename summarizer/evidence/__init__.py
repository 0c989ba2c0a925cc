"""From words to exact places in the article: quotes, names, statements -> spans. Pure functions, no model.

>>> article = Article(text="She didn’t say “never”. Nobody asked.")
>>> locate('"never"', article)
[Span(start=15, end=22, text='“never”')]
"""

from summarizer.evidence.certainty import certainty, status
from summarizer.evidence.clauses import clause, going_on, is_adjunct, opening, without_dateline
from summarizer.evidence.cuewords import Cue, cues
from summarizer.evidence.fold import Index
from summarizer.evidence.location import locate, mentions
from summarizer.evidence.negation import negates
from summarizer.evidence.quoting import quotations, quotations_in
from summarizer.evidence.speakers import said_by
from summarizer.evidence.statements import said
from summarizer.evidence.support import carrying

__all__ = [
    "Cue",
    "Index",
    "carrying",
    "certainty",
    "clause",
    "cues",
    "going_on",
    "is_adjunct",
    "locate",
    "mentions",
    "negates",
    "opening",
    "quotations",
    "quotations_in",
    "said",
    "said_by",
    "status",
    "without_dateline",
]
