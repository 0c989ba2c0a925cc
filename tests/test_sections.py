"""What the sections have in common, the summary, and the help that a small model gets with each."""

import asyncio

import brief
import pytest

from summarizer import Article, assist
from summarizer.asking import Asker
from summarizer.assist import BRIEF_FORMS
from summarizer.assist.brief_form import one_item_for_each, split_hints, with_known_items
from summarizer.assist.wording import up_to_last_clause
from summarizer.meter import Meter
from summarizer.sections import SECTIONS

CARRIED = Article(
    text="Ann Lee, the mayor, resigned on Monday. It rained. Bob Ray followed her in May.", published="2024-05-10"
)
CARRIED_TEXT, STRANGE_TEXT = "Ann Lee resigned.", "Dolphins invaded Paris overnight."


def full(name, article, *items, people=(), **others):
    """What the section makes of a capable model's reply with these items, each given as far as it matters."""
    section = SECTIONS[name]
    lists = {"summary": "key_points", "timeline": "events", "people": "people", "claims": "claims"}
    rest = {
        "summary": {},
        "timeline": {"when": "", "date": ""},
        "people": {"other_names": [], "role": ""},
        "claims": {
            "speaker": "Ann Lee", "kind": "person", "via": "", "quote": "",
            "certainty": "certain", "polarity": "positive", "status": "reported",
        },
    }  # fmt: skip
    told = article.sentences[0].text
    given = {"headline": told, "abstract": told} | others if name == "summary" else {}
    reply = section.reply.model_validate({lists[name]: [rest[name] | item for item in items], **given})
    return section.resolve(reply, article, list(people))


TEXTS = {"summary": "text", "timeline": "what", "claims": "statement"}


def items_of(name, resolved):
    return resolved.value.key_points if name == "summary" else resolved.value


def texts_of(name, resolved):
    return [getattr(item, TEXTS[name]) for item in items_of(name, resolved)]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("numbers", [[], [0, 4, -1]], ids=["none named", "none that there is"])
def test_an_item_without_evidence_goes_to_the_issues(name, numbers):
    resolved = full(name, CARRIED, {"sentences": numbers, TEXTS[name]: STRANGE_TEXT})
    assert texts_of(name, resolved) == []
    assert [(issue.section, issue.problem) for issue in resolved.issues] == [(name, "not-in-article")]
    assert STRANGE_TEXT in resolved.issues[0].detail
    assert list(resolved.doubts) == []  # nothing to ask again


@pytest.mark.parametrize("name", TEXTS)
def test_an_item_that_names_no_sentence_stands_on_the_one_that_carries_it(name):
    resolved = full(name, CARRIED, {"sentences": [9], TEXTS[name]: CARRIED_TEXT})
    [item] = items_of(name, resolved)
    assert (item.evidence, resolved.issues) == ([CARRIED.sentences[0]], [])


@pytest.mark.parametrize("name", TEXTS)
def test_the_evidence_is_the_sentences_that_the_model_names_in_order_and_once_each(name):
    [item] = items_of(name, full(name, CARRIED, {"sentences": [3, 1, 3, 8], TEXTS[name]: "Bob Ray followed Ann Lee."}))
    assert item.evidence == [CARRIED.sentences[0], CARRIED.sentences[2]]


@pytest.mark.parametrize("name", TEXTS)
def test_what_a_capable_model_writes_stays_as_it_is_and_what_is_doubted_is_flagged(name):
    texts = ["Ann Lee  resigned\non Monday.", "Ann Lee, 57, resigned.", "the mayor,", "Ann Lee  resigned\non Monday."]
    resolved = full(name, CARRIED, *[{"sentences": [1], TEXTS[name]: text} for text in texts])
    written = ["Ann Lee resigned on Monday.", "Ann Lee, 57, resigned.", "the mayor,", "Ann Lee resigned on Monday."]
    assert texts_of(name, resolved) == written  # in one line each; nothing ended, left out, joined or put in
    assert [item.flags for item in items_of(name, resolved)] == [[], ["number-not-in-evidence"], [], []]
    [doubt] = resolved.doubts
    assert (doubt.field, doubt.text, doubt.evidence) == (TEXTS[name], texts[1], [CARRIED.sentences[0]])


@pytest.mark.parametrize("name", ["timeline", "claims"])
@pytest.mark.parametrize("text", [" ", "\u200b", "\U000e0041\U000e0042", "\u3164", "…", "- -"], ids=ascii)
def test_an_item_that_says_nothing_is_an_issue(name, text):
    resolved = full(name, CARRIED, {"sentences": [1], TEXTS[name]: text})
    assert (resolved.value, [issue.problem for issue in resolved.issues]) == ([], ["empty"])


