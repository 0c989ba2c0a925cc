"""Asks a model's server for the model's context size, and for the number of tokens of a text."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

from summarizer.transport import TRANSIENT

TIMEOUT = 10.0
"""Seconds for an answer."""
SIZES = range(1000, 1_000_000_000)
"""Context sizes that a question fits into and that a model may have. What a server states beyond is not believed."""
_FIELDS = ("loaded_context_length", "max_model_len", "context_length", "context_window", "max_context_length", "n_ctx")
"""What the servers call it: LM Studio; vLLM; OpenRouter, Together and ollama; Groq; Mistral; llama.cpp."""


class UnansweredError(Exception):
    """The server can't be asked now: it may tell another time."""


async def context_size(sdk: Any, model: str) -> int | None:
    """The context size in tokens, for question and reply together; None if the server does not tell.

    By its list of models, by llama.cpp's properties, or by the loaded models of LM Studio or ollama. Raises
    UnansweredError.
    """
    for root, path in ((False, "/models"), (True, "/props"), (True, "/api/v0/models"), (True, "/api/ps")):
        told = await _request_json(sdk, path, from_root=root)
        entries = [entry for entry in _entries(told) if entry.get("id", entry.get("name", model)) == model]
        found = (value for entry in entries for value in _sizes(entry))
        if size := next(found, None):
            return size
    return None


async def count_tokens(sdk: Any, text: str) -> int | None:
    """The number of tokens of a text, by llama.cpp's tokenizer; None if the server has no such endpoint.

    Raises UnansweredError.
    """
    told = await _request_json(sdk, "/tokenize", {"content": text}, from_root=True)
    counted = told.get("tokens") if isinstance(told, Mapping) else None
    return len(counted) if isinstance(counted, list) else None


async def _request_json(sdk: Any, path: str, body: Any = None, *, from_root: bool) -> Any:
    client = sdk.with_options(base_url=str(sdk.base_url).rstrip("/").removesuffix("/v1")) if from_root else sdk
    try:
        async with asyncio.timeout(TIMEOUT):
            if body is None:
                return await client.get(path, cast_to=object)
            return await client.post(path, body=body, cast_to=object)
    except Exception as error:
        if getattr(error, "status_code", 503) in TRANSIENT:
            raise UnansweredError from error
        return None


def _entries(told: Any) -> Iterator[Mapping[str, Any]]:
    """The entries of an answer, one for each model."""
    lists = [told.get(name) for name in ("data", "models")] if isinstance(told, Mapping) else [told]  # as Together's
    several = [entry for entries in lists if isinstance(entries, list) for entry in entries]
    entries = (entry for entry in several or [told] if isinstance(entry, Mapping))
    # LM Studio states what such a model could read, not what it will when it is loaded.
    yield from (entry for entry in entries if entry.get("state") != "not-loaded")


def _sizes(entry: Mapping[str, Any]) -> Iterator[int]:
    """The sizes that an entry states, also within its parts ("meta", "default_generation_settings")."""
    for held in (entry, *(part for part in entry.values() if isinstance(part, Mapping))):
        yield from (held[field] for field in _FIELDS if isinstance(held.get(field), int) and held[field] in SIZES)
