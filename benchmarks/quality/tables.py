"""Results and annotations -> one table, and the copy of it in `docs/evaluation.md`."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks import score
from benchmarks.quality.results import Results
from benchmarks.quality.systems import Record
from summarizer.errors import UsageError

BEGIN, END = "<!-- quality: begin -->", "<!-- quality: end -->"

ROWS = {
    "valid": "valid",
    "grounded": "grounded",
    "spans exact": "spans_exact",
    "people P": "people_p",
    "people R": "people_r",
    "people F1": "people_f1",
    "dates P": "dates_p",
    "dates R": "dates_r",
    "dates F1": "dates_f1",
    "claims P": "claims_p",
    "claims R": "claims_r",
    "claims F1": "claims_f1",
    "speaker": "speaker",
    "fits": "fits",
    "copied": "copied",
    "salient": "salient",
    "input tokens": "input_tokens",
    "output tokens": "output_tokens",
    "seconds": "seconds",
}


def table(results: Results, golds: Iterable[Record]) -> str:
    """One line a figure, one column a system, in Markdown; under it what failed and what is not done yet.

    Figures are those of `benchmarks/score.py`, over the articles that the results are about. Tokens and seconds are
    means over the articles that did not fail. A dash is a figure with nothing to judge.
    """
    chosen = [gold for gold in golds if gold["id"] in results.ids]
    columns = {name: figures(results, chosen, name) for name in results.systems}
    rows = [["", *columns], ["---", *("---:" for _ in columns)]]
    for label, figure in ROWS.items():
        rows.append([label, *(score.shown(column[figure]) for column in columns.values())])
    failed = [f"- {o['system']} failed on {o['id']}: {o['error']}" for o in results.outcomes if "error" in o]
    missing = [f"- {name} is not done on {article}" for name, article in results.missing]
    return "\n\n".join(filter(None, [markdown(rows), "\n".join(failed), "\n".join(missing)]))


def figures(results: Results, golds: Sequence[Record], system: str) -> score.Figures:
    """The figures of one system; an article that failed, or is not done, was not found."""
    digests = [to_score(outcome) for outcome in results.outcomes if outcome["system"] == system]
    found = score.score(golds, digests)
    if not any(digest.get("summary") for digest in digests):
        found["salient"] = None  # it was not asked for a summary, or failed everywhere
    return found


def to_score(outcome: Record) -> Record:
    """The digest of an outcome as the scorer reads it, with tokens and seconds as measured here."""
    if "error" in outcome:
        return {"id": outcome["id"], "error": outcome["error"]}
    usage = {name: outcome[name] for name in ("input_tokens", "output_tokens")}
    return {**outcome["digest"], "id": outcome["id"], "run": {"usage": usage, "seconds": outcome["seconds"]}}


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown whose columns also stand straight as text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append(f"| {' | '.join([row[0].ljust(widths[0]), *cells])} |")
    return "\n".join(lines)


def about(results: Results) -> str:
    """One sentence that says what was measured, where and when."""
    last = results.runs[-1]
    versions = ", ".join(f"{name} {version}" for name, version in results.systems.items())
    return (
        f"{len(results.ids)} articles of {last['articles']}, {last['model']}, greedy, {last['machine']}, "
        f"{last['date'][:10]}: {versions}."
    )


def block(results: Results, golds: Iterable[Record]) -> str:
    """What belongs between the markers of the page; nothing without results."""
    return f"\n{table(results, golds)}\n\n{about(results)}\n" if results.runs else "\n"


def on_page(text: str) -> str:
    """What stands between the markers. Raises UsageError where they are not there."""
    found = re.search(f"{BEGIN}\n(.*?){END}", text, re.DOTALL)
    if not found:
        raise UsageError("There are no markers for the table", f"Put {BEGIN} and {END} on lines of their own")
    return found[1]


def write(path: Path, new: str) -> None:
    """Put the table between the markers of a file."""
    text = path.read_text(encoding="utf-8")
    old = on_page(text)
    path.write_text(text.replace(f"{BEGIN}\n{old}{END}", f"{BEGIN}\n{new}{END}"), encoding="utf-8")
