"""What comes out: one digest an article. Types of the public API; what the model itself fills in is in `sections/`."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from summarizer import notebook
from summarizer.article import Article, Span
from summarizer.tables import Row, tables

Flag = Literal[
    "date-not-in-evidence",
    "hedge-differs",
    "name-not-in-evidence",
    "negation-differs",
    "number-not-in-evidence",
    "quote-not-in-article",
    "quote-without-marks",
    "speaker-not-in-article",
    "words-not-in-evidence",
]
"""A check that an item failed. A capable model was asked again, and did not mend it."""


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True)


class KeyPoint(_Item):
    """One sentence of the summary and the sentences of the article that carry it."""

    text: str
    evidence: list[Span] = []
    flags: list[Flag] = []


class Summary(_Item):
    """What the article says, in short."""

    headline: str
    abstract: str
    key_points: list[KeyPoint] = []
    flags: list[Flag] = []


class Event(_Item):
    """Something that happened, or will, and when.

    `when` is the time expression exactly as the article has it, "" where there is none. `date` is EDTF (ISO 8601-2):
    "2023-08-07", "2023-08", "2023-21" (spring), "2003/2015", "2010~"; None where the text gives no way to know.
    `resolved_by` says where the date comes from. `people` holds ids of `Digest.people`.
    """

    date: str | None
    when: str
    what: str
    people: list[str] = []
    resolved_by: Literal["rule", "model"] | None = None
    evidence: list[Span] = []
    flags: list[Flag] = []


class Person(_Item):
    """A person, whatever the article calls them. `mentions` is every place where the name or an alias stands."""

    id: str
    name: str
    aliases: list[str] = []
    role: str = ""
    age: int | None = None
    mentions: list[Span] = []
    flags: list[Flag] = []


class Speaker(_Item):
    """Who makes a claim: `name` as the article has it, `via` the outlet or document that it came through.

    `kind` is "unnamed" for "a source" and "narrator" where the article itself says it; `person` is an id of
    `Digest.people`.
    """

    name: str
    kind: Literal["person", "organization", "document", "unnamed", "narrator"]
    person: str | None = None
    via: str | None = None


class Claim(_Item):
    """Something that somebody says is so.

    `certainty` and `polarity` are FactBank's values, as the article presents the claim. `status` is other than
    "reported" only where somebody in the article disputes, denies or confirms the claim: it never judges the truth.
    `cues` are the words that attribute or hedge ("told", "allegedly").
    """

    statement: str
    quote: Span | None = None
    speaker: Speaker
    certainty: Literal["certain", "probable", "possible"] = "certain"
    polarity: Literal["positive", "negative"] = "positive"
    status: Literal["reported", "disputed", "denied", "confirmed"] = "reported"
    cues: list[Span] = []
    evidence: list[Span] = []
    flags: list[Flag] = []


class Issue(_Item):
    """Something that is missing from the digest, and why: a section that failed, or an item that was rejected.

    `span` is the part of a long article that a section could not be made of.
    """

    section: str
    problem: str
    detail: str = ""
    span: Span | None = None


class Usage(_Item):
    """Tokens over all calls and attempts. `cached_tokens` are those of `input_tokens` that a prompt cache served."""

    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            input_tokens=self.input_tokens + other.input_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
        )


class Run(_Item):
    """How the digest was made. `prompts` maps each template to a hash of its text; `attempts` counts requests.

    `parts` is in how many pieces the article was read, and `covered` how much of it all sections are made of, from 0
    to 1.
    """

    model: str
    prompts: dict[str, str]
    attempts: int
    usage: Usage
    cost_usd: float | None = None
    seconds: float
    cached: bool = False
    parts: int = 1
    covered: float = 1.0
    version: str


class Digest(BaseModel):
    """One article's digest. A section that was not asked for is empty; `run.prompts` names those that were."""

    model_config = ConfigDict(frozen=True, extra="allow")

    article: Article
    summary: Summary | None = None
    timeline: list[Event] = []
    people: list[Person] = []
    claims: list[Claim] = []
    issues: list[Issue] = []
    run: Run

    def tables(self) -> dict[str, list[Row]]:
        """Flat rows by table: `articles`, `key_points`, `timeline`, `people`, `claims`, `issues`, `spans`.

        Rows are dicts of plain values, as data frames take them: `pandas.DataFrame(digest.tables()["claims"])`.
        """
        return tables(self.model_dump(mode="json"))

    def _repr_html_(self) -> str:
        """The digest beside its article, as a notebook shows it."""
        return notebook.page(self)
