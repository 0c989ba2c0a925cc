"""Worker processes: the same digests as in one process, whatever becomes of a worker, and none of them left behind."""

import asyncio
import contextlib
import json
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from fake_server import FakeServer, error
from scripted import TEXT, scripted

from summarizer import Article, Digest, errors, summarize_many
from summarizer.digesting import Settings
from summarizer.errors import InternalError, ModelError, StoppedError, UsageError
from summarizer.sections import SECTIONS
from summarizer.workers import workers

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
PEOPLE = Settings([SECTIONS["people"]], cache=False)


@pytest.fixture
def settings(in_use, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def articles(count):
    return [Article(id=f"a{n}", text=f"{TEXT} This is {n}.") for n in range(count)]


def broken(*args):
    """A section's `resolve`, with a fault."""
    raise ValueError("nobody expected that")


def children():
    """The worker processes of this one that still run."""
    return multiprocessing.active_children()


def test_several_processes_give_the_same_as_one_and_leave_nothing_behind(settings):
    one, two = (
        list(summarize_many(articles(6), cache=False, ordered=True, processes=processes)) for processes in (1, 2)
    )
    alike = [[digest.model_dump(exclude={"run": {"seconds"}}) for digest in found] for found in (one, two)]
    assert len(alike[0]) == 6
    assert alike[0] == alike[1]
    assert children() == []


def test_a_worker_that_is_killed_costs_no_article_and_none_is_given_twice(settings, server):
    async def work():
        async with workers(PEOPLE, 2) as pool:
            await asyncio.gather(*(pool.digest(article) for article in articles(2)))  # both are up
            results = [asyncio.create_task(pool.digest(article)) for article in articles(20)]
            await asyncio.sleep(0.05)
            os.kill(pool._workers[0]._process.pid, signal.SIGKILL)
            return await asyncio.gather(*results)

    found = [result.value for result in asyncio.run(work())]
    assert [type(value) for value in found] == [Digest] * 20
    assert [digest.article.id for digest in found] == [f"a{n}" for n in range(20)]
    assert children() == []


def test_an_article_over_which_workers_die_is_given_up_and_the_next_is_read(settings, monkeypatch):
    async def work():
        async with workers(PEOPLE, 1) as pool:
            deadly = asyncio.create_task(pool.digest(Article(id="deadly", text=TEXT)))
            while not deadly.done():
                [worker] = pool._workers
                if worker.is_ready and worker.number_under_way:
                    worker._process.kill()
                await asyncio.sleep(0.01)
            monkeypatch.setenv("OPENAI_BASE_URL", fast)
            return deadly.result(), await pool.digest(articles(1)[0])

    fast = os.environ["OPENAI_BASE_URL"]
    with FakeServer(lambda request: time.sleep(1) or scripted(request)) as slow:
        monkeypatch.setenv("OPENAI_BASE_URL", slow.url)
        deadly, after = asyncio.run(work())
    assert isinstance(deadly.value, InternalError)
    assert "2 worker processes died over it" in str(deadly.value)
    assert isinstance(after.value, Digest)


@pytest.mark.parametrize(
    "kind",
    [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.SummarizerError)],
)
def test_every_error_comes_whole_out_of_another_process(kind):
    sent = kind(ValueError("odd")) if kind is InternalError else kind("What is wrong", "What to do")
    come = pickle.loads(pickle.dumps(sent))
    assert (type(come), str(come), come.message, come.hint) == (kind, str(sent), sent.message, sent.hint)


def test_a_fault_of_our_own_comes_out_of_a_worker(settings):
    section = replace(SECTIONS["people"], resolve=broken)
    [failure] = summarize_many(articles(1), sections=[section], processes=2)
    assert isinstance(failure.error, InternalError)
    assert "ValueError: nobody expected that" in str(failure.error)


def test_a_run_that_ends_early_ends_its_workers(settings, server):
    server.instead["PeopleReply"] = error(401)
    with pytest.raises(StoppedError, match="refused the key"):
        list(summarize_many(articles(20), sections=["people"], concurrency=2, processes=2))
    assert len(server.requests) <= 4
    assert children() == []


def test_a_worker_that_is_stopped_ends_with_the_run(settings):
    async def end():
        async with workers(PEOPLE, 1):
            [process] = children()
            os.kill(process.pid, signal.SIGSTOP)

    asyncio.run(end())
    assert children() == []


@pytest.mark.parametrize("name", ["SUMMARIZER_PROFILE", "SUMMARIZER_CACHE_MB"])
def test_wrong_settings_are_said_once_and_start_no_process(settings, monkeypatch, name):
    monkeypatch.setenv(name, "wrong")
    monkeypatch.setattr("summarizer.workers.Worker.__init__", None)
    with pytest.raises(UsageError, match="wrong"):
        list(summarize_many(articles(2), processes=2))


