"""Tells which `@media`, `@container` and `@supports` rules apply in a window of 1280 by 800 on a screen, light mode.

Visibility is decided for this one window, so that the result is the same everywhere.
"""

import re
from collections.abc import Callable
from typing import Any

import tinycss2

from summarizer.read.values import pixels

_SIZES = {"width": 1280.0, "inline-size": 1280.0, "height": 800.0, "block-size": 800.0}
_COLUMN = 700.0
"""The width of an article's column, for `@container`."""
_FEATURES = {
    "orientation": ("landscape",),
    "hover": ("hover",),
    "any-hover": ("hover",),
    "pointer": ("fine",),
    "any-pointer": ("fine",),
    "prefers-color-scheme": ("light",),
    "prefers-reduced-motion": ("no-preference",),
    "prefers-contrast": ("no-preference",),
    "forced-colors": ("none",),
    "scripting": ("enabled",),
    "display-mode": ("browser",),
    "update": ("fast",),
    "color": (),
    "grid": ("0",),
}
_NONE = ("no-preference", "none", "0")
_COMPARED = re.compile(
    r"(?:(?P<low>[^<>=]+?)\s*(?P<first>[<>]=?|=)\s*)?(?P<name>[a-z-]+)(?:\s*(?P<then>[<>]=?|=)\s*(?P<high>[^<>=]+))?"
)
_LONGEST = 200  # characters of a comparison


class _UnknownError(Exception):
    """The query has an unknown feature, so the rule does not apply."""


def media_applies(query: str) -> bool:
    """Whether rules for these media apply. An empty query applies."""
    return not query.strip() or any(_query_applies(part, _media_feature) for part in query.lower().split(","))


def container_applies(query: str) -> bool:
    """Whether rules for a container of this kind apply, with or without its name."""
    return _query_applies(
        query[query.find("(") :].lower(), lambda text: _size(text, {"width": _COLUMN, "inline-size": _COLUMN})
    )


def is_supported(query: str) -> bool:
    """Whether a current browser supports these features: all except those with the prefix of another browser."""
    return _query_applies(query.lower(), lambda text: not re.search(r"(?<![\w-])-(?:ms|moz|o)-", text))


def _query_applies(query: str, feature: Callable[[str], bool]) -> bool:
    try:
        return _condition(tinycss2.parse_component_value_list(query, skip_comments=True), feature)
    except _UnknownError:
        return False


def _condition(tokens: list[Any], feature: Callable[[str], bool]) -> bool:
    tokens = [token for token in tokens if token.type != "whitespace"]
    idents = [token.lower_value if token.type == "ident" else "" for token in tokens]
    if idents[:1] == ["only"]:
        return _condition(tokens[1:], feature)
    if idents[:1] == ["not"]:
        return not _condition(tokens[1:], feature)
    for word, combined in (("or", any), ("and", all)):
        if word in idents:
            at = idents.index(word)
            return combined([_condition(tokens[:at], feature), _condition(tokens[at + 1 :], feature)])
    if len(tokens) != 1:
        raise _UnknownError
    [token] = tokens
    if idents[0]:
        return idents[0] in ("all", "screen")
    if token.type == "function":  # selector(), style()
        return feature(tinycss2.serialize([token]))
    if token.type != "() block":
        raise _UnknownError
    nested = any(inner.type == "() block" for inner in token.content)
    return _condition(token.content, feature) if nested else feature(tinycss2.serialize(token.content).strip())


def _media_feature(text: str) -> bool:
    name, colon, value = (part.strip() for part in text.partition(":"))
    known = _FEATURES.get(name)
    if known is None:
        return _size(text, _SIZES)
    return value in known if colon else not known or known[0] not in _NONE


def _size(text: str, sizes: dict[str, float]) -> bool:
    """Whether a size condition holds: "min-width: 600px", "width >= 600px", "400px < width < 800px"."""
    name, colon, value = (part.strip() for part in text.partition(":"))
    if colon:
        bound, side = (name[:3], name[4:]) if name.startswith(("min-", "max-")) else ("", name)
        comparison = {"min": ">=", "max": "<=", "": "="}[bound]
        return _compare(sizes, side, comparison, value)
    match = _COMPARED.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or not (match["first"] or match["then"]):
        raise _UnknownError
    turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
    low = not match["first"] or _compare(sizes, match["name"], turned[match["first"]], match["low"])
    return low and (not match["then"] or _compare(sizes, match["name"], match["then"], match["high"]))


def _compare(sizes: dict[str, float], name: str, comparison: str, value: str) -> bool:
    size = sizes.get(name.removeprefix("device-"))
    length = pixels(value, float("nan"))
    if size is None or length != length:
        raise _UnknownError
    return {"<": size < length, "<=": size <= length, ">": size > length, ">=": size >= length, "=": size == length}[
        comparison
    ]
