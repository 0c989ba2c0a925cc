"""Modifiers of a time expression: "early", "the end of", "October of", "the first half of"."""

import re
from collections.abc import Callable
from typing import NamedTuple

from summarizer.dates import words as w
from summarizer.dates.context import UnknownDateError
from summarizer.dates.periods import Period, Unit, add_units, approximate, edtf, parse_edtf, period_containing
from summarizer.dates.relative import count_from, month_or_season


class Modifier(NamedTuple):
    """Words and what they make of the EDTF date of the expression behind them.

    `pattern` matches the text up to that expression, and `inner` the expression. Without a `rule` of its own the
    expression keeps the name of its rule.
    """

    rule: str | None
    pattern: re.Pattern[str]
    inner: re.Pattern[str]
    value: Callable[[re.Match[str], str], str]


def require_period(value: str) -> Period:
    """Return the period of an EDTF date. Raises UnknownDateError if it is not EDTF."""
    period = parse_edtf(value)
    if period is None:
        raise UnknownDateError
    return period


def _part_of_year(match: re.Match[str], whole: str) -> str:
    """October of next year, Spring of this year."""
    period = require_period(whole)
    if period.unit != "year":
        raise UnknownDateError
    return edtf(month_or_season(match["part"], period.first.year))


def _weekday_of_week(match: re.Match[str], whole: str) -> str:
    """Friday of last week."""
    return edtf(
        period_containing(add_units(require_period(whole).first, w.weekday_number(match["part"]), "day"), "day")
    )


def _week_containing(match: re.Match[str], whole: str) -> str:
    """The week of a day, or the seven days that end with it."""
    period = require_period(whole)
    if period.unit == "day" and "end" in match[0].lower():
        return edtf(Period(add_units(period.first, -6, "day"), period.first, "interval"))
    return edtf(period_containing(period.first, "week")) if period.unit == "day" else whole


def _half(match: re.Match[str], whole: str) -> str:
    """Half of a year or of a quarter, in months."""
    period, half = (
        require_period(whole),
        {"first": 1, "1": 1, "second": 2, "2": 2}.get((match["nth"] or match["h"]).lower()),
    )
    if period.unit != "year" or half is None:
        raise UnknownDateError
    number = period.first.isoformat()[:4]
    return f"{number}-01/{number}-06" if half == 1 else f"{number}-07/{number}-12"


def _nth_unit_within(match: re.Match[str], whole: str) -> str:
    """The nth unit within a period: the third quarter of 2009, the last week of June, the first Monday in May."""
    period = require_period(whole)
    if re.fullmatch(w.WEEKDAY, match["unit"], re.IGNORECASE):
        return _nth_weekday(period, w.weekday_number(match["unit"]), match["nth"].lower())
    _, unit = w.parse_unit(match["unit"])
    if match["nth"].lower() in ("last", "final"):
        start = add_units(add_units(period.last, 1, "day"), -1, unit)
    else:
        start = period.first
        if unit == "weekend":
            start = add_units(start, (5 - start.weekday()) % 7, "day")
        start = add_units(start, w.parse_ordinal(match["nth"]) - 1, unit)
    if not period.first <= start <= period.last:
        raise UnknownDateError
    if unit == "week":
        return edtf(Period(start, add_units(start, 6, "day"), "interval"))
    return edtf(period_containing(start, unit))


def _nth_weekday(period: Period, weekday: int, nth: str) -> str:
    if nth in ("last", "final"):
        day = add_units(period.last, -((period.last.weekday() - weekday) % 7), "day")
    else:
        day = add_units(period.first, (weekday - period.first.weekday()) % 7 + 7 * (w.parse_ordinal(nth) - 1), "day")
    if not period.first <= day <= period.last:
        raise UnknownDateError
    return edtf(period_containing(day, "day"))


def _first_or_last_units(match: re.Match[str], whole: str) -> str:
    """A number of units at the start or the end of a period: the last three months of 1997."""
    period = require_period(whole)
    times, unit = w.parse_unit(match["unit"])
    count = w.parse_number(match["n"]) * times
    if match["nth"].lower() == "first":
        first, last = period.first, add_units(add_units(period.first, count, unit), -1, "day")
    else:
        first, last = add_units(add_units(period.last, 1, "day"), -count, unit), period.last
    if first < period.first or last > period.last:
        raise UnknownDateError
    ends: Unit = "day" if unit == "week" else unit
    return f"{edtf(period_containing(first, ends))}/{edtf(period_containing(last, ends))}"


def _start_middle_or_end(match: re.Match[str], whole: str) -> str:
    """About the first or the last day of a period. "The middle of" gives the period itself, as approximate."""
    period = require_period(whole)
    if match["edge"].lower() == "turn" and period.unit in ("decade", "century"):
        return approximate(edtf(period_containing(period.first, "year")))
    if match["edge"].lower() == "middle" or period.unit == "day":
        return approximate(whole)
    first = match["edge"].lower() in ("start", "beginning", "opening", "dawn", "turn")
    return approximate((period.first if first else period.last).isoformat())


