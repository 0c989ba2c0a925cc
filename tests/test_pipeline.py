"""From an article to its digest, with scripted replies over HTTP."""

import asyncio
import json

import pytest
from fake_server import completion, error
from pydantic import BaseModel
from scripted import REPLIES, TEXT

from summarizer import Article, Issue, Resolved, Section, asummarize, prompts, summarize
from summarizer.errors import InputError, ModelError, UsageError
from summarizer.pipeline import choose_sections, digest_article

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.fixture
def server(server, monkeypatch):
    """The scripted model, as the one to use."""
    for name, value in server.settings.items():
        monkeypatch.setenv(name, value)
    return server


def spans(node):
    if isinstance(node, dict):
        if {"start", "end", "text"} <= node.keys():
            yield node
        for value in node.values():
            yield from spans(value)
    elif isinstance(node, list):
        for value in node:
            yield from spans(value)


def test_a_digest_holds_every_section_tied_to_the_text(server):
    digest = summarize(TEXT)
    assert digest.article.published == "2024-05-10"
    assert digest.summary.headline == "Mayor Ann Lee resigned"
    assert [(person.name, person.age, person.role) for person in digest.people] == [
        ("Ann Lee", 42, "mayor of Springfield"),
        ("Bob Ray", None, ""),
    ]
    assert [m.text for m in digest.people[0].mentions] == ["Ann Lee", "Lee"]
    lee, ray = digest.people
    assert [(e.date, e.when, e.resolved_by, e.people) for e in digest.timeline] == [
        ("2023", "last year", "rule", [lee.id]),
        ("2023", "2023", "rule", [ray.id]),
    ]
    tired, back = digest.claims
    assert (tired.quote.text, tired.speaker.kind, tired.speaker.person) == ("I was tired,", "person", lee.id)
    assert (tired.speaker.via, [cue.text for cue in tired.cues]) == ("the Herald", ["told"])
    assert tired.evidence[0].text == digest.article.sentences[1].text  # not the sentence that the model named
    assert (back.speaker.kind, back.certainty, back.polarity) == ("unnamed", "possible", "negative")
    found = list(spans(json.loads(digest.model_dump_json())))
    assert len(found) > 10
    assert all(TEXT[span["start"] : span["end"]] == span["text"] for span in found)


def test_what_the_article_does_not_carry_is_an_issue_and_no_item(server):
    digest = summarize(TEXT)
    assert {(issue.section, issue.problem) for issue in digest.issues} == {
        ("summary", "not-in-article"),
        ("timeline", "time-not-in-article"),
        ("people", "name-not-in-article"),
    }


def test_the_run_says_what_it_took(server):
    run = summarize(TEXT).run
    assert (run.model, run.attempts, run.cached, run.cost_usd) == ("openai/scripted", 5, False, None)
    assert run.usage.model_dump() == {"input_tokens": 500, "cached_tokens": 250, "output_tokens": 50}
    asked = ("summary", "timeline", "people", "claims", "mend")
    assert run.prompts == {name: prompts.fingerprint(name) for name in asked}


def test_all_sections_are_asked_over_one_prefix_and_a_strict_schema(server):
    summarize(TEXT)
    article = prompts.render("article", article=Article(text=TEXT, published="2024-05-10"))
    assert {request["messages"][0]["content"] for request in server.requests} == {prompts.render("rules")}
    assert all(request["messages"][1]["content"].startswith(article) for request in server.requests)
    for request in server.requests:
        schema = request["response_format"]["json_schema"]
        assert schema["strict"] is True
        assert schema["schema"]["additionalProperties"] is False
        assert "maxLength" not in json.dumps(schema)  # outside OpenAI's subset
        assert "maxItems" in json.dumps(schema)


def test_what_code_found_does_not_bound_the_lists_of_a_hosted_model(server):
    summarize(TEXT)
    schemas = [request["response_format"]["json_schema"]["schema"] for request in server.requests]
    bounds = {
        name: value["maxItems"] for s in schemas for name, value in s["properties"].items() if "maxItems" in value
    }
    assert bounds == {"key_points": 5, "events": 25, "people": 60, "claims": 25, "texts": 12}


