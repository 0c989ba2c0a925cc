"""The language model, whoever serves it: one question in, one validated reply out.

Two loops, and neither knows of the other. Transport faults are retried below instructor, in `transport`; a reply that
does not validate is asked again by instructor, with what was wrong. Every request is counted, whatever came of it.
"""

import asyncio
import contextlib
import hashlib
import json
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer import transport
from summarizer.cache import Cache, CachedReply
from summarizer.client import Client, Embedded, OnText, prepare_reply_type, response_format, schema_of
from summarizer.costs import context_of, cost
from summarizer.digest import Usage
from summarizer.errors import ModelError, ReplyError, ReplyTooLongError, SummarizerError
from summarizer.limits import Limiter
from summarizer.meter import Meter
from summarizer.redaction import public_address, redact_error
from summarizer.responses import check_completion, check_text_lengths, reason_of, shorten_added_message
from summarizer.server_info import UnansweredError
from summarizer.thread import in_daemon

Reply = TypeVar("Reply", bound=BaseModel)
Message = dict[str, str]

REASKS = 1
"""How often a reply that does not validate is asked again."""
CONTEXT = 16_000
"""Tokens of a context of which nobody knows how long it is."""
OLLAMA = 4096
"""The same with ollama, which gives a model no more unless it is told to, and cuts off without a word what is more."""
ANTHROPIC_OUTPUT = 8192
"""Output tokens that a reply may take where the provider wants a bound; others may write as much as the model can."""

# Where nobody configured logging, Python prints warnings to standard error; instructor's hold whole replies.
logging.getLogger("instructor").addHandler(logging.NullHandler())


Profile = Literal["full", "brief"]
"""Which questions a model is asked: what only a reader knows, or what a small model can do with help."""


