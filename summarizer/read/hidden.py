"""Text of a page that nobody sees, taken out before anything reads it: it could steer a model, and is no article.

Hidden is what the page's own styles, attributes and tags hide from the eye, and `aria-hidden`. What a person opens,
`<details>`, is there to be seen. Two kinds are told apart:

* hidden for good: `display: none`, no size, outside the window, cut to nothing, in its background's colour, …
* hidden for now: `opacity: 0`, `visibility: hidden`, `aria-hidden`, white on a background that no style names. Scripts
  show such text when a page has loaded, and sheets that the page links to may give it a dark background. So where most
  of a page is hidden for now, it is taken as shown: else its reader would see next to nothing.

`<html>` and `<body>` are never hidden, for the same reason. Not seen through: rules of linked sheets and of scripts,
text behind other text, and letters that a font draws as nothing.
"""

import re
import time
from typing import NamedTuple

import cssselect2
import tinycss2.color3
from lxml.html import HtmlElement

from summarizer.errors import InputError
from summarizer.read.styles import Style, Styles

FOR_READERS_OF_SCREENS = re.compile(
    r"(?:^|\s)(?:(?:sr|screen-?reader)-(?:only|text)|(?:u-|is-)?visually-?hidden|a11y-hidden|assistive-text)(?:\s|$)"
)
"""Class names that frameworks give to text for screen readers alone."""

_MOST = 0.75
_MOST_SECONDS = 10.0
"""Of computing, to match the styles; the heaviest news pages take half of one."""
_FAR = 500.0
_WHITE = (1.0, 1.0, 1.0)
Color = tuple[float, float, float]


class _Look(NamedTuple):
    """What an element inherits. A background is None where an image or a half-transparent colour makes it unknown."""

    visible: bool = True
    size: float = 16.0
    color: Color | None = (0.0, 0.0, 0.0)
    background: Color | None = _WHITE
    named: bool = False  # whether any style names the background
    indent: float = 0.0


def remove_hidden(root: HtmlElement) -> None:
    """Take out of the page what nobody sees, in place, and the attributes that said so of what stays.

    Raises InputError for a page whose styles would take too long to match.
    """
    styles = Styles(root)
    trees: dict[HtmlElement, bool] = {}  # hidden with all that is in them, and whether that is for good
    texts: dict[HtmlElement, bool] = {}  # the same of text whose elements may show others inside
    looks: dict[HtmlElement, _Look] = {}
    end = time.thread_time() + _MOST_SECONDS
    for wrapper in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        if time.thread_time() > end:
            raise InputError("The page's styles take too long to apply", "Save the article's text to a file")
        element = wrapper.etree_element
        style = styles.of(wrapper)
        look = looks[element] = _look(style, looks.get(element.getparent(), _Look()), element)
        if element.tag in ("html", "body", "head"):
            continue
        if style and _for_good(style):
            trees[element] = True
        elif _for_now(style, styles.appearing, element):
            trees[element] = False
        if (hidden := _text_hidden(look, style)) is not None:
            texts[element] = hidden
    _take_out({e for e, good in trees.items() if good}, {e for e, good in texts.items() if good})
    for_now = {e for e, good in trees.items() if not good}, {e for e, good in texts.items() if not good}
    if _share(root, *for_now) < _MOST:
        _take_out(*for_now)
    for element in root.iter():
        for name in ("style", "hidden", "aria-hidden"):
            element.attrib.pop(name, None)


def _take_out(trees: set[HtmlElement], texts: set[HtmlElement]) -> None:
    for element in texts:
        element.text = None
        for child in element:
            child.tail = None
    for element in trees:
        element.drop_tree()  # the text behind it stays


def _share(root: HtmlElement, trees: set[HtmlElement], texts: set[HtmlElement]) -> float:
    """The part of the page's characters that these hold."""
    held = total = 0
    inside: set[HtmlElement] = set()
    for element in root.iter():
        parent = element.getparent()
        if element in trees or parent in inside:
            inside.add(element)
        if element.tag in ("head", "script", "style") or (parent is not None and parent.tag == "head"):
            continue
        length = sum(len(text.strip()) for text in (element.text, *(child.tail for child in element)) if text)
        total += length
        held += length if element in inside or element in texts else 0
    return held / total if total else 0.0


def _look(style: Style, parent: _Look, element: HtmlElement) -> _Look:
    """What the element looks like, as far as its children inherit it or stand before it."""
    if not style:
        return parent
    background, named = parent.background, parent.named
    fill = f"{style.get('background', '')} {style.get('background-color', '')}"
    if "url(" in fill or "gradient(" in fill or style.get("background-image", "none") != "none":
        background, named = None, True
    elif (color := _last_color(fill)) and color[3] > 0:
        background, named = (color[:3] if color[3] == 1 else None), True
    visibility = style.get("visibility")
    color = _last_color(style.get("color", ""))
    return _Look(
        visible=parent.visible
        if visibility in (None, "inherit") or element.tag in ("html", "body")
        else visibility == "visible",
        size=_font_size(style, parent.size),
        color=(color[:3] if color[3] > 0.02 else None) if color else parent.color,
        background=background,
        named=named,
        indent=_pixels(style.get("text-indent"), parent.indent),
    )


def _text_hidden(look: _Look, style: Style) -> bool | None:
    """Whether the element's own text is hidden for good (True), for now (False) or not at all (None)."""
    clipped = "text" in (style.get("background-clip"), style.get("-webkit-background-clip"))
    shadow = style.get("text-shadow", "none") != "none"
    if look.size < 1 or look.indent <= -_FAR:
        return True
    if not clipped and not shadow:
        if look.color is None:
            return True
        if look.background and max(abs(a - b) for a, b in zip(look.color, look.background, strict=True)) < 0.04:
            return look.named
    return None if look.visible else False


