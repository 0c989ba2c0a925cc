"""A server on the loopback interface with OpenAI's Batch API, which behaves as OpenAI's documentation says.

`POST /files` (multipart) takes a file, `POST /batches` makes a batch of it, `GET /batches` and `GET /batches/ID` say
how far it is, `GET /files/ID/content` gives results. A batch is "validating" when it is made, and ends after so many
looks.
`POST /chat/completions` answers directly. Replies and faults are scripted.
"""

import email
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from fake_server import Reply, error

EXPIRED = {
    "code": "batch_expired",
    "message": "This request could not be executed before the completion window expired.",
}


class BatchServer:
    """Answers questions with `script(body)`, directly or in batches; use as a context manager.

    A test may change the rest: after how many `looks` a batch ends and in which `status`; which questions of a batch
    did not get their turn (`expires`) or got an error (`fault` gives the Reply); how many lines, bytes and batches at
    once are taken; and `before`, which is called with method and path of each request and may give the answer to it.
    """

    def __init__(self, script: Callable[[dict], Reply]) -> None:
        self.script = script
        self.looks, self.status = 1, "completed"
        self.expires: Callable[[dict], bool] = lambda body: False
        self.fault: Callable[[dict], Reply | None] = lambda body: None
        self.most_lines, self.most_bytes, self.most_open = 50_000, 200_000_000, 100
        self.before: Callable[[str, str], Reply | None] = lambda method, path: None
        self.requests: list[dict] = []
        """The bodies that were asked directly."""
        self.calls: list[tuple[str, str]] = []
        self.uploads: list[bytes] = []
        self.batches: dict[str, dict] = {}
        self._files: dict[str, bytes] = {}
        self._left: dict[str, int] = {}
        self._seen: set[str] = set()
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                self._do(self.rfile.read(int(self.headers["content-length"] or 0)) if self.headers else b"")

            def do_GET(self) -> None:
                self._do(b"")

            def _do(self, data: bytes) -> None:
                path = self.path.partition("?")[0].removeprefix("/v1")
                kind = self.headers["content-type"] or ""
                with outer._lock:
                    outer.calls.append((self.command, path))
                reply = outer.before(self.command, path)
                if reply is None:
                    with outer._lock:
                        reply = outer._answer(self.command, path, kind, data)
                if reply.hang_up:
                    self.close_connection = True
                    self.connection.close()
                    return
                body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
                self.send_response(reply.status)
                for name, value in {"content-type": "application/json", **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.handle_error = lambda *args: None  # a client that is killed hangs up
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def in_batches(self) -> list[dict]:
        """The bodies that were uploaded."""
        return [json.loads(line)["body"] for data in self.uploads for line in data.splitlines()]

    def _answer(self, method: str, path: str, kind: str, data: bytes) -> Reply:
        _, *parts = path.split("/")
        match method, *parts:
            case "POST", "chat", "completions":
                self.requests.append(json.loads(data))
                return self.script(self.requests[-1])
            case "POST", "files":
                return self._upload(kind, data)
            case "GET", "files", name, "content":
                return Reply(body=self._files[name]) if name in self._files else error(404, "No such file")
            case "POST", "batches":
                return self._make(json.loads(data))
            case "GET", "batches":
                return Reply(body={"object": "list", "data": [*self.batches.values()][::-1], "has_more": False})
            case "GET", "batches", name:
                return self._look(name) if name in self.batches else error(404, f"No batch found with id '{name}'.")
        return error(404)

    def _keep(self, data: bytes) -> str:
        name = f"file-{len(self._files)}"
        self._files[name] = data
        return name

    def _upload(self, kind: str, data: bytes) -> Reply:
        form = email.message_from_bytes(f"content-type: {kind}\r\n\r\n".encode() + data)
        parts = {
            part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
            for part in form.get_payload()
        }
        if parts["purpose"] != b"batch" or len(parts["file"]) > self.most_bytes:
            return error(400, f"The file is larger than {self.most_bytes} bytes")
        self.uploads.append(parts["file"])
        fields = {"object": "file", "bytes": len(parts["file"]), "created_at": 0, "filename": "x", "purpose": "batch"}
        return Reply(body={"id": self._keep(parts["file"]), "status": "processed", **fields})

    def _make(self, asked: dict) -> Reply:
        assert (asked["endpoint"], asked["completion_window"]) == ("/v1/chat/completions", "24h")
        name = f"batch_{len(self.batches)}"
        self._left[name] = self.looks
        self.batches[name] = {
            "id": name,
            "object": "batch",
            "endpoint": asked["endpoint"],
            "errors": None,
            "input_file_id": asked["input_file_id"],
            "completion_window": "24h",
            "status": "validating",
            "output_file_id": None,
            "error_file_id": None,
            "created_at": 10**10,
            "request_counts": {"total": 0, "completed": 0, "failed": 0},
            "metadata": asked.get("metadata"),
        }
        return Reply(body=self.batches[name])

    def _look(self, name: str) -> Reply:
        batch = self.batches[name]
        lines = [json.loads(line) for line in self._files[batch["input_file_id"]].splitlines()]
        if name not in self._seen:  # it takes its time to validate it, and has counted nothing yet
            self._seen.add(name)
        elif batch["status"] == "validating":
            if wrong := self._wrong(lines):
                batch |= {"status": "failed", "errors": {"object": "list", "data": [wrong]}}
            else:
                batch["status"] = "in_progress"
                batch["request_counts"] = {"total": len(lines), "completed": 0, "failed": 0}
        elif batch["status"] == "in_progress":
            self._left[name] -= 1
            if self._left[name] <= 0:
                batch |= {"status": self.status, **self._run(lines)}
        return Reply(body=batch)

    def _wrong(self, lines: list[dict]) -> dict | None:
        """What is wrong with a file, as OpenAI says it."""
        under_way = [batch for batch in self.batches.values() if batch["status"] == "in_progress"]
        ids = [line["custom_id"] for line in lines]
        if len(lines) > self.most_lines:
            return {"code": "too_many_tasks", "message": f"More than {self.most_lines} requests", "line": None}
        if len(set(ids)) < len(ids) or max(map(len, ids)) > 64:
            return {"code": "duplicate_custom_id", "message": "The custom_id is not unique", "line": 1}
        if len({line["body"]["model"] for line in lines}) > 1:
            return {"code": "mismatched_model", "message": "All requests must be for one model", "line": 1}
        if len(under_way) >= self.most_open:
            return {"code": "token_limit_exceeded", "message": "Enqueued token limit reached for scripted."}
        return None

    def _run(self, lines: list[dict]) -> dict:
        """The files of results, and their counts."""
        done, failed = [], []
        for line in lines:
            head = {"id": "batch_req_1", "custom_id": line["custom_id"]}
            if self.expires(line["body"]):
                failed.append({**head, "response": None, "error": EXPIRED})
                continue
            reply = self.fault(line["body"]) or self.script(line["body"])
            response = {"status_code": reply.status, "request_id": "r", "body": reply.body}
            (done if reply.status == 200 else failed).append({**head, "response": response, "error": None})
        files = {
            name: self._keep("".join(json.dumps(line) + "\n" for line in found[::-1]).encode()) if found else None
            for name, found in (("output_file_id", done), ("error_file_id", failed))
        }
        counts = {"total": len(lines), "completed": len(done), "failed": len(failed)}
        return {**files, "request_counts": counts}