class LLM:
    """A model that answers questions with pydantic objects."""

    def __init__(
        self,
        model: str,
        profile: Profile = "full",
        embedded: Embedded | None = None,
        *,
        limiter: Limiter | None = None,
        cache: Cache | None = None,
        timeout: float | None = transport.TIMEOUT,
        context: int | None = None,
        part: int | None = None,
    ) -> None:
        """`model` is a provider string of instructor, or that of the `embedded` one. It connects when first asked.

        `timeout` bounds one request to a hosted model, in seconds. `context` is how many tokens question and reply may
        take together, `part` how many of an article it is given at once; None: as it is known.
        """
        self.model = model
        self.part = part
        self._context = context
        self.profile = profile
        self.meter = Meter()
        """What all replies took."""
        self.cache = cache
        """Where replies are kept."""
        self._embedded = embedded
        self._limiter = limiter or Limiter()
        self._timeout = None if embedded else timeout  # that one answers one after another: the others wait
        self._client: Client | None = None
        self._error: SummarizerError | None = None
        self._connecting = asyncio.Lock()

    @property
    def is_bound(self) -> bool:
        """Whether a grammar binds the replies, token by token."""
        return self._embedded is not None

    async def context(self) -> int:
        """Tokens that question and reply may take together: as given, as is known, as its server says, or a safe guess.

        Raises ModelError.
        """
        if self._context is None and self._embedded:
            self._context = self._embedded.context
        elif self._context is None:
            told = context_of(self.model) or await self._ask_own_server("context", "", lambda client: client.context())
            self._context = told or (OLLAMA if self._is_ollama else CONTEXT)
        return self._context

    async def tokens(self, text: str) -> int | None:
        """How many tokens a text takes; None where nobody counts them. Raises ModelError."""
        return await self._ask_own_server("tokens", text, lambda client: client.tokens(text))

    async def _ask_own_server(self, what: str, text: str, ask: Callable[[Client], Awaitable[int | None]]) -> int | None:
        """The answer of the user's own server, cached; None if it does not tell, or if the server is a provider's."""
        if not (self._embedded or self._is_ollama or self.identity.get("address")):
            return None
        key = hashlib.sha256(json.dumps([what, text, self.identity], sort_keys=True).encode()).digest()
        if self.cache and (kept := await self.cache.get(key)):
            return int(kept.reply) or None
        try:
            told = await ask(await self._connect())
        except UnansweredError:  # no fault: the question will tell
            return None
        if self.cache and (told or not self._is_ollama):  # which tells of the models that are loaded
            await self.cache.put(key, CachedReply(str(told or 0), 0, Usage(), None))
        return told

    @property
    def _is_ollama(self) -> bool:
        return self.model.startswith("ollama/")

    async def _connect(self) -> Client:
        """The client, made when the first request needs it: a reply from the cache needs none. Raises ModelError."""
        async with self._connecting:
            if self._error:
                raise self._error
            if self._client is None:
                try:
                    self._client = await in_daemon(lambda: Client(self.model, self._embedded))
                except SummarizerError as error:
                    self._error = error
                    raise
            return self._client

    async def ask(
        self,
        messages: list[Message],
        reply: type[Reply],
        *,
        max_tokens: int,
        meter: Meter,
        on_text: OnText | None = None,
        on_wait: Callable[[float], None] | None = None,
    ) -> Reply:
        """The model's reply to `messages`, validated as `reply`; from the cache, where it was asked that before.

        `max_tokens` bounds an embedded model's output. `on_text` gets the reply's pieces as they are written, where the
        provider's SDK can stream, `on_wait` the seconds that a request waited for its turn.

        Raises ReplyError where the reply is not valid, also when asked again, or does not end; ModelError where the
        model can't be used; ArticleTooLongError.
        """
        key = self._key(messages, reply, max_tokens) if self.cache else b""
        if self.cache and (kept := await self.cache.get(key)):
            with contextlib.suppress(ValidationError):
                answer = reply.model_validate_json(kept.reply)
                meter.kept(kept)
                self.meter.kept(kept)
                return answer
        took = Meter()
        try:
            answer = await self._ask(messages, reply, max_tokens, took, on_text, on_wait)
        finally:
            meter.add(took)
            self.meter.add(took)
        if self.cache:
            kept = CachedReply(answer.model_dump_json(by_alias=True), took.attempts, took.usage, took.cost_usd)
            await self.cache.put(key, kept)
        return answer

    async def _ask(
        self,
        messages: list[Message],
        reply: type[Reply],
        max_tokens: int,
        meter: Meter,
        on_text: OnText | None,
        on_wait: Callable[[float], None] | None,
    ) -> Reply:
        import instructor
        from instructor.core import ConfigurationError, IncompleteOutputException, InstructorRetryException

        client, provider = await self._connect(), self.model.partition("/")[0]

        def on_attempt(waited: float) -> None:
            meter.attempt()
            if on_wait:
                on_wait(waited)

        asked = 0  # how many messages the question is, as instructor has made it: what follows is to ask again

        async def create(**request: Any) -> Any:
            nonlocal asked
            if "messages" in request:
                asked = asked or len(request["messages"])
                request["messages"][asked:] = map(shorten_added_message, request["messages"][asked:])
            if self._embedded:
                del request["response_format"]
                request["extra_body"] = {"grammar": self._embedded.grammar(schema_of(reply), _text(messages))}
            elif "response_format" in request:
                request["response_format"] = response_format(reply)

            async def send() -> transport.Answer:
                answer = await client.request(request, on_text)
                price = cost(self.model, answer.usage)
                try:
                    client.normalise(answer.completion, request)
                    if not answer.usage.input_tokens:  # the server does not tell what this reply took
                        price = None
                finally:  # also where it is no reply
                    meter.answer(answer.usage, price)
                return answer

            try:
                answer = await transport.send(
                    send,
                    size=len(_text(request["messages"]).encode()) if "messages" in request else 0,
                    limiter=self._limiter,
                    timeout=self._timeout,
                    on_attempt=on_attempt,
                )
            except Exception as error:
                redact_error(error, client.secrets)
                raise transport.explain(error, self.model, client.address or provider) from error
            check_completion(answer.completion, self.model, client.secrets)
            return answer.completion

        ask: Any = instructor.patch(create=create, mode=client.instructor.mode, provider=client.instructor.provider)
        settings = client.instructor.handle_kwargs({"model": client.name, **self._settings(max_tokens)})
        failure: SummarizerError
        for _ in range(1 if self._embedded else 2):  # that one would write the same again
            try:
                # No `context`: instructor would render the article as a template. Not strict: "3" may be read as 3.
                answer: Reply = await ask(
                    response_model=prepare_reply_type(reply),
                    messages=messages,
                    max_retries=REASKS,
                    strict=False,
                    **settings,
                )
            except IncompleteOutputException:
                failure = ReplyTooLongError("The reply did not end within the output limit", "Try another model")
            except ConfigurationError as error:  # a package is missing that the provider's SDK does not bring
                raise ModelError(f"The model {self.model!r} can't be used: {error}", "Install what it needs") from error
            except InstructorRetryException as error:
                if isinstance(cause := error.__cause__, SummarizerError):
                    failure = cause
                else:
                    failure = ReplyError(f"The reply is not valid: {reason_of(cause)}", "Try another model")
                    if error.n_attempts == 1:  # it was no reply that instructor can read, and was not asked again
                        continue
                break
            else:
                check_text_lengths(answer.model_dump())
                return answer
        raise failure  # without instructor's error, which holds whole replies

    def _key(self, messages: list[Message], reply: type[BaseModel], max_tokens: int) -> bytes:
        """A hash of all that a reply depends on: the model and where it is, the question, and the form of the reply."""
        asked: dict[str, Any] = {"messages": messages, "schema": schema_of(reply), **self._settings(max_tokens)}
        asked |= self.identity
        if self._embedded:
            asked["grammar"] = self._embedded.grammar(schema_of(reply), _text(messages))
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).digest()

    @property
    def identity(self) -> dict[str, str]:
        """What tells this model from others: its weights, or its name and where it is."""
        if self._embedded:
            return {"model": self._embedded.identity}
        provider = self.model.partition("/")[0].upper()
        address = os.environ.get(f"{provider}_BASE_URL") or os.environ.get(f"{provider}_ENDPOINT", "")  # Azure's
        return {"model": self.model, "address": public_address(address)}

    def _settings(self, max_tokens: int) -> dict[str, Any]:
        if self._embedded:
            return {"max_tokens": max_tokens, "temperature": 0, "seed": 0}
        return {"max_tokens": ANTHROPIC_OUTPUT} if self.model.startswith("anthropic/") else {}

    async def close(self) -> None:
        """Close the connections and the cache; an embedded model stays ready until the process ends."""
        if self._client:
            await self._client.close()
        if self.cache:
            await asyncio.to_thread(self.cache.close)


def _text(messages: list[Message]) -> str:
    return "".join(str(message.get("content") or "") for message in messages)
