"""langextract with its OpenAI provider, its defaults, and one worked example, which its documentation asks for.

The prompt is that of its README, for other classes. It extracts, and so gives no summary. An event is a clause of the
article with its time as attributes, a claim the words that are claimed with their speaker.
"""

from collections.abc import Iterable
from typing import Any

from benchmarks.quality.one_schema import heading
from benchmarks.quality.systems import OUTPUT_TOKENS, Record
from summarizer.article import Article
from summarizer.client import Endpoint

PROMPT = """\
Extract people, dated events and claims in order of appearance.
A dated event is something that happened or will happen at a time that the text tells; its date is ISO 8601, counted
from the publication date where the text says "last year" or "on Friday".
A claim is what somebody says or reports, in their words or the text's.
Use exact text for extractions. Do not paraphrase or overlap entities.
Provide meaningful attributes for each entity to add context."""

EXAMPLE = """\
Council to rebuild flooded bridge

Monday, May 3, 2021

The Eskvale bridge collapsed in March 2019. Mayor Dora Quill, 58, said the repairs would take two years. \
"Nobody asked us", fisherman Tom Hobb told the Eskvale Courier. Work began on Friday."""

EXTRACTIONS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("event", "The Eskvale bridge collapsed in March 2019", {"when": "in March 2019", "date": "2019-03"}),
    ("person", "Dora Quill", {"role": "Mayor", "age": "58"}),
    ("claim", "the repairs would take two years", {"speaker": "Dora Quill"}),
    ("claim", "Nobody asked us", {"speaker": "Tom Hobb"}),
    ("person", "Tom Hobb", {"role": "fisherman"}),
    ("event", "Work began on Friday", {"when": "on Friday", "date": "2021-04-30"}),
)


def digest(article: Article, server: Endpoint) -> Record:
    """The digest of langextract's extractions."""
    import langextract as lx

    made = [
        lx.data.Extraction(extraction_class=name, extraction_text=text, attributes=attributes)
        for name, text, attributes in EXTRACTIONS
    ]
    document = lx.extract(
        text_or_documents=article.text,
        prompt_description=PROMPT,
        examples=[lx.data.ExampleData(text=EXAMPLE, extractions=made)],
        additional_context=heading(article),
        config=lx.factory.ModelConfig(
            model_id=server.model,
            provider="openai",
            provider_kwargs={
                "base_url": server.base_url,
                "api_key": server.api_key,
                "temperature": 0.0,
                "seed": 0,
                "max_output_tokens": OUTPUT_TOKENS,
            },
        ),
        show_progress=False,
    )
    return to_digest(document.extractions or [], article)


def to_digest(extractions: Iterable[Any], article: Article) -> Record:
    """The digest that these extractions are; evidence is where langextract itself found them.

    A person is extracted wherever they are named: equal names are one person.
    """
    people: dict[str, Record] = {}
    timeline: list[Record] = []
    claims: list[Record] = []
    for extraction in extractions:
        text, spans = extraction.extraction_text, located(extraction, article)
        if extraction.extraction_class == "person":
            person = people.setdefault(text, {"name": text, "role": attribute(extraction, "role"), "mentions": []})
            person["mentions"] += spans
        elif extraction.extraction_class == "event":
            when, date = attribute(extraction, "when"), attribute(extraction, "date") or None
            timeline.append({"when": when, "date": date, "what": text, "evidence": spans})
        elif extraction.extraction_class == "claim":
            claims.append({"statement": text, "speaker": {"name": attribute(extraction, "speaker")}, "evidence": spans})
    return {"people": list(people.values()), "timeline": timeline, "claims": claims}


def located(extraction: Any, article: Article) -> list[Record]:
    """The span that langextract gave the extraction, if it gave one."""
    place = extraction.char_interval
    if place is None or place.start_pos is None or place.end_pos is None:
        return []
    return [
        {"start": place.start_pos, "end": place.end_pos, "text": article.text[place.start_pos : place.end_pos]},
    ]


def attribute(extraction: Any, name: str) -> str:
    """An attribute as text: the model may leave it out, or give several values."""
    value = (extraction.attributes or {}).get(name) or ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
