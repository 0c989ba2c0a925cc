"""Claims: what is shown to the model, and what is made of its reply."""

import pytest

from summarizer import Article, Person, Span
from summarizer.sections.claims import ClaimsReply, hints, resolve

TEXT = (
    'Ann Lee left office. "I was tired of it all," Lee told the Herald. He said the following: '
    '"We are glad," said Bob Ray. The mayor of Springfield denied every rumor about money.'
)
ARTICLE = Article(text=TEXT)
LEE = Person(id="p1", name="Ann Lee", aliases=["Lee"], mentions=[Span.cut(TEXT, 0, 7), Span.cut(TEXT, 46, 49)])


def only(statement, *, speaker="Lee", number=2, certainty="certain"):
    """The one claim that is made of this reply."""
    item = {"sentence": number, "speaker": speaker, "certainty": certainty, "status": "reported"}
    reply = ClaimsReply.model_validate({"claims": [{**item, "statement": statement}]})
    [claim] = resolve(reply, ARTICLE, [LEE]).value
    return claim


def test_the_model_is_shown_who_seems_to_speak_and_the_words_around_quotations():
    shown = hints(ARTICLE)["sentences"]
    assert (2, "Lee", '"…" Lee told the Herald.') in shown
    assert all(not words.endswith(":") for _, _, words in shown)  # a lead-over is no claim of its own
    assert 1 not in [number for number, _, _ in shown]


@pytest.mark.parametrize(
    "statement", ["… Lee told the Herald.", "(Lee) Lee told the Herald", "The mayor of Springfield"]
)
def test_a_statement_that_repeats_the_frame_or_drifts_gives_way_to_the_quotation(statement):
    claim = only(statement)
    assert (claim.statement, claim.quote.text) == ("I was tired of it all", "I was tired of it all,")


def test_a_statement_that_tells_what_was_said_stays():
    assert only("Lee was tired of it all").statement == "Lee was tired of it all"


def test_the_outlet_between_is_found_and_is_never_the_speaker_itself():
    assert only("Lee was tired of it all").speaker.via == "the Herald"
    assert only("Lee was tired of it all", speaker="the Herald").speaker.via is None


@pytest.mark.parametrize(
    ("speaker", "flags"),
    [
        ("Lee", []),
        ("Ann Lee", []),
        ("", []),
        ("Bob Ray", ["speaker-not-in-evidence"]),
        ("Bob Marley", ["speaker-not-in-article"]),
    ],
)
def test_the_speaker_must_be_the_one_who_speaks_there(speaker, flags):
    assert only("Lee was tired of it all", speaker=speaker).flags == flags


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("Lee", "person"),
        ("", "narrator"),
        ("a source", "unnamed"),
        ("the police", "unnamed"),
        ("a report", "document"),
        ("KCNA", "organization"),
    ],
)
def test_the_kind_of_speaker(speaker, kind):
    assert only("Lee was tired of it all", speaker=speaker).speaker.kind == kind
