"""The scorer, on an article and digests small enough to judge by hand."""

import importlib.util

import pytest
from conftest import ROOT

spec = importlib.util.spec_from_file_location("score", ROOT / "benchmarks" / "score.py")
score = importlib.util.module_from_spec(spec)
spec.loader.exec_module(score)

TEXT = "Mayor Ann Lee resigned on Friday. I was tired, Lee said. Bob Ray came in 2023."


def span(piece):
    start = TEXT.index(piece)
    return {"start": start, "end": start + len(piece), "text": piece}


GOLD = {
    "id": "a",
    "date": "2024-05-13",
    "text": TEXT,
    "gold": {
        "people": [
            {"name": "Ann Lee", "core": True, "aliases": ["Lee"]},
            {"name": "Bob Ray", "core": True, "aliases": []},
        ],
        "times": [{"value": "2024-05-10"}, {"value": "2023"}],
        "attributions": [
            {"source": span("Lee said"), "cue": None, "spans": [[34, 45]], "speaker_person": "Ann Lee", "credit": False}
        ],
        "salient_entities": [{"text": "Ann Springfield", "salience": 5, "etype": "person"}],
    },
}
GOOD = {
    "article": {"id": "a"},
    "summary": {"headline": "Springfield", "abstract": "", "key_points": []},
    "timeline": [{"date": "2024-05-10", "what": "Lee resigned", "evidence": [span("Lee resigned on Friday")]}],
    "people": [{"name": "Ann Lee", "aliases": [], "mentions": [span("Ann Lee")]}],
    "claims": [{"statement": "I was tired", "speaker": {"name": "Lee"}, "evidence": [span("I was tired")]}],
    "run": {"seconds": 3, "usage": {"input_tokens": 100, "output_tokens": 10}},
}


def figures(*digests):
    return score.score(score.pair([GOLD], digests))


def test_what_is_right_counts_and_what_is_missing_counts_against_recall():
    expected = {
        "articles": 1,
        "items": 3,
        "valid": 1,
        "spans_exact": 1,
        "grounded": 1,
        "salient": 1,
        "seconds": 3,
        "people_p": 1,
        "people_r": 0.5,
        "people_f1": 0.667,
        "dates_p": 1,
        "dates_r": 0.5,
        "claims_p": 1,
        "claims_r": 1,
        "speaker": 1,
        "fits": 1,
        "flagged": 0,
    }
    found = figures(GOOD)
    assert expected == {name: found[name] for name in expected}


@pytest.mark.parametrize("digests", [[], [{"article": {"id": "a"}, "error": {"type": "InputError"}}]])
def test_an_article_without_a_digest_was_not_found(digests):
    found = figures(*digests)
    assert (found["valid"], found["people_r"], found["dates_r"], found["claims_r"]) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("section", "change", "figure"),
    [
        ("people", {"name": "Carl Fox"}, "people_p"),
        ("people", {"mentions": []}, "grounded"),
        ("timeline", {"date": "2022"}, "dates_p"),
        ("timeline", {"what": "Lee resigned in 1999"}, "fits"),
        ("timeline", {"what": "Springfield celebrated"}, "fits"),
        ("claims", {"speaker": {"name": "Bob Ray"}}, "speaker"),
        ("claims", {"evidence": [span("Bob Ray")]}, "claims_r"),
        ("claims", {"evidence": [{**span("I was tired"), "text": "I am tired"}]}, "spans_exact"),
    ],
)
def test_what_is_wrong_lowers_its_figure(section, change, figure):
    wrong = {**GOOD, section: [{**GOOD[section][0], **change}]}
    assert figures(wrong)[figure] < figures(GOOD)[figure]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2015", "2015", True),
        ("2015-06-01", "[2014..2015]", True),
        ("2015~", "2015", True),
        ("2015", "2015-06", False),
        ("2013", "2014/2015", False),
        (None, "2015", False),
    ],
)
def test_dates_agree_when_equal_or_one_lies_in_the_others_range(one, other, same):
    assert score.same_date(one, other) is same
