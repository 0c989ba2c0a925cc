"""The experiments: each runs what it compares one after another, and gives a row for each run."""

import math
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.limits import MINUTE, Limits
from benchmarks.server import serving
from benchmarks.throughput.worker import Record, measured
from summarizer.sections import SECTIONS

DELAY = 0.1
"""Seconds that the model takes for a reply."""

RUNS: tuple[tuple[str, dict[str, Any], int], ...] = (
    ("bare", {}, 1),
    ("instructor", {}, 1),
    ("summarizer", {}, 1),
    ("summarizer", {"processes": 2}, 1),
    ("pydantic-ai", {}, 1),
    ("langextract", {}, 5),
)
"""Systems with their settings; and what the number of articles is divided by, for slow ones. All figures are rates."""


def speed(
    articles: int, *, systems: Sequence[str] = (), requests_at_once: int = 64, delay: float = DELAY
) -> Iterator[Record]:
    """Requests a second and CPU seconds an article, of this project and of others.

    `of_bare` is the ratio of the questions answered in a second (four an article) to those of the SDK alone.
    """
    bare = 0.0
    for system, settings, divisor in RUNS:
        if systems and system not in systems:
            continue
        count = math.ceil(articles / divisor)
        with serving(delay) as server:
            row = measured(system, server, articles=count, requests_at_once=requests_at_once, settings=settings)
        if "skipped" not in row:
            row["requests_a_second"] = row["requests"] / row["seconds"]
            row["articles_a_second"] = count / row["seconds"]
            row["cpu_ms_an_article"] = row["cpu_seconds"] * 1000 / count
            bare = bare or (row["articles_a_second"] if system == "bare" else 0.0)
            row["of_bare"] = row["articles_a_second"] / bare if bare else None
        yield row


def memory(few: int, many: int, *, delay: float = 0.0) -> Iterator[Record]:
    """Peak memory over few and over many articles; `ratio` is that to few."""
    for system in ("summarizer", "cli"):
        first = 0.0
        for articles in (few, many):
            with serving(delay) as server:
                row = measured(system, server, articles=articles)
            first = first or row["peak_mb"]
            yield row | {"ratio": row["peak_mb"] / first}


def cache(articles: int, *, delay: float = DELAY) -> Iterator[Record]:
    """A run with an empty cache, and the same again; `of_first` is the ratio of their seconds.

    Nothing is loaded before the clock starts.
    """
    for system in ("summarizer", "cli"):
        first = 0.0
        with tempfile.TemporaryDirectory() as folder, serving(delay) as server:  # its address is part of what was asked
            for run in ("cold", "again"):
                row = measured(system, server, articles=articles, is_warm=False, cache=Path(folder))
                first = first or row["seconds"]
                yield row | {"run": run, "of_first": row["seconds"] / first}


def limits(rpm: int, tpm: int, *, minutes: float = 3.5, requests_at_once: int = 64) -> Iterator[Record]:
    """Seconds over the least that the limits allow, and the share of requests refused.

    As many short articles as keep the binding limit busy for so many minutes after the first allowance is used up.
    Where the server says nothing of its limits, they are asked for once unknown and once known.
    """
    sample = 30
    with serving(0.0) as server:
        cost = measured("summarizer", server, articles=sample, source="short")
    allowance = minutes + 1
    articles = int(min(rpm * allowance * sample / cost["requests"], tpm * allowance * sample / cost["tokens"]))
    known = {"rpm": rpm, "tpm": tpm}
    variants: tuple[tuple[str, Limits, dict[str, Any]], ...] = (
        ("sliding", Limits(rpm, tpm), {}),
        ("fixed", Limits(rpm, tpm, "fixed"), {}),
        ("sliding, no headers", Limits(rpm, tpm, has_headers=False), {}),
        ("sliding, no headers, told", Limits(rpm, tpm, has_headers=False), known),
        ("fixed, no headers, told", Limits(rpm, tpm, "fixed", has_headers=False), known),
    )
    for name, limit, settings in variants:
        with serving(DELAY, limit) as server:
            row = measured(
                "summarizer",
                server,
                articles=articles,
                source="short",
                settings=settings,
                requests_at_once=requests_at_once,
            )
            if "skipped" not in row:
                needs = {"requests": row["requests"] - row["refused"], "tokens": row["tokens"]}
                row |= against_ideal(needs, limit, row["seconds"], server.stats()["first"])
                row["share_refused"] = row["refused"] / row["requests"]
        yield row | {"limits": name, "rpm": rpm, "tpm": tpm}


def against_ideal(needs: dict[str, int], limits: Limits, seconds: float, first: float) -> Record:
    """Which limit binds, the least seconds that it allows for what was needed, and the ratio to what it took.

    `first` is the time of the first request, in seconds since 1970: a fixed window ends with its minute.
    """
    least: dict[str, float] = {}
    for name, allowed in {"requests": limits.requests, "tokens": limits.tokens}.items():
        if allowed and limits.kind == "fixed":
            least[name] = max(0.0, (math.ceil(needs[name] / allowed) - 1) * MINUTE - first % MINUTE)
        elif allowed:
            least[name] = max(0.0, (needs[name] - allowed) * MINUTE / allowed)
    binds = max(least, key=lambda name: least[name])
    return {"binds": binds, "ideal": least[binds], "of_ideal": seconds / least[binds] if least[binds] else None}


def most_requests(articles: int, kills: int, articles_at_once: int) -> int:
    """Requests that a run may send that is killed so often: one a section, and what was under way at each kill."""
    return len(SECTIONS) * (articles + kills * articles_at_once)
