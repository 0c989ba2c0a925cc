"""A digest as linked data, checked against the published contexts and vocabularies, which lie in `fixtures`."""

import json

import pytest
from conftest import ARTICLES, ROOT
from digests import ARTICLE, TEXT, digest
from test_recorded import EACH
from vocabulary import Vocabulary, leaves

from benchmarks.score import spans_in
from summarizer import Event, summarize
from summarizer.render.linked_data import AROUND, graph, jsonld

VOCABULARY = Vocabulary(ROOT / "fixtures" / "vocabularies")


def nodes(document, kind):
    return [node for node in document["@graph"] if kind in (node.get("@type"), node.get("type"))]


def check(document, text):
    """Every term is defined and fits, nothing is lost, nothing refers to nowhere, every selector finds its span."""
    terms = VOCABULARY.expanded(document)
    assert VOCABULARY.problems(terms) == []
    assert leaves(terms) == leaves(document)
    names = [node.get("@id") or node["id"] for node in document["@graph"]]
    assert len(set(names)) == len(names)
    [article] = nodes(document, "NewsArticle")
    assert article["articleBody"] == text
    for annotation in nodes(document, "Annotation"):
        if annotation["motivation"] == "assessing":
            assert annotation["target"] in names
            continue
        assert annotation["body"][0] in names
        assert annotation["target"]["source"] == article["encoding"]["@id"]
        position, quotation = annotation["target"]["selector"]
        assert text[position["start"] : position["end"]] == quotation["exact"]
        around = quotation["prefix"] + quotation["exact"] + quotation["suffix"]
        assert text.startswith(around, position["start"] - len(quotation["prefix"]))


def test_every_term_is_defined_and_every_selector_finds_its_span():
    document = json.loads(jsonld(digest()))
    check(document, TEXT)
    placed = [annotation for annotation in nodes(document, "Annotation") if annotation["motivation"] != "assessing"]
    assert len(placed) == len(list(spans_in(json.loads(digest().model_dump_json()))))


@pytest.mark.vcr
@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
@pytest.mark.parametrize("name", EACH)
def test_real_digests_too(name, recorded):
    found = summarize(ARTICLES / f"{name}.txt", model="local")
    check(json.loads(jsonld(found)), found.article.text)


def test_each_annotation_is_complete_by_itself():
    for annotation in nodes(graph(digest()), "Annotation"):
        alone = VOCABULARY.expanded(annotation)
        assert VOCABULARY.problems(alone) == []
        assert leaves(alone) == leaves(annotation)


@pytest.mark.parametrize(
    ("kind", "change", "problem"),
    [
        ("Person", {"nickname": "Annie"}, "nickname is not defined"),
        ("Person", {"startDate": "2023"}, "startDate is not for Person"),
        ("Person", {"@type": "Human"}, "Human is not defined"),
        ("Claim", {"author": {"@type": "Event", "name": "x"}}, "author can't be"),
        ("Event", {"startDate": {"@type": "Person", "name": "x"}}, "startDate can't be"),
        ("Annotation", {"motivation": "guessing"}, "motivatedBy can't be"),
        ("Annotation", {"target": {"type": "TextQuoteSelector", "source": "http://x.org/"}}, "hasSource is not for"),
    ],
)
def test_what_the_vocabularies_do_not_know_is_found(kind, change, problem):
    document = graph(digest())
    nodes(document, kind)[0].update(change)
    assert any(problem in found for found in VOCABULARY.problems(VOCABULARY.expanded(document)))


def test_a_term_that_a_context_does_not_know_is_found_too():
    annotation = {**nodes(graph(digest()), "Annotation")[0], "colour": "red"}
    assert leaves(VOCABULARY.expanded(annotation)) != leaves(annotation)


def test_the_article_is_described_as_publishers_do():
    [article] = nodes(graph(digest()), "NewsArticle")
    [text] = nodes(graph(digest()), "TextObject")
    assert article["@id"] == article["url"] == "https://example.org/a?x=1"
    assert (article["headline"], article["abstract"]) == ("A # title", "1. She <b>left</b> in 2023.")
    assert (article["datePublished"], article["inLanguage"]) == ("2024-05-10", "en")
    assert article["temporalCoverage"] == ["2003/2015", "2023-08-07"]
    assert text["sha256"] == ARTICLE.sha256


def test_the_digest_says_that_a_model_made_it():
    work = nodes(graph(digest()), "CreativeWork")[0]
    [made] = nodes(graph(digest()), "CreateAction")
    assert work["digitalSourceType"] == {"@id": "http://schema.org/TrainedAlgorithmicMediaDigitalSource"}
    assert [software["name"] for software in made["instrument"]] == ["summarizer", "m"]


