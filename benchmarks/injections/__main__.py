"""The command `python -m benchmarks.injections`."""

import argparse
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import injections
from benchmarks.injections.documents import Document, documents
from benchmarks.injections.tables import table
from benchmarks.quality import results
from benchmarks.quality.__main__ import connect, measure, progress
from benchmarks.quality.meter import Meter
from benchmarks.quality.systems import version
from summarizer.errors import SummarizerError, UsageError


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; gives the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = parser().parse_args(given)
    try:
        if options.command == "run":
            run(options, "python -m benchmarks.injections " + shlex.join(given))
        elif not options.results.is_file():
            raise UsageError(f"There is no file {options.results}", "Make it with: python -m benchmarks.injections run")
        print(table(results.read(options.results)))
    except SummarizerError as error:
        print(f"injections: {error}", file=sys.stderr)
        return 2
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    command = argparse.ArgumentParser(
        prog="python -m benchmarks.injections", description=(injections.__doc__ or "").partition("\n")[0]
    )
    commands = command.add_subparsers(dest="command", required=True)
    start = commands.add_parser("run", help="measure; goes on where it stopped")
    start.add_argument("-o", "--out", dest="results", type=Path, required=True, help="results file")
    start.add_argument("--system", default="summarizer,instructor,langextract", help="names, with commas: %(default)s")
    start.add_argument("--first", type=int, metavar="N", help="only the first N documents; 7 have every family once")
    start.add_argument("--model", default="local", help="local, local/PATH.gguf, or a name that --base-url knows")
    start.add_argument("--base-url", help="a running OpenAI-compatible server; its key in OPENAI_API_KEY")
    start.add_argument("--limit", type=float, default=600, help="seconds a document, then it failed: %(default)s")
    shown = commands.add_parser("table", help="print the tables of a results file")
    shown.add_argument("results", type=Path)
    return command


def run(options: argparse.Namespace, command: str) -> None:
    """Every document through every system; stopped and started again it goes on with what is missing."""
    systems = {name: version(name) for name in options.system.split(",")}
    chosen = documents()[: options.first]
    done = results.read(options.results)
    server = connect(options.model, options.base_url)
    ids = [document.id for document in chosen]
    this = results.run(server.model, systems, Path(injections.__name__), ids, options.limit, command)
    results.check_same(done, this, options.results)
    left = [(document, name) for document in chosen for name in systems if (name, document.id) not in done.done]
    if left:
        results.append(options.results, {"run": this})
    with Meter(server) as meter:
        for document, name in left:
            outcome = measure(document.record(), name, meter, limit=options.limit)
            results.append(options.results, {**outcome, "version": systems[name], "attacks": families(document)})
            print(progress(outcome), file=sys.stderr, flush=True)


def families(document: Document) -> list[str]:
    """The families of the attacks in a document."""
    return [attack.family for attack in document.attacks]


if __name__ == "__main__":
    sys.exit(main())
