"""What a benchmark of several systems is run with: every article through every system, one after another.

Each article of each system adds a line to the results file as soon as it is done. A run that was stopped and is started
again goes on with what is missing. `benchmarks.quality` and `benchmarks.injections` are run by it.
"""

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

from benchmarks.quality import results
from benchmarks.quality.meter import Meter
from benchmarks.quality.systems import SYSTEMS, Record, version
from benchmarks.quality.worker import work
from summarizer.article import Article
from summarizer.assist import local
from summarizer.client import Endpoint
from summarizer.errors import SummarizerError, UsageError

Options = argparse.Namespace
Run = Callable[[Options, str], None]
Show = Callable[[Options], None]


def parsers(benchmark: ModuleType, systems: Sequence[str] = tuple(SYSTEMS)) -> list[argparse.ArgumentParser]:
    """The command line and those of its commands `run` and `table`, for a benchmark to add its own options to."""
    command = argparse.ArgumentParser(
        prog=f"python -m {benchmark.__name__}", description=(benchmark.__doc__ or "").partition("\n")[0]
    )
    commands = command.add_subparsers(dest="command", required=True)
    start = commands.add_parser("run", help="measure; goes on where it stopped")
    start.add_argument("-o", "--output", dest="results", type=Path, required=True, help="results file")
    start.add_argument("--systems", default=",".join(systems), help="names, with commas: %(default)s")
    start.add_argument("--model", default="local", help="local, local/PATH.gguf, or a name that --base-url knows")
    start.add_argument("--base-url", help="a running OpenAI-compatible server; its key in OPENAI_API_KEY")
    start.add_argument("--limit", type=float, default=600, help="seconds an article, then it failed: %(default)s")
    table = commands.add_parser("table", help="print the tables of a results file")
    table.add_argument("results", type=Path)
    return [command, start, table]


def main(parser: argparse.ArgumentParser, given: Sequence[str], run: Run, show: Show) -> int:
    """Do what the command line asks for; gives the exit status. `run` also gets the command, as it was typed."""
    options = parser.parse_args(given)
    try:
        if options.command == "run":
            run(options, f"{parser.prog} {shlex.join(given)}")
        elif not options.results.is_file():
            raise UsageError(f"There is no file {options.results}", f"Make it with: {parser.prog} run")
        show(options)
    except SummarizerError as error:
        print(f"{parser.prog.rpartition('.')[2]}: {error}", file=sys.stderr)
        return 2
    return 0


def run(
    options: Options, command: str, articles: Sequence[Record], source: Path, more: Mapping[str, Record] | None = None
) -> None:
    """Every article through every system, as far as the results file has it not. `more` is kept with it, by its id."""
    systems = {name: version(name) for name in options.systems.split(",")}
    done = results.read(options.results)
    server = connect(options.model, options.base_url)
    ids = [article["id"] for article in articles]
    this = results.run(server.model, systems, source, ids, options.limit, command)
    results.check_same(done, this, options.results)
    left = [(article, name) for article in articles for name in systems if (name, article["id"]) not in done.done]
    if left:
        results.append(options.results, {"run": this})
    with Meter(server) as meter:
        for article, name in left:
            outcome = measure(article, name, meter, limit=options.limit)
            about = {"version": systems[name], **(more or {}).get(article["id"], {})}
            results.append(options.results, {**outcome, **about})
            print(progress(outcome), file=sys.stderr, flush=True)


def connect(model: str, base_url: str | None) -> Endpoint:
    """The server for all systems: the one at `base_url`, or llama.cpp within this process."""
    if base_url:
        return Endpoint(base_url, os.environ.get("OPENAI_API_KEY", "none"), model)
    return local.endpoint(model)


def measure(gold: Record, system: str, meter: Meter, *, limit: float) -> Record:
    """One article through one system: its line of the results file, but for the version."""
    article = Article(id=gold["id"], title=gold.get("title"), published=gold.get("date"), text=gold["text"])
    tally = meter.start()
    outcome = work(system, article, meter.endpoint, limit=limit)
    error = outcome.error
    if outcome.digest is not None and not tally.requests:
        error = "it answered without asking the model: from a cache?"
    return {
        "system": system,
        "id": gold["id"],
        "date": results.now(),
        "seconds": outcome.seconds,
        "requests": tally.requests,
        "input_tokens": tally.input_tokens,
        "output_tokens": tally.output_tokens,
        **({"error": error} if error else {"digest": without_text(outcome.digest or {})}),
    }


def without_text(digest: Record) -> Record:
    """A digest without the article's text, which stands in the articles' own file."""
    article = {key: value for key, value in digest.get("article", {}).items() if key != "text"}
    return {**digest, **({"article": article} if article else {})}


def progress(outcome: Record) -> str:
    """One line that says how an article went."""
    tokens = f"{outcome['input_tokens']} + {outcome['output_tokens']} tokens"
    went = f"failed: {outcome['error']}" if "error" in outcome else tokens
    return f"{outcome['id']}  {outcome['system']}  {outcome['seconds']:.0f} s  {went}"
