"""Parses values of style sheets: lengths in pixels, numbers, colours, variables.

Lengths are those of a window of 1000 by 1000 pixels with 16 to the em: enough to tell what is tiny or far away.
"""

import re

import tinycss2.color5
from tinycss2.color4 import Color

RGB = tuple[float, float, float]

_UNITS = {
    **dict.fromkeys(("em", "rem", "pc"), 16.0),
    **dict.fromkeys(("ex", "ch"), 8.0),
    **dict.fromkeys(("%", "vw", "vh", "vi", "vb", "vmin", "vmax", "svw", "svh", "lvw", "lvh", "dvw", "dvh"), 10.0),
    "": 1.0,
    "px": 1.0,
    "pt": 1.33,
    "q": 0.94,
    "mm": 3.78,
    "cm": 37.8,
    "in": 96.0,
}
_AMOUNT = re.compile(r"([+-]?(?:\d{1,12}\.?\d{0,9}|\.\d{1,9})(?:e[+-]?\d{1,2})?)([a-z%]*)")
_CALCULATION = re.compile(r"\s*(?:(calc|min|max|clamp)?\(|([+-]?[\d.]+(?:e[+-]?\d+)?[a-z%]*)|([-+*/),]))\s*")
_LONGEST = 400
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
_MOST_VARS = 20
_TO_SRGB = ((3.2406, -1.5372, -0.4986), (-0.9689, 1.8758, 0.0415), (0.0557, -0.2040, 1.0570))
_D50_TO_D65 = (0.9505 / 0.9643, 1.0, 1.0891 / 0.8251)


def substitute_variables(value: str, variables: dict[str, str]) -> str | None:
    """The value with its variables substituted; None if one is missing, which makes the declaration invalid."""
    for _ in range(_MOST_VARS):
        if "var(" not in value:
            return value
        match = _VAR.search(value)
        put = variables.get(match[1], match[2]) if match else None
        if match is None or put is None or len(value) + len(put) > _LONGEST:
            return None
        value = f"{value[: match.start()]}{put}{value[match.end() :]}".strip()
    return None


def pixels(value: str | None, default: float = 0.0) -> float:
    """A length in pixels, also of `calc()` and similar functions; `default` if it is not a length."""
    value = (value or "").strip()
    if "(" not in value:
        return _amount(value, default)
    tokens = _tokens(value)
    try:
        found = _sum(tokens)
    except (ValueError, IndexError, ZeroDivisionError, OverflowError):
        return default
    return default if tokens else found


def number(value: str | None) -> float:
    """A number, or a percentage as a fraction; 1 for what is neither."""
    amount = pixels(value, 1.0)
    return amount / 1000 if (value or "").endswith("%") else amount


def split_value(value: str) -> list[str]:
    """The parts of a value between spaces. A function with its arguments is one part."""
    return re.findall(r"(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+", value)


def sides_of(value: str) -> tuple[str, str, str, str]:
    """Top, right, bottom and left of a value with one to four parts."""
    values = split_value(value) or [""]
    top, right = values[0], values[1 % len(values)]
    return top, right, (values[2:3] or [top])[0], (values[3:4] or [right])[0]


def last_color(value: str) -> tuple[float, float, float, float] | None:
    """The last colour in a value, as red, green, blue and alpha from 0 to 1."""
    return next(reversed(colors(value)), None)


def colors(value: str) -> list[tuple[float, float, float, float]]:
    """All colours in a value, also within functions."""
    found = []
    for token in tinycss2.parse_component_value_list(value):
        try:
            color = tinycss2.color5.parse_color(token)
        except (ValueError, ZeroDivisionError):
            color = None
        if isinstance(color, Color):
            found.append((*_srgb(color), color.alpha))
        elif color is None and token.type == "function":
            found += colors(tinycss2.serialize(token.arguments))
    return found


def _srgb(color: Color) -> RGB:
    for space in ("srgb", "xyz-d65", "xyz-d50"):
        try:
            x, y, z = (float(part or 0) for part in color.to(space).coordinates)
        except NotImplementedError:
            continue
        if space == "xyz-d50":
            x, y, z = (part * factor for part, factor in zip((x, y, z), _D50_TO_D65, strict=True))
        return (x, y, z) if space == "srgb" else _srgb_from_xyz(x, y, z)
    red, green, blue = ([float(part or 0) for part in color.coordinates] + [0.0] * 3)[:3]  # display-p3 is near enough
    return red, green, blue


def _srgb_from_xyz(x: float, y: float, z: float) -> RGB:
    def encoded(part: float) -> float:
        part = min(1.0, max(0.0, part))
        return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055

    red, green, blue = (encoded(a * x + b * y + c * z) for a, b, c in _TO_SRGB)
    return red, green, blue


def _amount(value: str, default: float) -> float:
    match = _AMOUNT.fullmatch(value)
    return float(match[1]) * _UNITS[match[2]] if match and match[2] in _UNITS else default


def _tokens(value: str) -> list[str]:
    """The tokens of a calculation in reverse order; [] if it is not a calculation."""
    tokens: list[str] = []
    at = 0
    while at < len(value) <= _LONGEST:
        match = _CALCULATION.match(value, at)
        if match is None:
            return []
        tokens.append(match[2] or match[3] or f"{match[1] or ''}(")
        at = match.end()
    return tokens[::-1]


def _sum(tokens: list[str]) -> float:
    total = _product(tokens)
    while tokens and tokens[-1] in "+-":
        sign = 1 if tokens.pop() == "+" else -1
        total += sign * _product(tokens)
    return total


def _product(tokens: list[str]) -> float:
    total = _factor(tokens)
    while tokens and tokens[-1] in "*/":
        total = total * _factor(tokens) if tokens.pop() == "*" else total / _factor(tokens)
    return total


def _factor(tokens: list[str]) -> float:
    word = tokens.pop()
    if not word.endswith("("):
        amount = _amount(word, float("nan"))
        if amount != amount:
            raise ValueError(word)
        return amount
    values = [_sum(tokens)]
    while tokens.pop() == ",":  # else it is the closing bracket
        values.append(_sum(tokens))
    if word == "clamp(" and len(values) == 3:
        return max(values[0], min(values[1], values[2]))
    return max(values) if word == "max(" else min(values)
