"""The timeline's drawing: dates to scale, and room for every label."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.render.axis import LANES, Mark, Tick, has_place_on_axis, lay_out_axis


def marks(*dates):
    axis = lay_out_axis(dates, None)
    return sorted((mark for group in axis.groups for mark in group.marks), key=lambda mark: mark.number)


def test_dates_lie_to_scale():
    first, second, third = marks("2000-01-01", "2000-01-11", "2000-01-31")
    assert (first.start, first.end) == (8.38, 8.38)  # between 7 and 9.77: the first of 31 days of 86
    assert abs((third.start - first.start) / (second.start - first.start) - 3) < 0.01


def test_each_kind_of_date_has_its_shape():
    found = marks("2000", "2001-21", "2003/2005", "2006~", "2007-01-01", "2008/..", "../1999", "2009-10-05/2009-10-11")
    assert [(mark.shape, mark.about, mark.opens) for mark in found] == [
        ("within", False, ""),
        ("within", False, ""),
        ("throughout", False, ""),
        ("within", True, ""),
        ("day", False, ""),
        ("throughout", False, "right"),
        ("throughout", False, "left"),
        ("within", False, ""),  # a week
    ]
    assert (found[5].end, found[6].start) == (100, 0)


def test_a_stretch_is_as_long_as_its_time():
    year, decade = marks("1990", "2000/2009")
    assert abs((decade.end - decade.start) / (year.end - year.start) - 10) < 0.1


def test_dates_too_close_for_a_label_each_share_one():
    axis = lay_out_axis([f"2024-05-{day:02}" for day in range(1, 29)] + ["1924"], None)
    assert sorted(group.label for group in axis.groups) == ["1–28", "29"]


def test_a_label_at_the_end_stands_before_it():
    assert [group.anchor for group in lay_out_axis(["1924", "2024"], None).groups] == ["start", "start"]
    last = lay_out_axis(["1924", *(f"2024-{month:02}" for month in range(1, 13))], None).groups[-1]
    assert (last.label, last.anchor, last.at) == ("10–13", "end", max(mark.end for mark in last.marks))


def test_a_label_names_runs_of_numbers_and_stays_short():
    dates = ["2000-01-01", "2000-01-02", "2024", "2000-01-01", "2000-01-01", "2000-01-01"]
    assert [group.label for group in lay_out_axis(dates, None).groups] == ["1–2, 4–6", "3"]
    assert next(group.label for group in lay_out_axis([*dates, *dates, *dates], None).groups) == "1–2 …"


def test_without_two_different_dates_there_is_nothing_to_draw():
    assert lay_out_axis([], None) is None
    assert lay_out_axis([None, "nonsense"], None) is None
    assert lay_out_axis(["2023"], "2023-01-01") is None


@pytest.mark.parametrize("published", ["2024-05-10", "20240510T0930", "2024-W19-5"])
def test_the_articles_own_date_has_its_place_in_any_iso_form(published):
    axis = lay_out_axis(["2024-05-01", "2024-05-31"], published)
    assert axis.published == lay_out_axis(["2024-05-01", "2024-05-31"], "2024-05-10T23:00+02:00").published
    assert lay_out_axis(["2023-05-01", "2023-05-01T10:00"], None) is None


def test_what_has_no_place_is_told_apart():
    assert [has_place_on_axis(date) for date in ("2023~", "2023-05-01T10:00", None, "", "2023-99", "-0044", "x")] == [
        True, True, False, False, False, False, False,
    ]  # fmt: skip


def test_ticks_are_whole_days_months_or_years():
    assert [tick.label for tick in lay_out_axis(["2009", "2023-07"], None).ticks] == ["2010", "2015", "2020"]
    assert [tick.label for tick in lay_out_axis(["2023-01", "2023-07"], None).ticks] == [
        "Jan 2023",
        "Mar 2023",
        "May 2023",
        "Jul 2023",
    ]
    assert lay_out_axis(["2023-05-01", "2023-05-03"], None).ticks == [
        Tick(7.0, "1 May"), Tick(35.67, "2 May"), Tick(64.33, "3 May"), Tick(93.0, "4 May")
    ]  # fmt: skip
    assert [tick.label for tick in lay_out_axis(["0001", "9998"], None).ticks] == ["2000", "4000", "6000", "8000"]


def test_the_articles_own_date_is_marked_if_it_lies_within():
    assert lay_out_axis(["2020-01-01", "2020-01-03"], "2020-01-02T10:00").published == 50
    assert lay_out_axis(["2020-01-01", "2020-01-03"], "2021-01-02").published is None


years = st.integers(1, 9999)
days = st.dates().map(str)
edtf = st.one_of(
    days,
    days.map(lambda day: day[:7]),
    years.map(lambda year: f"{year:04}~"),
    years.map(lambda year: f"{year:04}/.."),
    st.tuples(years, years).map(lambda pair: f"{min(pair):04}/{max(pair):04}"),
)


@settings(deadline=None)
@given(st.lists(edtf, max_size=80))
def test_whatever_the_dates_no_label_lies_over_another_or_a_mark(dates):
    axis = lay_out_axis(dates, None)
    if axis is None:
        return
    assert sum(len(group.marks) for group in axis.groups) == sum(has_place_on_axis(date) for date in dates)
    assert axis.lanes <= LANES
    assert all(5 <= tick.at <= 95 for tick in axis.ticks)
    gaps = [b.at - a.at for a, b in pairwise(axis.ticks)]
    assert all(gap > 12 for gap in gaps)  # 34 pixels of 280: room for a year
    for lane in range(axis.lanes):
        boxes = sorted(_box(group) for group in axis.groups if group.lane == lane)
        assert all(left[1] <= right[0] for left, right in pairwise(boxes))
        assert all(-1.6 <= start and end <= 101.6 for start, end in boxes)


def _box(group):
    """From where to where the group's marks and its label reach, in percent of 280 pixels, 7 a character."""
    width = len(group.label) * 2.5
    start = group.at - width * {"start": 0, "middle": 0.5, "end": 1}[group.anchor]
    ends = [_reach(mark) for mark in group.marks]
    return min(start, *(left for left, _ in ends)), max(start + width, *(right for _, right in ends))


def _reach(mark: Mark):
    return (mark.start - 1.6, mark.end + 1.6) if mark.shape == "day" else (mark.start, mark.end)
