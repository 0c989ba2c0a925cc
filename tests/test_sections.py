"""What the sections have in common."""

import pytest

from summarizer import Article
from summarizer.sections import SECTIONS, one_for_each
from summarizer.sections.base import uncut


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("He paid 238 dollars", 100, "He paid 238 dollars"),
        ("It came last year; it received mixed reviews, got ", 50, "It came last year; it received mixed reviews"),
        ("It was fun. It was beautiful. I", 33, "It was fun. It was beautiful"),
        ("They counted 1,200 ballots and 23", 33, "They counted 1,200 ballots and"),
        ("Lee, who has long been the mayor of", 36, "Lee, who has long been the mayor"),
        ("A text may be longer where nothing cut it of", 20, "A text may be longer where nothing cut it of"),
        ("It ends where the limit is.", 27, "It ends where the limit is."),
    ],
)
def test_a_text_that_a_limit_cut_off_ends_at_what_is_whole(text, limit, expected):
    assert uncut(text, limit) == expected


@pytest.mark.parametrize("written", ["The mayor, Ann Lee, said, ", 'The mayor, Ann Lee, said, "We are glad...'])
def test_a_point_that_breaks_off_goes_on_as_its_sentence_does(written):
    text = 'The mayor, Ann Lee, said, "We are glad of it all", and left. It rained.'
    reply = {"headline": "", "abstract": "", "key_points": [{"sentence": 1, "text": written}]}
    section = SECTIONS["summary"]
    [point] = section.resolve(section.reply.model_validate(reply), Article(text=text), []).value.key_points
    assert (point.text, point.flags) == ('The mayor, Ann Lee, said, "We are glad of it all"', [])


def test_no_key_point_stands_twice_or_is_the_headline():
    article = Article(text="Ann Lee resigned. Bob Ray followed.")
    texts = ["Ann Lee resigned.", "Bob Ray followed.", "Bob Ray followed"]
    reply = {"headline": "Ann Lee resigned", "abstract": "", "key_points": [{"sentence": 2, "text": t} for t in texts]}
    section = SECTIONS["summary"]
    resolved = section.resolve(section.reply.model_validate(reply), article, [])
    assert [point.text for point in resolved.value.key_points] == ["Bob Ray followed."]


def test_a_reply_has_an_item_for_each_hint_or_one_more():
    reply = one_for_each(SECTIONS["people"].reply, {"names": [(1, "Ann Lee"), (2, "Bob Ray")]})
    people = reply.model_json_schema()["properties"]["people"]
    assert (people["minItems"], people["maxItems"]) == (2, 3)


def test_what_bounds_the_writing_makes_no_reply_invalid():
    reply = one_for_each(SECTIONS["people"].reply, {"names": [(1, "Ann Lee"), (2, "Bob Ray")]})
    assert reply.model_validate({"people": []}) == reply(people=[])


def test_without_hints_the_reply_is_as_the_section_has_it():
    assert one_for_each(SECTIONS["summary"].reply, {}) is SECTIONS["summary"].reply
