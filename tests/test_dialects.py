"""Each service has its own form of an answer: for a filter, a failure behind it, the tokens that it took."""

import asyncio
import datetime
import types

import pytest
from fake_server import FakeServer, Reply, completion, in_turn
from pydantic import BaseModel

from summarizer.digest import Usage
from summarizer.errors import ModelError, ReplyError, ReplyTooLongError, UnavailableError
from summarizer.limits import Limiter, parse_seconds
from summarizer.llm import LLM
from summarizer.meter import Meter
from summarizer.responses import check_completion, usage_of
from summarizer.run_monitor import RunMonitor

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
MESSAGES = [{"role": "user", "content": "Which word?"}]


class Word(BaseModel):
    """A reply."""

    word: str


def test_a_limit_may_come_back_at_a_time_since_1970():
    at = datetime.datetime.now(datetime.UTC).timestamp() + 1000
    assert 0 < parse_seconds(f"{at:.0f}") < 1001
    assert parse_seconds("1111111111") == 0


@pytest.mark.parametrize(("limit", "left"), [("-1", "-1"), ("60", "-1"), ("nan", "0"), ("0", "0")])
def test_a_limit_that_can_not_be_is_none(limit, left):
    async def work():
        limiter = Limiter(sleep=fail)
        headers = {"x-ratelimit-limit-requests": limit, "x-ratelimit-remaining-requests": left}
        for _ in range(20):
            limiter.accepted(await limiter.turn(100), headers, 110, 10)

    async def fail(seconds):
        raise AssertionError(f"waits {seconds}")

    asyncio.run(work())


def test_xai_is_told_how_it_can_be_asked(monkeypatch):
    monkeypatch.setenv("XAI_API_KEY", "none")
    with pytest.raises(ModelError, match=r"OPENAI_BASE_URL=https://api\.x\.ai/v1"):
        ask(LLM("xai/grok-4"))


def ask(llm, meter=None):
    async def work():
        try:
            return await llm.ask(MESSAGES, Word, max_tokens=50, meter=meter or Meter())
        finally:
            await llm.close()

    return asyncio.run(work())


@pytest.fixture
def llm(monkeypatch):
    """Makes a model of a server that gives these replies one after another, and the server."""

    async def no_sleep(seconds):
        pass

    monkeypatch.setattr("summarizer.transport._sleep", no_sleep)
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    servers = []

    def made(*replies, model="openai/scripted"):
        server = FakeServer(in_turn(*replies))
        servers.append(server.__enter__())
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", server.url.removesuffix("/v1"))
        return LLM(model), server

    yield made
    for server in servers:
        server.__exit__()


GOOD = completion('{"word": "yes"}')


@pytest.mark.parametrize(("version", "sent"), [(None, "2024-10-21"), ("2025-04-01-preview", "2025-04-01-preview")])
def test_azure_is_asked_with_a_version_that_takes_a_json_schema(llm, monkeypatch, version, sent):
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "none")
    if version:
        monkeypatch.setenv("OPENAI_API_VERSION", version)
    model, server = llm(GOOD, model="azure_openai/mine")
    assert ask(model).word == "yes"
    assert server.paths == [f"/openai/deployments/mine/chat/completions?api-version={sent}"]
    assert server.requests[0]["response_format"]["type"] == "json_schema"


def test_an_error_in_the_place_of_a_choice_is_that_of_the_provider_behind_the_server(llm):
    failed = Reply(
        200, {**GOOD.body, "choices": [{"message": {"content": ""}, "error": {"code": 502, "message": "gone"}}]}
    )
    model, server = llm(failed, GOOD)
    assert (ask(model).word, len(server.requests)) == ("yes", 2)
    model, _ = llm(failed)
    with pytest.raises(UnavailableError, match=r"\(502\) gone"):
        ask(model)


def test_a_package_that_the_providers_sdk_needs_is_named(llm, monkeypatch):
    from instructor.core import ConfigurationError

    async def fail(**_):
        raise ConfigurationError("The 'jsonref' package is required")

    monkeypatch.setattr("instructor.patch", lambda **_: fail)
    model, _ = llm(GOOD)
    with pytest.raises(ModelError, match="jsonref"):
        ask(model)


