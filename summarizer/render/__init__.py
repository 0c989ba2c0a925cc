"""Renders a digest: one module for each format."""

from summarizer.render.html_page import html, notebook
from summarizer.render.linked_data import jsonld
from summarizer.render.markdown_text import markdown
from summarizer.render.terminal import page
from summarizer.render.words import escape_json, printable

__all__ = ["escape_json", "html", "jsonld", "markdown", "notebook", "page", "printable"]
