"""Articles in a run through the Batch API: a server with replies by hand, and what such a run leaves behind."""

import contextlib
import json
import os
import sqlite3
from pathlib import Path

from fake_server import completion
from scripted import scripted

KEY = "sk-secret0123456789"
MODEL = "openai/gpt-5-mini"
DOUBTFUL = {"headline": "Ann Lee, 57, resigned", "abstract": "Ann Lee resigned.", "key_points": []}


def script(body):
    """A model whose headline is to be mended."""
    mended = completion(json.dumps({"texts": ["Ann Lee resigned"]}))
    return scripted(body, SummaryReply=completion(json.dumps(DOUBTFUL)), MendReply=mended)


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
