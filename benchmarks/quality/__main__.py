"""The command `python -m benchmarks.quality`."""

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import quality, score
from benchmarks.quality import results, tables
from benchmarks.quality.meter import Meter
from benchmarks.quality.systems import SYSTEMS, Record, version
from benchmarks.quality.worker import work
from summarizer.article import Article
from summarizer.assist import local
from summarizer.client import Endpoint
from summarizer.errors import SummarizerError, UsageError


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; gives the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = parser().parse_args(given)
    try:
        if options.command == "run":
            run(options, "python -m benchmarks.quality " + shlex.join(given))
        else:
            show(options)
    except SummarizerError as error:
        print(f"quality: {error}", file=sys.stderr)
        return 2
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    command = argparse.ArgumentParser(
        prog="python -m benchmarks.quality", description=(quality.__doc__ or "").partition("\n")[0]
    )
    commands = command.add_subparsers(dest="command", required=True)
    start = commands.add_parser("run", help="measure; goes on where it stopped")
    start.add_argument("-o", "--output", type=Path, required=True, help="results file")
    start.add_argument("--systems", default=",".join(SYSTEMS), help="names, with commas: %(default)s")
    start.add_argument("--articles", type=Path, default=score.GOLD, help="annotated articles, .jsonl")
    start.add_argument("--only", action="append", metavar="ID", help="this article; may be repeated")
    start.add_argument("--model", default="local", help="local, local/PATH.gguf, or a name that --base-url knows")
    start.add_argument("--base-url", help="a running OpenAI-compatible server; its key in OPENAI_API_KEY")
    start.add_argument("--limit", type=float, default=600, help="seconds an article, then it failed: %(default)s")
    table = commands.add_parser("table", help="print the table of a results file")
    table.add_argument("results", type=Path)
    table.add_argument("--articles", type=Path, default=score.GOLD, help="annotated articles, .jsonl")
    table.add_argument("--page", type=Path, help="also put it between the markers of this file")
    return command


def run(options: argparse.Namespace, command: str) -> None:
    """Every article through every system, one after another, and the table of all results."""
    systems = {name: version(name) for name in options.systems.split(",")}
    golds = choose(annotated(options.articles), options.only)
    done = results.read(options.output)
    server = connect(options.model, options.base_url)
    ids = [gold["id"] for gold in golds]
    this = results.run(server.model, systems, options.articles, ids, options.limit, command)
    results.check_same(done, this, options.output)
    left = [(gold, name) for gold in golds for name in systems if (name, gold["id"]) not in done.done]
    if left:
        results.append(options.output, {"run": this})
    with Meter(server) as meter:
        for gold, name in left:
            outcome = measure(gold, name, meter, limit=options.limit)
            results.append(options.output, {**outcome, "version": systems[name]})
            print(progress(outcome), file=sys.stderr, flush=True)
    print(tables.table(results.read(options.output), annotated(options.articles)))


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


def show(options: argparse.Namespace) -> None:
    """Print the table of a results file, and write it into a page where that is asked for."""
    if not options.results.is_file():
        raise UsageError(f"There is no file {options.results}", "Make it with: python -m benchmarks.quality run")
    found = results.read(options.results)
    golds = annotated(options.articles)
    print(tables.table(found, golds), tables.about(found), sep="\n\n")
    if options.page:
        if found.missing:
            raise UsageError(f"{len(found.missing)} results are missing", "Finish the run before it is published")
        tables.write(options.page, tables.block(found, golds))


if __name__ == "__main__":
    sys.exit(main())
