"""Removes parts of a page that trafilatura would take for the article, before it runs.

Only small blocks are removed, and only by their own attributes: a name such as `newsletter`, a role, a tag. A wrapper
with an `<h1>` or a whole `<article>` is kept, whatever its name.
"""

import re

from lxml.html import HtmlElement

# "newsletter-signup" and "paywall-notice", not "no-advert", "advert-free" or "newsletter-story"
_ASKS = r"subscribe|sign-?up|newsletter|advert(?:isement)?s?|video-?player|player-?controls"
_PAYWALL = r"paywall[_-](?:note|notice|message|prompt|offer|banner|bar)"
_NAMES = re.compile(
    rf"(?:^|[\s_-])(?<!no-)(?<!non-)(?:{_ASKS}|{_PAYWALL})(?:$|[\s_-])(?!free|only|enabled|story|wall-content)",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:^|[\s_-])(?:related|recommended|read-?(?:more|next|also)|see-?also|more-?(?:on|stories|news))(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAMED_BY = ("class", "id", "data-component", "data-testid", "data-module", "aria-label")
_ROLES = frozenset({"alertdialog", "complementary", "dialog", "navigation", "search"})
_BLOCKS = ("div", "section", "aside", "form", "ul")
_TAGS = ("amp-ad", "amp-embed", "amp-sidebar", "amp-analytics", "amp-consent", "amp-user-notification")
_LONGEST = 400
_LONGEST_WITH_SPACE = 20_000  # the same with the spaces of the source
_DATELINE = re.compile(
    r"\W*(?:(?:first |last )?(?:published|updated|posted|modified))?(?: (?:on|at))?\W*", re.IGNORECASE
)


def remove_furniture(root: HtmlElement) -> None:
    """Remove small blocks that are not the article, in place: paywall notes, newsletters, players, dialogues."""
    for element in [*root.iter(*_BLOCKS), *root.iter(*_TAGS)]:
        name = " ".join(element.get(attribute) or "" for attribute in _NAMED_BY)
        named = _NAMES.search(name) or element.tag in _TAGS or element.get("role") in _ROLES
        if not (named or _RELATED.search(name)) or not _is_short(element):
            continue
        if element.find(".//h1") is None and element.find(".//article") is None and (named or _is_only_links(element)):
            element.drop_tree()
    for time in list(root.iter("time")):
        line = time.getparent()
        if line is not None and line.tag in ("p", "div", "span"):
            around = (line.text or "") + "".join(child.tail or "" for child in line)
            if all(child is time for child in line) and _DATELINE.fullmatch(around):
                line.drop_tree()


def open_layout_tables(root: HtmlElement) -> None:
    """Change layout tables, those with a cell of several paragraphs, to blocks, in place.

    Tables of links only are menus, and are removed.
    """
    for table in list(root.iter("table")):
        text = _text(table).replace(" ", "")
        if text and text == "".join(_text(link) for link in table.iter("a")).replace(" ", ""):
            table.drop_tree()
            continue
        if any(len(cell.findall("p")) > 2 for cell in table.iter("td")):
            for part in [table, *table.iter("tbody", "tr", "td")]:
                part.tag = "div"


def join_posts(root: HtmlElement) -> None:
    """Make one article of a live blog's posts, each of which has a tag as if it were one."""
    for post in list(root.iter("article")):
        if post.find(".//h1") is None and post.find(".//article") is None:
            post.tag = "div"
            for part in post.iter():
                part.attrib.pop("class", None)  # a name like "post-body" would say the same as the tag
                part.attrib.pop("id", None)


def _is_short(element: HtmlElement) -> bool:
    """Whether the element has little text. A wrapper of the whole page is not read to its end."""
    length = 0
    for piece in element.itertext():
        length += len(piece)
        if length > _LONGEST_WITH_SPACE:
            return False
    return len(_text(element)) <= _LONGEST


def _is_only_links(element: HtmlElement) -> bool:
    """Whether the element is only links, except for a heading."""
    linked = sum(len(_text(link)) for link in element.iter("a"))
    return linked > 0.5 * len(_text(element))


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
