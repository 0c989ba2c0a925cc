"""What people hand in, good and bad."""

import io
import json
from pathlib import Path

import pytest
from conftest import ARTICLES

from summarizer import Article
from summarizer.errors import InputError, UsageError
from summarizer.read import read, read_source


def test_a_file_keeps_its_text_to_the_character():
    path = ARTICLES / "portman.txt"
    article = read(path)
    assert article.text == path.read_bytes().decode()
    assert (article.id, article.published) == ("portman", "2023-08-07")


def test_the_publication_date_is_the_one_given_else_the_articles_else_the_header():
    text = "2023-08-07 It rained."
    assert read(text, "2024-01-01").published == "2024-01-01"
    assert read(Article(text=text, published="2022-02-02")).published == "2022-02-02"
    assert read(text).published == "2023-08-07"
    assert read("It rained.").published is None


def test_a_date_before_the_first_word_is_no_part_of_the_first_sentence():
    assert read(" date 2023-08-07 It rained. It snowed.").sentences[0].text == "It rained."


def test_a_title_above_the_date_stays_the_first_sentence():
    assert read("Rain\n\nMonday, May 18, 2015\n\nIt rained.").sentences[0].text == "Rain"


def test_a_date_must_be_one():
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        read("It rained.", "yesterday")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("missing.txt", None, "There is no file"),
        ("folder", "folder", "is a folder"),
        ("empty.txt", b" \n", "is empty"),
        ("binary.txt", b"PK\0\1", "is binary"),
        ("latin.txt", "Étienne".encode("latin-1"), r"not UTF-8 \(byte 0\).*iconv"),
        ("page.html", b"<p>It rained.</p>", "is HTML"),
        ("page.txt", b"<!DOCTYPE html><p>It rained.</p>", "is HTML"),
    ],
)
def test_what_is_no_text_is_said_in_one_line(tmp_path, name, content, says):
    path = tmp_path / name
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=says) as caught:
        read(path)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    (tmp_path / "bom.txt").write_bytes(b"\xef\xbb\xbfIt rained.")
    assert read(tmp_path / "bom.txt").text == "It rained."


def test_a_url_is_not_fetched_yet():
    [source] = read_source("https://example.org/article")
    assert "pages are not fetched" in str(source.article)


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Étienne spoke.".encode())))
    [source] = read_source("-")
    assert source.article.text == "Étienne spoke."


def test_a_line_that_is_no_article_does_not_stop_the_ones_after_it(tmp_path):
    path = tmp_path / "articles.jsonl"
    lines = [
        json.dumps({"id": "a", "text": "It rained.", "published": "2024-05-01"}),
        "",
        '{"id": "b", "text": ',
        json.dumps({"id": "c", "title": "No text"}),
        json.dumps({"id": "d", "text": " "}),
        json.dumps({"id": "e", "text": "x", "published": "soon"}),
        json.dumps({"text": "It snowed."}),
    ]
    path.write_text("\n".join(lines))
    found = [(name, str(getattr(article, "text", article))) for name, article in read_source(str(path))]
    assert [name for name, _ in found] == ["a", f"{path}:3", "c", "d", "e", f"{path}:7"]
    said = [text for _, text in found]
    assert (said[0], said[5]) == ("It rained.", "It snowed.")
    assert ["is no JSON" in said[1], "text Field required" in said[2], "is empty" in said[3]] == [True] * 3
    assert "published" in said[4]


def test_a_missing_jsonl_is_one_error():
    [source] = read_source("nowhere.jsonl")
    assert (source.id, "There is no file" in str(source.article)) == ("nowhere.jsonl", True)


def test_sentences_are_exact_pieces_of_the_text():
    for path in sorted(ARTICLES.glob("*.txt")):
        article = read(path)
        assert all(article.text[s.start : s.end] == s.text for s in article.sentences), path
        assert len(article.sentences) > 5


def test_broken_unicode_is_said():
    with pytest.raises(InputError, match="lone surrogate"):
        read("A lone \ud800 surrogate.")


def test_a_path_is_a_file_and_a_string_is_the_text():
    with pytest.raises(InputError):
        read(Path("It rained."))
    assert read("It rained.").text == "It rained."
