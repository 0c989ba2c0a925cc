"""Time expressions that count from an anchor, a date mentioned earlier in the text: "two days later"."""

import re

from summarizer.dates import words as w
from summarizer.dates.context import Context, UnknownDateError
from summarizer.dates.periods import Period, Unit, add_units, edtf, is_coarser, period_containing, shifted, year
from summarizer.dates.relative import count_from, month_or_season
from summarizer.dates.rule import Rule

# "News of X is coming a month after Y", "the move comes a day after Y": what is dated is Y.
_COMES = re.compile(
    r"(?<!\w)(?:comes?|(?:is|are) coming|arrives?|follows?|ha(?:s|ve) come)(?!\w)[^.;]*$", re.IGNORECASE
)


def _offset(match: re.Match[str], context: Context) -> str:
    """Count units forwards or backwards from the anchor.

    What "comes a month after" an event dates that event, a month before publication. "A year earlier" without an anchor
    compares with today.
    """
    way, unit, count = match["way"].lower(), match["unit"], w.parse_number(match["n"])
    comes = way == "after" and _COMES.search(context.before)
    compares = way == "earlier" and context.base is None and unit.lower().startswith("year")
    if comes or compares:
        return count_from(period_containing(context.today, "day"), -count, unit)
    back = way in ("earlier", "before", "beforehand", "previously", "prior")
    return context.not_in_future(count_from(context.anchor, -count if back else count, unit))


def _adjacent_unit(match: re.Match[str], context: Context) -> str:
    """Take the same, the previous or the next day, week, month or year, counted from the anchor."""
    unit = _unit(match["unit"])
    which = match["which"].lower()
    step = -1 if which in _BACK else 1 if which in _ON else 0
    anchor = context.base
    if anchor is None and step < 0 and unit != "day":
        anchor = period_containing(context.today, "day")  # "sales fell from the previous year"
    if anchor is None or is_coarser(anchor.unit, than=unit):
        raise UnknownDateError
    return context.not_in_future(
        edtf(shifted(period_containing(anchor.last if step > 0 else anchor.first, unit), step))
    )


def _unit(word: str) -> Unit:
    return "day" if re.fullmatch(w.DAYTIME, word, re.IGNORECASE) else w.parse_unit(word)[1]


def _month_or_season_from_anchor(match: re.Match[str], context: Context) -> str:
    """Take the month or season of this name in the anchor's year, or the next after or the last before the anchor."""
    name, which, anchor = match["name"], match["which"].lower(), context.anchor
    if is_coarser(anchor.unit, than="year"):
        raise UnknownDateError
    periods = [month_or_season(name, anchor.first.year + n) for n in (-1, 0, 1, 2)]
    if which.endswith(("following", "next")):
        return context.not_in_future(edtf(min(p for p in periods if p.first > anchor.last)))
    if which.endswith(("previous", "preceding")):
        return edtf(max(p for p in periods if p.last < anchor.first))
    return edtf(month_or_season(name, anchor.first.year))


def _seasons_from_anchor(match: re.Match[str], context: Context) -> str:
    """Count seasons forwards or backwards from the anchor's year: "four summers later"."""
    count = w.parse_number(match["n"]) * (1 if match["way"].lower() == "later" else -1)
    if is_coarser(context.anchor.unit, than="year"):
        raise UnknownDateError
    return context.not_in_future(edtf(month_or_season(match["season"], context.anchor.first.year + count)))


def _year_before(match: re.Match[str], context: Context) -> str:
    """Go back a year from the day, month or quarter; "the same period" is as long as what it is compared with."""
    base = context.base or period_containing(context.today, "day")
    if match["unit"].lower() in ("period", "time", "point"):
        unit: Unit = "month" if base.unit == "day" else base.unit
    else:
        unit = w.parse_unit(match["unit"])[1]
    if unit == "interval" or is_coarser(base.unit, than=unit):
        raise UnknownDateError
    return edtf(period_containing(add_units(period_containing(base.first, unit).first, -1, "year"), unit))


def _day_or_year_of_anchor(match: re.Match[str], context: Context) -> str:
    """Take "that day" or "that year": the anchor's in a story about the past, otherwise that of publication."""
    _, unit = w.parse_unit(match["unit"])
    base = context.base
    if base and (unit == "day" or context.tense == "past") and not is_coarser(base.unit, than=unit):
        return edtf(period_containing(base.first, unit))
    return edtf(period_containing(context.today, unit))


def _anchor_date(_: re.Match[str], context: Context) -> str:
    return edtf(context.anchor)


def _day_of_clock_time(_: re.Match[str], context: Context) -> str:
    """Take the day of the anchor, unknown where that is longer, or else of publication. The time itself is not kept."""
    if context.base and context.base.unit == "day":
        return edtf(context.base)
    if context.base and is_coarser(context.base.unit, than="day"):
        raise UnknownDateError
    return edtf(period_containing(context.today, "day"))


def _anniversary(match: re.Match[str], context: Context) -> str:
    """Count from what the sentence dates ("the 20th anniversary of his death in 1987"), or from the anchor."""
    origin = context.base
    after = context.sentence[len(context.before) :]
    if stated := re.search(rf"anniversary{w.SPACE}of(?!\w)[^.;]{{1,120}}?(?<!\w)({w.YEAR})", after):
        origin = year(int(stated[1]))
    return _add_years(origin, w.parse_ordinal(match["nth"]), context)


