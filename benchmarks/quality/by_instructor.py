"""instructor alone: `from_provider` with a base URL and JSON_SCHEMA mode, as its guides for local servers have it."""

from benchmarks.quality.one_schema import INSTRUCTIONS, Facts, question, to_digest
from benchmarks.quality.systems import OUTPUT_TOKENS, Record
from summarizer.article import Article
from summarizer.client import Endpoint


def digest(article: Article, server: Endpoint) -> Record:
    """The digest of one reply; instructor's own number of retries where it does not validate."""
    import instructor

    client = instructor.from_provider(
        f"openai/{server.model}",
        base_url=server.base_url,
        api_key=server.api_key,
        mode=instructor.Mode.JSON_SCHEMA,
    )
    facts = client.create(
        response_model=Facts,
        messages=[{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": question(article)}],
        temperature=0,
        seed=0,
        max_tokens=OUTPUT_TOKENS,
    )
    return to_digest(facts, article)
