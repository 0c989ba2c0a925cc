"""Where keys and passwords show up: canaries in their place, and a search of all that the package leaves behind.

    python -m benchmarks.canary [--no-docs]

The command and the library ask a server on the loopback interface, which quotes the secret in its answer to the first
question of each kind, in one way after the other, and then answers well. The key, the password and the query of the
address are such secrets. Each run has a folder of its own for everything: input, output, cache, home and temporary
files. All files of it are searched, with what the command prints at the level "debug" of its SDK's log. The table is
also written into `docs/faults.md`.
"""

import argparse
import asyncio
import base64
import collections
import io
import json
import logging
import os
import subprocess
import sys
import tempfile
import traceback
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from benchmarks.faults.each import QUESTION, Clock, Word
from benchmarks.faults.kinds import GOOD
from benchmarks.faults.many import SECTIONS
from benchmarks.page import PAGE, write
from summarizer.cache import Cache
from summarizer.errors import SummarizerError
from summarizer.limits import Limiter
from summarizer.llm import LLM
from summarizer.meter import Meter
from tests.fake_server import FakeServer, Reply, completion, error

KEY = 'nv"Canary\\0123456789'
PASSWORD = "pass-canary-0123456789"
BASIC = base64.b64encode(f"me:{PASSWORD}".encode()).decode()
FORMS = {
    "JSON": ["-f", "json", "-o", "out.json"],
    "HTML": ["-f", "html", "-o", "out.html"],
    "Markdown": ["-f", "markdown"],
    "two articles": ["b.txt", "-o", "out.jsonl"],
}
"""The output of the command, and the arguments that ask for it."""


class Secret(NamedTuple):
    """A secret: what it is, the settings that hold it, where {address} is the server's, and what must not be shown."""

    name: str
    settings: Mapping[str, str]
    shown: tuple[str, ...]


SECRETS = (
    Secret("key", {"OPENAI_API_KEY": f"{KEY}\n", "OPENAI_BASE_URL": "http://{address}"}, (KEY,)),
    Secret(
        "password of the address",
        {"OPENAI_API_KEY": "none", "OPENAI_BASE_URL": f"http://me:{PASSWORD}@{{address}}"},
        (PASSWORD, BASIC),
    ),
    Secret(
        "query of the address",
        {"OPENAI_API_KEY": "none", "OPENAI_BASE_URL": f"http://{{address}}?api_key={PASSWORD}"},
        (PASSWORD,),
    ),
)


def echoes(secret: str) -> Iterator[Reply]:
    """Answers that quote a secret."""
    said = f"bad key_{secret}, or {urllib.parse.quote(secret, safe='')}"
    yield error(401, said)
    yield error(400, said)
    yield error(500, "x" * 290 + said)
    yield error(429, said, code="insufficient_quota")
    yield Reply(403, {"error": said})
    yield Reply(502, f"<html>{said}</html>".encode(), {"content-type": "text/html"})
    yield Reply(200, f"<html>{said}</html>".encode(), {"content-type": "text/html", "x-key": secret.replace("\\", "")})
    yield Reply(200, {"error": {"message": said}})
    yield Reply(200, f'{{"{said}'.encode())
    yield Reply(200, f'"{said}'.encode() + b"\xff")
    yield completion(None, refusal="x" * 290 + said)
    yield completion(said)
    yield completion(json.dumps({"word": "yes", "numbers": said}))
    yield completion(json.dumps({"word": "yes", "numbers": [1]}))
    yield completion(json.dumps({"word": said, "numbers": [1]}))
    yield completion(json.dumps({"headline": said, "abstract": "Ann Lee resigned.", "key_points": []}))


def forms(secret: str) -> set[str]:
    """A secret as it is, and as a URL, Python and JSON write it."""
    return {secret, urllib.parse.quote(secret, safe=""), repr(secret)[1:-1], json.dumps(secret)[1:-1]}


def error_texts(failure: BaseException) -> str:
    """All texts of an error and of what led to it."""
    left: list[BaseException | None] = [failure]
    seen: list[BaseException] = []
    while left:
        if (cause := left.pop()) is not None and cause not in seen:
            seen.append(cause)
            left += [cause.__cause__, cause.__context__]
    texts = [text for cause in seen for text in (str(cause), repr(cause), repr(cause.args))]
    return "\n".join([*texts, *traceback.format_exception(failure)])


