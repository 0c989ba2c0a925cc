"""Expressions that count from publication: "yesterday", "last week", "two years ago", "the past 30 days"."""

import re
from datetime import timedelta

from summarizer.dates import words as w
from summarizer.dates.context import Context, UnknownDateError
from summarizer.dates.periods import (
    Period,
    Unit,
    add,
    approximate,
    coarser,
    containing,
    edtf,
    month,
    moved,
    pick,
    season,
)
from summarizer.dates.rule import Rule

_EXACT: dict[Unit, Unit] = {"week": "day", "decade": "year", "century": "year"}
_FINER: dict[Unit, Unit] = {"month": "day", "quarter": "month", "year": "month", "decade": "year", "century": "year"}


def counted(origin: Period, count: int, word: str) -> str:
    """Return the date `count` units from `origin`, as exact as the unit: EDTF.

    A number of weeks gives about a day, one of decades about a year. Raises UnknownDateError if the origin is not that
    exact: two days after "May" can't be known.
    """
    times, unit = w.unit_of(word)
    exact = _EXACT.get(unit, unit)
    if coarser(origin.unit, than=exact):
        raise UnknownDateError
    day = add(origin.last if count > 0 and origin.unit == "interval" else origin.first, count * times, unit)
    date = edtf(containing(day, exact))
    return approximate(date) if unit in _EXACT else date


def of_name(name: str, number: int) -> Period:
    """Return the month or season of this name in a year."""
    return season(number, name) if re.fullmatch(w.SEASON, name, re.IGNORECASE) else month(number, w.month_number(name))


def _day(match: re.Match[str], context: Context) -> str:
    """Take today, yesterday or tomorrow, also where only their mornings and nights are named."""
    words = match[0].lower()
    days = 0
    if "yesterday" in words or words.startswith("last"):
        days = -2 if "before" in words else -1
    elif "tomorrow" in words:
        days = 2 if "day after" in words else 1
    return edtf(containing(add(context.today, days, "day"), "day"))


def _unit(match: re.Match[str], context: Context) -> str:
    """Take the last, this or the next week, month, year …: the calendar's, not so many days."""
    _, unit = w.unit_of(match["unit"])
    which = match["which"].lower()
    this = containing(context.today, unit)
    if which == "last" or which.endswith("past"):
        return edtf(moved(this, -1))
    if which == "next" or which.endswith("coming"):
        return edtf(moved(this, 1))
    if unit == "weekend":
        return edtf(pick([moved(this, n) for n in (-1, 0, 1)], context.today, context.tense))
    return edtf(this)


def _named(match: re.Match[str], context: Context) -> str:
    """Take the last, this or the next month or season of a name: "last September", "next spring"."""
    name, which, today = match["name"], match["which"].lower(), context.today
    periods = [of_name(name, today.year + n) for n in (-2, -1, 0, 1)]
    if which == "last" or which.endswith("past"):
        return edtf(max(p for p in periods if p.last < today))
    if which == "next" or which.endswith("coming"):
        return edtf(min(p for p in periods if p.first > today))
    return edtf(next((p for p in periods if p.first <= today <= p.last), of_name(name, today.year)))


def _from_now(match: re.Match[str], context: Context) -> str:
    """Count so many units back, or on. Hours are counted from the time of publication."""
    words, unit = match[0].lower(), match["unit"].lower()
    if re.match(r"in\W", words) and not words.endswith("time") and context.tense == "past":
        raise UnknownDateError  # "the first time in two weeks" is a duration
    back = re.search(r"\s(?:ago|back)(?:\s+(?:today|this\s+(?P<same>week|month)))?$", words)
    count = w.number(match["n"]) * (-1 if back else 1)
    if unit.startswith(("hour", "minute")) and context.moment:
        step = timedelta(hours=count) if unit.startswith("hour") else timedelta(minutes=count)
        return edtf(containing((context.moment + step).date(), "day"))
    if back and words.endswith(("today", "week", "month")):
        times, exact = w.unit_of(unit)
        return edtf(containing(add(context.today, count * times, exact), w.unit_of(back["same"] or "day")[1]))
    return counted(containing(context.today, "day"), count, unit)


def _part_ago(match: re.Match[str], context: Context) -> str:
    """Count back half or a quarter of a century, a decade or a year."""
    unit = match["unit"].lower()
    months = {"century": 1200, "decade": 120, "year": 12}[unit] // (2 if match["part"].lower() == "half" else 4)
    day = add(context.today, -months, "month")
    return approximate(edtf(containing(day, "month" if unit == "year" else "year")))


def _weekdays_ago(match: re.Match[str], context: Context) -> str:
    """Two Sundays ago: the Sunday before last."""
    day = add(context.today, -1, "day")
    distance = (day.weekday() - w.weekday_number(match["weekday"])) % 7 + 7 * (w.number(match["n"]) - 1)
    return edtf(containing(add(day, -distance, "day"), "day"))


def _but_one(match: re.Match[str], context: Context) -> str:
    """Take the week before last, the month after next, the Sunday before last."""
    sign = -1 if match["which"].lower().startswith("before") else 1
    if re.fullmatch(w.WEEKDAY, match["unit"], re.IGNORECASE):
        day = add(context.today, sign, "day")
        distance = sign * (w.weekday_number(match["unit"]) - day.weekday()) % 7
        return edtf(containing(add(day, sign * (distance + 7), "day"), "day"))
    return edtf(moved(containing(context.today, w.unit_of(match["unit"])[1]), 2 * sign))


