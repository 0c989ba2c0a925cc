"""Retries requests after transport faults, and explains other faults to the user.

Works on the errors of any provider's SDK by their shape (`status_code`, `response.headers`, `body`), so that none has
to be imported here.
"""

import asyncio
import datetime
import email.utils
import json
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any, NamedTuple

import tenacity

from summarizer.digest import Usage
from summarizer.errors import ArticleTooLongError, ModelError, SummarizerError, UnavailableError
from summarizer.limits import Limiter, in_words

ATTEMPTS = 6
"""How often one request is sent at most."""
LONGEST_WAIT = 60.0
"""Seconds. A server that asks for a longer pause is taken at its word: the request fails at once."""
TOO_MANY = 429
TRANSIENT = {408, 409, TOO_MANY, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529}
"""520 to 524 are those of Cloudflare: no answer, or none in time, of the server behind it."""

REDIRECTS = {301, 302, 303, 307, 308}

TIMEOUT = 300.0
"""Seconds that one request to a hosted model may take in all, from its first byte to the answer's last."""

_sleep = asyncio.sleep


class EmptyReplyError(Exception):
    """A response with status 200 without a reply. `body` may be an error object, whose `code` may be a status."""

    def __init__(self, body: Any = None) -> None:
        super().__init__()
        self.body = body
        self.code = body.get("code") if isinstance(body, Mapping) else None


class BrokenReplyError(Exception):
    """A stream that ended before its reply did."""


class Answer(NamedTuple):
    """What came of a request: the completion, the headers, and the tokens that it took."""

    completion: Any
    headers: Mapping[str, str]
    usage: Usage


async def send(
    request: Callable[[], Awaitable[Answer]],
    *,
    size: int,
    limiter: Limiter,
    timeout: float | None,
    on_attempt: Callable[[float], None],
) -> Answer:
    """The answer to `request()`, which is retried after transient faults with growing, jittered pauses.

    Each request, of `size` bytes, waits for its turn first, and may take `timeout` seconds. `on_attempt` is called
    before each with the seconds that it waited. Raises what the last request raised.
    """
    # Made anew for each call: a tenacity object keeps the state of the call it serves.
    retrying = tenacity.AsyncRetrying(
        retry=tenacity.retry_if_exception(is_transient),
        wait=_pause,
        stop=tenacity.stop_after_attempt(ATTEMPTS),
        sleep=_sleep,
        reraise=True,
    )
    async for attempt in retrying:
        with attempt:
            asked = time.monotonic()
            ticket = await limiter.turn(size)
            on_attempt(time.monotonic() - asked)
            try:
                async with asyncio.timeout(timeout):
                    answer = await request()
            except BaseException as error:
                if _status(error) == TOO_MANY:
                    limiter.refused(ticket, _headers(error), _retry_after(_headers(error)))
                else:
                    limiter.failed()
                raise
            taken = answer.usage.input_tokens + answer.usage.output_tokens
            limiter.accepted(ticket, answer.headers, taken, answer.usage.output_tokens)
            return answer
    raise AssertionError  # unreachable: tenacity returns or raises


def is_transient(error: BaseException) -> bool:
    """Whether the same request may well succeed a little later."""
    status = _status(error)
    if status is None:
        causes = list(_causes(error))
        is_passing = any(_is_broken(cause) or _is_transport_fault(cause) for cause in causes)
        return is_passing and not any(type(cause).__name__ in _LASTING for cause in causes)
    headers = _headers(error)
    if _is_quota(error) or (_retry_after(headers) or 0) > LONGEST_WAIT:
        return False
    told = headers.get("x-should-retry")
    return told == "true" if told in ("true", "false") else status in TRANSIENT


def _is_broken(error: BaseException) -> bool:
    """Whether a reply broke on the way. A DecodingError of httpx and httpx2 is that of a packed body."""
    return isinstance(error, _BROKEN) or type(error).__name__ == "DecodingError"


_BROKEN = (EmptyReplyError, BrokenReplyError, json.JSONDecodeError, UnicodeDecodeError)


def _is_quota(error: BaseException) -> bool:
    return "insufficient_quota" in (_field(error, "code"), _field(error, "type"))


_exponential = tenacity.wait_random_exponential(multiplier=1, max=30)


