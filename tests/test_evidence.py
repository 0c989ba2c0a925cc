import gc
import weakref

import pytest

from summarizer.article import Article, Span, cached_per_article
from summarizer.evidence import find_mentions, locate
from summarizer.evidence.analysis import analysis_of
from summarizer.evidence.names import TextNames
from summarizer.evidence.times import resolution_of, resolved_times

ARTICLE = Article(
    text=(
        "Zoë Quinn’s lawyer said on Monday that 1,500 people didn’t vote. “It’s a shame,” he told the Daily Post, "
        "“and it may cost $5.3 million—or more.” The vote was, allegedly, rigged.\n\n"
        "Critics say the colour-coded ballots confused older voters, who have not complained. "
        "The mayor rejected the claim. Nobody was hurt. The vote was, allegedly, rigged."
    )
)


def texts(spans: list[Span]) -> list[str]:
    return [span.text for span in spans]


def article_of(text: str) -> Article:
    return Article(text=text)


# locate: verbatim and folded


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("1,500 people didn’t vote", "1,500 people didn’t vote"),
        ("1,500 people didn't vote", "1,500 people didn’t vote"),
        ('"It\'s a shame," he told', "“It’s a shame,” he told"),
        ("'It's a shame,' he told", "“It’s a shame,” he told"),
        ("$5.3 million -- or more", "$5.3 million—or more"),
        ("$5.3 million – or more", "$5.3 million—or more"),
        ("zoe quinn", "Zoë Quinn"),
        ("ZOE\u0308 QUINN", "Zoë Quinn"),
        ("the  Daily\n Post", "the Daily Post"),
        ("the Daily\u00a0Post", "the Daily Post"),
        ("con\u00adfused older \u200bvoters", "confused older voters"),
        ("confused\U000e0141 older\U000e0062 voters", "confused older voters"),
        ("rigged.\nCritics", "rigged.\n\nCritics"),
    ],
)
def test_typography_case_and_accents_do_not_matter(quote: str, expected: str) -> None:
    assert [expected] == texts(locate(quote, ARTICLE))


def test_ligatures_and_letters_without_decomposition_are_unfolded() -> None:
    article = article_of("The ﬁrst oﬃce of Łukasz Ørsted.")

    assert ["ﬁrst oﬃce of Łukasz Ørsted"] == texts(locate("first office of Lukasz Orsted", article))


def test_an_accent_written_apart_belongs_to_the_span() -> None:
    assert ["the cafe\u0301"] == texts(locate("the café", article_of("In the cafe\u0301, alone.")))


def test_a_verbatim_place_is_preferred_to_one_in_other_typography() -> None:
    article = article_of("STOP THE COUNT, they cried. Then: Stop the count.")

    assert [Span(start=34, end=48, text="Stop the count")] == locate("Stop the count", article)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("ate", "The plate broke."),
        ("vote", "They voted."),
        ("can", "They can’t."),
        ("they", "Now they’re here."),
        ("500", "Some 1,500 came."),
        ("5.3", "It cost 15.3 pounds."),
        ("20", "In 2012."),
        ("5", "It rose by 5.3 points."),
        ("it cost 5", "it cost 5 million"),
        ("two of them", "Twenty-two of them left."),
        ("fifty people", "Two hundred and fifty people left."),
        ("fell to 5 degrees", "It fell to -5 degrees."),
        ("Brien", "Mr O’Brien left."),
        ("f", "A ﬁne."),
        ("102", "It is 10² metres."),
        ("가", "각"),
    ],
)
def test_no_span_begins_or_ends_inside_a_word_or_number(quote: str, text: str) -> None:
    assert [] == locate(quote, article_of(text))


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Étienne", "la mère d’Étienne"),
        ("Portman", "Portman’s film"),
        ("actors", "the actors’ guild"),
        ("東京", "彼は東京に行った"),
        ("문재인", "문재인은 말했다"),
        ("ozone", "ozone-temperature"),
    ],
)
def test_clitics_and_scripts_without_spaces_do_have_boundaries(quote: str, text: str) -> None:
    assert [quote] == texts(locate(quote, article_of(text)))


def test_near_sends_repeated_text_to_the_right_occurrence() -> None:
    quote = "The vote was, allegedly, rigged."
    first, second = ARTICLE.text.index(quote), ARTICLE.text.rindex(quote)
    last = len(ARTICLE.sentences)

    assert [first] == [span.start for span in locate(quote, ARTICLE)]
    assert [second] == [span.start for span in locate(quote, ARTICLE, near=[last])]
    assert [second] == [span.start for span in locate(quote, ARTICLE, near=[last - 1])]
    assert [first] == [span.start for span in locate(quote, ARTICLE, near=[1, 999, -4])]


@pytest.mark.parametrize("quote", ["", " ", "...", "“”", "\u200b", "—", "the", "[…]"])
def test_a_quote_without_words_stands_nowhere(quote: str) -> None:
    assert [] == locate(quote, article_of("— “” ... \u200b […]"))


# locate: slips


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        (
            "Critics say that colour-coded ballots confused older voters",
            "Critics say the colour-coded ballots confused older voters",
        ),
        ("color coded ballots", "colour-coded ballots"),
        ("1,500 people did not vote!", "1,500 people didn’t vote"),
        ("“The vote was allegedly rigged”", "vote was, allegedly, rigged"),
        ("who have not complaind", None),
        ("coloured ballots conffused older voters", None),
        ("who haven't complained", "who have not complained"),
    ],
)
def test_small_slips_are_forgiven(quote: str, expected: str | None) -> None:
    assert ([expected] if expected else []) == texts(locate(quote, ARTICLE))


