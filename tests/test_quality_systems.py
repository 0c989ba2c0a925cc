"""What other tools answer, as digests; no other tool is needed here."""

from types import SimpleNamespace

import pytest

from benchmarks.quality import by_langextract
from benchmarks.quality.one_schema import Facts, question, to_digest
from benchmarks.quality.systems import SYSTEMS, version
from summarizer.article import Article
from summarizer.errors import UsageError

TEXT = "Ann Lee resigned on Friday. “I was tired”, Lee said."
ARTICLE = Article(id="a", title="Lee resigns", published="2024-05-13", text=TEXT)


def span(piece):
    return {"start": TEXT.index(piece), "end": TEXT.index(piece) + len(piece), "text": piece}


def facts(**changes):
    event = {"when": "on Friday", "date": "2024-05-10", "what": "Lee resigned", "quote": "Ann Lee resigned on Friday."}
    given = {
        "headline": "Lee goes",
        "abstract": "Lee has gone.",
        "key_points": [{"text": "Lee resigned", "quote": "Ann Lee resigned"}],
        "timeline": [event],
        "people": [{"name": "Ann Lee", "aliases": ["Lee", "Annie"], "role": None, "age": 61}],
        "claims": [{"speaker": "Lee", "statement": "She was tired", "quote": "I was tired"}],
    }
    return Facts.model_validate(given | changes)


def test_facts_become_a_digest_with_the_places_of_their_quotes_and_names():
    expected = {
        "summary": {
            "headline": "Lee goes",
            "abstract": "Lee has gone.",
            "key_points": [{"text": "Lee resigned", "evidence": [span("Ann Lee resigned")]}],
        },
        "timeline": [
            {
                "when": "on Friday",
                "date": "2024-05-10",
                "what": "Lee resigned",
                "evidence": [span("Ann Lee resigned on Friday.")],
            }
        ],
        "people": [
            {
                "name": "Ann Lee",
                "aliases": ["Lee", "Annie"],
                "role": "",
                "age": 61,
                "mentions": [span("Ann Lee"), span("Lee")],
            }
        ],
        "claims": [{"statement": "She was tired", "speaker": {"name": "Lee"}, "evidence": [span("I was tired")]}],
    }
    assert expected == to_digest(facts(), ARTICLE)


@pytest.mark.parametrize("quote", ["", "i was tired", "I was very tired"])
def test_a_quote_that_does_not_stand_in_the_article_is_no_evidence(quote):
    made = to_digest(facts(claims=[{"speaker": "Lee", "statement": "x", "quote": quote}]), ARTICLE)
    assert [] == made["claims"][0]["evidence"]


def test_a_question_holds_title_date_and_text():
    assert f"Title: Lee resigns\nPublished: 2024-05-13\n\n{TEXT}" == question(ARTICLE)


def extraction(kind, text, attributes, place=None):
    interval = place and SimpleNamespace(start_pos=span(place)["start"], end_pos=span(place)["end"])
    return SimpleNamespace(extraction_class=kind, extraction_text=text, attributes=attributes, char_interval=interval)


def test_extractions_become_a_digest_with_the_places_that_langextract_gave_them():
    """A person who is extracted twice is one person; what langextract did not find has no evidence."""
    extractions = [
        extraction("person", "Ann Lee", {"role": "Mayor"}, "Ann Lee"),
        extraction("event", "Lee resigned", {"when": "on Friday", "date": "2024-05-10"}, "Lee resigned"),
        extraction("person", "Ann Lee", None, "Lee said"),
        extraction("claim", "i was tired", {"speaker": ["Ann", "Lee"]}, "I was tired"),
        extraction("claim", "Nobody knew", {"speaker": None}),
        extraction("event", "Lee said", {"when": "then", "date": None}),
        extraction("place", "Springfield", {}),
    ]
    expected = {
        "people": [{"name": "Ann Lee", "role": "Mayor", "mentions": [span("Ann Lee"), span("Lee said")]}],
        "timeline": [
            {"when": "on Friday", "date": "2024-05-10", "what": "Lee resigned", "evidence": [span("Lee resigned")]},
            {"when": "then", "date": None, "what": "Lee said", "evidence": []},
        ],
        "claims": [
            {"statement": "i was tired", "speaker": {"name": "Ann, Lee"}, "evidence": [span("I was tired")]},
            {"statement": "Nobody knew", "speaker": {"name": ""}, "evidence": []},
        ],
    }
    assert expected == by_langextract.to_digest(extractions, ARTICLE)


def test_the_worked_example_has_its_extractions_word_for_word_and_in_order():
    """As langextract's documentation asks."""
    starts = [by_langextract.EXAMPLE.find(text) for _, text, _ in by_langextract.EXTRACTIONS]
    assert -1 not in starts
    assert sorted(starts) == starts


def test_no_name_of_the_worked_example_stands_in_an_annotated_article():
    """Examples leak into replies: such a name can't count as found."""
    from benchmarks import score

    texts = " ".join(gold["text"] for gold in score.lines_of(score.GOLD))
    assert [] == [name for name in ("Eskvale", "Quill", "Hobb") if name in texts]


def test_a_version_is_that_of_the_installed_distribution():
    import instructor

    assert version("instructor") == instructor.__version__
    assert version("summarizer").startswith("0.1.0")


def test_a_system_that_is_unknown_or_not_installed_is_wrong_usage(monkeypatch):
    with pytest.raises(UsageError, match="Choose from: summarizer, langextract, instructor, pydantic-ai"):
        version("nobody")
    monkeypatch.setitem(SYSTEMS, "langextract", SYSTEMS["langextract"]._replace(distribution="not-there"))
    with pytest.raises(UsageError, match="pip install --group bench"):
        version("langextract")
