"""Checks of long texts against long evidence: their time grows with the text, not with its square."""

import time

import pytest

from summarizer.article import Article
from summarizer.checks import check_text

FORMS = {
    "the same numbers": ("{n} ", "{n} "),
    "other numbers": ("{n} men ", "{other} men "),
    "days of a month": ("{day} May {year}, ", "{other_day} May {year}, "),
    "rounded numbers": ("about {n}0 men ", "{n}1 men "),
    "a sentence each": ("There were {n} men. ", "There were {other} men. "),
    "bounds": ("over {n} men ", "under {n} men "),
    "opposites": ("prices rose {n} ", "prices fell {n} "),
    "computed dates": ("In {year} it rained. ", "It rained yesterday, {n} men said. "),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_numbers_of_a_text_are_checked_in_time_in_proportion_to_how_many_there_are(form):
    said, written = (
        [
            text.format(n=3 * k + 7, other=3 * k + 8, day=k % 28 + 1, other_day=(k + 3) % 28 + 1, year=1500 + k % 500)
            for k in range(4000)
        ]
        for text in FORMS[form]
    )

    def seconds(count):
        article = Article(text="".join(written[:count]) + "x.", published="2024-05-03", language="en")
        evidence = article.sentences
        text, took = "".join(said[:count]), []
        for _ in range(3):  # the least of three: what else the machine does is no part of it
            begin = time.thread_time()
            check_text(text, evidence, article)
            took.append(time.thread_time() - begin)
        return min(took)

    assert seconds(4000) < 3 * seconds(2000) + 0.1  # with the square it would be four times
