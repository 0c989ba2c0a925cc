"""Finds numbers and dates in a text that its evidence does not have.

The evidence of a summary may be a whole article with many numbers. So they are looked up, not compared one by one.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import accumulate

from summarizer.article import Article, Span, cached_per_article
from summarizer.dates import endpoints, parse_edtf
from summarizer.evidence.analysis import TextAnalysis, analysis_of
from summarizer.evidence.fold import fold
from summarizer.evidence.names import MONTHS
from summarizer.evidence.numbers import Number
from summarizer.evidence.stems import stem
from summarizer.evidence.times import resolved_times

Groups = Sequence[Collection[str]]  # the names of each person

_AROUND = 2  # sentences before and after the evidence
_NEAR = 0.1  # "about 900" may stand for a number as near as this share of it
_NEAR_CONVERTED = 0.1  # "almost three weeks" for 19 days
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FEW = 5  # sentences of evidence; of more the whole article is, which has its own date
_ISO = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
_BEFORE_DAY = 8  # characters before the last number of an ISO date
_LONGEST_ISO = 10
_APPROXIMATE = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|over|more than|some|close to|up to|"
    r"at least|under|less than|fewer than)(?: [$€£])? ?$"
)


def has_unsupported_number(generated: TextAnalysis, numbers: Sequence[int], article: Article) -> bool:
    """Whether the text has a number that the evidence has neither with the same unit nor without a unit.

    A number is also accepted from the sentences around, beside the same word ("iPhone 4", "100 tankers"), as the length
    of a list in the evidence ("three units"), as the years since a year in the evidence, or if the evidence comes to it
    in another unit.
    """
    if not generated.numbers:
        return False
    known = analysis_of(article)
    given = [known.sentence(number) for number in numbers]
    stated = NumberLookup(given)
    missing = [n for n in generated.numbers if not _is_part_of_date(n, generated) and not stated.has(n, generated)]
    scaled = generated.scaled_numbers
    missing = [n for n in missing if n not in scaled or not stated.has(scaled[n], generated)]
    listed = frozenset[int]().union(*(analysis.list_lengths for analysis in given))
    missing = [n for n in missing if n.unit or n.value not in listed]
    bases = {int(article.published[:4])} if article.published else set[int]()
    if len(given) <= _FEW:
        bases |= {int(n.value) for analysis in given for n in analysis.numbers if _is_part_of_date(n, analysis)}

    def is_since(n: Number) -> bool:
        years = (n._replace(value=base - n.value, unit=None) for base in bases)
        return n.unit == "year" and any(stated.has(year, generated) for year in years)

    missing = [n for n in missing if not is_since(n)]
    if not missing:
        return False
    around: dict[tuple[float, str | None], set[str]] = defaultdict(set)
    for analysis in [*known.around(numbers, _AROUND, _AROUND), *known.beginning]:
        for number in analysis.numbers:
            beside = _stems_beside(number, analysis)
            around[number.value, number.unit] |= beside
            around[number.value, _ANY] |= beside
    return any(_stems_beside(n, generated).isdisjoint(_contexts_of_number(around, n)) for n in missing)


_ANY = "any"
"""In the place of a unit: a number without one may stand for a number of any."""


def _contexts_of_number(around: dict[tuple[float, str | None], set[str]], number: Number) -> set[str]:
    """The words beside the same number with the same unit, or with no unit on one side."""
    if number.unit is None:
        return around.get((number.value, _ANY), set())
    return around.get((number.value, number.unit), set()) | around.get((number.value, None), set())


def _stems_beside(number: Number, analysis: TextAnalysis) -> set[str]:
    """The stems of the words before and after a number."""
    before = bisect_right(analysis.words, number.start, key=lambda token: token.end)
    after = bisect_left(analysis.words, number.end, key=lambda token: token.start)
    words = [*analysis.words[max(0, before - 1) : before], *analysis.words[after : after + _AFTER]]
    return {stem(token.text) for token in words}


_AFTER = 2  # words: "100 mid-air tankers"


def has_unsupported_date(
    generated: TextAnalysis, given: Sequence[TextAnalysis], evidence: Sequence[Span], article: Article, names: Groups
) -> bool:
    """Whether the text has a year, month, day or weekday that the evidence neither states nor resolves to.

    Those in a person's name ("April Lee", "Sunday Adewole") are no dates.
    """
    months, weekdays = generated.dates
    if months or weekdays:
        written = (name for group in names for name in group if generated.names.has_all(name))
        named = {word for name in written for word in fold(name).split()}
        months, weekdays = months - {MONTHS.get(word) for word in named}, weekdays - named
    dated = [number for number in generated.numbers if _is_part_of_date(number, generated)]
    if dated:
        stated = NumberLookup(given)
        dated = [number for number in dated if not stated.has(number, generated)]
    if not dated and not months and not weekdays:
        return False
    months -= frozenset().union(*(analysis.dates[0] for analysis in given))
    weekdays -= frozenset().union(*(analysis.dates[1] for analysis in given))
    if not dated and not months and not weekdays:
        return False
    days = _computed_days(evidence, article)
    return (
        not _are_parts(dated, days, generated)
        or not months <= {day.month for day in days}
        or not weekdays <= {_WEEKDAYS[day.weekday()] for day in days}
    )


def has_unsupported_year(day: str, evidence: Sequence[Span], article: Article) -> bool:
    """Whether a year of this EDTF date can't come from the article. English articles only.

    It comes from there if the article states it, if a time expression resolves to it, if it is that of publication, or
    if it is one year ("the following Easter"), or as many years as the evidence says, from one of these. Approximate
    dates are not looked at.
    """
    if article.tongue != "en" or "~" in day:
        return False
    known, years = analysis_of(article), _years_of(article)
    given = [known.sentence(number) for number in known.sentence_numbers(evidence)]
    counts = {int(n.value * _YEARS[n.unit]) for analysis in given for n in analysis.numbers if n.unit in _YEARS}
    away = {0, 1, -1, *counts, *(-count for count in counts)}
    return not all(
        any(_has_between(years, end.first.year - count, end.last.year - count) for count in away)
        for end in endpoints(day)
    )


def _has_between(years: Sequence[int], first: int, last: int) -> bool:
    at = bisect_left(years, first)
    return at < len(years) and years[at] <= last


_YEARS = {"year": 1, "decade": 10}


@cached_per_article
def _years_of(article: Article) -> Sequence[int]:
    """The years that the article states, that its time expressions resolve to, and that of publication, in order."""
    dated = [resolution.date for _, resolution in resolved_times(article)]
    dated += [article.published and article.published[:10]]
    ends = [end for day in dated if day for end in endpoints(day)]
    years = {year for end in ends for year in range(end.first.year, min(end.last.year, end.first.year + _LONG) + 1)}
    stated = analysis_of(article).whole_text.numbers
    return sorted(years | {int(number.value) for number in stated if _EARLIEST < number.value < _LATEST})


_LONG = 100  # years of a period; a longer one supports no single year
_EARLIEST, _LATEST = 1000, 2200  # numbers between these may be years


def _are_parts(dated: Sequence[Number], days: Iterable[date], generated: TextAnalysis) -> bool:
    """Whether each number is a part of one of the days: its year, its day in a named month, or within an ISO date."""
    parts = {float(day.year) for day in days} | {float(day.day) for day in days if day.month in generated.dates[0]}
    written = {day.isoformat()[:length] for day in days for length in (len("2024-05"), _LONGEST_ISO)}
    for number in dated:
        iso = _iso_date_around(number, generated)
        if (iso not in written) if iso else (number.value not in parts):
            return False
    return True


def _computed_days(evidence: Sequence[Span], article: Article) -> set[date]:
    """The days that time expressions in the evidence resolve to, both ends of each, and the day of publication."""
    spans = sorted(evidence, key=lambda span: span.start)
    starts, ends = [span.start for span in spans], list(accumulate((span.end for span in spans), max))
    found: set[str | None] = set()
    for span, resolution in resolved_times(article):
        before = bisect_right(starts, span.start)
        if before and span.end <= ends[before - 1]:  # within one that begins before it
            found.add(resolution.date)
    if len(evidence) > _FEW or not found:
        found.add(article.published and article.published[:10])
    periods = [period for value in found if value and (period := parse_edtf(value))]
    return {day for period in periods for day in (period.first, period.last)}


def _iso_date_around(number: Number, generated: TextAnalysis) -> str | None:
    """The date in ISO 8601 that a number is a part of."""
    begin, end = max(0, number.start - _BEFORE_DAY), number.start + _LONGEST_ISO + 1
    iso = _ISO.search(generated.index.folded, begin, end)
    return iso[0] if iso and iso.start() <= number.start < iso.end() else None


def _is_part_of_date(number: Number, generated: TextAnalysis) -> bool:
    """Whether a number is a year, or the day beside a month's name."""
    written = generated.index.folded[number.start : number.end]
    before = re.search(r"([a-z]+)\.? $", generated.index.folded[max(0, number.start - 12) : number.start])
    after = re.match(r" (?:of )?([a-z]+)", generated.index.folded[number.end : number.end + 15])
    if _iso_date_around(number, generated):
        return True
    return (number.unit is None and re.fullmatch(r"1[5-9]\d\d|20\d\d", written) is not None) or any(
        word is not None and word[1] in MONTHS for word in (before, after)
    )


