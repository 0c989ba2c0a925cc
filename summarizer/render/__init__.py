"""A digest as something to read or to link to: each form a file."""

from summarizer.render.html_page import html, notebook
from summarizer.render.linked_data import jsonld
from summarizer.render.markdown_text import markdown
from summarizer.render.terminal import page
from summarizer.render.words import escaped, printable

__all__ = ["escaped", "html", "jsonld", "markdown", "notebook", "page", "printable"]
