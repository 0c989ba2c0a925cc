"""Servers that break or lie: what each fault costs, what it is told as, and what it leaves whole."""

import asyncio
import functools
import itertools
import json
import re
import time

import pytest
from fake_server import Reply, completion
from scripted import TEXT

from benchmarks import page
from benchmarks.faults import __main__ as command
from benchmarks.faults import kinds
from benchmarks.faults.each import KEY, QUESTION, Clock, Word, lasting, once, outcome
from benchmarks.faults.kinds import FAULTS
from benchmarks.faults.many import many
from summarizer import errors, responses
from summarizer.batch import Failure
from summarizer.errors import UnavailableError
from summarizer.llm import LLM
from summarizer.meter import Meter
from summarizer.pipeline import asummarize

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

GOOD = completion(kinds.GOOD)
LASTING = [fault for fault in FAULTS if fault.lasting]


def named(faults):
    return pytest.mark.parametrize("fault", faults, ids=lambda fault: fault.name)


@functools.cache
def of_lasting(name, streams):
    [fault] = [fault for fault in FAULTS if fault.name == name]
    return asyncio.run(lasting(fault, streams=streams))


@named(FAULTS)
def test_a_fault_that_passes_costs_a_request_or_fails_at_once(fault):
    found = asyncio.run(once(fault))
    assert found.meter.attempts == len(found.requests)
    if fault.once is None:
        assert (type(found.error).__name__, len(found.requests)) == (fault.lasting[0], 1)
    else:
        assert found.reply.model_dump_json() == kinds.GOOD.replace(" ", "")
        assert len(found.requests) == fault.once or (fault.is_slow and len(found.requests) > fault.once)


def test_a_server_that_says_when_to_come_again_is_asked_then_and_one_that_does_not_ever_later():
    """Of a lone question: 1, 2, 4, 8 and 16 seconds, each with up to a second of jitter, or two seconds each time."""
    told, silent = (next(fault for fault in FAULTS if fault.name == name) for name in ("429, Retry-After: 2", "429"))
    assert 2 <= asyncio.run(once(told)).seconds < 4
    assert 1 <= asyncio.run(once(silent)).seconds < 3
    assert 5 * 2 <= of_lasting(told.name, streams=False).seconds < 20
    assert 1 + 2 + 4 + 8 + 16 <= of_lasting(silent.name, streams=False).seconds < 60


@named(LASTING)
@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_a_fault_that_lasts_is_told_with_what_to_do_after_a_bounded_number_of_requests(fault, streams):
    kind, says, requests = fault.lasting
    found = of_lasting(fault.name, streams)
    assert type(found.error) is getattr(errors, kind)
    assert says in str(found.error)
    assert found.error.hint
    assert "()" not in str(found.error)  # a cause without words is named by its type
    assert len(str(found.error)) < 600
    assert found.meter.attempts == len(found.requests) == requests


@named(LASTING)
def test_a_fault_is_told_in_the_same_words_with_and_without_a_stream(fault):
    plain, streamed = of_lasting(fault.name, False), of_lasting(fault.name, True)
    port = re.compile(r":\d+/")
    assert port.sub("/", str(plain.error)) == port.sub("/", str(streamed.error))
    assert plain.meter.usage == streamed.meter.usage


def test_the_tokens_of_replies_that_were_of_no_use_are_counted():
    for name, tokens in (("wrong types", 200), ("ends at the output limit", 200), ("refusal", 100), ("401", 0)):
        assert of_lasting(name, False).meter.usage.input_tokens == tokens
    # The usage of a reply that is too long is known, that of an answer that was cut off is not.
    assert of_lasting("a string of 1 MB", True).meter.usage.input_tokens == 100
    assert of_lasting("300 MB of a body", False).meter.usage.input_tokens == 0


def test_measuring_one_fault_changes_its_row_alone(tmp_path, monkeypatch):
    rows = ["| fault | once |", "| --- | --- |", "| 402 | old |", "| 429 | kept |"]
    path = tmp_path / "faults.md"
    path.write_text("\n".join(["Above", "<!-- faults -->", *rows, "<!-- /faults -->", "Below"]))
    monkeypatch.setattr(page, "PAGE", path)
    monkeypatch.setattr("sys.argv", ["faults", "--articles", "0", "--only", "402", "403"])
    command.main()
    above, begin, _, _, changed, kept, new, *below = path.read_text().splitlines()
    assert (above, begin, kept, below) == ("Above", "<!-- faults -->", rows[3], ["<!-- /faults -->", "Below"])
    assert changed.startswith("| 402 | ModelError: The quota")
    assert new.startswith("| 403 | ModelError: openai refused the key (403)")


