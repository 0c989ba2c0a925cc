"""One article: every section asked, resolved and put together, whatever fails on the way."""

import asyncio
import json

import brief
import pytest
from fake_server import completion, error
from pydantic import BaseModel
from scripted import REPLIES, TEXT

from benchmarks.score import spans_in
from summarizer import SECTIONS, Article, Resolved, Section, asummarize, prompts, summarize
from summarizer.client import response_format
from summarizer.errors import ModelError, UsageError

pytestmark = [pytest.mark.block_network(allowed_hosts=["127.0.0.1"]), pytest.mark.usefixtures("in_use")]


def test_a_digest_holds_every_section_tied_to_the_text(server):
    digest = summarize(TEXT)
    assert digest.article.published == "2024-05-10"
    assert digest.summary.headline == "Mayor Ann Lee resigned"
    assert [point.text for point in digest.summary.key_points] == ["Ann Lee resigned last year."]
    assert [(person.name, person.age, person.role) for person in digest.people] == [
        ("Ann Lee", 42, "mayor of Springfield"),
        ("Bob Ray", None, ""),
    ]
    assert [m.text for m in digest.people[0].mentions] == ["Ann Lee", "Lee"]
    lee, ray = digest.people
    assert [(e.date, e.when, e.resolved_by, e.people) for e in digest.timeline] == [
        ("2023", "in 2023", "rule", [lee.id, ray.id]),
        ("2023", "last year", "rule", [lee.id]),
    ]
    tired, back = digest.claims
    assert (tired.statement, tired.quote.text) == ("Ann Lee was tired.", "I was tired,")
    assert (tired.speaker.kind, tired.speaker.person, tired.speaker.via) == ("person", lee.id, "the Herald")
    assert [cue.text for cue in tired.cues] == ["told"]
    assert [span.text for span in tired.evidence] == ['"I was tired," Lee told the Herald.']
    assert (back.speaker.kind, back.certainty, back.polarity) == ("unnamed", "possible", "negative")
    items = [*digest.summary.key_points, *digest.timeline, *digest.people, *digest.claims]
    assert [item.flags for item in items] == [[]] * 7
    found = list(spans_in(json.loads(digest.model_dump_json())))
    assert len(found) > 10
    assert all(TEXT[span["start"] : span["end"]] == span["text"] for span in found)


def test_what_the_article_does_not_carry_is_an_issue_and_no_item(server):
    digest = summarize(TEXT)
    assert [(issue.section, issue.problem, issue.detail) for issue in digest.issues] == [
        ("summary", "not-in-article", "Dolphins invaded Paris overnight."),
        ("timeline", "not-in-article", "next spring: Dolphins will invade Paris."),
        ("people", "name-not-in-article", "Carl Fox"),
        ("claims", "not-in-article", "Carl Fox: Dolphins invaded Paris overnight."),
    ]


def test_the_run_says_what_it_took(server):
    run = summarize(TEXT).run
    assert (run.model, run.attempts, run.cached, run.cost_usd) == ("openai/scripted", 4, False, None)
    assert run.usage.model_dump() == {"input_tokens": 400, "cached_tokens": 200, "output_tokens": 40}
    assert run.prompts == {name: prompts.fingerprint(name) for name in SECTIONS}


def test_all_sections_are_asked_over_one_prefix_and_a_strict_schema(server):
    summarize(TEXT)
    article = prompts.render("article", article=Article(text=TEXT, published="2024-05-10"))
    assert len(server.requests) == len(SECTIONS)
    assert {request["messages"][0]["content"] for request in server.requests} == {prompts.render("rules")}
    assert all(request["messages"][1]["content"].startswith(article) for request in server.requests)
    for request in server.requests:
        schema = request["response_format"]["json_schema"]
        assert schema["strict"] is True
        assert schema["schema"]["additionalProperties"] is False


def questions(server):
    """What the server was asked, without the article: the questions in any order."""
    return {request["messages"][1]["content"].partition("\n\n# Question")[2] for request in server.requests}


def test_a_hosted_model_is_asked_in_full_with_no_hint_and_no_bound(server):
    summarize(TEXT)
    article = Article(text=TEXT, published="2024-05-10")
    full = {prompts.messages(name, article)[1]["content"].partition("\n\n# Question")[2] for name in SECTIONS}
    assert questions(server) == full  # the same whatever the article: nothing in them that code has found
    schemas = {r["response_format"]["json_schema"]["name"]: r["response_format"] for r in server.requests}
    assert schemas == {section.reply.__name__: response_format(section.reply) for section in SECTIONS.values()}
    assert not any(bound in json.dumps([*schemas.values()]) for bound in ("maxItems", "maxLength", "prefixItems"))