def test_what_instructor_can_not_read_is_asked_again_once(llm, monkeypatch):
    from instructor.core import InstructorRetryException

    calls = []

    async def fail(**_):
        calls.append(1)
        raise InstructorRetryException("no", n_attempts=1, total_usage=0) from TypeError("no parts")

    monkeypatch.setattr("instructor.patch", lambda **_: fail)
    model, _ = llm(GOOD)
    with pytest.raises(ReplyError, match="not valid: TypeError"):
        ask(model)
    assert len(calls) == 2


def part(**fields):
    return types.SimpleNamespace(**fields)


@pytest.mark.parametrize(
    ("reply", "kind", "says"),
    [
        (part(stop_reason="refusal", content=[]), ReplyError, "refuses to answer"),
        (part(candidates=[part(finish_reason=part(value="SAFETY"))]), ReplyError, "filter stopped the reply .SAFETY"),
        (part(candidates=None, prompt_feedback=part(block_reason="PROHIBITED_CONTENT")), ReplyError, "PROHIBITED_CONT"),
        (part(candidates=[part(finish_reason="MAX_TOKENS")]), ReplyTooLongError, "did not end"),
    ],
)
def test_a_reply_that_anthropic_or_google_withholds_is_not_asked_for_again(reply, kind, says):
    with pytest.raises(kind, match=says):
        check_completion(reply, "a/b", ())


def test_a_whole_reply_of_anthropic_or_google_is_taken():
    check_completion(part(stop_reason="tool_use", content=[]), "a/b", ())
    check_completion(part(candidates=[part(finish_reason=part(value="STOP"))], prompt_feedback=None), "a/b", ())


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        # OpenAI's thoughts are among the tokens of the reply, those of xAI and Google are not.
        (part(prompt_tokens=30, completion_tokens=100, total_tokens=130), (30, 0, 100)),
        (part(prompt_tokens=32, completion_tokens=9, total_tokens=135), (32, 0, 103)),
        (part(prompt_token_count=100, candidates_token_count=10, total_token_count=160), (100, 0, 60)),
        # Anthropic counts what its cache served apart, LiteLLM among the tokens of the question.
        (
            part(input_tokens=100, cache_read_input_tokens=30, cache_creation_input_tokens=50, output_tokens=7),
            (180, 30, 7),
        ),
        (
            part(prompt_tokens=180, cache_read_input_tokens=30, cache_creation_input_tokens=50, completion_tokens=7),
            (180, 30, 7),
        ),
        ({"inputTokens": 100, "outputTokens": 7, "totalTokens": 137, "cacheReadInputTokens": 30}, (130, 30, 7)),
        (part(prompt_tokens=100.0, completion_tokens=10.0, total_tokens=None), (100, 0, 10)),
    ],
)
def test_tokens_are_counted_as_each_service_charges_for_them(usage, expected):
    counted = usage_of(part(usage=usage))
    assert (counted.input_tokens, counted.cached_tokens, counted.output_tokens) == expected


def test_what_a_reply_cost_is_not_known_where_its_tokens_are_not(llm):
    meter = Meter()
    empty = Reply(200, {"error": {"message": "busy"}})
    model, _ = llm(empty, GOOD, model="openai/gpt-5-mini")
    ask(model, meter)
    assert meter.cost_usd > 0  # what was no reply cost nothing
    model, _ = llm(Reply(200, {**GOOD.body, "usage": None}), model="openai/gpt-5-mini")
    ask(model, meter)
    assert meter.cost_usd is None


def test_a_run_with_a_limit_of_cost_ends_where_a_cost_is_not_known():
    async def run(max_cost):
        monitor, meter = RunMonitor("openai/gpt-5-mini", 4, max_cost), Meter()
        meter.answer(Usage(), None)
        await monitor.end(object(), part(meter=meter, value=ReplyError("no")))
        return monitor.reason

    assert "does not tell the tokens" in str(asyncio.run(run(5.0)))
    assert asyncio.run(run(None)) is None
