"""Stretches of the calendar, and how EDTF (ISO 8601-2, level 1) writes them.

>>> edtf(containing(date(2023, 8, 7), "week"))
'2023-08-07/2023-08-13'
>>> edtf(moved(containing(date(2023, 1, 31), "month"), -1))
'2022-12'
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

Unit = Literal["day", "week", "weekend", "month", "quarter", "season", "year", "decade", "century", "interval"]
Tense = Literal["past", "future"]

_FROM_FINE_TO_COARSE: tuple[Unit, ...] = (
    "day", "weekend", "week", "month", "season", "quarter", "interval", "year", "decade", "century"
)  # fmt: skip
_INTERVALS: tuple[Unit, ...] = ("week", "weekend", "quarter")  # EDTF has no other form for these
_DAYS = {"day": 1, "week": 7, "weekend": 7}
_MONTHS = {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120, "century": 1200}


class Period(NamedTuple):
    """The days from `first` to `last`, both included."""

    first: date
    last: date
    unit: Unit


def coarser(unit: Unit, than: Unit) -> bool:
    """Tell whether a unit leaves more open than another; an interval leaves more open than a quarter."""
    return _FROM_FINE_TO_COARSE.index(unit) > _FROM_FINE_TO_COARSE.index(than)


def add(day: date, count: int, unit: Unit) -> date:
    """Return `day` moved by `count` units; 31 January and a month is 28 or 29 February.

    Raises ValueError or OverflowError outside the years 1 to 9999.
    """
    if unit in _DAYS:
        return day + timedelta(days=count * _DAYS[unit])
    months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    first = date(months // 12, months % 12 + 1, 1)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def containing(day: date, unit: Unit) -> Period:
    """Return the unit that `day` lies in. Weeks are ISO weeks, from Monday; a weekend is the one that ends that week.

    Seasons are the northern meteorological ones, winter from December: January 2023 lies in the winter of 2022.
    """
    first = day
    if unit in ("week", "weekend"):
        first = day - timedelta(days=day.weekday())
        if unit == "weekend":
            first += timedelta(days=5)
            return Period(first, first + timedelta(days=1), unit)
    elif unit == "season":
        first = add(day.replace(day=1), -(day.month % 3), "month")
    elif unit in _MONTHS:
        months = (day.year * 12 + day.month - 1) // _MONTHS[unit] * _MONTHS[unit]
        first = date(months // 12, months % 12 + 1, 1)
    return Period(first, add(first, 1, unit) - timedelta(days=1), unit)


def moved(period: Period, count: int) -> Period:
    """Return the period of the same unit that lies `count` units later."""
    return containing(add(period.first, count, period.unit), period.unit)


def year(number: int) -> Period:
    """Return the calendar year."""
    return containing(date(number, 1, 1), "year")


def month(year_number: int, number: int) -> Period:
    """Return the month of that year, from 1."""
    return containing(date(year_number, number, 1), "month")


def season(year_number: int, name: str) -> Period:
    """Return the season that begins in that year: "spring", "summer", "autumn" or "fall", "winter"."""
    first_month = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[name.lower()]
    return containing(date(year_number, first_month, 1), "season")


def pick(periods: Iterable[Period], today: date, tense: Tense | None) -> Period:
    """Choose which of several periods of one name is meant: the nearest, and of two equally near the earlier.

    What lies on the wrong side for the tense counts as five times as far: a verb may belong to another clause, and
    whoever speaks of a date ten months away says so. Of two that are then equally near the tense decides.
    """

    def distance(period: Period) -> tuple[timedelta, bool]:
        gap = max(period.first - today, today - period.last, timedelta(0))
        wrong = (tense == "past" and period.first > today) or (tense == "future" and period.last < today)
        return gap * 5 if wrong else gap, wrong

    return min(sorted(periods), key=distance)


def edtf(period: Period) -> str:
    """Write the period in EDTF; what has no form of its own there is an interval of months or days."""
    first, last = period.first.isoformat(), period.last.isoformat()
    match period.unit:
        case "day":
            return first
        case "month":
            return first[:7]
        case "season":
            return f"{first[:4]}-{20 + (period.first.month // 3)}"
        case "year":
            return first[:4]
        case "decade":
            return first[:3] + "X"
        case "century":
            return first[:2] + "XX"
        case "quarter":
            return f"{first[:7]}/{last[:7]}"
    return f"{first}/{last}"


def parse(text: str) -> Period | None:
    """Return the period that an EDTF date denotes, as far as this package writes them; None if it does not.

    Of an open interval it is the known end.
    """
    text = text.rstrip("~?%")
    if "/" in text:
        ends = [p for p in map(parse, text.split("/")) if p]
        return _interval(ends[0], ends[-1]) if ends else None
    if not (match := re.fullmatch(r"([0-9]{2})(XX|[0-9](?:X|[0-9](?:-([0-9]{2})(?:-([0-9]{2}))?)?))", text)):
        return None
    digits = match[1] + match[2][:2].replace("X", "0")
    try:
        first = date(int(digits), 1, 1)
        if "X" in text:
            return containing(first, "century" if text.endswith("XX") else "decade")
        if match[4]:
            return containing(date(int(digits), int(match[3]), int(match[4])), "day")
        if match[3] and match[3] > "20":
            return containing(date(int(digits), (int(match[3]) - 20) * 3, 1), "season")
        return month(int(digits), int(match[3])) if match[3] else containing(first, "year")
    except (ValueError, OverflowError):  # the latter: of the last year that there is
        return None


def _interval(start: Period, end: Period) -> Period:
    """Name the interval a week, weekend or quarter if it is one; with one known end it is that end."""
    if start == end:
        return start
    for unit in _INTERVALS:
        try:
            period = containing(start.first, unit)
        except (ValueError, OverflowError):  # it would go on after the last day that there is
            continue
        if period[:2] == (start.first, end.last):
            return period
    return Period(start.first, end.last, "interval")


def approximate(value: str) -> str:
    """Mark the EDTF date as approximate; decades, centuries and intervals are vague enough as they are."""
    return value if re.search(r"[X/~]", value) else value + "~"


def sort_key(text: str | None) -> tuple[date, date]:
    """Order EDTF dates by when they begin, then by when they end; what is not known comes last."""
    period = parse(text) if text else None
    return (period.first, period.last) if period else (date.max, date.max)