def test_the_british_per_cent_is_the_american_one_and_a_range_no_minus() -> None:
    article = article_of("It rose by 12 per cent from 5 - 10 pounds.")
    assert texts(locate("rose by 12% from 5-10 pounds", article)) == ["rose by 12 per cent from 5 - 10 pounds"]
    assert locate("rose by 1% from", article) == []


def test_a_misspelt_long_word_is_forgiven_if_the_article_knows_only_the_other() -> None:
    article = article_of("The committee recommended accommodation for everyone.")

    assert ["committee recommended accommodation"] == texts(locate("committee recommended accomodation", article))


@pytest.mark.parametrize("quote", ["hahahahaha it rains", "hahahahahahaha it rains", "hahahahahah it rains"])
def test_a_word_that_goes_on_as_the_articles_word_does_is_compared(quote: str) -> None:
    assert texts(locate(quote, article_of("He laughs: hahahahahaha it rains."))) in ([], ["hahahahahaha it rains"])


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("The deported men", "The reported men"),
        ("an uninformed guard", "a uniformed guard"),
        ("few people came", "a few people came"),
        ("It was 5 percent", "It was 5 pounds"),
        ("Is it over.", "Is it over?"),
        ("it cost £5", "it cost $5"),
    ],
)
def test_another_word_is_no_slip(quote: str, text: str) -> None:
    assert [] == [span for span in locate(quote, article_of(text + " and so on")) if span.text != quote]


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("One came.", "No one came."),
        ("All of them agreed.", "Not all of them agreed."),
        ("He left.", "Reportedly, he left."),
        ("He left.", "He left, allegedly."),
        ("They did.", "They did not stay."),
        ("The men left early.", "The men, reportedly, left early."),
        ("He has left.", "He hasn’t left."),
        ("He is guilty.", "He may be guilty."),
    ],
)
def test_a_negation_or_hedge_left_out_is_another_statement(quote: str, text: str) -> None:
    assert [] == locate(quote, article_of(text))


# locate: ellipses


def test_an_elided_quote_gives_one_span_a_piece() -> None:
    expected = ["1,500 people didn’t vote", "he told the Daily Post"]

    assert expected == texts(locate("1,500 people didn't vote ... he told the Daily Post", ARTICLE))
    assert expected == texts(locate("“1,500 people didn't vote […] he told the Daily Post…”", ARTICLE))


@pytest.mark.parametrize(
    "quote",
    [
        "he told the Daily Post ... 1,500 people didn’t vote",  # the other way round
        "1,500 people didn’t vote ... he told the Morning Post",  # a piece that is not there
        "older voters, who have ... complained",  # "not" is left out
        "The vote was ... rigged",  # "allegedly" is left out
        "people ... vote",  # such pieces stand anywhere
    ],
)
def test_an_elided_quote_that_says_something_else_is_not_found(quote: str) -> None:
    assert [] == locate(quote, ARTICLE)


def test_pieces_from_far_apart_are_no_quote() -> None:
    article = article_of("The start is here. " + "It rained all day. " * 10 + "The end is there.")

    assert [] == locate("The start is ... end is there", article)


def test_an_ellipsis_of_the_article_itself_is_verbatim() -> None:
    article = article_of("“It was [...] not a good idea ... at all.”")

    assert ["It was [...] not a good idea ... at all"] == texts(locate("It was […] not a good idea … at all", article))


# mentions


def test_a_name_is_found_wherever_it_stands_and_without_its_possessive() -> None:
    article = article_of(
        "Zoë O’Hara’s friend met Zoe O'Hara. The O’Hara-led group and Zoë O'Haran left. ZOË O’HARA won."
    )

    assert ["Zoë O’Hara", "Zoe O'Hara", "ZOË O’HARA"] == texts(find_mentions("Zoë O'Hara", article))
    assert 4 == len(find_mentions("O'Hara", article))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("May", "They may go."),
        ("US", "Us and them"),
        ("Ann", "Ann-Marie left"),
        ("Marie", "Ann-Marie left"),
        ("Ann", "Anna and Joann"),
        ("Ann Lee", "photo of Ann\n\nLee Smith wrote"),
        ("", "anything"),
    ],
)
def test_what_only_looks_like_the_name_is_no_mention(name: str, text: str) -> None:
    assert [] == find_mentions(name, article_of(text))


# what is computed once


def test_what_is_computed_of_an_article_is_kept_as_long_as_the_article_is():
    made = []

    @cached_per_article
    def length(article):
        made.append(article.text)
        return len(article.text)

    article = article_of("It rained.")
    assert (length(article), length(article), made) == (10, 10, ["It rained."])
    gone = weakref.ref(article)
    del article
    gc.collect()
    assert gone() is None
    assert length(article_of("It rained.")) == 10
    assert len(made) == 2


def test_a_name_is_looked_for_in_all_sentences_only_once(monkeypatch):
    known, asked = analysis_of(article_of("Ann Lee left. " * 5)), []
    has = TextNames.has
    monkeypatch.setattr(TextNames, "has", lambda self, name: asked.append(name) or has(self, name))
    assert [known.is_frequent("zorro", 3), known.is_frequent("zorro", 1), known.is_frequent("lee", 5)] == [
        False,
        False,
        True,
    ]
    assert asked == ["zorro"] * 5 + ["lee"] * 5


def test_a_time_expression_is_computed_alike_wherever_it_stands():
    article = Article(text="It began in 2009. It began in 2009. It began yesterday.", published="2024-05-10")
    found = [(time.span.start, resolution_of(time.span, article)) for time in resolved_times(article)]
    assert [(start, resolution.date) for start, resolution in found] == [(12, "2009"), (30, "2009"), (45, "2024-05-09")]