@pytest.mark.parametrize(
    ("setting", "profile"), [("brief", None), ("", "brief"), ("full", "brief")], ids=["set", "given", "given, not set"]
)
def test_with_the_profile_brief_a_hosted_model_is_asked_briefly_and_only_what_code_does_not_know(
    server, monkeypatch, setting, profile
):
    told = brief.asked(server)
    monkeypatch.setenv("SUMMARIZER_PROFILE", setting)
    digest = summarize(TEXT, profile=profile)
    assert told(digest)
    assert len(questions(server)) == 1  # the summary
    assert [(person.name, person.role) for person in digest.people] == [
        ("Ann Lee", "mayor of Springfield"),
        ("Bob Ray", ""),
    ]
    assert [(event.when, event.date) for event in digest.timeline] == [("last year", "2023"), ("2023", "2023")]
    assert [(claim.speaker.name, claim.statement) for claim in digest.claims] == [
        ("Lee", "I was tired."),
        ("a source", "She may not return."),
    ]
    assert digest.summary.headline == "Mayor Ann Lee resigned"
    assert digest.issues == []


def test_with_the_profile_full_it_is_asked_in_full_whatever_is_set(server, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_PROFILE", "brief")
    assert summarize(TEXT, profile="full").run.prompts == {name: prompts.fingerprint(name) for name in SECTIONS}


@pytest.mark.parametrize(("setting", "profile"), [("terse", None), ("brief", "terse")], ids=["set", "given"])
def test_a_profile_that_there_is_not_is_wrong_usage(server, monkeypatch, setting, profile):
    monkeypatch.setenv("SUMMARIZER_PROFILE", setting)
    with pytest.raises(UsageError, match=r"no profile 'terse'\. Choose from: full, brief"):
        summarize(TEXT, profile=profile)
    assert server.requests == []


def test_only_the_sections_asked_for(server):
    digest = summarize(TEXT, sections=["people"])
    assert (len(server.requests), digest.summary, digest.claims, len(digest.people)) == (1, None, [], 2)
    assert list(digest.run.prompts) == ["people"]


@pytest.mark.parametrize("profile", ["full", "brief"])
def test_a_section_of_ones_own(server, tmp_path, monkeypatch, profile):
    class PlacesReply(BaseModel):
        places: list[str]

    def resolve(reply, article, people):
        return Resolved([place for place in reply.places if place in article.text], [])

    for path in prompts.folder().glob("*.md.j2"):
        (tmp_path / path.name).write_text(path.read_text())
    (tmp_path / "places.md.j2").write_text("# Question\n\nWhich places?")
    monkeypatch.setenv("SUMMARIZER_PROMPTS", str(tmp_path))
    server.instead["PlacesReply"] = completion('{"places": ["Springfield", "Paris"]}')
    digest = summarize(TEXT, sections=["people", Section("places", PlacesReply, resolve)], profile=profile)
    assert digest.places == ["Springfield"]
    assert json.loads(digest.model_dump_json())["places"] == ["Springfield"]
    assert digest.run.prompts["places"] == prompts.fingerprint("places")


def test_a_reply_that_takes_too_long_to_check_is_a_section_that_failed_and_the_others_stand(server, monkeypatch):
    monkeypatch.setattr("summarizer.thread.MOST_SECONDS", -1)
    server.instead["SummaryReply"] = completion(json.dumps(REPLIES["SummaryReply"] | {"key_points": []}))
    digest = summarize(TEXT, sections=["summary", "claims"])
    assert (digest.summary.headline, digest.claims) == ("Mayor Ann Lee resigned", [])
    assert [(issue.section, issue.problem, issue.detail) for issue in digest.issues] == [
        ("claims", "section-failed", "The reply takes too long to check. Try another model")
    ]


def test_a_section_that_fails_is_an_issue_and_the_others_stand(server):
    server.instead["ClaimsReply"] = completion('{"claims": [', finish_reason="length")
    digest = summarize(TEXT)
    assert (digest.claims, len(digest.people)) == ([], 2)
    assert [issue.detail for issue in digest.issues if issue.problem == "section-failed"] == [
        "The reply did not end within the output limit. Try another model"
    ]


def test_an_article_of_which_every_section_fails_is_an_error(server):
    server.instead.update(dict.fromkeys(REPLIES, error(401)))
    with pytest.raises(ModelError, match="refused the key"):
        summarize(TEXT)


def test_it_works_inside_a_running_event_loop(server):
    async def notebook():
        return summarize(TEXT, sections=["people"]), await asummarize(TEXT, sections=["people"])

    first, second = asyncio.run(notebook())
    assert first.people == second.people != []


def test_progress_gives_each_reply_as_it_is_written_and_its_end(server):
    told = []
    digest = summarize(
        TEXT, sections=["people", "claims"], on_progress=lambda section, text: told.append((section, text))
    )
    for section, reply in (("people", "PeopleReply"), ("claims", "ClaimsReply")):
        pieces = [text for name, text in told if name == section]
        assert (len(pieces), pieces[-1]) == (3, "")
        assert json.loads("".join(pieces)) == REPLIES[reply]
    assert all(request["stream"] for request in server.requests)
    assert (digest.run.usage.input_tokens, digest.run.usage.output_tokens) == (200, 20)


def test_brief_questions_keep_to_the_strict_subset_for_a_hosted_model(server):
    brief.asked(server)
    summarize(TEXT, profile="brief")
    assert "prefixItems" not in json.dumps([request["response_format"] for request in server.requests])
