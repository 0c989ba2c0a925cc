"""What a page's own styles say of an element: its `<style>` sheets, `style` attributes, and the old attributes.

Sheets that the page links to are not fetched, and rules for some devices alone (`@media print`, a width) are left out:
what they hide, somebody sees. tinycss2 parses, cssselect2 matches.
"""

from collections.abc import Iterable
from typing import Any

import cssselect2
import tinycss2
from lxml.html import HtmlElement

from summarizer.errors import InputError
from summarizer.read.selectors import Rules

Style = dict[str, str]
"""Values by property, both in lower case; of each property only the value that wins."""

HIDING = frozenset({
    *("display", "visibility", "content-visibility", "opacity", "filter", "color", "background", "background-color"),
    *("background-image", "background-clip", "-webkit-background-clip", "text-shadow", "font", "font-size", "position"),
    *("left", "right", "top", "bottom", "margin", "margin-left", "margin-top", "padding", "padding-top"),
    *("padding-bottom", "text-indent", "clip", "clip-path", "width", "height", "max-width", "max-height"),
    *("overflow", "overflow-x", "overflow-y", "transform", "scale", "animation", "animation-name"),
})  # fmt: skip
"""The properties that can hide text, or show that it is not hidden; others are left out."""

_NOT_SHOWN = frozenset({"template", "noscript", "script", "style", "datalist", "rp", "dialog"})
_MOST_SHEET = 1_500_000
"""Characters of all sheets together; the largest news pages have half of that."""

Rank = tuple[bool, bool, tuple[int, int, int], int]
"""How strong a declaration is: important, inline, the selector's specificity, its place."""


class Styles:
    """The rules of the sheets in a page, ready to be matched."""

    def __init__(self, root: HtmlElement) -> None:
        """Raises InputError where the sheets are too large."""
        self._rules = Rules()
        self.appearing: set[str] = set()
        """Names of the animations that end, or pass, with something to see."""
        sheet = "\n".join(style.text or "" for style in root.iter("style") if _for_all(style.get("media") or ""))
        if len(sheet) > _MOST_SHEET:
            raise InputError("The page has too many styles", "Save the article's text to a file")
        self._add(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))

    def of(self, element: cssselect2.ElementWrapper) -> Style:
        """What applies to the element, as far as it can hide its text."""
        won: dict[str, tuple[Rank, str]] = {}
        for specificity, order, declarations in self._rules.of(element):
            _put(won, declarations, inline=False, specificity=specificity, order=order)
        inline = element.etree_element.get("style")
        if inline:
            _put(won, _declarations(inline), inline=True, specificity=(0, 0, 0), order=0)
        return _of_html(element.etree_element) | {name: value for name, (_, value) in won.items()}

    def _add(self, rules: Iterable[Any]) -> None:
        """Take up the rules that can hide something."""
        for rule in rules:
            if rule.type == "at-rule" and rule.content is not None:
                prelude = tinycss2.serialize(rule.prelude).strip().lower()
                if rule.lower_at_keyword in ("supports", "layer") or (
                    rule.lower_at_keyword == "media" and _for_all(prelude)
                ):
                    self._add(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
                elif rule.lower_at_keyword.endswith("keyframes") and _appears(rule.content):
                    self.appearing.add(prelude)
            elif rule.type == "qualified-rule" and (declarations := _declarations(rule.content)):
                self._rules.add(rule.prelude, declarations)


def _for_all(media: str) -> bool:
    return media.strip().lower() in ("", "all", "screen", "only screen")


def _declarations(content: Any) -> list[tuple[str, str, bool]]:
    """Property, value and importance of what can hide something."""
    return [
        (item.lower_name, tinycss2.serialize(item.value).strip().lower(), item.important)
        for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
        if item.type == "declaration" and item.lower_name in HIDING
    ]


def _appears(content: Any) -> bool:
    steps = tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True)
    ends = [
        declaration for step in steps if step.type == "qualified-rule" for declaration in _declarations(step.content)
    ]
    return any(
        (name == "opacity" and value.strip("0.") != "") or (name, value) == ("visibility", "visible")
        for name, value, _ in ends
    )


def _put(
    won: dict[str, tuple[Rank, str]],
    declarations: Iterable[tuple[str, str, bool]],
    *,
    inline: bool,
    specificity: tuple[int, int, int],
    order: int,
) -> None:
    for name, value, important in declarations:
        rank = (important, inline, specificity, order)
        if name not in won or rank >= won[name][0]:
            won[name] = (rank, value)


def _of_html(element: HtmlElement) -> Style:
    """What the tag and its attributes say where no style says otherwise."""
    style: Style = {}
    if element.tag in _NOT_SHOWN or "hidden" in element.attrib or "popover" in element.attrib:
        style["display"] = "none"
    if (element.tag == "dialog" and "open" in element.attrib) or "shadowrootmode" in element.attrib:
        style.pop("display", None)
    if color := element.get("color" if element.tag == "font" else "text"):
        style["color"] = color.lower()
    if color := element.get("bgcolor"):
        style["background-color"] = color.lower()
    return style
