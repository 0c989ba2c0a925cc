"""Articles digested through the Batch API: the same digests at half the price."""

import asyncio
import json
import logging
import os
import re
import resource
from pathlib import Path

import pytest
from batches import KEY, digests_of, made, names, table
from fake_server import completion, error
from scripted import TEXT

from summarizer import Article, Digest, Failure, asummarize_many, batch_questions
from summarizer.errors import InternalError

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def test_the_digests_are_those_of_a_direct_run_at_half_the_cost_and_nothing_is_asked_directly(
    run_here, batch_server, files, monkeypatch, tmp_path
):
    status, out, err = run_here(*files, "--batch")
    batched, runs = digests_of(out)
    assert (status, batch_server.requests) == (0, [])
    assert err.splitlines()[:2] == [
        "summarizer: submitted 12 questions in 1 batch; 0 done",
        "summarizer: submitted 12 questions in 1 batch; 12 done",
    ]
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "other"))
    direct, direct_runs = digests_of(run_here(*files)[1])
    assert batched == direct
    for run, other in zip(runs, direct_runs, strict=True):
        assert run["cost_usd"] == pytest.approx(other["cost_usd"] / 2, abs=1e-8)
        assert {name: run[name] for name in ("model", "prompts", "attempts", "usage")} == {
            name: other[name] for name in ("model", "prompts", "attempts", "usage")
        }
    assert sorted(map(json.dumps, batch_server.in_batches)) == sorted(map(json.dumps, batch_server.requests))


def test_the_total_says_what_was_paid_for_the_batches(run_here, batch_server, files):
    _, out, err = run_here(*files, "--batch")
    [said] = re.findall(r"\$([\d.]+)", err)
    assert float(said) == pytest.approx(sum(run["cost_usd"] for run in digests_of(out)[1]), abs=1e-4)
    assert "1,500 tokens in, 150 out" in err  # three articles of four questions and one for mending, 100 and 10 each


def test_what_depends_on_the_first_replies_is_asked_in_a_second_round(run_here, batch_server, files):
    assert run_here(*files, "--batch")[0] == 0
    first, second = ([json.loads(line)["body"] for line in data.splitlines()] for data in batch_server.uploads)
    assert (len(first), set(names(second)), len(second)) == (12, {"MendReply"}, 3)


def test_a_long_article_takes_a_round_for_each_step_and_asks_nothing_in_vain(
    run_here, batch_server, files, monkeypatch, tmp_path
):
    (tmp_path / "long.txt").write_text("\n\n".join(f"{TEXT} This is {n}." for n in range(20)))
    command = ("long.txt", "--part", "400", "-s", "summary", "-s", "people", "-f", "json")
    status, out, _ = run_here(*command, "--batch")
    assert (status, batch_server.requests) == (0, [])
    assert json.loads(out)["run"]["parts"] > 3
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "other"))
    assert run_here(*command)[0] == 0
    assert sorted(map(json.dumps, batch_server.in_batches)) == sorted(map(json.dumps, batch_server.requests))


def test_questions_that_fail_are_asked_directly_and_their_answers_stand(run_here, batch_server, files):
    batch_server.fault = lambda body: (
        error(500, "The server had an error") if names([body]) == ["PeopleReply"] else None
    )
    status, out, err = run_here(*files, "--batch")
    found, _ = digests_of(out)
    assert (status, [len(digest["people"]) for digest in found]) == (0, [2, 2, 2])
    assert sorted(set(names(batch_server.requests))) == ["MendReply", "PeopleReply"]  # one is mended when all are there
    assert "3 questions got no reply in the batch, and will be asked directly: The server had an error" in err


@pytest.mark.parametrize(
    "reply", [completion("{"), completion('{"people": 3}'), completion('{"people": [', finish_reason="length")]
)
def test_replies_that_are_not_valid_are_asked_for_directly(run_here, batch_server, files, reply):
    batch_server.fault = lambda body: reply
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, len(batch_server.requests), made(batch_server)) == (0, 3, 1)
    assert all(digest["people"] for digest in digests_of(out)[0])


def test_a_refusal_in_a_batch_is_no_reply(run_here, batch_server, files):
    refused = completion("{}")
    refused.body["choices"][0]["message"] |= {"content": None, "refusal": "I can't help with that"}
    batch_server.fault = lambda body: refused
    _, _, err = run_here(*files, "-s", "people", "--batch")
    assert "refuses to answer: I can't help with that" in err
    assert len(batch_server.requests) == 3