class Search:
    """Counts the texts of each place, and those in which a secret stands."""

    def __init__(self) -> None:
        self.texts: collections.Counter[str] = collections.Counter()
        self.characters: collections.Counter[str] = collections.Counter()
        self.found: collections.Counter[str] = collections.Counter()
        self.runs = self.sent = 0

    def look(self, place: str, text: str, secret: Secret) -> None:
        """Search a text of this place."""
        self.texts[place] += 1
        self.characters[place] += len(text)
        self.found[place] += any(form in text for shown in secret.shown for form in forms(shown))

    def count_sent(self, server: FakeServer, secret: Secret) -> None:
        """Count a run, and the requests by which the server got the secret: those with none test nothing."""
        self.runs += 1
        for headers, path in zip(server.headers, server.paths, strict=True):
            got = f"{headers} {path}"
            self.sent += any(shown in got or repr(shown)[1:-1] in got for shown in secret.shown)

    def table(self) -> Iterator[str]:
        """What was searched and found, in Markdown, line by line."""
        yield "| place | texts searched | kB | secrets found |"
        yield "| --- | ---: | ---: | ---: |"
        for place, number in self.texts.items():
            yield f"| {place} | {number:,} | {self.characters[place] / 1000:,.0f} | {self.found[place]} |"
        yield (
            f"| all, in {self.runs} runs; the server got the secret {self.sent} times | {self.texts.total():,} | "
            f"{self.characters.total() / 1000:,.0f} | {self.found.total()} |"
        )


def once_each(echo: Reply) -> Callable[[dict[str, Any]], Reply]:
    """A script that gives this answer to the first question of each kind, and good ones from then on."""
    asked = set()

    def script(request: dict[str, Any]) -> Reply:
        name = request["response_format"]["json_schema"]["name"]
        if name not in asked:
            asked.add(name)
            return echo
        return completion(json.dumps(SECTIONS.get(name, {"texts": []})))

    return script


def run_command(secret: Secret, echo: Reply, form: str, search: Search) -> None:
    """Run the command on an article, or on two, and search what it prints and what it leaves."""
    with tempfile.TemporaryDirectory() as name, FakeServer(once_each(echo)) as server:
        folder = Path(name)
        for file in ("a.txt", "b.txt"):
            (folder / file).write_text(f"Ann Lee, the mayor, resigned in 2023. This is {file}.", encoding="utf-8")
        known = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "OPENAI_LOG": "debug"}
        own = dict.fromkeys(("HOME", "TMPDIR", "SUMMARIZER_CACHE"), name)
        command = [sys.executable, "-m", "summarizer", "a.txt", "-m", "openai/scripted", *FORMS[form]]
        environment = {**known, **own, **settings(secret, server)}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        search.count_sent(server, secret)
        search.look("standard output of the command", done.stdout, secret)
        search.look("standard error of the command, with its SDK's log", done.stderr, secret)
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".txt"):
            place = f"{form}, the file" if path.stem == "out" else "cache and whatever else was written"
            search.look(place, path.read_bytes().decode("latin-1"), secret)


def settings(secret: Secret, server: FakeServer) -> dict[str, str]:
    """The environment variables that hold a secret, with the address of this server."""
    address = server.url.partition("//")[2]
    return {name: value.replace("{address}", address) for name, value in secret.settings.items()}


def ask_library(secret: Secret, echo: Reply, search: Search) -> None:
    """Ask as the library does, at once and streamed, with no other answer than this; search errors, log and reply."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        for streams in (False, True):
            with (
                tempfile.TemporaryDirectory() as cache,
                FakeServer(lambda _: echo) as server,
                mock.patch.dict(os.environ, {**settings(secret, server), "SUMMARIZER_CACHE": cache}),
                mock.patch("summarizer.transport._sleep", (clock := Clock()).sleep),
            ):
                place, text = asyncio.run(_asked(clock, streams=streams))
                search.count_sent(server, secret)
            search.look(place, text, secret)
            search.look("log of the library at level DEBUG", log.getvalue(), secret)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


async def _asked(clock: Clock, *, streams: bool) -> tuple[str, str]:
    """What became of a question: what that is, and its text."""
    llm = LLM("openai/scripted", cache=Cache(), limiter=Limiter(clock=clock.time, sleep=clock.sleep))
    try:
        on_text = (lambda _: None) if streams else None
        reply = await llm.ask(QUESTION, Word, max_tokens=50, meter=Meter(), on_text=on_text)
    except SummarizerError as failure:
        return "error of the library, its causes and their traceback", error_texts(failure)
    else:
        return "reply of the library", f"{reply!r} {reply.model_dump_json()} {llm!r}"
    finally:
        await llm.close()


def measure(search: Search) -> None:
    """All runs."""
    for n, secret in enumerate(SECRETS):
        for k, echo in enumerate([*echoes(secret.shown[0]), completion(GOOD)]):
            form = list(FORMS)[(n + k) % len(FORMS)]
            run_command(secret, echo, form, search)
            ask_library(secret, echo, search)


def main() -> None:
    """Print the table, and write it into the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--no-docs", action="store_true", help=f"leave {PAGE.name} as it is")
    options = parser.parse_args()
    search = Search()
    measure(search)
    lines = list(search.table())
    print(*lines, sep="\n")
    if not options.no_docs:
        write({"canary": lines})


if __name__ == "__main__":
    main()
