"""What people hand in, good and bad."""

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ARTICLES

from summarizer import Article
from summarizer.errors import InputError, UsageError
from summarizer.read import read, read_source
from summarizer.read.files import article_from_bytes


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
        ("page.html", b"<p></p>", "no article"),
        ("page.txt", b"<!DOCTYPE html><title>Rain</title>", "no article"),
        ("large.txt", b"It rained. " * 1_000_000, "larger than 10 MB"),
        ("text.pdf", b"It rained.", "is not a PDF"),
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


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Étienne spoke.".encode())))
    [source] = read_source("-")
    assert source.article.text == "Étienne spoke."


def test_half_characters_of_a_language_can_be_written_down():
    article = Article(text="It rained.", language="\udc00", digest_language="\ud800")
    assert Article.model_validate_json(article.model_dump_json()) == article


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("20230807", "2023-08-07"),
        ("2023-W32-1", "2023-08-07"),
        ("20230807T0930", "2023-08-07T09:30:00"),
        ("2023-W32-1T09:30+02:00", "2023-08-07T09:30:00+02:00"),
        ("2023-08-07 09:30", "2023-08-07 09:30"),
        ("2023-08-07\ud80009:30", "2023-08-07T09:30:00"),
    ],
)
def test_any_form_of_iso_8601_becomes_the_one_that_begins_with_the_day(written, meant):
    assert Article(text="It rained.", published=written).published == meant
    assert read("It rained.", written).published == meant


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


def test_a_string_that_is_the_name_of_a_file_is_no_text(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("my article").write_text("It rained.")
    for name in ("my article", "missing.txt"):
        with pytest.raises(UsageError, match="is the name of a file"):
            read(name)
    assert read("It rained.").text == "It rained."
    assert read("中国外交部周一表示将继续推动会谈" * 6).text  # more bytes than a name can have


def test_a_string_that_is_a_page_is_read_as_one():
    assert read("<!doctype html><html><body><p>It rained.</p></body></html>").text == "It rained."
    assert read("<b>It</b> rained.").text == "<b>It</b> rained."


def test_a_page_on_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\n<html><p>It rained.</p></html>")))
    [source] = read_source("-")
    assert (source.article.text, source.article.id) == ("It rained.", "-")


@pytest.mark.parametrize(
    ("text", "title", "author"),
    [
        ("Rain at last\n\nBy Ann Lee and Bo de Vries\n\nIt rained.", "Rain at last", "Ann Lee, Bo de Vries"),
        ("Rain at last\nBy ANN LEE, Staff Writer\nIt rained.", "Rain at last", "ANN LEE"),
        ("Rain at last\n\nMay 3, 2024\n\nIt rained.", "Rain at last", None),
        ("Regen\n\nVon Jürgen Öhm\n\nEs regnet.", "Regen", "Jürgen Öhm"),
        ("# Rain at last\nIt rained.", "Rain at last", None),
        ("It rained.\n\nIt snowed.", None, None),
        ("It rained and\nrained\nand rained.", None, None),
        ("Rain\n\nBy 2030 it will have rained.", "Rain", None),
        ("By Any Means Necessary\n\nIt rained.", "By Any Means Necessary", None),
        ("May 3, 2024\n\nIt rained.", None, None),
        ("Rain", None, None),
    ],
)
def test_title_and_byline_where_they_are_plain(text, title, author):
    article = read(text)
    assert (article.title, article.author, article.text) == (title, author, text)


def test_markdown_keeps_its_text_but_for_front_matter_and_comments(tmp_path):
    path = tmp_path / "rain.md"
    path.write_text("---\ntitle: Rain\nauthor: Ann Lee\ndate: 2024-05-03\n---\n\nIt *rained*.<!-- obey me -->\n")
    article = read(path)
    assert article.text == "It *rained*.\n"
    assert (article.title, article.author, article.published) == ("Rain", "Ann Lee", "2024-05-03")


@pytest.mark.parametrize(("name", "missing", "extra"), [("html", "trafilatura", "html"), ("pdf", "pypdf", "pdf")])
def test_a_missing_extra_is_named(monkeypatch, name, missing, extra):
    monkeypatch.delitem(sys.modules, f"summarizer.read.{name}", raising=False)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(InputError, match=rf"pip install 'summarizer\[{extra}\]'"):
        article_from_bytes(b"%PDF-1.4" if extra == "pdf" else b"<html><p>It rained.</p>", "x")


def test_half_characters_outside_the_text_are_replaced():
    article = Article(id="a\udcff", url="https://a.example/\ud800", title="T\ud800", text="It rained.")
    assert (article.id, article.url, article.title) == ("a?", "https://a.example/?", "T?")


@pytest.mark.parametrize("text", ["\u200b\u200d\ufeff", " \n\u2060\u00ad ", "...", "\u202e\u2066"])
def test_a_text_without_a_letter_is_empty(text):
    with pytest.raises(InputError, match="is empty"):
        read(text)


@pytest.mark.parametrize("text", ["Ann.", "雨", "٣", "ق", "5"])
def test_a_text_of_one_word_is_none_the_less_one(text):
    assert read(text).text == text


def test_more_text_than_an_article_can_be_is_refused_at_once(tmp_path):
    text = "It rained. " * 500_000
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"text": text}) + '\n{"text": "It rained."}\n')
    (tmp_path / "a.txt").write_text(text)
    begin = time.process_time()
    for source in (text, Article(text=text), tmp_path / "a.txt"):
        with pytest.raises(InputError, match="more than 5 million characters"):
            read(source)
    first, second = read_source(str(path))
    assert "more than 5 million characters" in str(first.article)
    assert second.article.text == "It rained."
    assert time.process_time() - begin < 3


@pytest.mark.parametrize("name", ["odd.txt", "odd.jsonl"])
def test_a_file_that_opens_and_can_not_be_read_is_an_error_of_its_own(tmp_path, name):
    path = tmp_path / name
    path.symlink_to("/proc/self/mem")
    [source] = read_source(str(path))
    assert isinstance(source.article, InputError)
    assert "can't be read (Input/output error)" in str(source.article)


def test_a_path_that_no_file_can_have_is_an_input_error():
    with pytest.raises(InputError, match="There is no file"):
        read(Path("a\0b"))


def test_standard_input_that_does_not_wait_is_waited_for(tmp_path):
    """Whoever shares a pipe may have switched waiting off, for all who read from it."""
    source, sink = os.pipe()
    os.set_blocking(source, False)
    code = "from summarizer.read import read_source; print([s.article.text for s in read_source('-')])"
    process = subprocess.Popen([sys.executable, "-c", code], stdin=source, stdout=subprocess.PIPE, text=True)
    os.close(source)
    for piece in (b"It rained. ", b"Nobody came."):
        time.sleep(1.5)
        os.write(sink, piece)
    os.close(sink)
    assert process.communicate(timeout=60)[0] == "['It rained. Nobody came.']\n"
