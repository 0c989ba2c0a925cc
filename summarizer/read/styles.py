"""Computes the style of an element from a page's `<style>` sheets, `style` attributes and presentational attributes.

Sheets that the page links to are not fetched. tinycss2 parses, cssselect2 matches.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import cssselect2
import tinycss2
from lxml.html import HtmlElement

from summarizer.errors import InputError
from summarizer.read import media
from summarizer.read.selectors import Rules, Specificity, resolve_nesting, split_selector_list
from summarizer.read.values import sides_of, split_value, substitute_variables

Style = dict[str, str]
"""Values by property, both in lower case; of each property only the value that wins."""

HIDING = frozenset({
    *("display", "visibility", "content-visibility", "opacity", "filter", "color", "background-color", "position"),
    *("background-image", "background-clip", "-webkit-text-fill-color", "text-shadow", "font-size", "text-indent"),
    *("left", "right", "top", "bottom", "margin-left", "margin-top", "padding-top", "padding-bottom", "clip"),
    *("clip-path", "width", "height", "max-width", "max-height", "overflow-x", "overflow-y", "transform", "scale"),
    *("translate", "zoom", "mask-image", "animation-name"),
})  # fmt: skip
"""The properties that can hide text, or show that it is not hidden; others are left out."""

_PARTS = {
    "background": ("background-color", "background-image"),
    "font": ("font-size",),
    "animation": ("animation-name",),
    "mask": ("mask-image",),
    "-webkit-mask": ("mask-image",),
    "-webkit-mask-image": ("mask-image",),
    "-webkit-background-clip": ("background-clip",),
    "-webkit-clip-path": ("clip-path",),
    "-webkit-transform": ("transform",),
    "inset-inline-start": ("left",),
    "inset-block-start": ("top",),
}
"""Short and other names of properties; of several values each part is given all, to be searched for its own."""
_BOXES = {
    "inset": ("top", "right", "bottom", "left"),
    "margin": ("margin-top", "", "", "margin-left"),
    "padding": ("padding-top", "", "padding-bottom", ""),
}
_NOT_SHOWN = frozenset({"template", "noscript", "script", "style", "datalist", "rp", "dialog"})
_MOST_SHEET = 1_500_000
"""Characters of all sheets together; the largest news pages have half of that."""
_MOST_NESTED = 200
_CONDITIONS = {"media": media.media_applies, "supports": media.is_supported, "container": media.container_applies}
_UNLAYERED = 1_000_000


class Declaration(NamedTuple):
    """A declaration of one property in a rule."""

    name: str
    value: str
    important: bool


class _Block(NamedTuple):
    """The declarations of a rule, and how late its layer comes."""

    declarations: list[Declaration]
    layer: int


Rank = tuple[bool, bool, int, Specificity, int]
"""How strong a declaration is: important, inline, its layer, the selector's specificity, its place."""


