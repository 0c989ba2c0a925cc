"""Digests of real articles from a real model's recorded replies. How to record them again stands in the README."""

import json

import pytest
import yaml
from conftest import ARTICLES, CASSETTES, ReadableSerializer

from benchmarks.score import spans_in
from summarizer import summarize
from summarizer.assist import local
from summarizer.client import Endpoint
from summarizer.errors import ModelError

NAMES = sorted(path.stem for path in ARTICLES.glob("*.txt"))
EACH = [pytest.param(name, marks=pytest.mark.default_cassette(f"{name}.yaml")) for name in NAMES]


@pytest.mark.vcr
@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
@pytest.mark.parametrize("name", EACH)
def test_a_real_models_replies_become_a_digest(name, recorded, vcr):
    path = ARTICLES / f"{name}.txt"
    digest = summarize(path, model="local")
    text = path.read_bytes().decode()
    assert (digest.article.text, digest.run.attempts) == (text, len(vcr))
    assert digest.summary
    assert digest.timeline
    assert digest.people
    assert digest.claims
    items = [*digest.summary.key_points, *digest.timeline, *digest.claims]
    assert all(item.evidence for item in items)
    assert all(person.mentions for person in digest.people)
    found = list(spans_in(json.loads(digest.model_dump_json())))
    assert all(text[span["start"] : span["end"]] == span["text"] for span in found)
    assert len(found) > len(items)


@pytest.mark.vcr
@pytest.mark.default_cassette("portman.yaml")
def test_the_first_articles_dates_and_people(recorded):
    digest = summarize(ARTICLES / "portman.txt", model="local")
    dates = {event.when: event.date for event in digest.timeline}
    assert dates["2009"] == "2009"
    assert dates["last year"] == "2022"
    assert dates["Spring of this year"] == "2023-21"
    ages = {person.name: person.age for person in digest.people}
    assert (ages["Natalie Portman"], ages["Benjamin Millepied"], ages["Camille Étienne"]) == (42, 46, 25)


@pytest.mark.vcr
@pytest.mark.default_cassette("portman.yaml")
def test_a_changed_request_is_not_answered_from_a_recording(vcr, monkeypatch):
    nowhere = Endpoint("http://127.0.0.1:9/v1", "none", local.DEFAULT.name.removesuffix(".gguf"))
    monkeypatch.setattr(local, "endpoint", lambda model: nowhere)
    text = (ARTICLES / "portman.txt").read_bytes().decode()
    with pytest.raises(ModelError, match="differ in _same_json"):
        summarize(text.replace("eleven years", "twelve years"), model="local", sections=["summary"])
    assert vcr.play_count == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_cassette_is_readable_and_holds_no_secret_and_no_machine(name):
    text = (CASSETTES / f"{name}.yaml").read_text()
    for interaction in yaml.safe_load(text)["interactions"]:
        request, response = interaction["request"], interaction["response"]
        assert [name.lower() for name in [*request["headers"], *response["headers"]]] == ["content-type"] * 2
        assert request["uri"] == "http://model/v1/chat/completions"
        assert isinstance(request["body"]["messages"], list)
        assert isinstance(response["body"]["choices"], list)
    assert "Bearer" not in text
    assert "/home/" not in text
    assert "/root/" not in text


def test_a_cassette_survives_being_written_and_read():
    text = (CASSETTES / "portman.yaml").read_text()
    assert ReadableSerializer.serialize(ReadableSerializer.deserialize(text)) == text
