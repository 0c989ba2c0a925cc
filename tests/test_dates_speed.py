"""Dates in texts that never end a sentence: their time grows with the text, not with its square."""

import time

import pytest

from summarizer import assist
from summarizer.article import Article
from summarizer.sections import SECTIONS


@pytest.mark.parametrize("unit", ["It rained in Oslo, Ann Lee said on Friday the 3rd\n", "in 2003 last week on 3 May "])
def test_a_text_without_full_stops_takes_time_in_proportion_to_its_length(unit):
    def seconds(characters):
        article = Article(text=(unit * characters)[:characters], published="2023-08-07")
        begin = time.process_time()
        for section in SECTIONS.values():
            assist.brief_question(section, article, bound=True)
        return time.process_time() - begin

    seconds(100)
    assert seconds(24_000) < 32 * seconds(3_000) + 0.2  # half of what the square would be: others use the machine too
