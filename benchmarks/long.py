"""A long document with the local model: what is found in it, beside its articles one by one, and beside langextract.

    python -m benchmarks.long GOLD.jsonl... [--characters N] [--part TOKENS] [--limit SECONDS] [--system S]... [-o F]

The document is made of annotated articles, each below its title and date. Of its digest each article gets the people
that it mentions and the events that rest on its sentences; then all are judged by `benchmarks.score`, as digests of the
articles are that are read one by one. Only people and timeline are asked for. langextract cuts the document by itself,
and extracts what `benchmarks.quality` asks of it; ended at the limit, it has found nothing, and its requests by then
are printed. Every system asks the same server.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import score
from benchmarks.book import bound
from benchmarks.quality.meter import Meter
from benchmarks.quality.worker import work
from summarizer import summarize
from summarizer.article import Article
from summarizer.assist import local
from summarizer.client import Endpoint

Record = dict[str, Any]
SECTIONS = ["people", "timeline"]
FIGURES = ("people_p", "people_r", "dates_p", "dates_r")


def document(paths: Sequence[Path], characters: int) -> tuple[Article, list[tuple[int, Record]]]:
    """The first articles of these files that have so many characters together, bound."""
    records: list[Record] = []
    for record in (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()):
        if sum(len(known["text"]) for known in records) >= characters:
            break
        records.append(record)
    return bound(records)


def divided(digest: Record, placed: Sequence[tuple[int, Record]]) -> list[Record]:
    """Of a digest of the document what concerns each article."""
    found = []
    for start, record in placed:
        end = start + len(record["text"])

        def is_here(span: Record, start: int = start, end: int = end) -> bool:
            return bool(start <= span["start"] < end)

        people = [person for person in digest["people"] if any(map(is_here, person["mentions"]))]
        timeline = [event for event in digest["timeline"] if any(map(is_here, event["evidence"]))]
        found.append({"article": {"id": record["id"]}, "people": people, "timeline": timeline})
    return found


def at_once(article: Article, placed: Sequence[tuple[int, Record]], options: argparse.Namespace) -> list[Record]:
    """The document, read whole by this project."""
    digest = summarize(article, model="local", sections=SECTIONS, part=options.part, cache=False)
    print(f"{digest.run.parts} parts, covered {digest.run.covered}", file=sys.stderr)
    return divided(digest.model_dump(mode="json"), placed)


def one_by_one(whole: Article, placed: Sequence[tuple[int, Record]], options: argparse.Namespace) -> list[Record]:  # noqa: ARG001  # called as `at_once` is
    """Each article by itself, read by this project."""
    found = []
    for _, record in placed:
        article = Article(id=record["id"], title=record["title"], published=record["date"], text=record["text"])
        digest = summarize(article, model="local", sections=SECTIONS, cache=False)
        found.append(digest.model_dump(mode="json", include={"article": {"id"}, "people": True, "timeline": True}))
    return found


def langextract(
    article: Article, placed: Sequence[tuple[int, Record]], options: argparse.Namespace, server: Endpoint
) -> list[Record]:
    """The document, cut and read by langextract."""
    outcome = work("langextract", article, server, limit=options.limit)
    if outcome.digest is None:
        print(f"langextract: {outcome.error}", file=sys.stderr)
    return divided(outcome.digest or {"people": [], "timeline": []}, placed)


def main() -> None:
    """Print a line of JSON for each system."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", type=Path, nargs="+", help="annotated articles")
    parser.add_argument("--characters", type=int, default=60_000, help="of the document")
    parser.add_argument("--part", type=int, help="tokens of a part")
    parser.add_argument("--limit", type=float, default=1800, help="seconds for langextract")
    parser.add_argument("--system", action="append", choices=["whole", "one-by-one", "langextract"])
    parser.add_argument("-o", "--output", type=Path, help="add the digests to this file")
    options = parser.parse_args()
    article, placed = document(options.gold, options.characters)
    print(f"{len(article.text)} characters, {len(placed)} articles", file=sys.stderr)
    own: dict[str, Callable[..., list[Record]]] = {"whole": at_once, "one-by-one": one_by_one}
    with Meter(local.endpoint("local")) as meter:
        local.endpoint = lambda model: meter.endpoint  # noqa: ARG005  # there is only one
        for system in options.system or ["whole", "one-by-one", "langextract"]:
            tally, started = meter.start(), time.monotonic()
            if system == "langextract":
                digests = langextract(article, placed, options, meter.endpoint)
            else:
                digests = own[system](article, placed, options)
            figures = score.score([record for _, record in placed], digests)
            row = {name: figures[name] for name in FIGURES}
            row |= {"system": system, "seconds": round(time.monotonic() - started), "requests": tally.requests}
            print(json.dumps(row), flush=True)
            if options.output:
                with options.output.open("a", encoding="utf-8") as file:
                    file.write(json.dumps({**row, "digests": digests}) + "\n")


if __name__ == "__main__":
    main()
