"""Years, and periods of at least a month that are named without one: "1989", "the 1990s", "summer", "Q1"."""

import re
from collections.abc import Callable
from datetime import date

from summarizer.dates import words as w
from summarizer.dates.context import Context, UnknownDateError
from summarizer.dates.periods import Period, edtf, period_containing, pick_nearest, season, year
from summarizer.dates.rule import Rule


def period_in_nearest_year(periods_of: Callable[[int], Period], context: Context) -> Period:
    """Return the period that is meant by an expression without a year. `periods_of` gives the period for a given year.

    Raises UnknownDateError if none of the years near publication has such a period.
    """
    periods = []
    for number in range(context.today.year - 4, context.today.year + 5):
        try:
            periods.append(periods_of(number))
        except ValueError:  # 29 February
            continue
    if not periods:
        raise UnknownDateError
    return pick_nearest(periods, context.today, context.tense)


def expand_two_digit_year(number: int, context: Context) -> int:
    """Return the full year: at most ten years after publication. Without a publication date, 1930 to 2029."""
    latest = context.published_at.year + 10 if context.published_at else 2029
    return latest - (latest - number) % 100


def _year(match: re.Match[str], _: Context) -> str:
    return edtf(year(int(match["year"])))


def _short_year(match: re.Match[str], context: Context) -> str:
    return edtf(year(expand_two_digit_year(int(match["year"]), context)))


def _year_range(match: re.Match[str], _: Context) -> str:
    first = int(match["year"])
    last = int(match["year"][:2] + match["last"])
    if last <= first:
        raise UnknownDateError
    return f"{first}/{last}"


def _decade(match: re.Match[str], context: Context) -> str:
    number = _DECADES.index(match["name"].lower()) * 10 + 20 if match["name"] else int(match["digits"])
    if number < 100:
        number = expand_two_digit_year(number, context)
    return edtf(period_containing(date(number, 1, 1), "decade"))


def _century(match: re.Match[str], _: Context) -> str:
    return edtf(period_containing(date(max((w.parse_ordinal(match["nth"]) - 1) * 100, 1), 1, 1), "century"))


def _season(match: re.Match[str], context: Context) -> str:
    name = match["season"]
    if match["year"]:
        number = int(match["year"].strip("'’‘ʼ"))
        return edtf(season(number if number > 99 else expand_two_digit_year(number, context), name))
    return edtf(period_in_nearest_year(lambda n: season(n, name), context))


def _quarter_number(text: str) -> int:
    """Which quarter of a year "third", "Q3", "3rd" or "final" means."""
    if digit := re.search(r"[1-4]", text):
        return int(digit[0])
    return 4 if text.lower() == "final" else w.parse_ordinal(text)


def _quarter(match: re.Match[str], context: Context) -> str:
    number = _quarter_number(match["q"] or match["nth"])
    stated = match["year"] or match["before"]

    def in_year(number_of_year: int) -> Period:
        return period_containing(date(number_of_year, number * 3 - 2, 1), "quarter")

    return edtf(in_year(int(stated)) if stated else period_in_nearest_year(in_year, context))


_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_SEASON_YEAR = rf"(?:{w.SPACE}(?:of{w.SPACE})?(?P<year>{w.YEAR}|{w.QUOTE}[0-9]{{2}}(?!\w)))?"

RULES = (
    Rule("year", rf"(?P<year>{w.YEAR})", _year),
    Rule("year", rf"{w.QUOTE}(?P<year>[0-9]{{2}})(?![\w{w.QUOTE[1:]})", _short_year),
    Rule(
        "years",
        rf"(?P<year>(?:1[0-9]|20)[0-9]{{2}}){w.SPACE}?[-‑–—/](?P<last>[0-9]{{2}})(?![\w,.-]{{0,9}}[0-9])",
        _year_range,
    ),
    Rule(
        "decade",
        rf"(?:the{w.SPACE})?(?:{w.QUOTE}?(?P<digits>(?:(?:1[0-9]|20)[0-9]|[2-9])0){w.QUOTE}?s"
        rf"|(?P<name>(?:twen|thir|for|fif|six|seven|eigh|nine)ties))(?!\w)",
        _decade,
        needs="0|ties",
    ),
    Rule("century", rf"(?:the{w.SPACE})?(?P<nth>{w.ORDINAL})[-\s]century(?!\w)", _century, needs="centur"),
    Rule("season", rf"(?:the{w.SPACE})?(?P<season>{w.SEASON}){_SEASON_YEAR}", _season, needs=w.HAS_SEASON),
    # "the third quarter of 2008", "Q3 2008", "fiscal second quarter"
    Rule(
        "quarter",
        rf"(?:the{w.SPACE})?(?:(?P<before>{w.YEAR})(?:{w.QUOTE}s)?{w.SPACE})?"
        rf"(?:fiscal[-\s])?(?:(?P<q>Q[1-4])(?!\w)"
        rf"|(?P<nth>first|second|third|fourth|final|[1-4](?:st|nd|rd|th))[-\s](?:fiscal[-\s])?quarter(?!\w))"
        rf"(?:{w.SPACE}(?:of{w.SPACE})?(?:fiscal{w.SPACE})?(?P<year>{w.YEAR}))?",
        _quarter,
        needs="quarter|q[1-4]",
    ),
)
