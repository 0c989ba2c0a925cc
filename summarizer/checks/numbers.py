"""Numbers and dates of a text that its evidence does not have."""

import re
from collections.abc import Sequence
from datetime import date

from summarizer.article import Article, Span
from summarizer.dates import period_of
from summarizer.evidence.names import MONTHS
from summarizer.evidence.numbers import Number
from summarizer.evidence.reading import Reading, readings
from summarizer.evidence.stems import stem
from summarizer.evidence.times import times

_AROUND = 2  # sentences before and after the evidence
_NEAR = 0.1  # "about 900" may stand for a number as near as this share of it
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FEW = 5  # sentences of evidence; of more the whole article is, which has its own date
_ISO = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
_LONGEST_ISO = 8  # characters before the last number of an ISO date
_APPROXIMATE = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|over|more than|some|close to|up to|"
    r"at least|under|less than|fewer than)(?: [$€£])? ?$"
)


def wrong_number(said: Reading, numbers: Sequence[int], article: Article) -> bool:
    """Whether the text has a number that the evidence has neither with the same unit nor without one.

    A number may also stand in the sentences around, beside the same word: "iPhone 4", "100 tankers". It may count what
    the evidence lists ("three units"), or the years since one that it has.
    """
    known = readings(article)
    given = [known.at(number) for number in numbers]
    missing = [n for n in said.numbers if not _of_date(n, said) and not _stands(n, said, given)]
    missing = [n for n in missing if n.unit or not any(n.value in reading.listed for reading in given)]
    if article.published:
        year = int(article.published[:4])
        missing = [n for n in missing if n.unit != "year" or not _stands(n._replace(value=year - n.value), said, given)]
    if not missing:
        return False
    around = [*known.around(numbers, _AROUND, _AROUND), *known.beginning]
    return any(not _stands_beside(number, said, around) for number in missing)


def _stands_beside(number: Number, said: Reading, around: Sequence[Reading]) -> bool:
    own = _beside(number, said)
    return any(
        _is(number, other, about=False) and own & _beside(other, reading)
        for reading in around
        for other in reading.numbers
    )


def _beside(number: Number, reading: Reading) -> set[str]:
    """The stems of the words before and after a number."""
    before = [token for token in reading.words if token.end <= number.start][-1:]
    after = [token for token in reading.words if token.start >= number.end][:_AFTER]
    return {stem(token.text) for token in (*before, *after)}


_AFTER = 2  # words: "100 mid-air tankers"


def wrong_date(said: Reading, given: Sequence[Reading], evidence: Sequence[Span], article: Article) -> bool:
    """Whether the text has a year, month, day or weekday that the evidence neither has nor computes to."""
    months, weekdays = said.dates
    dated = [number for number in said.numbers if _of_date(number, said)]
    dated = [number for number in dated if not _stands(number, said, given)]
    if not dated and not months and not weekdays:
        return False
    months -= frozenset().union(*(reading.dates[0] for reading in given))
    weekdays -= frozenset().union(*(reading.dates[1] for reading in given))
    if not dated and not months and not weekdays:
        return False
    days = _computed(evidence, article)
    named = {_WEEKDAYS[day.weekday()] for day in days}
    return (
        not all(any(_is_part(number, day, said) for day in days) for number in dated)
        or not months <= {day.month for day in days}
        or not weekdays <= named
    )


def _is_part(number: Number, day: date, said: Reading) -> bool:
    """Whether a number is the year of this day, or its day of a month that the text names, or a part in ISO 8601."""
    iso = _ISO.search(said.index.folded, max(0, number.start - _LONGEST_ISO))
    if iso and iso.start() <= number.start < iso.end():
        return day.isoformat().startswith(iso[0])
    return number.value == day.year or (number.value == day.day and day.month in said.dates[0])


def _computed(evidence: Sequence[Span], article: Article) -> list[date]:
    """The days that the evidence means by the rules ("yesterday"): both ends of each date, and the article's own."""
    found = [resolution.date for span, resolution in times(article) if any(span in given for given in evidence)]
    if len(evidence) > _FEW or not found:
        found.append(article.published and article.published[:10])
    periods = [period for value in found if value and (period := period_of(value))]
    return [day for period in periods for day in (period.first, period.last)]


def _of_date(number: Number, said: Reading) -> bool:
    """Whether a number is a year, or the day beside a month's name."""
    written = said.index.folded[number.start : number.end]
    before = re.search(r"([a-z]+)\.? $", said.index.folded[max(0, number.start - 12) : number.start])
    after = re.match(r" (?:of )?([a-z]+)", said.index.folded[number.end : number.end + 15])
    iso = _ISO.search(said.index.folded, max(0, number.start - _LONGEST_ISO))
    if iso and iso.start() <= number.start < iso.end():
        return True
    return (number.unit is None and re.fullmatch(r"1[5-9]\d\d|20\d\d", written) is not None) or any(
        word is not None and word[1] in MONTHS for word in (before, after)
    )


def _stands(number: Number, said: Reading, given: Sequence[Reading]) -> bool:
    """Whether the evidence has this number with no other unit, or one near it if the text says "about"."""
    folded = said.index.folded
    about = _APPROXIMATE.search(folded[max(0, number.start - 20) : number.start]) is not None
    digits = folded[number.start : number.end]
    return any(
        number.value in reading.counts
        or digits in reading.glued
        or any(_is(number, other, about=about) for other in reading.numbers)
        for reading in given
    )


def _is(number: Number, other: Number, *, about: bool) -> bool:
    same = number.value == other.value or (about and _rounds(number.value, other.value))
    return same and (number.unit == other.unit or None in {number.unit, other.unit})


def _rounds(value: float, exact: float) -> bool:
    """Whether the value is a rounder number near the exact one: 900 for 896, but not 901 for 900."""
    digits, exact_digits = (len(f"{number:.15g}".replace(".", "").strip("0")) for number in (value, exact))
    return digits < exact_digits and abs(value - exact) <= _NEAR * exact
