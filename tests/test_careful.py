"""What a careful model says comes out as it was said: replies written by hand, and annotators' attributions."""

import asyncio
import functools
import json

import pytest
from conftest import ROOT

from benchmarks import checks
from benchmarks.cpu import Scripted
from summarizer import Article
from summarizer.pipeline import digest_article
from summarizer.sections import SECTIONS
from summarizer.sections.claims import ClaimsReply
from summarizer.sections.people import PeopleReply


def records_of(path):
    return [json.loads(line) for line in (ROOT / path).read_text(encoding="utf-8").splitlines()]


GOLD = {record["id"].removeprefix("GUM_news_"): record for record in records_of("fixtures/eval/articles.jsonl")}
VARIED = {record["id"]: record for record in records_of("fixtures/eval/varied.jsonl")}
NAMES = sorted(path.stem for path in (ROOT / "tests/careful").glob("*.json"))


def article_of(name):
    record = (GOLD | VARIED)[name]
    return Article(id=record["id"], title=record["title"], published=record["date"], text=record["text"])


def replies_of(name):
    folder = ROOT / "tests/careful" / ("varied" if name in VARIED else "")
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=[*NAMES, *VARIED])
def given(request):
    """A careful reply, and the digest that comes of it."""
    replies = replies_of(request.param)
    return replies, asyncio.run(digest_article(article_of(request.param), Scripted(replies), list(SECTIONS.values())))


def test_there_are_replies_for_every_article():
    assert sorted(GOLD) == NAMES
    assert sorted(VARIED) == sorted(path.stem for path in (ROOT / "tests/careful/varied").glob("*.json"))


def test_nothing_is_dropped(given):
    replies, digest = given
    assert digest.issues == []
    assert len(digest.claims) == len(replies["claims"]["claims"])
    assert len(digest.timeline) == len(replies["timeline"]["events"])
    assert len(digest.people) == len(replies["people"]["people"])
    assert len(digest.summary.key_points) == len(replies["summary"]["key_points"])


def test_claims_come_out_word_for_word(given):
    replies, digest = given
    fields = ("statement", "certainty", "polarity", "status")
    for claim, reply in zip(digest.claims, replies["claims"]["claims"], strict=True):
        assert {field: getattr(claim, field) for field in fields} == {field: reply[field] for field in fields}
        assert (claim.speaker.name, claim.speaker.kind) == (reply["speaker"], reply["kind"])
        assert (claim.speaker.via or "", claim.quote.text if claim.quote else "") == (reply["via"], reply["quote"])
        assert {digest.article.sentence_at(span.start) for span in claim.evidence} >= set(reply["sentences"])


def test_named_speakers_are_linked_to_their_person(given):
    _, digest = given
    names = {person.id: {person.name, *person.aliases} for person in digest.people}
    for claim in digest.claims:
        if claim.speaker.kind == "person" and any(claim.speaker.name in known for known in names.values()):
            assert claim.speaker.name in names[claim.speaker.person]
        else:
            assert claim.speaker.person is None


def test_events_come_out_word_for_word_and_with_their_dates(given):
    replies, digest = given
    out = {(event.what, event.when, event.date) for event in digest.timeline}
    for reply in replies["timeline"]["events"]:
        # Where the reply leaves the date open, a rule may fill it in.
        dates = {date for what, when, date in out if (what, when) == (reply["what"], reply["when"])}
        assert reply["date"] in dates or not reply["date"]
        assert dates


IN_OTHER_WORDS = {"interviewer", "journalist running the live coverage"}
"""True roles that the article has in no word: these are doubted all the same."""


def test_people_keep_name_role_and_every_other_name(given):
    replies, digest = given
    out = {person.name: person for person in digest.people}
    for reply in replies["people"]["people"]:
        person = out[reply["name"]]
        assert person.role == reply["role"]
        assert {person.name, *person.aliases} >= set(reply["other_names"])
        assert {mention.text for mention in person.mentions} <= {person.name, *person.aliases}
        assert person.flags == ([] if person.role not in IN_OTHER_WORDS else ["words-not-in-evidence"])


def test_hardly_anything_is_doubted(given):
    _, digest = given
    items = [*digest.summary.key_points, digest.summary, *digest.timeline, *digest.people, *digest.claims]
    assert sum(bool(item.flags) for item in items) <= (4 if digest.article.id in VARIED else 3)


def test_summary_comes_out_word_for_word(given):
    replies, digest = given
    assert digest.summary.headline == replies["summary"]["headline"]
    assert digest.summary.abstract == replies["summary"]["abstract"]
    assert [p.text for p in digest.summary.key_points] == [p["text"] for p in replies["summary"]["key_points"]]


@functools.cache
def judged():
    return [(text.kind, text.source, text.flags != []) for text in checks.texts()]


def flagged(kind, *sources):
    found = [is_flagged for one, source, is_flagged in judged() if one == kind and source in sources]
    return sum(found) / len(found)


SEEN = ("careful", "human", "short")


def test_checks_are_silent_on_what_is_true():
    assert flagged("true", *SEEN) <= 0.02
    assert flagged("true", "varied") <= 0.08


@pytest.mark.parametrize(
    ("kind", "least", "least_of_varied"),
    [
        ("number", 0.95, 0.93),
        ("own name", 0.8, 0.6),
        ("strange name", 0.95, 0.88),
        ("negation", 0.85, 0.75),
        ("hedge", 0.75, 0.8),
        ("foreign", 0.98, 0.98),
    ],
)
def test_checks_speak_up_on_what_is_wrong(kind, least, least_of_varied):
    assert flagged(kind, *SEEN) >= least
    assert flagged(kind, "varied") >= least_of_varied


def annotated(name):
    """Annotators' attributions of an article as the claims of a perfect model, and the words that each is about."""
    article, record = article_of(name), GOLD[name]
    claims, spans = [], []
    for found in record["gold"]["attributions"]:
        if all(article.is_aside(start) for start, _ in found["spans"]):
            continue  # the credit of a picture
        source = found["source"]["text"] if found["source"] else ""
        numbers = [
            number
            for number, sentence in enumerate(article.sentences, 1)
            if any(start < sentence.end and sentence.start < end for start, end in found["spans"])
        ]
        person = found.get("speaker_person")
        kind = "narrator" if not source else "person" if person else "organization"
        claims.append(
            {
                "sentences": numbers,
                "speaker": person or source,
                "kind": kind,
                "via": "",
                "statement": found["content"],
                "quote": "",
                "certainty": "certain",
                "polarity": "positive",
                "status": "reported",
            }
        )
        spans.append(found["spans"])
    return article, claims, spans


def test_annotated_attributions_are_kept_with_their_speakers_and_words():
    covered, length = 0, 0
    for name in NAMES:
        article, claims, spans = annotated(name)
        listed = [
            {"name": p["name"], "other_names": [a for a in p["aliases"] if a != p["name"]], "role": ""}
            for p in GOLD[name]["gold"]["people"]
        ]
        people = SECTIONS["people"].resolve(PeopleReply.model_validate({"people": listed}), article, []).value
        found, issues, _ = SECTIONS["claims"].resolve(ClaimsReply.model_validate({"claims": claims}), article, people)
        assert issues == []
        assert [claim.speaker.name for claim in found] == [" ".join(claim["speaker"].split()) for claim in claims]
        for claim, parts in zip(found, spans, strict=True):
            for start, end in parts:
                length += end - start
                covered += sum(max(0, min(end, s.end) - max(start, s.start)) for s in claim.evidence)
    assert covered / length >= 0.98
