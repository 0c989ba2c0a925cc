"""The command line, run as its user runs it."""

import json

import pytest
from fake_server import completion
from scripted import TEXT

import summarizer
from summarizer import digesting, prompts

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def test_piped_it_prints_one_json_digest(run):
    status, out, err = run("a.txt")
    assert (status, err) == (0, "")
    digest = summarizer.Digest.model_validate_json(out)
    assert (digest.article.id, len(digest.people), len(digest.claims)) == ("a", 2, 2)


def test_the_page_and_markdown_can_be_asked_for(run):
    assert run("a.txt", "-f", "terminal")[1].startswith("Mayor Ann Lee resigned\n10 May 2024 · a\n")
    assert run("a.txt", "-f", "markdown")[1].startswith("# Mayor Ann Lee resigned\n")


def test_the_page_can_show_the_evidence(run):
    out = run("a.txt", "-f", "terminal", "--evidence", "-s", "people")[1]
    assert "[1] ⟦Ann Lee⟧ (42), mayor of Springfield, resigned last year." in " ".join(out.split())


def test_linked_data_can_be_asked_for(run):
    document = json.loads(run("a.txt", "-f", "jsonld")[1])
    assert document["@context"] == "https://schema.org"
    assert [node["name"] for node in document["@graph"] if node.get("@type") == "Person"] == ["Ann Lee", "Bob Ray"]


def test_a_web_page_can_be_asked_for(run, tmp_path):
    status, out, err = run("a.txt", "-f", "html", "-o", "digest.html")
    assert (status, out, err) == (0, "", "")
    assert "<title>Mayor Ann Lee resigned</title>" in (tmp_path / "digest.html").read_text(encoding="utf-8")


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


def test_several_give_one_line_of_linked_data_each(run):
    status, out, _ = run("a.txt", "missing.txt", "a.txt", "-f", "jsonld")
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert ["@graph" in line for line in lines] == [True, False, True]
    assert lines[1]["error"]["type"] == "InputError"


def test_several_pages_are_parted_by_a_rule(run):
    pages = run("a.txt", "a.txt", "-f", "terminal")[1].split(f"\n\n{'─' * 80}\n\n")
    assert [page.splitlines()[0] for page in pages] == ["Mayor Ann Lee resigned"] * 2


def test_several_in_markdown_are_parted_by_a_rule_and_have_footnotes_of_their_own(run, tmp_path):
    assert run("a.txt", "a.txt", "-f", "markdown", "-o", "out.md")[0] == 0
    first, second = (tmp_path / "out.md").read_text().split("\n\n---\n\n")
    assert first.splitlines()[0] == second.splitlines()[0] == "# Mayor Ann Lee resigned"
    assert "[^1-1]: " in first
    assert "[^2-1]: " in second


def test_a_terminal_of_another_encoding_shows_what_it_can_and_json_is_utf_8(run, tmp_path):
    (tmp_path / "e.txt").write_text("Zoë said: ☺. " + TEXT)
    status, out, err = run("e.txt", "-f", "terminal", "-s", "summary", PYTHONIOENCODING="ascii")
    assert (status, err) == (0, "")
    assert "- Ann Lee resigned last year." in out
    assert json.loads(run("e.txt", PYTHONIOENCODING="ascii")[1])["article"]["text"].startswith("Zoë said: ☺.")


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
        (["a.txt", "-f", "pdf"], "There is no format 'pdf'. Choose from: terminal, json, markdown, html, jsonld"),
        (["a.txt", "--published", "May"], "'May' is not a date. Write it as YYYY-MM-DD, optionally with a time"),
        (["a.txt", "a.txt", "-f", "html"], "The format html holds one article. Use -f json for several"),
        (["a.txt", "--evidence"], "--evidence is for the page to read; other formats always have it. Add -f terminal"),
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


def test_the_file_of_one_dash_is_standard_output(run, tmp_path):
    status, out, _ = run("a.txt", "-s", "people", "-o", "-")
    assert (status, json.loads(out)["article"]["text"], (tmp_path / "-").exists()) == (0, TEXT, False)


def test_what_was_written_before_stays_when_nothing_new_comes(run, tmp_path):
    (tmp_path / "out.json").write_text("dear")
    assert run("a.txt", "-o", "out.json", "-m", "nobody/x")[0] == 2
    assert (tmp_path / "out.json").read_text() == "dear"


def test_the_profile_is_taken_from_the_environment(run):
    status, out, _ = run("a.txt", "-s", "people", SUMMARIZER_PROFILE="brief")
    assert (status, json.loads(out)["run"]["prompts"]) == (0, {"people": prompts.fingerprint("people.brief")})


def test_a_profile_that_there_is_not_is_wrong_usage(run, server):
    status, out, err = run("a.txt", SUMMARIZER_PROFILE="terse")
    assert (status, out, server.requests) == (2, "", [])
    assert err == "summarizer: There is no profile 'terse'. Choose from: full, brief\n"


def test_no_source_is_wrong_usage(run):
    assert run()[0] == 2


def test_the_version(run):
    assert run("--version")[:2] == (0, f"{summarizer.__version__}\n")


def test_the_language_of_the_digest_is_asked_for(run, server):
    status, output, _ = run("a.txt", "--language", "de", "-s", "people")
    assert (status, json.loads(output)["article"]["digest_language"]) == (0, "de")
    assert "Write in German." in server.requests[0]["messages"][0]["content"]


def test_a_language_that_is_no_code_is_wrong_usage(run):
    status, _, errors = run("a.txt", "--language", "Klingon")
    assert status == 2
    assert "'Klingon' is not a language code. Use a tag such as de" in errors


def test_a_fault_of_our_own_in_one_article_does_not_end_the_batch(run_here, tmp_path, monkeypatch):
    lines = [json.dumps({"id": name, "text": TEXT}) for name in ("a", "b", "c")]
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    digest = digesting.digest_article

    async def broken(article, *args, **kwargs):
        if article.id == "b":
            raise ValueError("min() arg is an empty sequence")
        return await digest(article, *args, **kwargs)

    monkeypatch.setattr(digesting, "digest_article", broken)
    status, out, err = run_here("all.jsonl", "-s", "people")
    records = [json.loads(line) for line in out.splitlines()]
    assert (status, [record["article"]["id"] for record in records]) == (1, ["a", "b", "c"])
    assert records[1]["error"]["type"] == "InternalError"
    assert "min() arg is an empty sequence" in err


def test_a_fault_of_our_own_is_one_line_and_status_2(run_here, monkeypatch):
    def broken(*_, **__):
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("summarizer.command._digest_one", broken)
    status, out, err = run_here("a.txt")
    assert (status, out) == (2, "")
    assert err == "summarizer: This should not happen: OSError: [Errno 24] Too many open files. Please report it\n"


def test_a_terminal_without_a_width_shows_a_page_too(run):
    status, out, _ = run("a.txt", "-s", "people", "-f", "terminal", COLUMNS="0")
    assert (status, "Ann Lee  mayor of Springfield" in out) == (0, True)
