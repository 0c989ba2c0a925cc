"""The columns of a digest in a table: what an engine adds to an article's row, always of the same types."""

from typing import TYPE_CHECKING, Any

from summarizer.digest import Digest
from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    import pyarrow as pa


def _text(names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), "string")


_ITEM = {"item": "int64"}
TABLES: dict[str, dict[str, str]] = {
    "key_points": _ITEM | _text("text evidence flags"),
    "timeline": _ITEM | _text("date when what people resolved_by evidence flags"),
    "people": _ITEM | _text("id name aliases role") | {"age": "int64"} | _text("mentions flags"),
    "claims": _ITEM
    | _text("statement quote speaker_name speaker_kind speaker_person speaker_via")
    | _text("certainty polarity status cues evidence flags"),
    "issues": _ITEM | _text("section problem detail span"),
    "spans": _text("table") | _ITEM | _text("field") | {"start": "int64", "end": "int64"} | _text("text"),
}
"""The columns that are lists of structs: one for each table of `Digest.tables` but `articles`."""

VALUES: dict[str, str] = {
    **_text("article_id article_title article_author article_published article_url article_language"),
    **_text("article_digest_language article_sha256 summary_headline summary_abstract summary_flags run_model"),
    "run_attempts": "int64",
    "run_usage_input_tokens": "int64",
    "run_usage_cached_tokens": "int64",
    "run_usage_output_tokens": "int64",
    "run_cost_usd": "float64",
    "run_seconds": "float64",
    "run_cached": "bool",
    "run_parts": "int64",
    "run_covered": "float64",
    "run_version": "string",
}
"""The columns of single values, from the table `articles`."""

ERRORS = _text("error_type error_message error_hint")
"""The columns that say why an article has no digest; null where it has one."""


def schema() -> "pa.Schema":
    """The columns as Arrow types, in their order; `digest` is the whole digest as JSON."""
    import pyarrow as pa

    def fields(types: dict[str, str]) -> list["pa.Field"]:
        return [pa.field(name, pa.type_for_alias(alias)) for name, alias in types.items()]

    lists = [pa.field(name, pa.list_(pa.struct(fields(types)))) for name, types in TABLES.items()]
    return pa.schema([*fields(VALUES), *lists, pa.field("digest", pa.string()), *fields(ERRORS)])


def row_of_digest(digest: Digest) -> "pa.Table":
    """A digest as one row of these columns. Raises ValueError or OverflowError for values that Arrow can't store."""
    tables = digest.tables()
    [article] = tables.pop("articles")
    return _row({**article, **tables, "digest": digest.model_dump_json()})


def row_of_error(name: str | None, error: SummarizerError) -> "pa.Table":
    """The row of an article without a digest. `name` is its id."""
    values = {
        "article_id": name,
        "error_type": type(error).__name__,
        "error_message": error.message,
        "error_hint": error.hint,
    }
    # Half characters, as broken files have them, can't be written.
    return _row({column: value and value.encode(errors="replace").decode() for column, value in values.items()})


def _row(values: dict[str, Any]) -> "pa.Table":
    """One row; columns without a value are null, and values without a column are left out."""
    import pyarrow as pa

    return pa.Table.from_pylist([values], schema=schema())
