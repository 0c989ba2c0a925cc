"""Handles responses of a model's server: their size, streams, completions, and the JSON in a reply."""

import contextlib
import sys
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from typing import Any

from pydantic import ValidationError

from summarizer.digest import Usage
from summarizer.errors import ReplyError, ReplyTooLongError
from summarizer.redaction import redact, remove_secrets
from summarizer.refusals import one_line
from summarizer.transport import BrokenReplyError, EmptyReplyError

MOST_BYTES = 16_000_000
"""Bytes of an answer at the most, unpacked: a stream wraps each few characters of a reply into some 250 bytes."""
MOST_REPLY = 500_000
"""Characters of a reply at the most: more is no answer about one article."""
MOST_TEXT = 20_000
"""Characters of one text in a reply at the most: the time to check one grows with the square of its length."""
MOST_TOKENS = 10_000_000
"""Tokens of one answer at the most: the limiter would wait for what a server says beyond that."""
ECHO = 20_000
"""Characters of a reply that is not valid, and of what is wrong with it, that are sent when it is asked again."""
LONG = 16
"""Characters of a secret that no article holds by chance, as it may "ollama"."""


async def limit_size(response: Any) -> None:
    """Limit a response to MOST_BYTES: a response hook of httpx and httpx2. Reading more raises ReplyError."""
    httpx: Any = sys.modules[type(response).__module__.partition(".")[0]]  # the one that the SDK uses

    class SizeLimited(httpx.AsyncByteStream):  # type: ignore[misc]  # its module is known when it runs
        def __init__(self, whole: Any) -> None:
            self._whole = whole

        async def __aiter__(self) -> AsyncIterator[bytes]:
            size = 0
            async for part in self._whole.aiter_bytes():
                size += len(part)
                if size > MOST_BYTES:
                    raise ReplyError(f"The answer is larger than {MOST_BYTES // 1_000_000} MB", "Try another model")
                yield part

        async def aclose(self) -> None:
            await self._whole.aclose()

    # It is unpacked here, so that what is counted is what has to fit into memory.
    response.stream = SizeLimited(
        httpx.Response(response.status_code, headers=response.headers, stream=response.stream)
    )
    response.headers.pop("content-encoding", None)


@contextlib.contextmanager
def parsing() -> Iterator[None]:
    """Raise BrokenReplyError where a body is not what its parser expects: no JSON, numbers or nesting beyond bounds."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise BrokenReplyError from error


async def assemble_stream(stream: Any, on_text: Callable[[str], None]) -> Any:
    """Assemble a completion from its stream; `on_text` gets each piece. Raises EmptyReplyError, BrokenReplyError.

    The SDK's own helper takes quadratic time, and raises other errors than a request without a stream.
    """
    from openai import APIError
    from openai.types.chat import ChatCompletion

    text, refusal = "", ""
    usage = finish = choice = last = None
    try:
        async with stream:
            chunks = aiter(stream)
            while True:
                piece = ""
                with parsing():
                    if (chunk := await anext(chunks, None)) is None:
                        break
                    last = chunk
                    usage = getattr(last, "usage", None) or usage
                    for choice in getattr(last, "choices", None) or ():
                        finish = getattr(choice, "finish_reason", None) or finish
                        delta = getattr(choice, "delta", None)
                        refusal += getattr(delta, "refusal", None) or ""
                        piece += _text_of(getattr(delta, "content", None)) or ""
                if piece:
                    text += piece
                    on_text(piece)
    except APIError as error:
        if hasattr(error, "status_code") or error.body is None:
            raise
        raise EmptyReplyError(error.body) from error
    if choice and not finish and not text.rstrip().endswith("}"):  # not every server says that it has finished
        raise BrokenReplyError
    message = {"role": "assistant", "content": text, "refusal": refusal or None}
    completion: Any = ChatCompletion.construct(
        id=getattr(last, "id", ""),
        object="chat.completion",
        created=0,
        model=getattr(last, "model", ""),
        choices=[{"index": 0, "finish_reason": finish, "message": message}] if choice else [],
    )
    completion.usage = usage
    return completion


def parse_unstreamed(body: Any) -> Any:
    """Parse the completion of a response that is JSON although a stream was requested."""
    from openai.types.chat import ChatCompletion

    return ChatCompletion.construct(**body) if isinstance(body, dict) else body


def normalise_completion(completion: Any, secrets: Collection[str], *, is_json: bool) -> None:
    """Normalise a chat completion in place: redact long secrets, and if `is_json`, keep only the JSON of the reply.

    Raises EmptyReplyError.
    """
    try:
        choice = completion.choices[0]
        if failed := getattr(choice, "error", None):  # as OpenRouter says that the provider behind it broke off
            raise EmptyReplyError(failed)
        message = choice.message
        content = _text_of(message.content)
    except (AttributeError, IndexError, KeyError, TypeError):
        raise EmptyReplyError(getattr(completion, "error", None)) from None
    if content is not None:
        content = remove_secrets(content, [secret for secret in secrets if len(secret) >= LONG])
        message.content = extract_json(content) if is_json else content


def _text_of(content: Any) -> str | None:
    """The text of a message, which some servers send in parts. Raises AttributeError, KeyError, TypeError."""
    if isinstance(content, list):
        return "".join(part["text"] for part in content if part.get("type") == "text")
    if content is not None and not isinstance(content, str):
        raise TypeError
    return content


def extract_json(content: str) -> str:
    r"""The JSON object in a reply, without the model's thoughts, a code fence and text around it.

    >>> extract_json('<think>{or not}</think> Here it is: ```json\n{"a": {}}\n``` I hope it helps.')
    '{"a": {}}'
    """
    content = content.encode(errors="replace").decode()  # half a character, a lone surrogate, can't be sent back
    found = content if content.lstrip().startswith("{") else content.rpartition("</think>")[2]
    start, end = found.find("{"), found.rfind("}")
    return found[start : end + 1] if 0 <= start < end else found


def check_completion(completion: Any, model: str, secrets: Collection[str]) -> None:
    """Raise ReplyError for a reply for which asking again would not help: refused, filtered, or far too long."""
    if getattr(completion, "stop_reason", None) == "refusal":  # Anthropic's
        raise ReplyError(f"{model} refuses to answer", "Try another model")
    _check_candidates(completion)
    choices = getattr(completion, "choices", None)
    if not choices:
        return
    message = choices[0].message
    if refusal := getattr(message, "refusal", None):
        raise ReplyError(
            f"{model} refuses to answer: {one_line(redact(str(refusal), secrets)).rstrip('.')}", "Try another model"
        )
    if choices[0].finish_reason == "content_filter":
        raise ReplyError("The provider's content filter stopped the reply", "Try another model")
    if len(getattr(message, "content", None) or "") > MOST_REPLY:
        raise ReplyError(f"The reply is longer than {MOST_REPLY:,} characters", "Try another model")


def _check_candidates(completion: Any) -> None:
    """Raise ReplyError where Google's completion was blocked, ReplyTooLongError where it does not end."""
    candidates = getattr(completion, "candidates", None) or ()
    reasons = [getattr(getattr(completion, "prompt_feedback", None), "block_reason", None)]
    reasons += [getattr(candidate, "finish_reason", None) for candidate in candidates]
    names = [str(getattr(reason, "value", reason)) for reason in reasons if reason]
    if "MAX_TOKENS" in names:
        raise ReplyTooLongError("The reply did not end within the output limit", "Try another model")
    if blocked := next((name for name in names if name in _BLOCKED), None):
        raise ReplyError(f"The provider's content filter stopped the reply ({blocked})", "Try another model")


