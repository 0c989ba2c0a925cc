"""Files and streams that can't be written or read: one line says so, and nothing that was there is lost."""

import json
import os
import re
import resource
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from scripted import TEXT

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")


@pytest.fixture
def shell(server, tmp_path):
    """Runs a line of the shell, in which `summarizer` is the command, in a folder with `a.txt` and `b.jsonl`."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "b", "text": TEXT}) + "\n")
    command = f"{shlex.quote(sys.executable)} -m summarizer "

    def shell(line, **limits):
        settings = {**server.settings, "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        line = line.replace("summarizer ", command)
        done = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, env=settings, capture_output=True, text=True, **limits
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return shell


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("summarizer a.txt -s people > /dev/full", "Standard output can't be written (No space left on device)"),
        ("summarizer a.txt -s people -f terminal > /dev/full", "Standard output can't be written"),
        ("summarizer --version > /dev/full", "Standard output can't be written"),
        ("summarizer a.txt -s people >&-", "Standard output is closed"),
        ("summarizer a.txt -s people -o /dev/full", "/dev/full can't be written"),
    ],
)
def test_an_output_that_takes_nothing_is_one_line_and_status_2(shell, line, says):
    status, out, errors = shell(line)
    assert (status, out, errors.count("\n")) == (2, "", 1)
    assert says in errors


def test_a_closed_input_is_an_error_of_its_own(shell):
    status, _, errors = shell("summarizer - a.txt -s people <&-")
    assert (status, errors.splitlines()[0]) == (1, "summarizer: -: Standard input is closed. Open it, or name a file")


@pytest.mark.parametrize("errors", ["2>&-", "2> /dev/full"])
def test_results_come_where_messages_can_not(shell, errors):
    status, out, _ = shell(f"summarizer a.txt nothing.txt -s people {errors}")
    assert (status, len(out.splitlines())) == (1, 2)


def test_a_reader_that_has_seen_enough_is_no_error(shell):
    _, out, errors = shell("summarizer a.txt a.txt -s people | head -c 1")
    assert out == "{"
    assert re.fullmatch(r"(summarizer: \d digests?; .*\n)?", errors)


@pytest.mark.parametrize("source", ["a.txt", "b.jsonl"])
@pytest.mark.parametrize("name", ["circle", "circle/x", "n" * 300])
def test_a_name_that_no_file_can_have_is_said_before_a_model_is_asked(shell, tmp_path, server, source, name):
    (tmp_path / "circle").symlink_to("circle")
    status, _, errors = shell(f"summarizer {source} -s people -o {name}")
    assert (status, errors.count("\n"), server.requests) == (2, 1, [])
    assert "can't be written" in errors


def test_names_of_files_may_be_no_unicode(shell, tmp_path):
    assert shell("summarizer $'\\xff.txt' a.txt -s people -o $'\\xff.jsonl'")[0] == 1
    [path] = [path for path in tmp_path.glob("*.jsonl") if path.name != "b.jsonl"]
    first, second = map(json.loads, path.read_text().splitlines())
    assert (first["article"]["id"], second["article"]["id"]) == ("?.txt", "a")


def test_the_input_of_the_shell_is_not_written_over(shell, tmp_path):
    status, _, errors = shell("summarizer - -s people -o a.txt < a.txt")
    assert (status, errors) == (2, "summarizer: a.txt is one of the articles. Name another file with -o\n")
    assert (tmp_path / "a.txt").read_text() == TEXT


def test_an_older_file_stays_when_the_disk_is_full(shell, tmp_path):
    old = tmp_path / "old.json"
    old.write_text("dear")

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))

    status, _, errors = shell("summarizer a.txt -s people -o old.json --no-cache", preexec_fn=small_files)
    assert (status, errors.count("\n")) == (2, 1)
    assert old.read_text() == "dear"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.jsonl", "old.json"]


def test_a_file_that_is_written_anew_keeps_its_link_and_its_permissions(shell, tmp_path):
    old, link = tmp_path / "old.json", tmp_path / "link.json"
    old.write_text("dear")
    old.chmod(0o640)
    link.symlink_to("old.json")
    assert shell("summarizer a.txt -s people -o link.json")[0] == 0
    assert link.is_symlink()
    assert json.loads(old.read_text())["article"]["id"] == "a"
    assert old.stat().st_mode & 0o777 == 0o640
