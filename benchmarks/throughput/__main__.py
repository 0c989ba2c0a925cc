"""Measure many articles, and print a table.

    python -m benchmarks.throughput {speed,memory,cache,kills,limits} [-o FILE] [--help]

`-o` adds each row to a file as a line of JSON.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.throughput import experiments
from benchmarks.throughput.kills import kills

COLUMNS = {
    "speed": ["requests_a_second", "articles_a_second", "of_bare", "cpu_ms_an_article", "peak_mb"],
    "memory": ["seconds", "peak_mb", "ratio"],
    "cache": ["run", "seconds", "of_first", "cpu_seconds", "requests", "loaded"],
    "kills": ["kills", "status", "digests", "twice", "lost", "other", "attempts", "requests", "most"],
    "limits": ["limits", "binds", "seconds", "ideal", "of_ideal", "requests", "share_refused"],
}
"""What the table shows of each row, after the system, its settings, the number of articles and of failures."""


def rows(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The rows of the experiment that the options name."""
    if options.experiment == "speed":
        return experiments.speed(
            options.articles, systems=options.systems, requests_at_once=options.requests_at_once, delay=options.delay
        )
    if options.experiment == "memory":
        return experiments.memory(options.few, options.many, delay=options.delay)
    if options.experiment == "cache":
        return experiments.cache(options.articles, delay=options.delay)
    if options.experiment == "kills":
        return kills(options.articles, options.times, longest=options.longest, seed=options.seed)
    return experiments.limits(
        options.rpm, options.tpm, minutes=options.minutes, requests_at_once=options.requests_at_once
    )


def line(row: dict[str, Any], columns: Iterable[str]) -> str:
    """A row of the table."""
    name = row.get("system", "cli") + "".join(f", {key} {row[key]}" for key in ("processes",) if key in row)
    cells = [f"{name:24}", f"{row['articles']:9}"]
    if "skipped" in row:
        return " ".join([*cells, f"  skipped: {row['skipped']}"])
    return " ".join([*cells, f"{row.get('failed', 0):7}", *(f"{_cell(row[column]):>17}" for column in columns)])


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if value < 10 else f"{value:.1f}"
    return "+".join(value) or "none" if isinstance(value, list) else str(value)


def parse(arguments: list[str]) -> argparse.Namespace:
    """The experiment and its sizes."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.throughput", description=(__doc__ or "").partition("\n")[0]
    )
    commands = parser.add_subparsers(dest="experiment", required=True)
    every = argparse.ArgumentParser(add_help=False)
    every.add_argument("-o", "--output", type=Path, help="add the rows to this file, a line of JSON each")
    made = {
        name: commands.add_parser(name, parents=[every], formatter_class=argparse.ArgumentDefaultsHelpFormatter)
        for name in COLUMNS
    }
    for name, count in {"speed": 1000, "cache": 200, "kills": 500}.items():
        made[name].add_argument("-n", "--articles", type=int, default=count, help="articles")
    for name, delay in {"speed": experiments.DELAY, "memory": 0.0, "cache": experiments.DELAY}.items():
        made[name].add_argument("--delay", type=float, default=delay, help="seconds for a reply")
    for name in ("speed", "limits"):
        made[name].add_argument("--requests-at-once", type=int, default=64, help="requests under way at the most")
    made["speed"].add_argument("--systems", type=lambda text: text.split(","), default=[], help="only these, as a,b")
    made["memory"].add_argument("--few", type=int, default=1000, help="articles of the first run")
    made["memory"].add_argument("--many", type=int, default=20_000, help="articles of the second run")
    made["kills"].add_argument("--times", type=int, default=20, help="how often to kill it")
    made["kills"].add_argument(
        "--longest", type=float, default=2.5, help="seconds that it lives at the most after its first request"
    )
    made["kills"].add_argument("--seed", type=int, default=0, help="of the moments")
    made["limits"].add_argument("--rpm", type=int, default=600, help="requests a minute")
    made["limits"].add_argument("--tpm", type=int, default=200_000, help="tokens a minute")
    made["limits"].add_argument("--minutes", type=float, default=3.5, help="of work after the first allowance")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> None:
    """Run one experiment; print its rows as they come."""
    options = parse(arguments)
    columns = COLUMNS[options.experiment]
    print(" ".join([f"{'':24}", f"{'articles':>9}", f"{'failed':>7}", *(f"{name:>17}" for name in columns)]))
    for row in rows(options):
        print(line(row, columns), flush=True)
        if options.output:
            with options.output.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"experiment": options.experiment, **row}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
