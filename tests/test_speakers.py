"""Who a sentence's own grammar says is speaking."""

import pytest

from summarizer import Article
from summarizer.evidence import said_by


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"They are on the outs," a source allegedly told the Herald.', "a source"),
        ("Portman said of the movie that it was fun.", "Portman"),
        ("Jeff Rathke, the State Department spokesperson, said it was urgent.", "Jeff Rathke"),
        ("Discussing his concern, Malaysia's prime minister, Najib Razak said no.", "Najib Razak"),
        ("Although Millepied did acknowledge the work, nobody cared.", "Millepied"),
        ("After the exchange of fire, North Korea stated it would attack.", "North Korea"),
        ("According to AFP, both have been criticised.", "AFP"),
        ('"They fired six shells", said KCNA.', "KCNA"),
        ("K.C. Maurer announced the gift.", "K.C. Maurer"),
        ("The report says the intake declined.", "The report"),
        ("He raised eyebrows when he responded to a question.", "he"),
    ],
)
def test_the_speaker_stands_beside_the_verb(text, expected):
    article = Article(text=text)
    assert said_by(article.sentences[0], article).text == expected


@pytest.mark.parametrize("text", ["The two were married in 2012.", 'They sang "he said no" all night.', "Étonnant."])
def test_a_sentence_without_a_verb_of_saying_outside_its_quotations_names_nobody(text):
    article = Article(text=text)
    assert said_by(article.sentences[0], article) is None


def test_the_words_are_cut_from_the_article_exactly():
    article = Article(text="It rained. \n\n  Ann Lee later said so.")
    found = said_by(article.sentences[1], article)
    assert article.text[found.start : found.end] == found.text == "Ann Lee"