def test_people_keep_their_roles_ages_and_other_names():
    person = nodes(graph(digest()), "Person")[0]
    del person["@id"]
    assert person == {"@type": "Person", "name": "Ann Lee", "alternateName": ["Lee"], "description": "mayor, 42"}


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2023-08-07", {"startDate": "2023-08-07"}),
        ("2023", {"startDate": "2023"}),
        ("2003/2015-06", {"startDate": "2003", "endDate": "2015-06", "keywords": "2003/2015-06"}),
        ("2003/..", {"startDate": "2003", "keywords": "2003/.."}),
        ("../2015", {"endDate": "2015", "keywords": "../2015"}),
        ("2023-21", {"keywords": "2023-21"}),
        ("2010~", {"keywords": "2010~"}),
        ("2003/2010~", {"keywords": "2003/2010~"}),
        ("199X", {"keywords": "199X"}),
        (None, {}),
    ],
)
def test_dates_are_iso_8601_where_it_can_say_them_and_edtf_where_not(date, expected):
    document = graph(digest(timeline=[Event(date=date, when="then", what="It was.")]))
    [event] = nodes(document, "Event")
    if "keywords" in event:
        event["keywords"] = event["keywords"]["termCode"]
    assert {name: event[name] for name in ("startDate", "endDate", "keywords") if name in event} == expected
    assert VOCABULARY.problems(VOCABULARY.expanded(document)) == []


def test_a_claim_names_who_makes_it_and_where_it_came_through():
    document = graph(digest())
    ann = nodes(document, "Person")[0]["@id"]
    claims = nodes(document, "Claim")
    assert [claim.get("author") for claim in claims] == [
        {"@type": "Person", "description": "A source"},
        {"@type": "Organization", "name": "the Herald"},
        {"@id": ann},
        {"@type": "Person", "name": "Carl Fox"},
        None,
        None,
    ]
    assert [[work["name"] for work in claim.get("firstAppearance", [])] for claim in claims] == [
        ["the Herald"], [], [], [], ["a report"], []
    ]  # fmt: skip
    assert {claim["appearance"]["@id"] for claim in claims} == {ARTICLE.url}
    values = [[term["name"] for term in claim["keywords"]] for claim in claims]
    assert values[0] == ["possible", "positive", "reported"]
    assert values[2] == ["probable", "negative", "reported"]


def test_flags_and_issues_are_assessments():
    document = graph(digest())
    found = [a for a in nodes(document, "Annotation") if a["motivation"] == "assessing"]
    tags = [body["value"] for a in found[:-1] for body in a["body"]]
    assert tags == [
        "hedge-differs",
        "negation-differs",
        "name-not-in-evidence",
        "date-not-in-evidence",
        "quote-without-marks",
    ]
    assert found[-1]["body"]["value"] == "people: the name is not in the article: Carl Fox"
    assert found[-1]["target"] == nodes(document, "CreativeWork")[0]["@id"]


def test_names_are_the_same_for_the_same_digest_and_others_for_another():
    one, again = (jsonld(digest(run=digest().run.model_copy(update={"seconds": s}))) for s in (1, 2))
    assert one == again
    other = graph(digest(claims=[]))
    assert {n["@id"] for n in nodes(other, "Person")}.isdisjoint(n["@id"] for n in nodes(json.loads(one), "Person"))


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "not a url", "https://exa mple.org"])
def test_an_address_that_is_none_names_nothing(url):
    document = graph(digest(article=ARTICLE.model_copy(update={"url": url})))
    [article] = nodes(document, "NewsArticle")
    assert article["@id"].startswith("urn:uuid:")
    assert "url" not in article
    assert article["identifier"] == ["a", *([url] if url else [])]
    check(document, TEXT)


def test_words_around_a_quotation_are_those_of_the_article():
    [first] = [a for a in nodes(graph(digest()), "Annotation") if a["motivation"] == "describing"][:1]
    quotation = first["target"]["selector"][1]
    end = ARTICLE.sentences[0].end
    assert (quotation["prefix"], quotation["suffix"]) == ("", TEXT[end : end + AROUND])


def test_no_markup_can_end_the_script_that_holds_it():
    text = jsonld(digest())
    assert {"<", ">", "&"}.isdisjoint(text)
    assert "</script>" in json.loads(text)["@graph"][0]["articleBody"]
