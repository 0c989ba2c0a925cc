"""The file of the replies: how large it grows, and what happens where it is damaged, can't be written, or is shared."""

import asyncio
import json
import random
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from fake_server import completion
from scripted import TEXT, people_in

from summarizer import Digest, UsageError, cache, summarize
from summarizer.cache import Cache, CachedReply
from summarizer.digest import Usage

pytestmark = [pytest.mark.block_network(allowed_hosts=["127.0.0.1"]), pytest.mark.usefixtures("in_use")]
KEPT = CachedReply('{"word": "yes"}', 2, Usage(input_tokens=200, cached_tokens=50, output_tokens=20), 0.0003)


def put(kept, *keys, path=None):
    """Keep the same reply under keys, one after another."""

    async def work():
        replies = Cache(path)
        for key in keys:
            await replies.put(key, kept)
        replies.close()

    asyncio.run(work())


def get(*keys, path=None):
    async def work():
        replies = Cache(path)
        found = [await replies.get(key) for key in keys]
        replies.close()
        return found

    return asyncio.run(work())


def test_a_kept_reply_that_is_no_longer_valid_is_asked_again(server, cache_file):
    people_in()
    with sqlite3.connect(cache_file) as changed:
        [(key,)] = changed.execute("SELECT key FROM replies")
    changed.close()
    put(CachedReply('{"people": 1}', 1, Usage(), None), key)
    assert people_in().people
    assert len(server.requests) == 2


def long_reply():
    """A reply of 10 kB that does not get shorter when it is packed."""
    return KEPT._replace(reply=random.Random(1).randbytes(10_000).hex())


def keys(start, end):
    return [number.to_bytes(4, "big") for number in range(start, end)]


def test_old_replies_go_where_there_are_too_many_and_new_ones_stay(tmp_path, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_CACHE_MB", "1")
    path = tmp_path / "replies.sqlite"
    put(long_reply(), *keys(0, 302), path=path)
    info = Cache(path).info()
    assert info.size <= info.most + 2 * 12_000
    found = get(*keys(0, 302), path=path)
    assert found[0] is None
    assert found[-50:] == [long_reply()] * 50


def test_a_reply_that_was_used_lately_is_not_old(tmp_path, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_CACHE_MB", "1")
    path = tmp_path / "replies.sqlite"
    monkeypatch.setattr(cache, "_today", lambda: 1)
    put(long_reply(), *keys(0, 70), path=path)
    monkeypatch.setattr(cache, "_today", lambda: 2)
    get(*keys(0, 1), path=path)
    put(long_reply(), *keys(100, 120), path=path)
    put(long_reply(), *keys(200, 201), path=path)
    first, second = get(*keys(0, 2), path=path)
    assert (first, second) == (long_reply(), None)


@pytest.mark.parametrize("megabytes", ["many", "1.5"])
def test_a_size_that_is_no_number_is_wrong_usage(monkeypatch, megabytes):
    monkeypatch.setenv("SUMMARIZER_CACHE_MB", megabytes)
    with pytest.raises(UsageError, match="SUMMARIZER_CACHE_MB"):
        people_in()


@pytest.mark.parametrize("where", ["head", "midst"])
def test_a_damaged_file_is_begun_anew_with_one_warning(server, cache_file, caplog, where):
    people_in()
    put(KEPT._replace(reply="".join(map(chr, range(32, 4000)))), *[bytes([n]) for n in range(200)])
    damaged = bytearray(cache_file.read_bytes())
    start = 0 if where == "head" else 4096
    damaged[start : start + 40_000] = b"\xa5" * 40_000
    cache_file.write_bytes(damaged)
    assert people_in().people
    assert [record.message for record in caplog.records] == [f"{cache_file} is damaged, and is begun anew"]
    assert people_in().run.cached


@pytest.mark.parametrize("where", ["no folder", "no file"])
def test_an_article_is_digested_where_nothing_can_be_kept(tmp_path, monkeypatch, caplog, where):
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "below" if where == "no folder" else tmp_path / "cache"
    if where == "no file":
        (folder / "replies.sqlite").mkdir(parents=True)
    monkeypatch.setenv("SUMMARIZER_CACHE", str(folder))
    assert len(summarize(TEXT).people) == 2
    [warning] = caplog.records
    assert "can't be used, and is done without" in warning.message


def full_disk(monkeypatch):
    """From now on no table grows: SQLite says what it says of a full disk."""
    connect = Cache._connect

    def connect_full(self):
        open_ = connect(self)
        [pages] = open_.execute("PRAGMA page_count").fetchone()
        open_.execute(f"PRAGMA max_page_count = {pages}")
        return open_

    monkeypatch.setattr(Cache, "_connect", connect_full)


def test_a_full_disk_costs_no_article_and_what_was_kept_before_is_used(server, cache_file, monkeypatch, caplog):
    people_in()
    full_disk(monkeypatch)
    monkeypatch.setattr(cache, "_today", lambda: 1)
    assert people_in().run.cached
    server.instead["PeopleReply"] = completion(
        json.dumps(
            {"people": [{"name": f"Ann {n * n:x} Lee {n:b}", "other_names": [], "role": ""} for n in range(900)]}
        )
    )
    assert isinstance(people_in(TEXT + " New."), Digest)
    [warning] = caplog.records
    assert "full" in warning.message


def test_several_processes_use_it_at_once(tmp_path):
    path = tmp_path / "replies.sqlite"
    program = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from summarizer.cache import Cache, CachedReply\n"
        "from summarizer.digest import Usage\n"
        "async def work(path, name):\n"
        "    replies = Cache(path)\n"
        "    for n in range(150):\n"
        "        await replies.put(f'{name}{n}'.encode(), CachedReply(name, 1, Usage(), None))\n"
        "        assert (await replies.get(f'{name}{n}'.encode())).reply == name\n"
        "asyncio.run(work(Path(sys.argv[1]), sys.argv[2]))\n"
    )

    def start(name):
        return subprocess.run([sys.executable, "-c", program, str(path), name], capture_output=True, text=True)

    with ThreadPoolExecutor() as threads:
        assert [(done.returncode, done.stderr) for done in threads.map(start, "abc")] == [(0, "")] * 3
    assert Cache(path).info().replies == 450


@pytest.mark.parametrize(
    "took",
    [
        '{"attempts":"once","usage":{},"cost_usd":null}',
        '{"attempts":1,"usage":{},"cost_usd":"a dollar"}',
        '{"attempts":null,"usage":{},"cost_usd":null}',
        "[" * 100_000,
        None,
    ],
)
def test_a_row_that_makes_no_sense_is_asked_again(server, cache_file, took):
    people_in()
    with sqlite3.connect(cache_file) as changed:
        changed.execute("UPDATE replies SET took = ?", (took,))
    changed.close()
    assert (people_in().run.attempts, len(server.requests)) == (1, 2)


@pytest.mark.parametrize("found", [RuntimeError("could not determine the home directory"), "~/.cache/summarizer"])
def test_a_user_without_a_home_directory_is_told_what_to_set(run_here, monkeypatch, found):
    """As newer and older versions of platformdirs have it."""

    def user_cache_dir(_):
        if isinstance(found, str):
            return found
        raise found

    monkeypatch.delenv("SUMMARIZER_CACHE")
    monkeypatch.setattr("platformdirs.user_cache_dir", user_cache_dir)
    status, _, err = run_here("a.txt", "-s", "people")
    assert (status, err) == (
        2,
        "summarizer: There is no home directory for the cache. Set SUMMARIZER_CACHE to a folder\n",
    )
    assert run_here("a.txt", "-s", "people", "--no-cache")[0] == 0
