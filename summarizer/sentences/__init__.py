"""A text to its sentences, in any language.

>>> text = 'Mr. Smith paid 3.5 percent. "No." he said.'
>>> [text[start:end] for start, end in split(text, "en")]
['Mr. Smith paid 3.5 percent.', '"No." he said.']
"""

from summarizer.sentences.quotes import quote_places
from summarizer.sentences.segmentation import split

__all__ = ["quote_places", "split"]
