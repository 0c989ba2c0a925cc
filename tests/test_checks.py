"""Checks in both directions: silent on what is truly told in other words, loud where it differs."""

import pytest
from conftest import ARTICLES
from flagged import flags
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.checks import check_quote, check_speaker, check_text, check_topic
from summarizer.digest import Speaker

# faithful paraphrases: no flags


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Portman reportedly split from Millepied after 11 years of marriage.",
         "Natalie Portman (42) has reportedly separated from Benjamin Millepied (46), after eleven years of marriage."),
        ("Portman, 42, is said to have separated from her husband.",
         "Natalie Portman (42) has reportedly separated from her husband."),
        ("The film earned $565,000 there.", "It took in just $565K there, and the film earned little praise."),
        ("Staff from France met WHO in May.", "In May, French staff met the World Health Organization."),
        ("The US-led coalition withdrew.", "The coalition, led by the United States, withdrew."),
        ("President Obama visited Iraqi troops.", "Obama visited troops in Iraq."),
        ("Couple Splits After Eleven Years", "The couple split after eleven years."),
        ("Critics said the plan was “deeply flawed”.", "“The plan is deeply flawed,” critics said."),
    ],
)  # fmt: skip
def test_a_faithful_paraphrase_has_no_flags(text: str, sentence: str) -> None:
    assert [] == flags(text, sentence)


# negations


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The minister refused to resign.", "The minister said he would not resign."),
        ("The minister did not resign.", "The minister refused to resign."),
        ("The minister denied taking money.", "The minister said he had not taken money."),
        ("He is not happy with the deal.", "He is unhappy with the deal."),
        ("He is not likely to resign.", "He is unlikely to resign."),
        ("The bridge is unsafe.", "The bridge is not safe."),
        ("He attended the meeting in Leeds.", "He attended the meeting in Leeds but did not speak."),
        ("Not only actors but dancers came.", "Actors and dancers came."),
        ("They played another match in Leeds.", "They did not play well at home, in Leeds."),
        ("Nobody was hurt in the fire.", "The fire did not hurt anyone."),
        ("She has no plans to return.", "She doesn’t plan to return."),
        ("The talks ended without a deal.", "The talks did not bring a deal."),
        ("The council turned down the plan.", "The council did not approve the plan."),
        ("More than 200 people came.", "No fewer than 200 people came."),
        ("The mayor cut taxes but did not resign.", "The mayor did not resign but cut taxes."),
        (
            "No company of Ohio has ever gone through a larger failure than Acme.",
            "The failure of Acme was the largest of a company of Ohio.",
        ),
        (
            "Neither the city nor the state can bear the costs of a collapse.",
            "We can not afford the costs of a collapse, either in the city or the state.",
        ),
        ("Members put their work in the store at no charge.", "Members can put their work in the store for free."),
    ],
)
def test_a_negation_may_be_told_in_other_words(text: str, sentence: str) -> None:
    assert [] == flags(text, sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The mayor did not resign.", "The mayor resigned on that day."),
        ("The firm has not launched it.", "The firm launched it to stop the others."),
        ("Nobody was hurt in the fire.", "People were hurt in the fire."),
        ("The deal was illegal.", "The deal was legal, he said."),
        ("The bridge is unsafe.", "The bridge is safe."),
    ],
)
def test_a_negation_put_in_is_flagged(text: str, sentence: str) -> None:
    assert ["negation-differs"] == flags(text, sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The mayor resigned.", "The mayor has not resigned."),
        ("The mayor resigned.", "The mayor hasn’t resigned."),
        ("There were crowds at the station.", "There were no crowds at the station."),
        ("The fire hurt people.", "The fire hurt no people."),
        ("The talks ended with a deal.", "The talks ended without a deal."),
        ("The site is open.", "The site is no longer open."),
        ("She plans to return.", "She doesn’t plan to return."),
        ("He is likely to resign.", "He is unlikely to resign."),
    ],
)
def test_a_negation_left_out_is_flagged(text: str, sentence: str) -> None:
    assert ["negation-differs"] == flags(text, sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The driver was not charged, but his passenger was convicted of theft.",
         "The driver was charged, but his passenger was not convicted of theft."),
        ("The union did not accept the offer; the strike ended on that day.",
         "The union accepted the offer; the strike did not end on that day."),
        ("The union did not accept the offer because the strike ended.",
         "The union accepted the offer because the strike did not end."),
    ],
)  # fmt: skip
def test_a_negation_moved_to_another_clause_is_flagged(text: str, sentence: str) -> None:
    assert ["negation-differs"] == flags(text, sentence)