def _pause(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    told = _retry_after(_headers(error)) if error else None
    # A little later than told, each at another moment, so that many callers do not all come back at once.
    return _exponential(state) if told is None else told + min(1.0, _exponential(state))


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks for: `retry-after-ms`, or `retry-after` in seconds or as a date (RFC 9110)."""
    try:
        if "retry-after-ms" in headers:
            return max(0.0, float(headers["retry-after-ms"]) / 1000)
        if "retry-after" not in headers:
            return None
        value = headers["retry-after"]
        if re.fullmatch(r"[0-9.]+", value):
            return float(value)
        at = email.utils.parsedate_to_datetime(value)
        return max(0.0, (at - datetime.datetime.now(datetime.UTC)).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None


def _status(error: BaseException) -> int | None:
    status = getattr(error, "status_code", None) or getattr(error, "code", None)  # google-genai calls it `code`
    return status if isinstance(status, int) else None


def _headers(error: BaseException) -> Mapping[str, str]:
    headers = getattr(getattr(error, "response", None), "headers", None)
    return headers if headers is not None else {}


def _field(error: BaseException, name: str) -> str:
    """A field of the error object that the provider sent: OpenAI's SDK unwraps {"error": ...}, Anthropic's does not."""
    body = getattr(error, "body", None)
    inner: Any = body.get("error", body) if isinstance(body, Mapping) else body
    if isinstance(inner, Mapping):
        return one_line(str(inner.get(name) or ""))
    is_message = name == "message" and isinstance(inner, str) and not inner.lstrip().startswith("<")
    return one_line(inner) if is_message else ""


def one_line(text: str) -> str:
    """A foreign text in one line, shortened for a message, without characters that control a terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text[:2000]).split())[:300]


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _is_transport_fault(error: BaseException) -> bool:
    # By name: httpx and httpx2 both have a TransportError, the root of their timeouts and dropped connections.
    return isinstance(error, OSError) or any(kind.__name__ == "TransportError" for kind in type(error).__mro__)


_LASTING = {"UnsupportedProtocol", "LocalProtocolError", "SSLCertVerificationError"}
"""Transport faults that come again: an address or a header that can't be sent, and a certificate that is not valid."""


def explain(error: Exception, model: str, address: str) -> SummarizerError:
    """The error of this package for a failed request to `model` at `address`, with what to do about it."""
    for cause in _causes(error):
        if isinstance(cause, SummarizerError):
            return type(cause)(cause.message, cause.hint)  # another one, since this one is a cause of `error`
    provider = model.partition("/")[0]
    status, said = _status(error), _field(error, "message")
    if "exceed_context_size" in _field(error, "type") or "context_length" in _field(error, "code"):
        return ArticleTooLongError(
            f"The article is longer than the model {model} can read at once ({said})",
            "Say with --context how much it reads at once, or choose a model with a larger context",
        )
    if _is_quota(error) or status == 402:
        return ModelError(
            f"The quota of this {provider} account is used up", "Add credit there, or choose another model"
        )
    if status == 403 and str(getattr(error, "body", "")).lstrip().startswith("<"):
        return UnavailableError(
            f"{address} refused the request with a web page (403)",
            "A firewall before the server may not let this article through: check the address and the firewall",
        )
    if status in (401, 403):
        return ModelError(
            f"{provider} refused the key ({status})", f"Set {provider.upper()}_API_KEY to a valid key for this model"
        )
    if status == 404:
        return ModelError(
            f"{address} knows no model {model!r} (404)", "Check the name after the first slash, and the address"
        )
    if status in REDIRECTS:
        return UnavailableError(
            f"{address} redirects the request ({status}), and nothing is sent to another address",
            f"Set {provider.upper()}_BASE_URL to the right one",
        )
    if status in TRANSIENT:
        return _unavailable(error, status, said, address, provider)
    if status is not None:
        return UnavailableError(
            f"{address} refused the request ({status}): {said or type(error).__name__}",
            "Check that this model takes a JSON schema for its replies, or try another",
        )
    if isinstance(error, EmptyReplyError):
        return UnavailableError(
            f"{address} answered {ATTEMPTS} times with {said or 'nothing'}", "Try again later, or another model"
        )
    if isinstance(error, TimeoutError):
        return UnavailableError(f"No whole answer from {address} within the time limit, {ATTEMPTS} times", _LATER)
    causes = list(_causes(error))
    if any(map(_is_broken, causes)):
        return UnavailableError(f"{address} sent a broken answer, {ATTEMPTS} times", _LATER)
    why = one_line(str(causes[-1])) or type(causes[-1]).__name__
    if not is_transient(error):
        return UnavailableError(
            f"No request can be sent to {address} ({why})", "Check the settings of the provider in the environment"
        )
    return UnavailableError(
        f"No answer from {address} ({why})", "Check that the server runs, its address and the network"
    )


_LATER = "Try again later, or another model"


def _unavailable(error: Exception, status: int, said: str, address: str, provider: str) -> UnavailableError:
    pause = _retry_after(_headers(error)) or 0
    if pause > LONGEST_WAIT:
        return UnavailableError(f"{provider} asks for a pause of {in_words(pause)} ({status})", "Try again after it")
    if status == TOO_MANY:
        return UnavailableError(f"{provider} still limits the rate after {ATTEMPTS} tries (429)", "Try again later")
    return UnavailableError(
        f"{address} still fails after {ATTEMPTS} tries ({status}) {said}".strip(), "Try again later"
    )
