"""How many threads to compute with on a machine that others use too.

Threads of llama.cpp wait for each other after every step: one that has to share its core holds up all. On two cores,
one of them busy, two threads wrote 4 tokens a second and one thread 8.
"""

import os
import time
from pathlib import Path

_STAT = Path("/proc/stat")
_LOOK = 0.2
"""Seconds for which to look at what the cores do."""


def thread_count() -> int | None:
    """How many threads to use; None where nothing keeps from using all cores.

    Those that this process may use and that others leave free, at least one. The load of the last minute may be this
    program's own, of the run before. So a core counts as busy only where the load says so and it is busy now.
    """
    cores = os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else cores
    busy = round(_load())
    busy = busy and min(busy, round(_busy_now(cores)))
    if not busy and allowed == cores:
        return None
    free = min(allowed, cores - busy)
    # Two "cores" may be one with two threads of its own, as llama.cpp knows where it chooses itself.
    return max(1, min(free, cores // 2) if cores > 4 else free)


def _load() -> float:
    """How many threads ran or waited to run, on average of the last minute."""
    try:
        return os.getloadavg()[0]
    except (AttributeError, OSError):  # Windows
        return 0.0


def _busy_now(cores: int) -> float:
    """How many cores are busy; all where the system does not tell."""
    before = _cpu_times()
    time.sleep(_LOOK)
    after = _cpu_times()
    if before is None or after is None or after[1] <= before[1]:
        return float(cores)
    return cores * (1 - (after[0] - before[0]) / (after[1] - before[1]))


def _cpu_times() -> tuple[int, int] | None:
    """What all cores together have been idle, and in all, since the machine started, in hundredths of a second."""
    try:
        line = _STAT.read_text(encoding="ascii").partition("\n")[0]
        times = [int(part) for part in line.split()[1:9]]
    except (OSError, ValueError):
        return None
    return sum(times[3:5]), sum(times)
