"""A run over many articles ends where it is no use to go on, or where it would cost too much."""

import json
import threading

import pytest
from fake_server import FakeServer, completion, error
from scripted import TEXT, scripted

from summarizer import Article, Digest, summarize_many
from summarizer.costs import cost
from summarizer.digest import Usage
from summarizer.errors import ModelError, StoppedError, UsageError
from summarizer.run_monitor import IN_A_ROW

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
MODEL = "openai/gpt-5-mini"
ONE = cost(MODEL, Usage(input_tokens=100, cached_tokens=50, output_tokens=10))
"""US dollars of one scripted reply."""


@pytest.fixture
def forty(tmp_path):
    lines = [json.dumps({"id": f"a{n}", "text": f"{TEXT} This is {n}."}) for n in range(40)]
    (tmp_path / "forty.jsonl").write_text("\n".join(lines) + "\n")
    return ("forty.jsonl", "-s", "people", "-o", "out.jsonl")


def lines(tmp_path):
    path = tmp_path / "out.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (error(401), "openai refused the key (401): no. Set OPENAI_API_KEY to a valid key for this model"),
        (error(403), "openai refused the key (403): no. Set OPENAI_API_KEY to a valid key for this model"),
        (error(404), "knows no model 'openai/scripted' (404): no. Check the name after the first slash"),
        (error(429, code="insufficient_quota"), "quota of this openai account is used up (429): no. Add credit there"),
    ],
)
def test_what_would_fail_every_article_ends_the_run_at_once_with_one_message(
    run_here, server, forty, tmp_path, reply, says
):
    server.instead["PeopleReply"] = reply
    status, out, err = run_here(*forty, "-j", "4")
    assert (status, out, lines(tmp_path)) == (2, "", [])
    assert len(server.requests) <= 4
    [message] = err.splitlines()
    assert message.startswith("summarizer: The run stopped: ")
    assert says in message
    assert message.endswith(". 40 of 40 articles are left: the same command goes on with them")


def refused_after(count):
    """A script that answers so many questions, and then refuses the key."""
    left = threading.Semaphore(count)
    return lambda request: scripted(request) if left.acquire(blocking=False) else error(401)


def test_a_key_that_is_refused_in_the_midst_leaves_what_was_done(run_here, forty, tmp_path, monkeypatch):
    with FakeServer(refused_after(10)) as other:
        monkeypatch.setenv("OPENAI_BASE_URL", other.url)
        status, _, err = run_here(*forty, "-j", "4")
    assert (status, len(lines(tmp_path)), len(other.requests) <= 14) == (1, 10, True)
    message, total = err.splitlines()
    assert "30 of 40 articles are left" in message
    assert total.startswith("summarizer: 10 digests; 1,000 tokens in")


def test_a_server_that_is_down_is_given_up_after_a_few_articles(run_here, server, forty, tmp_path, monkeypatch):
    monkeypatch.setattr("summarizer.transport._pause", lambda state: 0)
    server.instead["PeopleReply"] = error(503)
    status, _, err = run_here(*forty, "-j", "4")
    failed = len(lines(tmp_path))
    assert status == 2
    assert IN_A_ROW <= failed <= IN_A_ROW + 3
    assert f"The run stopped: {server.url}/ still fails" in err
    assert f"{40 - failed} of 40 articles are left" in err
    server.instead.clear()
    assert run_here(*forty)[0] == 0
    assert [line["article"]["id"] for line in lines(tmp_path)] == [f"a{n}" for n in range(40)]


def test_articles_that_fail_for_reasons_of_their_own_end_no_run(run_here, server, forty, tmp_path):
    server.instead["PeopleReply"] = completion("{}")
    status, _, err = run_here(*forty, "-j", "4")
    assert (status, len(lines(tmp_path))) == (1, 40)
    assert "0 digests, 40 failed" in err.splitlines()[-1]


@pytest.mark.parametrize("jobs", ["1", "8"])
def test_a_run_ends_before_it_costs_too_much_and_goes_on_later(run_here, server, forty, tmp_path, jobs):
    limit = 12 * ONE + cost(MODEL, Usage(input_tokens=4 * 1600, output_tokens=4 * 800))
    command = (*forty, "-m", MODEL, "-j", jobs, "--max-cost", f"{limit:.6f}")
    status, _, err = run_here(*command)
    done = lines(tmp_path)
    assert status == 1
    assert 10 <= len(done) < 40
    assert sum(line["run"]["cost_usd"] for line in done) <= limit
    assert len(server.requests) == len(done)
    assert "The next article could pass the limit of $0.0" in err
    assert f"{40 - len(done)} of 40 articles are left: the same command goes on with them" in err
    assert run_here(*forty, "-m", MODEL)[0] == 0
    assert (len(lines(tmp_path)), len(server.requests)) == (40, 40)


def test_a_limit_too_low_for_one_article_sends_nothing(run_here, server, forty):
    status, _, err = run_here(*forty, "-m", MODEL, "--max-cost", "0.000001")
    assert (status, server.requests) == (2, [])
    assert "$0.0000 are spent. Give a higher limit. 40 of 40 articles are left" in err


def test_one_article_has_its_limit_too(run_here, server):
    status, out, err = run_here("a.txt", "-m", MODEL, "--max-cost", "0.000001")
    assert (status, out, server.requests) == (2, "", [])
    assert "could pass the limit" in err


@pytest.mark.parametrize("model", ["openai/my-own", "ollama/llama3.2"])
def test_a_limit_of_unknown_prices_is_wrong_usage(run_here, server, forty, model):
    status, _, err = run_here(*forty, "-m", model, "--max-cost", "1")
    assert (status, server.requests) == (2, [])
    assert err == f"summarizer: The price of {model} is not known: its cost can't be limited. Leave the limit out\n"


def test_in_python_the_results_come_first_and_then_the_reason(in_use, monkeypatch):
    articles = [Article(id=str(n), text=f"{TEXT} {n}.") for n in range(20)]
    with FakeServer(refused_after(5)) as other:
        monkeypatch.setenv("OPENAI_BASE_URL", other.url)
        results = summarize_many(articles, sections=["people"], concurrency=2)
        assert [type(next(results)) for _ in range(5)] == [Digest] * 5
        with pytest.raises(StoppedError, match="refused the key") as stopped:
            next(results)
    assert isinstance(stopped.value.__cause__, ModelError)


def test_in_python_a_limit_of_unknown_prices_is_wrong_usage(in_use):
    with pytest.raises(UsageError, match="price of openai/scripted is not known"):
        list(summarize_many([Article(text=TEXT)], max_cost=1.0))
