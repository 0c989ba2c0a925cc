"""The command `python -m benchmarks.injections`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import injections
from benchmarks.injections.documents import documents
from benchmarks.injections.tables import table
from benchmarks.quality import results, runner


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; gives the exit status."""
    return runner.main(parser(), sys.argv[1:] if arguments is None else arguments, run, show)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    command, start, _ = runner.parsers(injections, ("summarizer", "instructor", "langextract"))
    start.add_argument("--first", type=int, metavar="N", help="only the first N documents; 7 have every family once")
    return command


def run(options: argparse.Namespace, command: str) -> None:
    """Every document through every system; the families of its attacks are kept with what came out."""
    chosen = documents()[: options.first]
    attacks = {document.id: {"attacks": [attack.family for attack in document.attacks]} for document in chosen}
    runner.run(options, command, [document.record() for document in chosen], Path(injections.__name__), attacks)


def show(options: argparse.Namespace) -> None:
    """Print the tables of a results file."""
    print(table(results.read(options.results)))


if __name__ == "__main__":
    sys.exit(main())
