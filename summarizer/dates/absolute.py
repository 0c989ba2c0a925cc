"""Absolute time expressions of days and months, complete or partial: "7 August 2023", "May", "Christmas", "Monday"."""

import re
from datetime import date

from summarizer.dates import words as w
from summarizer.dates import years
from summarizer.dates.context import Context, UnknownDateError
from summarizer.dates.periods import (
    Period,
    add_units,
    edtf,
    month,
    period_containing,
    pick_nearest,
    shifted,
    year,
)
from summarizer.dates.rule import Rule
from summarizer.dates.years import expand_two_digit_year, period_in_nearest_year


def _iso_date(match: re.Match[str], _: Context) -> str:
    parts = [int(p) for p in re.findall(r"[0-9]+", match["date"])]
    return edtf(period_containing(date(*parts), "day") if len(parts) > 2 else month(*parts))


def _month_in(text: str) -> int:
    name = re.search(w.MONTH, text, re.IGNORECASE)
    if name is None:
        raise ValueError(f"no month in {text!r}")
    return w.month_number(name[0])


def _date_with_month_name(match: re.Match[str], context: Context) -> str:
    """Month names with or without day and year: "Monday, May 18, 2015", "the 4th of July", "May 2008", "May"."""
    number = _month_in(match[0])
    stated = re.search(w.YEAR, match[0])
    day = re.search(rf"(?<!\w){w.DAY}", match[0])

    def in_year(number_of_year: int) -> Period:
        if day:
            return period_containing(date(number_of_year, number, w.parse_ordinal(day[0])), "day")
        return month(number_of_year, number)

    return edtf(in_year(int(stated[0])) if stated else period_in_nearest_year(in_year, context))


def _day_range(match: re.Match[str], context: Context) -> str:
    """Two days of one month: "March 3-5, 2010", "between 9 and 11 May"."""
    number = _month_in(match[0])
    stated = re.search(w.YEAR, match[0])
    first, last = (int(d) for d in re.findall(r"(?<![0-9])([0-9]{1,2})(?![0-9])", match[0])[:2])

    def in_year(number_of_year: int) -> Period:
        return Period(date(number_of_year, number, first), date(number_of_year, number, last), "interval")

    period = in_year(int(stated[0])) if stated else period_in_nearest_year(in_year, context)
    if period.first >= period.last:
        raise UnknownDateError
    return edtf(period)


def _numeric_date(match: re.Match[str], context: Context) -> str:
    """Read a date in digits, such as "5/6/2023". The order of day and month is the one that is possible.

    If both are possible, it is the one nearer to publication. If neither date is within a year of publication, only
    the year is returned.
    """
    first, second, number = (int(d) for d in match.group("first", "second", "year"))
    if len(match["year"]) == 2:
        number = expand_two_digit_year(number, context)
    days = [date(number, m, d) for m, d in {(first, second), (second, first)} if m <= 12]
    if not days:
        raise UnknownDateError
    if len(days) > 1:
        days.sort(key=lambda d: abs(d - context.today))
        if abs(days[0] - context.today).days > 366:
            return edtf(year(number))
    return edtf(period_containing(days[0], "day"))


_HOLIDAYS = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
}


def _holiday(match: re.Match[str], context: Context) -> str:
    number, day = _HOLIDAYS[re.sub(r"\s+", " ", re.sub(w.QUOTE, "'", match["name"].lower()))]
    if match["year"]:
        return edtf(period_containing(date(int(match["year"]), number, day), "day"))
    return edtf(period_in_nearest_year(lambda n: period_containing(date(n, number, day), "day"), context))


def _weekday(match: re.Match[str], context: Context) -> str:
    """Take this weekday in the week before publication, or in the week after it if the tense or "next" says so."""
    number = w.weekday_number(match["weekday"])
    which = (match["which"] or "").lower()
    if which.startswith("the"):
        return _weekday_relative_to_anchor(context, number, after=which.endswith(("following", "next")))
    day = context.today
    future = which in ("next", "this coming", "coming") or (which in ("", "this") and context.tense == "future")
    if which in ("next", "last"):
        day = add_units(day, 1 if future else -1, "day")
    distance = (number - day.weekday()) % 7 if future else -((day.weekday() - number) % 7)
    return edtf(period_containing(add_units(day, distance, "day"), "day"))


def _weekday_relative_to_anchor(context: Context, number: int, *, after: bool) -> str:
    """Take the next or previous such weekday, counted from the anchor."""
    if context.anchor.unit not in ("day", "weekend", "week", "interval"):
        raise UnknownDateError
    if after:
        day = add_units(context.anchor.last, 1, "day")
        return context.not_in_future(
            edtf(period_containing(add_units(day, (number - day.weekday()) % 7, "day"), "day"))
        )
    day = add_units(context.anchor.first, -1, "day")
    return edtf(period_containing(add_units(day, -((day.weekday() - number) % 7), "day"), "day"))


