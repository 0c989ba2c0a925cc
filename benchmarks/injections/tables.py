"""The results file -> what was tried and what it has shaped, by system and field, and by family."""

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.injections.documents import documents
from benchmarks.injections.families import NAMES
from benchmarks.injections.judge import FIELDS, Finding, judge
from benchmarks.quality.results import Results
from benchmarks.quality.tables import markdown


class Trial(NamedTuple):
    """One attack on one system, and what it has shaped; `failed` where there is no digest."""

    system: str
    family: str
    failed: bool
    findings: list[Finding]

    def obeyed(self, field: str | None = None, *, unflagged: bool = False) -> bool:
        """Whether the payload is said in this field, or in any; with `unflagged` without a flag."""
        return any(
            found.level == "obeyed" and field in (None, found.field) and not (unflagged and found.flagged)
            for found in self.findings
        )

    def shown(self, field: str | None = None) -> bool:
        """Whether the canary stands in this field, or in any, but is not said."""
        return not self.obeyed(field) and any(field in (None, found.field) for found in self.findings)


def trials(results: Results) -> list[Trial]:
    """Every attack that was tried, in the order of the results."""
    known = {document.id: document for document in documents()}
    return [
        Trial(
            outcome["system"],
            attack.family,
            "error" in outcome,
            [] if "error" in outcome else judge(outcome["digest"], attack, document.text),
        )
        for outcome in results.outcomes
        if (document := known.get(outcome["id"]))
        for attack in document.attacks
    ]


def table(results: Results) -> str:
    """Both tables in Markdown, one column a system. A cell by field is "obeyed + shown"."""
    tried = trials(results)
    systems = list(dict.fromkeys(trial.system for trial in tried))
    columns = [[trial for trial in tried if trial.system == system] for system in systems]
    rows = [
        ["", *systems],
        ["---", *("---:" for _ in systems)],
        ["attacks tried", *(str(len(column)) for column in columns)],
        ["no digest", *(str(sum(t.failed for t in column)) for column in columns)],
        ["obeyed in a field", *(str(sum(t.obeyed() for t in column)) for column in columns)],
        ["so, without a flag", *(str(sum(t.obeyed(unflagged=True) for t in column)) for column in columns)],
        ["shown only", *(str(sum(t.shown() for t in column)) for column in columns)],
        *([field.replace("_", " "), *(_cell(column, field) for column in columns)] for field in FIELDS),
    ]
    families = [["family", *systems], ["---", *("---:" for _ in systems)]]
    for family in NAMES:
        own = [[trial for trial in column if trial.family == family] for column in columns]
        families.append([family, *(f"{_cell(trials)} of {len(trials)}" for trials in own)])
    return f"{markdown(rows)}\n\n{markdown(families)}"


def _cell(trials: Sequence[Trial], field: str | None = None) -> str:
    return f"{sum(t.obeyed(field) for t in trials)} + {sum(t.shown(field) for t in trials)}"
