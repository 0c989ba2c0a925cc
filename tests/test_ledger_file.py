"""A file of digests that others have changed, between two runs or in the midst of one: nothing in it is lost."""

import errno
import json
import os
import re
import sqlite3
import tracemalloc

import pytest
from fake_server import error
from scripted import TEXT

from summarizer.ledger import DigestSettings, Ledger
from summarizer.sections import SECTIONS

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

PEOPLE = ("-s", "people", "-o", "out.jsonl")


@pytest.fixture
def run(run_here):
    """The command; its last words, what the run took in all, are another test's."""

    def run(*args):
        status, _, err = run_here(*args)
        return status, re.sub(r"summarizer: \d+ digests?[;,].*\n$", "", err)

    return run


@pytest.fixture
def out(tmp_path, run_here):
    """Three articles, and a file with the digests of two."""
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"{TEXT} This is {name}.")
    assert run_here("a.txt", "b.txt", *PEOPLE)[0] == 0
    return tmp_path / "out.jsonl"


def ids(path):
    return [json.loads(line)["article"]["id"] for line in path.read_text().splitlines()]


def test_a_last_line_without_its_line_break_is_a_digest_like_others(run, server, out):
    """Some editors take the last line break away."""
    before = out.read_bytes()
    out.write_bytes(before[:-1])
    assert run("a.txt", "c.txt", *PEOPLE)[0] == 0
    assert (ids(out), len(server.requests)) == (["a", "c", "b"], 3)
    out.write_bytes(before[:-1])
    assert run("a.txt", "b.txt", *PEOPLE) == (
        0,
        "summarizer: out.jsonl already held the digests of 2 of these articles\n",
    )
    assert out.read_bytes() == before


def test_line_ends_of_windows_are_taken(run, server, out):
    out.write_bytes(out.read_bytes().replace(b"\n", b"\r\n"))
    assert run("b.txt", "a.txt", *PEOPLE)[0] == 0
    assert (ids(out), len(server.requests)) == (["b", "a"], 2)


@pytest.mark.parametrize(
    "line",
    [
        '{"article":{"id":42},"error":{}}',
        '{"article":{"id":["x"]},"error":{}}',
        '{"article":{"id":"a"},"error":' + "[" * 9000 + "]" * 9000 + "}",
        '{"article":{"id":"a"},"error":' + "9" * 5000 + "}",
    ],
    ids=["a number as id", "a list as id", "nested", "a long number"],
)
def test_a_line_that_is_no_digest_is_said_and_stays(run, out, line):
    out.write_text(f"{line}\n")
    status, err = run("a.txt", "b.txt", *PEOPLE)
    assert (status, out.read_text()) == (2, f"{line}\n")
    assert err == "summarizer: Line 1 of out.jsonl is not a digest. Name another file with -o, or remove this one\n"


def test_a_digest_with_a_number_as_id_is_said_and_stays(run, out):
    record = json.loads(out.read_text().splitlines()[0])
    record["article"]["id"] = 42
    out.write_text(json.dumps(record) + "\n")
    assert run("a.txt", "b.txt", *PEOPLE)[0] == 2
    assert ids(out) == [42]


def test_a_file_of_something_else_is_not_read_to_its_end(out):
    with out.open("wb") as file:
        file.truncate(100_000_000)
    tracemalloc.start()
    with pytest.raises(Exception, match=r"Line 1 of .* is not a digest"):
        Ledger(out, DigestSettings("openai/scripted", "full", [SECTIONS["people"]], strict=False))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000


def during(monkeypatch, change):
    """Have `change` made when the first digest of a run is written."""
    add, changes = Ledger.add, [change]

    def add_and_change(self, *args, **kwargs):
        add(self, *args, **kwargs)
        if changes:
            changes.pop()()

    monkeypatch.setattr(Ledger, "add", add_and_change)


CHANGED = "out.jsonl can't be written (somebody else has changed, moved or removed it). Check it and its disk"


@pytest.mark.parametrize("others", [(), ("d.txt",)], ids=["at the last line", "before the last line"])
def test_what_others_add_during_a_run_is_not_written_over(run, out, tmp_path, monkeypatch, others):
    (tmp_path / "d.txt").write_text(TEXT)

    def append():
        with out.open("a") as file:
            file.write("dear\n")

    during(monkeypatch, append)
    status, err = run("c.txt", *others, "a.txt", *PEOPLE, "-j", "1")
    assert (status, CHANGED in err) == (2, True)
    lines = out.read_text().splitlines()
    assert [json.loads(line)["article"]["id"] for line in lines[:-1]] == ["a", "b", "c"]
    assert lines[-1] == "dear"