def again(server):
    """What the server was asked again."""
    names = [request["response_format"]["json_schema"]["name"] for request in server.requests]
    return [r["messages"][1]["content"] for r, name in zip(server.requests, names, strict=True) if name == "MendReply"]


def claim_is(server, statement, **fields):
    """Let the one claim say this, for the model's first answer."""
    claim = {**REPLIES["ClaimsReply"]["claims"][0], "statement": statement, **fields}
    server.instead["ClaimsReply"] = completion(json.dumps({"claims": [claim]}))


def test_a_text_that_fails_a_check_is_asked_again_alone_and_mended(server):
    claim_is(server, "Ann Lee, 57, was tired")
    server.instead["MendReply"] = completion('{"texts": ["Lee was tired"]}')
    digest = summarize(TEXT, sections=["people", "claims"])
    assert [(claim.statement, claim.flags) for claim in digest.claims] == [("Lee was tired", [])]
    [question] = again(server)
    asked = question.partition("# Question")[2]
    assert "Text A: Ann Lee, 57, was tired\nWrong: a number that is not there\n" in asked
    assert "Text B:" not in asked


def point_is(server, text):
    """Let the one key point say this, for the model's first answer."""
    reply = {**REPLIES["SummaryReply"], "key_points": [{"sentence": 1, "text": text}]}
    server.instead["SummaryReply"] = completion(json.dumps(reply))


def test_a_claim_that_is_still_wrong_gives_way_to_the_speakers_own_words(server):
    claim_is(server, "Ann Lee, 57, was tired", sentence=2)
    server.instead["MendReply"] = completion('{"texts": ["Lee, 58, was tired"]}')
    digest = summarize(TEXT, sections=["people", "claims"])
    assert [(claim.statement, claim.flags) for claim in digest.claims] == [("I was tired", [])]
    assert len(again(server)) == 1


class Played:
    """A model that is always wrong about the one claim."""

    model = "played"

    def __init__(self, is_local):
        self.is_local, self.asked = is_local, []

    async def ask(self, messages, reply, **settings):
        self.asked.append(reply.__name__)
        claim = {"sentence": 2, "speaker": "Lee", "statement": "Ann Lee, 57, was tired"}
        return reply.model_validate(
            {"texts": ["Lee, 58, was tired"]} if "Mend" in reply.__name__ else {"claims": [claim]}
        )


@pytest.mark.parametrize(
    ("is_local", "asked"), [(True, ["ClaimsReply"]), (False, ["ClaimsReply", "MendReply"])], ids=["local", "hosted"]
)
def test_a_local_model_is_not_asked_again_for_what_the_speakers_own_words_say(is_local, asked):
    llm, article = Played(is_local), Article(text='Ann Lee left. "I was so tired of it all," she told the Herald.')
    digest = asyncio.run(digest_article(article, llm, choose_sections(["claims"])))
    assert [claim.statement for claim in digest.claims] == ["I was so tired of it all"]
    assert llm.asked == asked


def test_a_key_point_that_is_still_wrong_keeps_its_first_form_and_its_flags(server):
    point_is(server, "Ann Lee, 57, resigned.")
    server.instead["MendReply"] = completion('{"texts": ["Ann Lee, 58, resigned."]}')
    [point] = summarize(TEXT, sections=["people", "summary"]).summary.key_points
    assert (point.text, point.flags) == ("Ann Lee, 57, resigned.", ["number-not-in-evidence"])
    assert len(again(server)) == 1


def test_a_wrong_speaker_is_asked_again(server):
    claim_is(server, "Ann Lee resigned last year", speaker="Bob Marley", sentence=1)
    server.instead["MendReply"] = completion('{"texts": ["Lee"]}')
    digest = summarize(TEXT, sections=["people", "claims"])
    assert [(claim.speaker.name, claim.flags) for claim in digest.claims] == [("Lee", [])]
    assert "Text A (who says it): Bob Marley\nWrong: nobody is called that\n" in again(server)[0]


def test_nothing_is_asked_again_where_every_check_holds(server):
    summarize(TEXT, sections=["people", "claims"])
    assert again(server) == []


