"""A digest as the columns of one row: what a distributed engine adds to an article's row, always of the same types."""

from typing import TYPE_CHECKING, Any

from summarizer.digest import Digest
from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    import pyarrow as pa

_TEXT = "string"
_ITEM = {"item": "int64"}
TABLES: dict[str, dict[str, str]] = {
    "key_points": _ITEM | dict.fromkeys(("text", "evidence", "flags"), _TEXT),
    "timeline": _ITEM | dict.fromkeys(("date", "when", "what", "people", "resolved_by", "evidence", "flags"), _TEXT),
    "people": _ITEM
    | dict.fromkeys(("id", "name", "aliases", "role"), _TEXT)
    | {"age": "int64"}
    | dict.fromkeys(("mentions", "flags"), _TEXT),
    "claims": _ITEM
    | dict.fromkeys(("statement", "quote", "speaker_name", "speaker_kind", "speaker_person", "speaker_via"), _TEXT)
    | dict.fromkeys(("certainty", "polarity", "status", "cues", "evidence", "flags"), _TEXT),
    "issues": _ITEM | dict.fromkeys(("section", "problem", "detail"), _TEXT),
    "spans": {"table": _TEXT, "item": "int64", "field": _TEXT, "start": "int64", "end": "int64", "text": _TEXT},
}
"""The columns that are lists of structs: one for each table of `Digest.tables` but `articles`."""

VALUES: dict[str, str] = {
    **dict.fromkeys(("article_id", "article_title", "article_author", "article_published", "article_url"), _TEXT),
    **dict.fromkeys(("article_language", "article_sha256"), _TEXT),
    **dict.fromkeys(("summary_headline", "summary_abstract", "summary_flags"), _TEXT),
    "run_model": _TEXT,
    "run_attempts": "int64",
    "run_usage_input_tokens": "int64",
    "run_usage_cached_tokens": "int64",
    "run_usage_output_tokens": "int64",
    "run_cost_usd": "float64",
    "run_seconds": "float64",
    "run_cached": "bool",
    "run_version": _TEXT,
}
"""The columns of single values, from the table `articles`."""

ERRORS: dict[str, str] = dict.fromkeys(("error_type", "error_message", "error_hint"), _TEXT)
"""The columns that say why an article has no digest; null where it has one."""


def schema() -> "pa.Schema":
    """The columns as Arrow types, in their order; `digest` is the whole digest as JSON."""
    import pyarrow as pa

    def fields(types: dict[str, str]) -> list["pa.Field"]:
        return [pa.field(name, pa.type_for_alias(alias)) for name, alias in types.items()]

    lists = [pa.field(name, pa.list_(pa.struct(fields(types)))) for name, types in TABLES.items()]
    return pa.schema([*fields(VALUES), *lists, pa.field("digest", pa.string()), *fields(ERRORS)])


def of_digest(digest: Digest) -> dict[str, Any]:
    """A digest's values by column."""
    tables = digest.tables()
    [article] = tables.pop("articles")
    values = {name: article.get(name) for name in VALUES}
    return {**values, **tables, "digest": digest.model_dump_json()}


def of_error(name: str | None, error: SummarizerError) -> dict[str, Any]:
    """The values by column of an article that has no digest; `name` is its id."""
    return {
        "article_id": name,
        "error_type": type(error).__name__,
        "error_message": error.message,
        "error_hint": error.hint,
    }
