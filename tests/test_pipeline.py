"""From an article to its digest, with scripted replies over HTTP."""

import asyncio
import json

import brief
import pytest
from fake_server import completion, error
from pydantic import BaseModel
from scripted import REPLIES, TEXT

from summarizer import SECTIONS, Article, Issue, Resolved, Section, asummarize, prompts, summarize
from summarizer.client import response_format
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
    found = list(spans(json.loads(digest.model_dump_json())))
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


def test_the_run_also_counts_what_was_asked_again(server):
    point_is(server, "Ann Lee, 57, resigned.")
    run = summarize(TEXT, sections=["summary"]).run
    assert (run.attempts, run.usage.input_tokens) == (2, 200)
    assert run.prompts == {name: prompts.fingerprint(name) for name in ("summary", "mend")}


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


def asked_briefly(server):
    """Let the model answer brief questions; gives what tells whether it was asked only such."""
    server.instead.update({name: completion(json.dumps(reply)) for name, reply in brief.REPLIES.items()})

    def told(digest):
        asked = {name: prompts.fingerprint(f"{name}.brief") for name in digest.run.prompts}
        names = {request["response_format"]["json_schema"]["name"] for request in server.requests}
        return digest.run.prompts == asked and names <= set(brief.REPLIES)

    return told


@pytest.mark.parametrize(
    ("setting", "profile"), [("brief", None), ("", "brief"), ("full", "brief")], ids=["set", "given", "given, not set"]
)
def test_with_the_profile_brief_a_hosted_model_is_asked_briefly_and_only_what_code_does_not_know(
    server, monkeypatch, setting, profile
):
    told = asked_briefly(server)
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


def again(server):
    """What the server was asked again."""
    names = [request["response_format"]["json_schema"]["name"] for request in server.requests]
    return [r["messages"][1]["content"] for r, name in zip(server.requests, names, strict=True) if name == "MendReply"]


def claim_is(server, statement, **fields):
    """Let the one claim say this, for the model's first answer."""
    claim = {**REPLIES["ClaimsReply"]["claims"][0], "statement": statement, **fields}
    server.instead["ClaimsReply"] = completion(json.dumps({"claims": [claim]}))


def point_is(server, text):
    """Let the one key point say this, for the model's first answer."""
    reply = {**REPLIES["SummaryReply"], "key_points": [{"sentences": [1], "text": text}]}
    server.instead["SummaryReply"] = completion(json.dumps(reply))


def test_a_text_that_fails_a_check_is_asked_again_alone_and_mended(server):
    claim_is(server, "Ann Lee, 57, was tired")
    server.instead["MendReply"] = completion('{"texts": ["Ann Lee was tired"]}')
    digest = summarize(TEXT, sections=["people", "claims"])
    assert [(claim.statement, claim.flags) for claim in digest.claims] == [("Ann Lee was tired", [])]
    [question] = again(server)
    asked = question.partition("# Question")[2]
    assert "Text 1 (text): Ann Lee, 57, was tired\nTo look at: a number that is not there\n" in asked
    assert '[2] "I was tired," Lee told the Herald.' in asked
    assert "Text 2" not in asked


@pytest.mark.parametrize("head", ["Text 1: ", "Text 1 (text): "])
def test_the_head_of_a_text_in_the_question_is_none_of_the_new_text(server, head):
    claim_is(server, "Ann Lee, 57, was tired")
    server.instead["MendReply"] = completion(json.dumps({"texts": [head + "Ann Lee was tired"]}))
    [claim] = summarize(TEXT, sections=["people", "claims"]).claims
    assert (claim.statement, claim.flags) == ("Ann Lee was tired", [])


@pytest.mark.parametrize("second", ["Ann Lee, 57, was tired", "Ann Lee, 58, was tired"], ids=["insists", "errs again"])
def test_a_claim_that_is_still_doubted_keeps_the_models_own_words_with_their_flag(server, second):
    claim_is(server, "Ann Lee, 57, was tired")
    server.instead["MendReply"] = completion(json.dumps({"texts": [second]}))
    digest = summarize(TEXT, sections=["people", "claims"])
    assert [(claim.statement, claim.flags) for claim in digest.claims] == [
        ("Ann Lee, 57, was tired", ["number-not-in-evidence"])
    ]
    assert len(again(server)) == 1


