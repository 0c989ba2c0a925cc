"""Keys and passwords: in no error, no log, no output and no cache, whatever a server answers."""

import asyncio
import base64
import logging
import os
import urllib.parse
from pathlib import Path

import pytest
from fake_server import FakeServer, Reply, completion, error

from benchmarks import canary
from benchmarks.canary import echoes, error_texts, forms
from benchmarks.faults import kinds
from benchmarks.faults.each import QUESTION, Word
from summarizer import redaction
from summarizer.cache import Cache
from summarizer.errors import ModelError, SummarizerError
from summarizer.llm import LLM
from summarizer.meter import Meter

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

GOOD = completion(kinds.GOOD)


SECRETS = [
    "sk-canary0123456789",
    "nvapi-Canary-0123456789",
    "hf_canaryABCDEFGHIJ",
    "0123456789abcdef0123456789abcdef",
    'can"ary\\0123456789',
]


def kept():
    """All that stands in the cache."""
    return b"".join(path.read_bytes() for path in Path(os.environ["SUMMARIZER_CACHE"]).rglob("*") if path.is_file())


def ask(model="openai/scripted"):
    """What is shown of a question to the model, of its reply, and in the cache."""

    async def work():
        llm = LLM(model, cache=Cache())
        replies = ""
        try:
            for on_text in (None, lambda _: None):
                reply = await llm.ask(QUESTION, Word, max_tokens=50 + bool(on_text), meter=Meter(), on_text=on_text)
                replies += reply.model_dump_json()
            return replies
        finally:
            await llm.close()

    try:
        return asyncio.run(work()) + kept().decode("latin-1")
    except SummarizerError as failure:
        return error_texts(failure) + kept().decode("latin-1")


@pytest.mark.parametrize("key", SECRETS)
@pytest.mark.parametrize("n", range(len(list(echoes("")))))
def test_a_key_that_a_server_quotes_is_shown_nowhere(key, n, monkeypatch, caplog, capsys, no_pauses):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("OPENAI_API_KEY", key + "\n")
    with FakeServer(lambda _: list(echoes(key))[n]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        found = ask()
    assert server.headers[0]["authorization"] == f"Bearer {key}"
    output = capsys.readouterr()
    for text in (found, caplog.text, str([vars(record) for record in caplog.records]), output.out, output.err):
        assert not [line for line in text.splitlines() for form in forms(key) if form in line]


def test_neither_key_nor_question_follows_a_redirect_of_azure_either(monkeypatch):
    with FakeServer(lambda _: GOOD) as other:
        elsewhere = Reply(307, {}, {"location": f"{other.url}/chat/completions"})
        with FakeServer(lambda _: elsewhere) as server:
            monkeypatch.setenv("AZURE_OPENAI_API_KEY", SECRETS[0])
            monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", server.url.removesuffix("/v1"))
            monkeypatch.setenv("OPENAI_API_VERSION", "1")
            assert "redirects the request (307)" in ask("azure_openai/scripted")
    assert len(server.requests) == 1
    assert other.headers == []


PASSWORD = "pass-canary"
ADDRESSES = [
    "http://me:{0}@127.0.0.1:{1}/v1",
    "http://127.0.0.1:{1}/v1?api_key={0}",
    "http://me:{0}@[::1",
    "http://me:{0}@127.0.0.1:99999/v1",
    "http://127.0.0.1:9/v1?token={0}",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("reply", [GOOD, error(401, PASSWORD)], ids=["answered", "refused"])
def test_what_an_address_holds_of_secrets_is_shown_nowhere(address, reply, monkeypatch, caplog, capsys, no_pauses):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("OPENAI_API_KEY", SECRETS[0])
    with FakeServer(lambda _: reply) as server:
        port = urllib.parse.urlsplit(server.url).port
        monkeypatch.setenv("OPENAI_BASE_URL", address.format(PASSWORD, port))
        found = ask()
    basic = base64.b64encode(f"me:{PASSWORD}".encode()).decode()
    if server.requests:
        path = server.paths[0]
        headers = {name.lower(): value for name, value in server.headers[0].items()}
        assert path.partition("?")[0] == "/v1/chat/completions"
        assert path.endswith(f"?api_key={PASSWORD}") or headers["authorization"] == f"Basic {basic}"
    output = capsys.readouterr()
    for text in (found, caplog.text, str([vars(record) for record in caplog.records]), output.out, output.err):
        assert PASSWORD not in text
        assert basic not in text


@pytest.mark.parametrize("url", ["http://[::1", "nonsense", "ftp://127.0.0.1/v1"])
def test_an_address_that_can_not_be_read_is_an_error_that_names_the_variable(url, monkeypatch, no_pauses):
    monkeypatch.setenv("OPENAI_API_KEY", SECRETS[0])
    monkeypatch.setenv("OPENAI_BASE_URL", url)
    with pytest.raises(ModelError, match="OPENAI_BASE_URL"):
        asyncio.run(LLM("openai/scripted").ask(QUESTION, Word, max_tokens=50, meter=Meter()))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENAI_BASE_URL", ""),
        ("SSL_CERT_FILE", "/no/such/file"),
        ("SSL_CERT_FILE", __file__),
        ("HTTPS_PROXY", "http://[::1"),
        ("HTTPS_PROXY", "socks9://127.0.0.1"),
    ],
)
def test_a_setting_of_the_environment_that_can_not_be_used_is_named(monkeypatch, name, value):
    monkeypatch.setenv("OPENAI_API_KEY", SECRETS[0])
    monkeypatch.setenv(name, value)
    with pytest.raises(ModelError) as caught:
        asyncio.run(LLM("openai/scripted").ask(QUESTION, Word, max_tokens=50, meter=Meter()))
    assert name in caught.value.hint


