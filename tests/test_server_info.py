"""What a server says of its model: its context, and how many tokens a text has."""

import asyncio

import pytest
from fake_server import FakeServer, Reply, completion

from summarizer.cache import Cache
from summarizer.llm import CONTEXT, LLM
from summarizer.window import window_for

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

TEXT = "word " * 20_000


def window_of(llm):
    async def work():
        try:
            return await llm.context(), await window_for(llm, TEXT)
        finally:
            await llm.close()

    return asyncio.run(work())


@pytest.fixture
def serving(monkeypatch):
    """A server with these pages, as the one that is asked."""

    def serving(pages):
        server = FakeServer(lambda _: completion(""), pages)
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        return server

    return serving


@pytest.mark.parametrize("size", [-5, 0, 1, True, 10**9, 10**400, 8000.0, "8000", None, [8000]])
@pytest.mark.parametrize("path", ["/v1/models", "/props"])
def test_a_context_that_no_model_has_is_not_believed(serving, path, size):
    with serving({path: Reply(body={"id": "scripted", "n_ctx": size})}):
        context, window = window_of(LLM("openai/scripted"))
    assert context == CONTEXT
    assert window.most > 1000


def test_no_more_tokens_than_bytes_are_believed(serving):
    with serving({"/tokenize": Reply(body={"tokens": [1] * 2_000_000})}):
        _, window = window_of(LLM("openai/scripted"))
    assert window.per_character == 1


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/v1/models", [{"id": "other", "context_length": 9000}, {"id": "scripted", "context_length": 8193}], 8193),
        ("/v1/models", {"data": [{"id": "scripted", "max_context_length": 32768}]}, 32768),
        (
            "/api/v0/models",
            {"data": [{"id": "scripted", "max_context_length": 32768, "loaded_context_length": 4096}]},
            4096,
        ),
        (
            "/api/v0/models",
            {"data": [{"id": "scripted", "state": "not-loaded", "max_context_length": 32768}]},
            CONTEXT,
        ),
    ],
)
def test_servers_tell_the_context_in_forms_of_their_own(serving, path, body, expected):
    with serving({path: Reply(body=body)}):
        assert window_of(LLM("openai/scripted"))[0] == expected


@pytest.mark.parametrize("body", [{"data": []}, []])
def test_that_a_server_does_not_tell_is_kept(serving, body):
    with serving({"/v1/models": Reply(body=body)}) as server:
        assert window_of(LLM("openai/scripted", cache=Cache()))[0] == CONTEXT
        asked = len(server.paths)
        assert window_of(LLM("openai/scripted", cache=Cache()))[0] == CONTEXT
        assert len(server.paths) == asked


@pytest.mark.parametrize("fault", [Reply(503, {}), Reply(429, {})])
def test_a_server_that_can_not_tell_now_is_asked_again_another_time(serving, fault):
    pages = {"/v1/models": fault}
    with serving(pages):
        assert window_of(LLM("openai/scripted", cache=Cache()))[0] == CONTEXT
        pages["/v1/models"] = Reply(body={"data": [{"id": "scripted", "max_model_len": 5000}]})
        assert window_of(LLM("openai/scripted", cache=Cache()))[0] == 5000
