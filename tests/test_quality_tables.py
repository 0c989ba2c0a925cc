"""The table of a results file, and that the docs show the one of the published results."""

import pytest
from conftest import ROOT

from benchmarks import score
from benchmarks.quality import __main__ as command
from benchmarks.quality import results, tables
from summarizer.errors import UsageError

PUBLISHED = ROOT / "benchmarks" / "results" / "quality.jsonl"

GOLD = {"id": "a", "text": "Ann Lee left.", "date": "2024-05-13", "gold": {"people": [{"name": "Ann Lee", "core": 1}]}}
RUN = {
    "date": "2026-01-02T03:04:05+00:00",
    "model": "m",
    "machine": "x86_64, 2 cores, 8 GB",
    "systems": {"one": "1.0", "other": "2.0"},
    "articles": "articles.jsonl",
    "ids": ["a"],
}
COSTS = {"seconds": 3.25, "input_tokens": 100, "output_tokens": None}
PERSON = {"name": "Ann Lee", "mentions": [{"start": 0, "end": 7, "text": "Ann Lee"}]}
ONE = {"system": "one", "id": "a", **COSTS, "digest": {"people": [PERSON], "run": {"seconds": 99}}}
OTHER = {"system": "other", "id": "a", **COSTS, "error": "ReplyError: no"}


def cells(text):
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("|")]
    return {row[0]: row[1:] for row in rows}


def test_a_line_a_figure_and_a_column_a_system():
    text = tables.table(results.Results([RUN], [ONE, OTHER]), [GOLD, {**GOLD, "id": "b"}])
    found = cells(text)
    assert ["one", "other"] == found[""]
    assert [*list(found)[:2], *tables.ROWS] == list(found)
    assert ["1.000", "0.000"] == found["valid"]
    assert ["1.000", "0.000"] == found["people F1"]
    assert ["1.000", "-"] == found["grounded"]
    assert ["100", "-"] == found["input tokens"]
    assert ["-", "-"] == found["output tokens"]  # the server did not tell
    assert ["3", "-"] == found["seconds"]  # as measured, not as the digest says
    assert text.endswith("\n\n- other failed on a: ReplyError: no")


def test_who_was_not_asked_for_a_summary_is_not_judged_by_it():
    gold = {**GOLD, "gold": {"salient_entities": [{"text": "Springfield", "etype": "place", "salience": 5}]}}
    told = {**ONE, "digest": {"summary": {"headline": "Springfield"}}}
    assert ["-", "-"] == cells(tables.table(results.Results([RUN], [ONE, OTHER]), [gold]))["salient"]
    assert ["1.000", "-"] == cells(tables.table(results.Results([RUN], [told, OTHER]), [gold]))["salient"]


def test_what_is_not_done_is_said():
    assert tables.table(results.Results([RUN], [ONE]), [GOLD]).endswith("- other is not done on a")


def test_results_say_what_was_measured():
    expected = "1 articles of articles.jsonl, m, greedy, x86_64, 2 cores, 8 GB, 2026-01-02: one 1.0, other 2.0."
    assert expected == tables.about(results.Results([RUN], [ONE]))


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(f"before\n{tables.BEGIN}\nold\n{tables.END}\nafter\n")
    return path


@pytest.fixture
def finished(tmp_path):
    path = tmp_path / "results.jsonl"
    for record in (
        {"run": {**RUN, "ids": ["GUM_news_asylum"]}},
        *({**o, "id": "GUM_news_asylum"} for o in (ONE, OTHER)),
    ):
        results.append(path, record)
    return path


def test_the_table_goes_between_the_markers_and_nowhere_else(page, finished, capsys):
    for _ in range(2):
        assert 0 == command.main(["table", str(finished), "--page", str(page)])
        text = page.read_text()
        assert text.startswith(f"before\n{tables.BEGIN}\n\n| ")
        assert text.endswith(f"other 2.0.\n{tables.END}\nafter\n")
        assert "old" not in text
    assert capsys.readouterr().out.startswith("| ")


def test_unfinished_results_are_not_published(page, finished, capsys):
    finished.write_text("\n".join(finished.read_text().splitlines()[:2]))
    before = page.read_text()
    assert (2, before) == (command.main(["table", str(finished), "--page", str(page)]), page.read_text())
    assert "1 results are missing" in capsys.readouterr().err


def test_a_page_without_markers_and_results_that_are_not_there_are_wrong_usage(tmp_path, capsys):
    with pytest.raises(UsageError, match="no markers"):
        tables.on_page("text")
    assert 2 == command.main(["table", str(tmp_path / "none.jsonl")])
    assert "There is no file" in capsys.readouterr().err


def test_the_docs_have_the_table_of_the_published_results():
    """Nothing is there as long as nothing is published."""
    expected = tables.block(results.read(PUBLISHED), score.lines_of(score.GOLD))
    assert expected == tables.on_page((ROOT / "docs/evaluation.md").read_text(encoding="utf-8"))
