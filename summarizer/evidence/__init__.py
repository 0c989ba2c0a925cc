"""From words to exact places in the article: quotes, names, statements -> spans. Pure functions, no model.

>>> article = Article(text="She didn’t say “never”. Nobody asked.")
>>> locate('"never"', article)
[Span(start=15, end=22, text='“never”')]
"""

from summarizer.evidence.cuewords import Cue, cues
from summarizer.evidence.fold import Index
from summarizer.evidence.location import locate, mentions
from summarizer.evidence.quoting import quotations, quotations_in
from summarizer.evidence.support import carrying

__all__ = ["Cue", "Index", "carrying", "cues", "locate", "mentions", "quotations", "quotations_in"]
