"""The library within other people's programs: their event loops, threads, iterators, callbacks and mistakes."""

import asyncio
import contextvars
import datetime
import inspect
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace

import pytest
from conftest import ROOT
from fake_server import completion
from scripted import TEXT, people_in

from summarizer import SECTIONS, Article, Digest, Failure, asummarize, summarize, summarize_many
from summarizer.digesting import open_digester
from summarizer.errors import UsageError
from summarizer.thread import in_daemon, in_thread

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
SETTING = contextvars.ContextVar("SETTING", default="none")


@pytest.fixture(autouse=True)
def _in_use(in_use):
    """Every test asks the scripted server."""


def articles(*names):
    return [Article(id=name, text=TEXT) for name in names]


def test_a_program_ends_that_holds_an_iterator_that_is_not_used_up(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "from summarizer import summarize_many\n"
        f"results = summarize_many([{TEXT!r} + f' {{n}}' for n in range(20)], sections=['people'], concurrency=2)\n"
        "print(len(next(results).people))\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, program], env=env, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\n", "")


def test_ctrl_c_ends_the_wait_for_a_digest_within_a_running_event_loop(in_use, monkeypatch):
    """As the stop button of a notebook does. What is under way is broken off."""
    begun, ended = threading.Event(), threading.Event()

    async def endless(*_, **__):
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    def interrupt():
        begun.wait(60)
        signal.pthread_kill(main, signal.SIGINT)

    monkeypatch.setattr("summarizer.pipeline.digest_article", endless)
    main, before = threading.get_ident(), signal.signal(signal.SIGINT, signal.default_int_handler)

    async def cell():
        threading.Thread(target=interrupt).start()
        with pytest.raises(KeyboardInterrupt):
            summarize(TEXT)

    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(cell())
    finally:
        loop.close()
        signal.signal(signal.SIGINT, before)
    assert ended.wait(60)


@pytest.mark.parametrize("way", ["no loop", "within a loop", "many"])
def test_the_callers_context_variables_are_seen(way):
    seen = set()

    class Sources:
        def __iter__(self):
            seen.add(SETTING.get())
            return iter(articles("a"))

    def tell(*_):
        seen.add(SETTING.get())

    async def cell():
        people_in(on_progress=tell)

    def use():
        SETTING.set("mine")
        if way == "no loop":
            people_in(on_progress=tell)
        elif way == "within a loop":
            asyncio.run(cell())
        else:
            list(summarize_many(Sources(), sections=["people"]))

    contextvars.copy_context().run(use)
    assert seen == {"mine"}


def test_an_iterator_may_hold_what_belongs_to_a_thread():
    def rows():
        database = sqlite3.connect(":memory:")
        SETTING.set("open")
        for (name,) in database.execute("VALUES ('a'), ('b'), ('c')"):
            yield Article(id=name + SETTING.get(), text=TEXT)

    found = list(summarize_many(rows(), sections=["people"], ordered=True))
    assert [digest.article.id for digest in found] == ["aopen", "bopen", "copen"]


def test_the_thread_that_takes_the_sources_ends_with_the_run():
    results = summarize_many(articles(*"abcdef"), sections=["people"], concurrency=1)
    next(results)
    [thread] = [thread for thread in threading.enumerate() if thread.name == "summarizer-source"]
    results.close()
    thread.join(60)
    assert not thread.is_alive()


@pytest.mark.parametrize("run", [in_thread, in_daemon])
def test_a_stop_iteration_is_raised_where_the_work_is_awaited(run):
    """Before Python 3.12 an asyncio future takes none."""

    async def wait():
        await asyncio.wait_for(run(next, iter([])), 60)

    with pytest.raises(RuntimeError, match="StopIteration"):
        asyncio.run(wait())


