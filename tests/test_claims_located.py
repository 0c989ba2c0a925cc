"""Claims that a capable model gives: its reading stands, and code finds quotation, evidence, speaker and cues."""

import pytest

from summarizer import Article, Person, Span
from summarizer.sections import SECTIONS

TEXT = (
    'Ann Lee left office. "I was tired of it all," Lee told the Herald. He said the following: '
    '"We are glad," said Bob Ray. The mayor of Springfield denied every rumor about money.'
)
ARTICLE = Article(text=TEXT)
LEE = Person(id="p1", name="Ann Lee", aliases=["Lee"], mentions=[Span.cut(TEXT, 0, 7), Span.cut(TEXT, 46, 49)])


def full(*items, article=ARTICLE, people=(LEE,)):
    """What is made of a capable model's reply with these claims, each given as far as it matters."""
    plain = {
        "sentences": [2], "speaker": "Ann Lee", "kind": "person", "via": "",
        "statement": "Ann Lee was tired of it all.", "quote": "",
        "certainty": "certain", "polarity": "positive", "status": "reported",
    }  # fmt: skip
    section = SECTIONS["claims"]
    return section.resolve(section.reply.model_validate({"claims": [plain | item for item in items]}), article, people)


def one(**item):
    """The one claim that is made of a capable model's."""
    [claim] = full(item).value
    return claim


def test_a_capable_models_claim_stays_as_it_reads_the_article():
    given = {
        "statement": "All of it tired Ann Lee.",
        "certainty": "probable",
        "polarity": "negative",
        "status": "denied",
    }
    claim = one(**given)
    assert claim.model_dump(include=set(given)) == given
    assert (claim.flags, [cue.text for cue in claim.cues]) == ([], ["told"])


@pytest.mark.parametrize(
    ("speaker", "kind", "person"),
    [
        ("Ann Lee", "person", "p1"),
        ("Lee", "person", "p1"),
        ("the mayor", "unnamed", "p1"),
        ("Bob Ray", "person", None),
        ("the Herald", "organization", None),
        ("Lee", "organization", None),
        ("Lee", "document", None),
    ],
)
def test_the_speaker_is_whom_the_model_names_and_one_of_the_people_if_it_is_theirs(speaker, kind, person):
    mayor = LEE.model_copy(update={"role": "mayor"})
    [claim] = full({"speaker": speaker, "kind": kind, "via": "the Herald"}, people=[mayor]).value
    assert claim.speaker.model_dump() == {"name": speaker, "kind": kind, "person": person, "via": "the Herald"}


def test_who_is_not_named_is_the_article_itself():
    assert one(speaker=" ", kind="person").speaker.model_dump(exclude_none=True) == {"name": "", "kind": "narrator"}


def test_a_speaker_whom_the_article_names_nowhere_is_flagged_and_asked_again():
    resolved = full({"speaker": "Bob Marley"})
    [claim], [doubt] = resolved.value, resolved.doubts
    assert (claim.speaker.name, claim.flags) == ("Bob Marley", ["speaker-not-in-article"])
    assert (doubt.field, doubt.text) == ("speaker", "Bob Marley")


@pytest.mark.parametrize("quote", ["I was tired of it all,", "i was tired of it all", "“I was tired of it all”"])
def test_a_quotation_is_found_whatever_its_marks_and_its_sentence_is_evidence_too(quote):
    claim = one(quote=quote, sentences=[1])
    assert (claim.quote.text.rstrip(","), claim.flags) == ("I was tired of it all", [])
    assert claim.evidence == [*ARTICLE.sentences[:2]]


def test_of_a_quotation_with_words_left_out_the_longest_piece_stands():
    text = '"We are glad, as all of us said before the vote, about the new pool," Ann Lee said.'
    [claim] = full({"quote": "We are glad … about the new pool", "sentences": [1]}, article=Article(text=text)).value
    assert claim.quote.text == "about the new pool"
    assert "quote-not-in-article" not in claim.flags


@pytest.mark.parametrize(
    ("quote", "flag", "found"),
    [
        ("I was never tired of it at all", "quote-not-in-article", None),
        ("denied every rumor about money", "quote-without-marks", "denied every rumor about money"),
    ],
)
def test_words_that_nobody_is_quoted_with_are_flagged_and_asked_again(quote, flag, found):
    resolved = full({"quote": quote, "sentences": [2, 4]})
    [claim], [doubt] = resolved.value, resolved.doubts
    assert (claim.quote and claim.quote.text, claim.flags) == (found, [flag])
    assert (doubt.field, doubt.text) == ("quote", quote)


def test_claims_stand_in_the_order_of_the_reply_and_none_is_joined_or_put_in():
    items = [{"sentences": [4], "statement": "There is no money."}, {}, {}]
    texts = [claim.statement for claim in full(*items).value]
    assert texts == ["There is no money.", "Ann Lee was tired of it all.", "Ann Lee was tired of it all."]
