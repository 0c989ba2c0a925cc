"""What was measured once holds: digests of the local model's recorded replies, and checks of true and wrong texts."""

import json

import pytest
from conftest import ARTICLES, ROOT

from benchmarks import checks, score
from summarizer import Article, summarize
from summarizer.checks import check_cut, check_speaker
from summarizer.sections import SECTIONS

FLOOR = json.loads((ROOT / "fixtures" / "eval" / "baseline.json").read_text(encoding="utf-8"))["recorded"]


@pytest.mark.vcr("korea.yaml", "portman.yaml")
@pytest.mark.default_cassette("asylum.yaml")
def test_digests_of_the_recorded_replies_do_not_fall_below_the_floor(recorded):
    paths = sorted(ARTICLES.glob("*.txt"))
    digests = [summarize(path, model="local").model_dump(mode="json") for path in paths]
    texts = [digest["article"]["text"] for digest in digests]
    found = score.score([gold for gold in score.lines_of(score.GOLD) if gold["text"] in texts], digests)
    fallen = {name: (found[name], least) for name, least in FLOOR["at_least"].items() if found[name] < least}
    risen = {name: (found[name], most) for name, most in FLOOR["at_most"].items() if found[name] > most}
    assert {} == fallen | risen
    assert len(paths) == found["articles"]


SILENT = 0.03
"""Share of true texts that may have a flag: one false flag in twenty teaches a reader to ignore all of them."""
LOUD = {
    "number": 0.95,
    "own name": 0.8,
    "strange name": 0.95,
    "negation": 0.8,
    "hedge": 0.7,
    "opposite": 0.24,
    "foreign": 0.95,
}
"""Share of the texts made wrong in each way that must have one. Never lower them."""


def test_checks_do_not_cry_wolf_and_speak_up():
    flagged = {kind: [] for kind in checks.KINDS}
    # `varied` is partly in languages in which fewer checks apply: test_careful.py has its shares.
    for text in (text for text in checks.texts() if text.source != "varied"):
        flagged[text.kind].append(bool(text.flags))
    shares = {kind: sum(found) / len(found) for kind, found in flagged.items()}
    assert shares.pop("true") <= SILENT
    assert {kind: share for kind, share in shares.items() if share < LOUD[kind]} == {}


def test_the_speaker_of_a_true_claim_is_not_flagged_and_another_person_in_that_place_is():
    flagged = {"true": [], "another": []}
    for name, record, reply, _ in checks.replies():
        article = Article(id=name, title=record["title"], published=record["date"], text=record["text"])
        people, claims = (SECTIONS[part].reply.model_validate(reply[part]) for part in ("people", "claims"))
        known = SECTIONS["people"].resolve(people, article, []).value
        for claim in SECTIONS["claims"].resolve(claims, article, known).value:
            for person in known if claim.speaker.person else ():
                speaker = claim.speaker.model_copy(update={"person": person.id, "name": person.name})
                kind = "true" if person.id == claim.speaker.person else "another"
                flagged[kind].append(bool(check_speaker(speaker, article, known, claim.evidence)))
    assert not any(flagged["true"])
    assert sum(flagged["another"]) >= 0.83 * len(flagged["another"])


def test_no_quote_of_a_careful_reply_counts_as_cut_behind_its_negation():
    flagged = []
    for name, record, reply, _ in checks.replies():
        article = Article(id=name, title=record["title"], published=record["date"], text=record["text"])
        flagged += [check_cut(c["quote"], c["statement"], article) for c in reply["claims"]["claims"] if c["quote"]]
    assert len(flagged) > 200
    assert not any(flagged)
