"""The sections of a digest, one file each.

A section asks the model one question (its prompt has its name) and resolves the reply to items of the digest. To add a
section, write a prompt and a file like `people.py`.
"""

from summarizer.sections import claims, people, summary, timeline
from summarizer.sections.base import Doubt, Resolved, Section

SECTIONS: dict[str, Section] = {part.SECTION.name: part.SECTION for part in (summary, timeline, people, claims)}
"""The built-in sections by name, in the order of the digest."""

__all__ = ["SECTIONS", "Doubt", "Resolved", "Section"]
