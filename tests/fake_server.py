"""A chat completions server on the loopback interface that does as it is told: faults on demand.

Its replies are written by hand: scripted, not recorded.
"""

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import NamedTuple, Self


class Reply(NamedTuple):
    """What the server answers: a status, headers and a JSON body. `hang_up` closes the connection instead."""

    status: int = 200
    body: object = None
    headers: Mapping[str, str] = MappingProxyType({})
    hang_up: bool = False


def completion(content: str, *, finish_reason: str = "stop", cached: int = 0) -> Reply:
    """A chat completion with this content, for 100 tokens in and 10 out."""
    return Reply(
        body={
            "id": "scripted",
            "object": "chat.completion",
            "created": 0,
            "model": "scripted",
            "choices": [
                {"index": 0, "finish_reason": finish_reason, "message": {"role": "assistant", "content": content}}
            ],
            "usage": {
                "prompt_tokens": 100,
                "completion_tokens": 10,
                "total_tokens": 110,
                "prompt_tokens_details": {"cached_tokens": cached},
            },
        }
    )


def error(status: int, message: str = "no", *, headers: dict[str, str] | None = None, **fields: str) -> Reply:
    """An error as OpenAI's API sends it."""
    return Reply(status, {"error": {"message": message, **fields}}, headers or {})


class FakeServer:
    """Answers each POST with `script(request)`, and keeps the requests. Use as a context manager."""

    def __init__(self, script: Callable[[dict], Reply]) -> None:
        self.requests: list[dict] = []
        self.headers: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["content-length"])))
                outer.requests.append(request)
                outer.headers.append(dict(self.headers))
                reply = script(request)
                if reply.hang_up:
                    self.close_connection = True
                    self.connection.close()
                    return
                streams = request.get("stream") and reply.status == 200
                body = (_events(reply.body) if streams else json.dumps(reply.body)).encode()
                kind = "text/event-stream" if streams else "application/json"
                self.send_response(reply.status)
                for name, value in {"content-type": kind, **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _events(completion: dict) -> str:
    """The completion as a stream of events: its content in two pieces, then the usage."""
    [choice] = completion["choices"]
    content = choice["message"]["content"]
    pieces = (content[: len(content) // 2], content[len(content) // 2 :])
    head = {**completion, "object": "chat.completion.chunk", "usage": None}
    chunks = [
        {**head, "choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]} for piece in pieces
    ]
    chunks.append({**head, "choices": [{"index": 0, "delta": {}, "finish_reason": choice["finish_reason"]}]})
    chunks.append({**head, "choices": [], "usage": completion["usage"]})
    return "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"


def in_turn(*replies: Reply) -> Callable[[dict], Reply]:
    """A script that gives these replies one after another, and the last one from then on."""
    left = list(replies)

    def script(request: dict) -> Reply:
        return left.pop(0) if len(left) > 1 else left[0]

    return script
