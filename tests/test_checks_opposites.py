"""Checks of opposites: a word or a bound turned round is flagged, and what is truly told from the other side is not."""

import pytest
from flagged import flags

from summarizer.article import Article
from summarizer.checks import check_text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Exports rose last year.", "Exports of the country fell last year."),
        ("Less rain fell in Rome.", "More rain than ever fell in Rome."),
        ("The deepest cut hit the smallest plant.", "The cut hit the largest plant."),
        ("The council approved the plan of the mayor.", "The council rejected the plan of the mayor."),
        ("The union supports the law on strikes.", "The union opposes the law on strikes."),
        ("The jury found the banker innocent.", "The jury found the banker guilty."),
        ("The court rules tomorrow.", "The court ruled yesterday."),
        ("It lies in the north of Iraq.", "It lies in the south of Iraq."),
        ("More than 900 people came.", "Fewer than 900 people came."),
        ("It cost at least $5 million.", "It cost up to $5 million."),
        ("Nearly 40 percent voted.", "Over 40 percent voted."),
        ("No more than 900 people came.", "At least 900 people came."),
        ("Police confirm that a ransom was paid.", "Police denied that a ransom was paid."),
        ("The shares rose to 6%.", "The shares rose 6%."),
        ("The share of women grew by about 30 percent.", "The share of women grew to 30 percent."),
    ],
)
def test_the_opposite_of_what_the_evidence_says_is_flagged(text, sentence):
    assert "negation-differs" in flags(text, sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Exports rose last year.", "Exports rose last year, while imports fell."),
        ("Exports fell from a high level.", "Exports fell sharply, although costs had risen before."),
        ("Prices rose.", "Wages fell."),  # of something else: that is for another check
        ("Acme bought the mill.", "The mill was sold to Acme."),
        ("Rome lost to Oslo.", "Oslo won against Rome."),
        ("The vote came after the debate.", "The debate was held before the vote."),
        ("Exports fell.", "Exports of the country failed to rise."),
        ("More than 900 people came.", "At least 900 people came."),
        ("More than 900 people came.", "No fewer than 900 people came."),
        ("Almost 900 people came.", "Up to 900 people came."),
        ("The shares rose by almost 6%.", "The shares rose nearly 6%."),
        ("The shares lost 4%, to $6.", "The shares fell 4% to $6."),
        ("The stake grew from 20% to 35%.", "It raised its stake to 35% from 20%."),
        ("The shares rose by 4% to 5%.", "The shares rose 5% in London and 4% in Oslo."),
        ("The bridge opens by 2027.", "The opening of the bridge was put off to 2027."),
        ("The firm admits nothing and denies fraud.", "The firm denied fraud."),
        ("About 900 people came.", "Over 900 people came."),
        ("More than 900 people came.", "Fewer than 900 people came in May, over 900 in June."),
        ("More than 900 people came.", "Fewer than 900,000 euros were spent; 900 people came."),
    ],
)
def test_what_is_no_opposite_is_not(text, sentence):
    assert "negation-differs" not in flags(text, sentence)


def test_of_a_long_article_the_sentences_that_carry_the_text_are_compared():
    others = [
        f"Number {name} of the shops in Oslo opened its doors." for name in ("two", "three", "four", "five", "six")
    ]
    sentence = "Exports of salted fish fell in Norway."
    assert [] == flags("Exports of salted fish fell in Norway.", sentence, *others)
    assert ["negation-differs"] == flags("Exports of salted fish rose in Norway.", sentence, *others)


def test_only_english_is_compared():
    article = Article(text="Die Zahl der more Besucher in Berlin fiel im last Jahr stark.", language="de")
    assert [] == check_text("Die Zahl der less Besucher in Berlin fiel im next Jahr stark.", article.sentences, article)


@pytest.mark.parametrize("text", ["Yields fell by 2050 percent.", "It cost $2050."])
def test_a_year_is_no_amount(text):
    assert ["number-not-in-evidence"] == flags(text, "Yields fell, it cost much and lasted; by 2050 it will be over.")
    assert [] == flags("They fell by 5 percent.", "They fell by between 5 and 10 percent.")
