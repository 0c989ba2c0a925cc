"""A provider's client, as instructor makes it: where it is, what goes over the wire, and what comes back."""

import functools
import inspect
import os
import urllib.parse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from summarizer import responses, server_info, transport
from summarizer.errors import ModelError
from summarizer.redaction import hide_from_logs, public_address, redact_error, secrets_of

if TYPE_CHECKING:
    import instructor

OnText = Callable[[str], None]

EXAMPLE = "openai/gpt-5-mini"

STRUCTURED = {"openai", "azure_openai", "ollama", "together"}
"""Providers whose chat completions take a strict JSON schema; for the others instructor's default mode is used."""
AZURE_VERSION = "2024-10-21"
"""Of Azure's API, where OPENAI_API_VERSION names no other. Instructor's own default takes no JSON schema."""


class Endpoint(NamedTuple):
    """An OpenAI-compatible server on this machine; `model` is the name to ask it for."""

    base_url: str
    api_key: str
    model: str


class Embedded(NamedTuple):
    """A model that this process itself serves.

    `identity` tells its weights from others, `start` starts the server and says where it is, and `grammar` makes, of a
    JSON schema and a question, what binds the replies. `context` is how many tokens question and reply may take.
    """

    identity: str
    start: Callable[[], Endpoint]
    grammar: Callable[[Mapping[str, Any], str], str]
    context: int


class Client:
    """A connection to one model. Making it loads the SDK, which takes seconds."""

    def __init__(self, model: str, embedded: Embedded | None) -> None:
        """Connect to a provider string of instructor, or start the embedded model. Raises ModelError."""
        import openai

        self.instructor, self.name = _connect(model, embedded)
        sdk: Any = self.instructor.client
        self.secrets = secrets_of(_address(sdk), str(getattr(sdk, "api_key", "") or ""), model=model)
        """What no message may show."""
        hide_from_logs(self.secrets)
        # instructor's patched create keeps the SDK's own; ours goes between the two.
        self._create = self.instructor.create_fn.__wrapped__  # type: ignore[attr-defined]  # functools.wraps sets it
        self._is_openai = isinstance(sdk, openai.AsyncOpenAI)
        http: Any = getattr(sdk, "_client", None)
        if hasattr(http, "follow_redirects"):
            http.follow_redirects = False  # the article would go to another host, and with some SDKs the key too
            if not self._is_openai:
                http.event_hooks = {"response": [responses.limit_size]}
        self.files_sdk = sdk
        """For files, which may be larger than other responses."""
        if self._is_openai:
            url = urllib.parse.urlsplit(_address(sdk))
            if url.query:  # the SDK would put the path of a request behind it
                query = dict(urllib.parse.parse_qsl(url.query.removesuffix("/")))
                sdk = sdk.with_options(base_url=url._replace(query="").geturl(), default_query=query)
            self.files_sdk = sdk
            limited = openai.DefaultAsyncHttpxClient(
                event_hooks={"response": [responses.limit_size]}, follow_redirects=False
            )
            sdk = sdk.with_options(http_client=limited)
            self._create = sdk.chat.completions.create
        self.sdk = sdk

    @property
    def address(self) -> str:
        """Where the requests go, without what an address may hold of secrets; "" where the SDK does not say."""
        return public_address(_address(self.sdk))

    async def request(self, request: dict[str, Any], on_text: OnText | None) -> transport.Answer:
        """The completion for a request; `on_text` gets it piece by piece, where the SDK can stream.

        It is as the server sent it: see `normalise`.
        """
        headers: Mapping[str, str] = {}
        # A call of a tool would be streamed as pieces of its arguments, which nobody wants to see.
        streams = on_text is not None and self._is_openai and "tools" not in request
        if streams:
            request = {**request, "stream": True, "stream_options": {"include_usage": True}}
        raw = getattr(getattr(self._create, "__self__", None), "with_raw_response", None)
        if raw is None:
            completion = await self._create(**request)
        else:  # the same call, with the headers of its answer
            response = await raw.create(**request)
            headers = response.headers
            if streams and "json" in headers.get("content-type", ""):  # the server does not stream
                await response.http_response.aread()
                with responses.parsing():
                    completion = responses.parse_unstreamed(response.http_response.json())
            elif streams and on_text:
                completion = await responses.assemble_stream(response.parse(), on_text)
            else:
                with responses.parsing():
                    completion = response.parse()
                    completion = await completion if inspect.isawaitable(completion) else completion
        return transport.Answer(completion, headers, responses.usage_of(completion))

    def normalise(self, completion: Any, request: Mapping[str, Any]) -> None:
        """Normalise the completion of a request in place. Raises EmptyReplyError."""
        if self._is_openai:
            responses.normalise_completion(completion, self.secrets, is_json="response_format" in request)

    async def context(self) -> int | None:
        """Tokens that question and reply may take together, where the server says so."""
        return await server_info.context_size(self.sdk, self.name) if self._is_openai else None

    async def tokens(self, text: str) -> int | None:
        """How many tokens a text takes, where the server counts them."""
        return await server_info.count_tokens(self.sdk, text) if self._is_openai else None

    async def close(self) -> None:
        """Close the connections."""
        for sdk in {id(sdk): sdk for sdk in (self.sdk, self.instructor.client)}.values():
            close = getattr(sdk, "close", None)
            closing = close() if close else None
            if inspect.isawaitable(closing):
                await closing


