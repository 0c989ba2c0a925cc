"""Whether a model's date contradicts the time expression that it was given for.

    >>> contradicts("2021-04-03", "Saturday, April 3"), contradicts("2022-04-03", "Saturday, April 3")
    (False, True)

A model may know from the whole article which year is meant; a rule can't. The model's date contradicts the expression
if no day of that date has every part that the expression states: year, month, day, weekday, season, decade or century.
A wider date ("2021") does not contradict it. Two more checks: an expression with a bound ("before May 2008") puts the
date on one side of that bound, and the tense of a verb right before the expression ("resigned on Friday") puts its date
before or after publication.
"""

import re
from datetime import date, timedelta
from functools import cache

from summarizer.dates import foreign
from summarizer.dates import words as w
from summarizer.dates.context import follows_verb, unambiguous_tenses
from summarizer.dates.periods import Period, parse_edtf
from summarizer.dates.resolution import resolve

_ENGLISH = foreign.Calendar(
    foreign.numbers_by_name(
        "january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sept,sep "
        "october,oct november,nov december,dec",
        1,
    ),
    foreign.numbers_by_name("monday tuesday wednesday thursday friday saturday sunday"),
    foreign.numbers_by_name("spring summer autumn,fall winter"),
    "before|after|ago|later|earlier|since|until|till|following|previous|preceding|prior",
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.º|[.º°]|er|-го)?"
_OF = rf",?{w.SPACE}(?:(?:of|de|del|do){w.SPACE}|d['’])?"


def contradicts(
    given: str, phrase: str, *, sentence: str = "", published: str | None = None, language: str = "en"
) -> bool:
    """Whether the EDTF date `given` can't be the date that `phrase` denotes in this sentence."""
    period, names = (parse_edtf(given) if endpoints(given) else None), _calendar_names(language)
    if period is None:
        return True
    if names is None:
        return False
    rest = phrase.translate(foreign.ASCII_DIGITS)
    if bound := re.search(rf"(?i)(?<!\w)(?:{names.bounds})(?!\w)", rest):
        return language == "en" and _violates_bound(period, bound[0].lower(), rest[bound.end() :], published)
    ends = endpoints(given)
    for pattern in _part_patterns(language):
        for match in pattern.finditer(rest):
            if not any(_some_day_matches(match.groupdict(), end, names) for end in (*ends, period)):
                return True
        rest = pattern.sub(";", rest)
    return language == "en" and _contradicts_tense(period, phrase, sentence, published)


def _violates_bound(period: Period, bound: str, what: str, published: str | None) -> bool:
    """Whether a date lies on the wrong side of a bound: before Easter 2008 for "after Easter 2008"."""
    found = resolve(what, published).date if re.search(w.YEAR, what) else None
    other = parse_edtf(found) if found else None
    if other is None:
        return False
    if bound in ("before", "prior", "until", "till"):
        return period.first > other.last
    return bound in ("after", "since", "following") and period.last < other.first


def _contradicts_tense(period: Period, phrase: str, sentence: str, published: str | None) -> bool:
    """Whether the sentence is in the past tense and the date lies after publication, or the other way round.

    A verb farther off may be about something else: "they met to prepare the summit on Thursday". A sentence with a
    verb of saying is not judged: "said" is past, but what is said may lie in the future.
    """
    if not published or not phrase or phrase not in sentence or re.search(w.YEAR, phrase) or _SAYING.search(sentence):
        return False
    if not follows_verb(sentence[: sentence.index(phrase)]):
        return False
    today = date.fromisoformat(published[:10])
    tenses = unambiguous_tenses(sentence.replace(phrase, "…", 1))
    if tenses == {"past"}:
        return period.first - today > timedelta(days=1)
    return tenses == {"future"} and today - period.last > timedelta(days=1)


_SAYING = re.compile(
    r"\b(?:sa(?:id|ys?)|told|tells|announced|add(?:s|ed)|wrote|promised|agreed|decided|confirmed)\b|[\"“”]"
)


def _calendar_names(language: str) -> foreign.Calendar | None:
    return _ENGLISH if language == "en" else foreign.calendar(language)


def endpoints(text: str) -> list[Period]:
    """The period of a date, the two ends of an interval, or the known end of an open interval. Empty if not EDTF."""
    parts = [part or ".." for part in text.split("/")]
    periods = [parse_edtf(re.sub(r"[~?%]$", "", part)) for part in parts if part != ".."]
    known = [period for period in periods if period]
    if not known or len(known) < len(periods) or len(parts) > 2 or re.search(r"[~?%]{2}", text):
        return []
    return known if known[0].first <= known[-1].first else []


@cache
def _part_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Patterns for the parts of a date, with a named group for each part. Longer expressions come first."""
    names = _calendar_names(language) or _ENGLISH
    month, weekday, season = (
        rf"(?P<{part}>{'|'.join(map(re.escape, sorted(listed, key=len, reverse=True)))})(?!\w)"
        for part, listed in (("month", names.months), ("weekday", names.weekdays), ("season", names.seasons))
    )
    patterns = (
        rf"(?P<century>{w.ORDINAL})[-\s]century(?!\w)",
        r"(?P<decade>[12]\d\d0)['’]?-?(?:s|er\w{0,2}|[а-я]{1,2})(?!\w)",
        r"(?:années|anni|anos|años|jaren)\s(?P<decade>[12]\d\d0)(?!\w)",
        rf"{_DAY}{_OF}{month}",
        rf"{month}\.?{w.SPACE}{_DAY}(?![\w:])",
        month,
        rf"{weekday}{_OF}{_DAY}(?![\w:])",
        weekday,
        season,
        r"(?P<year>[12]\d{3})(?![\w-]|[.,]\d|\syears?(?!\w))",
    )
    return tuple(re.compile(rf"(?<!\w){pattern}", re.IGNORECASE) for pattern in patterns)


def _some_day_matches(parts: dict[str, str], period: Period, names: foreign.Calendar) -> bool:
    """Whether at least one day of this period has all these parts."""
    stated = {part: text.lower() for part, text in parts.items() if text}
    first, last = period.first, period.last
    if "year" in stated:  # of a long period only that year has to be looked at
        year = int(stated["year"])
        first, last = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    last = min(last, first + min(_LONG, date.max - first))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return any(all(_day_matches(part, text, day, names) for part, text in stated.items()) for day in days)


_LONG = timedelta(days=9 * 366)  # within so many days every weekday, month and day of month occurs


def _day_matches(part: str, text: str, day: date, names: foreign.Calendar) -> bool:
    match part:
        case "century":
            return day.year // 100 == w.parse_ordinal(text) - 1
        case "decade":
            return day.year // 10 == int(text) // 10
        case "year":
            return day.year == int(text)
        case "season":
            return (day.month // 3 - 1) % 4 == names.seasons[text]
        case "month":
            return day.month == names.months[text]
        case "weekday":
            return day.weekday() == names.weekdays[text]
    return day.day == int(text)