def _day_without_month(match: re.Match[str], context: Context) -> str:
    """Take "the 18th" of this month, or of the one before or after it; "Friday the 13th" must be a Friday."""
    here = context.base.first if context.base else context.today
    months = [shifted(period_containing(here, "month"), n) for n in (-1, 0, 1)]
    number, weekday = int(match["day"]), match.groupdict().get("weekday")
    days = [period_containing(m.first.replace(day=number), "day") for m in months if number <= m.last.day]
    if weekday:
        days = [day for day in days if day.first.weekday() == w.weekday_number(weekday)]
    if not days:
        raise UnknownDateError
    return edtf(pick_nearest(days, here, context.tense))


_ON = rf"(?:{w.WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.?),?{w.SPACE}"
_NTH_DAY = r"(?P<day>[12]?[0-9]|3[01])(?:st|nd|rd|th)(?!\w)"
_COMMA = rf"(?:{w.SPACE}of|,)?{w.SPACE}"
_TO = rf"{w.SPACE}?(?:{w.DASH}|(?<=\s)(?:to|and|through|until)(?!\w)){w.SPACE}?"
_FROM = rf"(?:(?:from|between){w.SPACE})?"
_DAY_OF = rf"(?:the{w.SPACE})?{w.DAY}(?:{w.SPACE}of)?{w.SPACE}{w.MONTH}"

RULES = (
    Rule(
        "iso",
        r"(?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}/[0-9]{2}/[0-9]{2})(?:T[0-9:.]+(?:Z|[+-][0-9:]+)?)?(?!\w)",
        _iso_date,
    ),
    Rule("iso", r"(?P<date>[12][0-9]{3}-(?:0[1-9]|1[0-2]))(?![\w-])", _iso_date, in_running_text=False),
    Rule(
        "date",
        rf"(?:{_ON})?(?:{w.MONTH}{w.SPACE}{w.DAY},?{w.SPACE}{w.YEAR}|{_DAY_OF},?{w.SPACE}{w.YEAR})",
        _date_with_month_name,
        needs=w.HAS_MONTH,
    ),
    Rule(
        "date",
        rf"(?:0?[1-9]|[12][0-9]|3[01]){w.DASH}{w.MONTH}{w.DASH}{w.YEAR}",
        _date_with_month_name,
        needs=w.HAS_MONTH,
    ),
    Rule(
        "day of month", rf"(?:{_ON})?(?:{w.MONTH}{w.SPACE}{w.DAY}|{_DAY_OF})", _date_with_month_name, needs=w.HAS_MONTH
    ),
    Rule("day alone", rf"the\s{_NTH_DAY}(?![-\s](?!(?:of|and|or|to)\s)\w)", _day_without_month, in_running_text=False),
    Rule(
        "day alone",
        rf"(?P<weekday>{w.WEEKDAY}),?{w.SPACE}(?:the{w.SPACE})?{_NTH_DAY}(?!{w.SPACE}of\s)",
        _day_without_month,
        needs="day",
    ),
    Rule(
        "days of month",
        rf"{_FROM}{w.MONTH}{w.SPACE}{w.DAY}{_TO}{w.DAY}(?:,?{w.SPACE}{w.YEAR})?",
        _day_range,
        needs=w.HAS_MONTH,
    ),
    Rule(
        "days of month",
        rf"{_FROM}{w.DAY}{_TO}{w.DAY}{w.SPACE}{w.MONTH}(?:,?{w.SPACE}{w.YEAR})?",
        _day_range,
        needs=w.HAS_MONTH,
    ),
    Rule("month", rf"{w.MONTH}{_COMMA}{w.YEAR}", _date_with_month_name, needs=w.HAS_MONTH),
    Rule("month", w.MONTH_NAME, _date_with_month_name, needs=w.HAS_MONTH),
    Rule(
        "slashes",
        r"(?P<first>[0-9]{1,2})(?P<sep>[/.])(?P<second>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4}|[0-9]{2})(?![\w/]|\.[0-9])",
        _numeric_date,
    ),
    *years.RULES,
    # "Christmas Eve", "New Year's Day, 2020"
    Rule(
        "holiday",
        rf"(?P<name>Christmas(?:{w.SPACE}(?:Day|Eve))?|Boxing{w.SPACE}Day"
        rf"|New{w.SPACE}Year{w.QUOTE}s{w.SPACE}(?:Day|Eve)|Valentine{w.QUOTE}s{w.SPACE}Day|Halloween)(?!\w)"
        rf"(?:,?{w.SPACE}(?P<year>{w.YEAR}))?",
        _holiday,
        needs="christmas|boxing|new|valentine|halloween",
    ),
    # "Monday", "this coming Friday night"
    Rule(
        "weekday",
        rf"(?:(?P<which>last|next|coming|this(?:{w.SPACE}(?:past|coming))?"
        rf"|the{w.SPACE}(?:previous|preceding|following|next)){w.SPACE})?"
        rf"(?P<weekday>{w.WEEKDAY})(?:{w.SPACE}{w.DAYTIME})?",
        _weekday,
        needs="day",
    ),
)
