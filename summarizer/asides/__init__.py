r"""What stands in an article's text and is none of it: captions, credits, lists of sources, words to the reader.

>>> text = "It rained.\n\nA wet street. Photo: Ann Lee\n\nNobody came."
>>> [text[start:end] for start, end in asides(text)]
['A wet street. Photo: Ann Lee']
"""

from summarizer.asides.places import asides

__all__ = ["asides"]
