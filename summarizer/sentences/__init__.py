"""Sentence segmentation, for any language.

>>> text = 'Mr. Smith paid 3.5 percent. "No." he said.'
>>> [text[start:end] for start, end in split_sentences(text, "en")]
['Mr. Smith paid 3.5 percent.', '"No." he said.']
"""

from summarizer.sentences.quotes import quote_places
from summarizer.sentences.segmentation import split_sentences

__all__ = ["quote_places", "split_sentences"]
