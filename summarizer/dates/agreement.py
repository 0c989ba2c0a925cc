"""Whether a date that was not computed agrees with the words that it should date.

    >>> agrees("2021-04-03", "Saturday, April 3"), agrees("2022-04-03", "Saturday, April 3")
    (True, False)

A model may know from the article as a whole which year is meant; no rule does. Its date is believed only where the
words state a part of it (a year, month, day, weekday, season, decade or century), and only if every part that they
state is met. Words that count from a date or bound it ("three weeks after", "depuis") state another date than the one
they mean, and a number that is no part of a date can't be met.
"""

import re
from functools import cache

from summarizer.dates import foreign
from summarizer.dates import words as w
from summarizer.dates.periods import Period, coarser, containing, parse

_ENGLISH = foreign.Calendar(
    foreign.numbered(
        "january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sept,sep "
        "october,oct november,nov december,dec",
        1,
    ),
    foreign.numbered("monday tuesday wednesday thursday friday saturday sunday"),
    foreign.numbered("spring summer autumn,fall winter"),
    "before|after|ago|later|earlier|since|until|till|following|previous|preceding|prior",
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.º|[.º°]|er|-го)?"
_OF = rf",?{w.SPACE}(?:(?:of|de|del|do){w.SPACE}|d['’])?"
_NUMBER = re.compile(rf"\d|(?<!\w)(?!an?(?!\w))(?:{w.NUMBER}|{w.ORDINAL}|half(?!\w))", re.IGNORECASE)


def agrees(date: str, phrase: str, language: str = "en") -> bool:
    """Whether `date` is EDTF as this package writes it, and `phrase` states a part of it and none that it is not.

    Of an interval both ends must be stated. False in a `language` (ISO 639-1) whose names of months are not known.
    """
    names, ends = _names(language), _ends(date)
    rest, stated = phrase.translate(foreign.ASCII), False
    if not names or not ends or re.search(rf"(?i)(?<!\w)(?:{names.bounds})(?!\w)", rest):
        return False
    for pattern in _patterns(language):
        found = [match.groupdict() for match in pattern.finditer(rest)]
        met = {(i, k) for i, parts in enumerate(found) for k, end in enumerate(ends) if _met(parts, end, names)}
        if {i for i, _ in met} != set(range(len(found))) or (found and {k for _, k in met} != set(range(len(ends)))):
            return False
        stated = stated or bool(found)
        rest = pattern.sub(";", rest)
    return stated and not _NUMBER.search(rest)


def _names(language: str) -> foreign.Calendar | None:
    return _ENGLISH if language == "en" else foreign.calendar(language)


def _ends(date: str) -> list[Period]:
    """The period of a date, or the first and the last of an interval; of an open one the known end. None if invalid."""
    parts = date.split("/")
    periods = [parse(re.sub(r"[~?%]$", "", part)) for part in parts if part != ".."]
    known = [period for period in periods if period]
    if not known or len(known) < len(periods) or len(parts) > 2 or re.search(r"[~?%]{2}", date):
        return []
    return known if known[0].first <= known[-1].first else []


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """What a phrase can state, in groups named by their parts; larger expressions before those they are made of."""
    names = _names(language) or _ENGLISH
    month, weekday, season = (
        rf"(?P<{part}>{'|'.join(map(re.escape, sorted(listed, key=len, reverse=True)))})(?!\w)"
        for part, listed in (("month", names.months), ("weekday", names.weekdays), ("season", names.seasons))
    )
    patterns = (
        rf"(?P<century>{w.ORDINAL})[- ]century(?!\w)",
        r"(?P<decade>[12]\d\d0)['’]?-?(?:s|er\w{0,2}|[а-я]{1,2})(?!\w)",
        r"(?:années|anni|anos|años|jaren)\s(?P<decade>[12]\d\d0)(?!\w)",
        rf"{_DAY}{_OF}{month}",
        rf"{month}\.?{w.SPACE}{_DAY}(?![\w:])",
        month,
        rf"{weekday}{_OF}{_DAY}(?![\w:])",
        weekday,
        season,
        r"(?P<year>[12]\d{3})(?![\w-]|[.,]\d)",
    )
    return tuple(re.compile(rf"(?<!\w){pattern}", re.IGNORECASE) for pattern in patterns)


def _met(parts: dict[str, str], end: Period, names: foreign.Calendar) -> bool:
    """Whether this date, or this end of one, is all that these words say, and no coarser."""
    return all(_is(part, text.lower(), end, names) for part, text in parts.items())


def _is(part: str, text: str, end: Period, names: foreign.Calendar) -> bool:
    first = end.first
    match part:
        case "century":
            return end.unit == "century" and first.year == w.ordinal(text) * 100 - 100
        case "decade":
            return end.unit == "decade" and first.year == int(text)
        case "year":
            return not coarser(end.unit, than="year") and int(text) in (first.year, end.last.year)
        case "season":
            in_season = containing(first, "season").first.month // 3 - 1 == names.seasons[text]
            return not coarser(end.unit, than="season") and in_season
        case "month":
            return not coarser(end.unit, than="month") and first.month == names.months[text]
        case "weekday":
            return end.unit == "day" and first.weekday() == names.weekdays[text]
    return end.unit == "day" and first.day == int(text)
