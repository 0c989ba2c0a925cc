"""A run through the Batch API that is killed, interrupted or hindered: the same command goes on with it."""

import asyncio
import functools
import os
import signal
import subprocess
import sys
import time

import pytest
from batches import digests_of, made, table
from conftest import ROOT
from fake_server import Reply, error

from summarizer import batch_api, provider_batch

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


class Killed(BaseException):
    """The end of the process, at the moment when it is raised."""


def killed(monkeypatch, where, name, *, after):
    """The method `name` of `where` kills the process before or after it does its work, once."""
    original, left = getattr(where, name), [1]

    def call(*args, **kwargs):
        if not left:
            return original(*args, **kwargs)
        left.clear()
        if not after:
            raise Killed
        result = original(*args, **kwargs)
        if not asyncio.iscoroutine(result):
            raise Killed

        async def waited():
            await result
            raise Killed

        return waited()

    monkeypatch.setattr(where, name, call)


@pytest.mark.parametrize(
    ("where", "name", "after", "batches"),
    [
        (batch_api.OpenBatches, "begin", True, 1),
        (batch_api.Api, "submit", True, 1),  # the batch is made, and its id not noted
        (batch_api.OpenBatches, "note", True, 1),
        (batch_api.Api, "find", True, 1),
        (batch_api.Api, "download", True, 1),
        (provider_batch.Cache, "put", True, 1),
        (batch_api.OpenBatches, "close", False, 1),
        (batch_api.OpenBatches, "close", True, 1),
    ],
)
def test_after_a_kill_at_any_moment_the_same_command_goes_on_and_submits_nothing_twice(
    run_here, batch_server, files, monkeypatch, where, name, after, batches
):
    killed(monkeypatch, where, name, after=after)
    with pytest.raises(Killed):
        run_here(*files, "-s", "people", "--batch")
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0]), batch_server.requests, made(batch_server)) == (0, 3, [], batches)
    assert (table("batches"), table("asked")) == ([], [])


def test_an_answer_that_is_lost_when_a_batch_is_made_makes_no_second_batch(run_here, batch_server, files):
    def lose(method, path):
        if (method, path) == ("POST", "/batches") and not batch_server.batches:
            batch_server._make(
                {
                    "endpoint": "/v1/chat/completions",
                    "completion_window": "24h",
                    "input_file_id": "file-0",
                    "metadata": {"summarizer": table("batches")[0][0]},
                }
            )
            return Reply(hang_up=True)
        return None

    batch_server.before = lose
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0]), len(batch_server.batches)) == (0, 3, 1)


def test_faults_on_the_way_are_outlasted(run_here, batch_server, files):
    failed = set()

    def once(method, path):
        if (method, path) in failed:
            return None
        failed.add((method, path))
        return error(503, "busy", headers={"retry-after-ms": "1"})

    batch_server.before = once
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0]), batch_server.requests, len(batch_server.batches)) == (0, 3, [], 1)


def test_questions_in_an_open_batch_are_waited_for_and_new_ones_are_asked_beside_them(run_here, batch_server, files):
    batch_server.looks = 10**6
    with pytest.MonkeyPatch.context() as patch:
        killed(patch, batch_api.Api, "find", after=True)
        with pytest.raises(Killed):
            run_here(*files[:2], "-s", "people", "--batch")
    assert len(table("asked")) == 2
    batch_server.looks, batch_server._left["batch_0"] = 1, 3
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0]), batch_server.requests) == (0, 3, [])
    assert [len(data.splitlines()) for data in batch_server.uploads] == [2, 1]


def test_a_batch_that_the_provider_does_not_know_is_asked_anew(run_here, batch_server, files, monkeypatch):
    killed(monkeypatch, batch_api.OpenBatches, "note", after=True)
    with pytest.raises(Killed):
        run_here(*files, "-s", "people", "--batch")
    batch_server.batches.clear()
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0]), made(batch_server)) == (0, 3, 2)


def test_a_batch_that_was_cancelled_keeps_what_it_has_and_says_so(run_here, batch_server, files):
    batch_server.status = "cancelled"
    batch_server.expires = lambda body: "This is b." in body["messages"][1]["content"]
    status, _, err = run_here(*files, "-s", "people", "--batch")
    assert (status, batch_server.requests) == (2, [])
    assert "The batch was cancelled at the provider. Run the same again for what is left of it" in err
    batch_server.status, batch_server.expires = "completed", lambda body: False
    status, _, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, [len(data.splitlines()) for data in batch_server.uploads]) == (0, [3, 1])


def test_an_interrupted_process_says_that_the_batch_goes_on_and_a_killed_one_loses_nothing(
    run, batch_server, files, tmp_path
):
    batch_server.looks = 10**6
    command = [sys.executable, "-m", "summarizer", *files, "-s", "people", "--batch"]
    env = {**os.environ, **batch_server.settings, "PYTHONPATH": str(ROOT)}
    said = []
    for ending in (signal.SIGKILL, signal.SIGINT):
        settings = {"cwd": tmp_path, "env": env, "stderr": subprocess.PIPE, "text": True}
        # Whoever runs the tests in the background has them ignore Ctrl-C.
        heed = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        with subprocess.Popen(command, preexec_fn=heed, **settings) as process:
            while ("GET", "/batches/batch_0") not in batch_server.calls:
                time.sleep(0.01)
            batch_server.calls.clear()
            process.send_signal(ending)
            said.append(process.stderr.read())
    assert "submitted 3 questions in 1 batch; 0 done" in said[0]
    assert "1 batch open at the provider: the same run again will go on with it" in said[1]
    assert "Traceback" not in said[1]
    batch_server._left["batch_0"] = 1
    status, out, _ = run(*files, "-s", "people", "--batch", **batch_server.settings)
    assert (status, len(digests_of(out)[0]), batch_server.requests, len(batch_server.batches)) == (0, 3, [], 1)
