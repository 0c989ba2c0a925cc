"""The date that heads a text, if one does."""

import re
from datetime import date
from typing import NamedTuple

from summarizer.dates import foreign
from summarizer.dates import words as w


class Header(NamedTuple):
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


def header(text: str) -> Header | None:
    """Return the full date that heads a text, in one of its first lines: alone, labelled, or in a dateline.

    A date within prose is none ("On 7 August 2023 the president …"), and neither is one without a year.
    """
    for line in list(re.finditer(r"[^\n]*\S[^\n]*", text[:2000]))[:_LINES]:
        for form in _FORMS:
            match = form.match(line[0])
            if match and (day := _day(match["date"])):
                start = line.start() + len(line[0]) - len(line[0].lstrip())
                return Header(day, start, line.start() + match.end())
        if day := foreign.alone(line[0]):
            return Header(day, line.start() + len(line[0]) - len(line[0].lstrip()), line.end())
    return None


def headings(text: str) -> list[Header]:
    """The lines of a text that are nothing but a full date, maybe with a label, a byline or an agency, in order."""
    found = []
    for line in _WITH_YEAR.finditer(text):
        match = next(filter(None, (form.match(line[0]) for form in _FORMS[:3])), None)
        day = (match and _day(match["date"])) or foreign.alone(line[0])
        if day:
            found.append(Header(day, line.start() + len(line[0]) - len(line[0].lstrip()), line.end()))
    return found


_WITH_YEAR = re.compile(r"^(?=[^\n]{0,120}$)[^\n]*(?:[12][0-9]{3}|年)[^\n]*$", re.MULTILINE)


def _day(words: str) -> str | None:
    """Read a full date; None if there is no such day."""
    try:
        if iso := re.search(r"([0-9]{4})-([0-9]+)-([0-9]+)", words):
            return date(int(iso[1]), int(iso[2]), int(iso[3])).isoformat()
        month, year = re.search(w.MONTH, words, re.IGNORECASE), re.search(w.YEAR, words)
        day = re.search(rf"(?<!\w){w.DAY}", words)
        if month and year and day:
            return date(int(year[0]), w.month_number(month[0]), w.ordinal(day[0])).isoformat()
    except ValueError:
        pass  # 30 February
    return None
