"""A file that `-o` names: where articles fail, where it is no plain file, and where it can't be written."""

import json
import os
import shlex
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from conftest import ROOT
from fake_server import error
from scripted import TEXT

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

ONE, SEVERAL = ("a.txt",), ("a.txt", "b.txt")


@pytest.fixture
def run(run_here, tmp_path):
    (tmp_path / "b.txt").write_text(TEXT + " More.")
    return lambda *args: run_here(*args, "-s", "people", "--no-cache")


FORMS = [(ONE, "json"), (ONE, "jsonld"), (SEVERAL, "jsonld")]


@pytest.mark.parametrize(("sources", "form"), FORMS)
def test_failures_alone_do_not_take_the_place_of_digests(run, server, tmp_path, sources, form):
    assert run(*sources, "-f", form, "-o", "out")[0] == 0
    before = (tmp_path / "out").read_text()
    server.instead["PeopleReply"] = error(400, "no")
    status, _, err = run(*sources, "-f", form, "-o", "out")
    assert (status, (tmp_path / "out").read_text()) == (1, before)
    assert "summarizer: a.txt: " in err
    assert run("nothing.txt", *sources[1:], "-f", form, "-o", "out")[0] == 1
    assert (tmp_path / "out").read_text() == before


@pytest.mark.parametrize(("sources", "form"), FORMS)
def test_failures_stand_in_a_new_file(run, server, tmp_path, sources, form):
    server.instead["PeopleReply"] = error(400, "no")
    assert run(*sources, "-f", form, "-o", "out")[0] == 1
    lines = (tmp_path / "out").read_text().splitlines()
    assert [json.loads(line)["article"]["id"] for line in lines] == list(sources)


def test_failures_before_the_first_digest_keep_their_places(run, tmp_path):
    (tmp_path / "out").write_text("dear")
    assert run("nothing.txt", "a.txt", "none.txt", "-f", "jsonld", "-o", "out")[0] == 1
    lines = (tmp_path / "out").read_text().splitlines()
    assert ["error" in json.loads(line) for line in lines] == [True, False, True]


@pytest.mark.parametrize("sources", [ONE, SEVERAL])
@pytest.mark.parametrize("form", ["json", "markdown"])
def test_a_pipe_gets_all_there_is(run, tmp_path, sources, form):
    """Whoever reads a named pipe has read all when its writer closes it."""
    os.mkfifo(tmp_path / "pipe")
    found = []
    reader = threading.Thread(target=lambda: found.append((tmp_path / "pipe").read_text()))
    reader.start()
    assert run(*sources, "-f", form, "-o", "pipe")[0] == 0
    reader.join(10)
    expected = run(*sources, "-f", form)[1]
    assert len(found[0].splitlines()) == len(expected.splitlines())


@pytest.mark.parametrize("sources", [ONE, SEVERAL])
@pytest.mark.parametrize("output", ["/dev/stdout", ">(cat)"])
@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no /dev/fd here")
def test_a_stream_can_be_named(server, tmp_path, sources, output):
    for name in SEVERAL:
        (tmp_path / name).write_text(TEXT)
    line = f"{shlex.quote(sys.executable)} -m summarizer {' '.join(sources)} -s people -o {output} | cat"
    settings = {**server.settings, "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, env=settings, capture_output=True, text=True)
    assert done.stdout.count('"name":"Ann Lee"') + done.stdout.count('"name": "Ann Lee"') == len(sources)


def test_a_full_pipe_that_does_not_wait_is_waited_for(server, tmp_path):
    """Whoever shares a pipe may have switched waiting off, for all who write to it."""
    (tmp_path / "a.txt").write_text(f"{TEXT}\n" * 600)
    source, sink = os.pipe()
    os.set_blocking(sink, False)
    settings = {**server.settings, "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "summarizer", "a.txt", "-s", "people", "-m", "openai/gpt-4o"]
    process = subprocess.Popen(command, cwd=tmp_path, env=settings, stdout=sink, stderr=subprocess.PIPE, text=True)
    os.close(sink)
    with open(source) as file:  # noqa: PTH123  # it is open already
        found = file.read(1)
        time.sleep(0.5)
        found += file.read()
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert len(json.loads(found)["article"]["text"]) > 100_000


def test_no_file_of_the_user_is_taken_for_a_temporary_one(run, tmp_path):
    (tmp_path / "out").write_text("dear")
    (tmp_path / "out.partial").write_text("dear")
    assert run("a.txt", "-o", "out")[0] == 0
    assert (tmp_path / "out.partial").read_text() == "dear"
    assert not list(tmp_path.glob(".summarizer*"))


def test_an_old_file_of_a_long_name_is_replaced(run, tmp_path):
    name = "語" * 80 + ".json"
    (tmp_path / name).write_text("dear")
    assert run("a.txt", "-o", name)[0] == 0
    assert json.loads((tmp_path / name).read_text())["article"]["id"] == "a"


@pytest.mark.parametrize("sources", [ONE, SEVERAL])
@pytest.mark.parametrize("output", ["locked/out", "read-only"])
def test_what_may_not_be_written_is_said_before_a_model_is_asked(run, server, tmp_path, monkeypatch, sources, output):
    (tmp_path / "locked").mkdir()
    (tmp_path / "read-only").write_text("dear")
    may = os.access
    denied = {tmp_path / "locked", tmp_path / "read-only"}
    # The one who runs the tests may be root, who may write everything.
    monkeypatch.setattr(
        os, "access", lambda path, mode: not (mode & os.W_OK and tmp_path / path in denied) and may(path, mode)
    )
    status, _, err = run(*sources, "-o", output)
    assert (status, err, server.requests) == (
        2,
        f"summarizer: {output} can't be written. Name a file in a folder that exists, which you may write to\n",
        [],
    )
    assert (tmp_path / "read-only").read_text() == "dear"
