"""One run of one system in a process of its own, measured; and the same from outside."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.server import ROOT, Server

Record = dict[str, Any]


def environment(server: Server, cache: Path) -> dict[str, str]:
    """The environment of a process that asks this server, and keeps its replies in this folder."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "OPENAI_BASE_URL": server.url,
        "OPENAI_API_KEY": "none",
        "SUMMARIZER_MODEL": "openai/scripted",
        "SUMMARIZER_CACHE": str(cache),
    }


def measured(
    system: str,
    server: Server,
    *,
    articles: int,
    requests_at_once: int = 64,
    source: str = "careful",
    settings: Record | None = None,
    is_warm: bool = True,
    cache: Path | None = None,
) -> Record:
    """What a run took.

    `seconds`; `cpu_seconds` of all its processes; `peak_mb`, the memory of the largest of them; how many `failed`; and
    which libraries were `loaded`. From the server's counts `requests`, the `refused` ones among them, and `tokens` of
    the others. Only `skipped`, with the reason, where the system is not there.

    `cache` is the folder of kept replies; absent, a new one.
    """
    load = [articles, requests_at_once, source, settings or {}, is_warm]
    before = server.stats()
    with tempfile.TemporaryDirectory() as new:
        done = subprocess.run(
            [sys.executable, "-m", __name__, system, json.dumps(load)],
            cwd=ROOT,
            env=environment(server, cache or Path(new)),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    after = server.stats()
    figures: Record = json.loads(done.stdout.splitlines()[-1])
    counts = {name: after[name] - before[name] for name in ("requests", "refused", "wrong", "tokens")}
    if counts["wrong"]:
        raise ValueError(f"{system} asked {counts['wrong']} times what the server can't answer")
    known = {"system": system, **(settings or {}), "articles": articles}
    return known | figures | ({} if "skipped" in figures else counts)


def main() -> None:
    """Run the system; print the figures as JSON."""
    from benchmarks.throughput.systems import SYSTEMS, Load, NotAvailableError

    results, sys.stdout = sys.stdout, sys.stderr  # what libraries print is no result
    try:
        run = SYSTEMS[sys.argv[1]](Load(*json.loads(sys.argv[2])))
    except NotAvailableError as error:
        print(json.dumps({"skipped": str(error)}), file=results)
        return
    cpu, started = _cpu_seconds(), time.perf_counter()
    failed = run()
    seconds, cpu = time.perf_counter() - started, _cpu_seconds() - cpu
    # Kilobytes on Linux. The figure starts with the size of the process that started this one: a small one.
    peak = max(resource.getrusage(who).ru_maxrss for who in _WHO)
    figures = {"seconds": seconds, "cpu_seconds": cpu, "peak_mb": peak / 1024, "failed": failed}
    print(json.dumps(figures | {"loaded": sorted({"openai", "instructor"} & sys.modules.keys())}), file=results)


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _cpu_seconds() -> float:
    """Of this process, and of those that it started and that have ended."""
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, _WHO))


if __name__ == "__main__":
    main()