def test_what_fails_to_be_asked_again_keeps_its_flags_and_is_an_issue(server):
    point_is(server, "Ann Lee, 57, resigned.")
    server.instead["MendReply"] = completion("{", finish_reason="length")
    digest = summarize(TEXT, sections=["people", "summary"])
    assert digest.summary.key_points[0].flags == ["number-not-in-evidence"]
    assert ("mend", "section-failed") in {(issue.section, issue.problem) for issue in digest.issues}


def test_strict_leaves_out_what_is_flagged_and_says_so(server):
    point_is(server, "Ann Lee, 57, resigned.")
    digest = summarize(TEXT, sections=["people", "summary"], strict=True)
    assert digest.summary.key_points == []
    assert Issue(section="summary", problem="number-not-in-evidence", detail="Ann Lee, 57, resigned.") in digest.issues


def test_strict_leaves_out_a_summary_that_is_flagged(server):
    wrong = {**REPLIES["SummaryReply"], "headline": "Ann Lee resigned in 1999"}
    server.instead["SummaryReply"] = completion(json.dumps(wrong))
    assert summarize(TEXT, sections=["summary"]).summary.flags != []
    assert summarize(TEXT, sections=["summary"], strict=True).summary is None


def test_only_the_sections_asked_for(server):
    digest = summarize(TEXT, sections=["people"])
    assert (len(server.requests), digest.summary, digest.claims, len(digest.people)) == (1, None, [], 2)
    assert list(digest.run.prompts) == ["people"]


def test_a_section_of_ones_own(server, tmp_path, monkeypatch):
    class PlacesReply(BaseModel):
        places: list[str]

    def resolve(reply, article, people):
        return Resolved([place for place in reply.places if place in article.text], [])

    for path in prompts.folder().glob("*.md.j2"):
        (tmp_path / path.name).write_text(path.read_text())
    (tmp_path / "places.md.j2").write_text("# Question\n\nWhich places?")
    monkeypatch.setenv("SUMMARIZER_PROMPTS", str(tmp_path))
    server.instead["PlacesReply"] = completion('{"places": ["Springfield", "Paris"]}')
    digest = summarize(TEXT, sections=["people", Section("places", PlacesReply, resolve)])
    assert digest.places == ["Springfield"]
    assert json.loads(digest.model_dump_json())["places"] == ["Springfield"]


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


def test_bad_input_is_said_before_a_model_is_sought(monkeypatch):
    monkeypatch.setattr("summarizer.llm.LLM.__init__", None)
    with pytest.raises(InputError, match="is empty"):
        summarize("  ")
    with pytest.raises(UsageError, match=r"'plot'.*summary, timeline, people, claims"):
        summarize(TEXT, sections=["plot"])


def test_no_model_configured_names_both_ways_on(monkeypatch):
    monkeypatch.setattr("summarizer.assist.local.installed", lambda: False)
    with pytest.raises(ModelError, match=r"pip install 'summarizer\[local\]'.*SUMMARIZER_MODEL"):
        summarize(TEXT)


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("gpt-5-mini", "provider/model"),
        ("nobody/model", "Unsupported provider"),
        ("openai/gpt-5-mini", "OPENAI_API_KEY"),
        ("anthropic/claude", "pip install anthropic"),
    ],
)
def test_a_model_that_can_not_be_used_is_said(model, says, capfd):
    with pytest.raises(ModelError, match=says):
        summarize(TEXT, model=model)
    assert capfd.readouterr().err == ""


def test_a_prompts_folder_without_the_question_that_mends_loses_no_digest(server, tmp_path, monkeypatch):
    for path in prompts.folder().glob("*.md.j2"):
        if path.stem != "mend.md":
            (tmp_path / path.name).write_text(path.read_text())
    monkeypatch.setenv("SUMMARIZER_PROMPTS", str(tmp_path))
    point_is(server, "Ann Lee, 57, resigned.")
    digest = summarize(TEXT, sections=["people", "summary"])
    assert digest.summary.key_points[0].flags == ["number-not-in-evidence"]
    assert [issue.detail for issue in digest.issues if issue.section == "mend"] == [
        f"There is no prompt mend.md.j2 in {tmp_path}. Check SUMMARIZER_PROMPTS"
    ]
    assert "mend" not in digest.run.prompts