def test_no_model_is_said_before_a_process_is_started(monkeypatch):
    monkeypatch.setattr("summarizer.assist.local.is_installed", lambda: False)
    with pytest.raises(ModelError, match="No model is configured"):
        list(summarize_many(articles(2), processes=2))


def test_sections_that_cannot_be_handed_over_are_wrong_usage(settings):
    section = replace(SECTIONS["people"], resolve=lambda *_: None)
    with pytest.raises(UsageError, match="can't be handed to other processes"):
        list(summarize_many(articles(2), sections=[section], processes=2))


def test_workers_that_cannot_start_end_the_run(settings, tmp_path):
    program = tmp_path / "unguarded.py"
    program.write_text(
        "from summarizer import summarize_many\n"
        f"list(summarize_many([{TEXT!r}] * 50, sections=['people'], processes=2))\n"
    )
    done = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "The worker processes can't start. Call it from a module that can be imported" in done.stderr
    assert done.stderr.count("freeze_support") <= 2 * 4


def started(server, tmp_path, *args):
    """The command, reading sixty articles in two processes."""
    lines = [json.dumps({"id": f"a{n}", "text": f"{TEXT} This is {n}."}) for n in range(60)]
    (tmp_path / "sixty.jsonl").write_text("\n".join(lines) + "\n")
    command = [sys.executable, "-m", "summarizer", "sixty.jsonl", "-s", "people", "-o", "out.jsonl", *args]
    env = {**os.environ, **server.settings, "PYTHONPATH": str(ROOT)}
    settings = {"cwd": tmp_path, "env": env, "stderr": subprocess.PIPE, "text": True, "start_new_session": True}
    return subprocess.Popen(command, preexec_fn=heed_interrupts, **settings)


def heed_interrupts():
    """Whoever runs the tests in the background has them ignore Ctrl-C, and what they start does too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def group(process):
    """The numbers of what runs of a command and its workers, by what Linux says of each process."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            state, _, number = path.read_text().rpartition(")")[2].split()[:3]
            if int(number) == process.pid and state != "Z":  # a zombie only waits to be counted
                found.append(path.parent.name)
    return found


def wait_for(condition, seconds=60.0):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    assert condition()


def ids(tmp_path):
    path = tmp_path / "out.jsonl"
    whole = (
        [line for line in path.read_text().splitlines(keepends=True) if line.endswith("\n")] if path.exists() else []
    )
    return [json.loads(line)["article"]["id"] for line in whole]


@pytest.fixture
def slow():
    """A server that takes its time."""
    with FakeServer(lambda request: time.sleep(0.2) or scripted(request)) as server:
        server.settings = {
            "SUMMARIZER_MODEL": "openai/scripted",
            "OPENAI_BASE_URL": server.url,
            "OPENAI_API_KEY": "sk-secret0123456789",
        }
        yield server


@pytest.mark.parametrize("processes", ["1", "2"])
def test_ctrl_c_ends_all_within_a_moment_and_keeps_what_is_done(slow, tmp_path, processes):
    process = started(slow, tmp_path, "-j", "2", "--processes", processes)
    wait_for(lambda: len(ids(tmp_path)) >= 3)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    asked = time.monotonic()
    _, err = process.communicate(timeout=20)
    assert time.monotonic() - asked < 5  # a second, where the machine has nothing else to do
    assert process.returncode == 130
    assert "Traceback" not in err
    assert len(ids(tmp_path)) >= 3
    wait_for(lambda: group(process) == [], 10)


def test_ctrl_c_while_the_workers_start_is_quiet_too(slow, tmp_path):
    process = started(slow, tmp_path, "--processes", "2")
    wait_for(lambda: len(group(process)) >= 4)  # itself, two workers, and what multiprocessing keeps beside them
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, "")
    wait_for(lambda: group(process) == [], 10)


def test_a_run_that_is_killed_leaves_no_workers_and_is_gone_on_with(slow, tmp_path):
    process = started(slow, tmp_path, "-j", "8", "--processes", "2")
    wait_for(lambda: len(ids(tmp_path)) >= 9)
    process.kill()
    process.communicate()
    wait_for(lambda: group(process) == [], 10)
    before = ids(tmp_path)
    assert 9 <= len(before) < 60
    again = started(slow, tmp_path, "-j", "16")
    _, err = again.communicate(timeout=60)
    assert again.returncode == 0
    assert f"already held the digests of {len(before)} of these articles" in err
    assert ids(tmp_path) == [f"a{n}" for n in range(60)]
