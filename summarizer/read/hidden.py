"""Removes text of a page that nobody sees, before anything reads it: it could steer a model, and is no article.

Hidden is what, in a desktop's window, the page's own styles, attributes and tags hide from the eye, and `aria-hidden`.
What a person opens, `<details>`, is there to be seen. Two kinds are told apart:

* hidden for good: `display: none`, no size, outside the window, cut to nothing, in its background's colour, …
* hidden for now: `opacity: 0`, `visibility: hidden`, `aria-hidden`, white on a background that no style names. Scripts
  show such text when a page has loaded, and sheets that the page links to may give it a dark background. So where most
  of a page is hidden for now, it is taken as shown: else its reader would see next to nothing.

`<html>` and `<body>` are never hidden, for the same reason. Not seen through: rules of linked sheets and of scripts,
text behind other text or pushed out of its box, and letters that a font draws as nothing.
"""

import re
import time
from typing import NamedTuple

import cssselect2
from lxml.html import HtmlElement

from summarizer.errors import InputError
from summarizer.read.styles import Style, Styles
from summarizer.read.values import RGB, colors, last_color, number, pixels, sides_of, split_value

FOR_READERS_OF_SCREENS = re.compile(
    r"(?:^|\s)(?:(?:sr|screen-?reader)-(?:only|text)|(?:u-|is-)?visually-?hidden|a11y-hidden|assistive-text)(?:\s|$)"
)
"""Class names that frameworks give to text for screen readers alone."""

_MOST = 0.75
_MOST_SECONDS = 5.0
"""Of computing, to read and match the styles; the heaviest news pages take half of one."""
_FAR = 500.0
_SMALLEST = 2.0
_SPECK = 0.05
_AS_PARENT = (None, "inherit", "unset")
_BLURRED = 10.0
_WHITE = (1.0, 1.0, 1.0)


class _Look(NamedTuple):
    """What an element inherits. A background is None where an image or a half-transparent colour makes it unknown."""

    visible: bool = True
    size: float = 16.0
    color: RGB | None = (0.0, 0.0, 0.0)
    background: RGB | None = _WHITE
    named: bool = False  # whether any style names the background
    painted: bool = False  # whether letters show a background that is clipped to them
    indent: float = 0.0


def remove_hidden(root: HtmlElement) -> None:
    """Remove what nobody sees from the page, in place, and hiding attributes from what stays.

    Raises InputError for a page whose styles would take too long to match.
    """
    end = time.thread_time() + _MOST_SECONDS

    def in_time() -> None:
        if time.thread_time() > end:
            raise InputError("The page's styles take too long to apply", "Save the article's text to a file")

    styles = Styles(root, in_time)
    trees: dict[HtmlElement, bool] = {}  # hidden with all that is in them, and whether that is for good
    texts: dict[HtmlElement, bool] = {}  # the same of text whose elements may show others inside
    looks: dict[HtmlElement, _Look] = {}
    variables: dict[HtmlElement | None, Style] = {}
    for wrapper in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        in_time()
        element = wrapper.etree_element
        style, variables[element] = styles.declared_style(wrapper, variables.get(element.getparent(), {}))
        look = looks[element] = _look_of(style, looks.get(element.getparent(), _Look()), element)
        if element.tag in ("html", "body", "head"):
            continue
        if style and _is_hidden_for_good(style):
            trees[element] = True
        elif _is_hidden_for_now(style, styles.appearing, element):
            trees[element] = False
        if (hidden := _text_hidden(look, style)) is not None:
            texts[element] = hidden
    _remove({e for e, good in trees.items() if good}, {e for e, good in texts.items() if good})
    for_now = {e for e, good in trees.items() if not good}, {e for e, good in texts.items() if not good}
    if _share_of_text(root, *for_now) < _MOST:
        _remove(*for_now)
    for element in root.iter():
        for name in ("style", "hidden", "aria-hidden"):
            element.attrib.pop(name, None)


