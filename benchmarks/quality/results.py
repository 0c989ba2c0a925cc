"""The results file: JSON lines, added to and never rewritten.

A start of the command writes `{"run": {"date", "command", "model", "machine", "systems": {name: version}, "articles",
"ids", "limit"}}`. Each article of each system then writes one of

    {"system", "id", "version", "date", "seconds", "requests", "input_tokens", "output_tokens", "digest"}
    {"system", "id", "version", "date", "seconds", "requests", "input_tokens", "output_tokens", "error"}

`digest` lacks the article's text; `error` is the reason in one line. Tokens are None where the server did not tell.
A failure counts: it is not tried again unless its line is taken out.
"""

import datetime
import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.quality.systems import Record
from summarizer.errors import InputError, UsageError


class Results(NamedTuple):
    """A results file: the starts of the command, and what came out, in the order of writing."""

    runs: list[Record]
    outcomes: list[Record]

    @property
    def done(self) -> set[tuple[str, str]]:
        """System and article of every outcome."""
        return {(outcome["system"], outcome["id"]) for outcome in self.outcomes}

    @property
    def ids(self) -> list[str]:
        """The articles of all runs, in order."""
        return list(dict.fromkeys(article for run in self.runs for article in run["ids"]))

    @property
    def systems(self) -> dict[str, str]:
        """The systems of all runs, with their versions."""
        return {name: version for run in self.runs for name, version in run["systems"].items()}

    @property
    def missing(self) -> list[tuple[str, str]]:
        """What was begun and has no outcome yet."""
        return [(name, article) for name in self.systems for article in self.ids if (name, article) not in self.done]


def read(path: Path) -> Results:
    """The results in a file; none where there is no file. Raises InputError for a line that is none."""
    results = Results([], [])
    if not path.exists():
        return results
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            hint = "It was cut off when it was written: take it out, and run again"
            raise InputError(f"Line {number} of {path} is no JSON", hint) from error
        if "run" in record:
            results.runs.append(record["run"])
        else:
            results.outcomes.append(record)
    return results


def append(path: Path, record: Record) -> None:
    """Add a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")


def run(model: str, systems: dict[str, str], articles: Path, ids: Sequence[str], limit: float, command: str) -> Record:
    """What a start of the command writes."""
    return {
        "date": now(),
        "command": command,
        "model": model,
        "machine": machine(),
        "systems": systems,
        "articles": articles.name,
        "ids": list(ids),
        "limit": limit,
    }


def check_same(results: Results, this: Record, path: Path) -> None:
    """Raise UsageError where this run can't be put beside those in the file: another model, machine or version."""
    for run in results.runs:
        for name in ("model", "machine", "articles", "limit"):
            if run[name] != this[name]:
                raise UsageError(f"{path} has results with {name} {run[name]!r}, not {this[name]!r}", "Use another -o")
        for name, version in run["systems"].items():
            if this["systems"].get(name, version) != version:
                hint = "Use another -o, or take its lines out"
                raise UsageError(f"{path} has results of {name} {version}, not {this['systems'][name]}", hint)


def machine() -> str:
    """Processor, cores and memory."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB"


def now() -> str:
    """Date and time, in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
