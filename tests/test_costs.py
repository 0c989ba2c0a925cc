"""What requests cost: US dollars by the table of prices, or nothing known."""

import json

import pytest
from fake_server import FakeServer, completion, in_turn
from scripted import REPLIES, TEXT

from summarizer import summarize
from summarizer.costs import cost
from summarizer.digest import Usage
from summarizer.meter import Meter

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
MILLION = 1_000_000


@pytest.mark.parametrize(
    "model",
    ["openai/gpt-5-mini", "anthropic/claude-sonnet-4-5", "google/gemini-2.5-flash", "azure_openai/gpt-5-mini"],
)
def test_known_models_have_a_price_and_tokens_from_the_providers_cache_are_cheaper(model):
    usage = Usage(input_tokens=MILLION, output_tokens=1000)
    assert 0 < cost(model, usage.model_copy(update={"cached_tokens": MILLION})) < cost(model, usage)


def test_the_price_is_that_of_the_provider():
    assert cost("openai/gpt-4o-mini", Usage(input_tokens=MILLION, output_tokens=MILLION)) == pytest.approx(0.75)


@pytest.mark.parametrize("model", ["openai/my-own", "nobody/gpt-5-mini", "local", "local/x.gguf", "ollama/llama3.2"])
def test_where_no_price_is_known_the_cost_is_not_zero(model):
    assert cost(model, Usage(input_tokens=MILLION, output_tokens=MILLION)) is None


def test_more_tokens_from_the_providers_cache_than_tokens_are_no_error():
    assert cost("openai/gpt-5-mini", Usage(input_tokens=10, cached_tokens=20, output_tokens=0)) > 0


def test_one_reply_of_unknown_cost_makes_the_sum_unknown():
    meter, other = Meter(), Meter()
    meter.answer(Usage(input_tokens=1), 0.5)
    meter.answer(Usage(input_tokens=1), 0.25)
    assert (meter.cost_usd, meter.spent_usd) == (0.75, 0.75)
    other.answer(Usage(input_tokens=1), None)
    meter.add(other)
    assert (meter.cost_usd, meter.spent_usd, meter.usage.input_tokens) == (None, None, 3)


def test_a_digest_says_what_it_cost(in_use):
    expected = cost("openai/gpt-5-mini", Usage(input_tokens=100, cached_tokens=50, output_tokens=10))
    assert summarize(TEXT, model="openai/gpt-5-mini", sections=["people"]).run.cost_usd == pytest.approx(expected)


def test_a_digest_of_unknown_cost_says_null(in_use):
    assert '"cost_usd":null' in summarize(TEXT, sections=["people"]).model_dump_json()


def test_replies_that_were_not_valid_are_paid_too(in_use, monkeypatch):
    once = summarize(TEXT, model="openai/gpt-5-mini", sections=["people"], cache=False)
    wrong, good = completion('{"people": 1}', cached=50), completion(json.dumps(REPLIES["PeopleReply"]), cached=50)
    with FakeServer(in_turn(wrong, good)) as other:
        monkeypatch.setenv("OPENAI_BASE_URL", other.url)
        twice = summarize(TEXT, model="openai/gpt-5-mini", sections=["people"])
    assert twice.run.cost_usd == pytest.approx(2 * once.run.cost_usd)
