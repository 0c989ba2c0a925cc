"""A provider's client, as instructor makes it: where it is, what goes over the wire, and what comes back."""

import functools
import inspect
import os
import re
import urllib.parse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from summarizer import transport
from summarizer.digest import Usage
from summarizer.errors import ModelError, ReplyError

if TYPE_CHECKING:
    import instructor

OnText = Callable[[str], None]

MOST_REPLY = 500_000
"""Characters of a reply at the most: more is no answer about one article."""
SHORTEST_SECRET = 6
"""Characters of a key at the least: what is shorter would be found in words."""

EXAMPLE = "openai/gpt-5-mini"

STRUCTURED = {"openai", "azure_openai", "cerebras", "fireworks", "groq", "ollama", "together"}
"""Providers whose chat completions take a strict JSON schema; for the others instructor's default mode is used."""


class Endpoint(NamedTuple):
    """An OpenAI-compatible server on this machine; `model` is the name to ask it for."""

    base_url: str
    api_key: str
    model: str


class Embedded(NamedTuple):
    """A model that this process itself serves.

    `identity` tells its weights from others, `start` starts the server and says where it is, and `grammar` makes, of a
    JSON schema and a question, what binds the replies.
    """

    identity: str
    start: Callable[[], Endpoint]
    grammar: Callable[[Mapping[str, Any], str], str]


class Client:
    """A connection to one model. Making it loads the SDK, which takes seconds."""

    def __init__(self, model: str, embedded: Embedded | None) -> None:
        """Connect to a provider string of instructor, or start the embedded model. Raises ModelError."""
        self.instructor, self.name = _connected(model, embedded)
        self._sdk: Any = self.instructor.client
        # instructor's patched create keeps the SDK's own; ours goes between the two.
        self._create = self.instructor.create_fn.__wrapped__  # type: ignore[attr-defined]  # functools.wraps sets it

    @property
    def address(self) -> str:
        """Where the requests go, without what an address may hold of secrets; "" where the SDK does not say."""
        return plain(str(getattr(self._sdk, "base_url", "") or ""))

    async def request(self, request: dict[str, Any], on_text: OnText | None) -> transport.Answer:
        """The completion for a request; `on_text` gets it piece by piece, where the SDK can stream."""
        completions: Any = getattr(getattr(self._sdk, "chat", None), "completions", None)
        headers: Mapping[str, str] = {}
        if on_text is None or not hasattr(completions, "stream"):
            raw = getattr(getattr(self._create, "__self__", None), "with_raw_response", None)
            if raw is None:
                completion = await self._create(**request)
            else:  # the same call, with the headers of its answer
                response = await raw.create(**request)
                headers, completion = response.headers, response.parse()
                completion = await completion if inspect.isawaitable(completion) else completion
        else:
            async with completions.stream(**request, stream_options={"include_usage": True}) as stream:
                async for event in stream:
                    if event.type == "content.delta":
                        on_text(event.delta)
                completion = await stream.get_final_completion()
        if not getattr(completion, "choices", True):
            raise _empty(completion)
        return transport.Answer(completion, headers, usage_of(completion))

    def secrets(self) -> set[str]:
        """What no message may show: the client's key, what its address holds of secrets, and such variables."""
        url = urllib.parse.urlsplit(str(getattr(self._sdk, "base_url", "") or ""))
        named = {value for name, value in os.environ.items() if _SECRET.search(name)}
        values = {str(getattr(self._sdk, "api_key", "") or ""), url.username or "", url.password or "", *named}
        values |= {value for _, value in urllib.parse.parse_qsl(url.query)}
        return {value.strip() for value in values if len(value.strip()) >= SHORTEST_SECRET}

    async def close(self) -> None:
        """Close the connections."""
        close = getattr(self._sdk, "close", None)
        closing = close() if close else None
        if inspect.isawaitable(closing):
            await closing


_SECRET = re.compile(r"KEY|TOKEN|SECRET|PASSWORD", re.IGNORECASE)


def plain(url: str) -> str:
    """An address without user, password and query."""
    try:
        parts = urllib.parse.urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return ""
    return urllib.parse.urlunsplit((parts.scheme, host, parts.path, "", ""))