def test_an_endpoint_that_does_not_listen_is_named(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("summarizer.transport._sleep", clock.sleep)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    meter = Meter()
    with pytest.raises(UnavailableError, match=r"No answer from http://127\.0\.0\.1:9/v1/ \(.+\)\. Check that"):
        asyncio.run(LLM("openai/scripted").ask(QUESTION, Word, max_tokens=50, meter=meter))
    assert meter.attempts == kinds.TRIES


def digest_of(**settings):
    return asyncio.run(asummarize(TEXT, **settings))


@named([fault for fault in LASTING if not fault.is_slow])
def test_a_section_that_fails_leaves_the_others(fault, in_use, no_pauses):
    whole = digest_of(cache=False)
    in_use.instead["TimelineReply"] = fault.reply
    digest = digest_of(cache=False)
    assert digest.timeline == []
    assert (digest.summary, digest.people, digest.claims) == (whole.summary, whole.people, whole.claims)
    [issue] = [issue for issue in digest.issues if issue.problem == "section-failed"]
    assert issue.section == "timeline"
    assert fault.lasting[1] in issue.detail or "The reply is not valid" in issue.detail


def test_silence_lasts_no_longer_than_the_deadline(in_use):
    in_use.instead["PeopleReply"] = completion("")._replace(spoil=lambda _: [600.0])
    started = time.monotonic()
    digest = digest_of(sections=["people", "summary"], deadline=3.0)
    assert time.monotonic() - started < 30
    assert digest.summary.headline
    assert [issue.section for issue in digest.issues if "deadline of 3 seconds" in issue.detail] == ["people"]


def test_of_a_long_reply_that_is_not_valid_only_the_beginning_is_sent_back():
    [_, request] = of_lasting("10,000 items of a wrong type", False).requests
    asked, *again = request["messages"]
    assert asked == QUESTION[0]
    assert [len(message["content"]) for message in again] == [responses.ECHO, responses.ECHO]


def test_ten_thousand_items_are_digested_in_seconds(in_use):
    points = [{"sentences": [1], "text": f"x{n}"} for n in range(10_000)]
    reply = {"headline": "Ann Lee resigned", "abstract": "Ann Lee resigned.", "key_points": points}
    in_use.instead["SummaryReply"] = completion(json.dumps(reply))
    started = time.process_time()
    digest = digest_of(sections=["summary"])
    assert time.process_time() - started < 60
    assert len(digest.summary.key_points) == 10_000


def test_many_articles_have_one_result_each_and_a_digest_where_they_could():
    run = asyncio.run(many(200, 32))
    assert run.faults > 200
    assert (run.missing(200), run.doubled(), run.harmed()) == ([], [], [])
    assert all(isinstance(run.results[number][0], Failure) for number in run.lasting)


def test_a_stream_of_a_server_that_does_not_stream_is_read_whole():
    body = json.dumps(GOOD.body).encode()
    found = asyncio.run(outcome(iter([Reply(200, body)]), streams=True))
    assert found.reply.model_dump_json() == kinds.GOOD.replace(" ", "")
    assert found.meter.usage.input_tokens == 100


@pytest.mark.parametrize("choices", [5, [5], [{"index": 0, "delta": {"content": ["yes"]}}]])
def test_a_stream_of_something_else_is_a_broken_answer(choices):
    event = f"data: {json.dumps({**completion('').body, 'choices': choices})}\n\n".encode()
    reply = Reply(200, event, {"content-type": "text/event-stream"})
    found = asyncio.run(outcome(itertools.chain([reply], itertools.repeat(GOOD)), streams=True))
    assert (found.reply.word, len(found.requests)) == ("yes", 2)
    found = asyncio.run(outcome(itertools.repeat(reply), streams=True))
    assert "sent a broken answer, 6 times" in str(found.error)


@pytest.mark.parametrize("tokens", [-5, 10**30, "many", None, [1]])
def test_a_server_that_lies_about_tokens_is_not_believed(tokens):
    usage = {"prompt_tokens": tokens, "completion_tokens": 10, "total_tokens": tokens}
    for streams in (False, True):
        reply = Reply(200, {**GOOD.body, "usage": usage})
        found = asyncio.run(outcome(iter([reply]), streams=streams))
        assert (found.meter.usage.input_tokens, found.meter.usage.output_tokens) == (0, 10)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"a": "</think>"}', '{"a": "</think>"}'),
        ('<think>{"a": 1}</think>\n{"a": 2}', '{"a": 2}'),
        ('```json\n{"a": {"b": 1}}\n```', '{"a": {"b": 1}}'),
        ("no JSON at all", "no JSON at all"),
        ('{"a": "\ud800"}', '{"a": "?"}'),
    ],
)
def test_the_json_object_is_found_in_a_reply(content, expected):
    assert responses.extract_json(content) == expected
