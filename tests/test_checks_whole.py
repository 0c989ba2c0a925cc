"""Checks of a text for which many sentences are evidence, of questions, and of dates and numbers by other names."""

import pytest

from summarizer.article import Article
from summarizer.checks import check_text
from summarizer.digest import Flag

LONG = (
    "The council met in Leeds on Tuesday.",
    "Mayor Jane Doe presented her budget for the coming year.",
    "Two libraries may be sold to private owners in spring.",
    "The swimming pool will not close before summer.",
    "Residents protested outside the town hall.",
    "Police say the protest was peaceful.",
    "The theatre will not receive a yearly grant.",
)


def flags(text: str, *sentences: str, published: str | None = None, language: str | None = None) -> list[Flag]:
    """The flags of a text for which the whole article is evidence: these sentences."""
    article = Article(text=" ".join(sentences), published=published, language=language)
    return check_text(text, article.sentences, article)


# whole articles: each clause of the text is compared with the sentences that carry it


@pytest.mark.parametrize(
    "text",
    [
        "The swimming pool will close before summer.",
        "The council met; the swimming pool will close before summer.",
        "The theatre will receive a yearly grant.",  # the article's last sentence
        "Residents did not protest outside the town hall.",
    ],
)
def test_a_negation_lost_or_added_is_seen_in_a_whole_article(text: str) -> None:
    assert "negation-differs" in flags(text, *LONG)


def test_a_hedge_lost_is_seen_in_a_whole_article() -> None:
    assert ["hedge-differs"] == flags("Two libraries were sold to private owners in spring.", *LONG)


@pytest.mark.parametrize(
    "text",
    [
        "The swimming pool will not close before summer.",
        "The theatre will not receive a yearly grant, the council heard.",
        "Residents protested outside the town hall; two libraries may be sold to private owners.",
    ],
)
def test_what_a_whole_article_says_has_no_flag(text: str) -> None:
    assert [] == flags(text, *LONG)


def test_words_of_another_language_that_look_like_english_negations_are_none() -> None:
    sentences = (
        "Die Ernte fiel in diesem Jahr aus.",
        "Die Not der Bauern ist groß.",
        "Der Minister versprach Hilfe.",
        "Die Opposition will mehr Geld.",
        "Am Montag beginnt die Debatte.",
        "Viele Höfe stehen leer.",
    )
    text = "Die Not der Bauern ist in diesem Jahr groß."
    assert [] == flags(text, *sentences, language="de")


# questions


def test_what_the_evidence_asks_may_be_told_as_not_so() -> None:
    assert [] == flags("The mine will not close.", "Will the mine close?")
    assert ["negation-differs"] == flags("The mine will not close.", "The mine will close.")


# dates and numbers


@pytest.mark.parametrize("published", ["2023-08-21", "2023-08-21T09:30:00Z", "2023-08-21T09:30:00+02:00"])
def test_the_day_of_publication_may_be_named_whether_its_hour_is_known_or_not(published: str) -> None:
    assert [] == flags("The court ruled on August 21.", "The court ruled.", published=published)
    assert ["date-not-in-evidence"] == flags("The court ruled on August 20.", "The court ruled.", published=published)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Of the voters, 50 percent came.", "Half of the voters came."),
        ("They married 10 years ago.", "They married a decade ago."),
        ("The bridge is 100 years old.", "The bridge is a century old."),
        ("There were 12 eggs.", "There were a dozen eggs."),
        ("They won 3 times.", "They won thrice."),
    ],
)
def test_a_number_that_the_evidence_gives_by_another_word_stands_there(text: str, sentence: str) -> None:
    assert [] == flags(text, sentence)
    assert ["number-not-in-evidence"] == flags(
        text.replace("50", "51").replace("10", "11").replace("12", "13").replace("3 ", "4 "), sentence
    )