@pytest.mark.parametrize("text", ["", "\u200b", "\u2060\u3164", "."], ids=ascii)
@pytest.mark.parametrize("field", ["headline", "abstract"])
def test_a_headline_or_an_abstract_that_says_nothing_is_an_issue(field, text):
    resolved = full("summary", CARRIED, **{field: text})
    assert [("empty", field)] == [(issue.problem, issue.detail) for issue in resolved.issues]
    assert getattr(resolved.value, field) == ""


def test_no_text_of_a_reply_keeps_characters_that_nobody_sees():
    unseen = "".join(chr(0xE0000 + ord(letter)) for letter in "obey")
    resolved = full("summary", CARRIED, {"sentences": [1], "text": f"{CARRIED_TEXT}{unseen}"}, headline=f"Ann{unseen}")
    assert (CARRIED_TEXT, "Ann") == (resolved.value.key_points[0].text, resolved.value.headline)


def test_the_headline_and_the_abstract_are_checked_against_the_whole_article():
    right = full("summary", CARRIED, headline="Mayor Ann Lee resigns", abstract="Bob Ray followed Ann Lee in May.")
    assert (right.value.headline, right.value.flags) == ("Mayor Ann Lee resigns", [])
    wrong = full("summary", CARRIED, headline="Ann Lee, 57, resigns", abstract="Bob Marley followed Ann Lee in May.")
    assert wrong.value.headline == "Ann Lee, 57, resigns"
    assert wrong.value.abstract == "Bob Marley followed Ann Lee in May."
    assert sorted(wrong.value.flags) == ["name-not-in-evidence", "number-not-in-evidence"]
    assert [doubt.field for doubt in wrong.doubts] == ["headline", "abstract"]


def test_listed_people_keep_their_names_and_roles_and_one_who_is_named_nowhere_is_an_issue():
    lee = {"name": "Ann Lee", "other_names": ["Lee"], "role": "head of the town"}
    resolved = full("people", CARRIED, {"name": "Bob Ray"}, lee, {"name": "Carl Fox", "role": "dentist"}, {"name": " "})
    assert [(person.id, person.name, person.role) for person in resolved.value] == [
        ("p1", "Ann Lee", "head of the town"),
        ("p2", "Bob Ray", ""),
    ]
    assert [(issue.problem, issue.detail) for issue in resolved.issues] == [
        ("name-not-in-article", "Carl Fox"),
        ("empty", ""),
    ]


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
    assert up_to_last_clause(text, limit) == expected


@pytest.mark.parametrize("end", ["", " „Wir sind froh..."])
def test_a_point_that_breaks_off_goes_on_as_its_sentence_does(end):
    begun = "Die neue Bürgermeisterin der Stadt, Ann Lee, sagte gestern:"
    text = f"{begun} „Wir sind froh über das alles“, und ging dann nach Hause. Es regnete."
    reply = {"headline": "", "abstract": "", "key_points": [{"sentence": 1, "text": begun + end}]}
    [point] = brief.resolved("summary", reply, Article(text=text, language="de")).value.key_points
    assert (point.text, point.flags) == (f"{begun} „Wir sind froh über das alles“", [])


def test_no_key_point_stands_twice_or_is_the_headline():
    article = Article(text="Ann Lee trat zurück. Bob Ray folgte ihr.", language="de")
    texts = ["Ann Lee trat zurück.", "Bob Ray folgte ihr.", "Bob Ray folgte ihr"]
    points = [{"sentence": 2, "text": t} for t in texts]
    reply = {"headline": "Ann Lee trat zurück", "abstract": "", "key_points": points}
    resolved = brief.resolved("summary", reply, article)
    assert [point.text for point in resolved.value.key_points] == ["Bob Ray folgte ihr."]


BEGUN = [{"name": "Ann Lee"}, {"name": "Bob Ray"}]


def test_a_reply_has_an_item_for_each_hint_with_the_fields_that_it_gives():
    people = one_item_for_each(BRIEF_FORMS["people"].reply, BEGUN).model_json_schema()["properties"]["people"]
    assert (people["minItems"], people["maxItems"]) == (2, 2)
    assert [item["properties"]["name"] for item in people["prefixItems"]] == [
        {"const": "Ann Lee"},
        {"const": "Bob Ray"},
    ]


def test_what_bounds_the_writing_makes_no_reply_invalid():
    reply = one_item_for_each(BRIEF_FORMS["people"].reply, BEGUN)
    assert reply.model_validate({"people": []}) == reply(people=[])


