"""A file of digests with which a run goes on, as its user sees it: from the command line."""

import json
import re
import resource
import tracemalloc

import brief
import pytest
from fake_server import completion, error
from scripted import TEXT

from summarizer.ledger import DigestSettings, Ledger
from summarizer.sections import SECTIONS

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

PEOPLE = ("-s", "people")


@pytest.fixture
def run(run_here):
    """The command, whose last words, what the run took in all, are another test's."""

    def run(*args):
        status, out, err = run_here(*args)
        return status, out, re.sub(r"summarizer: \d+ digests?[;,].*\n$", "", err)

    return run


@pytest.fixture
def articles(tmp_path):
    """Three articles, named to the command."""
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"{TEXT} This is {name}.")
    return ["a.txt", "b.txt", "c.txt"]


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out.jsonl"


def ids(path):
    return [json.loads(line)["article"]["id"] for line in path.read_text().splitlines()]


def test_what_is_there_is_not_asked_again_and_stays_to_the_byte(run, server, articles, out):
    assert run(*articles[:2], *PEOPLE, "-o", "out.jsonl")[::2] == (0, "")
    before, asked = out.read_bytes(), len(server.requests)
    status, printed, err = run(*articles, *PEOPLE, "-o", "out.jsonl")
    assert (status, printed) == (0, "")
    assert err == "summarizer: out.jsonl already held the digests of 2 of these articles\n"
    assert len(server.requests) == asked + 1
    assert out.read_bytes().startswith(before)
    assert ids(out) == ["a", "b", "c"]


def test_lines_come_into_the_order_given_and_those_of_other_articles_after_them(run, server, articles, out):
    run("c.txt", "b.txt", *PEOPLE, "-o", "out.jsonl")
    run("a.txt", "b.txt", *PEOPLE, "-o", "out.jsonl")
    assert (len(server.requests), ids(out)) == (3, ["a", "b", "c"])


def test_one_that_failed_is_tried_again_in_its_place(run, server, articles, out):
    server.instead["PeopleReply"] = error(400, "no")
    assert run(*articles, *PEOPLE, "-o", "out.jsonl")[0] == 1
    assert ["error" in line for line in map(json.loads, out.read_text().splitlines())] == [True] * 3
    server.instead.clear()
    assert run(*articles, *PEOPLE, "-o", "out.jsonl")[0] == 0
    assert ids(out) == ["a", "b", "c"]


def test_a_file_that_was_missing_is_tried_again_in_its_place(run, server, articles, out, tmp_path):
    assert run("a.txt", "late.txt", "b.txt", *PEOPLE, "-o", "out.jsonl")[0] == 1
    (tmp_path / "late.txt").write_text(TEXT)
    assert run("a.txt", "late.txt", "b.txt", *PEOPLE, "-o", "out.jsonl")[0] == 0
    assert (len(server.requests), ids(out)) == (3, ["a", "late", "b"])


def test_a_last_line_that_was_cut_off_is_done_again(run, server, articles, out):
    run(*articles, *PEOPLE, "-o", "out.jsonl")
    whole = out.read_bytes()
    out.write_bytes(whole[:-100])
    assert run(*articles, *PEOPLE, "-o", "out.jsonl")[0] == 0
    assert (len(server.requests), ids(out)) == (3, ["a", "b", "c"])  # its reply was kept
    out.write_bytes(whole + b'{"art')
    assert run(*articles, *PEOPLE, "-o", "out.jsonl")[0] == 0
    assert out.read_bytes() == whole


@pytest.mark.parametrize("change", [{"text": TEXT + " More."}, {"published": "2020-01-01"}, {"title": "Another"}])
def test_an_article_that_changed_is_done_again_and_its_old_digest_goes(run, server, out, tmp_path, change):
    for record in ({"id": "a", "text": TEXT}, {"id": "a", "text": TEXT, **change}):
        (tmp_path / "in.jsonl").write_text(json.dumps(record) + "\n")
        assert run("in.jsonl", *PEOPLE, "-o", "out.jsonl")[0] == 0
    assert (len(server.requests), ids(out)) == (2, ["a"])
    assert change.items() <= json.loads(out.read_text())["article"].items()


