"""The sections of a digest: each file here is the whole of what one section is.

A section asks the model one question (its prompt has its name), takes a small reply and turns it into items of the
digest. To add one, write a prompt and a file like `people.py`.
"""

from summarizer.sections.base import Doubt, Resolved, Section, completed, divided, one_for_each
from summarizer.sections.claims import claims
from summarizer.sections.people import people
from summarizer.sections.summary import summary
from summarizer.sections.timeline import timeline

SECTIONS: dict[str, Section] = {section.name: section for section in (summary, timeline, people, claims)}
"""The built-in sections by name, in the order of the digest."""

__all__ = ["SECTIONS", "Doubt", "Resolved", "Section", "completed", "divided", "one_for_each"]
