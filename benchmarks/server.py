"""A chat completions server for benchmarks: it answers after a fixed delay, costs hardly any CPU, and keeps limits.

    python -m benchmarks.server [--delay SECONDS] [--rpm N] [--tpm N] [--window fixed] [--no-headers]

Prints its address, and answers until it is ended. Its replies are the ones in `tests/careful`, written by hand, each
the answer to one section's question about one article. Which section is asked, the name of the reply's schema tells;
which article, its mark (`mark`), which must stand somewhere in the question: a thousand copies of an article, each with
a mark of its own, are a thousand different articles. A request for texts to mend gets none; a request without a schema
of this project, the extractions that langextract would want from the text that it shows. Tokens are characters divided
by four.

A request counts as one request, and as the tokens of its messages and of its reply, when it comes; a refused one as
nothing. `GET /stats` gives the counts. There is no streaming.
"""

import argparse
import asyncio
import contextlib
import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.checks import replies
from benchmarks.limits import Gate, Limits, Refusal

ROOT = Path(__file__).parents[1]
_MARK = re.compile(r"Copy \d+ of (\w+)\.")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_REASONS = {200: b"OK", 400: b"Bad Request", 404: b"Not Found", 429: b"Too Many Requests"}

Record = dict[str, Any]


def mark(number: int, name: str) -> str:
    """What makes one copy of an article different from the others, and tells the server whose copy it is."""
    return f"Copy {number} of {name}."


class Content(NamedTuple):
    """What the model writes in one reply: as it stands in the completion's JSON, and its size in tokens."""

    encoded: bytes
    tokens: int


class Replies:
    """All that this model can say."""

    def __init__(self) -> None:
        self._contents: dict[tuple[str, str], Content] = {}
        self._extractions: dict[str, list[Record]] = {}
        for name, record, reply, _ in replies():
            for section, answer in reply.items():
                self._contents[name, f"{section.capitalize()}Reply"] = content(answer)
            self._contents[name, "MendReply"] = content({"texts": []})
            self._extractions[name] = list(extractions(record["text"], reply))

    def to(self, request: Record, prompt: str) -> Content:
        """The reply to one request, whose messages are `prompt`. Raises KeyError where there is none."""
        marks = _MARK.search(prompt)
        if not marks:
            raise KeyError("no article's mark stands in the question")
        schema = request.get("response_format", {}).get("json_schema", {}).get("name", "")
        if schema.endswith("Reply"):
            return self._contents[marks[1], schema]
        shown = prompt[prompt.rindex("\nQ: ") :] if "\nQ: " in prompt else prompt
        found = [record for record in self._extractions[marks[1]] if next(iter(record.values())) in shown]
        return content({"extractions": found})


