"""Replies that are kept: what is asked once, what counts as the same question, and what the command does with them."""

import json
import shutil
import subprocess
import sys

import pytest
from fake_server import FakeServer, completion, in_turn
from scripted import REPLIES, TEXT, people_in

from summarizer import digesting, prompts, summarize
from summarizer.llm import LLM

pytestmark = [pytest.mark.block_network(allowed_hosts=["127.0.0.1"]), pytest.mark.usefixtures("in_use")]


def test_the_second_run_asks_nothing_and_gives_the_same(server, cache_file):
    first, second = people_in(model="openai/gpt-5-mini"), people_in(model="openai/gpt-5-mini")
    assert len(server.requests) == 1
    assert (first.run.cached, second.run.cached) == (False, True)
    assert (second.run.attempts, second.run.usage.input_tokens, second.run.usage.output_tokens) == (1, 100, 10)
    assert second.run.cost_usd == first.run.cost_usd > 0
    alike = [digest.model_dump(exclude={"run": {"seconds", "cached"}}) for digest in (first, second)]
    assert alike[0] == alike[1]


def test_the_second_run_does_not_even_load_what_would_ask(server, cache_file):
    people_in()
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
def test_another_question_is_asked(server, cache_file, other):
    people_in()
    assert not people_in(**other).run.cached
    assert len(server.requests) == 2


def test_another_prompt_is_another_question(server, cache_file, tmp_path, monkeypatch):
    people_in()
    shutil.copytree(prompts.folder(), tmp_path / "prompts")
    with (tmp_path / "prompts" / "people.md.j2").open("a") as prompt:
        prompt.write("Leave nobody out.")
    monkeypatch.setenv("SUMMARIZER_PROMPTS", str(tmp_path / "prompts"))
    assert not people_in().run.cached


def test_another_server_is_another_question(server, cache_file, monkeypatch):
    people_in()
    monkeypatch.setenv("OPENAI_BASE_URL", server.url.replace("127.0.0.1", "localhost"))
    people_in()
    assert len(server.requests) == 2


def test_a_deployment_of_the_same_name_at_another_azure_resource_is_another_model(monkeypatch):
    model = LLM("azure_openai/mine")
    found = set()
    for name in ("one", "two"):
        monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", f"https://{name}.openai.azure.com")
        found.add(model.identity["address"])
    assert found == {"https://one.openai.azure.com", "https://two.openai.azure.com"}


def test_without_the_cache_nothing_is_kept(cache_file):
    people_in(cache=False)
    assert not cache_file.exists()


def test_the_file_is_for_its_user_alone_and_has_neither_key_nor_question(cache_file):
    people_in("Zanzibar is an island. " + TEXT)
    assert cache_file.stat().st_mode & 0o777 == 0o600
    assert cache_file.parent.stat().st_mode & 0o777 == 0o700
    assert b"SQLite format 3" in cache_file.read_bytes()
    assert not any(
        word in cache_file.read_bytes() for word in (b"sk-secret", b"Zanzibar", b"uthorization", b"scripted")
    )


def test_a_reply_that_is_not_valid_is_not_kept(server, cache_file):
    server.instead["PeopleReply"] = completion('{"people": 1}')
    digest = summarize(TEXT, sections=["people", "claims"])
    assert [issue.problem for issue in digest.issues if issue.section == "people"] == ["section-failed"]
    server.instead.clear()
    asked = len(server.requests)
    assert summarize(TEXT, sections=["people", "claims"]).people
    assert len(server.requests) == asked + 1


def test_what_it_took_to_get_a_valid_reply_is_kept_with_it(monkeypatch, cache_file):
    good = completion(json.dumps(REPLIES["PeopleReply"]))
    with FakeServer(in_turn(completion('{"people": 1}'), good)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        first, second = people_in(model="openai/scripted"), people_in(model="openai/scripted")
    assert (first.run.attempts, second.run.attempts, len(server.requests)) == (2, 2, 2)
    assert (second.run.cached, second.run.usage) == (True, first.run.usage)


def test_the_command_says_what_is_kept_and_clears_it(run_here, cache_file):
    assert run_here("--cache", "info") == (0, f"0 replies and digests, 0.0 of 1,024 MB, in {cache_file}\n", "")
    assert not cache_file.exists()
    run_here("a.txt", "-s", "people")
    assert run_here("--cache", "info")[1].startswith("2 replies and digests, 0.0 of 1,024 MB")
    assert run_here("--cache", "clear")[1].startswith("Cleared 2 replies and digests, ")
    assert run_here("--cache", "info")[1].startswith("0 replies")
    assert run_here("--cache", "empty")[0] == 2


def test_a_cache_that_cannot_be_read_is_said_by_the_command(run_here, cache_file):
    cache_file.mkdir(parents=True)
    status, out, err = run_here("--cache", "info")
    assert (status, out) == (2, "")
    assert err.startswith(f"summarizer: The cache {cache_file} can't be used")


def test_the_command_can_do_without(run_here, server, cache_file):
    for _ in range(2):
        assert run_here("a.txt", "-s", "people", "--no-cache")[0] == 0
    assert (len(server.requests), cache_file.exists()) == (2, False)


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