class NumberLookup:
    """The numbers of some sentences, for lookup."""

    def __init__(self, given: Sequence[TextAnalysis]) -> None:
        self._counts = set[float]().union(*(analysis.implied_numbers for analysis in given))
        self._glued = frozenset[str]().union(*(analysis.digits_joined_to_letters for analysis in given))
        self._units: dict[float, set[str | None]] = defaultdict(set)
        for analysis in given:
            for number in analysis.numbers:
                # A year is no percentage: the evidence's other numbers without a unit may be of any.
                self._units[number.value].add(_DATE if _is_part_of_date(number, analysis) else number.unit)
        self._by_digits: dict[int, list[float]] = defaultdict(list)
        """The values with so many digits, in order."""
        for value in sorted(self._units):
            self._by_digits[_digits(value)].append(value)
        self._converted: dict[str | None, list[float]] = defaultdict(list)
        for analysis in given:
            for value, unit in analysis.converted_numbers:
                self._converted[unit].append(value)

    def has(self, number: Number, generated: TextAnalysis) -> bool:
        """Whether the sentences have this number without another unit, or one near it if the text says "about"."""
        folded = generated.index.folded
        if number.value in self._counts or folded[number.start : number.end] in self._glued:
            return True
        if self._has_unit(number.value, number.unit):
            return True
        about = _APPROXIMATE.search(folded[max(0, number.start - 20) : number.start])
        if self._is_converted(number, about=about is not None):
            return True
        return about is not None and any(
            self._has_unit(value, number.unit) for value in self._unrounded_values(number.value)
        )

    def _is_converted(self, number: Number, *, about: bool) -> bool:
        """Whether the sentences come to this number in another unit. Percentages may be rounded."""
        rounded = 0.5 if number.value.is_integer() else 0.05
        slack = _NEAR_CONVERTED * number.value if about else rounded if number.unit == "%" else _TINY
        return any(abs(value - number.value) <= slack for value in self._converted.get(number.unit, ()))

    def _has_unit(self, value: float, unit: str | None) -> bool:
        units = self._units.get(value, ())
        return bool(units) and (unit is None or unit in units or None in units)

    def _unrounded_values(self, value: float) -> Iterable[float]:
        """The values that round to this one: 896 for 900, but not 900 for 901."""
        for digits, values in self._by_digits.items():
            if digits > _digits(value):
                first = bisect_left(values, value / (1 + _NEAR) - _TINY)
                for exact in values[first:]:
                    if abs(value - exact) <= _NEAR * exact:
                        yield exact
                    elif exact > value:
                        break


_TINY = 1e-9
_DATE = "date"
"""In the place of a unit: a year, or a day beside its month."""


def _digits(value: float) -> int:
    return len(f"{value:.15g}".replace(".", "").strip("0"))
