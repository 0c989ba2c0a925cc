"""The benchmark of many articles, with few of them: its server, its limits, its figures."""

import asyncio
import contextlib
import json
import urllib.error
import urllib.request
from types import SimpleNamespace

import pytest

from benchmarks.limits import Bucket, Gate, Limits, Window, duration
from benchmarks.server import Connection, Model, mark, serving
from benchmarks.throughput import experiments
from benchmarks.throughput.__main__ import COLUMNS, line
from benchmarks.throughput.articles import articles, questions
from benchmarks.throughput.experiments import against_ideal, speed
from benchmarks.throughput.kills import kills, outcome
from benchmarks.throughput.worker import measured
from summarizer.sections import SECTIONS

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

ASKED = {"response_format": {"type": "json_schema", "json_schema": {"name": "PeopleReply"}}}


def request(prompt, **fields):
    return {"model": "scripted", "messages": [{"role": "user", "content": prompt}], **ASKED, **fields}


def post(server, body):
    sent = urllib.request.Request(f"{server.url}/chat/completions", json.dumps(body).encode())
    try:
        with urllib.request.urlopen(sent, timeout=10) as reply:
            return reply.status, dict(reply.headers), json.load(reply)
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), json.load(error)


# Limits


def test_a_bucket_starts_full_and_refills_all_the_time():
    bucket = Bucket(60, now=1000.0)
    bucket.take(60, now=1000.0)
    assert (0, 1.0, 60.0) == (bucket.left(1000.0), bucket.wait(1, 1000.0), bucket.reset(1000.0))
    assert (0.5, 0.5) == (bucket.left(1000.5), bucket.wait(1, 1000.5))
    assert (60, 0.0) == (bucket.left(9000.0), bucket.wait(60, 9000.0))


def test_a_window_is_full_again_with_the_next_minute_of_the_clock():
    window = Window(60, now=1000.0)
    window.take(60, now=1000.0)
    assert (0, 20.0, 20.0) == (window.left(1000.0), window.wait(1, 1000.0), window.reset(1000.0))
    assert (0, 0.5) == (window.left(1019.5), window.wait(1, 1019.5))
    assert (60, 0.0) == (window.left(1020.0), window.wait(60, 1020.0))


def test_a_gate_names_the_limit_that_is_longest_in_the_way_and_a_refused_request_costs_nothing(monkeypatch):
    monkeypatch.setattr("time.time", lambda: 1000.0)
    gate = Gate(Limits(requests=2, tokens=600))
    assert gate.refuse(500, 1000.0) is None
    assert ("tokens", 40.0) == gate.refuse(500, 1000.0)
    assert gate.refuse(100, 1000.0) is None
    assert ("requests", 30.0) == gate.refuse(1, 1000.0)
    expected = {
        "x-ratelimit-limit-requests": "2",
        "x-ratelimit-remaining-requests": "1",
        "x-ratelimit-reset-requests": "30s",
        "x-ratelimit-limit-tokens": "600",
        "x-ratelimit-remaining-tokens": "300",
        "x-ratelimit-reset-tokens": "30s",
    }
    assert expected == gate.headers(1030.0)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0ms"), (0.12, "120ms"), (1, "1s"), (8.64, "8.64s"), (360, "6m0s"), (85.2, "1m25.2s")],
)
def test_durations_are_written_as_openai_does(seconds, expected):
    assert expected == duration(seconds)


@pytest.mark.parametrize(
    ("needs", "kind", "expected"),
    [
        ({"requests": 150, "tokens": 100}, "sliding", {"binds": "requests", "ideal": 30.0, "of_ideal": 2.0}),
        ({"requests": 100, "tokens": 4000}, "sliding", {"binds": "tokens", "ideal": 180.0, "of_ideal": 1 / 3}),
        ({"requests": 250, "tokens": 100}, "fixed", {"binds": "requests", "ideal": 110.0, "of_ideal": 60 / 110}),
        ({"requests": 90, "tokens": 90}, "sliding", {"binds": "requests", "ideal": 0.0, "of_ideal": None}),
    ],
)
def test_the_least_time_is_that_of_the_limit_that_binds(needs, kind, expected):
    """The first minute's worth is there at once; a fixed window has 50 of its seconds left."""
    assert expected == against_ideal(needs, Limits(100, 1000, kind), 60.0, first=1030.0)


# The server


