"""The sections of a digest: each file here is the whole of what one section is.

A section asks the model one question (its prompt has its name), takes a reply and turns it into items of the digest.
To add one, write a prompt and a file like `people.py`.
"""

from summarizer.sections import claims, people, summary, timeline
from summarizer.sections.base import Doubt, Resolved, Section

SECTIONS: dict[str, Section] = {part.SECTION.name: part.SECTION for part in (summary, timeline, people, claims)}
"""The built-in sections by name, in the order of the digest."""

__all__ = ["SECTIONS", "Doubt", "Resolved", "Section"]