def test_a_key_point_that_the_model_insists_on_stays_with_its_flag(server):
    point_is(server, "Ann Lee, 57, resigned.")
    server.instead["MendReply"] = completion('{"texts": ["Ann Lee, 57, resigned."]}')
    [point] = summarize(TEXT, sections=["people", "summary"]).summary.key_points
    assert (point.text, point.flags) == ("Ann Lee, 57, resigned.", ["number-not-in-evidence"])


class Played:
    """A model that is always wrong about the one claim."""

    model = "played"
    is_bound = True
    part = None

    def __init__(self, profile):
        self.profile, self.asked = profile, []

    async def ask(self, messages, reply, **settings):
        self.asked.append(reply.__name__)
        claim = {"speaker": "Lee", "statement": "Ann Lee, 57, hatte es satt"}
        rest = {"kind": "person", "via": "", "quote": "", "certainty": "certain", "polarity": "positive"}
        full = {"sentences": [2], "status": "reported", **rest}
        claim |= {"sentence": 2} if self.profile == "brief" else full
        return reply.model_validate(
            {"texts": ["Lee, 58, hatte es satt"]} if "Mend" in reply.__name__ else {"claims": [claim]}
        )


@pytest.mark.parametrize(
    ("profile", "asked", "statement", "flags"),
    [
        ("brief", ["ClaimsReply"], "Ich hatte das alles so satt", []),
        ("full", ["ClaimsReply", "MendReply"], "Ann Lee, 57, hatte es satt", ["number-not-in-evidence"]),
    ],
)
def test_only_for_a_small_model_the_speakers_own_words_stand_in_for_wrong_ones(profile, asked, statement, flags):
    text = "Ann Lee ist nicht mehr da. „Ich hatte das alles so satt“, sagte sie dem Herald."
    llm, article = Played(profile), Article(text=text)
    digest = asyncio.run(digest_article(article, llm, choose_sections(["claims"])))
    assert [(claim.statement, claim.flags) for claim in digest.claims] == [(statement, flags)]
    assert llm.asked == asked


def test_a_small_model_is_not_asked_again_and_its_text_keeps_the_flag(server):
    asked_briefly(server)
    text = "Ann Lee ist am Freitag zurückgetreten. Sie war nicht mehr gern die Bürgermeisterin."
    point = {"sentence": 1, "text": "Ann Lee, 57, ist zurückgetreten."}
    reply = {"headline": "Ann Lee tritt zurück", "abstract": "Ann Lee ist zurückgetreten.", "key_points": [point]}
    server.instead["SummaryReply"] = completion(json.dumps(reply))
    digest = summarize(text, sections=["summary"], profile="brief")
    points = [(point.text, point.flags) for point in digest.summary.key_points]
    assert points == [("Ann Lee, 57, ist zurückgetreten.", ["number-not-in-evidence"])]
    assert "mend" not in digest.run.prompts
    assert again(server) == []


def test_a_key_point_that_is_still_wrong_keeps_its_first_form_and_its_flags(server):
    point_is(server, "Ann Lee, 57, resigned.")
    server.instead["MendReply"] = completion('{"texts": ["Ann Lee, 58, resigned."]}')
    [point] = summarize(TEXT, sections=["people", "summary"]).summary.key_points
    assert (point.text, point.flags) == ("Ann Lee, 57, resigned.", ["number-not-in-evidence"])
    assert len(again(server)) == 1


def test_a_wrong_speaker_is_asked_again(server):
    claim_is(server, "Ann Lee was tired", speaker="Bob Marley")
    server.instead["MendReply"] = completion('{"texts": ["Ann Lee"]}')
    digest = summarize(TEXT, sections=["people", "claims"])
    assert [(claim.speaker.name, claim.speaker.person, claim.flags) for claim in digest.claims] == [
        ("Ann Lee", "p1", [])
    ]
    assert "Text 1 (speaker): Bob Marley\nTo look at: nobody is called that\n" in again(server)[0]


def test_nothing_is_asked_again_where_every_check_holds(server):
    summarize(TEXT)
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


def test_brief_questions_keep_to_the_strict_subset_for_a_hosted_model(server):
    asked_briefly(server)
    summarize(TEXT, profile="brief")
    assert "prefixItems" not in json.dumps([request["response_format"] for request in server.requests])
