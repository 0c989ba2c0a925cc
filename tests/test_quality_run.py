"""The whole command: real processes, a scripted server, results that are kept and gone on with."""

import json
import time

import pytest
import yaml
from conftest import CASSETTES
from fake_server import FakeServer, Reply, completion, error
from test_quality_systems import ARTICLE, TEXT, facts

from benchmarks import score
from benchmarks.quality import __main__ as command
from benchmarks.quality import results, runner
from benchmarks.quality.systems import version
from benchmarks.quality.worker import work
from summarizer.client import Endpoint

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

GOLDS = [
    {"id": name, "title": "Lee resigns", "date": "2024-05-13", "text": f"{TEXT} {name}", "gold": {}} for name in "ab"
]
FACTS = facts().model_dump_json()


@pytest.fixture
def run(tmp_path, capsys):
    """Run instructor on two articles; gives the exit status, what was printed, and the results."""
    articles, output = tmp_path / "articles.jsonl", tmp_path / "out" / "results.jsonl"
    articles.write_text("".join(json.dumps(gold) + "\n" for gold in GOLDS))

    def start(script, *options):
        with FakeServer(script) as server:
            arguments = ["run", "-o", str(output), "--articles", str(articles), "--systems", "instructor"]
            status = command.main([*arguments, "--base-url", server.url, "--model", "m", *options])
        return status, capsys.readouterr(), results.read(output)

    start.output, start.articles = output, articles
    return start


def answer(request):
    return completion(FACTS)


def refuse_b(request):
    return error(400, "no b") if request["messages"][-1]["content"].endswith("b") else completion(FACTS)


def never(request):
    raise AssertionError("nothing is left to ask")


def test_every_article_has_a_line_with_its_digest_and_what_it_took(run):
    status, printed, found = run(answer)
    assert 0 == status
    [this] = found.runs
    expected = ("m", ["instructor"], "articles.jsonl", ["a", "b"], 600)
    assert expected == (this["model"], list(this["systems"]), this["articles"], this["ids"], this["limit"])
    assert this["command"].startswith("python -m benchmarks.quality run -o")
    assert [("instructor", "a", 1, 100, 10), ("instructor", "b", 1, 100, 10)] == [
        (o["system"], o["id"], o["requests"], o["input_tokens"], o["output_tokens"]) for o in found.outcomes
    ]
    assert "Lee goes" == found.outcomes[0]["digest"]["summary"]["headline"]
    assert "| valid         |      1.000 |" in printed.out
    assert "| output tokens |         10 |" in printed.out
    assert "a  instructor  " in printed.err


def test_a_failure_is_a_result_with_its_reason(run):
    status, printed, found = run(refuse_b)
    assert 0 == status
    assert ["digest", "error"] == [next(key for key in ("digest", "error") if key in o) for o in found.outcomes]
    assert "no b" in found.outcomes[1]["error"]
    assert "| valid         |      0.500 |" in printed.out
    assert "- instructor failed on b: InstructorRetryException" in printed.out


def test_a_run_goes_on_with_what_is_missing(run):
    run(answer, "--only", "b")
    _, _, found = run(lambda request: completion(FACTS) if "a" == request["messages"][-1]["content"][-1] else never(0))
    assert ["b", "a"] == [outcome["id"] for outcome in found.outcomes]
    before = run.output.read_text()
    status, printed, _ = run(never)
    assert (0, before) == (status, run.output.read_text())
    assert "| valid         |      1.000 |" in printed.out


@pytest.fixture
def begun(run):
    """The results file of a run that was stopped before its first article."""
    this = results.run("m", {"instructor": version("instructor")}, run.articles, ["a"], 600, "…")
    results.append(run.output, {"run": this})
    return run.output


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("--model", "other", "model 'm', not 'other'. Use another -o"),
        ("--limit", "5", "limit 600, not 5.0"),
        ("--systems", "nobody", "There is no system 'nobody'"),
        ("--only", "c", "There is no article c. Choose from: a, b"),
        ("--articles", "missing.jsonl", "There is no file missing.jsonl"),
    ],
)
def test_what_can_not_be_put_beside_the_results_is_wrong_usage(run, begun, option, value, expected):
    before = begun.read_text()
    status, printed, _ = run(never, option, value)
    assert (2, before) == (status, begun.read_text())
    assert expected in printed.err


def test_another_version_is_not_mixed_with_what_is_there(run, begun):
    begun.write_text(begun.read_text().replace(version("instructor"), "0.1"))
    status, printed, _ = run(never)
    assert 2 == status
    assert f"has results of instructor 0.1, not {version('instructor')}" in printed.err


def test_a_line_that_was_cut_off_is_named(begun, capsys):
    begun.write_text(begun.read_text() + '{"system": "instr')
    assert 2 == command.main(["table", str(begun)])
    assert f"Line 2 of {begun} is no JSON" in capsys.readouterr().err


def test_an_article_that_takes_too_long_failed(run):
    def hang(request):
        time.sleep(1)
        return completion(FACTS)

    _, _, found = run(hang, "--limit", "0.2", "--only", "a")
    assert ["not done after 0.2 seconds"] == [outcome["error"] for outcome in found.outcomes]


def test_a_process_that_dies_failed():
    outcome = work("nobody", ARTICLE, Endpoint("http://127.0.0.1:9/v1", "none", "m"), limit=10)
    assert (None, "the process ended with status 1") == (outcome.digest, outcome.error)


def test_an_answer_without_a_question_is_no_measurement(monkeypatch):
    from benchmarks.quality.meter import Meter
    from benchmarks.quality.worker import Outcome

    monkeypatch.setattr(runner, "work", lambda *arguments, limit: Outcome({"people": []}, None, 0.1))
    with Meter(Endpoint("http://127.0.0.1:9/v1", "none", "m")) as meter:
        assert "without asking" in runner.measure(GOLDS[0], "summarizer", meter, limit=1)["error"]


def test_the_project_itself_runs_through_the_same_server(tmp_path, capsys):
    """Its recorded replies, by the question that they answer, give a digest with everything but the article's text."""
    recorded = yaml.safe_load((CASSETTES / "asylum.yaml").read_text())["interactions"]

    def question(request):
        return request["messages"][-1]["content"].partition("# Question")[2]

    replies = {question(i["request"]["body"]): Reply(body=i["response"]["body"]) for i in recorded}
    output = tmp_path / "results.jsonl"
    with FakeServer(lambda request: replies[question(request)]) as server:
        arguments = ["run", "-o", str(output), "--systems", "summarizer", "--only", "GUM_news_asylum", "--limit", "30"]
        assert 0 == command.main([*arguments, "--base-url", server.url, "--model", "m"])
        assert {"m"} == {request["model"] for request in server.requests}
    [outcome] = results.read(output).outcomes
    digest = outcome["digest"]
    assert outcome["output_tokens"] == digest["run"]["usage"]["output_tokens"]
    assert ("GUM_news_asylum", False) == (digest["article"]["id"], "text" in digest["article"])
    assert digest["timeline"]
    gold = next(gold for gold in score.lines_of(score.GOLD) if gold["id"] == "GUM_news_asylum")
    assert score.score([gold], [digest])["spans_exact"] == 1
    assert "| grounded      |      1.000 |" in capsys.readouterr().out