def _age(match: re.Match[str], context: Context) -> str:
    """Count from the anchor, which must be the date of birth."""
    return _add_years(context.base, int(match["age"]), context)


def _add_years(origin: Period | None, count: int, context: Context) -> str:
    """Count years from `origin`. Not later than a year after publication: then it was another event's date."""
    if origin is None or origin.unit not in ("day", "month", "year"):
        raise UnknownDateError
    period = period_containing(add_units(origin.first, count, "year"), origin.unit)
    if context.published_at and period.first > add_units(context.today, 1, "year"):
        raise UnknownDateError
    return edtf(period)


_S = w.SPACE
_N = rf"(?P<n>{w.NUMBER})"
_BACK = ("previous", "preceding", "prior", "before", "earlier")
_ON = ("following", "next", "subsequent", "after", "later")
_BESIDE = "|".join(("same", *_BACK[:3], *_ON[:3]))
_AM_PM = r"[ap]\.?m(?!\w)\.?"
_LAST_YEAR = rf"(?:(?:a|one|the){_S}year{_S}(?:ago|earlier|before)|last{_S}year|the{_S}previous{_S}year)"

RULES = (
    Rule(
        "later, earlier",
        rf"{_N}{_S}(?P<unit>{w.UNIT}){_S}(?P<way>later|earlier|after|afterwards?)(?!\w)",
        _offset,
        needs=w.HAS_UNIT,
    ),
    Rule(
        "later, earlier",
        rf"{_N}{_S}(?P<unit>{w.UNIT}){_S}(?P<way>before|beforehand|previously|prior)(?!\w)",
        _offset,
        in_running_text=False,
        needs=w.HAS_UNIT,
    ),
    Rule(
        "later, earlier",
        rf"{_N}{_S}(?P<season>spring|summer|autumn|winter)s?{_S}(?P<way>later|earlier)(?!\w)",
        _seasons_from_anchor,
        needs=w.HAS_SEASON,
    ),
    Rule(
        "same, previous, next",
        rf"(?:the|that){_S}(?P<which>{_BESIDE}){_S}(?P<unit>day(?!\w)|{w.LONG_UNIT}|{w.DAYTIME})(?:{_S}{w.DAYTIME})?",
        _adjacent_unit,
        needs=f"{w.HAS_UNIT}|{w.HAS_DAYTIME}",
    ),
    Rule(
        "same, previous, next",
        rf"(?P<which>that){_S}(?P<unit>day(?!\w)|{w.LONG_UNIT}|{w.DAYTIME})",
        _adjacent_unit,
        needs=f"{w.HAS_UNIT}|{w.HAS_DAYTIME}",
    ),
    Rule(
        "same, previous, next",
        rf"the{_S}(?P<unit>day|night|week|month|quarter|year){_S}(?P<which>before|after|previous|prior|earlier)(?!\w)",
        _adjacent_unit,
        needs=f"{w.HAS_UNIT}|{w.HAS_DAYTIME}",
    ),
    Rule(
        "month or season beside",
        rf"(?P<which>that|the{_S}(?:following|next|previous|preceding)){_S}(?P<name>{w.MONTH_NAME}|{w.SEASON})",
        _month_or_season_from_anchor,
        needs=f"{w.HAS_MONTH}|{w.HAS_SEASON}",
    ),
    Rule(
        "a year before",
        rf"(?:the{_S}same|this){_S}(?P<unit>day|week|month|quarter|period|time|point){_S}(?:(?:of|in){_S})?{_LAST_YEAR}",
        _year_before,
        needs="year",
    ),
    Rule(
        "a year before",
        rf"(?:the{_S})?year[-\s](?:ago|earlier){_S}(?P<unit>month|quarter|period)(?!\w)",
        _year_before,
        needs="year",
    ),
    Rule(
        "day, year",
        rf"(?:the|in){_S}(?P<unit>day(?!\w)|{w.LONG_UNIT})(?!\s(?:[0-9]|of\s))",
        _day_or_year_of_anchor,
        in_running_text=False,
        needs=w.HAS_UNIT,
    ),
    Rule(
        "then", rf"(?:(?:that|the{_S}same){_S}time|then)(?!\w)", _anchor_date, in_running_text=False, needs="time|then"
    ),
    # "8:30 p.m. (GMT+1)", "5 pm local time", "noon"
    Rule(
        "clock",
        rf"(?:(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9](?::[0-5][0-9])?(?!\w)(?:{_S}?{_AM_PM})?|[01]?[0-9]{_S}?{_AM_PM})"
        rf"(?:{_S}?\(?(?:UTC|GMT|[ECMP][SD]?T|BST|CES?T|local{_S}time)(?!\w)(?:{_S}?[+-][0-9]{{1,2}})?\)?)?"
        r"|(?:noon|midnight)(?!\w)",
        _day_of_clock_time,
        needs="[0-9]|noon|midnight",
    ),
    Rule(
        "anniversary",
        rf"(?:the{_S})?(?P<nth>{w.ORDINAL})(?:[-\s]\w{{1,20}})?{_S}(?:anniversary|birthday)(?!\w)",
        _anniversary,
        in_running_text=False,
        needs="anniversary|birthday",
    ),
    Rule(
        "age",
        rf"(?:at{_S}(?:the{_S})?age{_S}(?:of{_S})?|aged?{_S}|(?:he|she|they){_S}(?:was|were|turned|turns){_S})"
        rf"(?P<age>[0-9]{{1,3}})(?!\w)",
        _age,
        in_running_text=False,
        needs="[0-9]",
    ),
)
