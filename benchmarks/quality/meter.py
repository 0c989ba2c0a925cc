"""A proxy on the loopback interface before an OpenAI-compatible server: passes everything on and counts tokens.

Every system is counted by what the server itself says in the `usage` of its replies, whole or streamed, whether the
system passes that on or not, and including the replies that it throws away.
"""

import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit

from summarizer.client import Endpoint


class Tally:
    """What the requests for one article took; tokens are None where a reply did not tell them."""

    def __init__(self) -> None:
        self.requests = 0
        self.input_tokens: int | None = 0
        self.output_tokens: int | None = 0
        self._lock = threading.Lock()

    def request(self) -> None:
        """Count a request."""
        with self._lock:
            self.requests += 1

    def reply(self, usage: dict[str, Any] | None) -> None:
        """Count a complete reply's tokens."""
        told = usage or {}
        with self._lock:
            self.input_tokens = _sum(self.input_tokens, told.get("prompt_tokens"))
            self.output_tokens = _sum(self.output_tokens, told.get("completion_tokens"))


class Meter:
    """The proxy. Use as a context manager; systems ask `endpoint`, and `start()` begins the next article's tally."""

    def __init__(self, server: Endpoint) -> None:
        self._server = server
        self._tally = Tally()
        self._open: set[http.client.HTTPConnection] = set()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        address = f"http://127.0.0.1:{self._http.server_port}{urlsplit(server.base_url).path}"
        self.endpoint = Endpoint(address, "none", server.model)

    def start(self) -> Tally:
        """A new tally. Requests that are still under way are broken off, so that the server is free again."""
        for connection in list(self._open):
            if connection.sock:
                with contextlib.suppress(OSError):
                    connection.sock.shutdown(socket.SHUT_RDWR)
        self._tally = Tally()
        return self._tally

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Pass a request on to the server, and its reply back."""
        tally = self._tally
        tally.request()
        body = handler.rfile.read(int(handler.headers["content-length"]))
        with self._connect() as connection:
            headers = {"content-type": "application/json", "authorization": f"Bearer {self._server.api_key}"}
            connection.request("POST", handler.path, body, headers)
            reply = connection.getresponse()
            kind = reply.headers.get("content-type", "application/json")
            handler.send_response(reply.status)
            handler.send_header("content-type", kind)
            handler.end_headers()
            usage = None
            # A stream is passed on event by event, anything else at once.
            for piece in reply if kind.startswith("text/event-stream") else [reply.read()]:
                usage = _usage(piece) or usage
                handler.wfile.write(piece)
            if reply.status == HTTPStatus.OK:
                tally.reply(usage)

    @contextlib.contextmanager
    def _connect(self) -> Iterator[http.client.HTTPConnection]:
        address = urlsplit(self._server.base_url)
        secure = address.scheme == "https"
        connection = (http.client.HTTPSConnection if secure else http.client.HTTPConnection)(address.netloc)
        self._open.add(connection)
        try:
            yield connection
        finally:
            self._open.discard(connection)
            connection.close()

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._http.shutdown()
        self._http.server_close()


def _handler(meter: Meter) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        # HTTP/1.0: the end of the connection ends the reply, whole or streamed, so that it is counted before the client
        # has all of it.

        def do_POST(self) -> None:
            """Pass it on."""
            # Either side may hang up: the client when its time is over, the server when the next article begins.
            with contextlib.suppress(OSError, http.client.HTTPException):
                meter.answer(self)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler


def _usage(piece: bytes) -> dict[str, Any] | None:
    """The usage that a JSON body, or one line of a stream of events, tells."""
    try:
        found: dict[str, Any] | None = json.loads(piece.removeprefix(b"data:")).get("usage")
    except (ValueError, AttributeError):
        return None
    return found


def _sum(total: int | None, count: int | None) -> int | None:
    return None if total is None or count is None else total + count
