"""pydantic-ai: an agent with `OpenAIChatModel` at a base URL and `NativeOutput`.

Its documentation prefers tool calls by default, and `NativeOutput` where a server enforces a JSON schema. llama.cpp
does, for every model; its tool calls depend on the model's chat template. As with every server that enforces a schema
by masking tokens, the model sees the schema only if it is in the instructions: the profile asks for that, and for one
system message, as that of pydantic-ai's own vLLM provider does.
"""

from benchmarks.quality.one_schema import INSTRUCTIONS, Facts, question, to_digest
from benchmarks.quality.systems import OUTPUT_TOKENS, Record
from summarizer.article import Article
from summarizer.client import Endpoint


def digest(article: Article, server: Endpoint) -> Record:
    """The digest of the agent's output."""
    from pydantic_ai import Agent, NativeOutput
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.profiles.openai import OpenAIModelProfile
    from pydantic_ai.providers.openai import OpenAIProvider
    from pydantic_ai.settings import ModelSettings

    provider = OpenAIProvider(base_url=server.base_url, api_key=server.api_key)
    agent = Agent(
        OpenAIChatModel(
            server.model,
            provider=provider,
            profile=OpenAIModelProfile(
                native_output_requires_schema_in_instructions=True,
                openai_chat_supports_multiple_system_messages=False,
            ),
        ),
        output_type=NativeOutput(Facts),
        instructions=INSTRUCTIONS,
        model_settings=ModelSettings(temperature=0, seed=0, max_tokens=OUTPUT_TOKENS),
    )
    return to_digest(agent.run_sync(question(article)).output, article)