def _early_or_late(_: re.Match[str], whole: str) -> str:
    """The period as approximate, since EDTF can't say "early" or "mid-". A part of a day is that day."""
    return whole if require_period(whole).unit == "day" else approximate(whole)


def _approximately(_: re.Match[str], whole: str) -> str:
    return approximate(whole)


def _units_before_or_after(match: re.Match[str], whole: str) -> str:
    """Three days before Christmas, the week after Easter Monday."""
    count, unit = w.parse_number(match["n"] or "a"), match["unit"]
    return count_from(require_period(whole), -count if match["way"].lower() == "before" else count, unit)


def _unchanged(_: re.Match[str], whole: str) -> str:
    return whole


def _modifier(
    rule: str | None, pattern: str, inner: re.Pattern[str], value: Callable[[re.Match[str], str], str]
) -> Modifier:
    return Modifier(rule, re.compile(rf"(?<!\w){pattern}$", re.IGNORECASE), inner, value)


_S = w.SPACE
_THE = rf"(?:the{_S})?"
_OF = rf"(?:{_S}of)?{_S}{_THE}"
_YEAR = re.compile(r"year$|^[0-9]{4}$", re.IGNORECASE)
_WEEK = re.compile(r"week$", re.IGNORECASE)
_LONG = re.compile(rf"week|month|quarter|year|decade|centur|[0-9]{{3}}|{w.MONTH}|{w.SEASON}", re.IGNORECASE)
_AGO = re.compile(r"ago$", re.IGNORECASE)
_COUNTED = re.compile(r"(?:ago|later|earlier|after)$", re.IGNORECASE)
_DATE = re.compile(rf"{w.MONTH}|{w.WEEKDAY}|{w.YEAR}|day|Christmas|Halloween", re.IGNORECASE)
_ANY = re.compile("")
_NO_DAY = re.compile(r"^(?!(?:the|in)\s+day$)", re.IGNORECASE)  # "late in the day" is no date
_NTH = r"(?P<nth>first|second|third|fourth|fifth|last|final)[-\s]"

MODIFIERS = (
    _modifier("month or season of", rf"{_THE}(?P<part>{w.MONTH_NAME}|{w.SEASON}){_OF}", _YEAR, _part_of_year),
    _modifier("day of week", rf"(?P<part>{w.WEEKDAY})(?:{_S}{w.DAYTIME})?{_OF}", _WEEK, _weekday_of_week),
    _modifier(
        "half of",
        rf"(?:{_THE}{_NTH}half{_S}of{_S}(?:fiscal{_S}|the{_S})?|H(?P<h>[12]){_S}(?:of{_S})?)",
        _YEAR,
        _half,
    ),
    _modifier(
        "part of",
        rf"{_THE}{_NTH}(?P<unit>day|weekend|week|month|quarter|decade|{w.WEEKDAY}){_S}(?:of|in){_S}(?:fiscal{_S}|the{_S})?",
        _LONG,
        _nth_unit_within,
    ),
    _modifier(
        "part of",
        rf"(?:the{_S})?(?P<nth>first|last|final){_S}(?P<n>{w.NUMBER}){_S}(?P<unit>days|weeks|months|years){_S}(?:of|in){_S}{_THE}",
        _LONG,
        _first_or_last_units,
    ),
    _modifier(
        "edge of",
        rf"{_THE}(?:very{_S})?(?P<edge>start|beginning|opening|dawn|turn|middle|end|close){_S}of{_S}{_THE}",
        _LONG,
        _start_middle_or_end,
    ),
    _modifier(
        "week of",
        rf"the{_S}week{_S}(?:of|(?:that{_S})?(?:began|ended)|ending|starting|beginning)(?:{_S}on)?{_S}",
        _ANY,
        _week_containing,
    ),
    _modifier(
        "early, mid, late",
        rf"{_THE}(?:very{_S})?(?:early|mid|middle|late)(?:-to-late)?(?:{w.DASH}|{_S}(?:(?:in|on){_S})?){_THE}",
        _NO_DAY,
        _early_or_late,
    ),
    _modifier(None, rf"(?:earlier|later)(?:{_S}(?:in|on))?{_S}{_THE}", _NO_DAY, _unchanged),
    _modifier(
        "later, earlier",
        rf"(?:(?P<n>{w.NUMBER})|the){_S}(?P<unit>{w.UNIT}){_S}(?P<way>before|after){_S}{_THE}",
        _DATE,
        _units_before_or_after,
    ),
    _modifier(None, rf"{w.NUMBER}(?:{w.DASH}|{_S}(?:or|to){_S})", _COUNTED, _approximately),
    _modifier(
        None, rf"(?:about|around|circa|ca?\.|approximately|roughly|nearly|almost|some){_S}", _LONG, _approximately
    ),
    _modifier(None, rf"(?:just{_S})?(?:over|under|(?:more|less){_S}than){_S}", _AGO, _approximately),
    _modifier(None, rf"(?:just|only|barely|exactly){_S}", _COUNTED, _unchanged),
)
