r"""Detection of asides: captions, credits, source lists and calls to the reader, which are not part of the article.

>>> text = "It rained.\n\nA wet street. Photo: Ann Lee\n\nNobody came."
>>> [text[start:end] for start, end in find_asides(text)]
['A wet street. Photo: Ann Lee']
"""

from summarizer.asides.detection import find_asides

__all__ = ["find_asides"]