def test_a_run_that_is_broken_off_gives_up_nothing(run, articles, out, tmp_path, monkeypatch):
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "c.txt").write_text("Of the same name. " + TEXT)
    sources = ["c.txt", "b.txt", "more/c.txt", "a.txt"]
    run(*sources[::-1], *PEOPLE, "-o", "out.jsonl")
    out.chmod(0o640)
    (tmp_path / "b.txt").write_text(TEXT + " New.")

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("summarizer.digesting.digest_article", interrupted)
        assert run(*sources, *PEOPLE, "-o", "out.jsonl")[0] == 130
    assert sorted(ids(out)) == ["a", "b", "c", "c"]
    assert run(*sources, *PEOPLE, "-o", "out.jsonl")[0] == 0
    assert ids(out) == ["c", "b", "c", "a"]
    assert out.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.glob("out*")] == ["out.jsonl"]


def test_a_file_that_cannot_be_written_is_said(run, articles, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("summarizer.ledger.Ledger.add", full)
    status, _, err = run(*articles, *PEOPLE, "-o", "out.jsonl")
    assert (status, err) == (
        2,
        "summarizer: out.jsonl can't be written (No space left on device). Check it and its disk\n",
    )


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ([*PEOPLE, "-m", "openai/other"], "of the model 'openai/scripted', not 'openai/other'"),
        ([*PEOPLE, "-s", "claims"], "with the sections people"),
        (["-s", "claims"], "with the sections people"),
    ],
)
def test_digests_made_in_another_manner_are_not_mixed(run, articles, out, args, says):
    run(*articles, *PEOPLE, "-o", "out.jsonl")
    before = out.read_bytes()
    status, printed, err = run(*articles, *args, "-o", "out.jsonl")
    assert (status, printed, out.read_bytes()) == (2, "", before)
    assert err == f"summarizer: out.jsonl holds digests {says}. Name another file with -o, or remove this one\n"


@pytest.mark.parametrize("wrong", [[], ["-s", "summary"]], ids=["people alone", "with a summary that is doubted"])
def test_digests_of_brief_questions_are_gone_on_with_and_not_mixed_with_others(
    run, server, articles, out, monkeypatch, wrong
):
    summary = brief.REPLIES["BriefReply"] | ({"abstract": "Ann Lee, 57, resigned."} if wrong else {})
    for name, reply in (brief.REPLIES | {"BriefReply": summary}).items():
        server.instead[name] = completion(json.dumps(reply))
    monkeypatch.setenv("SUMMARIZER_PROFILE", "brief")
    assert run(*articles[:2], *PEOPLE, *wrong, "-o", "out.jsonl")[::2] == (0, "")
    asked = len(server.requests)
    assert run(*articles, *PEOPLE, *wrong, "-o", "out.jsonl")[0] == 0
    assert (len(server.requests), ids(out)) == (asked * 3 / 2, ["a", "b", "c"])
    before = out.read_bytes()
    monkeypatch.setenv("SUMMARIZER_PROFILE", "full")
    status, _, err = run(*articles, *PEOPLE, *wrong, "-o", "out.jsonl")
    assert (status, "other prompts or another version" in err, out.read_bytes()) == (2, True, before)


@pytest.mark.parametrize("field", ["version", "prompts"])
def test_digests_of_another_version_or_other_prompts_are_not_mixed(run, articles, out, field):
    run(*articles, *PEOPLE, "-o", "out.jsonl")
    record = json.loads(out.read_text().splitlines()[0])
    record["run"][field] = {"version": "0.0.1", "prompts": {"people": "0123456789ab"}}[field]
    out.write_text(json.dumps(record) + "\n")
    status, _, err = run(*articles, *PEOPLE, "-o", "out.jsonl")
    assert (status, "other prompts or another version" in err) == (2, True)


@pytest.mark.parametrize(("first", "second"), [([], ["--strict"]), (["--strict"], [])])
def test_strict_digests_are_not_mixed_with_others(run, server, articles, out, first, second):
    wrong = {"headline": "Ann Lee, 57, resigned", "abstract": "Ann Lee resigned.", "key_points": []}
    server.instead["SummaryReply"] = completion(json.dumps(wrong))
    run("a.txt", "b.txt", "-s", "summary", *first, "-o", "out.jsonl")
    status, _, err = run("a.txt", "b.txt", "-s", "summary", *second, "-o", "out.jsonl")
    assert (status, "--strict" in err) == (2, True)
    assert run("a.txt", "b.txt", "-s", "summary", *first, "-o", "out.jsonl")[0] == 0


