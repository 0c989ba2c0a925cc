"""A digest as something to read or to link to: each form a file."""

from summarizer.render.html import html, notebook
from summarizer.render.jsonld import jsonld
from summarizer.render.markdown import markdown
from summarizer.render.terminal import page
from summarizer.render.words import printable

__all__ = ["html", "jsonld", "markdown", "notebook", "page", "printable"]
