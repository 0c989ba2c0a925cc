"""A digest as flat tables, and back from JSON as it was."""

import importlib.util

import pytest
from digests import ARTICLE, TEXT, digest

from summarizer import Digest, Person


def test_a_digest_comes_back_from_json_as_it_was():
    assert Digest.model_validate_json(digest().model_dump_json()) == digest()
    assert Digest.model_validate_json(digest().model_dump_json(indent=2)) == digest()
    assert Digest.model_validate_json(digest(timeline=[]).model_dump_json()) != digest()


def test_every_kind_of_item_is_a_table():
    tables = digest().tables()
    assert {name: len(rows) for name, rows in tables.items()} == {
        "articles": 1, "key_points": 1, "timeline": 5, "people": 2, "claims": 6, "issues": 1, "spans": 17
    }  # fmt: skip


def test_cells_are_plain_values_and_the_rows_of_a_table_have_the_same_columns():
    for rows in digest().tables().values():
        assert all(isinstance(cell, str | int | float | bool | None) for row in rows for cell in row.values())
        assert {tuple(row) for row in rows} == {tuple(rows[0])}


def test_nested_values_become_columns_and_lists_one_cell():
    tables = digest().tables()
    assert tables["people"][0] == {
        "article": "a", "item": 1, "id": "p1", "name": "Ann Lee", "aliases": "Lee", "role": "mayor", "age": 42,
        "mentions": "Ann *Lee*; Lee denied", "flags": ""
    }  # fmt: skip
    claim = tables["claims"][1]
    assert (claim["speaker_name"], claim["speaker_kind"], claim["quote"]) == (
        "the Herald",
        "organization",
        "Ann Lee left,",
    )
    assert (claim["status"], claim["flags"]) == ("denied", "quote-without-marks")
    [article] = tables["articles"]
    assert (article["summary_headline"], article["run_usage_input_tokens"]) == ("Ann *Lee* resigned", 1234)
    assert "text" not in article


def test_spans_name_their_item_and_are_exact():
    spans = digest().tables()["spans"]
    assert all(TEXT[span["start"] : span["end"]] == span["text"] for span in spans)
    quote = next(span for span in spans if span["field"] == "quote")
    assert (quote["article"], quote["table"], quote["item"]) == ("a", "claims", 2)


def test_an_article_without_a_name_is_known_by_its_hash():
    article = ARTICLE.model_copy(update={"id": None})
    assert digest(article=article).tables()["people"][0]["article"] == article.sha256


def test_sections_of_a_users_own_are_tables_too():
    places = [Person(id="x", name="Paris")]
    assert digest(places=places).tables()["places"][0]["name"] == "Paris"


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_data_frames_take_the_rows_as_they_are(library):
    if importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed")
    frames = importlib.import_module(library)
    for rows in digest().tables().values():
        frame = frames.DataFrame(rows)
        assert frame.shape == (len(rows), len(rows[0]))
        assert list(frame.columns) == list(rows[0])


def test_values_without_fields_are_rows_too():
    assert [row["value"] for row in digest(topics=["rain", 3, None]).tables()["topics"]] == ["rain", 3, None]
    [row] = digest(topics=[{"words": [1, "two", {"a": 3}]}]).tables()["topics"]
    assert row["words"] == '1; two; {"a": 3}'
