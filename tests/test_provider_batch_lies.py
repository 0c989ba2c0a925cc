"""A Batch API that answers with something else, at each of its steps."""

import json
import re
import threading

import pytest
from batches import digests_of, table
from fake_server import Reply, completion, error

from summarizer import batch_api, provider_batch

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


ODD = [{"id": [1], "status": None}, None, "hello", b'{"id":' * 100_000]


@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/files"), ("POST", "/batches"), ("GET", "/batches/batch_0"), ("GET", "/batches")]
)
def test_an_answer_that_is_no_batch_is_tried_again(run_here, batch_server, files, no_pauses, method, path, body):
    left = [Reply(body=body)]
    if path == "/batches" and method == "GET":  # it is asked for when a batch may have been made
        batch_server.before = lambda *call: (
            Reply(hang_up=True) if call[0] == "POST" and not batch_server.calls[2:] else None
        )
    before = batch_server.before
    batch_server.before = lambda *call: left.pop() if call == (method, path) and left else before(*call)
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0]), batch_server.requests, len(batch_server.batches)) == (0, 3, [], 1)


def test_a_server_that_never_says_how_far_a_batch_is_ends_the_run_and_the_batch_stays(
    run_here, batch_server, files, no_pauses, monkeypatch
):
    monkeypatch.setattr(provider_batch, "PATIENCE", 2)
    batch_server.before = lambda method, path: Reply(body=[]) if path == "/batches/batch_0" else None
    status, _, err = run_here(*files, "-s", "people", "--batch")
    assert (status, batch_server.requests, len(table("batches"))) == (2, [], 1)
    assert "sent a broken answer, 6 times" in err


@pytest.mark.parametrize(
    "fields",
    [
        {"request_counts": "many"},
        {"request_counts": {"total": None, "completed": "3"}},
        {"output_file_id": 5, "error_file_id": ["x"]},
        {"errors": [5]},
    ],
)
def test_what_a_batch_does_not_need_to_say_may_be_wrong(run_here, batch_server, files, fields):
    look = batch_server._look
    batch_server._look = lambda name: Reply(body=look(name).body | fields)
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0])) == (0, 3)


@pytest.mark.parametrize(
    ("errors", "says"),
    [("bad", "it does not say why"), ({"data": ["x"]}, "it does not say why"), ({"data": [{"message": 5}]}, "5")],
)
def test_a_batch_that_failed_may_say_anything_of_it(run_here, batch_server, files, errors, says):
    look = batch_server._look
    batch_server._look = lambda name: Reply(body=look(name).body | {"status": "failed", "errors": errors})
    status, _, err = run_here(*files, "-s", "people", "--batch")
    assert (status, batch_server.requests) == (2, [])
    assert f"The provider refused the batch: {says}. Fix that" in err


def with_results(batch_server, change):
    """The results of a batch, as `change` makes them of their lines."""
    run = batch_server._run

    def changed(lines):
        files = run(lines)
        name = files["output_file_id"]
        batch_server._files[name] = b"\n".join(change(batch_server._files[name].splitlines()))
        return files

    batch_server._run = changed


def test_lines_that_are_no_results_leave_the_others(run_here, batch_server, files):
    with_results(batch_server, lambda lines: [b"[" * 1_000_000, b"\xff", b"x" * 20_000_000, *lines, b"5"])
    status, out, err = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0]), batch_server.requests) == (0, 3, [])
    assert "got no reply in the batch" in err


def test_a_reply_to_what_was_not_asked_is_not_kept(run_here, batch_server, files):
    foreign = b'"custom_id": "%s"' % (b"ab" * 32)
    with_results(batch_server, lambda lines: [re.sub(rb'"custom_id": "\w+"', foreign, line) for line in lines])
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0]), len(batch_server.requests)) == (0, 3, 3)
    assert bytes.fromhex("ab" * 32) not in [row[0] for row in table("replies")]


@pytest.mark.parametrize("content", ["[" * 100_000, json.dumps({"people": [{"name": "x" * 30_000}]})])
def test_a_text_that_is_far_too_long_or_deep_is_no_reply_in_a_batch_either(run_here, batch_server, files, content):
    batch_server.fault = lambda body: completion(content)
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0]), len(batch_server.requests)) == (0, 3, 3)


def test_results_without_an_end_are_not_written(run_here, batch_server, files, monkeypatch):
    monkeypatch.setattr(batch_api, "MOST_RESULTS", 1000)
    status, _, err = run_here(*files, "-s", "people", "--batch")
    assert (status, batch_server.requests, len(table("batches"))) == (2, [], 1)
    assert "The results of a batch are larger than" in err


def test_a_batch_whose_id_is_not_known_for_a_moment_is_not_made_anew(run_here, batch_server, files):
    left = [error(404, "No batch found")]
    batch_server.before = lambda method, path: left.pop() if path == "/batches/batch_0" and left else None
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0]), batch_server.requests, len(batch_server.batches)) == (0, 3, [], 1)


def test_a_batch_that_never_ends_is_not_waited_for(run_here, batch_server, files, monkeypatch):
    monkeypatch.setattr(provider_batch, "LONGEST_BATCH", -1)
    batch_server.looks = 10**6
    status, _, err = run_here(*files, "-s", "people", "--batch")
    assert (status, batch_server.requests, len(table("batches"))) == (2, [], 1)
    assert "The batch batch_0 has not ended" in err


def test_a_list_of_batches_without_an_end_is_left(run_here, batch_server, files, monkeypatch, no_pauses):
    monkeypatch.setattr(batch_api, "MOST_LISTED", 20)

    def endless(method, path):
        if path != "/batches":
            return None
        entry = {"id": f"batch_{len(batch_server.calls)}", "created_at": 10**10, "metadata": None}
        return Reply(body={"data": [entry], "has_more": True}) if method == "GET" else Reply(hang_up=True)

    batch_server.before = endless
    status, _, err = run_here(*files, "-s", "people", "--batch")
    assert status == 2
    assert "sent a broken answer, 6 times" in err
    assert batch_server.calls.count(("POST", "/batches")) == 1


def test_silence_lasts_no_longer_than_the_timeout(run_here, batch_server, files, monkeypatch, no_pauses):
    monkeypatch.setattr("summarizer.transport.TIMEOUT", 2.0)
    over, left = threading.Event(), [1]

    def silent(method, path):
        if path == "/batches/batch_0" and left:
            left.clear()
            over.wait(60)

    batch_server.before = silent
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    over.set()
    assert (status, len(digests_of(out)[0]), batch_server.requests, left) == (0, 3, [], [])


def test_the_query_of_an_address_goes_along(run_here, batch_server, files, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", f"{batch_server.url}?api-version=1")
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0]), batch_server.requests) == (0, 3, [])
