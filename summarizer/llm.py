"""The language model, whoever serves it: one question in, one validated reply out.

Two loops, and neither knows of the other. Transport faults are retried below instructor, in `transport`; a reply that
does not validate is asked again by instructor, with what was wrong. Every request is counted, whatever came of it.
"""

import inspect
import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer import transport
from summarizer.digest import Usage
from summarizer.errors import ModelError, ReplyError, SummarizerError

if TYPE_CHECKING:
    import instructor

Reply = TypeVar("Reply", bound=BaseModel)
Message = dict[str, str]
OnText = Callable[[str], None]

REASKS = 1
"""How often a reply that does not validate is asked again."""
ANTHROPIC_OUTPUT = 8192
"""Output tokens that a reply may take where the provider wants a bound; others may write as much as the model can."""

EXAMPLE = "openai/gpt-5-mini"

STRUCTURED = {"openai", "azure_openai", "cerebras", "fireworks", "groq", "ollama", "together"}
"""Providers whose chat completions take a strict JSON schema; for the others instructor's default mode is used."""

# Where nobody configured logging, Python prints warnings to standard error; instructor's hold whole replies.
logging.getLogger("instructor").addHandler(logging.NullHandler())


Profile = Literal["full", "brief"]
"""Which questions a model is asked: what only a reader knows, or what a small model can do with help."""


class Endpoint(NamedTuple):
    """An OpenAI-compatible server on this machine; `model` is the name to ask it for."""

    base_url: str
    api_key: str
    model: str


class Embedded(NamedTuple):
    """A model that this process itself serves: where, and the grammar that binds its replies to a schema."""

    endpoint: Endpoint
    grammar: Callable[[Mapping[str, Any], str], str]


class Meter:
    """What the requests for one article took."""

    def __init__(self) -> None:
        self.attempts = 0
        self.usage = Usage()

    def attempt(self) -> None:
        """Count a request, before it is sent."""
        self.attempts += 1


class LLM:
    """A model that answers questions with pydantic objects."""

    def __init__(self, model: str, profile: Profile = "full", embedded: Embedded | None = None) -> None:
        """Connect to `model`, a provider string of instructor, or the `embedded` one. Raises ModelError."""
        self.model = model
        self.profile = profile
        self._embedded = embedded
        self._client, self._name = _embedded_client(embedded.endpoint) if embedded else _hosted_client(model)
        # instructor's patched create keeps the SDK's own; ours goes between the two.
        self._sdk_create = self._client.create_fn.__wrapped__  # type: ignore[attr-defined]  # functools.wraps sets it

    @property
    def is_bound(self) -> bool:
        """Whether a grammar binds the replies, token by token."""
        return self._embedded is not None

    @property
    def address(self) -> str:
        """Where the requests go, for messages."""
        return str(getattr(self._client.client, "base_url", self.model.partition("/")[0]))

    async def ask(
        self,
        messages: list[Message],
        reply: type[Reply],
        *,
        max_tokens: int,
        meter: Meter,
        on_text: OnText | None = None,
    ) -> Reply:
        """The model's reply to `messages`, validated as `reply`.

        `max_tokens` bounds an embedded model's output. `on_text` gets the reply's pieces as they are written, where the
        provider's SDK can stream.

        Raises ReplyError where the reply is not valid, also when asked again, or does not end; ModelError where the
        model can't be used; ArticleTooLongError.
        """
        import instructor
        from instructor.core import IncompleteOutputException, InstructorRetryException

        async def create(**request: Any) -> Any:
            if self._embedded:
                del request["response_format"]
                question = "".join(message["content"] for message in messages)
                request["extra_body"] = {"grammar": self._embedded.grammar(reply.model_json_schema(), question)}
            elif "response_format" in request:
                request["response_format"] = response_format(reply)
            try:
                completion = await transport.send(lambda: self._request(request, on_text), on_attempt=meter.attempt)
            except Exception as error:
                raise transport.explain(error, self.model, self.address) from error
            meter.usage += usage_of(completion)
            return completion

        ask: Any = instructor.patch(create=create, mode=self._client.mode, provider=self._client.provider)
        settings = self._client.handle_kwargs({"model": self._name, **self._settings(max_tokens)})
        try:
            # No `context`: instructor would render the article as a template. Not strict: pydantic may read "3" as 3.
            answer: Reply = await ask(
                response_model=reply, messages=messages, max_retries=REASKS, strict=False, **settings
            )
        except IncompleteOutputException as error:
            raise ReplyError("The reply did not end within the output limit", "Try another model") from error
        except InstructorRetryException as error:
            if isinstance(error.__cause__, SummarizerError):
                raise error.__cause__ from error.__cause__.__cause__
            raise ReplyError(f"The reply is not valid: {_reason(error.__cause__)}", "Try another model") from error
        return answer

    def _settings(self, max_tokens: int) -> dict[str, Any]:
        if self._embedded:
            return {"max_tokens": max_tokens, "temperature": 0, "seed": 0}
        return {"max_tokens": ANTHROPIC_OUTPUT} if self.model.startswith("anthropic/") else {}

    async def _request(self, request: dict[str, Any], on_text: OnText | None) -> Any:
        completions: Any = getattr(getattr(self._client.client, "chat", None), "completions", None)
        if on_text is None or not hasattr(completions, "stream"):
            completion = await self._sdk_create(**request)
        else:
            async with completions.stream(**request, stream_options={"include_usage": True}) as stream:
                async for event in stream:
                    if event.type == "content.delta":
                        on_text(event.delta)
                completion = await stream.get_final_completion()
        if not getattr(completion, "choices", True):
            raise transport.EmptyReplyError
        return completion

    async def close(self) -> None:
        """Close the connections; an embedded model stays ready until the process ends."""
        close = getattr(self._client.client, "close", None)
        closing = close() if close else None
        if inspect.isawaitable(closing):
            await closing


def _embedded_client(endpoint: Endpoint) -> tuple["instructor.AsyncInstructor", str]:
    client = _open(f"openai/{endpoint.model}", base_url=endpoint.base_url, api_key=endpoint.api_key)
    sdk: Any = client.client
    sdk.timeout = None  # it answers one request at a time: the others wait, however long that takes
    return client, endpoint.model


def _hosted_client(model: str) -> tuple["instructor.AsyncInstructor", str]:
    return _open(model), model.partition("/")[2]


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
            f"The model {provider!r} can't be used: {transport.redact(str(error))}", f"Name it as in {EXAMPLE}"
        ) from error
    sdk: Any = client.client
    if hasattr(sdk, "max_retries"):
        sdk.max_retries = 0  # transport retries; the SDK's own retries would multiply with those
    return client


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

    schema = strict(reply.model_json_schema())
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


def _reason(error: BaseException | None) -> str:
    """What was wrong with a reply, in one line and without the reply itself."""
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'JSON'}: {first['msg']}"
    return type(error).__name__
