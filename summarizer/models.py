"""Which model answers, and which questions it is asked."""

import contextlib
import os
from collections.abc import AsyncIterator

from summarizer.assist import local
from summarizer.cache import Cache
from summarizer.client import EXAMPLE
from summarizer.errors import ModelError, UsageError
from summarizer.limits import Limiter
from summarizer.llm import LLM, Profile
from summarizer.thread import in_daemon
from summarizer.transport import TIMEOUT

PROFILES: tuple[Profile, ...] = ("full", "brief")


def choose_model(model: str | None) -> str:
    """The model to use: the one given, else `SUMMARIZER_MODEL`, else `local` where it is installed."""
    chosen = model or os.environ.get("SUMMARIZER_MODEL")
    if chosen:
        return chosen
    if local.is_installed():
        return "local"
    raise ModelError(
        "No model is configured",
        f"Run a small one on this machine ({local.INSTALL}), or name a hosted one ({EXAMPLE}) with -m or "
        "SUMMARIZER_MODEL and its key in the environment",
    )


def chosen_profile(profile: str | None) -> Profile | None:
    """The profile given, else `SUMMARIZER_PROFILE`; None if it depends on the model. Raises UsageError."""
    chosen = profile or os.environ.get("SUMMARIZER_PROFILE") or None
    if chosen is not None and chosen not in PROFILES:
        raise UsageError(f"There is no profile {chosen!r}", f"Choose from: {', '.join(PROFILES)}")
    return next((known for known in PROFILES if known == chosen), None)


def profile_of(model: str, profile: str | None = None) -> Profile:
    """The profile of this model: the chosen one, else "full" for a hosted model, and by its size for a `.gguf`."""
    return chosen_profile(profile) or (local.profile_of(model) if is_local(model) else "full")


def is_local(model: str) -> bool:
    """Whether this machine runs the model itself."""
    return model == "local" or model.startswith("local/")


@contextlib.asynccontextmanager
async def connect(
    model: str | None,
    profile: str | None = None,
    *,
    rpm: float | None = None,
    tpm: float | None = None,
    share: int = 1,
    cache: bool = True,
    timeout: float | None = TIMEOUT,
    context: int | None = None,
    part: int | None = None,
) -> AsyncIterator[LLM]:
    """An LLM for the time of the block; `model` as in `choose_model`, `profile` as in `profile_of`.

    `rpm` and `tpm` are the requests and tokens that the provider allows in a minute, for `share` processes together;
    absent, they are learned. With `cache` a question that was answered before is not asked again. `timeout` bounds a
    request to a hosted model, in seconds. `context` and `part` are in tokens, as in `LLM`. The model is connected to
    when the first question needs it.
    """
    chosen = choose_model(model)
    llm = LLM(
        chosen,
        await in_daemon(profile_of, chosen, profile),
        local.embedded(chosen) if is_local(chosen) else None,
        limiter=Limiter(rpm, tpm, share=share),
        cache=Cache() if cache else None,
        timeout=timeout,
        context=context,
        part=part,
    )
    try:
        yield llm
    finally:
        await llm.close()
