"""What a text names: acronyms, demonyms, and words that only look like a part of a name."""

import pytest
from test_evidence import article_of, texts

from summarizer.evidence import cues, find_mentions, locate
from summarizer.evidence.fold import Index
from summarizer.evidence.names import TextNames, spelled_out


def naming(text: str) -> TextNames:
    return TextNames(Index(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("BOE", "The Bank of England met."),  # with its small words
        ("FBI", "The Federal Bureau of Investigation met."),  # without them
        ("WHO", "The World Health Organization met."),
        ("American", "Troops came from the United States."),  # a demonym of an acronym
        ("British", "The United Kingdom withdrew."),
        ("France", "The French withdrew."),
    ],
)
def test_a_name_stands_where_another_form_of_it_does(name: str, text: str) -> None:
    assert naming(text).has(name)


@pytest.mark.parametrize(
    ("name", "text"), [("FBI", "The Bank of England met."), ("American", "The United Kingdom withdrew.")]
)
def test_a_name_does_not_stand_where_others_do(name: str, text: str) -> None:
    assert not naming(text).has(name)


def test_a_name_spelled_out_stands_for_its_acronym_as_a_whole_word() -> None:
    assert {"united", "states"} <= spelled_out("The United States left.", [naming("US pilots left.")])
    assert {"united", "states"} <= spelled_out("The United States left.", [naming("U.S. pilots left.")])
    assert set() == spelled_out("The United States left.", [naming("USAF pilots left.")])
    assert set() == spelled_out("The United States left.", [naming("The BUS left.")])


# apostrophes within words


def test_what_follows_an_elided_article_is_a_word_of_its_own_and_what_follows_another_apostrophe_is_not() -> None:
    assert ["affaire"] == texts(find_mentions("affaire", article_of("Il parle de l'affaire Dreyfus.")))
    assert [] == find_mentions("hui", article_of("Il part aujourd'hui pour Paris."))
    assert [] == find_mentions("Angelo", article_of("Mario D'Angelo left."))
    assert [] == locate("clock", article_of("He left at five o'clock sharp."))


# cues that are said and that are not


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She will say today that the mine closes.", ["say"]),
        ("She will tell the council that the mine closes.", ["tell"]),
        ("She will announce her plan soon.", []),
        ("She did not immediately respond.", []),
        ("Figures to be published today show a fall.", ["show"]),
        ("The film, seen by some researchers who liked it, shows a mine.", []),
        ("They found that the mine was empty.", ["found"]),
        ("They found the mine.", []),
    ],
)
def test_a_verb_of_saying_is_a_cue_only_where_something_is_said(text: str, expected: list[str]) -> None:
    article = article_of(text)
    assert expected == texts(list(cues(article.sentences[0], article)))
