"""What somebody says in an English sentence, without the words that say who says it."""

import pytest

from summarizer import Article
from summarizer.assist.content import content_of
from summarizer.assist.saying import sayings, speaker_in


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
