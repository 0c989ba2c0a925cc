"""Choice of the thread count for llama.cpp on a machine that other processes use too.

The threads of llama.cpp synchronise after every step, so one thread on a busy core delays all others. On two cores, one
of them busy, two threads generated 4 tokens per second and one thread 8.
"""

import os
import time
from pathlib import Path

_STAT = Path("/proc/stat")
_LOOK = 0.2
"""Seconds during which core usage is measured."""


def thread_count() -> int | None:
    """Return the number of threads to use, or None if this process may use all cores and none is busy.

    The number is that of the cores that this process may use and that are not busy, at least one. The load average of
    the last minute may include a previous run of this program. So the number of busy cores is the smaller of the load
    average and the current usage.
    """
    cores = os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else cores
    busy = round(_load())
    busy = busy and min(busy, round(_busy_now(cores)))
    if not busy and allowed == cores:
        return None
    free = min(allowed, cores - busy)
    # Two logical cores may share one physical core. llama.cpp accounts for this only in its own default.
    return max(1, min(free, cores // 2) if cores > 4 else free)


def _load() -> float:
    """Return the load average of the last minute, or 0 if the system has none."""
    try:
        return os.getloadavg()[0]
    except (AttributeError, OSError):  # Windows
        return 0.0


def _busy_now(cores: int) -> float:
    """Return the number of busy cores. It is `cores` if the system does not report usage."""
    before = _cpu_times()
    time.sleep(_LOOK)
    after = _cpu_times()
    if before is None or after is None or after[1] <= before[1]:
        return float(cores)
    return cores * (1 - (after[0] - before[0]) / (after[1] - before[1]))


def _cpu_times() -> tuple[int, int] | None:
    """Return the idle time and the total time of all cores since boot, in clock ticks, or None if unknown."""
    try:
        line = _STAT.read_text(encoding="ascii").partition("\n")[0]
        times = [int(part) for part in line.split()[1:9]]
    except (OSError, ValueError):
        return None
    return sum(times[3:5]), sum(times)
