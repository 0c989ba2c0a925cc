"""What the sections have in common."""

import asyncio
from types import SimpleNamespace

import pytest

from summarizer import Article, pipeline
from summarizer.llm import Meter
from summarizer.sections import SECTIONS, completed, divided, one_for_each
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


BEGUN = [{"name": "Ann Lee"}, {"name": "Bob Ray"}]


def test_a_reply_has_an_item_for_each_hint_with_the_fields_that_it_gives():
    people = one_for_each(SECTIONS["people"].reply, BEGUN).model_json_schema()["properties"]["people"]
    assert (people["minItems"], people["maxItems"]) == (2, 2)
    assert [item["properties"]["name"] for item in people["prefixItems"]] == [
        {"const": "Ann Lee"},
        {"const": "Bob Ray"},
    ]


def test_what_bounds_the_writing_makes_no_reply_invalid():
    reply = one_for_each(SECTIONS["people"].reply, BEGUN)
    assert reply.model_validate({"people": []}) == reply(people=[])


def test_without_hints_the_reply_is_as_the_section_has_it():
    assert one_for_each(SECTIONS["summary"].reply, []) is SECTIONS["summary"].reply


ARTICLE = Article(
    text=(
        "The mayor, Ann Lee, said that taxes will rise in May. The French dancer Bob Ray moved to Lyon in 2012. "
        "He said he was glad of it. In 2013 she left the town's ballet school."
    ),
    title="Taxes will rise",
    published="2020-01-02",
)


@pytest.mark.parametrize(
    ("name", "known", "asked"),
    [
        ("people", [("Ann Lee", "mayor"), ("Bob Ray", "French dancer")], []),
        ("claims", [("Ann Lee", "taxes will rise in May.")], ["He said he was glad of it."]),
        (
            "timeline",
            [("2012", "The French dancer Bob Ray moved to Lyon in 2012.")],
            ["The mayor, Ann Lee, said that taxes will rise in May.", "In 2013 she left the town's ballet school."],
        ),
    ],
)
def test_what_the_article_tells_whole_is_not_asked(name, known, asked):
    section = SECTIONS[name]
    hints, _, items = divided(section, section.hints(ARTICLE), ARTICLE)
    texts = {"people": ("name", "role"), "claims": ("speaker", "statement"), "timeline": ("when", "what")}[name]
    assert [tuple(getattr(item, text) for text in texts) for item in items.values()] == known
    assert [hint[-1] for entries in hints.values() for hint in entries] == asked


def test_what_was_not_asked_stands_in_its_place():
    section = SECTIONS["claims"]
    *_, known = divided(section, section.hints(ARTICLE), ARTICLE)
    others = [{"sentence": 3, "speaker": "Bob Ray", "statement": "He is glad"}]
    reply = completed(section.reply.model_validate({"claims": others}), known)
    assert [claim.sentence for claim in reply.claims] == [1, 3]


def test_the_title_of_an_article_is_its_headline():
    section = SECTIONS["summary"]
    reply = section.brief(ARTICLE).model_validate({"key_points": [], "abstract": "Ann Lee said that taxes will rise."})
    assert section.resolve(reply, ARTICLE, []).value.headline == "Taxes will rise"
    assert section.brief(Article(text=ARTICLE.text)) is section.reply
    assert section.brief(ARTICLE.to_be_told_in("de")) is section.reply


def test_a_local_model_is_not_asked_where_the_article_tells_all():
    told, llm = [], SimpleNamespace(is_local=True)  # it can't be asked

    async def ask():
        return await pipeline._ask(SECTIONS["people"], ARTICLE, llm, Meter(), lambda *piece: told.append(piece))

    assert [person.name for person in asyncio.run(ask()).people] == ["Ann Lee", "Bob Ray"]
    assert told == [("people", "")]


NEWS = (
    "Taxes rise\n\nMonday, May 18, 2015\n\nThe town hall, seen from the old market place of the town last spring.\n\n"
    "Image: Bob Ray.\n\nSpringfield, Ohio — The council of Springfield decided on Sunday that all taxes will rise. "
    "It rained on that day. Ann Lee, who is the mayor, had asked the council for as much again and again. Lee smiled. "
    "Lee left. Lee slept."
)


def summed_up(text, *points, abstract=""):
    """The key points that the summary of `text` has for these (sentence, text)s of a reply."""
    return [point.text for point in summary_of(text, *points, abstract=abstract).key_points]


def abstract_of(text, *points, abstract):
    """The abstract that the summary of `text` has, and the flags."""
    summary = summary_of(text, *points, abstract=abstract)
    return summary.abstract, summary.flags


def summary_of(text, *points, abstract):
    article = Article(text=text, published="2015-05-18", title="Taxes rise")
    people = SECTIONS["people"]
    named = people.resolve(people.reply(people=[{"name": "Ann Lee", "kind": "person", "role": ""}]), article, []).value
    reply = {
        "headline": "Taxes rise",
        "abstract": abstract,
        "key_points": [{"sentence": number, "text": point} for number, point in points],
    }
    summary = SECTIONS["summary"]
    return summary.resolve(summary.reply.model_validate(reply), article, named).value


LEAD = "The council of Springfield decided on Sunday that all taxes will rise."
MAIN = "Ann Lee, who is the mayor, had asked the council for as much again and again."


def test_the_lead_and_the_main_person_are_in_the_key_points():
    assert summed_up(NEWS, (6, "It rained on that day.")) == [LEAD, "It rained on that day.", MAIN]


def test_a_point_that_rests_on_the_lead_and_a_text_that_names_the_person_are_enough():
    lead = "The council decided on Sunday that all taxes will rise."
    assert summed_up(NEWS, (5, lead), abstract="Ann Lee had asked the council.") == [lead]


@pytest.mark.parametrize(
    "point",
    [(2, "Monday, May 18, 2015"), (3, "The town hall, seen from the old market place of the town last spring.")],
)
def test_a_day_or_what_a_picture_shows_is_no_key_point(point):
    assert summed_up(NEWS, point, abstract="Ann Lee had asked the council.") == [LEAD]


def test_in_the_place_of_an_abstract_that_the_article_does_not_carry_stand_the_key_points():
    wrong = "Bob Marley had never asked for any of the 12 taxes."
    assert abstract_of(NEWS, (7, "Ann Lee, who is the mayor, had asked the council"), abstract=wrong) == (
        f"{LEAD} Ann Lee, who is the mayor, had asked the council.",
        [],
    )
    _, flags = abstract_of("Taxes rise.", abstract=wrong)
    assert "name-not-in-evidence" in flags


def test_what_leads_over_to_a_quotation_is_no_end_of_a_key_point():
    point = "Ann Lee had asked the council, the mayor warning"
    assert summed_up(NEWS, (7, point), abstract="Ann Lee left.") == [LEAD, "Ann Lee had asked the council"]


def test_the_middle_of_a_sentence_is_no_key_point():
    assert summed_up(NEWS, (7, "the mayor, had asked the council"), abstract="Ann Lee had asked the council.") == [LEAD]


def test_an_abstract_ends_with_a_whole_sentence():
    begun = "Ann Lee had asked the council. Lee left. Lee slept in the"
    assert abstract_of(NEWS, abstract=begun) == ("Ann Lee had asked the council. Lee left.", [])
    assert abstract_of(NEWS, abstract="Ann Lee had asked the council") == ("Ann Lee had asked the council", [])
