"""What somebody says in an English sentence, without the words that say who says it."""

import pytest

from summarizer import Article, Person, Span
from summarizer.assist import claims, timeline
from summarizer.assist.content import content_of
from summarizer.assist.saying import sayings, speaker_in
from summarizer.assist.speakers import speaker_of


def contents(text):
    """The content of each saying of the last sentence."""
    article = Article(text=text, published="2024-05-10")
    sentence = article.sentences[-1]
    return [content_of(said, sentence, article).rstrip(".") for said in sayings(sentence, article)]


def speaker(text):
    article = Article(text=text)
    found = speaker_in(article.sentences[-1], article)
    return found and found.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The hall, said Maurer, is open to all every ten years.", "The hall is open to all every ten years"),
        ("The hall, Lee said from the long line, was full of children.", "The hall was full of children"),
        (
            "According to the Health Ministry over 300 people have been hurt in the town.",
            "over 300 people have been hurt in the town",
        ),
        ("They sent back boats which, according to AFP, had no crew.", "They sent back boats which had no crew"),
        (
            "Lee said by 2050, growing towns and new roads would double the traffic.",
            "by 2050, growing towns and new roads would double the traffic",
        ),
        ("Lee said on Tuesday the council had closed the pool.", "the council had closed the pool"),
    ],
)
def test_words_that_say_who_says_it_are_left_out_wherever_they_stand(text, expected):
    assert contents(text) == [expected]


def test_each_saying_of_a_sentence_has_its_own_content():
    text = "The firm said the plant would close and minister Ann Lee said the town would be helped."
    assert contents(text) == ["the plant would close", "the town would be helped"]


def test_what_comes_before_another_clause_is_not_its_content():
    text = "It was cold in the valley on Thursday and the institute said the snow would stay."
    assert contents(text) == ["the snow would stay"]


@pytest.mark.parametrize("verb", ["demanded that", "urged that"])
def test_what_is_only_wanted_is_no_content(verb):
    assert contents(f"Lee {verb} the council stop the work at once.") == [""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An extreme weather warning is now in place in much of the country.", None),
        ("Many people Lee observed took out their phones.", "Lee"),
        ("A letter seen by the Herald says that the pool will close.", "A letter"),
        ("Ann Lee denied the charge, calling it false, but said she would leave.", "Ann Lee"),
        (
            "On Tuesday a tanker reported being hit as it left the strait, the harbour office said.",
            "the harbour office",
        ),
        ('The deal would end the war "on all fronts", says that the border will open, and is new.', None),
    ],
)
def test_who_speaks_is_the_subject_of_the_verb_of_saying(text, expected):
    assert speaker(text) == expected


def spoken(text):
    """Who says the last sentence of a text whose only person is Ann Lee, through whom, and of which kind they are."""
    article = Article(text=text)
    mentions = [Span.cut(text, 0, len("Ann Lee"))] if text.startswith("Ann Lee") else []
    people = [Person(id="p1", name="Ann Lee", aliases=[], mentions=mentions)] if mentions else []
    found = speaker_of("", article.sentences[-1:], article, people)
    return found.name, found.via, found.kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ann Lee said it was late. Teachers' unions are calling for a strike. They said nothing had been done.",
            ("Teachers' unions", None, "unnamed"),
        ),
        (
            "The US said it was late. In a statement, Centcom said it was early. It added that no ship was hurt.",
            ("Centcom", None, "organization"),
        ),
        (
            "Qatar and Oman denounced the attacks, each saying a ship had been hit.",
            ("Qatar and Oman", None, "organization"),
        ),
        ('"Gone are the cool days," Lee told Italian media.', ("Lee", "Italian media", "organization")),
    ],
)
def test_whom_a_pronoun_means_and_through_whom(text, expected):
    assert spoken(text) == expected


def test_a_headline_claims_nothing_and_a_single_sentence_without_a_full_stop_does():
    assert claims.hints(Article(text="Minister says the pool will close\n\nIt rained."))["sentences"] == []
    assert claims.hints(Article(text="Ann Lee said the pool will close"))["sentences"]


def test_a_caption_without_a_verb_is_no_event():
    text = "The pool was opened on 4 May 2024.\n\nLee at the pool, 2021\n\nIt rained."
    found = timeline.hints(Article(text=text, published="2024-05-10"))["expressions"]
    assert [when for _, when, _ in found] == ["4 May 2024"]
