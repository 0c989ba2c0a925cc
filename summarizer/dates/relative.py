"""Time expressions that count from publication: "yesterday", "last week", "two years ago", "the past 30 days"."""

import re
from datetime import timedelta

from summarizer.dates import words as w
from summarizer.dates.context import Context, UnknownDateError
from summarizer.dates.periods import (
    Period,
    Unit,
    add_units,
    approximate,
    edtf,
    is_coarser,
    month,
    period_containing,
    pick_nearest,
    season,
    shifted,
)
from summarizer.dates.rule import Rule

_EXACT: dict[Unit, Unit] = {"week": "day", "decade": "year", "century": "year"}
_FINER: dict[Unit, Unit] = {"month": "day", "quarter": "month", "year": "month", "decade": "year", "century": "year"}


def count_from(origin: Period, count: int, word: str) -> str:
    """Return the EDTF date `count` units from `origin`, as precise as the unit.

    A count of weeks gives an approximate day, a count of decades an approximate year. Raises UnknownDateError if the
    origin is less precise than that: two days after "May" has no date.
    """
    times, unit = w.parse_unit(word)
    exact = _EXACT.get(unit, unit)
    if is_coarser(origin.unit, than=exact):
        raise UnknownDateError
    day = add_units(origin.last if count > 0 and origin.unit == "interval" else origin.first, count * times, unit)
    date = edtf(period_containing(day, exact))
    return approximate(date) if unit in _EXACT else date


def month_or_season(name: str, number: int) -> Period:
    """Return the month or season of this name in a year."""
    return season(number, name) if re.fullmatch(w.SEASON, name, re.IGNORECASE) else month(number, w.month_number(name))


def _today_or_adjacent_day(match: re.Match[str], context: Context) -> str:
    """Take today, yesterday or tomorrow, also where only their mornings and nights are named."""
    words = match[0].lower()
    days = 0
    if "yesterday" in words or words.startswith("last"):
        days = -2 if "before" in words else -1
    elif "tomorrow" in words:
        days = 2 if "day after" in words else 1
    return edtf(period_containing(add_units(context.today, days, "day"), "day"))


def _last_this_or_next_unit(match: re.Match[str], context: Context) -> str:
    """Take the last, this or the next week, month, year …: the calendar's, not so many days."""
    _, unit = w.parse_unit(match["unit"])
    which = match["which"].lower()
    this = period_containing(context.today, unit)
    if which == "last" or which.endswith("past"):
        return edtf(shifted(this, -1))
    if which == "next" or which.endswith("coming"):
        return edtf(shifted(this, 1))
    if unit == "weekend":
        return edtf(pick_nearest([shifted(this, n) for n in (-1, 0, 1)], context.today, context.tense))
    return edtf(this)


def _last_this_or_next_named(match: re.Match[str], context: Context) -> str:
    """Take the last, this or the next month or season of a name: "last September", "next spring"."""
    name, which, today = match["name"], match["which"].lower(), context.today
    periods = [month_or_season(name, today.year + n) for n in (-2, -1, 0, 1)]
    if which == "last" or which.endswith("past"):
        return edtf(max(p for p in periods if p.last < today))
    if which == "next" or which.endswith("coming"):
        return edtf(min(p for p in periods if p.first > today))
    return edtf(next((p for p in periods if p.first <= today <= p.last), month_or_season(name, today.year)))


def _ago_or_from_now(match: re.Match[str], context: Context) -> str:
    """Count so many units back, or on. Hours are counted from the time of publication."""
    words, unit = match[0].lower(), match["unit"].lower()
    if re.match(r"in\W", words) and not words.endswith("time") and context.tense == "past":
        raise UnknownDateError  # "the first time in two weeks" is a duration
    back = re.search(r"\s(?:ago|back)(?:\s+(?:today|this\s+(?P<same>week|month)))?$", words)
    count = w.parse_number(match["n"]) * (-1 if back else 1)
    if unit.startswith(("hour", "minute")) and context.published_at:
        step = timedelta(hours=count) if unit.startswith("hour") else timedelta(minutes=count)
        return edtf(period_containing((context.published_at + step).date(), "day"))
    if back and words.endswith(("today", "week", "month")):
        times, exact = w.parse_unit(unit)
        return edtf(
            period_containing(add_units(context.today, count * times, exact), w.parse_unit(back["same"] or "day")[1])
        )
    return count_from(period_containing(context.today, "day"), count, unit)


def _part_ago(match: re.Match[str], context: Context) -> str:
    """Count back half or a quarter of a century, a decade or a year."""
    unit = match["unit"].lower()
    months = {"century": 1200, "decade": 120, "year": 12}[unit] // (2 if match["part"].lower() == "half" else 4)
    day = add_units(context.today, -months, "month")
    return approximate(edtf(period_containing(day, "month" if unit == "year" else "year")))


def _weekdays_ago(match: re.Match[str], context: Context) -> str:
    """Two Sundays ago: the Sunday before last."""
    day = add_units(context.today, -1, "day")
    distance = (day.weekday() - w.weekday_number(match["weekday"])) % 7 + 7 * (w.parse_number(match["n"]) - 1)
    return edtf(period_containing(add_units(day, -distance, "day"), "day"))


def _before_last_or_after_next(match: re.Match[str], context: Context) -> str:
    """Take the week before last, the month after next, the Sunday before last."""
    sign = -1 if match["which"].lower().startswith("before") else 1
    if re.fullmatch(w.WEEKDAY, match["unit"], re.IGNORECASE):
        day = add_units(context.today, sign, "day")
        distance = sign * (w.weekday_number(match["unit"]) - day.weekday()) % 7
        return edtf(period_containing(add_units(day, sign * (distance + 7), "day"), "day"))
    return edtf(shifted(period_containing(context.today, w.parse_unit(match["unit"])[1]), 2 * sign))


