"""A step of a Ray pipeline and the worker behind it, without a cluster."""

import asyncio
import contextlib

import pytest
from scripted import TEXT

pytest.importorskip("ray.data", reason="pip install 'summarizer[engine]'")
import pyarrow as pa

from summarizer.engine import digested, worker
from summarizer.engine.worker import Settings, Worker
from summarizer.errors import UsageError

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

SETTINGS = Settings("openai/scripted", "full", ("summary", "claims"), None, None, False, None, None, None, 1)


@contextlib.asynccontextmanager
async def _worker(settings):
    one = Worker(settings)
    try:
        yield one
    finally:
        await one.close()


def test_a_worker_opens_its_model_once_and_digests_several_articles_at_once(in_use, monkeypatch):
    opened, at_once, most = [], 0, 0
    connect, digest_article = worker.connect, worker.digest_article

    def counted(*args, **kwargs):
        opened.append(args)
        return connect(*args, **kwargs)

    async def watched(*args, **kwargs):
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        try:
            return await digest_article(*args, **kwargs)
        finally:
            at_once -= 1

    monkeypatch.setattr(worker, "connect", counted)
    monkeypatch.setattr(worker, "digest_article", watched)
    table = pa.table({"text": [f"{TEXT} Copy {number}." for number in range(5)]})

    async def work():
        async with _worker(SETTINGS._replace(concurrency=3)) as one:
            return await asyncio.gather(one(table), one(table))

    first, second = asyncio.run(work())
    assert first["error_type"].null_count == second["error_type"].null_count == 5
    assert (len(opened), most) == (1, 3)


def test_a_value_that_no_file_can_hold_is_the_failure_of_one_article(in_use, monkeypatch):
    digest_article = worker.digest_article

    async def endless(article, *args, **kwargs):
        digest = await digest_article(article, *args, **kwargs)
        huge = digest.run.usage.model_copy(update={"input_tokens": 10**30 if article.id == "b" else 1})
        return digest.model_copy(update={"run": digest.run.model_copy(update={"usage": huge})})

    monkeypatch.setattr(worker, "digest_article", endless)
    table = pa.table({"id": ["a", "b", "c"], "text": [TEXT] * 3})

    async def work():
        async with _worker(SETTINGS) as one:
            return await one(table)

    found = asyncio.run(work())
    assert found["error_type"].to_pylist() == [None, "InternalError", None]


class _Recorder:
    """Stands for a dataset, and keeps what would be done with it."""

    def repartition(self, **settings):
        self.block = settings
        return self

    def map_batches(self, step, **settings):
        self.step, self.settings = step, settings
        return self


def test_the_limits_are_those_of_all_workers_together():
    done = digested(_Recorder(), model="openai/scripted", workers=4, rpm=1000, tpm=100_001, concurrency=8)
    [settings] = done.settings["fn_constructor_args"]
    assert (settings.rpm, settings.tpm, settings.workers, settings.concurrency) == (1000, 100_001, 4, 8)
    assert done.settings["compute"].min_size == done.settings["compute"].max_size == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"sections": ["weather"]},
        {"published": "yesterday"},
        {"language": "?"},
        {"profile": "deep"},
        {"rpm": 1, "workers": 2},
    ],
)
def test_what_no_article_could_be_digested_with_is_said_before_any_work(wrong):
    with pytest.raises(UsageError):
        digested(_Recorder(), **({"model": "openai/scripted"} | wrong))