# hedges


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A friend says Portman has separated from her husband.",
         "Natalie Portman has reportedly separated from her husband."),
        ("Ray is alleged to have taken bribes.", "Ray allegedly took bribes."),
        ("Ray is accused of taking bribes.", "Ray allegedly took bribes."),
        ("He might run again next year.", "He said he would consider whether to run again next year."),
        ("They married in Rome.", "They reportedly married in secret; they did marry in Rome."),
        ("The study may help patients.", "The study could help patients, researchers hope."),
        ("Rumors of an affair spread.", "There was talk of an alleged affair, and it spread."),
        ("She is likely to win the vote.", "She will probably win the vote."),
        ("The bridge may close.", "Experts fear that the bridge will close."),
        ("They met in May.", "They met in May, and may meet again."),
        ("Acme may bid for contracts again.", "Acme is allowed to bid for contracts once more."),
    ],
)  # fmt: skip
def test_a_hedge_may_be_told_in_other_words(text: str, sentence: str) -> None:
    assert [] == flags(text, sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The bridge may be closed.", "The bridge is closed."),
        ("The bridge will possibly close.", "The bridge will close."),
        ("She will probably win the vote.", "She will win the vote."),
        ("Ray allegedly took bribes.", "Ray took bribes."),
        # Taken out, with half of the sentence.
        ("Portman separated from Millepied.", "Portman has reportedly separated from Millepied after eleven years."),
    ],
)
def test_a_hedge_put_in_or_taken_out_is_flagged(text: str, sentence: str) -> None:
    assert ["hedge-differs"] == flags(text, sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Portman has separated.", "Portman has reportedly separated."),
        ("Portman separated.", "Portman separated, reportedly."),
        ("He had an affair.", "He had an alleged affair."),
        ("Crops have higher yields, it says.", "Crops may have higher yields, it says."),
        ("The bridge will close.", "The bridge may close."),
        ("The drug cures cancer.", "The drug appears to cure cancer."),
        ("She will win the vote.", "She will probably win the vote."),
    ],
)
def test_a_hedge_left_out_is_flagged(text: str, sentence: str) -> None:
    assert ["hedge-differs"] == flags(text, sentence)


# other words


def test_a_text_about_something_else_is_flagged() -> None:
    assert [] == flags("The mayor opened a pool.", "The mayor opened a swimming pool.")
    assert ["words-not-in-evidence"] == flags(
        "The orchestra plays symphonies abroad.", "The mayor opened a swimming pool."
    )


def test_a_large_number_shows_that_the_text_is_about_the_same() -> None:
    told = "The measure comes on top of turnaround plans, in which 25,000 positions should be cut."
    assert [] == flags("Acme had unveiled a recovery programme that lets 25,000 jobs go.", told + " Acme is ill.")


def test_words_may_come_from_the_sentence_beside_the_evidence_but_not_all() -> None:
    article = Article(text="The mayor opened a pool. The orchestra played symphonies all night.")
    text = "The orchestra plays symphonies for the mayor."
    assert [] == check_text(text, article.sentences[:1], article)
    assert ["words-not-in-evidence"] == flags(text, "The mayor opened a pool.")
    assert ["words-not-in-evidence"] == check_text("The orchestra plays symphonies.", article.sentences[:1], article)


def test_a_text_that_cites_nothing_is_about_what_the_others_are() -> None:
    article = Article(text="The mayor opened a pool. Swimmers came. The orchestra played symphonies all night.")
    pool, orchestra = article.sentences[:1], "The orchestra played symphonies."
    assert [] == check_topic("The pool is open for swimmers.", pool, article)
    assert ["words-not-in-evidence"] == check_topic(orchestra, pool, article)
    assert ["words-not-in-evidence"] == check_topic(f"The pool is open. {orchestra}", pool, article)
    assert [] == check_topic(orchestra, pool, article, others=["The orchestra was there."])
    assert [] == check_topic(orchestra, [], article)  # nothing tells what it is about
    assert [] == check_topic("Music!", pool, article)  # too few words to tell


# evidence


def test_several_sentences_are_evidence_together() -> None:
    assert [] == flags("Jane Doe opened 2 pools in Leeds.", "Jane Doe came to Leeds.", "She opened two pools.")


def test_nothing_stands_in_no_evidence() -> None:
    expected = ["number-not-in-evidence", "name-not-in-evidence", "words-not-in-evidence"]

    assert expected == check_text("Today, Jane Doe opened 3 pools.", [], Article(text=""))


def test_german_nouns_are_no_names() -> None:
    article = Article(text="Der Bürgermeister eröffnete ein Bad.", language="de")

    assert [] == check_text("Ein Bad, vom Bürgermeister eröffnet, als Anlage.", article.sentences, article)


# any text

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(ANY_TEXT, ANY_TEXT)
def test_no_text_crashes_a_check(text: str, sentence: str) -> None:
    article = Article(text=sentence, published="2023-08-21")

    check_text(text, article.sentences, article, names=[(text,)], speaker=text)
    check_quote(text, article)
    check_speaker(Speaker(name=text, kind="person"), article, [])


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Zl", "Zp", "Cc"]), max_size=60))
def test_a_text_agrees_with_itself(text: str) -> None:
    article = Article(text=text)

    assert [] == check_text(text, article.sentences, article)


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_sentence_of_a_real_article_agrees_with_itself(path) -> None:
    article = Article(text=path.read_text(encoding="utf-8"))

    assert [] == [span.text for span in article.sentences if check_text(span.text, [span], article)]