def _remove(trees: set[HtmlElement], texts: set[HtmlElement]) -> None:
    for element in texts:
        element.text = None
        for child in element:
            child.tail = None
    for element in trees:
        element.drop_tree()  # the text behind it stays


def _share_of_text(root: HtmlElement, trees: set[HtmlElement], texts: set[HtmlElement]) -> float:
    """The share of the page's characters in these elements."""
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


def _look_of(style: Style, parent: _Look, element: HtmlElement) -> _Look:
    """The look of the element that its children inherit or are drawn on."""
    if not style:
        return parent
    color, background, named = parent.color, parent.background, parent.named
    if (own := last_color(style.get("-webkit-text-fill-color") or style.get("color", ""))) is not None:
        color = own[:3] if own[3] > 0.02 else None
    filled, picture = style.get("background-color", ""), style.get("background-image", "none")
    if "url(" in picture or "gradient(" in picture:
        background, named = None, True
    elif filled.startswith("currentcolor"):
        background, named = color, True
    elif (fill := last_color(filled)) and fill[3] > 0:
        background, named = (fill[:3] if fill[3] == 1 else None), True
    visibility, frame = style.get("visibility"), element.tag in ("html", "body")
    return _Look(
        visible=parent.visible if visibility in _AS_PARENT or frame else visibility not in ("hidden", "collapse"),
        size=_font_size(style, parent.size),
        color=color,
        background=background,
        named=named,
        painted=parent.painted or "text" in split_value(style.get("background-clip", "")),
        indent=pixels(style.get("text-indent"), parent.indent),
    )


def _text_hidden(look: _Look, style: Style) -> bool | None:
    """Whether the element's own text is hidden for good (True), for now (False) or not at all (None)."""
    if look.size < _SMALLEST or look.indent <= -_FAR:
        return True
    if not look.painted and style.get("text-shadow", "none") == "none":
        if look.color is None:
            return True
        if look.background and max(abs(a - b) for a, b in zip(look.color, look.background, strict=True)) < 0.04:
            return look.named
    return None if look.visible else False


def _is_hidden_for_good(style: Style) -> bool:
    get = style.get
    return (
        get("display") == "none"
        or get("content-visibility") == "hidden"
        or _is_outside_window(style)
        or _is_clipped_to_nothing(style)
        or _has_no_size(style)
        or _is_too_small(style)
        or _is_masked_out(style)
    )


def _is_hidden_for_now(style: Style, appearing: set[str], element: HtmlElement) -> bool:
    if FOR_READERS_OF_SCREENS.search(element.get("class") or ""):
        return True
    animation = f"{style.get('animation', '')} {style.get('animation-name', '')}".split()
    faint = number(style.get("opacity", "1")) < 0.05 or bool(
        re.search(r"opacity\(\s*0%?\s*\)", style.get("filter", ""))
    )
    if faint and appearing.isdisjoint(animation):
        return True
    return (element.get("aria-hidden") or "").lower() == "true" and not _is_visible_anyway(element)


def _is_visible_anyway(element: HtmlElement) -> bool:
    """Whether an `aria-hidden` element is visible: the page behind an open dialogue, or a drop cap."""
    if element.tag in ("main", "article", "h1") or element.find(".//h1") is not None:
        return True
    if element.find(".//article") is not None or element.find(".//main") is not None:
        return True
    text = "".join(element.itertext()).strip()
    return len(text) == 1 and text.isalpha()


def _is_outside_window(style: Style) -> bool:
    """Whether the element is moved out of the window."""
    if style.get("position") in ("absolute", "fixed", "relative"):
        if any(pixels(style.get(side)) <= -_FAR for side in ("left", "right", "top", "bottom")):
            return True
        if any(pixels(style.get(side)) >= 10 * _FAR for side in ("left", "top")):
            return True
    margins = (style.get("margin-left", ""), style.get("margin-top", ""))
    if any(pixels(margin) <= -2 * _FAR for margin in margins if not margin.endswith("%")):
        return True
    moves = re.findall(r"translate(?:x|y|3d)?\(([^()]*)\)", style.get("transform", ""))
    lengths = [length for move in moves for length in move.split(",")] + split_value(style.get("translate", ""))
    return any(abs(pixels(length)) > 2 * _FAR for length in lengths)


