"""Requests that fail on the way."""

import asyncio
import datetime
import email.utils
import ssl

import pytest
from fake_server import FakeServer, Reply, completion, error, in_turn
from pydantic import BaseModel

from summarizer import transport
from summarizer.errors import ArticleTooLongError, ModelError, ReplyError, UnavailableError
from summarizer.limits import Limiter
from summarizer.llm import LLM
from summarizer.meter import Meter

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
KEY = "sk-secret0123456789"
MESSAGES = [{"role": "user", "content": "What is it?"}]
GOOD = completion('{"word": "yes"}')


class Clock:
    """A clock that goes on when somebody sleeps."""

    def __init__(self):
        self.now = 0.0

    def time(self):
        return self.now

    async def sleep(self, seconds):
        self.now += seconds


class Word(BaseModel):
    word: str


@pytest.fixture(autouse=True)
def waits(monkeypatch):
    """The pauses between requests, in seconds, instead of the pauses themselves."""
    taken = []
    sleep = asyncio.sleep

    async def no_sleep(seconds):
        taken.append(seconds)
        await sleep(0)

    monkeypatch.setattr("summarizer.transport._sleep", no_sleep)
    return taken


def ask(monkeypatch, *replies, meter=None):
    """What a model at a server that gives `replies` in turn answers, and the requests that it got."""
    with FakeServer(in_turn(*replies)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)

        async def work():
            clock = Clock()
            llm = LLM("openai/scripted", limiter=Limiter(clock=clock.time, sleep=clock.sleep))
            try:
                return await llm.ask(MESSAGES, Word, max_tokens=50, meter=meter or Meter())
            finally:
                await llm.close()

        try:
            return asyncio.run(work()), server.requests
        except Exception as failure:
            failure.requests = server.requests
            raise


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 520, 524, 529])
def test_a_passing_fault_is_tried_again(monkeypatch, waits, status):
    reply, requests = ask(monkeypatch, error(status), error(status), GOOD)
    assert (reply.word, len(requests), len(waits)) == ("yes", 3, 2)


def test_a_dropped_connection_is_tried_again(monkeypatch):
    reply, requests = ask(monkeypatch, Reply(hang_up=True), GOOD)
    assert (reply.word, len(requests)) == ("yes", 2)


def test_a_reply_with_nothing_in_it_is_tried_again(monkeypatch):
    reply, requests = ask(monkeypatch, Reply(body={"error": {"message": "busy"}}), GOOD)
    assert (reply.word, len(requests)) == ("yes", 2)


def test_every_request_and_its_tokens_are_counted(monkeypatch):
    meter = Meter()
    ask(monkeypatch, error(503), completion('{"wrong": 1}'), completion('{"word": "yes"}', cached=60), meter=meter)
    counts = meter.usage
    assert (meter.attempts, counts.input_tokens, counts.cached_tokens, counts.output_tokens) == (3, 200, 60, 20)


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ({"retry-after": "7"}, 7, 8),
        ({"retry-after-ms": "2500"}, 2.5, 3.5),
        ({"retry-after": "nonsense"}, 0, 30),
        ({"retry-after": "Mon, 01 Jan 99999999999 00:00:00 GMT"}, 0, 30),
        ({"retry-after": "Mon, 01 Jan 0001 00:00:00 GMT"}, 0, 1),
        ({"retry-after-ms": "nan"}, 0, 1),
    ],
)
def test_the_server_says_when_to_come_back(monkeypatch, waits, header, least, most):
    ask(monkeypatch, error(429, headers=header), GOOD)
    assert least <= waits[0] <= most


def test_the_server_may_say_it_as_a_date(monkeypatch, waits):
    at = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=20)
    ask(monkeypatch, error(503, headers={"retry-after": email.utils.format_datetime(at)}), GOOD)
    assert 17 <= waits[0] <= 21


def test_a_server_that_wants_a_long_pause_is_left_alone(monkeypatch):
    with pytest.raises(ModelError, match="asks for a pause of 3600 seconds") as caught:
        ask(monkeypatch, error(429, headers={"retry-after": "3600"}), GOOD)
    assert len(caught.value.requests) == 1


