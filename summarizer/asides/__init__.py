r"""Finds asides, parts of a text that are not the article: captions, credits, lists of sources, calls to the reader.

>>> text = "It rained.\n\nA wet street. Photo: Ann Lee\n\nNobody came."
>>> [text[start:end] for start, end in find_asides(text)]
['A wet street. Photo: Ann Lee']
"""

from summarizer.asides.detection import find_asides

__all__ = ["find_asides"]
