"""The command `python -m benchmarks.quality`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import quality, score
from benchmarks.quality import results, runner, tables
from benchmarks.quality.systems import Record
from summarizer.errors import UsageError


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; gives the exit status."""
    return runner.main(parser(), sys.argv[1:] if arguments is None else arguments, run, show)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    command, start, table = runner.parsers(quality)
    for each in (start, table):
        each.add_argument("--articles", type=Path, default=score.GOLD, help="annotated articles, .jsonl")
    start.add_argument("--only", action="append", metavar="ID", help="this article; may be repeated")
    start.set_defaults(page=None)
    table.add_argument("--page", type=Path, help="also put it between the markers of this file")
    return command


def run(options: argparse.Namespace, command: str) -> None:
    """The annotated articles, or those that were named, through every system."""
    runner.run(options, command, choose(annotated(options.articles), options.only), options.articles)


def annotated(path: Path) -> list[Record]:
    """The annotated articles of a file. Raises UsageError where it is not there."""
    if not path.is_file():
        raise UsageError(f"There is no file {path}", "Name a .jsonl file of annotated articles with --articles")
    return score.lines_of(path)


def choose(golds: list[Record], only: list[str] | None) -> list[Record]:
    """Those that were named, or all. Raises UsageError for an unknown name."""
    known = {gold["id"]: gold for gold in golds}
    unknown = set(only or ()) - known.keys()
    if unknown:
        raise UsageError(f"There is no article {', '.join(sorted(unknown))}", f"Choose from: {', '.join(known)}")
    return [known[name] for name in only] if only else golds


def show(options: argparse.Namespace) -> None:
    """Print the table of a results file, and write it into a page where that is asked for."""
    found = results.read(options.results)
    golds = annotated(options.articles)
    print(tables.table(found, golds), tables.about(found), sep="\n\n")
    if options.page:
        if found.missing:
            raise UsageError(f"{len(found.missing)} results are missing", "Finish the run before it is published")
        tables.write(options.page, tables.block(found, golds))


if __name__ == "__main__":
    sys.exit(main())
