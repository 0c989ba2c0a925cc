"""A page -> Article. What nobody sees goes first; trafilatura finds the article in the rest.

trafilatura runs with its own defaults, which its authors tuned on news, and without readers' comments.
"""

import re

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from summarizer.article import Article
from summarizer.errors import InputError
from summarizer.read import metadata
from summarizer.read.hidden import remove_hidden

MOST_ELEMENTS = 50_000
"""Elements of a page, without what is hidden; large news pages have 10,000. Bounds the time that the search takes."""
_SAVE = "Save the article's text to a file"


def read_html(page: str, name: str, url: str | None = None) -> Article:
    """The article in a page, or in a piece of one, with what the page says of it; `url` is where it was found.

    The text has a blank line between paragraphs. Raises InputError, which calls the page `name`, where there is no
    article in it, or too much of everything.
    """
    root = _parse(page, name)
    said = metadata.declared(root, url)
    remove_hidden(root)
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise InputError(f"{name} is too large a page", _SAVE)
    text = _text(root) or (said.body or "").strip()
    if not text:
        raise InputError(f"There is no article in {name}", f"If a script fills the page: {_SAVE[0].lower()}{_SAVE[1:]}")
    return Article(
        text=text,
        title=metadata.title(said.titles, root),
        author=metadata.author(said.author, root),
        published=metadata.published(said.dates, root),
        url=said.url,
        language=said.language,
    )


def _parse(page: str, name: str) -> HtmlElement:
    whole = page if "<html" in page[:5000].lower() else f"<html><body>{page}</body></html>"
    root = trafilatura.load_html(whole)
    if root is None:
        raise InputError(f"{name} is no HTML that can be read", _SAVE)
    return root


def _text(root: HtmlElement) -> str:
    """The article's paragraphs, a blank line between them; empty where none is found."""
    found = trafilatura.bare_extraction(root, include_comments=False)
    if not isinstance(found, Document):
        return ""
    return re.sub(r"\s*\n\s*", "\n\n", found.text or "").strip()
