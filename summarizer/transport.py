"""Retries requests after transport faults, and explains other faults to the user."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

import tenacity

from summarizer.digest import Usage
from summarizer.errors import ArticleTooLongError, ModelError, ReplyError, SummarizerError, UnavailableError
from summarizer.limits import Limiter, in_words
from summarizer.refusals import TOO_MANY, causes_of, field_of, headers_of, meaning_of, one_line, pause_of, status_of

ATTEMPTS = 6
"""How often one request is sent at most."""
LONGEST_WAIT = 60.0
"""Seconds. A server that asks for a longer pause is taken at its word: the request fails at once."""
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
                if status_of(error) == TOO_MANY:
                    limiter.refused(ticket, headers_of(error), pause_of(error))
                else:
                    limiter.failed()
                raise
            taken = answer.usage.input_tokens + answer.usage.output_tokens
            limiter.accepted(ticket, answer.headers, taken, answer.usage.output_tokens)
            return answer
    raise AssertionError  # unreachable: tenacity returns or raises


def is_transient(error: BaseException) -> bool:
    """Whether the same request may well succeed a little later."""
    status = status_of(error)
    if meaning_of(error):
        return False
    if status is None:
        causes = list(causes_of(error))
        is_passing = any(_is_broken(cause) or _is_transport_fault(cause) for cause in causes)
        return is_passing and not any(type(cause).__name__ in _LASTING for cause in causes)
    if (pause_of(error) or 0) > LONGEST_WAIT:
        return False
    told = headers_of(error).get("x-should-retry")
    return told == "true" if told in ("true", "false") else status in TRANSIENT


def _is_broken(error: BaseException) -> bool:
    """Whether a reply broke on the way. A DecodingError of httpx and httpx2 is that of a packed body."""
    return isinstance(error, _BROKEN) or type(error).__name__ == "DecodingError"


_BROKEN = (EmptyReplyError, BrokenReplyError, json.JSONDecodeError, UnicodeDecodeError)


_exponential = tenacity.wait_random_exponential(multiplier=1, max=30)


def _pause(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    told = pause_of(error) if error else None
    # A little later than told, each at another moment, so that many callers do not all come back at once.
    return _exponential(state) if told is None else told + min(1.0, _exponential(state))


def _is_transport_fault(error: BaseException) -> bool:
    # By name: httpx and httpx2 both have a TransportError, the root of their timeouts and dropped connections.
    return isinstance(error, OSError) or any(kind.__name__ == "TransportError" for kind in type(error).__mro__)


_LASTING = {"UnsupportedProtocol", "LocalProtocolError", "SSLCertVerificationError"}
"""Transport faults that come again: an address or a header that can't be sent, and a certificate that is not valid."""


def explain(error: Exception, model: str, address: str) -> SummarizerError:
    """The error of this package for a failed request to `model` at `address`, with what to do about it."""
    for cause in causes_of(error):
        if isinstance(cause, SummarizerError):
            return type(cause)(cause.message, cause.hint)  # another one, since this one is a cause of `error`
    provider = model.partition("/")[0]
    status, said, meaning = status_of(error), field_of(error, "message").rstrip("."), meaning_of(error)
    told = ": ".join(filter(None, [f"({status})" if status else "", said]))
    if meaning == "too long":
        return ArticleTooLongError(
            f"The article is longer than the model {model} can read at once ({said or status})",
            "Say with --context how much it reads at once, or choose a model with a larger context",
        )
    if meaning == "no credit":
        return ModelError(
            f"The quota of this {provider} account is used up {told}", "Add credit there, or choose another model"
        )
    if meaning == "filtered":
        return ReplyError(f"The provider's content filter refused the article {told}", "Try another model")
    if meaning == "not valid":
        return ReplyError(f"The reply is not valid {told}", "Try another model")
    if status == 403 and str(getattr(error, "body", "")).lstrip().startswith("<"):
        return UnavailableError(
            f"{address} refused the request with a web page (403)",
            "A firewall before the server may not let this article through: check the address and the firewall",
        )
    if meaning == "no such model":
        return ModelError(
            f"{address} knows no model {model!r} {told}", "Check the name after the first slash, and the address"
        )
    if status in (401, 403) or meaning == "wrong key":
        return ModelError(
            f"{provider} refused the key {told}", f"Set {provider.upper()}_API_KEY to a valid key for this model"
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
    causes = list(causes_of(error))
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
    pause = pause_of(error) or 0
    if pause > LONGEST_WAIT:
        return UnavailableError(f"{provider} asks for a pause of {in_words(pause)} ({status})", "Try again after it")
    if status == TOO_MANY:
        return UnavailableError(
            f"{provider} still limits the rate after {ATTEMPTS} tries (429) {said}".strip(), "Try again later"
        )
    return UnavailableError(
        f"{address} still fails after {ATTEMPTS} tries ({status}) {said}".strip(), "Try again later"
    )