@pytest.mark.parametrize("key", ["sk-canary\n0123456789", "sk-ключ0123456789", " \n"])
def test_a_key_that_no_header_can_hold_is_an_error_without_it(key, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with pytest.raises(ModelError, match=r"The key of .* Set OPENAI_API_KEY") as caught:
        asyncio.run(LLM("openai/scripted").ask(QUESTION, Word, max_tokens=50, meter=Meter()))
    for part in key.split():
        assert part not in error_texts(caught.value) + caplog.text


def test_the_command_shows_no_key_and_writes_none(run, server, tmp_path):
    key = SECRETS[3]
    server.instead["ClaimsReply"] = error(400, f"bad key_{key}")
    address = server.url.replace("//", f"//me:{PASSWORD}@")
    for form in ("json", "html"):
        out = tmp_path / f"out.{form}"
        settings = {"OPENAI_API_KEY": f"{key}\n", "OPENAI_BASE_URL": address, "OPENAI_LOG": "debug"}
        status, *printed = run(
            "a.txt", "-f", form, "-o", str(out), "--no-cache" if form == "json" else "-j1", **settings
        )
        assert status == 0
        assert "refused the request (400): bad key_[key]" in printed[1]
        for text in (*printed, out.read_text()):
            assert key not in text
            assert PASSWORD not in text
    assert kept()
    assert key.encode() not in kept()
    assert PASSWORD.encode() not in kept()


@pytest.mark.parametrize(
    ("name", "value", "secret"),
    [
        ("OPENAI_CUSTOM_HEADERS", "X-Team: news\nX-Api-Code: Bearer pass-canary", "pass-canary"),
        ("HTTPS_PROXY", "me:pass-canary@127.0.0.1:9", "pass-canary"),
        ("https_proxy", "me:pass-canary@127.0.0.1:9", base64.b64encode(b"me:pass-canary").decode()),
        ("OTHER_KEY", "pass/canary", "pass%2fcanary"),
    ],
)
def test_other_places_and_forms_of_secrets_are_known(name, value, secret, monkeypatch):
    monkeypatch.setenv(name, value)
    found = redaction.redact(f"no {secret} here", redaction.secrets_of(model="openai/scripted"))
    assert found == "no [key] here"


def test_what_is_in_the_name_of_the_model_is_no_secret(monkeypatch):
    monkeypatch.setenv("OTHER_API_KEY", "something")
    found = redaction.secrets_of("ollama", "http://a:secret%20one@b/?k=two+three", model="ollama/small")
    assert {"something", "secret%20one", "secret one", "two+three", "two three"} <= found
    assert "ollama" not in found


def test_the_benchmark_finds_a_secret_that_is_shown(monkeypatch):
    secret, quoting = canary.SECRETS[0], error(401, f"bad key {canary.KEY}")
    search = canary.Search()
    canary.ask_library(secret, quoting, search)
    assert (search.runs, search.sent, search.found.total()) == (2, 2, 0)
    monkeypatch.setattr(redaction, "remove_secrets", lambda text, secrets: text)
    canary.ask_library(secret, quoting, search)
    assert search.found["error of the library, its causes and their traceback"] == 2
