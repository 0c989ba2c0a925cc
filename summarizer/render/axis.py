"""Lays out the timeline on a horizontal axis, to scale: the positions of the dates and of their labels.

All positions are in percent of the axis' width. Labels are placed for the narrowest screen, so they have room on wider
ones too.
"""

import datetime
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from summarizer.dates.periods import parse_edtf
from summarizer.render.words import MONTHS

LANES = 4
"""Rows of marks at most; where dates crowd, those that lie close share a label."""

_NARROWEST = 280  # pixels
_LETTER, _DOT = (100 * pixels / _NARROWEST for pixels in (7.5, 12))
_LONGEST = 10  # letters of a label
_THIN = 1.2  # a stretch too short to see is drawn as long as this
_LEFT, _RIGHT = 7.0, 93.0  # the ends of the scale; beyond them run the arrows of open ranges, and half a tick's label
_LAST_DAY = datetime.date.max.toordinal()

_STEPS = [
    *(("day", count, count) for count in (1, 2, 7, 14)),
    *(("month", count, count * 30.4) for count in (1, 2, 3, 6)),
    *(("year", count * scale, count * scale * 365.25) for scale in (1, 10, 100, 1000) for count in (1, 2, 5)),
]
"""Distances between ticks, from fine to coarse: so many units, about so many days."""
_MOST = {"day": 5.5, "month": 4.5, "year": 7}
"""How many ticks have room, by how long their labels are."""


class Mark(NamedTuple):
    """One date. `shape`: a "day", sometime "within" a longer period, or "throughout" a range.

    It reaches from `start` to `end`; `opens` says on which side a range has no end; `about` marks uncertain dates.
    """

    number: int
    shape: Literal["day", "within", "throughout"]
    start: float
    end: float
    about: bool
    opens: Literal["", "left", "right"]


class Group(NamedTuple):
    """Marks that share a row and a label: one date, or several too close for a label each."""

    marks: list[Mark]
    label: str
    at: float
    anchor: Literal["start", "middle", "end"]
    """Which part of the label stands at `at`."""
    lane: int
    """Row, from 0, the nearest to the axis."""

    @property
    def drawn(self) -> list[tuple[Mark, list[int]]]:
        """The marks to draw, each with the numbers of its dates. Marks that look the same are merged."""
        alike: dict[tuple[object, ...], list[Mark]] = {}
        for mark in self.marks:
            place = round(mark.start, 1), round(mark.end, 1)  # less than a pixel apart is the same place
            alike.setdefault((mark.shape, mark.about, mark.opens, place), []).append(mark)
        return [(marks[0], [mark.number for mark in marks]) for marks in alike.values()]


class Tick(NamedTuple):
    """A labelled point of the axis."""

    at: float
    label: str


class Axis(NamedTuple):
    """The drawing. `published` is where the article's own date lies, if within."""

    groups: list[Group]
    ticks: list[Tick]
    lanes: int
    published: float | None

    @property
    def shapes(self) -> set[str]:
        """The kinds of marks on the axis, for the legend."""
        marks = [mark for group in self.groups for mark in group.marks]
        return {mark.shape for mark in marks} | {"about" for mark in marks if mark.about}


class _DayRange(NamedTuple):
    """The days of a date: from `first` up to, not including, `last`, both as ordinals."""

    number: int
    shape: Literal["day", "within", "throughout"]
    first: int
    last: int
    about: bool
    opens: Literal["", "left", "right"]


def lay_out_axis(dates: Sequence[str | None], published: str | None) -> Axis | None:
    """The axis for these EDTF dates, which are numbered from 1; None unless two of them differ and can be drawn."""
    stretches = [stretch for number, date in enumerate(dates, 1) if date and (stretch := _day_range(number, date))]
    if len({stretch[1:] for stretch in stretches}) < 2:
        return None
    low, high = min(s.first for s in stretches), max(s.last for s in stretches)
    scale = (_RIGHT - _LEFT) / (high - low)

    def place(day: float) -> float:
        return round(_LEFT + (day - low) * scale, 2)

    marks = [_mark(stretch, place(stretch.first), place(stretch.last)) for stretch in stretches]
    groups = _arrange(marks)
    today = datetime.datetime.fromisoformat(published).toordinal() + 0.5 if published else None
    return Axis(
        groups,
        [Tick(place(day), label) for day, label in _ticks(low, high)],
        1 + max(group.lane for group in groups),
        place(today) if today and 0 <= place(today) <= 100 else None,
    )


