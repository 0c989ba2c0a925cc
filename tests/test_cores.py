"""How many processor cores are free for the local model."""

import os
import time

import pytest

from summarizer.assist import cores


@pytest.mark.parametrize(
    ("cores_of_machine", "allowed", "load", "busy", "expected"),
    [
        (2, 2, 0.2, None, None),  # not looked at: nobody else is there
        (2, 2, 1.1, 1.0, 1),
        (2, 2, 2.0, 0.1, None),  # the load is that of the run before
        (2, 2, 9.0, 2.0, 1),
        (2, 1, 0.0, None, 1),
        (4, 4, 1.2, 0.9, 3),
        (16, 16, 3.0, 3.0, 8),
        (64, 4, 10.0, 9.0, 4),
        (64, 4, 62.0, 62.0, 2),
    ],
)
def test_a_core_is_free_that_this_process_may_use_and_no_other_does(
    monkeypatch, cores_of_machine, allowed, load, busy, expected
):
    monkeypatch.setattr(os, "cpu_count", lambda: cores_of_machine)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(allowed)), raising=False)
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr(cores, "_busy_now", lambda _: busy)
    assert cores.thread_count() == expected


def test_how_busy_the_cores_are_is_seen_by_what_they_did_for_a_moment(tmp_path, monkeypatch):
    stat = tmp_path / "stat"
    stat.write_text("cpu  100 0 0 900 0 0 0 0 0 0\ncpu0 1 2 3\n")
    monkeypatch.setattr(cores, "_STAT", stat)
    monkeypatch.setattr(time, "sleep", lambda _: stat.write_text("cpu  125 0 5 905 5 0 0 0 0 0\n"))
    assert cores._busy_now(2) == pytest.approx(1.5)


@pytest.mark.parametrize("missing", ["stat", "load"])
def test_where_the_system_does_not_tell_what_it_does_the_load_counts_or_nothing(tmp_path, monkeypatch, missing):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(cores, "_STAT", tmp_path / "none")
    if missing == "load":
        monkeypatch.delattr(os, "getloadavg")
    else:
        monkeypatch.setattr(os, "getloadavg", lambda: (1.0, 0.0, 0.0))
    assert cores.thread_count() == (None if missing == "load" else 1)