def _units_up_to_or_from_today(match: re.Match[str], context: Context) -> str:
    """Take a number of units up to publication, or from it: "the past 30 days", "the past decade"."""
    times, unit = w.parse_unit(match["unit"])
    ends: Unit = "day" if unit == "week" else unit
    count = 1
    if match["n"]:
        count = w.parse_number(match["n"])
    else:
        ends = _FINER.get(unit, "day")
    sign = -1 if match["which"].lower() in ("past", "last") else 1
    first, last = sorted((context.today, add_units(context.today, sign * count * times, unit)))
    return f"{edtf(period_containing(first, ends))}/{edtf(period_containing(last, ends))}"


def _now(_: re.Match[str], context: Context) -> str:
    return edtf(period_containing(context.today, "day"))


def _year_end(match: re.Match[str], context: Context) -> str:
    _, unit = w.parse_unit(match["unit"])
    return approximate(period_containing(context.today, unit).last.isoformat())


_S = w.SPACE
_N = rf"\[?(?P<n>{w.NUMBER})\]?"  # "[Ten] years ago": an editor's brackets
_THIS = rf"this(?:{_S}(?:past|coming))?"
_UNIT_OR_HOUR = rf"(?P<unit>{w.UNIT}|(?:hour|minute)s?(?!\w))"

RULES = (
    Rule(
        "today",
        rf"(?:today|tonight)(?!\w)|this{_S}{w.DAYTIME}",
        _today_or_adjacent_day,
        needs=f"today|tonight|{w.HAS_DAYTIME}",
    ),
    Rule(
        "yesterday",
        rf"(?:the{_S}day{_S}before{_S})?yesterday(?!\w)(?:{_S}{w.DAYTIME})?|last{_S}night(?!\w)",
        _today_or_adjacent_day,
        needs="yesterday|night",
    ),
    Rule(
        "tomorrow",
        rf"(?:the{_S}day{_S}after{_S})?tomorrow(?!\w)(?:{_S}{w.DAYTIME})?",
        _today_or_adjacent_day,
        needs="tomorrow",
    ),
    Rule(
        "last, this, next",
        rf"(?P<which>last|next|coming|the{_S}coming|current|{_THIS}){_S}(?P<unit>weekend(?!\w)|{w.LONG_UNIT})",
        _last_this_or_next_unit,
        needs=w.HAS_UNIT,
    ),
    Rule("weekend", rf"(?P<which>the){_S}(?P<unit>weekend)(?!\w)", _last_this_or_next_unit, needs="weekend"),
    Rule(
        "weekend",
        r"(?P<which>)(?P<unit>weekend)(?!\w)",
        _last_this_or_next_unit,
        in_running_text=False,
        needs="weekend",
    ),
    Rule(
        "last, this, next of a name",
        rf"(?P<which>last|next|coming|{_THIS}){_S}(?P<name>{w.MONTH_NAME}|{w.SEASON})",
        _last_this_or_next_named,
        needs=f"{w.HAS_MONTH}|{w.HAS_SEASON}",
    ),
    Rule(
        "ago",
        rf"{_N}{_S}{_UNIT_OR_HOUR}{_S}(?:ago|back)(?!\w)(?:{_S}(?:today|this{_S}(?:week|month))(?!\w))?",
        _ago_or_from_now,
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
        _before_last_or_after_next,
        needs="before last|after next|before\\s|after\\s",
    ),
    # British: the Friday after the next one. But "Black Friday week" is that of the Friday.
    Rule(
        "last, next but one",
        rf"(?<!Black )(?<!Good )(?P<unit>{w.WEEKDAY}){_S}(?P<which>week)(?![-\w])",
        _before_last_or_after_next,
        needs="week",
    ),
    Rule(
        "last, next but one",
        rf"(?P<which>a){_S}week{_S}on{_S}(?P<unit>{w.WEEKDAY})",
        _before_last_or_after_next,
        needs="week",
    ),
    Rule("from now", rf"{_N}{_S}{_UNIT_OR_HOUR}{_S}(?:from{_S}now|hence)(?!\w)", _ago_or_from_now, needs="now|hence"),
    Rule("from now", rf"in{_S}{_N}{_S}{_UNIT_OR_HOUR}{w.QUOTE}?{_S}time(?!\w)", _ago_or_from_now, needs="time"),
    Rule(
        "from now",
        rf"in{_S}{_N}{_S}{_UNIT_OR_HOUR}",
        _ago_or_from_now,
        in_running_text=False,
        needs=f"{w.HAS_UNIT}|hour|minute",
    ),
    Rule(
        "past, next so many",
        rf"the{_S}(?P<which>past|last|next|coming|following){_S}(?P<n>{w.NUMBER}){_S}(?P<unit>{w.UNIT})",
        _units_up_to_or_from_today,
        needs=w.HAS_UNIT,
    ),
    Rule(
        "past, next so many",
        rf"the{_S}(?P<which>past|last)(?P<n>)?{_S}(?P<unit>{w.UNIT})",
        _units_up_to_or_from_today,
        needs=w.HAS_UNIT,
    ),
    Rule(
        "now",
        rf"(?:(?:right{_S})?now|currently|at{_S}present|nowadays)(?!\w)",
        _now,
        in_running_text=False,
        needs="now|currently|present",
    ),
    Rule("year-end", rf"(?:the{_S})?(?P<unit>year|month|quarter)(?:{w.QUOTE}s)?[ -]end(?!\w)", _year_end, needs="end"),
)
