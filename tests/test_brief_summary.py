"""The summary of an English article, of which a small model writes headline and abstract alone."""

import brief
import pytest

from summarizer import Article
from summarizer.assist.covering import covering_sentences

NEWS = (
    "Taxes rise\n\nMonday, May 18, 2015\n\nThe town hall, seen from the old market place of the town last spring.\n\n"
    "Image: Bob Ray.\n\nSpringfield, Ohio — The council of Springfield decided on Sunday that all taxes will rise. "
    "The town had built a bridge over the river that nobody uses. Shops in the old streets of Springfield are closing. "
    "A new school opens in the autumn next to the railway station. Critics of the plan want to sell the town hall. "
    "Ann Lee, who is the mayor, had asked the council for as much again and again. Lee smiled. Lee left. Lee slept."
)
LEAD = "The council of Springfield decided on Sunday that all taxes will rise."
BRIDGE = "The town had built a bridge over the river that nobody uses."
SHOPS = "Shops in the old streets of Springfield are closing."
SCHOOL = "A new school opens in the autumn next to the railway station."
CRITICS = "Critics of the plan want to sell the town hall."
MAIN = "Ann Lee, who is the mayor, had asked the council for as much again and again."


def summary_of(abstract, text=NEWS, headline=""):
    article = Article(text=text, published="2015-05-18", title=None if headline else "Taxes rise")
    named = brief.resolved("people", {"people": [{"name": "Ann Lee", "kind": "person", "role": ""}]}, article).value
    reply = {"abstract": abstract} | ({"headline": headline} if headline else {})
    resolved = brief.resolved("summary", reply, article, named)
    assert resolved.issues == []
    return resolved.value


def points_of(abstract, text=NEWS):
    return [point.text for point in summary_of(abstract, text).key_points]


def test_key_points_are_the_sentences_that_the_abstract_tells_in_the_order_of_the_article():
    told = (
        "Critics want to sell the town hall, and the mayor Ann Lee had asked the council again and again. "
        "Taxes will rise, the council of Springfield decided. Shops in the old streets are closing."
    )
    assert points_of(told) == [LEAD, SHOPS, CRITICS, MAIN]


def test_where_the_abstract_tells_few_sentences_the_first_ones_stand_beside_them():
    assert points_of("Ann Lee had asked the council again and again.") == [LEAD, BRIDGE, SHOPS, MAIN]


def test_the_main_person_is_named_somewhere():
    assert points_of("A new school opens in the autumn next to the station.") == [LEAD, BRIDGE, SHOPS, SCHOOL, MAIN]


@pytest.mark.parametrize(
    "beside", ["Taxes rise", "Monday, May 18, 2015", "The town hall, seen from the old market place"]
)
def test_what_stands_beside_the_text_is_no_key_point(beside):
    assert not any(beside in point.replace(LEAD, "") for point in points_of(f"{beside} of the town last spring."))


def test_a_headline_that_the_article_does_not_carry_gives_way_to_the_first_point():
    text = "Ann Lee (57), the mayor of Springfield, has left her office for good. Bob Ray followed her in May."
    summary = summary_of("Ann Lee has left.", text, headline="Dolphins invade Paris again overnight")
    assert (summary.headline, summary.flags) == ("Ann Lee, the mayor of Springfield, has left her office for good", [])
    right = summary_of("Ann Lee has left.", text, headline="Mayor Ann Lee has left her office.")
    assert right.headline == "Mayor Ann Lee has left her office"


def test_in_the_place_of_an_abstract_that_the_article_does_not_carry_stand_the_key_points():
    wrong = "Bob Marley had never asked for any of the 12 taxes."
    summary = summary_of(wrong)
    told = [point.text for point in summary.key_points]
    assert (summary.abstract, summary.flags) == (" ".join(told[:4]), [])
    assert "name-not-in-evidence" in summary_of(wrong, "Taxes rise.").flags


def test_each_next_sentence_tells_most_of_what_those_before_it_leave_out():
    article = Article(text="Red cows eat grass. Red cows eat green grass daily. Blue birds drink milk. Nobody came.")
    told = "Red cows eat green grass daily and blue birds drink milk"
    assert covering_sentences(told, article, [1, 2, 3, 4], 5) == [2, 3]
    assert covering_sentences(told, article, [1, 4], 5) == [1]
    assert covering_sentences(told, article, [1, 2, 3, 4], 1) == [2]
    assert covering_sentences("", article, [1, 2, 3, 4], 5) == []


def test_what_leads_over_to_a_quotation_is_no_end_of_an_abstract():
    assert summary_of("Ann Lee had asked the council, the mayor warning").abstract == "Ann Lee had asked the council"


def test_an_abstract_ends_with_a_whole_sentence():
    begun = "Ann Lee had asked the council. Lee left. Lee slept in the"
    assert summary_of(begun).abstract == "Ann Lee had asked the council. Lee left."
    assert summary_of("Ann Lee had asked the council. Lee left. The U.").abstract == summary_of(begun).abstract
    assert summary_of("Ann Lee had asked the council").abstract == "Ann Lee had asked the council"
