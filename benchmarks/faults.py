"""What becomes of questions where the model's server breaks or lies: each fault once, and for ever; then many articles.

    python -m benchmarks.faults [--articles N] [--concurrency N] [--only NAME ...] [--no-docs]

A server on the loopback interface answers as planned. Each fault is given once, before a good reply, and then as every
reply. The pauses between requests are not waited for but counted: the seconds are those that it would have taken. The
tables are also written into `docs/faults.md`.

Then so many articles are digested at once, where every fifth question meets passing faults, and every fiftieth article
one that lasts. There the pauses are a hundred times as short as the real ones.
"""

import argparse
import asyncio
import collections
import contextlib
import email.utils
import functools
import gzip
import itertools
import json
import os
import random
import re
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.batch import Failure, asummarize_many
from summarizer.digest import Digest
from summarizer.errors import SummarizerError
from summarizer.limits import Limiter
from summarizer.llm import LLM
from summarizer.meter import Meter
from tests.fake_server import RESET, FakeServer, Reply, completion, error

DOCS = Path(__file__).parents[1] / "docs/faults.md"
KEY = "sk-secret0123456789"
QUESTION = [{"role": "user", "content": "Which word is it?"}]
GOOD = '{"word": "yes", "numbers": [1]}'
TIMEOUT = 0.5
"""Seconds that a request may take, where a fault is slow; for others it is 60."""
TRIES = 6
"""How often a request is sent at most."""


class Word(BaseModel):
    """A reply."""

    word: str
    numbers: list[int]


class Fault(NamedTuple):
    """A fault, and what should come of it.

    `once` is how many requests it takes to be answered after it was given once, None where it fails at once; `lasting`
    what comes of it when it is every reply: an error's type, words of its message, and the number of requests. None:
    it is no fault to the client.
    """

    name: str
    reply: Reply
    once: int | None
    lasting: tuple[str, str, int] | None
    is_slow: bool = False


def _drip(body: bytes) -> Iterator[bytes | float]:
    for n in range(len(body)):
        yield from (1.0, body[n : n + 1])


def _chunked(body: bytes) -> list[bytes]:
    parts = [body[n : n + 7] for n in range(0, len(body), 7)]
    return [b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""]]


@functools.cache
def _bomb() -> bytes:
    packer = zlib.compressobj(wbits=31)
    return b"".join([*(packer.compress(_MEGABYTE) for _ in range(300)), packer.flush()])


