"""One call, one schema with all four sections, verbatim quotes as evidence: what instructor and pydantic-ai are asked.

Plain field types with descriptions, as the documentation of both shows them. A server that enforces a schema need not
show it to the model, so the instructions say in words what is wanted.
"""

from pydantic import BaseModel, Field

from benchmarks.quality.systems import Record
from summarizer.article import Article

INSTRUCTIONS = """\
Extract what a news article says, as JSON. Use only what the article says.

- headline, and abstract: the article in two or three sentences.
- key_points: its main points, one sentence each.
- timeline: what happened or will happen at a time that the article tells. "when" is the time expression exactly as the
  article has it; "date" the same as YYYY-MM-DD, YYYY-MM or YYYY, counted from the publication date where it is
  relative, null if unknown; "what" is what happened, in one sentence.
- people: every person whom the article names, once: the full name, other names used, role, age.
- claims: what somebody says or is reported to have said. "speaker" is who says it; "statement" what, in one sentence.

Each "quote" is the words of the article that carry the item, copied exactly."""

QUOTE = "The words of the article that carry this, copied exactly"


class KeyPoint(BaseModel):
    """One main point."""

    text: str = Field(description="The point, in one sentence")
    quote: str = Field(description=QUOTE)


class Event(BaseModel):
    """Something that happened or will happen at a time that the article tells."""

    when: str = Field(description="The time expression exactly as the article has it")
    date: str | None = Field(
        description="The same as an ISO 8601 date, YYYY-MM-DD, YYYY-MM or YYYY, counted from the publication date "
        "where it is relative; null if unknown"
    )
    what: str = Field(description="What happened, in one sentence")
    quote: str = Field(description=QUOTE)


class Person(BaseModel):
    """A person whom the article names."""

    name: str = Field(description="The full name as the article has it")
    aliases: list[str] = Field(description="Other names that the article uses for this person")
    role: str | None = Field(description="Who this is, in a few words of the article")
    age: int | None


class Claim(BaseModel):
    """Something that somebody in the article says or reports."""

    speaker: str = Field(description="Who says it, as the article names them")
    statement: str = Field(description="What they say, in one sentence")
    quote: str = Field(description=QUOTE)


class Facts(BaseModel):
    """What a news article says."""

    headline: str
    abstract: str = Field(description="The article in two or three sentences")
    key_points: list[KeyPoint]
    timeline: list[Event]
    people: list[Person]
    claims: list[Claim]


def question(article: Article) -> str:
    """What is asked about one article."""
    return f"{heading(article)}\n\n{article.text}"


def heading(article: Article) -> str:
    """What is known about an article beside its text."""
    return f"Title: {article.title or 'unknown'}\nPublished: {article.published or 'unknown'}"


def to_digest(facts: Facts, article: Article) -> Record:
    """The digest that these facts are. A quote or name that does not stand in the article is evidence of nothing."""

    def found(*quotes: str) -> list[Record]:
        starts = ((article.text.find(quote), quote) for quote in quotes if quote)
        return [{"start": start, "end": start + len(quote), "text": quote} for start, quote in starts if start >= 0]

    return {
        "summary": {
            "headline": facts.headline,
            "abstract": facts.abstract,
            "key_points": [{"text": point.text, "evidence": found(point.quote)} for point in facts.key_points],
        },
        "timeline": [
            {"when": event.when, "date": event.date, "what": event.what, "evidence": found(event.quote)}
            for event in facts.timeline
        ],
        "people": [
            {
                "name": person.name,
                "aliases": person.aliases,
                "role": person.role or "",
                "age": person.age,
                "mentions": found(person.name, *person.aliases),
            }
            for person in facts.people
        ],
        "claims": [
            {"statement": claim.statement, "speaker": {"name": claim.speaker}, "evidence": found(claim.quote)}
            for claim in facts.claims
        ],
    }
