"""What the project's own work costs beside the model, and whether it holds the event loop.

    python -m benchmarks.cpu [--runs N]

The careful replies of `tests/careful` are given at once to each article. Printed is the CPU time of an article, the
least of N runs, each with nothing known of the article before; and, with all articles at the same time, the longest
that a task which only sleeps for a millisecond had to wait for the event loop.
"""

import argparse
import asyncio
import json
import time
from typing import Any

from pydantic import BaseModel

from benchmarks.checks import ARTICLES, REPLIES
from summarizer.article import Article
from summarizer.meter import Meter
from summarizer.pipeline import digest_article
from summarizer.sections import SECTIONS

Replies = dict[str, Any]


class Scripted:
    """A model that has read the article: gives the replies at hand."""

    model = "scripted"
    profile = "full"
    is_bound = False

    def __init__(self, replies: Replies) -> None:
        self._replies = {f"{name.capitalize()}Reply": reply for name, reply in replies.items()}

    def check_length(self, _: str) -> None:
        """Every article fits."""

    async def ask(self, _: Any, reply: type[BaseModel], *, meter: Meter, **__: Any) -> BaseModel:
        """The reply of this type; none of the texts asked again is changed."""
        meter.attempt()
        await asyncio.sleep(0)
        return reply.model_validate(self._replies.get(reply.__name__, {"texts": []}))


def articles() -> list[tuple[str, Article, Replies]]:
    """Every article with its replies, as new."""
    found = []
    for record in map(json.loads, ARTICLES.read_text(encoding="utf-8").splitlines()):
        name = record["id"].removeprefix("GUM_news_")
        article = Article(id=record["id"], title=record["title"], published=record["date"], text=record["text"])
        found.append((name, article, json.loads((REPLIES / f"{name}.json").read_text(encoding="utf-8"))))
    return found


async def digest(article: Article, replies: Replies) -> None:
    """Digest it."""
    await digest_article(article, Scripted(replies), list(SECTIONS.values()))  # type: ignore[arg-type]  # stands in for one


async def seconds_of_cpu() -> dict[str, float]:
    """CPU seconds of each article, one after another."""
    taken = {}
    for name, article, replies in articles():
        started = time.process_time()
        await digest(article, replies)
        taken[name] = time.process_time() - started
    return taken


async def longest_wait() -> float:
    """Seconds that a task had to wait for the event loop, at the most, while all articles are digested at once."""
    waits = [0.0]

    async def watch() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            waits.append(time.perf_counter() - before - 0.001)

    watcher = asyncio.create_task(watch())
    await asyncio.gather(*(digest(article, replies) for _, article, replies in articles()))
    watcher.cancel()
    return max(waits)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="runs of each article: %(default)s")
    runs = [asyncio.run(seconds_of_cpu()) for _ in range(parser.parse_args().runs)]
    least = {name: min(run[name] for run in runs) for name in runs[0]}
    for name, seconds in least.items():
        print(f"{name:16}{seconds * 1000:6.0f} ms")
    print(f"{'mean':16}{sum(least.values()) / len(least) * 1000:6.0f} ms")
    print(f"longest wait for the event loop: {min(asyncio.run(longest_wait()) for _ in range(3)) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
