"""What a text's numbers come to in other units: "three decades" are 30 years, "210 basis points" 2.1 percent.

English.

>>> from summarizer.evidence.numbers import numbers
>>> index = Index("It fell by 210 basis points within a week.")
>>> sorted(conversions(index, numbers(index)))
[(2.1, '%'), (7.0, 'day'), (168.0, 'hour'), (10080.0, 'minute')]
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.evidence.fold import Index
from summarizer.evidence.numbers import Number

_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0}
_MONTHS = {"month": 1.0, "year": 12.0, "decade": 120.0, "century": 1200.0}
_ONE = re.compile(
    r"\b(?:(?P<part>half|quarter of) )?(?:an?|one) (?P<unit>minute|hour|day|week|fortnight|month|year|decade|century)\b"
    r"|\bhalf of (?P<half>\d{4}|(?:the|this|last|next) year)|\b(?P<quarter>first|second|third|fourth|final) quarter\b"
)
_PARTS = {None: 1.0, "half": 0.5, "quarter of": 0.25}
_BASIS_POINTS = re.compile(r" basis points?\b")
_TIMES = re.compile(r" times\b")
_SHARE = re.compile(r" (?:in|of|out of)(?: (?:every|the|its|their|his|her|a total of))? ")


def conversions(index: Index, numbers: Sequence[Number]) -> Iterator[tuple[float, str]]:
    """The values of these numbers of the text, and of its "a week", in other units, each with the unit."""
    for number in numbers:
        if number.unit:
            yield from _durations(number.value, number.unit)
        if _BASIS_POINTS.match(index.folded, number.end):
            yield round(number.value / 100, 6), "%"
        elif _TIMES.match(index.folded, number.end):
            yield round(100 * (number.value - 1), 6), "%"
    for one, other in pairwise(numbers):
        if 0 < one.value <= other.value and _SHARE.fullmatch(index.folded, one.end, other.start):
            yield 100 * one.value / other.value, "%"
    for found in _ONE.finditer(index.folded):
        if found["unit"] == "fortnight":
            yield from _durations(2, "week")
        elif found["unit"]:
            yield from _durations(_PARTS[found["part"]], found["unit"])
        else:
            yield (6.0 if found["half"] else 3.0), "month"


def _durations(value: float, unit: str) -> Iterator[tuple[float, str]]:
    for units in (_DAYS, _MONTHS):
        if unit in units:
            for other, length in units.items():
                converted = round(value * units[unit] / length, 6)
                if other != unit and converted >= 1:
                    yield converted, other


def with_scale_of_next(index: Index, numbers: Sequence[Number]) -> Iterator[tuple[Number, Number]]:
    """Numbers that share the scale of the next one, and what they are: the 31 of "from 31 to 52 million" is 31e6."""
    for one, other in pairwise(numbers):
        scale = next((scale for scale in _SCALES if other.value >= scale), None)
        in_words = any(character.isalpha() for character in index.folded[other.start : other.end])
        if scale and in_words and one.value < _SMALLEST and _TO.fullmatch(index.folded, one.end, other.start):
            yield one, one._replace(value=one.value * scale, unit=other.unit)


def shares(index: Index, numbers: Sequence[Number]) -> Iterator[tuple[Number, Number]]:
    """Numbers of parts, and the percentages that are meant: the 3 of "three quarters of the staff" is 75 percent."""
    for number in numbers:
        if parts := _PARTS_OF.match(index.folded, number.end):
            percent = round(100 * number.value / _NAMED_PARTS[parts[1]])
            yield number, number._replace(value=float(percent), unit="%")


_NAMED_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_PARTS_OF = re.compile(rf"[ -]({'|'.join(_NAMED_PARTS)})s\b")

_TO = re.compile(r" (?:to|and|or|auf|bis|und|oder|a|y|o|e|et|ou|[aà]) | ?[-–—] ?")
_SCALES = (1e12, 1e9, 1e6, 1e3)
_SMALLEST = 1000