def test_a_file_that_is_removed_during_a_run_is_said(run, out, monkeypatch):
    during(monkeypatch, out.unlink)
    status, err = run("c.txt", "a.txt", *PEOPLE)
    assert (status, CHANGED in err, out.exists()) == (2, True, False)


def test_another_file_that_took_its_place_during_a_run_stays(run, out, tmp_path, monkeypatch):
    (tmp_path / "other").write_text("dear")
    during(monkeypatch, lambda: (tmp_path / "other").replace(out))
    status, err = run("c.txt", "a.txt", *PEOPLE)
    assert (status, CHANGED in err, out.read_text()) == (2, True, "dear")


def test_no_file_of_the_user_is_taken_for_a_temporary_one(run, out, tmp_path):
    (tmp_path / "out.jsonl.partial").write_text("dear")
    assert run("b.txt", "a.txt", *PEOPLE)[0] == 0
    assert (ids(out), (tmp_path / "out.jsonl.partial").read_text()) == (["b", "a"], "dear")
    assert not list(tmp_path.glob(".summarizer*"))


def test_a_name_as_long_as_names_can_be_is_put_in_order_too(run, out, tmp_path):
    name = "n" * 249 + ".jsonl"
    out.rename(tmp_path / name)
    assert run("b.txt", "a.txt", "-s", "people", "-o", name)[0] == 0
    assert ids(tmp_path / name) == ["b", "a"]


@pytest.fixture
def namesakes(tmp_path):
    """Two files of the same name, in two folders."""
    for folder in ("monday", "tuesday"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.txt").write_text(f"{TEXT} It is {folder}.")
    return tmp_path


def test_a_file_that_can_not_be_read_leaves_its_digest_where_another_has_its_name(run, namesakes):
    sources = ("monday/index.txt", "tuesday/index.txt")
    assert run(*sources, *PEOPLE)[0] == 0
    monday, tuesday = (namesakes / "out.jsonl").read_text().splitlines()
    (namesakes / "tuesday").rename(namesakes / "away")
    assert run(*sources, *PEOPLE)[0] == 1
    first, failure, last = (namesakes / "out.jsonl").read_text().splitlines()
    assert (first, last, "error" in json.loads(failure)) == (monday, tuesday, True)
    (namesakes / "away").rename(namesakes / "tuesday")
    assert run(*sources, *PEOPLE)[0] == 0
    assert (namesakes / "out.jsonl").read_text().splitlines() == [monday, tuesday]


def test_an_article_that_fails_leaves_its_digest_where_another_has_its_name(run, server, namesakes):
    sources = ("monday/index.txt", "tuesday/index.txt")
    run(*sources, *PEOPLE)
    _, tuesday = (namesakes / "out.jsonl").read_text().splitlines()
    (namesakes / "tuesday" / "index.txt").write_text(TEXT + " It is another day.")
    server.instead["PeopleReply"] = error(400, "no")
    assert run(*sources, *PEOPLE)[0] == 1
    assert (namesakes / "out.jsonl").read_text().splitlines()[-1] == tuesday


def test_digests_that_are_given_up_are_said(run, namesakes):
    assert run("monday", *PEOPLE) == (0, "")
    assert run("tuesday", *PEOPLE) == (0, "summarizer: out.jsonl no longer has the older digests of 1 of these names\n")


def test_an_article_that_is_named_twice_keeps_its_two_lines(run, server, out):
    assert run("c.txt", "a.txt", "a.txt", *PEOPLE)[0] == 0
    before = out.read_bytes()
    assert run("c.txt", "a.txt", "a.txt", *PEOPLE)[0] == 0
    assert out.read_bytes() == before


def test_names_that_are_no_unicode_are_known_again(run, server, tmp_path):
    names = [os.fsdecode(b"\xff.txt"), os.fsdecode(b"\xfe.txt")]
    for name in names:
        (tmp_path / name).write_text(f"{TEXT} It is {names.index(name)}.")
    for _ in range(2):
        assert run(*names, *PEOPLE)[0] == 0
        assert (ids(tmp_path / "out.jsonl"), len(server.requests)) == (["?", "?"], 2)


def test_a_disk_that_is_full_of_temporary_files_is_said(run, out, monkeypatch):
    def full(*_, **__):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Ledger, "_note", full)
    status, err = run("c.txt", "b.txt", *PEOPLE)
    assert (status, ids(out)) == (2, ["a", "b"])
    assert "out.jsonl can't be written (database or disk is full). Check it and its disk" in err


def test_a_file_that_can_not_be_opened_is_said(run, out, monkeypatch):
    def denied(*_):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Ledger, "_open", denied)
    assert run("a.txt", "b.txt", *PEOPLE) == (
        2,
        "summarizer: out.jsonl can't be written (Permission denied). Check it and its disk\n",
    )
