"""Reads the metadata of a page's article: title, authors, publication date, address and language.

JSON-LD (schema.org) is trusted before `<meta>`, and that before the page's visible text; what neither has, trafilatura
looks for. A title that nobody sees is not believed: it would be a way to speak to the model behind the reader's back.
"""

import datetime
import itertools
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement
from trafilatura.settings import Document

from summarizer.invisible import remove_invisible_characters
from summarizer.read import plain
from summarizer.read.dates import read_date

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$")
_DATES = ("article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "pubdate")
_OTHER_DATES = (
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publishdate",
    "dc.date",
    "dcterms.created",
    "date",
)
_LONGEST_TITLE = 300
_LONG = 150
_PIECES = 20
"""Of text, in a byline: its names may be links."""


class Declared(NamedTuple):
    """Metadata from parts of the page that are not shown. Must be read before those parts are removed."""

    titles: list[str]
    author: str | None
    dates: list[str]
    """ISO 8601, the most trusted first."""
    url: str | None
    language: str | None
    body: str | None
    """The text that JSON-LD gives for the article."""
    live: bool
    """Whether it is a live blog, of many posts."""


def declared_metadata(root: HtmlElement, url: str | None) -> Declared:
    """The declared metadata of the page. `url` is the page's address."""
    metas = _metas(root)
    data = _article_data(root, metas)
    dates = [data.get("datePublished"), *(metas.get(name) for name in (*_DATES, *_OTHER_DATES)), *_times(root)]
    titles = [data.get("headline"), metas.get("og:title"), metas.get("twitter:title"), root.findtext(".//head/title")]
    language = root.get("lang") or data.get("inLanguage") or metas.get("og:locale") or metas.get("content-language")
    body = data.get("articleBody")
    return Declared(
        titles=[_line(title) for title in titles if isinstance(title, str) and title.strip()],
        author=_names_of_schema_author(data.get("author")),
        dates=[date for value in dates if isinstance(value, str) and (date := read_date(value[:80]))],
        url=_canonical(root, metas, url),
        language=_language(language),
        body=body if isinstance(body, str) else None,
        live="LiveBlogPosting" in str(data.get("@type")),
    )


def publication_date(dates: list[str], found: Document | None) -> str | None:
    """The publication date, as precise as the page states it, in the time zone of the newsroom.

    The first of `dates` is right. One that names the same moment in another zone than UTC tells the article's own day,
    and one that adds the time to that day is more precise. Without any, what trafilatura `found`.
    """
    if not dates:
        return read_date(found.date) if found and found.date else None
    first = dates[0]
    for other in dates[1:]:
        more_precise = len(first) <= 10 < len(other) and other.startswith(first)
        if more_precise or (first.endswith("+00:00") and not other.endswith("+00:00") and _same_moment(first, other)):
            first = other
    return first


def visible_title(titles: list[str], root: HtmlElement) -> str | None:
    """The visible heading of the article; without one, the title in the browser's tab.

    Of several headings it is the one that the page declares as its title, `titles`, or else the first within the
    article. `root` is the page without what is hidden.
    """
    headings = [(element, _line("".join(element.itertext()))) for element in root.iter("h1", "h2", "h3")]
    headings = [(element, text) for element, text in headings if text]
    for declared in titles:
        for _, text in headings:
            if len(_plain(text)) > 5 and _plain(text) in _plain(declared):
                return text
            if len(_plain(declared)) > 5 and _plain(declared) in _plain(text):
                return declared
    h1s = [(element, text) for element, text in headings if element.tag == "h1"]
    within = [text for element, text in h1s if next(element.iterancestors("article", "main"), None) is not None]
    if within or h1s:
        return within[0] if within else h1s[0][1]
    tab = _line(root.findtext(".//head/title") or "")
    name = re.split(r"\s+[|–—·«»-]\s+", tab)  # "Title | Site", "Title - Section - Site"
    return max(name, key=len) or None


def byline(root: HtmlElement) -> str | None:
    """The names of a visible line "By …" before the first long paragraph."""
    for element in root.iter("p", "div", "span", "address", "li", "h4", "h5", "h6"):
        text = _line("".join(itertools.islice(element.itertext(), _PIECES)))
        if element.tag == "p" and len(text) > _LONG:
            return None
        if len(text) < _LONG and (found := plain.byline(text)):
            return found
    return None


def author_names(found: Document | None) -> str | None:
    """The names that trafilatura `found`, with commas between them."""
    author: str | None = found.author if found else None
    return author.replace("; ", ", ") if author else None


def _metas(root: HtmlElement) -> dict[str, str]:
    """Contents of the `<meta>` and `itemprop` elements by lower-case name. Of several, the first."""
    found: dict[str, str] = {}
    for element in root.iter():
        name = element.get("property") or element.get("name") or element.get("http-equiv") or element.get("itemprop")
        value = element.get("content") or (element.get("datetime") if element.get("itemprop") else None)
        if name and value and value.strip():
            found.setdefault(name.lower(), value.strip())
    return found


def _article_data(root: HtmlElement, metas: dict[str, str]) -> dict[str, Any]:
    """The JSON-LD object of the article: the one with the page's own title, else the first."""
    found: list[dict[str, Any]] = []
    named: dict[str, object] = {}
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            source = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", script.text or "")
            try:
                items = list(_objects(json.loads(source, strict=False)))
            except (ValueError, RecursionError):
                continue
            found += [item for item in items if _is_article(item)]
            named |= {
                item["@id"]: item["name"] for item in items if isinstance(item.get("@id"), str) and "name" in item
            }
    name = _plain(metas.get("og:title", ""))
    own = next((item for item in found if name and _plain(str(item.get("headline"))) == name), (found or [{}])[0])
    return own | {"author": _resolve_author_reference(own.get("author"), named)}


def _resolve_author_reference(author: object, named: dict[str, object]) -> object:
    """The author or authors, with references by `@id` replaced by the objects that they refer to."""
    if isinstance(author, list):
        return [_resolve_author_reference(one, named) for one in author]
    if isinstance(author, dict) and "name" not in author and isinstance(author.get("@id"), str):
        return named.get(author["@id"])
    return author


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    """The top-level objects of JSON-LD, without those within lists of other articles or within another object."""
    for item in node if isinstance(node, list) else [node]:
        if isinstance(item, dict):
            yield item
            for name in ("@graph", "mainEntity"):
                inner = item.get(name)
                yield from (part for part in (inner if isinstance(inner, list) else [inner]) if isinstance(part, dict))


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _names_of_schema_author(node: Any) -> str | None:
    """The names in a schema.org author: a name, an object with one, or a list of them."""
    items = node if isinstance(node, list) else [node]
    found = [item.get("name") if isinstance(item, dict) else item for item in items]
    names = [name for one in found for name in (one if isinstance(one, list) else [one])]
    shown = [_line(name) for name in names if isinstance(name, str) and "://" not in name]
    return ", ".join(dict.fromkeys(re.sub(r"^by\s+", "", name, flags=re.IGNORECASE) for name in shown if name)) or None


def _times(root: HtmlElement) -> list[str]:
    """The dates of `<time>` elements: those marked as publication date first, then those in the article's head."""
    times = [element for element in root.iter("time") if _moment(element)]
    marked = [e for e in times if "pubdate" in e.attrib or re.search(r"publish|posted", str(e.attrib).lower())]
    first = next(iter(times), None)
    return [_moment(element) for element in (*marked, *([] if first is None else [first]))]


def _moment(time: HtmlElement) -> str:
    return time.get("datetime") or _line("".join(time.itertext()))


def _same_moment(first: str, other: str) -> bool:
    moments = [datetime.datetime.fromisoformat(value) for value in (first, other)]
    if moments[1].tzinfo is None:
        return False
    return abs(moments[0] - moments[1]) < datetime.timedelta(minutes=1)


def _canonical(root: HtmlElement, metas: dict[str, str], url: str | None) -> str | None:
    links = [link.get("href") for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for value in (*links, metas.get("og:url")):
        try:
            address: str = urljoin(url or "", (value or "").strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        front = parts.path in ("", "/") and not parts.query and url is not None and urlsplit(url).path not in ("", "/")
        if value and parts.scheme in ("http", "https") and parts.hostname and not front:
            return address
    return url


def _language(value: object) -> str | None:
    """The language without its region: "en-US", "en_US" -> "en"."""
    match = re.match(r"\s*([A-Za-z]{2,3})(?![A-Za-z])", value if isinstance(value, str) else "")
    return match[1].lower() if match else None


def _line(text: str) -> str:
    beginning = text.lstrip()[: 10 * _LONGEST_TITLE]  # an element around the whole page has all of its text
    return " ".join(remove_invisible_characters(beginning).split())[:_LONGEST_TITLE]


def _plain(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))