def _is_too_small(style: Style) -> bool:
    """Whether the element is scaled too small to see, turned on its edge, or blurred."""
    for function, arguments in re.findall(
        r"(\w{1,20})\(([^()]*)\)", f"{style.get('transform', '')} {style.get('filter', '')}"
    ):
        amounts = [argument.strip() for argument in arguments.split(",")]
        if function in ("scale", "scalex", "scaley", "scale3d") and min(abs(number(a)) for a in amounts[:2]) < _SPECK:
            return True
        if function == "matrix" and number(amounts[0]) == 0 == number([*amounts, "0"][1]):
            return True
        if function in ("rotatex", "rotatey") and amounts[0] in ("90deg", "-90deg", "270deg", ".25turn", "0.25turn"):
            return True
        if function == "blur" and pixels(amounts[0]) >= _BLURRED:
            return True
    factors = [*split_value(style.get("scale", ""))[:2], style.get("zoom", "1")]
    return any(abs(number(factor)) < _SPECK for factor in factors)


def _is_masked_out(style: Style) -> bool:
    """Whether a mask hides all of the element."""
    mask = style.get("mask-image", "")
    return "gradient(" in mask and bool(through := colors(mask)) and all(color[3] == 0 for color in through)


def _is_clipped_to_nothing(style: Style) -> bool:
    clip = re.fullmatch(r"rect\(([^()]*)\)", style.get("clip", ""))
    if clip and style.get("position") in ("absolute", "fixed"):
        sides = [pixels(side, float("nan")) for side in re.split(r"[\s,]+", clip[1].strip())]
        if len(sides) == 4 and sides[2] - sides[0] <= 1 and sides[1] - sides[3] <= 1:
            return True
    path = style.get("clip-path", "")
    if inset := re.match(r"inset\(([^()]*)\)", path):
        top, right, bottom, left = sides_of(inset[1].partition(" round")[0])
        return any(_inset_share(a) + _inset_share(b) >= 1 for a, b in ((top, bottom), (left, right)))
    return bool(re.match(r"circle\(\s*0(?:px|%)?[\s)]|polygon\((?:\s*0(?:px|%)?\s+0(?:px|%)?\s*,?)+\)", path))


def _has_no_size(style: Style) -> bool:
    overflow = {style.get(name, "visible") for name in ("overflow-x", "overflow-y")}
    if overflow.isdisjoint({"hidden", "clip", "scroll", "auto"}):
        return False
    wide, high = (
        min(pixels(style.get(name), 1000.0), pixels(style.get(f"max-{name}"), 1000.0)) for name in ("width", "height")
    )
    padded = any(pixels(style.get(name)) > 1 for name in ("padding-top", "padding-bottom"))
    return (wide <= 1 or high <= 1) and not padded


def _inset_share(length: str) -> float:
    """The share of a box that an inset cuts off, from 0 to 1. Lengths count only if larger than any box."""
    return number(length) if length.endswith("%") else float(pixels(length) >= 10 * _FAR)


def _font_size(style: Style, parent: float) -> float:
    value = style.get("font-size")
    if value is None or value in _AS_PARENT:
        return parent
    for word in split_value(value):  # of `font` the first that is a size; "0" is one too
        size = word.partition("/")[0]
        if relative := re.fullmatch(r"([\d.]+)(em|%)", size):
            return parent * number(relative[1]) / (100 if relative[2] == "%" else 1)
        if not re.fullmatch(r"[1-9]00", size) and (found := pixels(size, -1.0)) >= 0:
            return found
    return 16.0