def _stretch(match: re.Match[str], context: Context) -> str:
    """Take so many units up to publication, or from it: "the past 30 days", "the past decade"."""
    times, unit = w.unit_of(match["unit"])
    ends: Unit = "day" if unit == "week" else unit
    count = 1
    if match["n"]:
        count = w.number(match["n"])
    else:
        ends = _FINER.get(unit, "day")
    sign = -1 if match["which"].lower() in ("past", "last") else 1
    first, last = sorted((context.today, add(context.today, sign * count * times, unit)))
    return f"{edtf(containing(first, ends))}/{edtf(containing(last, ends))}"


def _now(_: re.Match[str], context: Context) -> str:
    return edtf(containing(context.today, "day"))


def _year_end(match: re.Match[str], context: Context) -> str:
    _, unit = w.unit_of(match["unit"])
    return approximate(containing(context.today, unit).last.isoformat())


_S = w.SPACE
_N = rf"\[?(?P<n>{w.NUMBER})\]?"  # "[Ten] years ago": an editor's brackets
_THIS = rf"this(?:{_S}(?:past|coming))?"
_UNIT_OR_HOUR = rf"(?P<unit>{w.UNIT}|(?:hour|minute)s?(?!\w))"

RULES = (
    Rule("today", rf"(?:today|tonight)(?!\w)|this{_S}{w.DAYTIME}", _day, needs=f"today|tonight|{w.HAS_DAYTIME}"),
    Rule(
        "yesterday",
        rf"(?:the{_S}day{_S}before{_S})?yesterday(?!\w)(?:{_S}{w.DAYTIME})?|last{_S}night(?!\w)",
        _day,
        needs="yesterday|night",
    ),
    Rule("tomorrow", rf"(?:the{_S}day{_S}after{_S})?tomorrow(?!\w)(?:{_S}{w.DAYTIME})?", _day, needs="tomorrow"),
    Rule(
        "last, this, next",
        rf"(?P<which>last|next|coming|the{_S}coming|current|{_THIS}){_S}(?P<unit>weekend(?!\w)|{w.LONG_UNIT})",
        _unit,
        needs=w.HAS_UNIT,
    ),
    Rule("weekend", rf"(?P<which>the){_S}(?P<unit>weekend)(?!\w)", _unit, needs="weekend"),
    Rule("weekend", r"(?P<which>)(?P<unit>weekend)(?!\w)", _unit, found=False, needs="weekend"),
    Rule(
        "last, this, next of a name",
        rf"(?P<which>last|next|coming|{_THIS}){_S}(?P<name>{w.MONTH_NAME}|{w.SEASON})",
        _named,
        needs=f"{w.HAS_MONTH}|{w.HAS_SEASON}",
    ),
    Rule(
        "ago",
        rf"{_N}{_S}{_UNIT_OR_HOUR}{_S}(?:ago|back)(?!\w)(?:{_S}(?:today|this{_S}(?:week|month))(?!\w))?",
        _from_now,
        needs="ago|back",
    ),
    Rule(
        "ago",
        rf"(?P<part>half|a{_S}quarter(?:{_S}of)?){_S}(?:an?{_S})?(?P<unit>century|decade|year){_S}ago",
        _part_ago,
        needs="ago|back",
    ),
    Rule("weekdays ago", rf"{_N}{_S}(?P<weekday>{w.WEEKDAY_NAME}s){_S}ago(?!\w)", _weekdays_ago, needs="ago"),
    Rule(
        "last, next but one",
        rf"(?:the{_S})?(?P<unit>{w.WEEKDAY}|weekend(?!\w)|{w.LONG_UNIT}){_S}(?P<which>before{_S}last|after{_S}next)(?!\w)",
        _but_one,
        needs="before last|after next|before\\s|after\\s",
    ),
    Rule("from now", rf"{_N}{_S}{_UNIT_OR_HOUR}{_S}(?:from{_S}now|hence)(?!\w)", _from_now, needs="now|hence"),
    Rule("from now", rf"in{_S}{_N}{_S}{_UNIT_OR_HOUR}{w.QUOTE}?{_S}time(?!\w)", _from_now, needs="time"),
    Rule("from now", rf"in{_S}{_N}{_S}{_UNIT_OR_HOUR}", _from_now, found=False, needs=f"{w.HAS_UNIT}|hour|minute"),
    Rule(
        "past, next so many",
        rf"the{_S}(?P<which>past|last|next|coming|following){_S}(?P<n>{w.NUMBER}){_S}(?P<unit>{w.UNIT})",
        _stretch,
        needs=w.HAS_UNIT,
    ),
    Rule(
        "past, next so many", rf"the{_S}(?P<which>past|last)(?P<n>)?{_S}(?P<unit>{w.UNIT})", _stretch, needs=w.HAS_UNIT
    ),
    Rule(
        "now",
        rf"(?:(?:right{_S})?now|currently|at{_S}present|nowadays)(?!\w)",
        _now,
        found=False,
        needs="now|currently|present",
    ),
    Rule("year-end", rf"(?:the{_S})?(?P<unit>year|month|quarter)(?:{w.QUOTE}s)?[ -]end(?!\w)", _year_end, needs="end"),
)
