"""A digest as something to read: each form a file."""

from summarizer.render.markdown import markdown
from summarizer.render.terminal import page
from summarizer.render.words import printable

__all__ = ["markdown", "page", "printable"]
