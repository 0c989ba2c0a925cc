"""Many articles at once, with a server of which every fifth question meets faults."""

import asyncio
import collections
import itertools
import json
import random
import re
import time
from collections.abc import Iterator
from typing import Any, NamedTuple
from unittest import mock

from benchmarks.faults.each import KEY, environment
from benchmarks.faults.kinds import FAULTS, TRIES
from summarizer.article import Article
from summarizer.batch import Failure, asummarize_many
from summarizer.digest import Digest
from summarizer.limits import Limiter
from tests.fake_server import FakeServer, Reply, completion

SCALE = 100
"""How many times as fast as the real ones the pauses of the run over many articles go by."""
SHARE = 0.2
"""Of the questions, those that meet faults which pass."""
LASTING = 0.02
"""Of the articles, those whose faults last."""
SECTIONS = {
    "SummaryReply": {
        "headline": "Ann Lee resigned",
        "abstract": "Ann Lee resigned.",
        "key_points": [{"sentences": [1], "text": "Ann Lee resigned."}],
    },
    "TimelineReply": {
        "events": [{"sentences": [1], "when": "in 2023", "date": "2023", "what": "Ann Lee resigned."}],
    },
    "PeopleReply": {"people": [{"name": "Ann Lee", "other_names": [], "role": "mayor"}]},
    "ClaimsReply": {"claims": []},
}


def plan(articles: int, seed: int) -> tuple[dict[tuple[int, str], list[Reply]], dict[int, Reply]]:
    """The faults that each question meets before it gets a good reply, and the articles with one that lasts."""
    rng = random.Random(seed)
    fast = [fault for fault in FAULTS if not fault.is_slow and "300 MB" not in fault.name]
    on_the_way = [fault.reply for fault in fast if fault.lasting and fault.lasting[2] == TRIES]
    in_reply = [fault.reply for fault in fast if fault.lasting and (fault.once, fault.lasting[2]) == (2, 2)]
    last = {n: rng.choice(in_reply) for n in range(articles) if rng.random() < LASTING}
    passing = {}
    for question in itertools.product(range(articles), SECTIONS):
        if rng.random() < SHARE:
            # A request is sent six times at most, and a reply asked again once.
            faults = [*rng.choices(on_the_way, k=rng.randint(0, 3)), *rng.choices(in_reply, k=rng.randint(0, 1))]
            passing[question] = faults or [rng.choice(on_the_way)]
    return passing, last


class Run(NamedTuple):
    """What became of many articles: how many results each has, by its number, and of which kind these are."""

    results: dict[int, list[Digest | Failure]]
    lasting: set[int]
    faults: int
    requests: int
    seconds: float

    def missing(self, articles: int) -> list[int]:
        """Articles without a result."""
        return [n for n in range(articles) if n not in self.results]

    def doubled(self) -> list[int]:
        """Articles with more than one."""
        return [n for n, results in self.results.items() if len(results) > 1]

    def harmed(self) -> list[int]:
        """Articles that could have been digested in full and were not."""
        return [n for n, [result, *_] in self.results.items() if n not in self.lasting and not is_whole(result)]


def is_whole(result: Digest | Failure) -> bool:
    """Whether it is a digest without anything missing."""
    return isinstance(result, Digest) and not result.issues and bool(result.summary and result.people)


async def many(articles: int, concurrency: int, seed: int = 0) -> Run:
    """Digest many short articles, with faults."""
    passing, last = plan(articles, seed)
    planned = sum(map(len, passing.values()))

    def script(request: dict[str, Any]) -> Reply:
        found = re.search(r"Article number (\d+)\.", json.dumps(request["messages"]))
        number, name = int(found[1]) if found else -1, request["response_format"]["json_schema"]["name"]
        if left := passing.get((number, name)):
            return left.pop(0)
        return last.get(number) or completion(json.dumps(SECTIONS[name]))

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / SCALE)

    def limiter(*args: Any, **kwargs: Any) -> Limiter:
        return Limiter(*args, **kwargs, clock=lambda: time.monotonic() * SCALE, sleep=sleep)

    results: dict[int, list[Digest | Failure]] = collections.defaultdict(list)
    given = [
        Article(id=str(n), text=f"Ann Lee, the mayor, resigned in 2023. Article number {n}.") for n in range(articles)
    ]
    started = time.monotonic()
    with (
        FakeServer(script) as server,
        environment(OPENAI_BASE_URL=server.url, OPENAI_API_KEY=KEY),
        mock.patch("summarizer.transport._sleep", sleep),
        mock.patch("summarizer.models.Limiter", limiter),
    ):
        async for result in asummarize_many(
            given, model="openai/scripted", concurrency=concurrency, rpm=1e6, timeout=60
        ):
            article = result.article
            results[int(article.id) if article and article.id else -1].append(result)
        return Run(results, set(last), planned, len(server.requests), time.monotonic() - started)


def report(run: Run, articles: int, concurrency: int) -> Iterator[str]:
    """What became of many articles, in Markdown, line by line."""
    digests = sum(is_whole(result) for results in run.results.values() for result in results)
    failures = sum(isinstance(result, Failure) for results in run.results.values() for result in results)
    yield "| | |"
    yield "| --- | ---: |"
    yield f"| articles, {concurrency} at once | {articles:,} |"
    yield f"| of these with a fault that lasts | {len(run.lasting):,} |"
    yield f"| faults that pass | {run.faults:,} |"
    yield f"| requests | {run.requests:,} |"
    yield f"| whole digests | {digests:,} |"
    yield f"| failures | {failures:,} |"
    yield f"| articles without a result | {len(run.missing(articles)):,} |"
    yield f"| articles with two | {len(run.doubled()):,} |"
    yield f"| articles that could have been digested and were not | {len(run.harmed()):,} |"
    yield f"| seconds | {run.seconds:.0f} |"
