"""Articles on many machines, with Ray: a local one, a cluster that loses a node, and what reads the results.

pip install -e '.[engine,test]' --group engine-test && pytest tests/test_engine_ray.py
"""

import collections
import contextlib
import datetime
import json
import os
import re
import socket
import subprocess
import sys
import time

import pytest
from conftest import ROOT
from fake_server import FakeServer, error
from scripted import TEXT, scripted

pytest.importorskip("ray.data", reason="pip install 'summarizer[engine]'")
import pyarrow as pa
from pyarrow import fs
from pyarrow import parquet as pq

from summarizer import Digest

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
PAGE = f"<html><head><title>A page</title></head><body><article><p>{TEXT * 3}</p></article></body></html>"
ROWS = [
    {"id": "plain", "text": TEXT, "published": datetime.date(2024, 5, 10), "source": "wire"},
    {"id": "page", "html": PAGE, "published": datetime.date(2024, 5, 11), "source": "web"},
    {"id": "nothing", "source": "web"},
    {"id": "long", "text": f"LONG {TEXT}", "source": "wire"},
    *({"id": f"more {number}", "text": f"{TEXT} Copy {number}.", "source": "wire"} for number in range(4)),
]
PAGE_OF_DOCS = ROOT / "docs" / "many-machines.md"
FAILED = {"nothing": "InputError", "long": "ArticleTooLongError"}


@pytest.fixture(scope="module")
def settings():
    """What tells a process where a model is that gives scripted replies, each after a while."""

    def script(request):
        if "LONG" in json.dumps(request["messages"]):
            return error(400, "maximum context length", code="context_length_exceeded")
        time.sleep(0.1)
        return scripted(request)

    with FakeServer(script) as server:
        yield {
            "SUMMARIZER_MODEL": "openai/scripted",
            "OPENAI_BASE_URL": server.url,
            "OPENAI_API_KEY": "sk-secret0123456789",
            "PYTHONPATH": str(ROOT),
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
        }


def run(folder, settings, *command):
    """Exit status and standard error of Python with this command."""
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=settings, capture_output=True, text=True, timeout=600
    )
    return done.returncode, done.stderr + done.stdout


@pytest.fixture(scope="module")
def corpus(settings, tmp_path_factory):
    """A folder with `articles.parquet`, and in `digests` what two workers made of it."""
    folder = tmp_path_factory.mktemp("corpus")
    pq.write_table(pa.Table.from_pylist(_whole(ROWS)), folder / "articles.parquet")
    status, said = run(folder, settings, "-m", "summarizer.engine", "articles.parquet", "digests", "-w", "2")
    assert status == 1, said
    assert "6 digests and 2 failures in digests" in said
    return folder


def _whole(rows):
    """The rows with all columns."""
    return [dict.fromkeys(("id", "text", "html", "published", "source")) | row for row in rows]


@pytest.fixture
def rows(corpus):
    return {row["id"]: row for row in pq.read_table(corpus / "digests").to_pylist()}


def test_a_row_keeps_its_columns_and_gets_those_of_its_digest(rows):
    assert {name: (row["source"], row["published"]) for name, row in rows.items()} == {
        row["id"]: (row["source"], row.get("published")) for row in ROWS
    }
    row = rows["plain"]
    digest = Digest.model_validate_json(row["digest"])
    assert digest.article.text == TEXT
    assert (row["article_id"], row["article_published"]) == ("plain", "2024-05-10")
    assert row["summary_headline"] == digest.summary.headline == "Mayor Ann Lee resigned"
    assert row["run_usage_input_tokens"] == digest.run.usage.input_tokens > 0
    for name, found in digest.tables().items():
        if name != "articles":
            assert found
            assert row[name] == [
                {**dict.fromkeys(row[name][0]), **{key: cell for key, cell in item.items() if key != "article"}}
                for item in found
            ]


def test_a_page_is_read_as_one(rows):
    assert rows["page"]["article_title"] == "A page"
    assert Digest.model_validate_json(rows["page"]["digest"]).article.text.startswith("2024-05-10 Ann Lee (42)")


def test_an_article_that_fails_says_so_in_its_row_and_the_others_go_on(rows):
    assert {name: row["error_type"] for name, row in rows.items() if row["error_type"]} == FAILED
    for name, row in rows.items():
        assert (row["digest"] is None) == (row["claims"] is None) == (name in FAILED)
        assert bool(row["error_message"]) == (name in FAILED)
    assert rows["nothing"]["article_id"] == "nothing"