def _address(sdk: Any) -> str:
    return str(getattr(sdk, "base_url", "") or "")


def _connect(model: str, embedded: Embedded | None) -> tuple["instructor.AsyncInstructor", str]:
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
    import httpx2
    import instructor
    import openai
    from instructor.core import ConfigurationError

    mode = instructor.Mode.JSON_SCHEMA if provider.partition("/")[0] in STRUCTURED else None
    name = provider.partition("/")[0].upper()
    secrets = secrets_of(model=provider)
    hide_from_logs(secrets)
    if name == "XAI":  # over gRPC, with no request in between that could be counted, limited or sent again
        raise ModelError(
            "xAI's own SDK is not supported", "Name the model openai/..., with OPENAI_BASE_URL=https://api.x.ai/v1"
        )
    if name == "AZURE_OPENAI":
        kwargs["api_version"] = os.environ.get("OPENAI_API_VERSION") or AZURE_VERSION
    try:
        client: instructor.AsyncInstructor = instructor.from_provider(provider, async_client=True, mode=mode, **kwargs)
    except (ConfigurationError, openai.OpenAIError) as error:
        redact_error(error, secrets)
        raise ModelError(f"The model {provider!r} can't be used: {error}", f"Name it as in {EXAMPLE}") from error
    except (ValueError, httpx2.InvalidURL) as error:
        redact_error(error, secrets)
        raise ModelError(
            f"The address of {provider!r} or of a proxy can't be read: {error}", f"Check {name}_BASE_URL, HTTPS_PROXY"
        ) from error
    except (ImportError, OSError) as error:
        redact_error(error, secrets)
        raise ModelError(
            f"No connection can be made for {provider!r}: {error}", "Check SSL_CERT_FILE, ALL_PROXY, HTTPS_PROXY"
        ) from error
    sdk: Any = client.client
    if hasattr(sdk, "base_url") and not _address(sdk).startswith(("http://", "https://")):
        raise ModelError(
            f"The address of {provider!r} does not begin with http:// or https://", f"Check {name}_BASE_URL"
        )
    if isinstance(key := getattr(sdk, "api_key", None), str):
        sdk.api_key = key.strip()  # read from a file, it ends with a line break
        if (key and not sdk.api_key) or not (sdk.api_key.isascii() and sdk.api_key.isprintable()):
            raise ModelError(f"The key of {provider!r} is empty or has invalid characters", f"Set {name}_API_KEY")
    if hasattr(sdk, "max_retries"):
        sdk.max_retries = 0  # transport retries; the SDK's own retries would multiply with those
    return client


@functools.lru_cache(maxsize=64)
def schema_of(reply: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a reply."""
    return reply.model_json_schema()


@functools.lru_cache(maxsize=64)
def prepare_reply_type(reply: type[BaseModel]) -> type[BaseModel]:
    """The reply type as instructor prepares it for a question, with its schema. Cached, for it takes a millisecond."""
    import instructor

    made: Any = instructor.response_schema(reply)
    schema = made.model_json_schema()
    made.model_json_schema = classmethod(lambda *_, **__: schema)
    known: type[BaseModel] = made
    return known


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
