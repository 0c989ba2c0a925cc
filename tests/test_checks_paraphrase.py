"""Checks of texts in other words than their evidence: each pair has a true text and a false one."""

import re

import pytest

from summarizer.article import Article
from summarizer.checks import check_text
from summarizer.people import ListedPerson, locate_people


def flags(text, *sentences, cited=(1,), title=None, people=(), published="2024-05-10", language=None):
    """The flags of a text about an article of these sentences that cites some of them."""
    article = Article(text=" ".join(sentences), title=title, published=published, language=language)
    listed = [ListedPerson(name, [], "") for name in people]
    names = [[p.name, *p.aliases] for p in locate_people(listed, article)[0]]
    return check_text(text, [article.sentences[n - 1] for n in cited], article, names=names)


@pytest.mark.parametrize(
    ("sentence", "text", "wrong"),
    [
        ("He worked there for three decades.", "He worked there for thirty years.", "forty"),
        ("Light was measured for one week.", "Light was measured for seven days.", "nine"),
        ("It took a quarter of an hour.", "It took fifteen minutes.", "fifty"),
        ("Lakes freeze 19 days later.", "Lakes freeze almost three weeks later.", "six"),
        ("Margins fell in the first half of 2025.", "In the first six months of 2025 margins fell.", "four"),
        ("The margin grew by 210 basis points.", "The margin grew by 2.1 percentage points.", "2.4"),
        ("They were 1.4 times as likely to fall ill.", "They were 40 percent more likely to fall ill.", "70"),
        ("All of them failed: 5 out of 5.", "All of them, 100 percent, failed.", "80"),
        ("It cuts 300 of its 5,200 jobs.", "It cuts about 6 percent of its jobs.", "9"),
        ("Costs rose from 31 million euros to 52 million.", "Costs rose from 31 to 52 million euros.", "41"),
        ("It cost 500,000 euros to mend.", "It cost half a million euros to mend.", "nine"),
        ("75 per cent of the repairs are done.", "Three quarters of the repairs are done.", "two"),
        ("The firm won a 3-crore contract.", "The firm won a contract worth 30 million.", "31"),
        ("They asked for 67 naira.", "They asked for 67 naira.", "67 dollars for 67"),
        ("Two thirds of the staff left.", "About 67 percent of the staff left.", "80"),
        ("It was to open in 2025, and now opens in 2027.", "It opens two years late.", "six"),
    ],
)
def test_a_number_may_be_given_in_another_unit(sentence, text, wrong):
    number = r"(?i)\b(thirty|seven|fifteen|three|six|2\.1|40|6|31|30|67|100|half a|two)\b"
    assert flags(text, sentence) == []
    assert "number-not-in-evidence" in flags(re.sub(number, wrong, text, count=1), sentence)


@pytest.mark.parametrize(
    ("sentence", "text", "wrong"),
    [
        ("The trial was set for Friday week.", "The trial is set for 17 May.", "The trial is set for 11 May."),
        ("It opens a week on Friday.", "It opens on 17 May.", "It opens on 18 May."),
        ("Written in 1967, it was played four summers later.", "It was played in 1971.", "It was played in 1973."),
    ],
)
def test_a_date_may_be_the_one_that_british_words_come_to(sentence, text, wrong):
    published = "2024-05-09"  # a Thursday
    assert flags(text, sentence, published=published) == []
    assert flags(wrong, sentence, published=published) == ["date-not-in-evidence"]


@pytest.mark.parametrize(
    ("sentence", "text", "wrong"),
    [
        ("The dam was closed in 1926.", "The dam was not closed until 1926.", "The dam was not closed in 1926."),
        ("Work did not start again until May.", "Work started again in May.", "Work never started again."),
        ("Lunde would not comment on rumours.", "Lunde declined to comment on rumours.", ""),
        ("He won't stand again.", "He ruled out standing again.", "He stands again."),
        ("He did not enter a plea, being ill.", "He was unfit to enter a plea.", "He entered a plea."),
        ("Nobody who is guilty will be spared.", "All who are guilty will be punished.", "The guilty will be spared."),
        ("Five older boys were still held.", "Five older boys had not been released yet.", ""),
        ("Officials denied that anyone had drowned.", "Nobody had drowned.", ""),
        ("It had not been consulted, which the firm disputes.", "The firm says it had been consulted.", ""),
        ("Was it the book? It was that she was ill.", "She left because she was ill and not because of the book.", ""),
    ],
)
def test_a_negation_may_be_told_in_other_words(sentence, text, wrong):
    cited = (1, 2) if "?" in sentence else (1,)
    assert "negation-differs" not in flags(text, sentence, cited=cited)
    assert not wrong or flags(wrong, sentence) == ["negation-differs"]


def test_what_is_not_excluded_is_as_uncertain_as_what_may_be():
    sentence = "Asked whether plants could close, she said that she was ruling nothing out."
    assert flags("She did not exclude that plants will close.", sentence) == []
    assert flags("She said that plants will close.", sentence) != []


