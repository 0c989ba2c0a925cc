"""Where sentences end, in eleven languages. The cases are lines of `fixtures/sentences`, with | between sentences."""

import re
import time

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import Article
from summarizer.sentences import quote_places, split_sentences

FOLDER = ROOT / "fixtures" / "sentences"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def cases():
    """Each case as a text and its sentences; a blank line ends a sentence, too."""
    for language in LANGUAGES:
        for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
            marked = line.replace("\\n", "\n")
            text = marked.replace(" | ", " ").replace("|", "")
            yield pytest.param(language, text, [s.strip() for s in re.split(r"\||\n\n", marked)], id=line)


def sentences(text, language):
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(("language", "text", "expected"), list(cases()))
def test_a_sentence_ends_where_it_ends(language, text, expected):
    assert sentences(text, language) == expected


def test_lines_that_are_broken_to_fit_a_width_go_on():
    text = "The mayor of\nHarrow Bay\nresigned. She\nleft."
    assert sentences(text, "en") == ["The mayor of\nHarrow Bay\nresigned.", "She\nleft."]


def test_lines_that_are_paragraphs_end():
    text = "A headline\n" + "The mayor resigned " * 10 + "\nAnother heading\nShe left."
    assert len(sentences(text, "en")) == 4


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\u2028"])
def test_a_blank_line_ends_a_sentence_whatever_the_line_ends(line_end):
    assert sentences(f"Rain{line_end}{line_end}It rained{line_end}all day.", "en") == [
        "Rain",
        f"It rained{line_end}all day.",
    ]


def test_a_quotation_that_is_too_long_for_one_piece_is_cut():
    assert len(sentences('"' + "It rained all day. " * 50 + '" he said.', "en")) > 40


@pytest.mark.parametrize("tag", ["de", "de-AT", "DE"])
def test_the_region_of_a_language_does_not_matter(tag):
    assert sentences("Das 20. Jahrhundert war lang.", tag) == ["Das 20. Jahrhundert war lang."]


@pytest.mark.parametrize("tag", [None, "und", "xx"])
def test_an_unknown_language_is_split_by_the_rules_of_english(tag):
    assert sentences("Mr. Smith came. He left.", tag) == ["Mr. Smith came.", "He left."]


@pytest.mark.parametrize(
    "text",
    [
        "He said “yes” and left.",
        'He said "yes" and left.',
        "Er sagte „yes“ und ging.",
        "Er sagte »yes« und ging.",
        "Il a dit « yes » et partit.",
        "Er sagte ‚yes‘ und ging.",
        "Il a dit ‹ yes › et partit.",
        "彼は「yes」と述べた。",
        "彼は『yes』と述べた。",
        "他说：“yes”。",
    ],
)
def test_quotation_marks_of_all_languages_are_known(text):
    assert [text[start:end].strip() for start, end in quote_places(text)] == ["yes"]


@settings(deadline=None)
@given(
    text=st.text(alphabet=st.sampled_from(" .!?…\n\r\t\"'“”„«»‹›()[]（）「」。？，؟abAB1é\u0301\u200f\u2028\u00a0😀—-"))
)
def test_all_ink_is_in_one_sentence_and_offsets_are_exact(text):
    for language in ("en", "de", "ar", "ja", "zh"):
        last = 0
        for start, end in split_sentences(text, language):
            assert not text[last:start].strip()
            assert text[start:end] == text[start:end].strip() != ""
            last = end
        assert not text[last:].strip()


@pytest.mark.parametrize(
    "unit",
    ["He paid 3.5 percent. ", "Mr. ", "“a. ", '"', "(", "A. ", "我们不去。", "「我们不去。」と", ".» ", "- a\n", "‚a"],
)
def test_time_is_linear(unit):
    def seconds(count):
        text = unit * count
        start = time.process_time()
        split_sentences(text, "en")
        return time.process_time() - start

    seconds(100)
    small, large = seconds(4000), seconds(32000)
    assert large < 24 * small + 0.2


def test_an_article_counts_its_sentences_by_the_language_of_its_words_else_by_the_given_one():
    text = (
        "Am 3. Mai war die Sitzung, und das ist nicht die erste in der Stadt. Im 20. Jahrhundert gab es mehr von ihnen."
    )
    assert len(Article(text=text).sentences) == 2
    assert len(Article(text=text, language="en").sentences) == 2
    short = "Am 3. Mai. Im 20. Jahrhundert."
    assert len(Article(text=short, language="de").sentences) == 2
    assert len(Article(text=short, language="en").sentences) > 2


@pytest.mark.parametrize(("unit", "end"), [("Oslo, 3 May\n", "\n"), ("word ", " "), ("x", "")])
def test_what_never_ends_is_cut_at_a_line_or_a_space_and_nothing_is_lost(unit, end):
    text = unit * 6000
    places = split_sentences(text, "en")
    assert len(places) > 4
    assert all(0 < last - first <= 1200 for first, last in places)
    assert all(text.startswith(end, last) for _, last in places[:-1])
    assert "".join(text[first:last] for first, last in places).replace(end or " ", "") == text.replace(end or " ", "")
