"""Texts that fail a check: asked again, mended or flagged, and left out where the digest is to be strict."""

import asyncio
import json

import brief
import pytest
from fake_server import completion
from scripted import REPLIES, TEXT

from summarizer import Article, Issue, prompts, summarize
from summarizer.pipeline import choose_sections, digest_article

pytestmark = [pytest.mark.block_network(allowed_hosts=["127.0.0.1"]), pytest.mark.usefixtures("in_use")]


def test_the_run_also_counts_what_was_asked_again(server):
    point_is(server, "Ann Lee, 57, resigned.")
    run = summarize(TEXT, sections=["summary"]).run
    assert (run.attempts, run.usage.input_tokens) == (2, 200)
    assert run.prompts == {name: prompts.fingerprint(name) for name in ("summary", "mend")}


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
    brief.asked(server)
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
