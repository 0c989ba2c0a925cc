"""Long articles: cut into parts that a model can read, and what it says of them put together again."""

from summarizer.parts.cast import SHOWN, Cast, introduced
from summarizer.parts.cutting import Part, cut, gathered
from summarizer.parts.joining import joined, moved

__all__ = ["SHOWN", "Cast", "Part", "cut", "gathered", "introduced", "joined", "moved"]