@pytest.mark.parametrize("text", ["dear", "dear\n", '{\n  "article": {}\n}\n', '{"article": 1}\n', '{"article": {}}\n'])
def test_a_file_of_something_else_stays(run, articles, out, text):
    out.write_text(text)
    status, _, err = run(*articles, *PEOPLE, "-o", "out.jsonl")
    assert (status, out.read_text()) == (2, text)
    assert err == "summarizer: Line 1 of out.jsonl is not a digest. Name another file with -o, or remove this one\n"


def test_other_formats_and_one_article_start_over(run, articles, out):
    out.write_text("dear")
    assert run(*articles, *PEOPLE, "-o", "out.jsonl", "-f", "jsonld")[0] == 0
    assert len(out.read_text().splitlines()) == 3
    assert run("a.txt", *PEOPLE, "-o", "out.jsonl")[0] == 0
    assert json.loads(out.read_text())["article"]["id"] == "a"


def test_a_failure_never_takes_the_place_of_a_digest(run, server, articles, out):
    run(*articles, *PEOPLE, "-o", "out.jsonl")
    digests = out.read_text().splitlines()
    server.instead["PeopleReply"] = error(400, "no")
    status, _, _ = run(*articles, *PEOPLE, "--published", "2020-01-01", "-o", "out.jsonl")
    lines = out.read_text().splitlines()
    assert status == 1
    assert lines[3:] == digests
    assert ["error" in json.loads(line) for line in lines[:3]] == [True] * 3


def test_an_article_is_not_written_over(run, articles, tmp_path):
    before = (tmp_path / "a.txt").read_text()
    status, _, err = run("a.txt", *PEOPLE, "-o", "a.txt")
    assert (status, (tmp_path / "a.txt").read_text()) == (2, before)
    assert "a.txt is one of the articles. Name another file with -o" in err


def manner():
    return DigestSettings("openai/scripted", "full", [SECTIONS["people"]], strict=False)


def test_a_file_that_another_run_is_writing_is_refused_and_nothing_of_it_is_lost(run, articles, out):
    run(*articles[:2], *PEOPLE, "-o", "out.jsonl")
    other = Ledger(out, manner())
    status, printed, err = run(*articles, *PEOPLE, "-o", "out.jsonl")
    assert (status, printed, ids(out)) == (2, "", ["a", "b"])
    assert err == ("summarizer: out.jsonl is being written by another run. Let it end, or name another file\n")
    other.close(done=False)
    assert run(*articles, *PEOPLE, "-o", "out.jsonl")[0] == 0
    assert ids(out) == ["a", "b", "c"]


def test_a_run_that_was_refused_leaves_the_file_to_its_owner(run, articles, out):
    other = Ledger(out, manner())
    assert run(*articles, *PEOPLE, "-o", "out.jsonl")[0] == 2
    other.add('{"article": {"id": "x"}, "error": {}}\n'.replace(": ", ":"), 0, "x", is_digest=False)
    other.close(done=True)
    assert ids(out) == ["x"]


def test_a_full_disk_leaves_whole_lines_and_the_run_can_be_gone_on_with(run, articles, out):
    alone = (*PEOPLE, "--no-cache", "-j", "1", "-o", "out.jsonl")
    run(*articles[:2], *alone)
    before = out.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, hard))  # in the midst of the next line
    try:
        status, _, err = run(*articles, *alone)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (status, out.read_bytes()) == (2, before)
    assert "out.jsonl can't be written (File too large). Check it and its disk" in err
    assert run(*articles, *alone)[0] == 0
    assert ids(out) == ["a", "b", "c"]


def test_what_is_known_of_a_long_file_takes_no_memory(run, articles, out):
    run(*articles[:2], *PEOPLE, "-o", "out.jsonl")
    line = out.read_text().splitlines(keepends=True)[0]
    out.write_text("".join(line.replace('{"id":"a"', f'{{"id":"{n}"', 1) for n in range(3000)))
    Ledger(out, manner()).close(done=False)  # what is loaded once is loaded
    tracemalloc.start()
    ledger = Ledger(out, manner())
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    ledger.close(done=False)
    assert taken < 300_000  # a hundred bytes for each line; their texts are 3 MB
    assert len(ids(out)) == 3000
