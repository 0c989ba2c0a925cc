"""Articles from `.jsonl`: one a line, each with an error of its own."""

import gzip
import json

import pytest

from summarizer import Article
from summarizer.errors import InputError
from summarizer.read import read_source


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
    assert [name for name, _ in found] == ["a", f"{path.name}:3", "c", "d", "e", f"{path.name}:7"]
    said = [text for _, text in found]
    assert (said[0], said[5]) == ("It rained.", "It snowed.")
    assert ["is not JSON" in said[1], "text Field required" in said[2], "is empty" in said[3]] == [True] * 3
    assert "published" in said[4]


def test_half_characters_in_an_id_can_be_written_down(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text('{"id": "a\\ud800", "text": "It rained."}\n{"id": "b\\udc00", "text": ""}')
    first, second = read_source(str(path))
    assert (first.id, first.article.id, second.id) == ("a?", "a?", "b?")
    assert Article.model_validate_json(first.article.model_dump_json()) == first.article


def test_a_missing_jsonl_is_one_error():
    [source] = read_source("nowhere.jsonl")
    assert (source.id, "There is no file" in str(source.article)) == ("nowhere.jsonl", True)


def test_lines_with_pages_and_what_they_say_themselves_counts_more(tmp_path):
    page = '<html><head><meta name="date" content="2020-01-01"></head><h1>Rain</h1><p>It rained.</p></html>'
    lines = [
        {"id": "a", "html": page, "title": "Sun", "url": "https://a.example/b"},
        {"html": page},
        {"id": "c", "html": ""},
        {"id": 4, "text": "It rained."},
        [],
    ]
    path = tmp_path / "pages.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    a, b, c, d, e = read_source(str(path))
    assert (a.id, a.article.text, a.article.title) == ("a", "It rained.", "Sun")
    assert (a.article.url, a.article.published) == ("https://a.example/b", "2020-01-01")
    assert (b.id, b.article.title) == (f"{path.name}:2", "Rain")
    assert "no article" in str(c.article)
    assert (d.id, d.article.id) == ("4", "4")
    assert "can't be used" in str(e.article)


def test_a_line_that_never_ends_is_an_error_and_the_next_one_is_read(tmp_path):
    path = tmp_path / "long.jsonl"
    path.write_bytes(b'{"text": "' + b"a" * 21_000_000 + b'"}\n{"text": "It rained."}')
    long, short = read_source(str(path))
    assert "longer than 10 MB" in str(long.article)
    assert short.article.text == "It rained."


def test_what_jsonl_gives_as_id_stays_and_a_line_without_one_is_called_by_its_place(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text('{"id": 0, "text": "It rained."}\n{"text": "It rained again."}\n')
    assert [source.id for source in read_source(str(path))] == ["0", "articles.jsonl:2"]


def test_a_number_that_python_does_not_read_is_an_error_of_its_line_alone(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text('{"id": ' + "9" * 5000 + ', "text": "It rained."}\n{"id": "b", "text": "It rained again."}\n')
    first, second = read_source(str(path))
    assert isinstance(first.article, InputError)
    assert second.article.text == "It rained again."


def test_a_line_that_never_ends_is_the_last(tmp_path, monkeypatch):
    monkeypatch.setattr("summarizer.read.jsonl._MOST_PASSED", 50_000_000)
    path = tmp_path / "endless.jsonl"
    path.symlink_to("/dev/zero")
    [source] = read_source(str(path))
    assert "longer than 10 MB" in str(source.article)


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: data.decode().encode("utf-16")], ids=["gzip", "UTF-16"])
def test_a_jsonl_without_lines_is_one_error(tmp_path, pack):
    lines = "".join(json.dumps({"id": n, "text": f"It rained {n} times."}) + "\n" for n in range(2000))
    (tmp_path / "all.jsonl").write_bytes(pack(lines.encode()))
    [source] = read_source(str(tmp_path / "all.jsonl"))
    assert "all.jsonl is packed, or in UTF-16. Unpack it, or convert it to UTF-8" in str(source.article)


def test_a_fault_of_our_own_in_one_line_or_file_leaves_the_others(tmp_path, monkeypatch):
    def no_memory(*_):
        raise MemoryError("no room for the page")

    monkeypatch.setattr("summarizer.read.jsonl.article_from_html", no_memory)
    monkeypatch.setattr("summarizer.read.files.article_from_html", no_memory)
    lines = [{"id": "a", "text": "It rained."}, {"id": "b", "html": "<p>It rained.</p>"}, {"id": "c", "text": "Sun."}]
    (tmp_path / "all.jsonl").write_text("\n".join(map(json.dumps, lines)))
    first, second, third = read_source(str(tmp_path / "all.jsonl"))
    assert (first.article.id, second.id, third.article.id) == ("a", "b", "c")
    (tmp_path / "page.html").write_text("<p>It rained.</p>")
    [page] = read_source(str(tmp_path / "page.html"))
    for failed in (second, page):
        assert str(failed.article) == "This should not happen: MemoryError: no room for the page. Please report it"
