"""How surely a claim is made, and whether somebody denies it."""

import pytest

from summarizer import Span
from summarizer.assist.certainty import certainty_of, status_of


def spans(text):
    return [Span(start=0, end=len(text), text=text)]


@pytest.mark.parametrize(
    ("statement", "sentence", "expected"),
    [
        ("She left the company", "She left the company, Lee said.", "certain"),
        ("She left the company", "She reportedly left the company.", "probable"),
        ("She left the company", "She left the company, a friend allegedly told the Herald.", "possible"),
        ("She may leave the company", "She may leave the company, Lee said.", "possible"),
        ("The company will be sold", "The company will likely be sold, he said.", "probable"),
        ("The company was sold", "The company was sold, though prices could rise, he said.", "certain"),
        ("She left in May", "She left in May, Lee said.", "certain"),
    ],
)
def test_a_claim_is_as_sure_as_the_hedges_that_apply_to_it(statement, sentence, expected):
    assert certainty_of(statement, spans(sentence)) == expected


@pytest.mark.parametrize(
    ("statement", "sentence", "expected"),
    [
        ("Lee took the money", "Lee said that he took the money.", "reported"),
        ("Lee took the money", "Lee denied that he took the money.", "denied"),
        ("The factory will close", "The union disputed that the factory will close.", "disputed"),
        ("The factory will close", "The owner confirmed the factory will close.", "confirmed"),
        ("The factory will close", "The owner, who denied an affair, said the factory will close.", "reported"),
        ("She was paid in full", "He rejected claims that she was paid in full.", "disputed"),
        ("He wants a recount", "He rejected the offer and wants a recount.", "reported"),
    ],
)
def test_a_claim_is_denied_or_confirmed_only_where_the_verb_applies_to_it(statement, sentence, expected):
    assert status_of(statement, spans(sentence)) == expected
