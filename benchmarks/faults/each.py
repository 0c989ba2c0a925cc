"""One question to a server with a fault, which it has once or for ever."""

import asyncio
import contextlib
import itertools
import os
import re
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from unittest import mock

from pydantic import BaseModel

from benchmarks.faults.kinds import GOOD, Fault
from summarizer.errors import SummarizerError
from summarizer.limits import Limiter
from summarizer.llm import LLM
from summarizer.meter import Meter
from tests.fake_server import FakeServer, Reply, completion

KEY = "sk-secret0123456789"
QUESTION = [{"role": "user", "content": "Which word is it?"}]
TIMEOUT = 0.5
"""Seconds that a request may take, where a fault is slow; for others it is 60."""


class Word(BaseModel):
    """A reply."""

    word: str
    numbers: list[int]


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
        await llm._connect()  # noqa: SLF001  # what it takes to load the SDK is not the server's fault
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