def has_place_on_axis(date: str | None) -> bool:
    """Whether a date can be drawn on the axis."""
    return bool(date and _day_range(0, date))


def _day_range(number: int, date: str) -> _DayRange | None:
    period = parse_edtf(re.sub(r"T[^/]*", "", date))  # the time of day is too fine to draw
    if period is None:
        return None
    start, _, end = date.partition("/")
    opens: Literal["", "left", "right"] = ""
    if "/" in date:
        opens = "left" if start in ("", "..") else "right" if end in ("", "..") else ""
    # a week, a weekend or a quarter is written as a range for want of another form: something happened within it
    shape: Literal["day", "within", "throughout"] = "throughout" if opens or period.unit == "interval" else "within"
    if period.unit == "day" and not opens:
        shape = "day"
    about = re.search(r"[~?%]", date) is not None
    return _DayRange(number, shape, period.first.toordinal(), period.last.toordinal() + 1, about, opens)


def _mark(stretch: _DayRange, start: float, end: float) -> Mark:
    if stretch.shape == "day":
        start = end = round((start + end) / 2, 2)
    else:
        end = max(end, round(start + _THIN, 2))
    if stretch.opens == "left":
        start = 0
    elif stretch.opens == "right":
        end = 100
    return Mark(stretch.number, stretch.shape, start, end, stretch.about, stretch.opens)


def _arrange(marks: Sequence[Mark]) -> list[Group]:
    """Groups in rows without overlaps. Marks closer than `near` share a label, and `near` grows until all fit."""
    near = 0.5
    while True:
        groups = _pack(_group_close_marks(marks, near))
        if max(group.lane for group in groups) < LANES:
            return groups
        near *= 1.5


def _group_close_marks(marks: Sequence[Mark], near: float) -> list[list[Mark]]:
    """Groups of marks that begin and end within `near` of each other, from left to right."""
    together: list[list[Mark]] = []
    close: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda mark: mark.start):
        close = [group for group in close if mark.start - group[0].start < near]
        group = next((group for group in close if abs(mark.end - group[0].end) < near), None)
        if group is None:
            group = []
            together.append(group)
            close.append(group)
        group.append(mark)
    return together


def _pack(together: list[list[Mark]]) -> list[Group]:
    """Place each group into the first row with room for it, from left to right."""
    groups: list[Group] = []
    full: list[float] = []  # how far each row is taken
    for marks in together:
        label = _label([mark.number for mark in marks])
        width = len(label) * _LETTER
        start, end = marks[0].start, max(mark.end for mark in marks)
        middle = (start + end) / 2
        anchor: Literal["start", "middle", "end"]
        if all(mark.shape == "day" for mark in marks) and width / 2 <= middle <= 100 - width / 2:
            at, anchor, left = middle, "middle", middle - width / 2
        elif start + width <= 100:
            at, anchor, left = start, "start", start
        else:
            at, anchor, left = end, "end", end - width
        left, right = min(left, start - _DOT / 2), max(left + width, end + _DOT / 2)
        lane = next((n for n, taken in enumerate(full) if taken <= left), len(full))
        full[lane : lane + 1] = [right + _LETTER]
        groups.append(Group(marks, label, round(at, 2), anchor, lane))
    return groups


def _label(numbers: list[int]) -> str:
    """A short label for numbers: [3, 4, 5, 9] -> "3–5, 9". If there are many runs, only the first."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    written = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    label = ", ".join(written)
    return label if len(label) <= _LONGEST else f"{written[0]} …"


def _ticks(low: int, high: int) -> list[tuple[int, str]]:
    """The days to label between two ordinals, at the finest step at which labels have room."""
    unit, count = next((unit, count) for unit, count, days in _STEPS if (high - low) / days <= _MOST[unit])
    if unit == "day":
        days = [datetime.date.fromordinal(day) for day in range(low, min(high, _LAST_DAY) + 1, count)]
        return [(day.toordinal(), f"{day.day} {MONTHS[day.month - 1][:3]}") for day in days]
    step = count * 12 if unit == "year" else count
    first, last = (datetime.date.fromordinal(min(day, _LAST_DAY)) for day in (low, high))
    months = range(-(-(first.year * 12 + first.month - 1) // step) * step, last.year * 12 + last.month, step)
    days = [datetime.date(month // 12, month % 12 + 1, 1) for month in months]
    return [
        (day.toordinal(), str(day.year) if unit == "year" else f"{MONTHS[day.month - 1][:3]} {day.year}")
        for day in days
        if low <= day.toordinal()
    ]
