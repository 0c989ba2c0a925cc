"""A chat completions server on the loopback interface that does as it is told: faults on demand.

Its replies are written by hand: scripted, not recorded.
"""

import json
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, NamedTuple, Self

RESET = None
"""A piece of a body at which the server breaks the connection."""


class Reply(NamedTuple):
    """What the server answers: a status, headers and a body, as bytes or as what becomes JSON.

    `hang_up` closes the connection instead. `spoil` makes of the body's bytes the pieces that are sent: bytes, seconds
    to wait, or RESET.
    """

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = MappingProxyType({})
    hang_up: bool = False
    spoil: Callable[[bytes], Iterable[bytes | float | None]] | None = None


def completion(content: str | None, *, finish_reason: str = "stop", cached: int = 0, **message: object) -> Reply:
    """A chat completion with this content, for 100 tokens in and 10 out."""
    return Reply(
        body={
            "id": "scripted",
            "object": "chat.completion",
            "created": 0,
            "model": "scripted",
            "choices": [
                {
                    "index": 0,
                    "finish_reason": finish_reason,
                    "message": {"role": "assistant", "content": content, **message},
                }
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
    """Answers each POST with `script(request)`, and keeps the requests. Use as a context manager.

    `pages` are what it answers at other paths than that of completions; what is not among them is not found.
    """

    def __init__(self, script: Callable[[dict[str, Any]], Reply], pages: Mapping[str, Reply] | None = None) -> None:
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self._closing = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.paths.append(self.path)
                reply = (pages or {}).get(self.path, error(404, "no such page"))
                self._send(reply, "application/json", [json.dumps(reply.body).encode()])

            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["content-length"])))
                if self.path == "/tokenize":
                    self.do_GET()
                    return
                outer.requests.append(request)
                outer.headers.append(dict(self.headers))
                outer.paths.append(self.path)
                reply = script(request)
                if reply.hang_up:
                    self._break_off()
                    return
                streams = request.get("stream") and reply.status == 200 and not isinstance(reply.body, bytes)
                kind = "text/event-stream" if streams else "application/json"
                body = _events(reply.body) if streams else reply.body
                body = body if isinstance(body, bytes) else json.dumps(body).encode()
                try:
                    self._send(reply, kind, list(reply.spoil(body)) if reply.spoil else [body])
                except OSError:  # the client has had enough
                    self._break_off()

            def _send(self, reply: Reply, kind: str, pieces: list[bytes | float | None]) -> None:
                headers = {"content-type": kind, **reply.headers}
                if "transfer-encoding" not in headers:
                    size = sum(len(piece) for piece in pieces if isinstance(piece, bytes))
                    headers["content-length"] = str(size + (RESET in pieces))  # of what is broken off, there was more
                self.send_response(reply.status)
                for name, value in headers.items():
                    self.send_header(name, value)
                is_begun = False
                for piece in pieces:
                    if isinstance(piece, bytes):
                        if not is_begun:
                            self.end_headers()  # sends them
                        is_begun = True
                        self.wfile.write(piece)
                    elif piece is RESET or outer._closing.wait(piece):
                        self._break_off()
                        return

            def _break_off(self) -> None:
                self.close_connection = True
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            request_queue_size = 128

            def handle_error(self, *args: Any) -> None:
                if not isinstance(sys.exception(), OSError):  # a client that hangs up is no fault of the script
                    super().handle_error(*args)

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()


def _events(completion: Any) -> bytes:
    """The completion as a stream of events: its content in two pieces, then the usage; anything else as one event."""
    if not isinstance(completion, dict) or not completion.get("choices"):
        return f"data: {json.dumps(completion)}\n\n".encode()
    [choice] = completion["choices"]
    message = dict(choice["message"])
    content = message.pop("content") or ""
    pieces = (content[: len(content) // 2], content[len(content) // 2 :])
    head = {**completion, "object": "chat.completion.chunk", "usage": None}
    deltas = [message, *({"content": piece} for piece in pieces)]
    chunks = [{**head, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
    chunks.append({**head, "choices": [{"index": 0, "delta": {}, "finish_reason": choice["finish_reason"]}]})
    chunks.append({**head, "choices": [], "usage": completion["usage"]})
    return ("".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n").encode()


def in_turn(*replies: Reply) -> Callable[[dict[str, Any]], Reply]:
    """A script that gives these replies one after another, and the last one from then on."""
    left = list(replies)

    def script(request: dict[str, Any]) -> Reply:
        return left.pop(0) if len(left) > 1 else left[0]

    return script
