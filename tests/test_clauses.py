"""A long sentence in short."""

import pytest

from summarizer import Article, Span
from summarizer.assist.clauses import first_clauses, is_adjunct, rest_of_clause, shortened_sentence, without_dateline

LONG = (
    ", and then it went on and on, as such sentences do, until everybody had left the hall and gone home for the night."
)


def whole(text):
    return Span(start=0, end=len(text), text=text)


@pytest.mark.parametrize(
    ("begins", "first"),
    [
        ("The council of Springfield has decided that all taxes will rise", None),
        ("A paper by Ann Lee, who heads a small college in the north of the country, had been rejected by them", None),
        ("Bob Ray, who is the mayor of the town, told them of the “vicious, wholly mad” attack on it", None),
        ("The ministry said that it wished to distance itself from these baseless, malicious reports", None),
        (
            "They reported that Ministers Ann Lee of Trade and Bob Ray of Defence, Cy Orr, were questioned there",
            None,
        ),
        ("We urge all of the governments of this region to work together quickly", None),
        ("Speaking to journalists in a hall of the old town this very morning, Ann Lee said it was over", None),
        (
            "Springfield, Ohio – The council of Springfield has decided on it all",
            "The council of Springfield has decided on it all",
        ),
    ],
)
def test_an_opening_has_a_verb_and_ends_within_no_quotation_or_list(begins, first):
    assert first_clauses(whole(begins + LONG)) == (first or begins)


def test_what_is_short_or_has_no_clauses_is_left_whole():
    assert first_clauses(whole("It rained, and it snowed.")) == "It rained, and it snowed."
    text = "They " + "went on and on " * 20 + "for ever."
    assert first_clauses(whole(text)) == text


def test_the_place_that_a_report_comes_from_is_no_part_of_it():
    assert without_dateline(whole("Taipei, Taiwan — The festival began.")) == "The festival began."
    assert without_dateline(whole("Ann Lee – the mayor – left.")) == "Ann Lee – the mayor – left."


def test_the_clause_of_given_words_stands_behind_the_opening():
    begins = "The council of Springfield has decided that all taxes will rise"
    text = f"{begins}, and then it left; but in May, the mayor said, it will have to come back, if only for one day."
    words = Span.cut(text, text.index("May"), text.index("May") + 3)
    assert shortened_sentence(words, Article(text=text)) == f"{begins} … but in May"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Speaking to journalists in Oslo today", True),
        ("In the first week of May", True),
        ("In May the two were married", False),
        ("After the war, peace", False),
        ("She left", False),
    ],
)
def test_when_where_and_while_what_tell_nothing_yet(text, expected):
    assert is_adjunct(text) == expected


def test_what_breaks_off_at_the_very_end_of_its_sentence_goes_on_with_nothing():
    span = Span(start=0, end=29, text="The mayor of Oslo has resigned")
    assert rest_of_clause("mayor of Oslo has resigned", span) is None


def test_words_that_go_on_in_the_next_sentence_have_the_clause_of_their_own():
    text = "It rained on May\n5. Nobody came to the square that day."
    article = Article(text=text)
    assert shortened_sentence(Span(start=10, end=18, text=text[10:18]), article).startswith("It rained")