def _spoiled(spoil: Callable[[bytes], Iterable[bytes | float | None]], **headers: str) -> Reply:
    return completion(GOOD)._replace(
        spoil=spoil, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def _passing(name: str, reply: Reply, says: str, *, is_slow: bool = False) -> Fault:
    return Fault(name, reply, 2, ("UnavailableError", says, TRIES), is_slow)


def _not_valid(name: str, content: str | None, says: str) -> Fault:
    return Fault(name, completion(content), 2, ("ReplyError", says, 2))


def _at_once(name: str, reply: Reply, kind: str, says: str) -> Fault:
    return Fault(name, reply, None, (kind, says, 1))


def _harmless(name: str, reply: Reply, *, is_slow: bool = False) -> Fault:
    return Fault(name, reply, 1, None, is_slow)


_HTML = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
_HTML_HEADERS = {"content-type": "text/html"}
_MEGABYTE = b" " * 1_000_000
_SOON = email.utils.format_datetime(datetime.now(UTC) + timedelta(seconds=10))

FAULTS = [
    _passing("429", error(429), "still limits the rate after 6 tries"),
    _passing("429, Retry-After: 2", error(429, headers={"retry-after": "2"}), "still limits the rate"),
    _passing("429, Retry-After: a date", error(429, headers={"retry-after": _SOON}), "still limits the rate"),
    _at_once(
        "429, Retry-After: 3600",
        error(429, headers={"retry-after": "3600"}),
        "UnavailableError",
        "asks for a pause of 3600 seconds",
    ),
    _passing("408", error(408), "still fails after 6 tries (408)"),
    _passing("500", error(500, "out of order"), "still fails after 6 tries (500) out of order"),
    _passing("502 with an HTML page", Reply(502, _HTML, _HTML_HEADERS), "still fails after 6 tries (502). Try"),
    _passing("503", error(503), "still fails after 6 tries (503)"),
    _passing("connection closed", Reply(hang_up=True), "No answer from"),
    _passing("reset within the body", _spoiled(lambda body: [body[: len(body) // 2], RESET]), "No answer from"),
    _passing("silence", _spoiled(lambda _: [600.0]), "within the time limit", is_slow=True),
    _passing("a byte a second", _spoiled(_drip), "within the time limit", is_slow=True),
    _harmless("slow first byte", _spoiled(lambda body: [0.1, body]), is_slow=True),
    _harmless("gzip", _spoiled(lambda body: [gzip.compress(body)], content_encoding="gzip")),
    _harmless("chunked", _spoiled(_chunked, transfer_encoding="chunked")),
    _passing("truncated JSON", _spoiled(lambda body: [body[: len(body) // 2]]), "sent a broken answer"),
    _passing("not UTF-8", _spoiled(lambda body: [body.replace(b"yes", b"\xff\xfe")]), "sent a broken answer"),
    _passing("200 with an HTML page", Reply(200, _HTML, _HTML_HEADERS), "with nothing"),
    _passing("200 with an empty body", Reply(200, b""), "sent a broken answer"),
    _passing("200 with a list", Reply(200, []), "with nothing"),
    _passing("200 with an error object", Reply(200, {"error": {"message": "busy"}}), "with busy"),
    _passing("200 with an error object, code 503", Reply(200, {"error": {"message": "busy", "code": 503}}), "(503)"),
    _at_once(
        "200 with an error object, code 401",
        Reply(200, {"error": {"message": "no", "code": 401}}),
        "ModelError",
        "refused the key (401)",
    ),
    _passing("no choices", Reply(200, {**completion(GOOD).body, "choices": []}), "with nothing"),
    _harmless("JSON in a code fence", completion(f"```json\n{GOOD}\n```")),
    _harmless("JSON after prose", completion(f"Here is the JSON:\n{GOOD}\nI hope it helps.")),
    _harmless("JSON after <think>", completion(f"<think>Is it {{}}?</think>\n{GOOD}")),
    _harmless("extra fields", completion('{"word": "yes", "numbers": [1], "mood": "good"}')),
    _harmless("duplicate keys", completion('{"word": "no", "numbers": [1], "word": "yes"}')),
    _not_valid("wrong types", '{"word": "yes", "numbers": "many"}', "numbers: Input should be a valid array"),
    _not_valid("another question's reply", '{"texts": []}', "word: Field required"),
    _not_valid("JSON broken off", GOOD[:-4], "Invalid JSON"),
    _not_valid("empty content", "", "Invalid JSON"),
    _not_valid("null content", None, "Invalid JSON"),
    _not_valid("NaN", '{"word": "yes", "numbers": [NaN]}', "numbers.0: Input should be a finite number"),
    _not_valid("half a surrogate pair, escaped", '{"word": "yes\\ud800", "numbers": [1]}', "Invalid JSON"),
    _harmless("half a surrogate pair", completion('{"word": "yes", "numbers": [1], "x": "\ud800"}')),
    _not_valid(
        "10,000 items of a wrong type", json.dumps({"word": "yes", "numbers": ["many"] * 10_000}), "numbers.0: Input"
    ),
    _at_once("a string of 100 kB", completion(GOOD.replace("yes", "12 " * 33_333)), "ReplyError", "20,000 characters"),
    _at_once("a string of 1 MB", completion(GOOD.replace("yes", "y" * 1_000_000)), "ReplyError", "longer than"),
    _at_once("300 MB of a body", _spoiled(lambda _: [_MEGABYTE] * 300), "ReplyError", "larger than 16 MB"),
    _at_once(
        "300 MB of a body, packed",
        _spoiled(lambda _: [_bomb()], content_encoding="gzip"),
        "ReplyError",
        "larger than 16 MB",
    ),
    Fault("ends at the output limit", completion(GOOD[:9], finish_reason="length"), 2, ("ReplyError", "not end", 2)),
    _at_once("refusal", completion(None, refusal="I can't help."), "ReplyError", "refuses to answer: I can't help"),
    _at_once("content filter", completion("", finish_reason="content_filter"), "ReplyError", "content filter"),
    _at_once("400, schema rejected", error(400, "Invalid schema"), "UnavailableError", "(400): Invalid schema"),
    _at_once("401", error(401), "ModelError", "refused the key (401). Set OPENAI_API_KEY"),
    _at_once("402", error(402), "ModelError", "quota"),
    _at_once("403", error(403), "ModelError", "refused the key (403)"),
    _at_once("404, no such model", error(404), "ModelError", "knows no model"),
    _at_once("429, insufficient_quota", error(429, code="insufficient_quota"), "ModelError", "quota"),
]


class Clock:
    """A clock that goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def time(self) -> float:
        """Seconds slept so far."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Count the seconds."""
        self.now += seconds
        await asyncio.sleep(0)


class Outcome(NamedTuple):
    """What became of a question: the reply or the error, what the server got, and what was counted of it."""

    reply: Word | None
    error: SummarizerError | None
    requests: list[dict[str, Any]]
    meter: Meter
    seconds: float

    def __str__(self) -> str:
        return "answered" if self.reply else f"{type(self.error).__name__}: {self.error}"


@contextlib.contextmanager
def environment(**variables: str) -> Iterator[None]:
    """These environment variables, and a cache of its own, for the time of the block."""
    with tempfile.TemporaryDirectory() as cache, mock.patch.dict(os.environ, {"SUMMARIZER_CACHE": cache, **variables}):
        yield


async def outcome(replies: Iterable[Reply], *, streams: bool, timeout: float = 60.0) -> Outcome:
    """What becomes of a question to a server that gives these replies."""
    left, clock, meter = iter(replies), Clock(), Meter()
    with (
        FakeServer(lambda _: next(left)) as server,
        environment(OPENAI_BASE_URL=server.url, OPENAI_API_KEY=KEY),
        mock.patch("summarizer.transport._sleep", clock.sleep),
    ):
        llm = LLM("openai/scripted", limiter=Limiter(clock=clock.time, sleep=clock.sleep), timeout=timeout)
        await llm._connected()  # noqa: SLF001  # what it takes to load the SDK is not the server's fault
        started, on_text = time.monotonic(), (lambda _: None) if streams else None
        reply, failure = None, None
        try:
            reply = await llm.ask(QUESTION, Word, max_tokens=50, meter=meter, on_text=on_text)
        except SummarizerError as caught:
            failure = caught
        finally:
            await llm.close()
        return Outcome(reply, failure, server.requests, meter, time.monotonic() - started + clock.now)


async def once(fault: Fault, *, streams: bool = False) -> Outcome:
    """What becomes of a question where this fault passes."""
    replies = itertools.chain([fault.reply], itertools.repeat(completion(GOOD)))
    return await outcome(replies, streams=streams, timeout=TIMEOUT if fault.is_slow else 60.0)


async def lasting(fault: Fault, *, streams: bool = False) -> Outcome:
    """What becomes of a question where this fault is every reply."""
    return await outcome(itertools.repeat(fault.reply), streams=streams, timeout=TIMEOUT if fault.is_slow else 60.0)


def table(faults: Sequence[Fault]) -> Iterator[str]:
    """The table of the faults, in Markdown, line by line."""
    yield "| fault | once | requests | s | lasting | requests | s |"
    yield "| --- | --- | ---: | ---: | --- | ---: | ---: |"
    for fault in faults:
        cells = [fault.name.replace("<", "&lt;")]
        for found in (asyncio.run(once(fault)), asyncio.run(lasting(fault))):
            words = re.sub(r"http://127\.0\.0\.1:\d+/v1/", "*address*", str(found))
            cells += [words, str(len(found.requests)), f"{found.seconds:.1f}"]
        yield f"| {' | '.join(cells)} |"


# Many articles.

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


def written(text: str, name: str, lines: Sequence[str]) -> str:
    """A page with these lines between the markers of this name."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    head, _, rest = text.partition(begin)
    return "\n".join([f"{head}{begin}", *lines, end + rest.partition(end)[2]])


def main() -> None:
    """Print the tables, and write them into the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=2000, help="how many articles: %(default)s")
    parser.add_argument("--concurrency", type=int, default=32, help="how many at once: %(default)s")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="these faults alone, by a part of their names")
    parser.add_argument("--no-docs", action="store_true", help=f"leave {DOCS.name} as it is")
    options = parser.parse_args()
    faults = [fault for fault in FAULTS if options.only is None or any(part in fault.name for part in options.only)]
    found: dict[str, list[str]] = {"faults": [], "articles": []}
    for line in table(faults):
        print(line, flush=True)
        found["faults"].append(line)
    if options.articles:
        run = asyncio.run(many(options.articles, options.concurrency))
        found["articles"] = list(report(run, options.articles, options.concurrency))
        print(*found["articles"], sep="\n")
    if not options.no_docs:
        text = DOCS.read_text(encoding="utf-8")
        for name, lines in found.items():  # what was not run stays as it was
            text = written(text, name, lines) if lines else text
        DOCS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
