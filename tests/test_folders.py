"""Folders and patterns on the command line."""

import errno
import json
import os
from pathlib import Path

import pytest
from scripted import TEXT

from summarizer.errors import InputError
from summarizer.read import expand, is_several

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of articles and other things."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "b.txt",
        "a.md",
        "sub/deep/c.HTML",
        "sub/d.jsonl",
        "x.py",
        ".hidden.txt",
        ".git/e.txt",
        "sub/f[1].txt",
    ):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)
    return tmp_path / "in"


def test_a_folder_stands_for_its_articles_at_any_depth_by_name_but_not_for_hidden_ones(folder):
    assert list(expand("in")) == ["in/a.md", "in/b.txt", "in/sub/d.jsonl", "in/sub/deep/c.HTML", "in/sub/f[1].txt"]


def test_a_folder_may_itself_be_below_a_hidden_one(folder):
    assert list(expand("in/.git")) == ["in/.git/e.txt"]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("in/*.txt", ["in/b.txt"]),
        ("in/**/*.txt", ["in/b.txt", "in/sub/f[1].txt"]),
        ("in/[ab].*", ["in/a.md", "in/b.txt"]),
        ("in/su?/*", ["in/sub/d.jsonl", "in/sub/f[1].txt"]),
        ("in/sub/**", ["in/sub/d.jsonl", "in/sub/deep/c.HTML", "in/sub/f[1].txt"]),
        ("in/**b.txt", ["in/b.txt"]),
        ("in/.git/*", ["in/.git/e.txt"]),
        ("in/.h*", ["in/.hidden.txt"]),
        ("in/sub/../*.txt", ["in/sub/../b.txt"]),
    ],
)
def test_a_pattern_stands_for_the_files_that_match_by_name(folder, pattern, names):
    assert list(expand(pattern)) == names
    assert is_several(pattern)


def test_an_absolute_pattern_is_one_too(folder):
    assert list(expand(f"{folder}/b.*")) == [f"{folder}/b.txt"]


@pytest.mark.parametrize("source", ["in/sub/f[1].txt", "missing.txt", "https://example.org/?a=*", "-"])
def test_anything_else_stands_for_itself(folder, source):
    assert list(expand(source)) == [source]
    assert not is_several(source)


@pytest.mark.parametrize("source", ["empty", "in/*.docx"])
def test_where_there_is_no_article_that_is_an_error(folder, tmp_path, source):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="There are no articles in"):
        list(expand(source))


def test_a_folder_without_articles_is_one_line_and_status_1(run_here, tmp_path):
    (tmp_path / "empty").mkdir()
    status, out, err = run_here("empty")
    assert (status, json.loads(out)["error"]["type"]) == (1, "InputError")
    assert err.splitlines()[0].startswith("summarizer: empty: There are no articles in empty. Articles end in .htm")


def test_a_jsonl_is_known_by_its_name_in_capitals_too(run_here, tmp_path):
    (tmp_path / "ALL.JSONL").write_text("\n".join(json.dumps({"id": n, "text": TEXT}) for n in "xyz"))
    _, out, _ = run_here("ALL.JSONL", "-s", "people")
    assert [json.loads(line)["article"]["id"] for line in out.splitlines()] == ["x", "y", "z"]


def test_the_articles_of_a_jsonl_in_a_folder_are_read_one_by_one(run_here, tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "all.jsonl").write_text("\n\n".join(json.dumps({"id": n, "text": TEXT}) for n in "xyz"))
    (tmp_path / "in" / "b.txt").write_text(TEXT)
    monkeypatch.setattr("summarizer.progress.PAUSE", 0)
    status, out, err = run_here("in", "-s", "people")
    assert (status, [json.loads(line)["article"]["id"] for line in out.splitlines()]) == (0, ["x", "y", "z", "b"])
    assert "summarizer: 4 of 4 articles; " in err


@pytest.mark.parametrize("source", [".", "*.*"])
@pytest.mark.parametrize(("output", "form"), [("out.jsonl", "json"), ("out.md", "markdown")])
def test_the_output_is_no_article_of_its_folder(run_here, server, tmp_path, source, output, form):
    (tmp_path / "b.txt").write_text(TEXT + " More.")
    first, second = (run_here(source, "-s", "people", "-o", output, "-f", form) for _ in range(2))
    assert (first[0], second[0], len(server.requests)) == (0, 0, 2)
    if form == "json":
        lines = (tmp_path / output).read_text().splitlines()
        assert [json.loads(line)["article"]["id"] for line in lines] == ["a", "b"]
        assert "already held the digests of 2 of these articles" in second[2]


def test_an_empty_name_is_no_folder(run_here, server, tmp_path):
    """As of a variable of the shell that is not set."""
    assert not is_several("")
    status, out, err = run_here("a.txt", "", "-s", "people")
    first, second = map(json.loads, out.splitlines())
    assert (status, first["article"]["id"], second["error"]["type"]) == (1, "a", "InputError")
    assert "A source has no name. Check the variable that it comes from" in err


def test_what_can_not_be_read_in_a_folder_is_an_error_in_its_place(run_here, folder, monkeypatch):
    scan = os.scandir

    def scan_but_one(path):  # the one who runs the tests may be root, who may read everything
        if str(path) == "in/sub":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scan_but_one)
    (folder / "gone.txt").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.txt")
    assert list(expand("in")) == ["in/a.md", "in/b.txt", "in/gone.txt", "in/sub"]
    status, out, _ = run_here("in", "-s", "people")
    assert (status, ["error" in json.loads(line) for line in out.splitlines()]) == (1, [False, False, True, True])


@pytest.mark.parametrize("source", ["in", "in/*"])
def test_a_file_that_may_not_be_looked_at_is_named_too(folder, monkeypatch, source):
    look = Path.stat

    def look_at_others(path, **kwargs):
        if path.name == "b.txt":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return look(path, **kwargs)

    monkeypatch.setattr(Path, "stat", look_at_others)
    assert "in/b.txt" in list(expand(source, Path("out.jsonl")))


@pytest.mark.parametrize("source", ["in", "in/**/*.txt"])
def test_a_link_to_a_folder_above_it_adds_nothing(folder, source):
    before = list(expand(source))
    (folder / "current").symlink_to(".")
    (folder / "sub" / "up").symlink_to("..")
    assert list(expand(source)) == before
