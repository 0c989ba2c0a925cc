"""The proxy that counts tokens: passes everything on, and changes nothing."""

import json
import threading
import urllib.error
import urllib.request

import pytest
from fake_server import FakeServer, Reply, completion, error

from benchmarks.quality.meter import Meter, _usage
from summarizer.client import Endpoint

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def ask(endpoint, **request):
    address = f"{endpoint.base_url}/chat/completions"
    asked = urllib.request.Request(address, json.dumps(request).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(asked) as reply:
        return reply.read().decode()


@pytest.fixture
def metered():
    """Start a server with a script and a meter before it."""
    opened = []

    def start(script):
        server = FakeServer(script).__enter__()
        meter = Meter(Endpoint(server.url, "secret", "m")).__enter__()
        opened.extend([meter, server])
        return server, meter

    yield start
    for each in opened:
        each.__exit__()


def test_requests_and_replies_pass_unchanged_and_are_counted(metered):
    server, meter = metered(lambda request: completion("yes"))
    tally = meter.start()
    assert json.loads(ask(meter.endpoint, model="m", n=1)) == completion("yes").body
    assert [{"model": "m", "n": 1}] == server.requests
    assert "Bearer secret" == server.headers[0]["authorization"]
    ask(meter.endpoint)
    assert (2, 200, 20) == (tally.requests, tally.input_tokens, tally.output_tokens)


def test_a_stream_passes_event_by_event_and_is_counted(metered):
    _, meter = metered(lambda request: completion("yes"))
    tally = meter.start()
    events = ask(meter.endpoint, stream=True)
    assert events.endswith("data: [DONE]\n\n")
    assert (1, 100, 10) == (tally.requests, tally.input_tokens, tally.output_tokens)


def test_an_error_passes_and_costs_nothing(metered):
    _, meter = metered(lambda request: error(503, "busy"))
    tally = meter.start()
    with pytest.raises(urllib.error.HTTPError, match="503") as raised:
        ask(meter.endpoint)
    with raised.value as answer:
        assert "busy" in answer.read().decode()
    assert (1, 0, 0) == (tally.requests, tally.input_tokens, tally.output_tokens)


def test_tokens_that_a_reply_does_not_tell_are_unknown_and_not_0(metered):
    _, meter = metered(lambda request: Reply(body={"choices": []}))
    tally = meter.start()
    ask(meter.endpoint)
    assert (1, None, None) == (tally.requests, tally.input_tokens, tally.output_tokens)


def test_a_new_tally_breaks_off_what_is_under_way_and_counts_from_0(metered):
    asked, go_on = threading.Event(), threading.Event()

    def hang(request):
        if request.get("hang"):
            asked.set()
            go_on.wait(10)
        return completion("yes")

    _, meter = metered(hang)
    first = meter.start()
    failures = []

    def hanging():
        try:
            failures.append(ask(meter.endpoint, hang=True))
        except OSError as error:
            failures.append(type(error).__name__)

    thread = threading.Thread(target=hanging)
    thread.start()
    assert asked.wait(10)
    second = meter.start()
    thread.join(10)
    assert not thread.is_alive()
    assert ["RemoteDisconnected"] == failures
    go_on.set()
    ask(meter.endpoint)
    assert (1, 0, 1, 100) == (first.requests, first.input_tokens, second.requests, second.input_tokens)


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        (b'data: {"usage": {"prompt_tokens": 1}}\n', {"prompt_tokens": 1}),
        (b'{\n "usage": {"prompt_tokens": 1}\n}', {"prompt_tokens": 1}),
        (b'data: {"usage": null}\n', None),
        (b"data: [DONE]\n", None),
        (b"data: []\n", None),
        (b"\n", None),
        (b"\xff", None),
    ],
)
def test_the_usage_of_a_piece_of_a_reply(piece, expected):
    assert expected == _usage(piece)
