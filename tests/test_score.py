"""The scorer, on articles and digests small enough to judge by hand."""

import json
import subprocess
import sys

import pytest
from conftest import ROOT

from benchmarks import score

TEXT = "Mayor Ann Lee resigned on Friday. I was tired, Lee said. Bob Ray came in 2023. Nobody knew, the BBC reported."


def span(piece):
    start = TEXT.index(piece)
    return {"start": start, "end": start + len(piece), "text": piece}


def content(piece):
    return [[span(piece)["start"], span(piece)["end"]]]


GOLD = {
    "id": "a",
    "date": "2024-05-13",
    "text": TEXT,
    "gold": {
        "people": [
            {"name": "Ann Lee", "core": True, "aliases": ["Lee"]},
            {"name": "Bob Ray", "core": True, "aliases": []},
            {"name": "the caretaker", "core": False, "aliases": ["Sam Poe"]},
            {"name": "Ida Moor", "core": False, "aliases": []},
        ],
        "times": [{"value": "2024-05-10"}, {"value": "2024-05-10"}, {"value": "2023"}, {"value": "P3D"}],
        "attributions": [
            {"spans": content("I was tired"), "source": span("Lee"), "cue": span("said"), "speaker_person": "Ann Lee"},
            {"spans": content("Nobody knew"), "source": span("the BBC"), "cue": span("reported")},
            {"spans": content("Bob Ray came"), "credit": True},
        ],
        "salient_entities": [
            {"text": "Ann Lee", "salience": 5, "etype": "person"},
            {"text": "The Springfield Council", "salience": 4, "etype": "organization"},
            {"text": "resignation", "salience": 5, "etype": "event"},
            {"text": "Bob Ray's Barbers", "salience": 3, "etype": "organization"},
        ],
    },
}
DIGEST = {
    "article": {"id": "a"},
    "summary": {
        "headline": "Springfield: Mayor Lee gives up",
        "abstract": "",
        "key_points": [{"text": "Bob Ray came in 2022", "evidence": [span("Bob Ray came in 2023.")], "flags": []}],
    },
    "timeline": [
        {"date": "2024-05-10", "what": "Lee resigned on Friday", "evidence": [span("Ann Lee resigned on Friday.")]},
        {"date": "2024-05-13", "what": "Elections are held", "evidence": [], "flags": ["words-not-in-evidence"]},
        {"date": "2021", "what": "Then Mayor Lee arrived", "evidence": [span("Bob Ray came in 2023.")]},
        {"date": None, "what": "Nobody knew", "evidence": [{**span("Nobody knew"), "text": "nobody knew"}]},
    ],
    "people": [
        {"name": "Mayor Lee", "aliases": [], "mentions": [span("Lee")]},
        {"name": "Carl Fox", "aliases": ["Bob Ray"], "mentions": [span("Bob Ray")]},
    ],
    "claims": [
        {"statement": "Ann Lee was tired", "speaker": {"name": "Lee"}, "evidence": [span("I was tired, Lee said.")]},
        {"statement": "Bob Ray came in 2023.", "speaker": {"name": "Lee"}, "evidence": [span("Bob Ray came in 2023.")]},
    ],
    "run": {"seconds": 3.0, "usage": {"input_tokens": 100, "output_tokens": 10}},
}


def with_items(section, **changes):
    """The digest with one item of a section changed and the others left out."""
    return {**DIGEST, section: [{**DIGEST[section][0], **changes}]}


