"""The date in the heading of a text: alone on its line, after a label, or in a dateline."""

import re
from datetime import date
from typing import NamedTuple

from summarizer.dates import foreign
from summarizer.dates import words as w


class DateHeader(NamedTuple):
    """A date that heads the text: ISO `date`, and the offsets of the words that give it, label and dateline included.

    Where nothing but white space stands before `start`, the article goes on at `end`. A date below a title stands
    within the text: there, cutting at `end` would lose the title.
    """

    date: str
    start: int
    end: int


_LINES = 6
_S = r"[^\S\n]{0,4}"
_LABEL = (
    rf"(?:(?:first{_S}|last{_S})?(?:date|dated|published|publication{_S}date|posted|updated|modified)"
    rf"(?:{_S}(?:on|at|date))?{_S}:?{_S})"
)
_WEEKDAY = rf"(?:(?:{w.WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)(?!\w)\.?),?{_S})?"
_ISO = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:T[0-9:.]+(?:Z|[+-][0-9:]+)?)?(?!\w)"
_SPELT = (
    rf"(?:{w.MONTH}{w.SPACE}{w.DAY},?{w.SPACE}{w.YEAR}|{w.DAY}(?:{w.SPACE}of)?{w.SPACE}{w.MONTH},?{w.SPACE}{w.YEAR})"
)
_CLOCK = (
    rf"(?:,?{_S}(?:at{_S})?[0-9]{{1,2}}[:.][0-9]{{2}}(?::[0-9]{{2}})?{_S}(?:[ap]\.?m\.?)?"
    rf"{_S}\(?(?:[A-Z]{{2,4}})?(?:[+-][0-9:]{{1,5}})?\)?)?"
)
_DATE = rf"(?P<date>{_WEEKDAY}(?:{_ISO}|{_SPELT}))"
_DASH = r"(?:-{1,2}|–|—|\||:)"

_FORMS = (
    # A line of its own, with or without a label: "Monday, May 18, 2015", "Published: 7 August 2023, 10:30 GMT"
    re.compile(rf"{_S}[(\[]?{_LABEL}?{_DATE}{_CLOCK}[)\].]?\s*$", re.IGNORECASE),
    # A byline: "By Jane Roe, August 7, 2023"
    re.compile(rf"{_S}By[^\S\n][^\n]{{2,80}}?[,|–—-]{_S}{_LABEL}?{_DATE}{_CLOCK}\s*$", re.IGNORECASE),
    # A line with the agency or the place: "Xinhua, June 22, 2016", "BBC News | 7 August 2023"
    re.compile(
        rf"{_S}[A-Z][\w.&'’-]*(?:[^\S\n][A-Z][\w.&'’-]*){{0,4}}{_S}[,|•·–—-]{_S}{_LABEL}?{_DATE}{_CLOCK}\s*$",
    ),
    # A label before the text itself: "date 2023-08-07 Natalie Portman has …"
    re.compile(rf"{_S}{_LABEL}{_DATE}(?=\s)", re.IGNORECASE),
    # The date and then the text: "2023-08-07 The president …", "August 7, 2023 — The president …"
    re.compile(
        rf"{_S}(?P<date>{_WEEKDAY}(?:{_ISO}(?={_S}(?:{_DASH}|[A-Z\"“‘']))|{_SPELT}(?={_S}{_DASH}))){_S}{_DASH}?"
    ),
    # A dateline: "NEW YORK, Aug 7 2023 (Reuters) — The president …"
    re.compile(
        rf"{_S}[A-Z][^\n–—:;!?0-9]{{1,60}}?(?:,|{_S}[-–—|(]){_S}{_DATE}\)?{_S}(?:\([^()\n]{{1,40}}\){_S})?{_DASH}"
    ),
)


def find_date_header(text: str) -> DateHeader | None:
    """Return the full date in one of the first lines of a text: alone, after a label, or in a dateline.

    A date in a sentence ("On 7 August 2023 the president …") and a date without a year do not count.
    """
    for line in list(re.finditer(r"[^\n]*\S[^\n]*", text[:2000]))[:_LINES]:
        for form in _FORMS:
            match = form.match(line[0])
            if match and (day := _iso_day(match["date"])):
                start = line.start() + len(line[0]) - len(line[0].lstrip())
                return DateHeader(day, start, line.start() + match.end())
        if day := foreign.day_of_date_line(line[0]):
            return DateHeader(day, line.start() + len(line[0]) - len(line[0].lstrip()), line.end())
    return None


def find_date_lines(text: str) -> list[DateHeader]:
    """The lines of a text that hold only a full date, perhaps with a label, a byline or an agency, in order."""
    found = []
    for line in _WITH_YEAR.finditer(text):
        match = next(filter(None, (form.match(line[0]) for form in _FORMS[:3])), None)
        day = (match and _iso_day(match["date"])) or foreign.day_of_date_line(line[0])
        if day:
            found.append(DateHeader(day, line.start() + len(line[0]) - len(line[0].lstrip()), line.end()))
    return found


_WITH_YEAR = re.compile(r"^(?=[^\n]{0,120}$)[^\n]*(?:[12][0-9]{3}|年)[^\n]*$", re.MULTILINE)


def _iso_day(words: str) -> str | None:
    """Return the ISO date of a full date; None if the calendar has no such day."""
    try:
        if iso := re.search(r"([0-9]{4})-([0-9]+)-([0-9]+)", words):
            return date(int(iso[1]), int(iso[2]), int(iso[3])).isoformat()
        month, year = re.search(w.MONTH, words, re.IGNORECASE), re.search(w.YEAR, words)
        day = re.search(rf"(?<!\w){w.DAY}", words)
        if month and year and day:
            return date(int(year[0]), w.month_number(month[0]), w.parse_ordinal(day[0])).isoformat()
    except ValueError:
        pass  # 30 February
    return None