def test_a_section_of_ones_own_may_digest_something_itself():
    """It runs in the thread in which the other digest is computed, too."""

    def resolve(reply, article, people):
        return SECTIONS["people"].resolve(reply, Article(text=people_in("Ann Lee spoke.").article.text), people)

    [person] = people_in(sections=[replace(SECTIONS["people"], resolve=resolve)]).people
    assert person.name == "Ann Lee"


@pytest.mark.parametrize("at", ["a piece", "the end"])
@pytest.mark.parametrize("error", [ConnectionResetError("the reader is gone"), ValueError("mine")])
def test_what_on_progress_raises_is_raised_and_is_no_fault_of_the_server(in_use, at, error):
    def tell(_, text):
        if bool(text) == (at == "a piece"):
            raise error

    with pytest.raises(type(error)) as raised:
        people_in(on_progress=tell, cache=False)
    assert raised.value is error
    assert len(in_use.requests) == 1


def test_nothing_goes_on_when_on_progress_has_raised(in_use):
    in_use.instead["ClaimsReply"] = completion("{}")._replace(spoil=lambda body: [60.0, body])

    def tell(section, text):
        if section == "people" and not text:
            raise ValueError("mine")

    async def program():
        with pytest.raises(ValueError, match="mine"):
            await asummarize(TEXT, sections=["people", "claims"], on_progress=tell, cache=False)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        return [task for task in left if inspect.iscoroutine(task.get_coro())]  # others close generators of the SDK

    assert asyncio.run(program()) == []


def spans(value):
    """All spans of a digest that was dumped."""
    if isinstance(value, dict):
        yield from [value] if value.keys() == {"start", "end", "text"} else []
        value = list(value.values())
    for item in value if isinstance(value, list) else []:
        yield from spans(item)


def test_a_copy_of_an_article_with_another_text_has_spans_of_that_text():
    old = Article(text=f"Something else came before it.\n\n{TEXT}")
    assert len(old.sentences) > len(Article(text=TEXT).sentences)
    found = list(spans(summarize(old.model_copy(update={"text": TEXT})).model_dump()))
    assert found
    assert all(TEXT[span["start"] : span["end"]] == span["text"] for span in found)


@pytest.mark.parametrize("source", [None, b"It rained.", {"text": "It rained."}, 5])
def test_what_is_no_article_is_wrong_usage(source):
    with pytest.raises(UsageError, match=f"can't be read from {type(source).__name__}"):
        summarize(source)
    [failure] = summarize_many([source])
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, UsageError)


@pytest.mark.parametrize(
    "published", [datetime.date(2024, 5, 10), datetime.datetime(2024, 5, 10, 9, tzinfo=datetime.UTC)]
)
def test_a_date_may_be_one_of_datetime(published):
    assert people_in(published=published).article.published.startswith("2024-05-10")


def test_a_section_that_is_named_twice_is_asked_once(in_use):
    assert isinstance(people_in(sections=["people", "people"]), Digest)
    assert len(in_use.requests) == 1


def test_a_run_keeps_its_model_when_the_environment_names_another(in_use, monkeypatch):
    """A worker process that is replaced would begin with the new one."""
    seen = []

    def noted(settings):
        seen.append(settings.model)
        return open_digester(settings)

    monkeypatch.setattr("summarizer.batch.open_digester", noted)
    list(summarize_many(articles("a"), sections=["people"]))
    assert seen == ["openai/scripted"]


@pytest.mark.parametrize("sources", [TEXT, Article(text=TEXT)])
def test_one_article_in_the_place_of_several_is_wrong_usage(in_use, sources):
    with pytest.raises(UsageError, match="One article was given"):
        list(summarize_many(sources))
    assert in_use.requests == []


@pytest.mark.parametrize("limit", [{"concurrency": -1}, {"rpm": 0}, {"tpm": -1}, {"processes": 0}])
def test_a_limit_below_one_is_wrong_usage_and_loses_no_article(limit):
    with pytest.raises(UsageError, match=f"less than 1.*{next(iter(limit))}"):
        list(summarize_many(articles("a"), **limit))
