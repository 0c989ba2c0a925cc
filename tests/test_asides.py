"""Captions, credits, lists of sources and words to the reader stay in the text, and nothing is made of them."""

import json
import time

import pytest
from conftest import ROOT

from summarizer import Article
from summarizer.asides import asides
from summarizer.checks import check_quote
from summarizer.digest import Person
from summarizer.evidence import locate
from summarizer.evidence.times import resolved_times
from summarizer.parts import split_into_parts
from summarizer.sections import SECTIONS
from summarizer.sections.claims import ClaimsReply
from summarizer.sections.people import PeopleReply
from summarizer.sections.timeline import TimelineReply

STORY = """Ministers agree border deal

By Ann Lee, Reuters

LONDON (Reuters) - Ministers agreed a border deal on Tuesday, officials said.

The hall in Brussels on May 7, 2019. Image: Bo Ek.

"It was close," said the minister Carl Fox, who chaired the talks in 2015.

Sources

"Talks go on" — Example Times, May 6, 2024
Dana Webb. "A deal in sight". Example News, May 5, 2024
"""
ASIDES = [
    "By Ann Lee, Reuters",
    "The hall in Brussels on May 7, 2019. Image: Bo Ek.",
    "Sources",
    '"Talks go on" — Example Times, May 6, 2024',
    'Dana Webb. "A deal in sight". Example News, May 5, 2024',
]
BEFORE, AFTER = "The council met on Monday and voted.", "It will meet again in June, the mayor said."


def taken(line, before=f"Title of the story\n\n{BEFORE}", after=AFTER):
    text = f"{before}\n\n{line}\n\n{after}"
    return [text[start:end] for start, end in asides(text)]


def test_asides_stay_in_the_text_and_are_no_sentences():
    article = Article(text=STORY)
    assert article.text == STORY
    assert [span.text for span in article.asides] == ASIDES
    assert [span.text for span in article.sentences] == [
        "Ministers agree border deal",
        "LONDON (Reuters) - Ministers agreed a border deal on Tuesday, officials said.",
        '"It was close," said the minister Carl Fox, who chaired the talks in 2015.',
    ]
    assert all(span.text == STORY[span.start : span.end] for span in (*article.sentences, *article.asides))


def test_nothing_in_an_aside_is_dated():
    article = Article(text=STORY, published="2024-05-08")
    assert [(span.text, resolution.date) for span, resolution in resolved_times(article)] == [
        ("Tuesday", "2024-05-07"),
        ("2015", "2015"),
    ]


def test_nothing_in_an_aside_is_cited():
    article = Article(text=STORY, published="2024-05-08")
    assert locate("The hall in Brussels", article) == []
    assert check_quote("A deal in sight", article) == ["quote-not-in-article"]
    claim = {
        "sentences": [],
        "speaker": "Dana Webb",
        "kind": "person",
        "via": "",
        "statement": "A deal in sight",
        "quote": "A deal in sight",
        "certainty": "certain",
        "polarity": "positive",
        "status": "reported",
    }
    found = SECTIONS["claims"].resolve(ClaimsReply.model_validate({"claims": [claim]}), article, [])
    assert not any(article.is_aside(span.start) for item in found.value for span in item.evidence)
    assert all(item.quote is None for item in found.value)
    event = {"sentences": [2], "when": "May 7, 2019", "date": "2019-05-07", "what": "Ministers agreed a border deal."}
    found = SECTIONS["timeline"].resolve(TimelineReply.model_validate({"events": [event]}), article, [])
    assert [item.when for item in found.value] == [""]
    assert [issue.problem for issue in found.issues] == ["time-not-in-article"]


def test_who_is_named_in_a_caption_is_mentioned_there():
    text = STORY.replace("The hall in Brussels", "Carl Fox in Brussels")
    article = Article(text=text)
    reply = PeopleReply.model_validate({"people": [{"name": "Carl Fox", "other_names": [], "role": ""}]})
    people: list[Person] = SECTIONS["people"].resolve(reply, article, []).value
    assert [article.is_aside(span.start) for span in people[0].mentions] == [True, False]


@pytest.mark.parametrize(
    "line",
    [
        "The old bridge in 1932. Image: Ann Lee.",
        "The old bridge Image: Ann Lee",
        "(Photo: Fox Searchlight)",
        "(AP Photo/Ann Lee, File)",
        "Workers at the bridge on Friday. Photograph: Ann Lee/AFP/Getty Images",
        "Workers at the bridge on Friday. REUTERS/Ann Lee",
        "Workers at the bridge on Friday. Ann Lee for The Example Times",
        "Workers at the bridge. © Ann Lee / AFP",
        "Die alte Brücke. Foto: Ann Lee/dpa",
        "Ann Lee, the mayor; from file, 2015.",
        "图片来源：新华社",
        "Additional reporting by Ann Lee in Oslo; editing by Bo Ek",
        "Advertisement",
        "Sign up for our newsletter",
        "Click here to view the map",
        "Already a subscriber? Sign in",
        "Follow us on X and Facebook for more updates.",
        "Read more: What the letter said",
        "Lire aussi : Pourquoi les écoles ferment",
        "© 2024 Example News Ltd. All rights reserved.",
    ],
)
def test_a_line_is_an_aside_by_its_form(line):
    assert taken(line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Killed were:\n\nAnn Lee, 34\nBo Ek, 51",
        "Gold: Norway\nSilver: Japan\nBronze: Italy",
        "Facebook",
        "By the numbers",
        "Sources of the river",
        "Video: a new front",
        "The photo was taken by Ann Lee for Reuters.",
        "Photographs by Ann Lee are shown beside paintings.",
        "He posted it (the picture has since been removed).",
        "The paper printed it with the words: Photo: unknown. The archive found the name last year.",
        "She said that she had read the X-file.",
        '"Follow us on X," the guide said. "Read our newsletter."',
        "See you in court, the minister told the newsletter.",
        "Join the army or leave, the general told them in 2019.",
        "Credit Suisse said that it would cut 900 jobs.",
        "Sources: two officials with knowledge of the talks said that the deal was dead.",
        "The report was published in the journal Nature on Friday.",
        "The story was first published in 2011, and led to two arrests.",
        "Bob Bryan/Mike Bryan beat the French pair.",
        "Reporting by the BBC had shown in 2020 that the firm knew.",
        "Team | Points | Games\nNorway | 12 | 5",
        "2019: The firm is founded.\n2021: It is sold to a rival.",
        "Sources\n\nA former clerk gave the papers to the court.",
        "Notes\n\nHe kept notes of all meetings, the court heard.",
    ],
)
def test_what_is_doubtful_stays_in_the_article(line):
    assert taken(line) == []


