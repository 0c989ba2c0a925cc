"""Which model answers, and which questions it is asked."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from typing import get_args

from summarizer.assist import local
from summarizer.errors import ModelError, UsageError
from summarizer.llm import EXAMPLE, LLM, Profile


def choose(model: str | None) -> str:
    """The model to use: the one given, else `SUMMARIZER_MODEL`, else `local` where it is installed."""
    chosen = model or os.environ.get("SUMMARIZER_MODEL")
    if chosen:
        return chosen
    if local.installed():
        return "local"
    raise ModelError(
        "No model is configured",
        f"Run a small one on this machine ({local.INSTALL}), or name a hosted one ({EXAMPLE}) with -m or "
        "SUMMARIZER_MODEL and its key in the environment",
    )


def chosen_profile(profile: str | None) -> Profile | None:
    """The questions to ask, as given, else by `SUMMARIZER_PROFILE`; None: as the model can. Raises UsageError."""
    chosen = profile or os.environ.get("SUMMARIZER_PROFILE") or None
    for known in get_args(Profile):
        if chosen == known:
            return chosen
    if chosen is None:
        return None
    raise UsageError(f"There is no profile {chosen!r}", f"Choose from: {', '.join(get_args(Profile))}")


@contextlib.asynccontextmanager
async def connect(model: str | None, profile: str | None = None) -> AsyncIterator[LLM]:
    """An LLM for the time of the block; `model` as in `choose`, `profile` as in `chosen_profile`."""
    wanted = chosen_profile(profile)
    llm = await asyncio.to_thread(_open, choose(model), wanted)
    try:
        yield llm
    finally:
        await llm.close()


def _open(model: str, profile: Profile | None) -> LLM:
    """The model, started where it runs on this machine. May take seconds; raises ModelError."""
    if model == "local" or model.startswith("local/"):
        return LLM(model, profile or local.profile_of(model), local.embedded(model))
    return LLM(model, profile or "full")
