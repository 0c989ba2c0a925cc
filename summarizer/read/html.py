"""Reads an Article from a page. Hidden text is removed first; trafilatura finds the article in the rest.

trafilatura runs with its own defaults, which its authors tuned on news, and without readers' comments.
"""

import logging
import re
from itertools import islice

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from summarizer.article import Article
from summarizer.errors import InputError
from summarizer.invisible import remove_invisible_characters
from summarizer.read import metadata
from summarizer.read.dates import read_date
from summarizer.read.furniture import join_posts, open_layout_tables, remove_furniture
from summarizer.read.hidden import remove_hidden
from summarizer.read.plain import byline, is_date

# What these log has pieces of the page in it, which could steer a terminal. Who sets up logging still gets it.
for _library in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

MOST_ELEMENTS = 25_000
"""Elements of a page, without what is hidden; large news pages have 10,000. Bounds the time that the search takes."""
_MOST_WITH_HIDDEN = 40_000
_MOST_TAGS = 200_000
"""`<` of a page, those in its scripts included: more than elements, and counted before they are put together."""
_MOST_ATTRIBUTES = 1000
"""Of one element: to parse them takes time with the square of their number."""
_TAG = re.compile(r"<[A-Za-z](?:\"[^\"]*+\"|'[^']*+'|[^>])*+")
_QUOTED = re.compile("\"[^\"]*+\"|'[^']*+'")
_MOST_LINKED = 0.8
_SAVE = "Save the article's text to a file"


def read_html(page: str, name: str, url: str | None = None) -> Article:
    """The article in a page, or in a fragment of one, with the page's metadata. `url` is the page's address.

    The text has a blank line between paragraphs. Raises InputError, with `name` for the page, if it has no article or
    is too large.
    """
    root = _parse(page, name)
    _check_size(root, _MOST_WITH_HIDDEN, name)
    try:
        said = metadata.declared_metadata(root, url)
        remove_hidden(root)
    except RecursionError as error:
        raise InputError(f"{name} has styles nested too deep", _SAVE) from error
    _check_size(root, MOST_ELEMENTS, name)
    remove_furniture(root)
    open_layout_tables(root)
    if said.live:
        join_posts(root)
    title = metadata.visible_title(said.titles, root)
    author = said.author or metadata.byline(root)
    paragraphs, written = _strip_head(_paragraphs(root), title)
    text = "\n\n".join(paragraphs) or remove_invisible_characters(said.body or "").strip()
    if not text or _is_list_of_links(text, root):
        raise InputError(
            f"There is no article in {name}", "If a script fills the page, save the article's text to a file"
        )
    # "Extensive" takes years out of the text for the date of the article.
    found = None if author and said.dates else trafilatura.extract_metadata(root, extensive=False)
    return Article(
        text=text,
        title=title,
        author=author or metadata.author_names(found),
        published=metadata.publication_date(said.dates, found) or written,
        url=said.url,
        language=said.language,
    )


def _check_size(root: HtmlElement, most: int, name: str) -> None:
    if next(islice(root.iter(), most, None), None) is not None:
        raise InputError(f"{name} is a page of more than {most:,} elements", _SAVE)


def _parse(page: str, name: str) -> HtmlElement:
    if page.count("<") > _MOST_TAGS:
        raise InputError(f"{name} is a page of more than {_MOST_TAGS:,} tags", _SAVE)
    if any(_count_attributes(tag[0]) > _MOST_ATTRIBUTES for tag in _TAG.finditer(page)):
        raise InputError(f"{name} has an element of more than {_MOST_ATTRIBUTES} attributes", _SAVE)
    whole = page if "<html" in page[:5000].lower() else f"<html>{page}</html>"
    root = trafilatura.load_html(whole)
    if root is None:
        raise InputError(f"{name} is not readable HTML", _SAVE)
    return root


def _count_attributes(tag: str) -> int:
    """The number of attributes of a tag. May count a few too many."""
    if len(tag) <= _MOST_ATTRIBUTES:
        return 0
    names = _QUOTED.sub(" ", tag)
    return max(names.count("="), len(names.split()))


def _paragraphs(root: HtmlElement) -> list[str]:
    """The article's paragraphs; [] if no article is found."""
    found = trafilatura.bare_extraction(root, include_comments=False)
    text = found.text if isinstance(found, Document) else None
    return [line.strip() for line in remove_invisible_characters(text or "").split("\n") if line.strip()]


def _strip_head(paragraphs: list[str], title: str | None) -> tuple[list[str], str | None]:
    """The paragraphs without title, byline and date before the first one, and the date."""
    written = None
    while len(paragraphs) > 1:
        first = paragraphs[0]
        if is_date(first):
            written = written or read_date(first)
        elif first != title and not byline(first):
            break
        paragraphs = paragraphs[1:]
    return paragraphs, written


def _is_list_of_links(text: str, root: HtmlElement) -> bool:
    """Whether nearly all of the text is links: a front page or a menu, not an article."""
    links = [" ".join("".join(link.itertext()).split()) for link in root.iter("a")]
    if set(text.split("\n\n")) <= set(links):
        return True
    linked = set(_word_triples(" ".join(links)))
    triples = _word_triples(text)
    return len(triples) > 20 and sum(triple in linked for triple in triples) > _MOST_LINKED * len(triples)


def _word_triples(text: str) -> list[tuple[str, ...]]:
    """All sequences of three words. Single words would not do: an article shares those with any long menu."""
    words = text.split()
    return list(zip(words, words[1:], words[2:], strict=False))