def _empty(completion: Any) -> transport.EmptyReplyError:
    """A completion without choices: what its error object says, where it has one."""
    error = getattr(completion, "error", None)
    if not isinstance(error, Mapping):
        return transport.EmptyReplyError()
    code = error.get("code")
    return transport.EmptyReplyError(str(error.get("message") or ""), code if isinstance(code, int) else None)


def check(completion: Any, model: str) -> None:
    """Raise ReplyError for a reply that it is of no use to ask again for: refused, filtered, or far too long."""
    choices = getattr(completion, "choices", None)
    if not choices:
        return
    message = choices[0].message
    if refusal := getattr(message, "refusal", None):
        raise ReplyError(f"{model} refuses to answer: {' '.join(str(refusal).split())[:200]}", "Try another model")
    if choices[0].finish_reason == "content_filter":
        raise ReplyError("The provider's content filter stopped the reply", "Try another model")
    if len(getattr(message, "content", None) or "") > MOST_REPLY:
        raise ReplyError(f"The reply is longer than {MOST_REPLY:,} characters", "Try another model")


def _connected(model: str, embedded: Embedded | None) -> tuple["instructor.AsyncInstructor", str]:
    """The client of a model, and the name to ask it for. Loads the SDK, which takes seconds."""
    if not embedded:
        return _open(model), model.partition("/")[2]
    endpoint = embedded.start()
    client = _open(f"openai/{endpoint.model}", base_url=endpoint.base_url, api_key=endpoint.api_key)
    sdk: Any = client.client
    sdk.timeout = None  # it answers one request at a time: the others wait, however long that takes
    return client, endpoint.model


def _open(provider: str, **kwargs: Any) -> "instructor.AsyncInstructor":
    """Instructor's client for a provider string."""
    import instructor
    import openai
    from instructor.core import ConfigurationError

    mode = instructor.Mode.JSON_SCHEMA if provider.partition("/")[0] in STRUCTURED else None
    try:
        client: instructor.AsyncInstructor = instructor.from_provider(provider, async_client=True, mode=mode, **kwargs)
    except (ConfigurationError, openai.OpenAIError) as error:
        raise ModelError(
            f"The model {provider!r} can't be used: {transport.redact(str(error), ())}", f"Name it as in {EXAMPLE}"
        ) from error
    sdk: Any = client.client
    if hasattr(sdk, "max_retries"):
        sdk.max_retries = 0  # transport retries; the SDK's own retries would multiply with those
    return client


@functools.lru_cache(maxsize=64)
def schema_of(reply: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a reply."""
    return reply.model_json_schema()


@functools.lru_cache(maxsize=64)
def response_format(reply: type[BaseModel]) -> dict[str, Any]:
    """`reply` as a strict `response_format` of the chat completions API.

    Every field required, no other allowed, nothing outside the subset of JSON Schema that strict structured outputs
    take: no bounds on the length of strings, no least number of items.
    """
    dropped = {"title", "default", "minLength", "maxLength", "minItems"}

    def strict(node: Any) -> Any:
        if isinstance(node, list):
            return [strict(item) for item in node]
        if not isinstance(node, dict):
            return node
        kept = {key: strict(value) for key, value in node.items() if key not in dropped or isinstance(value, dict)}
        if kept.get("type") == "object":
            kept |= {"required": list(kept["properties"]), "additionalProperties": False}
        return kept

    schema = strict(schema_of(reply))
    return {"type": "json_schema", "json_schema": {"name": reply.__name__, "strict": True, "schema": schema}}


def usage_of(completion: Any) -> Usage:
    """Tokens of one completion as OpenAI, Anthropic or Google count them; zeros where the provider says nothing."""
    usage = getattr(completion, "usage", None) or getattr(completion, "usage_metadata", None)

    def count(*names: str, of: Any = usage) -> int:
        return next((value for name in names if isinstance(value := getattr(of, name, None), int)), 0)

    cached = count("cached_tokens", of=getattr(usage, "prompt_tokens_details", None)) or count(
        "cache_read_input_tokens", "cached_content_token_count"
    )
    fresh = count("cache_read_input_tokens") + count("cache_creation_input_tokens")  # Anthropic counts them apart
    return Usage(
        input_tokens=count("prompt_tokens", "input_tokens", "prompt_token_count") + fresh,
        cached_tokens=cached,
        output_tokens=count("completion_tokens", "output_tokens", "candidates_token_count"),
    )
