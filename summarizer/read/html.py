"""A page -> Article. What nobody sees goes first; trafilatura finds the article in the rest.

trafilatura runs with its own defaults, which its authors tuned on news, and without readers' comments.
"""

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from summarizer.article import Article
from summarizer.errors import InputError
from summarizer.read import metadata
from summarizer.read.furniture import join_posts, open_layout_tables, remove_furniture
from summarizer.read.hidden import remove_hidden
from summarizer.read.plain import without_unseen

MOST_ELEMENTS = 40_000
"""Elements of a page, without what is hidden; large news pages have 10,000. Bounds the time that the search takes."""
_MOST_LINKED = 0.8
_SAVE = "Save the article's text to a file"


def read_html(page: str, name: str, url: str | None = None) -> Article:
    """The article in a page, or in a piece of one, with what the page says of it; `url` is where it was found.

    The text has a blank line between paragraphs. Raises InputError, which calls the page `name`, where there is no
    article in it, or too much of everything.
    """
    root = _parse(page, name)
    try:
        said = metadata.declared(root, url)
        remove_hidden(root)
    except RecursionError as error:
        raise InputError(f"{name} has styles nested too deep", _SAVE) from error
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise InputError(f"{name} is too large a page", _SAVE)
    remove_furniture(root)
    open_layout_tables(root)
    if said.live:
        join_posts(root)
    title = metadata.title(said.titles, root)
    text = without_unseen(_text(root, title) or (said.body or "").strip())
    if not text or _is_list_of_links(text, root):
        raise InputError(
            f"There is no article in {name}", "If a script fills the page, save the article's text to a file"
        )
    found = None if said.author and said.dates else trafilatura.extract_metadata(root)
    return Article(
        text=text,
        title=title,
        author=said.author or metadata.byline(found),
        published=metadata.published(said.dates, found),
        url=said.url,
        language=said.language,
    )


def _parse(page: str, name: str) -> HtmlElement:
    whole = page if "<html" in page[:5000].lower() else f"<html>{page}</html>"
    root = trafilatura.load_html(whole)
    if root is None:
        raise InputError(f"{name} is no HTML that can be read", _SAVE)
    return root


def _text(root: HtmlElement, title: str | None) -> str:
    """The article's paragraphs, a blank line between them, without its title; empty where none is found."""
    found = trafilatura.bare_extraction(root, include_comments=False)
    text = found.text if isinstance(found, Document) else None
    paragraphs = [line.strip() for line in (text or "").split("\n") if line.strip()]
    return "\n\n".join(paragraphs[1:] if paragraphs[1:] and paragraphs[0] == title else paragraphs)


def _is_list_of_links(text: str, root: HtmlElement) -> bool:
    """Whether nearly all of the text is links: a front page or a menu, and no article."""
    linked = set(_triples(" ".join(" ".join(link.itertext()) for link in root.iter("a"))))
    triples = _triples(text)
    return len(triples) > 20 and sum(triple in linked for triple in triples) > _MOST_LINKED * len(triples)


def _triples(text: str) -> list[tuple[str, ...]]:
    """Each three words that follow one another: single ones an article shares with any long menu."""
    words = text.split()
    return list(zip(words, words[1:], words[2:], strict=False))