def test_every_figure_of_a_digest_that_is_partly_right():
    """Each figure as counted by hand; a failed article beside it counts against validity and recall alone."""
    expected = {
        "articles": 1,
        "valid": 1,
        "items": 9,
        "spans_exact": 0.875,  # 7 of 8: "nobody" has a capital in the article
        "grounded": 0.889,  # 8 of 9: the elections have no evidence
        "fits": 0.571,  # 4 of 7: not 2022, not the elections, not "Mayor Lee arrived"
        "copied": 0.429,  # 3 of 7: nobody knew, Bob Ray in 2023, and the elections, with nothing to repeat
        "flagged": 0.111,
        "people_p": 0.5,  # Carl Fox is nobody, whatever his alias
        "people_r": 1.0,
        "people_f1": 0.667,
        "dates_p": 0.667,  # the article's own date is not wrong
        "dates_r": 0.5,
        "dates_f1": 0.572,
        "claims_p": 0.5,
        "claims_r": 0.5,
        "claims_f1": 0.5,
        "speaker": 1.0,
        "salient": 0.5,  # "Lee" is too short to be looked for, the event and the less salient are not
        "input_tokens": 100,
        "output_tokens": 10,
        "seconds": 3,
    }
    assert expected == score.score([GOLD], [DIGEST])
    missing = {"articles": 2, "valid": 0.5, "people_r": 0.5, "dates_r": 0.25, "claims_r": 0.25, "salient": 0.25}
    f1 = {"people_f1": 0.5, "dates_f1": 0.364, "claims_f1": 0.333}
    failed = {"id": "b", "error": {"type": "ReplyError"}}
    assert expected | missing | f1 == score.score([GOLD, {**GOLD, "id": "b", "text": "b"}], [DIGEST, failed])


@pytest.mark.parametrize(
    "digests", [[], [{"article": {"id": "a"}, "error": {"type": "InputError"}}], [{**DIGEST, "article": {"id": "b"}}]]
)
def test_an_article_without_a_digest_was_not_found(digests):
    """Nothing was said, so nothing was wrong: precision is unknown, not 0."""
    found = score.score([GOLD], digests)
    assert [0, 0, 0, 0, 0] == [found[name] for name in ("valid", "people_r", "dates_r", "claims_r", "salient")]
    assert [0, 0, 0] == [found[f"{name}_f1"] for name in ("people", "dates", "claims")]
    assert [None] * 6 == [found[name] for name in ("people_p", "dates_p", "claims_p", "speaker", "fits", "seconds")]


@pytest.mark.parametrize("key", [{"id": "a"}, {"article": {"id": "a"}}, {"article": {"text": TEXT}}])
def test_a_digest_is_matched_by_id_or_text(key):
    assert score.score([GOLD], [DIGEST]) == score.score([GOLD], [{**DIGEST, "article": {}, **key}])


def test_a_digest_of_empty_sections_is_valid():
    digest = {"id": "a", "summary": None, "people": None, "timeline": [], "run": {}}
    found = score.score([GOLD], [digest])
    assert (1, 0, None, 0) == (found["valid"], found["items"], found["grounded"], found["people_r"])


@pytest.mark.parametrize(
    ("digest", "figure", "expected"),
    [
        (with_items("people", name="Sam Poe"), "people_p", 1),  # no core person, but annotated by an alias
        (with_items("people", name="Ida Moor"), "people_p", 0),  # the text does not name her
        (with_items("people", mentions=[]), "grounded", 0.75),  # 6 of 8
        (with_items("timeline", date="2024-05"), "dates_p", 0),
        (with_items("timeline", date="2024-05-10/2024-05-13"), "dates_r", 0.5),
        (with_items("timeline", flags=["hedge-differs"]), "flagged", 0.167),
        (with_items("claims", speaker={"name": "Ann"}), "speaker", 1),  # the person whom the source stands for
        (with_items("claims", evidence=[span("Nobody knew")], speaker={"name": "BBC News"}), "speaker", 1),
        (with_items("claims", evidence=[span("Nobody knew")], speaker={"name": "the police"}), "speaker", 0),
        (with_items("claims", speaker=None), "speaker", 0),
        (with_items("claims", evidence=[span("tired, Lee said. ")]), "claims_r", 0),  # 5 of 11 characters
        (with_items("claims", evidence=[span(" tired, Lee said. ")]), "claims_r", 0.5),  # 6 of 11
        (with_items("claims", evidence=[span("tired"), span("I was")]), "claims_r", 0.5),  # together
        (with_items("claims", evidence=[span("tired")]), "claims_p", 1),
        (with_items("claims", evidence=[span("BBC")]), "claims_p", 1),  # the source
        (with_items("claims", evidence=[span("reported")]), "claims_p", 1),  # the cue
        (with_items("claims", evidence=[span("Mayor Ann")]), "claims_p", 0),
        (with_items("claims", evidence=[]), "claims_p", 0),
        (with_items("claims", quote={**span("tired"), "text": "tried"}), "spans_exact", 0.75),
    ],
)
def test_one_change_gives_this_figure(digest, figure, expected):
    assert expected == score.score([GOLD], [digest])[figure]


