"""Reads the error of a model's server: its status, the pause that it asks for, what it says, and what that means.

Each service has its own words and forms for the same refusal. Works on the errors of any provider's SDK by their shape,
so that none has to be imported here.
"""

import datetime
import email.utils
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from summarizer.limits import parse_seconds

TOO_MANY = 429
MOST = 2000
"""Characters of what a server says that are read."""

Meaning = Literal["too long", "no credit", "filtered", "not valid", "wrong key", "no such model"]

_STATUSES = {None, 400, 402, 403, 404, 413, 422, TOO_MANY}
"""Refusals that words tell apart; None: of an error object that came with status 200."""
_CREDIT = re.compile(
    r"insufficient[_ ](?:quota|balance|credit|fund)|credit balance|available credits|spending limit|billing_|"
    r"budget (?:has been )?exceeded|budget_exceeded|exceeded_current_quota|\bkey limit exceeded|account is not active",
    re.IGNORECASE,
)
_TOO_LARGE = re.compile("request too large", re.IGNORECASE)
"""More tokens than a minute allows: waiting does not help."""
_WORDS: Mapping[Meaning, re.Pattern[str]] = {
    "filtered": re.compile(
        r"content[_ ]?(?:filter|policy|management)|content exists risk|inappropriate content|data_inspection|"
        r"invalid_prompt|\bflagged\b|usage policy|prohibited[_ ]content",
        re.IGNORECASE,
    ),
    "not valid": re.compile(r"failed_generation|json_validate_failed|tool_use_failed"),
    "too long": re.compile(
        r"context[_ ]?(?:length|size|window|limit)|maximum (?:prompt length|number of tokens)|too many tokens|"
        r"\b(?:prompt|inputs?|request|messages\S*)\b.{0,60}\btoo (?:long|large)|too large for model|"
        r"\binputs\b.{0,40}\bmust (?:have less than|be <=)|exceeds the maximum size",
        re.IGNORECASE,
    ),
    "wrong key": re.compile(r"\bAPI[_ ]key\b", re.IGNORECASE),
    "no such model": re.compile(
        r"\bmodel\b.{0,60}\b(?:does not|doesn't|not) (?:exist|found|a valid)|\binvalid model\b|invalid_model|"
        r"model_not_found|not a valid model",
        re.IGNORECASE,
    ),
}
"""In this order: words of one may stand in the message of one before it."""


def meaning_of(error: BaseException) -> Meaning | None:
    """What a refusal means by its status, code, type and words; None where these do not tell."""
    status = status_of(error)
    if status == 402:
        return "no credit"
    if status not in _STATUSES:
        return None
    told = " ".join(_text_of(error, name) for name in ("code", "type", "message"))
    if _CREDIT.search(told):
        return "no credit"
    if status == 413 or _TOO_LARGE.search(told):
        return "too long"
    if status == 404:
        return "no such model"
    if status == TOO_MANY:
        return None
    return next((meaning for meaning, words in _WORDS.items() if words.search(told)), None)


def status_of(error: BaseException) -> int | None:
    """The HTTP status of an error, if it has one."""
    status = getattr(error, "status_code", None) or getattr(error, "code", None)  # google-genai calls it `code`
    status = _of_aws(error, "ResponseMetadata").get("HTTPStatusCode", status)
    return status if isinstance(status, int) else None


def _of_aws(error: BaseException, name: str) -> Mapping[str, Any]:
    """A part of the response that an error of AWS's SDK has; empty for others."""
    response = getattr(error, "response", None)
    return response.get(name) or {} if isinstance(response, dict) else {}


def headers_of(error: BaseException) -> Mapping[str, str]:
    """The headers that came with an error."""
    headers = getattr(getattr(error, "response", None) or error, "headers", None)
    return headers if headers is not None else {}


def pause_of(error: BaseException) -> float | None:
    """Seconds that the server asks to wait: by `retry-after-ms` or `retry-after` (RFC 9110), or as Google says it."""
    headers = headers_of(error)
    try:
        if "retry-after-ms" in headers:
            return max(0.0, float(headers["retry-after-ms"]) / 1000)
        if value := headers.get("retry-after"):
            if re.fullmatch(r"[0-9.]+", value):
                return float(value)
            at = email.utils.parsedate_to_datetime(value)
            return max(0.0, (at - datetime.datetime.now(datetime.UTC)).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None
    details = _object_of(error).get("details")
    for detail in details if isinstance(details, list) else ():
        if isinstance(detail, Mapping) and "retryDelay" in detail:
            return parse_seconds(str(detail["retryDelay"]))
    return None


def field_of(error: BaseException, name: str) -> str:
    """A field of the error object that the server sent, in one line; "" where there is none."""
    return one_line(_text_of(error, name))


def _text_of(error: BaseException, name: str) -> str:
    found = _object_of(error)
    said = str(found.get(name) or "")
    if name == "message":
        detail = found.get("detail")  # as FastAPI calls it
        items = detail if isinstance(detail, list) else [detail]
        said = said or "; ".join(str(item.get("msg") if isinstance(item, Mapping) else item or "") for item in items)
        metadata = found.get("metadata")
        if isinstance(metadata, Mapping) and metadata.get("raw"):  # OpenRouter: what the provider behind it said
            said = f"{said}: {metadata['raw']}"
    return "" if said.lstrip().startswith("<") else said[:MOST]


def _object_of(error: BaseException) -> Mapping[str, Any]:
    """The error object. OpenAI's SDK unwraps {"error": ...}, Anthropic's does not; Google's has `details`."""
    if told := _of_aws(error, "Error"):
        return {name.lower(): value for name, value in told.items()}
    body = getattr(error, "body", None) or getattr(error, "details", None)
    if isinstance(body, list) and body:  # Google's, where it answers as OpenAI does
        body = body[0]
    inner: Any = body.get("error") or body if isinstance(body, Mapping) else body
    if isinstance(inner, Mapping):
        return inner
    return {"message": inner} if isinstance(inner, str) else {}


def one_line(text: str) -> str:
    """A foreign text in one line, shortened for a message, without characters that control a terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text[:MOST]).split())[:300]


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """The error, and what led to it."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__