class Styles:
    """The rules of the sheets in a page, ready to be matched."""

    def __init__(self, root: HtmlElement, in_time: Callable[[], None]) -> None:
        """`in_time` is called for each rule and raises InputError after the last; so do sheets that are too large."""
        self._in_time = in_time
        self._rules = Rules()
        self._layers: dict[str, int] = {}
        self.appearing: set[str] = set()
        """Names of the animations that end, or pass, with something to see."""
        sheet = "\n".join(
            style.text or "" for style in root.iter("style") if media.media_applies(style.get("media") or "")
        )
        if len(sheet) > _MOST_SHEET:
            raise InputError("The page has too many styles", "Save the article's text to a file")
        self._add(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), None, "")

    def declared_style(self, element: cssselect2.ElementWrapper, inherited: Style) -> tuple[Style, Style]:
        """The properties of the element that can hide its text, and its variables, some of them inherited."""
        won: dict[str, tuple[Rank, str]] = {}
        for specificity, order, block in self._rules.matches(element):
            for name, value, important in block.declarations:
                layer = -block.layer if important else block.layer
                _cascade(won, name, value, (important, False, layer, specificity, order))
        inline = element.etree_element.get("style")
        for name, value, important in _declarations(_content(inline)) if inline else ():
            _cascade(won, name, value, (important, True, 0, (0, 0, 0), 0))
        variables = {name: value for name, (_, value) in won.items() if name.startswith("--")}
        variables = inherited | variables if variables else inherited
        style = _style_of_tag(element.etree_element)
        for name, (_, value) in won.items():
            if not name.startswith("--") and (known := substitute_variables(value, variables)) is not None:
                style[name] = known
        return style, variables

    def _add(self, items: Iterable[Any], parents: list[list[Any]] | None, layer: str) -> None:
        """Add the rules that can hide something. `parents` are the selectors of the enclosing rule, if there is one."""
        items = list(items)
        number = self._layers.setdefault(layer, len(self._layers)) if layer else _UNLAYERED
        if parents and (declarations := _declarations(items)):
            self._rules.add(parents, _Block(declarations, number))
        for item in items:
            self._in_time()
            if item.type == "qualified-rule":
                selectors = resolve_nesting(split_selector_list(item.prelude), parents)
                if len(selectors) <= _MOST_NESTED:
                    self._add(_content(item.content), selectors, layer)
            elif item.type == "at-rule":
                self._add_at(item, parents, layer)

    def _add_at(self, rule: Any, parents: list[list[Any]] | None, layer: str) -> None:
        keyword, prelude = rule.lower_at_keyword, tinycss2.serialize(rule.prelude).strip()
        if rule.content is None:
            if keyword == "layer":
                for name in prelude.split(","):
                    self._layers.setdefault(f"{layer}.{name.strip()}", len(self._layers))
        elif keyword.endswith("keyframes"):
            if _makes_visible(rule.content):
                self.appearing.add(prelude.lower())
        elif keyword == "scope":
            roots = [token.content for token in rule.prelude if token.type == "() block"]
            self._add(_content(rule.content), split_selector_list(roots[0]) if roots else parents, layer)
        elif keyword == "layer":
            self._add(_content(rule.content), parents, f"{layer}.{prelude or len(self._layers)}")
        elif keyword in _CONDITIONS and _CONDITIONS[keyword](prelude):
            self._add(_content(rule.content), parents, layer)


def _content(content: Any) -> list[Any]:
    parsed: list[Any] = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return parsed


def _declarations(items: Iterable[Any]) -> list[Declaration]:
    """The declarations that can hide something, and the variables."""
    found: list[Declaration] = []
    for item in items:
        if item.type != "declaration":
            continue
        name = item.lower_name
        if name in HIDING or name in _PARTS or name in _BOXES or name == "overflow" or name.startswith("--"):
            value = tinycss2.serialize(item.value).strip().lower()
            found += [Declaration(*part, item.important) for part in _expand_shorthand(name, value)]
    return found


def _expand_shorthand(name: str, value: str) -> list[tuple[str, str]]:
    """The properties that a shorthand property sets."""
    if name in _PARTS:
        return [(part, value) for part in _PARTS[name]]
    if name in _BOXES:
        return [(part, side) for part, side in zip(_BOXES[name], sides_of(value), strict=True) if part]
    if name == "overflow":
        both = split_value(value) or [""]
        return [("overflow-x", both[0]), ("overflow-y", both[-1])]
    return [(name, value)]


def _makes_visible(content: Any) -> bool:
    steps = tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True)
    ends = [
        declaration
        for step in steps
        if step.type == "qualified-rule"
        for declaration in _declarations(_content(step.content))
    ]
    return any(
        (name == "opacity" and value.strip("0.%") != "") or (name, value) == ("visibility", "visible")
        for name, value, _ in ends
    )


def _cascade(won: dict[str, tuple[Rank, str]], name: str, value: str, rank: Rank) -> None:
    if name not in won or rank >= won[name][0]:
        won[name] = (rank, value)


def _style_of_tag(element: HtmlElement) -> Style:
    """The style by the tag and its attributes, which any rule overrides."""
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