def test_what_a_batch_that_expired_has_answered_is_kept_and_the_rest_asked_directly(run_here, batch_server, files):
    batch_server.status = "expired"
    batch_server.expires = lambda body: "This is b." in body["messages"][1]["content"]
    status, out, err = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0]), len(batch_server.requests), made(batch_server)) == (0, 3, 1, 1)
    assert "This is b." in batch_server.requests[0]["messages"][1]["content"]
    assert "before the completion window expired" in err


def test_the_files_keep_to_the_limits_of_lines_and_bytes(run_here, batch_server, files, monkeypatch):
    monkeypatch.setattr(batch_questions, "MOST_QUESTIONS", 2)
    batch_server.most_lines = 2
    assert run_here(*files, "-s", "people", "-s", "claims", "--batch")[0] == 0
    assert [len(data.splitlines()) for data in batch_server.uploads][:3] == [2, 2, 2]
    longest = max(map(len, batch_server.uploads))
    monkeypatch.setattr(batch_questions, "MOST_QUESTIONS", 50_000)
    monkeypatch.setattr(batch_questions, "MOST_BYTES", longest - 1)
    batch_server.most_lines, batch_server.most_bytes, batch_server.uploads[:] = 50_000, longest - 1, []
    assert run_here(*files, "-s", "summary", "-s", "timeline", "--batch")[0] == 0
    assert len(batch_server.uploads) > 3
    assert batch_server.requests == []


def test_a_file_that_the_provider_finds_too_large_is_an_error_and_nothing_is_asked(run_here, batch_server, files):
    batch_server.most_bytes = 100
    status, _, err = run_here(*files, "--batch")
    assert (status, batch_server.requests) == (2, [])
    assert "The file is larger than 100 bytes" in err


def test_a_batch_that_is_refused_ends_the_run_with_the_reason(run_here, batch_server, files):
    batch_server.most_lines = 2
    status, _, err = run_here(*files, "--batch")
    assert (status, batch_server.requests, table("batches")) == (2, [], [])
    assert "The provider refused the batch: More than 2 requests. Fix that, or run it without --batch" in err


def test_where_the_provider_has_no_room_for_all_batches_they_go_one_by_one(run_here, batch_server, files, monkeypatch):
    monkeypatch.setattr(batch_questions, "MOST_QUESTIONS", 1)
    batch_server.most_open = 1
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, batch_server.requests) == (2, [])  # files of one question can't be made smaller
    monkeypatch.setattr(batch_questions, "MOST_QUESTIONS", 2)
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0]), batch_server.requests) == (0, 3, [])


def test_a_file_too_large_for_the_queue_is_made_smaller(run_here, batch_server, files):
    wrong = batch_server._wrong
    full = {"code": "token_limit_exceeded", "message": "Enqueued token limit reached for scripted."}
    batch_server._wrong = lambda lines: full if len(lines) > 1 else wrong(lines)
    status, out, _ = run_here(*files, "-s", "people", "--batch")
    assert (status, len(digests_of(out)[0]), batch_server.requests) == (0, 3, [])
    assert [len(data.splitlines()) for data in batch_server.uploads] == [3, 1, 1, 1]


def test_the_cost_limit_is_kept_before_a_file_is_sent(run_here, batch_server, files):
    status, _, err = run_here(*files, "--batch", "--max-cost", "0.0001")
    assert (status, batch_server.uploads, batch_server.requests) == (2, [], [])
    assert re.search(r"12 questions could cost \$0\.\d{4} and pass the limit of \$0\.0001: \$0\.0000 are spent", err)
    assert run_here(*files, "--batch", "--max-cost", "10")[0] == 0


