"""Finds the evidence spans in the article for quotes, names and statements. Pure functions, no model.

>>> article = Article(text="She didn’t say “never”. Nobody asked.")
>>> locate('"never"', article)
[Span(start=15, end=22, text='“never”')]
"""

from summarizer.evidence.cuewords import Cue, cues
from summarizer.evidence.fold import Index
from summarizer.evidence.location import find_mentions, locate
from summarizer.evidence.quoting import quotations, quotations_in
from summarizer.evidence.support import supporting_sentences

__all__ = ["Cue", "Index", "cues", "find_mentions", "locate", "quotations", "quotations_in", "supporting_sentences"]
