"""Requests that fail on the way: which to send again, when, and what to tell the user about the rest.

Works on the errors of any provider's SDK by their shape (`status_code`, `response.headers`, `body`), so that none has
to be imported here.
"""

import asyncio
import datetime
import email.utils
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import TypeVar

import tenacity

from summarizer.errors import ArticleTooLongError, ModelError, SummarizerError

ATTEMPTS = 6
"""How often one request is sent at most."""
LONGEST_WAIT = 60.0
"""Seconds. A server that asks for a longer pause is taken at its word: the request fails at once."""
TRANSIENT = {408, 409, 429, 500, 502, 503, 504, 529}


T = TypeVar("T")


class EmptyReplyError(Exception):
    """A reply with status 200 and nothing in it."""


async def send(request: Callable[[], Awaitable[T]], *, on_attempt: Callable[[], None]) -> T:
    """What `request()` gives, sent again after transient faults with growing, jittered pauses.

    `on_attempt` is called before each request. Raises what the last request raised.
    """
    # Made anew for each call: a tenacity object keeps the state of the call it serves.
    retrying = tenacity.AsyncRetrying(
        retry=tenacity.retry_if_exception(is_transient),
        wait=_pause,
        stop=tenacity.stop_after_attempt(ATTEMPTS),
        sleep=asyncio.sleep,
        reraise=True,
    )
    async for attempt in retrying:
        with attempt:
            on_attempt()
            return await request()
    raise AssertionError  # unreachable: tenacity returns or raises


def is_transient(error: BaseException) -> bool:
    """Whether the same request may well succeed a little later."""
    if isinstance(error, EmptyReplyError):
        return True
    status = _status(error)
    if status is None:
        return any(_is_transport_fault(cause) for cause in _causes(error))
    headers = _headers(error)
    if "insufficient_quota" in (_field(error, "code"), _field(error, "type")):
        return False
    if (_retry_after(headers) or 0) > LONGEST_WAIT:
        return False
    told = headers.get("x-should-retry")
    return told == "true" if told in ("true", "false") else status in TRANSIENT


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
    except (TypeError, ValueError):
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
    if isinstance(body, Mapping):
        inner = body.get("error", body)
        if isinstance(inner, Mapping):
            return str(inner.get(name) or "")
    return ""


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _is_transport_fault(error: BaseException) -> bool:
    # By name: httpx and httpx2 both have a TransportError, the root of their timeouts and dropped connections.
    return isinstance(error, OSError) or any(kind.__name__ == "TransportError" for kind in type(error).__mro__)


def explain(error: Exception, model: str, address: str) -> SummarizerError:
    """The error of this package that tells a user what became of a request to `model` at `address`, and what to do."""
    provider = model.partition("/")[0]
    status, said = _status(error), redact(_field(error, "message"))
    if "exceed_context_size" in _field(error, "type") or "context_length" in _field(error, "code"):
        return ArticleTooLongError(
            f"The article is longer than the model {model} can read at once ({said})",
            "Long articles are not taken apart yet: shorten it, or choose a model with a larger context",
        )
    if "insufficient_quota" in (_field(error, "code"), _field(error, "type")):
        return ModelError(
            f"The quota of this {provider} account is used up", "Add credit there, or choose another model"
        )
    if status in (401, 403):
        return ModelError(
            f"{provider} refused the key ({status})", f"Set {provider.upper()}_API_KEY to a valid key for this model"
        )
    if status == 404:
        return ModelError(f"{address} knows no model {model!r} (404)", "Check the name after the first slash")
    if status == 429:
        return ModelError(f"{provider} still limits the rate after {ATTEMPTS} tries (429)", "Try again later")
    if status in TRANSIENT:
        return ModelError(f"{address} still fails after {ATTEMPTS} tries ({status}) {said}".strip(), "Try again later")
    if status is not None:
        return ModelError(f"{address} refused the request ({status}): {said or type(error).__name__}")
    if isinstance(error, EmptyReplyError):
        return ModelError(f"{address} answered {ATTEMPTS} times with nothing", "Try again later, or another model")
    cause = list(_causes(error))[-1]
    return ModelError(
        f"No answer from {address} ({redact(str(cause)) or type(cause).__name__})",
        "Check that the server runs, its address and the network",
    )


def redact(text: str) -> str:
    """`text` without what looks like a key: providers quote the one they refuse."""
    return re.sub(r"\b(sk|pk|key|gsk|xai|AIza)[-_A-Za-z0-9*]{8,}", "[key]", text)
