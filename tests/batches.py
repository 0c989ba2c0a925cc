"""Articles in a run through the Batch API: a server with replies by hand, and what such a run leaves behind."""

import contextlib
import json
import os
import sqlite3
from pathlib import Path

from batch_server import BatchServer
from fake_server import completion
from scripted import TEXT, scripted

from summarizer import provider_batch

KEY = "sk-secret0123456789"
MODEL = "openai/gpt-5-mini"
DOUBTFUL = {"headline": "Ann Lee, 57, resigned", "abstract": "Ann Lee resigned.", "key_points": []}


def script(body):
    """A model whose headline is to be mended."""
    mended = completion(json.dumps({"texts": ["Ann Lee resigned"]}))
    return scripted(body, SummaryReply=completion(json.dumps(DOUBTFUL)), MendReply=mended)


@contextlib.contextmanager
def serving(monkeypatch):
    """The server, as the one that is asked, and looked at again without a pause."""
    monkeypatch.setattr(provider_batch, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(provider_batch, "LONGEST_PAUSE", 0.01)
    with BatchServer(script) as server:
        server.settings = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": KEY, "SUMMARIZER_MODEL": MODEL}
        for name, value in server.settings.items():
            monkeypatch.setenv(name, value)
        yield server


def written(folder):
    """The names of three files with an article each."""
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"{TEXT} This is {name}.")
    return ["a.txt", "b.txt", "c.txt"]


def digests_of(out):
    """The digests without what tells how they were made, and how they were made."""
    found = [json.loads(line) for line in out.splitlines()]
    return found, [found_.pop("run") for found_ in found]


def names(bodies):
    return [body["response_format"]["json_schema"]["name"] for body in bodies]


def made(server):
    return server.calls.count(("POST", "/batches"))


def table(name):
    path = Path(os.environ["SUMMARIZER_CACHE"]) / "replies.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as tables:
        return tables.execute(f"SELECT * FROM {name}").fetchall()
