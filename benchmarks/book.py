"""Long articles: what the project's own work costs, and whether people stay who they are from part to part.

    python -m benchmarks.book [--copies 1,10,100] [--part TOKENS]

The annotated articles stand one after another, each with its title and date, and the replies are those of a careful
reader (`tests/careful`): of each part what concerns its sentences. Printed for each number of copies: characters,
parts, CPU seconds, also for a million characters; peak memory, and how much more it is for a million characters than
after a first article; spans that are not the article's exact words; and how well mentions are grouped into persons
(pairwise F1 of the mentions that both have), against the annotations.

Each book is read in a process of its own.
"""

import argparse
import asyncio
import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice
from typing import Any

from pydantic import BaseModel

from benchmarks.checks import ARTICLES, REPLIES
from benchmarks.score import spans_in
from summarizer.article import Article
from summarizer.digest import Digest
from summarizer.meter import Meter
from summarizer.pipeline import digest_article
from summarizer.sections import SECTIONS

Record = dict[str, Any]
BETWEEN = "\n\n\n"


def book(copies: int) -> tuple[Article, list[tuple[int, Record]]]:
    """An article made of so many of the annotated ones, over and over, and where each of them begins in it."""
    records = [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    return bound([records[number % len(records)] for number in range(copies)])


def bound(records: Sequence[Record]) -> tuple[Article, list[tuple[int, Record]]]:
    """These articles one after another, each below its title and date, and the offset where each of them begins."""
    texts, placed, size = [], [], 0
    for record in records:
        title = record["title"] or "News"
        head = "" if record["text"].startswith(title) else f"{title}\n\n{record['date']}\n\n"
        placed.append((size + len(head), record))
        texts.append(head + record["text"])
        size += len(texts[-1]) + len(BETWEEN)
    return Article(id="book", published=records[0]["date"], text=BETWEEN.join(texts)), placed


class Reader:
    """A careful model: it knows of every sentence of the articles what is to be said of it."""

    model = "scripted"
    profile = "full"
    is_bound = False

    def __init__(self, part: int | None = None) -> None:
        self.part = part
        self.asked = 0
        self._items: dict[str, dict[str, list[tuple[list[str], Record]]]] = {}
        self._names: dict[str, list[tuple[str, Record]]] = {}
        self._told: dict[str, Record] = {}
        for record in map(json.loads, ARTICLES.read_text(encoding="utf-8").splitlines()):
            article = Article(published=record["date"], title=record["title"], text=record["text"])
            texts = [_plain(span.text) for span in article.sentences]
            name = record["id"].removeprefix("GUM_news_")
            replies = json.loads((REPLIES / f"{name}.json").read_text(encoding="utf-8"))
            lists = {"timeline": replies["timeline"]["events"], "claims": replies["claims"]["claims"]}
            lists["summary"] = replies["summary"]["key_points"]
            for section, items in lists.items():
                for item in items:
                    carried = [texts[n - 1] for n in item["sentences"]]
                    self._items.setdefault(section, {}).setdefault(carried[0], []).append((carried, item))
            for text in texts:
                self._told.setdefault(text, replies["summary"])
            for person in replies["people"]["people"]:
                for text in texts:
                    if any(form in text for form in (person["name"], *person["other_names"])):
                        self._names.setdefault(text, []).append((name, person))

    async def context(self) -> int:
        """Tokens that it reads."""
        return 1_000_000

    async def tokens(self, _: str) -> None:
        """Nobody counts."""

    async def ask(self, messages: list[dict[str, str]], reply: type[BaseModel], *, meter: Meter, **_: Any) -> BaseModel:
        """What it says of the sentences of this prompt."""
        meter.attempt()
        self.asked += 1
        await asyncio.sleep(0)
        numbers: dict[str, int] = {}
        for number, text in re.findall(r"^\[(\d+)\] (.*)$", messages[1]["content"], re.MULTILINE):
            numbers.setdefault(text, int(number))
        section = reply.__name__.removesuffix("Reply").lower()
        if section == "people":
            found = {(name, p["name"]): p for text in numbers for name, p in self._names.get(text, ())}
            return reply.model_validate({"people": list(found.values())})
        items = list(self._about(section, numbers))
        if section == "summary":
            told = next((self._told[text] for text in numbers if text in self._told), {"headline": "", "abstract": ""})
            return reply.model_validate({**told, "key_points": items[:: len(items) // 20 + 1]})
        field = {"timeline": "events", "claims": "claims"}.get(section, "texts")
        return reply.model_validate({field: items})

    def _about(self, section: str, numbers: dict[str, int]) -> Iterator[Record]:
        for text in numbers:
            for carried, item in self._items.get(section, {}).get(text, ()):
                yield {**item, "sentences": [numbers[one] for one in carried if one in numbers]}


def _plain(text: str) -> str:
    return " ".join(text.split())


def wrong_spans(digest: Digest) -> int:
    """Spans of the digest that are not the article's words at their place."""
    spans = spans_in(digest.model_dump(exclude={"article"}))
    return sum(digest.article.text[span["start"] : span["end"]] != span["text"] for span in spans)


def grouping(digest: Digest, placed: Iterable[tuple[int, Record]]) -> float:
    """Pairwise F1 of the mentions that digest and annotations share: the same person, by the annotated names."""
    gold: dict[int, str] = {}
    for offset, record in placed:
        for person in record["gold"]["people"]:
            for mention in person["mentions"]:
                gold[offset + mention["start"]] = f"{record['id']} {person['name']}"
    own = {span.start: person.id for person in digest.people for span in person.mentions}
    shared = sorted(gold.keys() & own.keys())
    right = together = said = 0
    for one, other in _pairs(shared):
        same, claimed = gold[one] == gold[other], own[one] == own[other]
        right += same and claimed
        together += same
        said += claimed
    return 2 * right / (together + said) if together + said else 1.0


def _pairs(places: list[int]) -> Iterator[tuple[int, int]]:
    """All pairs, of many mentions those of every so many-th."""
    step = max(1, len(places) // 2000)
    return combinations(islice(places, 0, None, step), 2)


def measure(copies: int, part: int | None) -> Record:
    """One book, read in this process; instead of a book of one article ten of them, one after another."""
    records = [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    books = [book(copies)] if copies > 1 else [bound([record]) for record in records[:10]]
    model = Reader(part)
    asyncio.run(_read(bound(records[-1:])[0], model))  # loads what it needs
    before, base = _cpu(), _peak()
    digests = [asyncio.run(_read(article, model)) for article, _ in books]
    seconds, size = _cpu() - before, sum(len(article.text) for article, _ in books)
    longest = max(len(article.text) for article, _ in books)
    grouped = [grouping(digest, placed) for digest, (_, placed) in zip(digests, books, strict=True)]
    return {
        "copies": copies,
        "characters": size,
        "parts": max(digest.run.parts for digest in digests),
        "requests": sum(digest.run.attempts for digest in digests),
        "cpu_s": round(seconds, 2),
        "cpu_s_a_million": round(seconds / size * 1e6, 1),
        "peak_mb": round(_peak(), 1),
        "more_mb_a_million": round((_peak() - base) / longest * 1e6, 1),
        "wrong_spans": sum(map(wrong_spans, digests)),
        "people": sum(len(digest.people) for digest in digests),
        "grouping_f1": round(sum(grouped) / len(grouped), 3),
        "claims": sum(len(digest.claims) for digest in digests),
        "events": sum(len(digest.timeline) for digest in digests),
        "issues": sum(len(digest.issues) for digest in digests),
    }


async def _read(article: Article, model: Reader) -> Digest:
    return await digest_article(article, model, list(SECTIONS.values()))  # type: ignore[arg-type]  # stands in for one


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print a line of JSON for each book."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--copies", default="1,10,100", help="articles of each book")
    parser.add_argument("--part", type=int, help="tokens of a part")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.part)))
        return
    for copies in options.copies.split(","):
        part = ["--part", str(options.part)] if options.part else []
        subprocess.run([sys.executable, "-m", "benchmarks.book", "--one", copies, *part], check=True)


if __name__ == "__main__":
    main()
