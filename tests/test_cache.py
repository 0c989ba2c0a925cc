"""Replies that are kept: no question is paid for twice, and no fault of the cache costs an article."""

import asyncio
import json
import random
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from fake_server import FakeServer, completion, in_turn
from scripted import REPLIES, TEXT

from summarizer import Digest, UsageError, cache, digesting, prompts, summarize
from summarizer.cache import Cache, CachedReply
from summarizer.digest import Usage

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
KEPT = CachedReply('{"word": "yes"}', 2, Usage(input_tokens=200, cached_tokens=50, output_tokens=20), 0.0003)


@pytest.fixture
def settings(server, monkeypatch):
    for name, value in server.settings.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Where the replies are kept: in a folder that is not there yet."""
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "new" / "cache"))
    return tmp_path / "new" / "cache" / "replies.sqlite"


def people(text=TEXT, **settings):
    return summarize(text, **{"sections": ["people"], **settings})


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


def test_the_second_run_asks_nothing_and_gives_the_same(settings, server, file):
    first, second = people(model="openai/gpt-5-mini"), people(model="openai/gpt-5-mini")
    assert len(server.requests) == 1
    assert (first.run.cached, second.run.cached) == (False, True)
    assert (second.run.attempts, second.run.usage.input_tokens, second.run.usage.output_tokens) == (1, 100, 10)
    assert second.run.cost_usd == first.run.cost_usd > 0
    alike = [digest.model_dump(exclude={"run": {"seconds", "cached"}}) for digest in (first, second)]
    assert alike[0] == alike[1]


def test_the_second_run_does_not_even_load_what_would_ask(settings, server, file):
    people()
    program = (
        "import summarizer, sys\n"
        f"digest = summarizer.summarize({TEXT!r}, sections=['people'])\n"
        "print(digest.run.cached, {'openai', 'instructor', 'genai_prices'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("True set()\n", "")


@pytest.mark.parametrize(
    "other",
    [
        {"model": "openai/other"},
        {"text": TEXT + " More."},
        {"published": "2020-01-31"},
        {"language": "de"},
        {"sections": ["claims"]},
        {"cache": False},
    ],
)
def test_another_question_is_asked(settings, server, file, other):
    people()
    assert not people(**other).run.cached
    assert len(server.requests) == 2


def test_another_prompt_is_another_question(settings, server, file, tmp_path, monkeypatch):
    people()
    shutil.copytree(prompts.folder(), tmp_path / "prompts")
    with (tmp_path / "prompts" / "people.md.j2").open("a") as prompt:
        prompt.write("Leave nobody out.")
    monkeypatch.setenv("SUMMARIZER_PROMPTS", str(tmp_path / "prompts"))
    assert not people().run.cached


def test_another_server_is_another_question(settings, server, file, monkeypatch):
    people()
    monkeypatch.setenv("OPENAI_BASE_URL", server.url.replace("127.0.0.1", "localhost"))
    people()
    assert len(server.requests) == 2


def test_without_the_cache_nothing_is_kept(settings, file):
    people(cache=False)
    assert not file.exists()


def test_the_file_is_for_its_user_alone_and_has_neither_key_nor_question(settings, file):
    people("Zanzibar is an island. " + TEXT)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert b"SQLite format 3" in file.read_bytes()
    assert not any(word in file.read_bytes() for word in (b"sk-secret", b"Zanzibar", b"uthorization", b"scripted"))


def test_a_reply_that_is_not_valid_is_not_kept(settings, server, file):
    server.instead["PeopleReply"] = completion('{"people": 1}')
    digest = summarize(TEXT, sections=["people", "claims"])
    assert [issue.problem for issue in digest.issues if issue.section == "people"] == ["section-failed"]
    server.instead.clear()
    asked = len(server.requests)
    assert summarize(TEXT, sections=["people", "claims"]).people
    assert len(server.requests) == asked + 1


def test_what_it_took_to_get_a_valid_reply_is_kept_with_it(monkeypatch, file):
    good = completion(json.dumps(REPLIES["PeopleReply"]))
    with FakeServer(in_turn(completion('{"people": 1}'), good)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        first, second = people(model="openai/scripted"), people(model="openai/scripted")
    assert (first.run.attempts, second.run.attempts, len(server.requests)) == (2, 2, 2)
    assert (second.run.cached, second.run.usage) == (True, first.run.usage)


def test_a_kept_reply_that_is_no_longer_valid_is_asked_again(settings, server, file):
    people()
    with sqlite3.connect(file) as changed:
        [(key,)] = changed.execute("SELECT key FROM replies")
    changed.close()
    put(CachedReply('{"people": 1}', 1, Usage(), None), key)
    assert people().people
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
def test_a_size_that_is_no_number_is_wrong_usage(settings, monkeypatch, megabytes):
    monkeypatch.setenv("SUMMARIZER_CACHE_MB", megabytes)
    with pytest.raises(UsageError, match="SUMMARIZER_CACHE_MB"):
        people()


@pytest.mark.parametrize("where", ["head", "midst"])
def test_a_damaged_file_is_begun_anew_with_one_warning(settings, server, file, caplog, where):
    people()
    put(KEPT._replace(reply="".join(map(chr, range(32, 4000)))), *[bytes([n]) for n in range(200)])
    damaged = bytearray(file.read_bytes())
    start = 0 if where == "head" else 4096
    damaged[start : start + 40_000] = b"\xa5" * 40_000
    file.write_bytes(damaged)
    assert people().people
    assert [record.message for record in caplog.records] == [f"{file} is damaged, and is begun anew"]
    assert people().run.cached


@pytest.mark.parametrize("where", ["no folder", "no file"])
def test_an_article_is_digested_where_nothing_can_be_kept(settings, tmp_path, monkeypatch, caplog, where):
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


def test_a_full_disk_costs_no_article_and_what_was_kept_before_is_used(settings, server, file, monkeypatch, caplog):
    people()
    full_disk(monkeypatch)
    monkeypatch.setattr(cache, "_today", lambda: 1)
    assert people().run.cached
    server.instead["PeopleReply"] = completion(
        json.dumps(
            {"people": [{"name": f"Ann {n * n:x} Lee {n:b}", "other_names": [], "role": ""} for n in range(900)]}
        )
    )
    assert isinstance(people(TEXT + " New."), Digest)
    [warning] = caplog.records
    assert "full" in warning.message


def test_several_processes_use_it_at_once(tmp_path):
    path = tmp_path / "replies.sqlite"
    program = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from summarizer.cache import Cache, Kept\n"
        "from summarizer.digest import Usage\n"
        "async def work(path, name):\n"
        "    replies = Cache(path)\n"
        "    for n in range(150):\n"
        "        await replies.put(f'{name}{n}'.encode(), Kept(name, 1, Usage(), None))\n"
        "        assert (await replies.get(f'{name}{n}'.encode())).reply == name\n"
        "asyncio.run(work(Path(sys.argv[1]), sys.argv[2]))\n"
    )

    def start(name):
        return subprocess.run([sys.executable, "-c", program, str(path), name], capture_output=True, text=True)

    with ThreadPoolExecutor() as threads:
        assert [(done.returncode, done.stderr) for done in threads.map(start, "abc")] == [(0, "")] * 3
    assert Cache(path).info().replies == 450


def test_the_command_says_what_is_kept_and_clears_it(run_here, file):
    assert run_here("--cache", "info") == (0, f"0 replies and digests, 0.0 of 1,024 MB, in {file}\n", "")
    assert not file.exists()
    run_here("a.txt", "-s", "people")
    assert run_here("--cache", "info")[1].startswith("2 replies and digests, 0.0 of 1,024 MB")
    assert run_here("--cache", "clear")[1].startswith("Cleared 2 replies and digests, ")
    assert run_here("--cache", "info")[1].startswith("0 replies")
    assert run_here("--cache", "empty")[0] == 2


def test_a_cache_that_cannot_be_read_is_said_by_the_command(run_here, file):
    file.mkdir(parents=True)
    status, out, err = run_here("--cache", "info")
    assert (status, out) == (2, "")
    assert err.startswith(f"summarizer: The cache {file} can't be used")


def test_the_command_can_do_without(run_here, server, file):
    for _ in range(2):
        assert run_here("a.txt", "-s", "people", "--no-cache")[0] == 0
    assert (len(server.requests), file.exists()) == (2, False)


def test_a_digest_is_made_anew_of_the_kept_replies_by_other_code(run_here, server, monkeypatch):
    made = []
    digest_article = digesting.digest_article

    async def counted(*args, **settings):
        made.append(args[0].id)
        return await digest_article(*args, **settings)

    monkeypatch.setattr(digesting, "digest_article", counted)
    first, again = (json.loads(run_here("a.txt", "-s", "people")[1]) for _ in range(2))
    assert (made, again["run"]["cached"]) == (["a"], True)
    monkeypatch.setattr(digesting, "_code_hash", lambda: "another state")
    anew = json.loads(run_here("a.txt", "-s", "people")[1])
    assert (made, anew["run"]["cached"], len(server.requests)) == (["a", "a"], True, 1)
    for digest in (first, again, anew):
        del digest["run"]["seconds"], digest["run"]["cached"]
    assert first == again == anew


def test_prompts_of_a_users_own_need_none_for_what_is_not_asked(run_here, tmp_path, monkeypatch):
    shutil.copytree(prompts.folder(), tmp_path / "own")
    (tmp_path / "own" / "mend.md.j2").unlink()
    monkeypatch.setenv("SUMMARIZER_PROMPTS", str(tmp_path / "own"))
    status, out, _ = run_here("a.txt", "-s", "people")
    assert (status, json.loads(out)["issues"][0]["section"]) == (0, "people")