def test_a_reply_is_that_of_the_section_about_the_article_whose_mark_stands_in_the_question():
    with serving(0.0) as server:
        status, headers, said = post(server, request(f"Long.\n{mark(17, 'korea')}"))
        assert (200, "application/json") == (status, headers["content-type"])
        [person] = json.loads(said["choices"][0]["message"]["content"])["people"]
        assert "Kim Jong-un" == person["name"]
        assert {"prompt_tokens": 5, "completion_tokens": 34} == {
            name: said["usage"][name] for name in ("prompt_tokens", "completion_tokens")
        }
        status, _, said = post(server, request("Nobody's article"))
        assert (400, True) == (status, "mark" in said["error"]["message"])
        stats = server.stats()
        assert (2, 1, 0, 39) == (stats["requests"], stats["wrong"], stats["refused"], stats["tokens"])


def test_over_the_limit_a_server_refuses_and_says_when_to_come_again():
    with serving(0.0, Limits(requests=1)) as server:
        assert "0" == post(server, request(mark(1, "korea")))[1]["x-ratelimit-remaining-requests"]
        status, headers, said = post(server, request(mark(2, "korea")))
        assert (429, "rate_limit_exceeded", "requests") == (status, said["error"]["code"], said["error"]["type"])
        assert 59_000 < int(headers["retry-after-ms"]) <= 60_000
        assert "60" == headers["retry-after"]
        stats = server.stats()
        assert (2, 1) == (stats["requests"], stats["refused"])


def test_a_server_can_keep_its_limits_to_itself():
    with serving(0.0, Limits(requests=1, kind="fixed", has_headers=False)) as server:
        answers = [post(server, request(mark(1, "korea"))) for _ in range(3)]
        assert 429 in [status for status, _, _ in answers]
        assert {"content-type", "content-length"} == {name for _, headers, _ in answers for name in headers}


def test_requests_that_come_in_pieces_or_together_are_all_answered():
    written = []

    class Transport:
        write = staticmethod(written.append)

        def is_closing(self):
            return False

    body = json.dumps(request(mark(1, "korea"))).encode()
    whole = b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    connection = Connection(Model(Limits()), 0.0)
    connection.connection_made(Transport())
    for byte in whole:
        connection.data_received(bytes([byte]))
    connection.data_received(whole + whole)
    assert [b"HTTP/1.1 200 OK"] * 3 == [answer.split(b"\r\n")[0] for answer in written]


# What is asked


def test_no_two_articles_are_the_same_and_other_systems_get_the_questions_about_them():
    own = list(articles(15, "careful"))
    assert 15 == len({article.text for article in own}) == len({article.id for article in own})
    asked = list(questions(15, "careful"))
    assert len(asked) == 15 * len(SECTIONS)
    for number, article in enumerate(own):
        last = article.text.rpartition("\n")[2]
        for question in asked[number * len(SECTIONS) : (number + 1) * len(SECTIONS)]:
            assert last in question.messages[1]["content"]


def test_another_systems_question_is_word_for_word_the_one_of_this_project():
    from summarizer import prompts

    article = list(articles(14, "careful"))[13]
    expected = [prompts.messages(name, article) for name in SECTIONS]
    assert expected == [question.messages for question in list(questions(14, "careful"))[-len(SECTIONS) :]]


# Runs


def test_speed_compares_systems_and_leaves_out_what_is_not_there():
    rows = list(speed(4, systems=["bare", "summarizer"], requests_at_once=8, delay=0.01))
    bare, own = rows[:2]
    assert (4 * len(SECTIONS), 0, 0, 1.0) == (bare["requests"], bare["refused"], bare["failed"], bare["of_bare"])
    assert own["requests"] >= bare["requests"]
    assert own["failed"] == 0
    assert 0 < own["of_bare"]
    assert 0 < bare["cpu_seconds"] < 60
    assert 20 < bare["peak_mb"] <= own["peak_mb"]
    for row in rows:
        assert str(row["articles"]) in line(row, COLUMNS["speed"])


def test_a_setting_that_is_not_there_is_skipped_with_the_reason():
    with serving(0.0) as server:
        row = measured("summarizer", server, articles=1, settings={"no_such": 1})
    assert "summarize_many has no no_such" == row["skipped"]
    assert "skipped: summarize_many has no no_such" in line(row, COLUMNS["speed"])


