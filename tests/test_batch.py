"""Many articles at once: every one has its digest or its failure, whatever becomes of the others."""

import asyncio
import json
import threading
import time

import pytest
from fake_server import FakeServer, completion
from scripted import TEXT

from summarizer import Article, Digest, Failure, asummarize_many, summarize_many
from summarizer.batch import map_concurrently
from summarizer.errors import InputError, InternalError, UsageError

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def articles(*names):
    return [Article(id=name, text=TEXT) for name in names]


def names(results):
    return [result.article.id if isinstance(result, Digest) else result.source.id for result in results]


def test_every_article_has_its_digest(in_use):
    results = list(summarize_many(articles("a", "b", "c", "d", "e"), sections=["people"], concurrency=2))
    assert sorted(names(results)) == ["a", "b", "c", "d", "e"]
    assert all(isinstance(result, Digest) and result.people for result in results)


def test_an_article_that_fails_is_a_failure_and_the_others_are_read(in_use):
    found = list(summarize_many([*articles("a"), Article(id="b", text=" "), *articles("c")], sections=["people"]))
    [failure] = [result for result in found if isinstance(result, Failure)]
    assert (failure.source.id, type(failure.error)) == ("b", InputError)
    assert sorted(names(found)) == ["a", "b", "c"]


def test_a_fault_of_our_own_is_a_failure_too(in_use, monkeypatch):
    async def broken(*args, **kwargs):
        raise ValueError("min() arg is an empty sequence")

    monkeypatch.setattr("summarizer.digesting.digest_article", broken)
    [failure] = summarize_many(articles("a"))
    assert (failure.article.id, type(failure.error), type(failure.error.__cause__)) == ("a", InternalError, ValueError)


def test_an_unknown_section_is_an_error_at_once(in_use):
    with pytest.raises(UsageError, match="no section 'weather'"):
        list(summarize_many(articles("a"), sections=["weather"]))


def run_each(durations, limit, *, ordered):
    """The items in the order that they come in, and how many were under way at once at the most."""
    under_way = [0, 0]

    async def work(item):
        under_way[0] += 1
        under_way[1] = max(under_way)
        await asyncio.sleep(durations[item])
        under_way[0] -= 1
        return item

    async def collect():
        return [item async for item in map_concurrently(range(len(durations)), work, limit=limit, ordered=ordered)]

    return asyncio.run(collect()), under_way[1]


def test_results_come_as_they_are_there():
    assert run_each([0.3, 0.1, 0.2], 3, ordered=False) == ([1, 2, 0], 3)


def test_results_come_in_order_where_that_is_asked_for():
    assert run_each([0.3, 0.1, 0.2, 0.1], 3, ordered=True) == ([0, 1, 2, 3], 3)


def test_no_more_than_the_limit_are_under_way():
    assert run_each([0.01] * 20, 4, ordered=False)[1] == 4


def test_sources_are_taken_one_by_one_as_there_is_room():
    taken = []

    def sources():
        for n in range(100):
            taken.append(n)
            yield n

    async def first():
        async def work(item):
            return item

        found = map_concurrently(sources(), work, limit=3, ordered=False)
        await anext(found)
        await found.aclose()

    asyncio.run(first())
    assert len(taken) <= 4


def test_what_is_under_way_is_cancelled_when_nobody_waits_for_it():
    cancelled = []

    async def work(item):
        try:
            await asyncio.sleep(0 if item == 0 else 60)
        except asyncio.CancelledError:
            cancelled.append(item)
            raise
        return item

    async def first():
        found = map_concurrently(range(3), work, limit=3, ordered=False)
        assert await anext(found) == 0
        await found.aclose()

    asyncio.run(first())
    assert cancelled == [1, 2]


def test_an_iterator_that_is_not_used_up_ends_its_thread(in_use):
    results = summarize_many(articles(*"abcdefgh"), sections=["people"], concurrency=2)
    next(results)
    results.close()
    for _ in range(100):
        if all(thread.name != "summarize_many" for thread in threading.enumerate()):
            break
        time.sleep(0.1)
    assert all(thread.name != "summarize_many" for thread in threading.enumerate())


def test_what_is_under_way_ends_with_the_iterator(in_use):
    """It does not wait for the next result, which may take its time."""
    in_use.instead["PeopleReply"] = completion("{}")._replace(spoil=lambda body: [30.0, body])
    quick, slow = Article(id="quick", text="It rained."), articles("slow")
    results = summarize_many([Article(id="empty", text=""), *slow, quick], sections=["people"], concurrency=3)
    assert next(results).source.id == "empty"
    time.sleep(1)
    results.close()
    closed = time.monotonic()
    while any(thread.name == "summarize_many" for thread in threading.enumerate()):
        time.sleep(0.05)
        assert time.monotonic() < closed + 10


def test_async_code_gets_them_in_order_on_request(in_use):
    async def collect():
        found = asummarize_many(articles("a", "b", "c"), sections=["people"], concurrency=3, ordered=True)
        return [result async for result in found]

    assert names(asyncio.run(collect())) == ["a", "b", "c"]


def test_the_command_line_reads_several_at_once_and_prints_them_in_order(run_here, tmp_path, monkeypatch):
    under_way = [0, 0]
    lock = threading.Lock()

    def slow(request):
        with lock:
            under_way[0] += 1
            under_way[1] = max(under_way)
        time.sleep(0.1)
        with lock:
            under_way[0] -= 1
        return completion(json.dumps({"people": []}))

    lines = [json.dumps({"id": name, "text": TEXT}) for name in "abcdef"]
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    with FakeServer(slow) as other:
        monkeypatch.setenv("OPENAI_BASE_URL", other.url)
        status, out, _ = run_here("all.jsonl", "-s", "people", "-j", "3")
    assert (status, [json.loads(line)["article"]["id"] for line in out.splitlines()]) == (0, list("abcdef"))
    assert under_way[1] == 3


@pytest.mark.parametrize("ordered", [True, False])
def test_an_error_of_the_sources_comes_after_the_results_under_way(in_use, ordered):
    def broken():
        yield from articles(*"abc")
        raise OSError("the database is gone")

    got = []

    def collect():
        for result in summarize_many(broken(), sections=["people"], concurrency=8, ordered=ordered):
            got.append(result.article.id)  # noqa: PERF401  # what came before the error counts

    with pytest.raises(OSError, match="the database is gone"):
        collect()
    assert sorted(got) == ["a", "b", "c"]
