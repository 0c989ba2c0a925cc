"""Periods of the calendar, and their form in EDTF (ISO 8601-2, level 1).

>>> edtf(period_containing(date(2023, 8, 7), "week"))
'2023-08-07/2023-08-13'
>>> edtf(shifted(period_containing(date(2023, 1, 31), "month"), -1))
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


def is_coarser(unit: Unit, than: Unit) -> bool:
    """Whether a unit is less precise than another. An interval counts as less precise than a quarter."""
    return _FROM_FINE_TO_COARSE.index(unit) > _FROM_FINE_TO_COARSE.index(than)


def add_units(day: date, count: int, unit: Unit) -> date:
    """Return `day` moved by `count` units; 31 January and a month is 28 or 29 February.

    Raises ValueError or OverflowError outside the years 1 to 9999.
    """
    if unit in _DAYS:
        return day + timedelta(days=count * _DAYS[unit])
    months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    first = date(months // 12, months % 12 + 1, 1)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def period_containing(day: date, unit: Unit) -> Period:
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
        first = add_units(day.replace(day=1), -(day.month % 3), "month")
    elif unit in _MONTHS:
        months = (day.year * 12 + day.month - 1) // _MONTHS[unit] * _MONTHS[unit]
        first = date(months // 12, months % 12 + 1, 1)
    return Period(first, add_units(first, 1, unit) - timedelta(days=1), unit)


def shifted(period: Period, count: int) -> Period:
    """Return the period of the same unit that lies `count` units later."""
    return period_containing(add_units(period.first, count, period.unit), period.unit)


def year(number: int) -> Period:
    """Return the calendar year."""
    return period_containing(date(number, 1, 1), "year")


def month(year_number: int, number: int) -> Period:
    """Return the month of that year, from 1."""
    return period_containing(date(year_number, number, 1), "month")


def season(year_number: int, name: str) -> Period:
    """Return the season that begins in that year: "spring", "summer", "autumn" or "fall", "winter"."""
    first_month = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[name.lower()]
    return period_containing(date(year_number, first_month, 1), "season")


def pick_nearest(periods: Iterable[Period], today: date, tense: Tense | None) -> Period:
    """Return the period nearest to `today`; of two equally near, the earlier.

    The distance of a period on the wrong side for the tense counts five times. It is not excluded, for the verb may
    belong to another clause. Of two that are then equally near, the tense decides.
    """

    def distance(period: Period) -> tuple[timedelta, bool]:
        gap = max(period.first - today, today - period.last, timedelta(0))
        wrong = (tense == "past" and period.first > today) or (tense == "future" and period.last < today)
        return gap * 5 if wrong else gap, wrong

    return min(sorted(periods), key=distance)


def edtf(period: Period) -> str:
    """Return the period in EDTF. A unit for which EDTF has no form is written as an interval of months or days."""
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


def parse_edtf(text: str) -> Period | None:
    """Return the period of an EDTF date in one of the forms that `edtf` writes; None for any other text.

    For an open interval this is the known end.
    """
    text = text.rstrip("~?%")
    if "/" in text:
        ends = [p for p in map(parse_edtf, text.split("/")) if p]
        return _interval(ends[0], ends[-1]) if ends else None
    if not (match := re.fullmatch(r"([0-9]{2})(XX|[0-9](?:X|[0-9](?:-([0-9]{2})(?:-([0-9]{2}))?)?))", text)):
        return None
    digits = match[1] + match[2][:2].replace("X", "0")
    try:
        first = date(int(digits), 1, 1)
        if "X" in text:
            return period_containing(first, "century" if text.endswith("XX") else "decade")
        if match[4]:
            return period_containing(date(int(digits), int(match[3]), int(match[4])), "day")
        if match[3] and match[3] > "20":
            return period_containing(date(int(digits), (int(match[3]) - 20) * 3, 1), "season")
        return month(int(digits), int(match[3])) if match[3] else period_containing(first, "year")
    except (ValueError, OverflowError):  # the latter: of the last year that there is
        return None


def _interval(start: Period, end: Period) -> Period:
    """Return the interval, with the unit week, weekend or quarter if it is exactly one."""
    if start == end:
        return start
    for unit in _INTERVALS:
        try:
            period = period_containing(start.first, unit)
        except (ValueError, OverflowError):  # it would go on after the last day that there is
            continue
        if period[:2] == (start.first, end.last):
            return period
    return Period(start.first, end.last, "interval")


def approximate(value: str) -> str:
    """Mark the EDTF date as approximate. Decades, centuries and intervals stay unmarked."""
    return value if re.search(r"[X/~]", value) else value + "~"


def sort_key(text: str | None) -> tuple[date, date]:
    """Sort key for EDTF dates: by first day, then by last day. Unknown dates (None) come last."""
    period = parse_edtf(text) if text else None
    return (period.first, period.last) if period else (date.max, date.max)
