"""The faults of a server: what it answers, and what should come of it."""

import email.utils
import functools
import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tests.fake_server import RESET, Reply, completion, error

GOOD = '{"word": "yes", "numbers": [1]}'
"""The reply that is asked for."""
TRIES = 6
"""How often a request is sent at most."""


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
    _passing("called gzip, and not packed", _spoiled(lambda body: [body], content_encoding="gzip"), "broken answer"),
    _passing("JSON nested 100,000 deep", Reply(200, b"[" * 100_000), "sent a broken answer"),
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
    Fault(
        "ends at the output limit", completion(GOOD[:9], finish_reason="length"), 2, ("ReplyTooLongError", "not end", 2)
    ),
    _at_once("refusal", completion(None, refusal="I can't help."), "ReplyError", "refuses to answer: I can't help"),
    _at_once("content filter", completion("", finish_reason="content_filter"), "ReplyError", "content filter"),
    _at_once("400, schema rejected", error(400, "Invalid schema"), "UnavailableError", "(400): Invalid schema"),
    _at_once("401", error(401), "ModelError", "refused the key (401): no. Set OPENAI_API_KEY"),
    _at_once("402", error(402), "ModelError", "quota"),
    _at_once("403", error(403), "ModelError", "refused the key (403)"),
    _at_once("a firewall's page", Reply(403, _HTML, _HTML_HEADERS), "UnavailableError", "with a web page (403)"),
    _at_once("404, no such model", error(404), "ModelError", "knows no model"),
    _at_once(
        "307 to another address",
        Reply(307, {}, {"location": "http://127.0.0.1:9/v1/chat/completions"}),
        "UnavailableError",
        "redirects the request (307)",
    ),
    _at_once("429, insufficient_quota", error(429, code="insufficient_quota"), "ModelError", "quota"),
]