def test_no_question_waits_for_a_server_that_wants_a_long_pause(monkeypatch):
    async def work():
        llm = LLM("openai/scripted")
        for _ in range(2):
            with pytest.raises(UnavailableError, match="3600 seconds"):
                await llm.ask(MESSAGES, Word, max_tokens=50, meter=Meter())
        await llm.close()

    with FakeServer(in_turn(error(429, headers={"retry-after": "3600"}))) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        asyncio.run(asyncio.wait_for(work(), 60))
    assert len(server.requests) == 1


def test_a_pause_without_end_is_told_in_few_words(monkeypatch):
    with pytest.raises(UnavailableError, match="asks for a pause of more than a day"):
        ask(monkeypatch, error(429, headers={"retry-after-ms": "9" * 300}))


def test_the_server_may_forbid_or_demand_another_try(monkeypatch):
    with pytest.raises(ModelError) as caught:
        ask(monkeypatch, error(503, headers={"x-should-retry": "false"}), GOOD)
    assert len(caught.value.requests) == 1
    _, requests = ask(monkeypatch, error(400, headers={"x-should-retry": "true"}), GOOD)
    assert len(requests) == 2


def test_tries_are_bounded(monkeypatch):
    with pytest.raises(ModelError, match=f"after {transport.ATTEMPTS} tries") as caught:
        ask(monkeypatch, error(503))
    assert len(caught.value.requests) == transport.ATTEMPTS


@pytest.mark.parametrize(
    ("reply", "kind", "says"),
    [
        (error(401, f"Incorrect API key provided: {KEY}"), ModelError, "Set OPENAI_API_KEY"),
        (error(403), ModelError, "Set OPENAI_API_KEY"),
        (error(404), ModelError, "knows no model 'openai/scripted'"),
        (error(429, code="insufficient_quota"), ModelError, "quota"),
        (error(400, "maximum context length", code="context_length_exceeded"), ArticleTooLongError, "--context"),
        (error(400, "needs 40030 tokens", type="exceed_context_size_error"), ArticleTooLongError, "40030"),
        (error(400, f"bad schema for {KEY}"), ModelError, r"refused the request \(400\): bad schema for \[key\]"),
    ],
)
def test_a_lasting_fault_fails_at_once_and_says_what_to_do(monkeypatch, reply, kind, says):
    with pytest.raises(kind, match=says) as caught:
        ask(monkeypatch, reply, GOOD)
    assert len(caught.value.requests) == 1
    assert KEY not in str(caught.value)


class RefusedError(Exception):
    """An error as an SDK raises it: a status, and the body that the server sent."""

    def __init__(self, status_code, body):
        super().__init__()
        self.status_code, self.body = status_code, body


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("too many fields", "too many fields"),
        ({"error": {"message": "too many fields"}}, "too many fields"),
        ({"message": "too many fields"}, "too many fields"),
        ({"error": "too many fields"}, "too many fields"),
        ("\n<html><p>Bad Request</p></html>", "RefusedError"),  # a page is no message: the kind of error stands for it
        (None, "RefusedError"),
    ],
)
def test_what_the_server_says_is_told_whatever_the_form_of_its_error(body, said):
    told = transport.explain(RefusedError(400, body), "openai/scripted", "http://a")
    assert told.message == f"http://a refused the request (400): {said}"


@pytest.mark.parametrize("cause", [ConnectionRefusedError("refused"), type("TransportError", (Exception,), {})("cut")])
def test_connections_that_break_are_tried_again_whoever_reports_them(cause):
    error = RuntimeError("no answer")
    error.__cause__ = cause
    assert transport.is_transient(error)
    assert transport.explain(error, "openai/scripted", "http://a").message == f"No answer from http://a ({cause})"
    assert not transport.is_transient(RuntimeError("no answer"))


def test_a_certificate_that_is_not_valid_is_tried_once():
    error = ConnectionError("no answer")
    error.__cause__ = ssl.SSLCertVerificationError(1, "self-signed certificate")
    assert not transport.is_transient(error)
    assert "sent to https://a (self-signed" in transport.explain(error, "openai/scripted", "https://a").message