def test_a_paragraph_above_a_credit_of_its_own_stays():
    assert taken("(Photo: Ann Lee)", before=f"Title\n\n{BEFORE}") == ["(Photo: Ann Lee)"]
    together = "The team celebrates on Saturday after the whistle.\nPhoto: Ann Lee"
    assert taken(together) == together.split("\n")


def test_a_heading_with_sources_ends_where_the_article_goes_on():
    items = '"One" — Example Times, May 6, 2024\n"Two" — Example News, May 7, 2024'
    assert taken(f"Related news\n\n{items}\n\nA heading") == ["Related news", *items.split("\n")]


def test_bylines_stand_at_the_head_or_the_end_alone():
    byline = "By Ann Lee | Political Correspondent"
    assert taken(byline, before="Title of the story") == [byline]
    assert taken(byline) == []


def test_notes_on_the_article_stand_at_its_end():
    note = "This article was amended on 9 May 2024. An earlier version of this article had the wrong name."
    assert taken(AFTER, after=note) == [note]
    assert taken(note) == []


def test_buttons_in_a_row_are_asides_and_one_may_be_a_heading():
    assert taken("Facebook\nWhatsApp\nEmail\nPrint") == ["Facebook", "WhatsApp", "Email", "Print"]
    assert taken("WhatsApp") == []


@pytest.mark.parametrize("title", ["Follow us on the way to the app", "Read more: a nation of readers", "Sources"])
def test_the_line_that_heads_the_text_stays(title):
    assert Article(text=f"{title}\n\n{BEFORE}\n\n{AFTER}").sentences[0].text == title


def test_the_date_that_heads_the_text_stays():
    article = Article(text=f"Title\n\nBy Ann Lee, May 7, 2024\n\n{BEFORE}", published="2024-05-07")
    assert [span.text for span in article.sentences] == ["Title", "By Ann Lee, May 7, 2024", BEFORE]


@pytest.mark.parametrize(
    "text", ["Image: Ann Lee", "Sources\n\nReuters, May 5, 2024", "A title\n\nA bridge. Photo: AP"]
)
def test_a_text_of_nothing_else_keeps_everything(text):
    article = Article(text=text)
    assert article.asides == ()
    assert "".join("".join(span.text.split()) for span in article.sentences) == "".join(text.split())


def test_a_date_in_a_list_of_sources_begins_no_part():
    filler = "\n\n".join(f"The council met for the {n}th time and voted on the road." for n in range(40))
    text = f"Title\n\n{filler}\n\nRelated news\n\nThe road\nMay 7, 2019\n\n{filler}"
    parts = split_into_parts(Article(text=text, published="2024-05-08"), 600, 0.25)
    assert len(parts) > 1
    assert {part.published for part in parts} == {"2024-05-08"}
    assert "".join(part.text for part in parts) == text


def test_no_annotated_attribution_is_lost_but_credits():
    lines = (ROOT / "fixtures/eval/articles.jsonl").read_text(encoding="utf-8").splitlines()
    credits_out = 0
    for record in map(json.loads, lines):
        article = Article(text=record["text"])
        for found in record["gold"]["attributions"]:
            out = [article.is_aside(start) for start, _ in found["spans"]]
            label = found["content"].strip() in ("Video:", "Audio:")
            assert found.get("credit") or label or not any(out), found["content"]
            credits_out += bool(found.get("credit")) and all(out)
    assert credits_out == 16


def test_no_short_news_loses_a_sentence():
    lines = (ROOT / "fixtures/eval/dates.jsonl").read_text(encoding="utf-8").splitlines()
    assert [record["id"] for record in map(json.loads, lines) if Article(text=record["text"]).asides] == []


@pytest.mark.parametrize(
    "text",
    [
        "Sources\n" * 20_000,
        "Sources\na b\n" * 10_000,
        "Photo by Ann " * 20_000,
        "\n \n" * 50_000,
        "A B/C " * 30_000,
        f"{'Image: A ' * 40}\n\n" * 500,
        f"{'Sign up ' * 40}\n\n" * 500,
    ],
)
def test_it_takes_time_with_the_length(text):
    start = time.process_time()
    asides(text)
    assert time.process_time() - start < 5