def content(answer: Record) -> Content:
    """An answer as the content of a completion."""
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return Content(json.dumps(text).encode(), len(text) // 4)


def extractions(text: str, reply: Record) -> Iterator[Record]:
    """A careful reply as langextract wants it: words of the article, with attributes."""
    for person in reply["people"]["people"]:
        yield {"person": person["name"], "person_attributes": {"role": person["role"]}}
    for event in reply["timeline"]["events"]:
        yield {"event": event["when"], "event_attributes": {"when": event["when"], "date": event["date"]}}
    for claim in reply["claims"]["claims"]:
        if claim["quote"] in text:
            yield {"claim": claim["quote"], "claim_attributes": {"speaker": claim["speaker"]}}


def completion(said: Content, prompt_tokens: int) -> bytes:
    """A chat completion with this content."""
    usage = {
        "prompt_tokens": prompt_tokens,
        "completion_tokens": said.tokens,
        "total_tokens": prompt_tokens + said.tokens,
        "prompt_tokens_details": {"cached_tokens": 0},
    }
    return b"".join(
        (
            b'{"id":"scripted","object":"chat.completion","created":0,"model":"scripted","usage":',
            json.dumps(usage).encode(),
            b',"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":',
            said.encoded,
            b"}}]}",
        )
    )


class Model:
    """Answers requests, within limits, and counts them."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._gate, self._replies = limits, Gate(limits), Replies()
        self._counts = {"requests": 0, "refused": 0, "wrong": 0, "tokens": 0}
        self._first = self._last = 0.0

    def stats(self) -> Record:
        """What was asked until now, and what this process took.

        Requests that came, `refused` ones and `wrong` ones among them; tokens of those let through; and the time of the
        first and of the last of these, in seconds since 1970.
        """
        times = {"first": self._first, "last": self._last, "cpu_seconds": time.process_time()}
        return {**self._counts, **times}

    def answer(self, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers for one request."""
        self._counts["requests"] += 1
        now = time.time()
        try:
            request = json.loads(body)
            prompt = "\n".join(message["content"] for message in request["messages"])
            said = self._replies.to(request, prompt)
        except (ValueError, KeyError, TypeError) as error:
            self._counts["wrong"] += 1
            return 400, _error(f"{type(error).__name__}: {error}", type="invalid_request_error"), {}
        tokens = len(prompt) // 4 + said.tokens
        refusal = self._gate.refuse(tokens, now)
        headers = self._gate.headers(now) if self._limits.has_headers else {}
        if refusal:
            self._counts["refused"] += 1
            return 429, self._refused(refusal), headers | self._retry_after(refusal)
        self._first, self._last = self._first or now, now
        self._counts["tokens"] += tokens
        return 200, completion(said, len(prompt) // 4), headers

    def _refused(self, refusal: Refusal) -> bytes:
        when = f" Please try again in {refusal.wait:.3f}s." if self._limits.has_headers else ""
        return _error(
            f"Rate limit reached for scripted on {refusal.limit} per min.{when}",
            type=refusal.limit,
            code="rate_limit_exceeded",
        )

    def _retry_after(self, refusal: Refusal) -> dict[str, str]:
        if not self._limits.has_headers:
            return {}
        return {"retry-after-ms": str(int(refusal.wait * 1000) + 1), "retry-after": str(int(refusal.wait) + 1)}


def _error(message: str, **fields: str) -> bytes:
    return json.dumps({"error": {"message": message, "param": None, "code": None, **fields}}).encode()


class Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, as little of it as clients of chat completions need."""

    def __init__(self, model: Model, delay: float) -> None:
        self._model, self._delay = model, delay
        self._received = bytearray()
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that has come in full."""
        self._received += data
        while (end := self._received.find(b"\r\n\r\n") + 4) > 3:
            length = _LENGTH.search(self._received, 0, end)
            whole = end + (int(length[1]) if length else 0)
            if len(self._received) < whole:
                return
            first, body = bytes(self._received[: self._received.find(b"\r\n")]), bytes(self._received[end:whole])
            del self._received[:whole]
            self._answer(first, body)

    def _answer(self, first: bytes, body: bytes) -> None:
        method, path, _ = first.split(b" ", 2)
        if (method, path) == (b"GET", b"/stats"):
            self._send(200, json.dumps(self._model.stats()).encode(), {})
        elif method == b"POST" and path.endswith(b"/chat/completions"):
            answer = self._model.answer(body)
            # A refusal comes at once: no model has to write it.
            if self._delay and answer[0] == 200:
                asyncio.get_running_loop().call_later(self._delay, self._send, *answer)
            else:
                self._send(*answer)
        else:
            self._send(404, _error("no such path"), {})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        if self._transport.is_closing():
            return
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode()
        self._transport.write(
            b"HTTP/1.1 %d %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n%b\r\n%b"
            % (status, _REASONS[status], len(body), lines, body)
        )


async def serve(delay: float, limits: Limits) -> None:
    """Print the address, and answer until the process ends."""
    model = Model(limits)
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(model, delay), "127.0.0.1", 0, backlog=1024
    )
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    await server.serve_forever()


class Server(NamedTuple):
    """A server that runs: the base URL for clients."""

    url: str

    def stats(self) -> Record:
        """Its counts, see `Model.stats`."""
        with urllib.request.urlopen(f"{self.url.removesuffix('/v1')}/stats", timeout=10) as reply:
            stats: Record = json.load(reply)
        return stats


@contextlib.contextmanager
def serving(delay: float = 0.1, limits: Limits | None = None) -> Iterator[Server]:
    """A server in a process of its own, for the time of the block."""
    limits = limits or Limits()
    command = [sys.executable, "-m", "benchmarks.server", "--with-parent", "--delay", str(delay)]
    command += ["--rpm", str(limits.requests)] if limits.requests else []
    command += ["--tpm", str(limits.tokens)] if limits.tokens else []
    command += ["--window", limits.kind] + ([] if limits.has_headers else ["--no-headers"])
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None  # a pipe was asked for
            yield Server(process.stdout.readline().strip())
        finally:
            process.kill()


def _end_with_parent() -> None:
    """End when the process does that holds the other end of standard input, however it ended."""
    sys.stdin.read()
    os._exit(0)


def main() -> None:
    """Serve."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--delay", type=float, default=0.1, help="seconds before each reply: %(default)s")
    parser.add_argument("--rpm", type=int, help="requests a minute; default: no limit")
    parser.add_argument("--tpm", type=int, help="tokens a minute; default: no limit")
    parser.add_argument("--window", choices=("sliding", "fixed"), default="sliding", help="default: %(default)s")
    parser.add_argument("--no-headers", action="store_true", help="say nothing of what is left, nor when to try again")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input does")
    options = parser.parse_args()
    if options.with_parent:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    limits = Limits(options.rpm, options.tpm, options.window, not options.no_headers)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(options.delay, limits))


if __name__ == "__main__":
    main()