def test_a_hedge_is_compared_with_that_of_its_own_clause():
    sentence = "Finance chief Tor Moen was cautious: copper prices could weigh on margins in May."
    assert flags("Finance chief Tor Moen warned that copper prices might squeeze margins.", sentence) == []


def test_the_title_is_evidence_of_a_text_about_the_whole_article():
    sentences = (
        "I closed the school.",
        "It was hard.",
        "The shop shut.",
        "The bus went.",
        "Penrose left.",
        "He is 80.",
    )
    text = "Penrose says that he would not close the school."
    every = range(1, 7)
    assert flags(text, *sentences, cited=every, title="I closed my school. I would not close it again") == []
    assert flags(text, *sentences, cited=every, title="I closed my school") == ["negation-differs"]


def test_words_that_stand_beside_the_cited_sentence_are_found_there():
    sentences = (
        "They say that children do better in larger schools.",
        "Perhaps they do.",
        "It rained.",
        "Nobody came.",
    )
    assert flags("Children do better in larger schools.", *sentences, cited=(2,)) == []
    assert flags("Children do better in larger schools.", *sentences, cited=(4,)) == ["words-not-in-evidence"]


def test_a_name_for_a_pronoun_is_no_missing_word():
    sentences = ("Ann van Lee was born in 1961.", "Fired after the coup of 1973, she spent years in Caracas.")
    assert flags("Ann van Lee went to Caracas.", *sentences, cited=(2,), people=["Ann van Lee"]) == []


@pytest.mark.parametrize(
    ("cited", "expected"), [("She laughed at the Cruise video.", []), ("He sued Cruise.", ["name-not-in-evidence"])]
)
def test_a_thing_that_is_named_after_somebody_is_not_them(cited, expected):
    people = ("Ann Lee", "Tom Cruise")
    sentences = ("Ann Lee runs a site.", cited, "Tom Cruise saw it.")
    assert flags("Ann Lee did so.", *sentences, cited=(2,), people=people) == expected


def test_a_name_for_the_company_is_no_missing_word():
    sentences = ("Sweets are made by Harlow and Finch.", "It lost money.", "The company would not shrink its bars.")
    assert flags("The bars of Harlow and Finch will not become smaller.", *sentences, cited=(3,)) == []
    assert flags("The bars of Pratt and Whitney will not become smaller.", *sentences, cited=(3,)) != []


def test_a_weekday_or_month_in_a_name_is_no_date():
    sentences = ("Sunday Adewole is the principal.", "He sold the car, his wife said.")
    assert flags("Sunday Adewole sold the car.", *sentences, cited=(2,), people=["Sunday Adewole"]) == []
    assert flags("He sold the car on Sunday.", *sentences, cited=(2,)) == ["date-not-in-evidence"]


def test_a_place_may_be_abbreviated_behind_another():
    assert flags("She died in Wisconsin.", "She died at a hospice in La Crosse, Wis., on Monday.") == []
    assert flags("She died in Wyoming.", "She died at a hospice in La Crosse, Wis., on Monday.") == [
        "name-not-in-evidence"
    ]


def test_pronouns_beside_another_name_mean_whom_the_title_names():
    sentences = ("Des Hale died.", "His daughter, Zoe Fox, said he had been ill.")
    people = ["Des Hale", "Zoe Fox"]
    text = "Des Hale had been ill."
    assert flags(text, *sentences, cited=(2,), people=people, title="Des Hale, trumpeter, dies") == []
    assert flags(text, *sentences, cited=(2,), people=people, title="A death") == ["name-not-in-evidence"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("By 2019, when I left the council, Joan Ray had died.", []),
        ('By 2019, "when I left the council", Joan Ray had died.', ["name-not-in-evidence"]),
    ],
)
def test_i_outside_quotations_is_the_author_whom_the_last_sentence_names(sentence, expected):
    between = [f"It rained in the {place}." for place in ("north", "south", "east", "west", "hills", "woods", "town")]
    sentences = (*between, sentence, *between, "Ann Lee is a writer.")
    assert flags("Ann Lee left the council.", *sentences, cited=(8,), people=["Ann Lee", "Joan Ray"]) == expected


def test_the_title_of_a_work_may_stand_elsewhere_and_what_somebody_said_may_not():
    sentences = ('He wrote "Suite for a Small Island" and said "it is too long".', "Critics called it cheeky.")
    assert flags('"Suite for a Small Island" is cheeky.', *sentences, cited=(2,)) == []
    assert flags('Critics called it "too long".', *sentences, cited=(2,)) == ["quote-not-in-article"]


def test_the_state_has_a_capital_in_spanish_and_is_no_name():
    assert flags("Salió tras el golpe de Estado de 1973.", "Tras el golpe de 1973 salió del país.", language="es") == []