def test_the_claim_that_covers_most_is_asked_for_its_speaker():
    """Of two that cover as much, the first."""
    partly = {"speaker": {"name": "Ray"}, "evidence": [span("was tired")]}
    fully = {"speaker": {"name": "Lee"}, "evidence": [span("I was tired")]}
    also = {**fully, "speaker": {"name": "Ray"}}
    orders = ([partly, fully, also], [partly, also, fully])
    assert [1, 0] == [score.score([GOLD], [{**DIGEST, "claims": claims}])["speaker"] for claims in orders]


def test_an_attribution_without_content_is_not_found():
    gold = {**GOLD, "gold": {"attributions": [{"spans": [], "source": span("Lee")}]}}
    assert 0 == score.score([gold], [DIGEST])["claims_r"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"headline": "Springfields"}, 1),
        ({"abstract": "In Springfield."}, 1),
        ({"key_points": [{"text": "The council met"}]}, 1),
        ({"headline": "The field of springs"}, 0),
    ],
)
def test_a_long_word_of_a_salient_name_is_enough_anywhere_in_the_summary(told, expected):
    gold = {**GOLD, "gold": {"salient_entities": GOLD["gold"]["salient_entities"][1:]}}
    assert expected == score.score([gold], [{"id": "a", "summary": told}])["salient"]


@pytest.fixture
def run(tmp_path, capsys):
    """Run the command on the gold and these digests; what it prints."""

    def command(*options, golds=(GOLD,), digests=(DIGEST,)):
        for name, records in {"gold": golds, "digests": digests}.items():
            text = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
            (tmp_path / name).write_text(text + "\n\n", encoding="utf-8")
        score.main([str(tmp_path / "digests"), "--gold", str(tmp_path / "gold"), *options])
        return capsys.readouterr().out

    return command


def test_the_command_prints_a_figure_a_line(run):
    """Precision, recall and F1 stand beside each other; a dash is a figure with nothing to judge."""
    lines = dict(line.split("  ", 1) for line in run().splitlines())
    expected = {"articles": "1", "people P R F1": "0.500  1.000  0.667", "speaker": "1.000", "input_tokens": "100"}
    assert expected == {name: lines[name].strip() for name in expected}
    assert "dates P R F1    -  0.000  0.000" in run(digests=[])


def test_json_has_the_figures_with_those_of_each_article_and_section(run):
    """A section has the figures that need no annotations; names are known from the whole digest."""
    other = {**GOLD, "id": "b", "text": "b"}
    found = json.loads(run("--json", "--each", "--sections", golds=[GOLD, other]))
    figures = score.score([GOLD, other], [DIGEST])
    each = {"a": score.score([GOLD], [DIGEST]), "b": score.score([other], [])}
    assert figures | {"each": each} == {name: found[name] for name in [*figures, "each"]}
    expected = {"summary": [1, 0.0, 1.0], "timeline": [4, 0.5, 0.75], "people": [2, None, 1.0], "claims": [2, 1.0, 1.0]}
    sections = found["sections"].items()
    assert expected == {name: [each["items"], each["fits"], each["grounded"]] for name, each in sections}


def test_each_article_and_section_has_a_line_in_a_table(run):
    _, sections, articles = run("--sections", "--each").strip("\n").split("\n\n")
    assert "4    0.667    0.750    0.500    0.500    0.250  timeline" in sections
    assert ["summary", "timeline", "people", "claims"] == [line.split()[-1] for line in sections.splitlines()[2:]]
    assert ["a"] == [line.split()[-1] for line in articles.splitlines()[2:]]


def test_the_command_runs_by_its_path_in_any_folder(tmp_path):
    command = [sys.executable, "-I", str(ROOT / "benchmarks" / "score.py"), "digests.jsonl"]
    (tmp_path / "digests.jsonl").write_text("")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "valid           0.000" in done.stdout


def test_a_line_separator_within_a_text_ends_no_line(run):
    headline = "The mayor\u2028of \x85 Springfield"
    assert "articles        1" in run(digests=[{**DIGEST, "summary": {"headline": headline}}])