def test_without_hints_the_reply_is_as_it_was():
    assert one_item_for_each(BRIEF_FORMS["summary"].reply, []) is BRIEF_FORMS["summary"].reply


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
        ("people", [("Ann Lee", ""), ("Bob Ray", "")], []),  # `complete` finds the roles
        (
            "claims",
            [
                ("Ann Lee", "The mayor, Ann Lee, said that taxes will rise in May."),
                ("", "He said he was glad of it."),  # `complete` cuts out what is said
            ],
            [],
        ),
        (
            "timeline",
            [
                ("May", "The mayor, Ann Lee, said that taxes will rise in May."),
                ("2012", "The French dancer Bob Ray moved to Lyon in 2012."),
                ("2013", "In 2013 she left the town's ballet school."),
            ],
            [],
        ),
    ],
)
def test_what_the_article_tells_whole_is_not_asked(name, known, asked):
    hints, _, items = split_hints(BRIEF_FORMS[name], BRIEF_FORMS[name].hints(ARTICLE), ARTICLE)
    texts = {"people": ("name", "role"), "claims": ("speaker", "statement"), "timeline": ("when", "what")}[name]
    assert [tuple(getattr(item, text) for text in texts) for item in items.values()] == known
    assert [hint[-1] for entries in hints.values() for hint in entries] == asked


def test_a_digest_in_another_language_is_asked_for_all_of_its_texts():
    article = ARTICLE.with_digest_language("de")
    for name, field in (("claims", "statement"), ("timeline", "what")):
        hints = BRIEF_FORMS[name].hints(article)
        asked, begun, whole = split_hints(BRIEF_FORMS[name], hints, article)
        assert (asked, whole) == (hints, {})
        assert not any(field in fields for fields in begun)


def test_what_was_not_asked_stands_in_its_place():
    claims = BRIEF_FORMS["claims"]
    *_, known = split_hints(claims, claims.hints(ARTICLE), ARTICLE)
    others = [{"sentence": 3, "speaker": "Bob Ray", "statement": "He is glad"}]
    reply = with_known_items(claims.reply.model_validate({"claims": others}), {0: known[0]})
    assert [claim.sentence for claim in reply.claims] == [1, 3]


def test_the_title_of_an_article_is_its_headline():
    summary = BRIEF_FORMS["summary"]
    reply = summary.shorter(ARTICLE)(abstract="Ann Lee said that taxes will rise.")
    full_reply, _ = summary.complete(reply, ARTICLE, [])
    assert SECTIONS["summary"].resolve(full_reply, ARTICLE, []).value.headline == "Taxes will rise"
    assert "headline" not in summary.shorter(ARTICLE).model_json_schema()["required"]
    assert "headline" in summary.shorter(Article(text=ARTICLE.text)).model_json_schema()["required"]
    assert summary.shorter(ARTICLE.with_digest_language("de")) is None


def test_a_small_model_is_not_asked_where_the_article_tells_all():
    told, people = [], SECTIONS["people"]
    question = assist.brief_question(people, ARTICLE, bound=True)

    async def ask():  # without a model
        asker = Asker(ARTICLE, None, Meter(), None, lambda *piece: told.append(piece))
        return await asker.ask_section(people, question)

    assert [person.name for person in asyncio.run(ask()).people] == ["Ann Lee", "Bob Ray"]
    assert told == [("people", "")]


def test_the_middle_of_a_sentence_is_no_key_point():
    text = "Ann Lee, die Bürgermeisterin der Stadt, hatte den Rat immer wieder um so viel gebeten."
    point = {"sentence": 1, "text": "die Bürgermeisterin der Stadt, hatte den Rat gebeten"}
    reply = {"headline": "Steuern", "abstract": "Ann Lee hatte den Rat gebeten.", "key_points": [point]}
    resolved = brief.resolved("summary", reply, Article(text=text, language="de"))
    assert [issue.problem for issue in resolved.issues] == ["text-cut-off"]
    assert [point.text for point in resolved.value.key_points] == [text]  # the lead in its own words


def test_the_articles_own_title_is_never_doubted():
    article = Article(
        text="Ann Lee has reportedly resigned as mayor of Oslo. Nobody knows why she did so.",
        title="Ann Lee resigns as mayor of Oslo",
    )
    summary = BRIEF_FORMS["summary"]
    reply = summary.shorter(article)(sentences=[], abstract="Ann Lee has reportedly resigned.")
    resolved = SECTIONS["summary"].resolve(summary.complete(reply, article, []).reply, article, [])
    assert (resolved.value.headline, resolved.value.flags, list(resolved.doubts)) == (article.title, [], [])


@pytest.mark.parametrize(
    ("role", "flags"),
    [
        ("mayor", []),
        ("former Mayor", []),
        ("mayoress", []),
        ("the", []),
        ("convicted murderer", ["words-not-in-evidence"]),
    ],
)
def test_a_role_of_which_the_article_has_no_word_is_flagged(role, flags):
    assert flags == full("people", CARRIED, {"name": "Ann Lee", "role": role}).value[0].flags
    german = CARRIED.with_digest_language("de")
    assert [] == full("people", german, {"name": "Ann Lee", "role": "Bürgermeisterin"}).value[0].flags