def test_keys_are_in_no_file_and_no_output(run_here, batch_server, files, monkeypatch):
    batch_server.fault = lambda body: error(401, f"Incorrect API key provided: {KEY}")
    _, out, err = run_here(*files, "--batch")
    store = b"".join(path.read_bytes() for path in Path(os.environ["SUMMARIZER_CACHE"]).iterdir())
    assert "Incorrect API key provided: [key]" in err
    for text in (out.encode(), err.encode(), store, *batch_server.uploads):
        assert KEY.encode() not in text
    batch_server.before = lambda method, path: error(401, f"Incorrect API key provided: {KEY}")
    monkeypatch.setenv("SUMMARIZER_CACHE", os.environ["SUMMARIZER_CACHE"] + "-other")
    status, _, err = run_here(*files, "--batch")
    assert status == 2
    assert "refused the key" in err
    assert KEY not in err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["-m", "anthropic/claude-sonnet-4-5"], "There is no Batch API for 'anthropic/claude-sonnet-4-5'"),
        (["--no-cache"], "A batch fills the cache, which is switched off. Leave out --batch or --no-cache"),
    ],
)
def test_without_a_batch_api_or_a_cache_it_is_wrong_usage(run_here, batch_server, files, args, says):
    status, out, err = run_here(*files, "--batch", *args)
    assert (status, out, batch_server.calls) == (2, "", [])
    assert says in err


def test_a_server_without_a_batch_api_is_said(run_here, batch_server, files):
    batch_server.before = lambda method, path: error(404) if path != "/chat/completions" else None
    for _ in range(2):  # also when a batch was noted that was never made
        status, _, err = run_here(*files, "--batch")
        assert (status, batch_server.requests) == (2, [])
        assert "has no Batch API. Run it without --batch" in err


def test_one_article_can_be_asked_in_a_batch_too(run_here, batch_server, files):
    status, out, _ = run_here("a.txt", "--batch")
    assert (status, json.loads(out)["article"]["id"], batch_server.requests) == (0, "a", [])


def test_articles_that_the_output_has_are_not_asked_about(run_here, batch_server, files, tmp_path):
    assert run_here(*files[:2], "-s", "people", "--batch", "-o", "out.jsonl")[0] == 0
    status, _, err = run_here(*files, "missing.txt", "-s", "people", "--batch", "-o", "out.jsonl")
    assert status == 1
    assert "out.jsonl already held the digests of 2 of these articles" in err
    assert [len(data.splitlines()) for data in batch_server.uploads] == [2, 1]
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [line["article"]["id"] for line in found] == ["a", "b", "c", "missing.txt"]


def test_the_same_article_twice_is_asked_about_once(run_here, batch_server, files):
    status, out, _ = run_here("a.txt", "a.txt", "-s", "people", "--batch")
    assert (status, len(out.splitlines()), [len(data.splitlines()) for data in batch_server.uploads]) == (0, 2, [1])


def test_python_code_can_ask_in_a_batch_of_sources_that_can_be_read_once(batch_server, caplog):
    caplog.set_level(logging.INFO, logger="summarizer")
    sources = (Article(id=name, text=text) for name, text in (("a", TEXT), ("b", " "), ("c", TEXT + " More.")))

    async def collect():
        return [result async for result in asummarize_many(sources, sections=["people"], batch=True, ordered=True)]

    a, b, c = asyncio.run(collect())
    assert (type(a), type(b), type(c)) == (Digest, Failure, Digest)
    assert (a.article.id, b.source.id, c.people[0].name) == ("a", "b", "Ann Lee")
    assert batch_server.requests == []
    assert "submitted 2 questions in 1 batch; 0 done" in caplog.text


def test_a_fault_of_our_own_while_reading_is_a_failure_of_that_article(batch_server, monkeypatch):
    def broken(source, published):
        if source.id == "b":
            raise ValueError("min() arg is an empty sequence")
        return source

    monkeypatch.setattr("summarizer.batch.read", broken)

    async def collect():
        sources = [Article(id=name, text=TEXT) for name in "ab"]
        return [result async for result in asummarize_many(sources, sections=["people"], batch=True, ordered=True)]

    a, b = asyncio.run(collect())
    assert (type(a), type(b.error)) == (Digest, InternalError)
    assert "min() arg is an empty sequence" in b.error.message
    assert b.error.hint == "Please report it"


def test_a_cache_that_can_not_be_used_is_an_error(run_here, batch_server, files, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "file" / "cache"))
    status, _, err = run_here(*files, "--batch")
    assert (status, batch_server.calls) == (2, [])
    assert "can't be used" in err


def test_a_disk_without_room_for_the_articles_is_said(run_here, batch_server, files, monkeypatch):
    monkeypatch.setattr("summarizer.spool.pickle.dumps", lambda _: bytes(10_000))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        status, _, err = run_here(*files, "-s", "people", "--batch")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (status, batch_server.requests) == (2, [])
    assert "The articles can't be written to " in err
    assert "Set TMPDIR to a folder with room for them" in err