@pytest.fixture
def figures(monkeypatch):
    """Instead of runs: figures that grow from run to run; gives what was asked for."""
    asked = []

    def measured(system, server, **load):
        asked.append({"system": system, **load})
        count = len(asked)
        return {
            "system": system,
            "articles": load["articles"],
            "failed": 0,
            "requests": 4,
            "tokens": 9,
            "refused": 1,
        } | {"seconds": 10.0 * count, "cpu_seconds": 1.0, "peak_mb": 100.0 + count, "loaded": []}

    @contextlib.contextmanager
    def serving(delay, limits=None):
        yield SimpleNamespace(stats=lambda: {"first": 1030.0})

    monkeypatch.setattr(experiments, "measured", measured)
    monkeypatch.setattr(experiments, "serving", serving)
    return asked


def test_memory_is_compared_between_few_articles_and_many(figures):
    rows = list(experiments.memory(2, 4))
    assert [("summarizer", 2), ("summarizer", 4), ("cli", 2), ("cli", 4)] == [
        (row["system"], row["articles"]) for row in rows
    ]
    assert [1.0, 102 / 101, 1.0, 104 / 103] == [row["ratio"] for row in rows]


def test_a_second_run_over_the_same_cache_is_compared_with_the_first(figures):
    rows = list(experiments.cache(1))
    assert ["cold", "again", "cold", "again"] == [row["run"] for row in rows]
    assert [1.0, 2.0, 1.0, 4 / 3] == [row["of_first"] for row in rows]
    folders = [load["cache"] for load in figures]
    assert folders[0] == folders[1] != folders[2] == folders[3]
    assert not any(load["is_warm"] for load in figures)


def test_limits_are_filled_for_as_long_as_wanted_and_refusals_are_a_share(figures):
    """A sample of 30 articles took 4 requests and 9 tokens: 60 requests a minute are enough for 450 articles."""
    rows = list(experiments.limits(60, 1000, minutes=1.0))
    assert [30, *[900] * 5] == [load["articles"] for load in figures]
    assert [0.25] * 5 == [row["share_refused"] for row in rows]
    assert ["no headers" in row["limits"] for row in rows] == [False, False, True, True, True]
    assert [{}, {}, {}, *[{"rpm": 60, "tpm": 1000}] * 2] == [load["settings"] for load in figures[1:]]


def test_slow_systems_get_fewer_articles_and_rates_are_of_their_own_number(figures):
    rows = {(row["system"], "processes" in row): row for row in experiments.speed(10)}
    assert (10, 2) == (rows["bare", False]["articles"], rows["langextract", False]["articles"])
    assert (1.0, 100.0) == (rows["bare", False]["articles_a_second"], rows["bare", False]["cpu_ms_an_article"])
    assert 500.0 == rows["langextract", False]["cpu_ms_an_article"]


def test_a_run_that_is_killed_is_gone_on_with():
    [row] = kills(3, 1, longest=0.0)
    assert (3, 0, 0, 0, 0) == (row["digests"], row["twice"], row["lost"], row["other"], row["status"])
    assert 3 * len(SECTIONS) <= row["requests"] <= row["most"]
    assert row["kills"] == 1
    assert line(row, COLUMNS["kills"])


def test_what_is_lost_or_there_twice_or_broken_is_counted(tmp_path):
    digest = {"article": {"id": "a"}, "issues": [], "run": {"prompts": dict.fromkeys(SECTIONS, ""), "attempts": 4}}
    (tmp_path / "all.jsonl").write_text('{"id": "a"}\n{"id": "b"}\n')
    lines = [json.dumps(digest), json.dumps(digest), '{"article": {"id": "b"}, "error": {}}', '{"article": {"id"']
    (tmp_path / "out.jsonl").write_text("\n".join(lines))
    expected = {"digests": 2, "twice": 1, "lost": 1, "other": 2, "attempts": 8}
    assert expected == outcome(tmp_path / "out.jsonl", tmp_path / "all.jsonl")


def test_a_reply_waits_for_the_delay():
    async def seconds():
        answered = asyncio.Event()

        class Transport:
            def is_closing(self):
                return False

            def write(self, answer):
                answered.set()

        body = json.dumps(request(mark(1, "korea"))).encode()
        connection = Connection(Model(Limits()), 0.05)
        connection.connection_made(Transport())
        started = asyncio.get_running_loop().time()
        connection.data_received(
            b"POST /v1/chat/completions HTTP/1.1\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body)
        )
        await answered.wait()
        return asyncio.get_running_loop().time() - started

    assert 0.05 <= asyncio.run(seconds()) < 5