_BLOCKED = {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE", "OTHER"}
"""Why Google leaves out a reply, or takes no question."""


def check_text_lengths(value: Any) -> None:
    """Raise ReplyError if a reply, dumped by `model_dump`, has a text that is far too long."""
    if isinstance(value, str):
        if len(value) > MOST_TEXT:
            raise ReplyError(f"A text in the reply is longer than {MOST_TEXT:,} characters", "Try another model")
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            check_text_lengths(item)


def shorten_added_message(message: Any) -> Any:
    """Shorten a message that instructor added: the invalid reply, or the validation errors, item by item."""
    content = message.get("content") if isinstance(message, dict) else None
    return {**message, "content": content[:ECHO]} if isinstance(content, str) else message


def reason_of(error: BaseException | None) -> str:
    """What was wrong with a reply, in one line and without the reply itself."""
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'JSON'}: {first['msg']}"
    return type(error).__name__


def usage_of(completion: Any) -> Usage:
    """Token usage of one completion, of any provider. Zeros if the provider does not report it."""

    def part(of: Any, name: str) -> Any:
        return of.get(name) if isinstance(of, dict) else getattr(of, name, None)

    usage = part(completion, "usage") or part(completion, "usage_metadata")

    def count(*names: str, of: Any = usage) -> int:
        values = (part(of, name) for name in names)
        return next((int(value) for value in values if isinstance(value, int | float) and 0 < value < MOST_TOKENS), 0)

    read = count("cache_read_input_tokens", "cacheReadInputTokens")
    cached = count("cached_tokens", of=part(usage, "prompt_tokens_details"))
    # Anthropic and Bedrock count tokens of the cache apart; LiteLLM's `prompt_tokens` have them, and it names them too.
    given = count("prompt_tokens", "prompt_token_count")
    given = given or (
        count("input_tokens", "inputTokens") + read + count("cache_creation_input_tokens", "cacheWriteInputTokens")
    )
    # Google and xAI do not count the model's thoughts among the tokens of the reply, and charge for them.
    written = count("completion_tokens", "output_tokens", "candidates_token_count", "outputTokens")
    return Usage(
        input_tokens=given,
        cached_tokens=cached or read or count("cached_content_token_count"),
        output_tokens=max(written, count("total_tokens", "total_token_count") - given),
    )
