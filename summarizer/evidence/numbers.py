"""Finds the numbers of a text, in digits or words, with their units. Digits of any script; number words of English.

In languages with a decimal comma, "3,5" is one number, and "800.000" and "800 000" are "800,000".

>>> [(n.value, n.unit) for n in numbers(Index("eleven years, $565K and 10 percent"))]
[(11.0, 'year'), (565000.0, '$'), (10.0, '%')]
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.evidence.fold import UNSPACED, Index
from summarizer.evidence.numberwords import SCALES, numbers_in_words

_UNITS = {
    "%": "% percent percentage",
    "$": "$ dollar",
    "€": "€ euro",
    "£": "£ pound sterling",
    "¥": "¥ yen yuan",
    "₹": "₹ rupee",
    "second": "second sec",
    "minute": "minute min",
    "hour": "hour hr",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "decade": "decade",
    "century": "century centurie",
    "km": "km kilometre kilometer",
    "m": "metre meter",
    "cm": "cm centimetre centimeter",
    "mile": "mile mph",
    "foot": "foot feet ft",
    "kg": "kg kilogram kilo",
    "gram": "gram",
    "ton": "ton tonne",
    "degree": "° degree °c °f",
    "inch": "inch inche",
    "hectare": "hectare",
    "acre": "acre",
    "litre": "litre liter",
    "knot": "knot",
    "₦": "₦ naira",
    "zł": "zł zl zloty",
    "rand": "rand",
    "franc": "franc",
    "krone": "krone krona kronor kroner",
    "peso": "peso",
    "₽": "₽ ruble rouble",
    "₺": "₺ lira",
    "shilling": "shilling",
}
_UNIT = {name: unit for unit, names in _UNITS.items() for name in names.split()}

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
)
_WORDS = {word: float(value) for value, word in enumerate(_ONES.split())}
_WORDS |= {word: 10.0 * tens for tens, word in enumerate(_TENS.split(), 2)}
_ORDINAL = {word: float(value) for value, word in enumerate(_ORDINALS.split(), 3)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7}
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_COUNTS = {"both": 2, "couple": 2, "pair": 2, "twice": 2, "twin": 2, "twins": 2, "thrice": 3, "dozen": 12}
_COUNTS |= {"decade": 10, "century": 100, "half": 50}  # "half" of something is 50 percent of it

_SMALL, _SCALE = "|".join([*_WORDS, *_ORDINAL]), "|".join(_SCALES)
_ANY_SCALE = "|".join([*_SCALES, *SCALES])
# In digits: "$1.5bn", "1,200,000", "1.2 million", "3万".
_DIGITS = r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_TIMES = rf"(?:(?P<cjk>[千万萬亿億兆])|(?P<suffix>[^\W\d_]+)|[ -](?P<scale>{_ANY_SCALE})s?\b)?"
_IN_DIGITS = rf"(?=[\d$€£¥₹])(?:(?P<money>[$€£¥₹]) ?)?(?<!\.)(?<![^\W{UNSPACED}]){_DIGITS}{_TIMES}"
# In words, as far as they are joined: "twenty-five", "a hundred and two thousand".
_WORD = rf"(?:{_SMALL}|{_SCALE})"
_IN_WORDS = rf"\b(?=[a-z])(?P<words>(?:{_SMALL}|{_SCALE}|an? (?={_SCALE}))(?:[ -](?:and )?{_WORD})*)(?!\w)"
_NUMBER = re.compile(f"{_IN_DIGITS}|{_IN_WORDS}")
_PART = re.compile(r"\b(?:(?P<half>half)|quarter)(?: of)? an? $")
_LONGEST_PART = len(" quarter of an ")
_DECIMAL_COMMA = frozenset(["de", "es", "fr", "it", "nl", "pt", "ru"])
_SWAPPED = str.maketrans(".,", ",.")
_ARABIC = str.maketrans("٫٬", ".,")
_GROUPED_BY_SPACES = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_LARGEST = 1e100
_AFTER = re.compile(r"[ -]?(%|°[cf]?|per ?cent|[a-z]+)")


class Number(NamedTuple):
    """A number: its value, its unit (None if there is none or it is not known), and its place in the folded text."""

    value: float
    unit: str | None
    start: int
    end: int


def numbers(index: Index) -> list[Number]:
    """The numbers of a text in order, without "one" alone, "first" and "second": they are pronouns and adverbs too.

    A row of digits for more than `_LARGEST` is no number: what is computed from it would not be one either.
    """
    return [number for number in _numbers(index) if number.value < _LARGEST]


def implied_numbers(index: Index) -> set[float]:
    """The numbers that a text implies: "both" (2), "a decade" (10). In other languages those written in words."""
    if index.language != "en":
        return numbers_in_words(index)
    return {float(_COUNTS[token.text]) for token in index.tokens if token.text in _COUNTS}


def _with_english_signs(index: Index) -> str:
    """The folded text with English decimal points and thousands separators. Offsets stay the same."""
    text = index.folded.translate(_ARABIC)
    if index.language not in _DECIMAL_COMMA:
        return text
    return _GROUPED_BY_SPACES.sub(",", text.translate(_SWAPPED))


def _numbers(index: Index) -> Iterator[Number]:
    for match in _NUMBER.finditer(_with_english_signs(index)):
        start, end = match.span()
        if match["digits"]:
            value = float(match["digits"].replace(",", ""))
            if match["scale"] or match["cjk"]:
                scale = match["scale"] or match["cjk"]
                value *= _SCALES.get(scale) or SCALES[scale]
            elif match["suffix"] and _is_scale(match, index):
                value *= _SUFFIXES[match["suffix"]]
            yield Number(value, match["money"] or _unit(match["suffix"] or "") or _unit_after(index, end), start, end)
        else:
            values = _values_of_words(re.findall(r"\w+", match["words"]))
            if part := _PART.search(index.folded[max(0, start - _LONGEST_PART) : start]):
                values[0] *= 0.5 if part["half"] else 0.25  # "half a billion"
            for value in values:
                yield Number(value, _unit_after(index, end) if len(values) == 1 else None, start, end)


def _is_scale(match: re.Match[str], index: Index) -> bool:
    """Whether the letters after the digits are a scale: "$5m" and "5M" are millions, "5m" may be metres."""
    suffix = match["suffix"]
    capital = index.text[index.starts[match.start("suffix")]].isupper()
    return suffix in _SUFFIXES and (suffix in {"k", "bn", "mn", "tn"} or capital or bool(match["money"]))


def _unit(word: str) -> str | None:
    return _UNIT.get(word) or _UNIT.get(word.removesuffix("s"))


def _unit_after(index: Index, end: int) -> str | None:
    after = _AFTER.match(index.folded, end)
    return _unit(after[1].replace(" ", "")) if after else None


def _values_of_words(words: list[str]) -> list[float]:
    """The values of number words: ["two", "hundred", "and", "five"] is 205, but ["two", "three"] is two numbers."""
    if words == ["one"]:
        return []
    values: list[float] = []
    total = part = 0.0
    last = ""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "one" and following in _ORDINAL:
            continue  # "one third"
        if word in _SCALES:
            if word == "hundred":
                part = (part or 1) * 100
            else:
                total, part = total + (part or 1) * _SCALES[word], 0.0
        elif word in _WORDS or word in _ORDINAL:
            value = _WORDS.get(word) or _ORDINAL.get(word) or 0.0
            if last and not (last in _SCALES or (_WORDS.get(last, 0) >= 20 and value < 10)):
                values.append(total + part)
                total = part = 0.0
            part += value
        last = word if word not in {"a", "an", "and"} else last
    return [*values, total + part]
