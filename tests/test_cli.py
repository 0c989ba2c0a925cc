"""The command line, run as its user runs it."""

import json
import os
import subprocess
import sys

import pytest
from fake_server import FakeServer, completion
from test_pipeline import TEXT, scripted

import summarizer

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.fixture
def server():
    """A model with scripted replies; `server.instead` replaces replies by name."""
    instead = {}
    with FakeServer(lambda request: scripted(request, **instead)) as server:
        server.instead = instead
        yield server


@pytest.fixture
def run(server, tmp_path):
    """Runs the command in an empty folder that has `a.txt`; gives exit status, standard output and standard error."""
    (tmp_path / "a.txt").write_text(TEXT)

    def run(*args, stdin="", **env):
        settings = {
            "SUMMARIZER_MODEL": "openai/scripted",
            "OPENAI_BASE_URL": server.url,
            "OPENAI_API_KEY": "sk-secret0123456789",
            "PATH": os.environ["PATH"],
            "COLUMNS": "80",
            **env,
        }
        command = [sys.executable, "-m", "summarizer", *args]
        done = subprocess.run(command, cwd=tmp_path, env=settings, input=stdin, capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    return run


def test_piped_it_prints_one_json_digest(run):
    status, out, err = run("a.txt")
    assert (status, err) == (0, "")
    digest = summarizer.Digest.model_validate_json(out)
    assert (digest.article.id, len(digest.people), len(digest.claims)) == ("a", 2, 2)


def test_the_page_and_markdown_can_be_asked_for(run):
    assert run("a.txt", "-f", "terminal")[1].startswith("Mayor Ann Lee resigned\n10 May 2024 · a\n")
    assert run("a.txt", "-f", "markdown")[1].startswith("# Mayor Ann Lee resigned\n")


def test_standard_input_and_a_date_given(run):
    status, out, _ = run("-", "--published", "2020-01-31", "-s", "timeline", stdin=TEXT)
    assert (status, json.loads(out)["timeline"][0]["date"]) == (0, "2019")


def test_a_page_on_standard_input(run):
    pytest.importorskip("trafilatura")
    page = f"<!doctype html><html><body><article><h1>Mayor resigns</h1><p>{TEXT}</p></article></body></html>"
    status, out, _ = run("-", "-s", "people", stdin=page)
    assert (status, json.loads(out)["article"]["title"]) == (0, "Mayor resigns")


def test_private_urls_are_fetched_only_if_allowed(run):
    refused, allowed = run("http://127.0.0.1:9/x")[2], run("http://127.0.0.1:9/x", "--allow-private")[2]
    assert "private address 127.0.0.1. Allow it with --allow-private" in refused
    assert "127.0.0.1 did not send the page" in allowed


def test_sections_can_be_chosen(run, server):
    out = json.loads(run("a.txt", "-s", "people", "-s", "claims")[1])
    assert (len(server.requests), list(out["run"]["prompts"])) == (2, ["people", "claims"])


def test_several_give_one_line_each_in_order_and_one_that_fails_keeps_its_place(run, tmp_path):
    (tmp_path / "more.jsonl").write_text(json.dumps({"id": "b", "text": TEXT}) + '\n{"id": "c"}\n')
    status, out, err = run("missing.txt", "a.txt", "more.jsonl")
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [line["article"]["id"] for line in lines] == ["missing.txt", "a", "b", "c"]
    assert ["error" in line for line in lines] == [True, False, False, True]
    assert lines[0]["error"] == {
        "type": "InputError",
        "message": "There is no file missing.txt",
        "hint": "Check the path",
    }
    assert err.splitlines()[0] == "summarizer: missing.txt: There is no file missing.txt. Check the path"


def test_results_go_to_the_file_named(run, tmp_path):
    status, out, _ = run("a.txt", "a.txt", "-o", "out.jsonl")
    assert (status, out, len((tmp_path / "out.jsonl").read_text().splitlines())) == (0, "", 2)


def test_strict_leaves_out_what_failed_a_check(run, server):
    wrong = {"headline": "Ann Lee, 57, resigned", "abstract": "Ann Lee resigned.", "key_points": []}
    server.instead["SummaryReply"] = completion(json.dumps(wrong))
    flagged, strict = (json.loads(run("a.txt", "-s", "summary", *flags)[1])["summary"] for flags in ([], ["--strict"]))
    assert (flagged["flags"], strict) == (["number-not-in-evidence"], None)


def test_a_missing_section_is_said(run, server):
    server.instead["ClaimsReply"] = completion("{", finish_reason="length")
    status, out, err = run("a.txt")
    assert (status, json.loads(out)["claims"]) == (0, [])
    assert err.startswith("summarizer: a.txt: no claims: The reply did not end")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["a.txt", "-s", "plot"], "There is no section 'plot'. Choose from: summary, timeline, people, claims"),
        (["a.txt", "-f", "pdf"], "There is no format 'pdf'. Choose from: terminal, json, markdown"),
        (["a.txt", "--published", "May"], "'May' is no date. Give it as YYYY-MM-DD, with the time if you like"),
        (["a.txt", "a.txt", "-f", "markdown"], "Markdown holds one article. Use -f json for several"),
        (["a.txt", "-o", "nowhere/out.json"], "nowhere/out.json can't be written. Name a file in a folder that exists"),
        (["a.txt", "-m", "nobody/x"], "Unsupported provider"),
        (["a.txt", "-m", "local/none.gguf"], "none.gguf"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(run, args, says):
    status, out, err = run(*args)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("summarizer: ")
    assert says in err or "pip install 'summarizer[local]'" in err


def test_what_was_written_before_stays_when_nothing_new_comes(run, tmp_path):
    (tmp_path / "out.json").write_text("dear")
    assert run("a.txt", "-o", "out.json", "-m", "nobody/x")[0] == 2
    assert (tmp_path / "out.json").read_text() == "dear"


def test_no_source_is_wrong_usage(run):
    assert run()[0] == 2


def test_the_version(run):
    assert run("--version")[:2] == (0, f"{summarizer.__version__}\n")