def _for_good(style: Style) -> bool:
    get = style.get
    return (
        get("display") == "none"
        or get("content-visibility") == "hidden"
        or _outside(style)
        or _cut_to_nothing(style)
        or _without_size(style)
        or bool(re.search(r"scale[xy]?\(\s*0(?:\.0*)?\s*[,)]|matrix\(\s*0\s*,\s*0", get("transform", "")))
        or get("scale", "1").split()[:1] in (["0"], ["0%"])
    )


def _for_now(style: Style, appearing: set[str], element: HtmlElement) -> bool:
    if FOR_READERS_OF_SCREENS.search(element.get("class") or ""):
        return True
    animation = f"{style.get('animation', '')} {style.get('animation-name', '')}".split()
    faint = _number(style.get("opacity", "1")) < 0.05 or bool(
        re.search(r"opacity\(\s*0%?\s*\)", style.get("filter", ""))
    )
    if faint and appearing.isdisjoint(animation):
        return True
    return (element.get("aria-hidden") or "").lower() == "true" and not _seen_anyway(element)


def _seen_anyway(element: HtmlElement) -> bool:
    """Of `aria-hidden` elements: the page behind an open dialogue, and the large first letter of a word."""
    if element.tag in ("main", "article", "h1") or element.find(".//h1") is not None:
        return True
    if element.find(".//article") is not None or element.find(".//main") is not None:
        return True
    text = "".join(element.itertext()).strip()
    return len(text) == 1 and text.isalpha()


def _outside(style: Style) -> bool:
    """Whether it is moved out of the window."""
    if style.get("position") in ("absolute", "fixed", "relative"):
        if any(_pixels(style.get(side)) <= -_FAR for side in ("left", "right", "top", "bottom")):
            return True
        if any(_pixels(style.get(side)) >= 10 * _FAR for side in ("left", "top")):
            return True
    margins = (style.get("margin-left", ""), style.get("margin-top", ""), *style.get("margin", "").split())
    if any(_pixels(margin) <= -2 * _FAR for margin in margins if not margin.endswith("%")):
        return True
    moves = re.findall(r"translate(?:x|y|3d)?\(([^()]*)\)", style.get("transform", ""))
    return any(abs(_pixels(length)) > 2 * _FAR for move in moves for length in move.split(","))


def _cut_to_nothing(style: Style) -> bool:
    clip = re.fullmatch(r"rect\(([^()]*)\)", style.get("clip", ""))
    if clip and style.get("position") in ("absolute", "fixed"):
        sides = [_pixels(side, float("nan")) for side in re.split(r"[\s,]+", clip[1].strip())]
        if len(sides) == 4 and sides[2] - sides[0] <= 1 and sides[1] - sides[3] <= 1:
            return True
    path = style.get("clip-path", "")
    if inset := re.match(r"inset\(\s*([\d.]+)%", path):
        return _number(inset[1]) >= 50
    return bool(re.match(r"circle\(\s*0(?:px|%)?[\s)]|polygon\((?:\s*0(?:px|%)?\s+0(?:px|%)?\s*,?)+\)", path))


def _without_size(style: Style) -> bool:
    overflow = {style.get(name, "visible").split(" ")[0] for name in ("overflow", "overflow-x", "overflow-y")}
    if overflow.isdisjoint({"hidden", "clip"}):
        return False
    wide, high = (
        min(_pixels(style.get(name), 1000.0), _pixels(style.get(f"max-{name}"), 1000.0)) for name in ("width", "height")
    )
    padded = any(
        _pixels(length) > 1
        for name in ("padding", "padding-top", "padding-bottom")
        for length in style.get(name, "").split()
    )
    return (wide <= 1 or high <= 1) and not padded


def _pixels(value: str | None, default: float = 0.0) -> float:
    """A CSS length in pixels, with 16 to the em and a window of 1000 by 1000; `default` for what is none."""
    match = re.fullmatch(r"\s*([+-]?[\d.]{1,12})(px|r?em|ex|ch|%|vw|vh|pt|cm|mm|in)?\s*", value or "")
    if match is None:
        return default
    unit = {"em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "%": 10.0, "vw": 10.0, "vh": 10.0}
    unit |= {"pt": 1.33, "cm": 37.8, "mm": 3.78, "in": 96.0}
    return _number(match[1]) * unit.get(match[2] or "px", 1.0)


def _number(value: str) -> float:
    try:
        return float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        return 1.0


def _font_size(style: Style, parent: float) -> float:
    value = style.get("font-size")
    if value is None and (
        font := re.search(r"(?:^|\s)([\d.]+(?:px|r?em|%|pt))(?:\s*/|\s)|(?:^|\s)(0)\s*/", style.get("font", ""))
    ):
        value = font[1] or font[2]
    if value is None:
        return parent
    if relative := re.fullmatch(r"([\d.]+)(em|%)", value):
        return parent * _number(relative[1]) / (100 if relative[2] == "%" else 1)
    return _pixels(value, 16.0)


def _last_color(value: str) -> tuple[float, float, float, float] | None:
    """The last colour that a value names, as red, green, blue and alpha from 0 to 1."""
    found = None
    for token in tinycss2.parse_component_value_list(value):
        color = tinycss2.color3.parse_color(token)
        if color is not None and color != "currentColor":
            found = color
    return found and (found.red, found.green, found.blue, found.alpha)
