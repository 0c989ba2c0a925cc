"""What requests cost, by the table of prices that `genai-prices` keeps."""

import functools

from summarizer.digest import Usage

_PROVIDERS = {"azure_openai": "azure", "bedrock": "aws", "gemini": "google", "vertexai": "google"}
"""Providers that the table calls something else than instructor does."""


def cost(model: str, usage: Usage) -> float | None:
    """US dollars for these tokens of `model`, a provider string ("openai/gpt-5-mini"); None where no price is known."""
    provider, _, name = model.partition("/")
    if provider in ("local", "ollama") or not _is_priced(provider, name):
        return None
    import genai_prices

    counted = genai_prices.Usage(
        input_tokens=usage.input_tokens,
        cache_read_tokens=min(usage.cached_tokens, usage.input_tokens),
        output_tokens=usage.output_tokens,
    )
    price = genai_prices.calc_price(counted, model_ref=name, provider_id=_PROVIDERS.get(provider, provider))
    return float(price.total_price)


@functools.lru_cache(maxsize=64)
def _is_priced(provider: str, name: str) -> bool:
    import genai_prices

    try:
        genai_prices.calc_price(
            genai_prices.Usage(input_tokens=1, output_tokens=1),
            model_ref=name,
            provider_id=_PROVIDERS.get(provider, provider),
        )
    except LookupError:
        return False
    return True


@functools.lru_cache(maxsize=64)
def context_of(model: str) -> int | None:
    """Tokens that a question to this model and its reply may take together; None where the table does not say."""
    provider, _, name = model.partition("/")
    if provider in ("local", "ollama") or not _is_priced(provider, name):
        return None
    import genai_prices

    used = genai_prices.Usage(input_tokens=1, output_tokens=1)
    found = genai_prices.calc_price(used, model_ref=name, provider_id=_PROVIDERS.get(provider, provider))
    return found.model.context_window
