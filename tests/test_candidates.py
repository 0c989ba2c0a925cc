"""The names in an article that a small model chooses its people from."""

from summarizer.article import Article
from summarizer.assist.candidates import person_candidates
from summarizer.assist.grouping import ListedName, group_names


def test_candidates_are_persons_once_each_with_the_first_sentence():
    text = (
        "Police came on Monday. Prime Minister Rishi Sunak met climate activist Camille Étienne in Hong Kong. "
        "Sunak said the United Nations knew. Their son Aleph (12) and Halston, a designer, left South Korea."
    )
    expected = [("Rishi Sunak", 2), ("Camille Étienne", 2), ("Aleph", 4)]
    assert expected == person_candidates(Article(text=text))


def test_bands_works_and_vessels_are_no_candidates():
    text = (
        "The singer met Nick Rhodes of Duran Duran and bought the novel Angel Catbird. "
        "On the yacht Blue Moura they saw Ann Lee of Rolling Stone, who had been in Great Five."
        "\n\nLady Belle Image: Ann Lee."
    )
    assert [name for name, _ in person_candidates(Article(text=text))] == ["Nick Rhodes", "Ann Lee", "Lady Belle"]


def test_a_verb_of_a_headline_is_no_part_of_a_name():
    text = "Lee Slams Brutal Attack On Town Police\n\nPresident Lee did so on Monday in front of Bob Ray."
    assert person_candidates(Article(text=text)) == [("Lee", 1), ("Bob Ray", 2)]
    found = "Jury Finds Harvey Lee Guilty Of Tax Fraud\n\nIn May the jury told Harvey Lee so."
    assert person_candidates(Article(text=found)) == [("Harvey Lee", 1)]
    named = "President Ann Lee Slams Brutal Attack On Town Police\n\nPresident Lee did so on Monday."
    [person], _ = group_names([ListedName("Lee")], Article(text=named))
    assert person.name == "Ann Lee"


def test_a_name_stands_after_what_its_bearer_heads():
    text = "It was said of Minister of Public Works Ann Lee and Bo Lam, and of the Mayor of Singapore, Lee Hsien Loong."
    assert [name for name, _ in person_candidates(Article(text=text))] == ["Ann Lee", "Bo Lam", "Lee Hsien Loong"]


def test_ranks_and_what_somebody_is_are_no_part_of_a_name():
    text = "Lt. Gen. Ann Lee left. Defendant Bo James Lam, the author of Never Let Me Go, met Air Vice Marshal Cy Orr."
    assert [name for name, _ in person_candidates(Article(text=text))] == ["Ann Lee", "Bo James Lam", "Cy Orr"]


def test_an_abbreviation_is_no_candidate():
    assert person_candidates(Article(text="The U.S. agreed with Ann Lee.")) == [("Ann Lee", 1)]