def test_a_dead_endpoint_is_named(monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with pytest.raises(ModelError, match=r"No answer from http://127\.0\.0\.1:9/v1/ \([^()]*[Cc]onnect"):
        asyncio.run(LLM("openai/scripted").ask(MESSAGES, Word, max_tokens=50, meter=Meter()))


def test_a_reply_that_does_not_fit_is_asked_again_with_what_was_wrong(monkeypatch):
    reply, requests = ask(monkeypatch, completion('{"wrong": 1}'), GOOD)
    assert reply.word == "yes"
    assert requests[0]["messages"] == MESSAGES
    assert "Field required" in requests[1]["messages"][-1]["content"]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed_and_nothing_goes_to_another_host(monkeypatch, status):
    with FakeServer(in_turn(GOOD)) as other:
        elsewhere = Reply(status, {}, {"location": f"{other.url}/chat/completions"})
        with pytest.raises(UnavailableError, match=rf"redirects .* \({status}\).* Set OPENAI_BASE_URL") as caught:
            ask(monkeypatch, elsewhere)
    assert len(caught.value.requests) == 1
    assert other.paths == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b"[" * 100_000),
        Reply(200, b'{"id": %s}' % (b"9" * 100_000)),
        Reply(200, {**GOOD.body, "_fields_set": 5}),
        GOOD._replace(headers={"content-encoding": "gzip"}),
        GOOD._replace(headers={"content-encoding": ", ".join(["gzip"] * 100)}),
    ],
)
def test_an_answer_that_no_parser_can_read_is_tried_again(monkeypatch, reply):
    answer, requests = ask(monkeypatch, reply, GOOD)
    assert (answer.word, len(requests)) == ("yes", 2)
    with pytest.raises(UnavailableError, match="sent a broken answer, 6 times"):
        ask(monkeypatch, reply)


def test_a_reply_in_parts_is_put_together(monkeypatch):
    texts = [{"type": "text", "text": text} for text in ('{"word": ', '"yes"}')]
    reply, requests = ask(monkeypatch, completion([{"type": "thinking", "thinking": []}, *texts]))
    assert (reply.word, len(requests)) == ("yes", 1)


def test_the_tokens_of_an_answer_without_a_reply_are_counted(monkeypatch):
    meter = Meter()
    ask(monkeypatch, Reply(200, {**GOOD.body, "choices": []}), completion({"a": 1}), GOOD, meter=meter)
    assert (meter.attempts, meter.usage.input_tokens) == (3, 300)


def test_what_can_not_be_sent_is_tried_once(monkeypatch):
    monkeypatch.setenv("OPENAI_ORG_ID", "two\nlines")
    meter = Meter()
    with pytest.raises(UnavailableError, match=r"No request can be sent .* in the environment"):
        ask(monkeypatch, GOOD, meter=meter)
    assert meter.attempts == 1


def test_an_error_has_no_characters_that_control_a_terminal(monkeypatch):
    with pytest.raises(UnavailableError, match=r"refused the request \(400\): a ]0;b c\."):
        ask(monkeypatch, error(400, "a\x1b]0;b\x07\u202e\r\nc"))


def test_a_reply_that_never_fits_is_an_error_without_the_reply_in_it(monkeypatch):
    with pytest.raises(ReplyError, match="word: Field required") as caught:
        ask(monkeypatch, completion('{"wrong": "something private"}'))
    assert len(caught.value.requests) == 2
    assert "private" not in str(caught.value)


def test_a_reply_that_does_not_end_is_asked_again_once(monkeypatch):
    unfinished = completion('{"word": "yes yes yes', finish_reason="length")
    reply, requests = ask(monkeypatch, unfinished, GOOD)
    assert (reply.word, len(requests)) == ("yes", 2)
    assert requests[0] == requests[1]  # half a reply is no help
    with pytest.raises(ReplyError, match="did not end") as caught:
        ask(monkeypatch, unfinished)
    assert len(caught.value.requests) == 2