def test_every_file_has_the_same_types(corpus):
    schemas = {pq.read_schema(file).to_string() for file in (corpus / "digests").glob("*.parquet")}
    assert len(schemas) == 1
    assert "null" not in schemas.pop()


def test_nothing_is_written_over(corpus, settings):
    before = sorted((corpus / "digests").iterdir())
    status, said = run(corpus, settings, "-m", "summarizer.engine", "articles.parquet", "digests")
    assert status == 2
    assert "There is something in digests. Name a new folder" in said
    assert sorted((corpus / "digests").iterdir()) == before


def _speakers(reader):
    """How often each speaker speaks, by the page's own lines for this reader."""
    page = PAGE_OF_DOCS.read_text(encoding="utf-8")
    [code] = [block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if f"import {reader}\n" in block]
    names = {}
    exec(code, names)
    return names["speakers"]


def test_what_has_no_digest_yet_is_one_query(corpus, monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(corpus)
    [query] = re.findall(r"```sql\n(.*?)```", PAGE_OF_DOCS.read_text(encoding="utf-8"), re.DOTALL)
    duckdb.sql(query)
    rest = pq.read_table("rest.parquet").to_pylist()
    assert {row["id"]: row for row in rest} == {row["id"]: row for row in _whole(ROWS) if row["id"] in FAILED}


def test_duckdb_pandas_and_polars_read_the_results(corpus, rows, monkeypatch):
    pytest.importorskip("duckdb")
    pytest.importorskip("polars")
    monkeypatch.chdir(corpus)
    digests = [Digest.model_validate_json(row["digest"]) for row in rows.values() if row["digest"]]
    expected = collections.Counter(claim.speaker.name for digest in digests for claim in digest.claims)
    assert len(expected) > 1
    assert dict(_speakers("duckdb").fetchall()) == expected
    assert _speakers("pandas").to_dict() == expected
    assert dict(_speakers("polars").iter_rows()) == expected


def test_a_jsonl_at_s3_is_read_and_parquet_is_written_there(tmp_path, settings):
    pytest.importorskip("moto.server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    aws = {
        "AWS_ENDPOINT_URL": f"http://{address}",
        "AWS_ACCESS_KEY_ID": "none",
        "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", address.rpartition(":")[2]]
    lines = [json.dumps({"id": "a", "text": TEXT}), "no json", "", json.dumps({"text": f"{TEXT} Again."})]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            system = fs.S3FileSystem(
                endpoint_override=f"http://{address}",
                access_key="none",
                secret_key="none",
                region="us-east-1",
                allow_bucket_creation=True,
            )
            _until(lambda: system.create_dir("news"))
            with system.open_output_stream("news/in/day 1.jsonl") as file:
                file.write("\n".join(lines).encode())
            status, said = run(
                tmp_path, settings | aws, "-m", "summarizer.engine", "s3://news/in", "s3://news/out", "-s", "claims"
            )
            assert status == 1, said
            table = pq.read_table("news/out", filesystem=system)
        finally:
            server.kill()
    found = {row["article_id"]: row for row in table.to_pylist()}
    assert {name: row["error_type"] for name, row in found.items()} == {
        "a": None,
        "day 1.jsonl:2": "InputError",
        "day 1.jsonl:4": None,
    }
    assert found["a"]["claims"]
    assert found["a"]["people"] == []  # not asked for


def _until(done):
    for _ in range(300):
        with contextlib.suppress(OSError):
            return done()
        time.sleep(0.1)
    raise TimeoutError


def test_where_a_machine_is_lost_in_the_middle_every_article_is_there_exactly_once(tmp_path, settings):
    names = [f"article {number}" for number in range(60)]
    with (tmp_path / "articles.jsonl").open("w") as file:
        file.writelines(json.dumps({"id": name, "text": f"{TEXT} {name}."}) + "\n" for name in names)
    script = ROOT / "tests" / "engine_cluster.py"
    status, said = run(tmp_path, settings, str(script), "articles.jsonl", "digests")
    assert status == 0, said
    lost = re.search(r"lost a node of two after (\d+) files", said)
    files = list((tmp_path / "digests").glob("*.parquet"))
    assert lost, said
    assert 0 < int(lost[1]) < len(files)
    table = pq.read_table(tmp_path / "digests", columns=["article_id", "digest"])
    assert sorted(table["article_id"].to_pylist()) == sorted(names)
    assert table["digest"].null_count == 0
