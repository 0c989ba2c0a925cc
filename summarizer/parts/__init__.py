"""Long articles: splits them into parts that a model can read, and merges what was found in the parts."""

from summarizer.parts.cast import SHOWN, Cast, with_people_lines
from summarizer.parts.cutting import Part, part_of_sentences, split_into_parts
from summarizer.parts.joining import merge_values, to_article_offsets

__all__ = [
    "SHOWN",
    "Cast",
    "Part",
    "merge_values",
    "part_of_sentences",
    "split_into_parts",
    "to_article_offsets",
    "with_people_lines",
]
