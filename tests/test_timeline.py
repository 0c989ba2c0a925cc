"""The timeline: what is shown to the model, and what is made of its reply."""

import pytest

from summarizer import Article
from summarizer.sections.timeline import TimelineReply, hints, resolve

TEXT = (
    "Mayor leaves office\n\nFriday, May 10, 2024\n\nAnn Lee has left office after ten years. She was elected in 2014. "
    "Two years later she built a bridge over the river, which 300 people crossed on the first day."
)
ARTICLE = Article(text=TEXT, published="2024-05-10")


def timeline(*events, article=ARTICLE):
    """Date and text of the events that are made of this reply."""
    items = [dict(zip(("sentence", "when", "what"), event, strict=True)) for event in events]
    resolved = resolve(TimelineReply.model_validate({"events": items}), article, [])
    return [(event.date, event.what) for event in resolved.value], resolved


NEWS = ("2024-05-10~", "Mayor leaves office")


def test_the_model_is_shown_the_expressions_that_have_a_date_and_their_sentences():
    assert [(number, when) for number, when, _ in hints(ARTICLE)["expressions"]] == [
        (4, "2014"),
        (5, "Two years later"),
    ]


def test_two_years_later_counts_from_the_date_before_it_whether_or_not_that_is_an_event():
    events, _ = timeline((5, "Two years later", "She built a bridge over the river."))
    assert events == [("2016", "She built a bridge over the river."), NEWS]


def test_what_begins_the_article_is_about_as_old_as_the_article():
    events, resolved = timeline()
    assert events == [NEWS]
    assert [span.text for span in resolved.value[0].evidence] == ["Friday, May 10, 2024", "Mayor leaves office"]


def test_news_that_the_first_sentences_date_themselves_is_not_dated_by_the_article():
    text = TEXT.replace("has left office", "left office on Wednesday")
    events, _ = timeline(article=Article(text=text, published="2024-05-10"))
    assert events == []


@pytest.mark.parametrize(
    "what", ["She built a bridge which 400 people crossed.", "Ann Lee has left office.", "She never built a bridge."]
)
def test_where_the_text_is_not_what_the_sentence_says_its_own_words_stand(what):
    events, resolved = timeline((5, "Two years later", what))
    assert events[0][1].startswith("Two years later she built a bridge over the river")
    assert [doubt.text for doubt in resolved.doubts] == [what]


def test_an_expression_dates_one_event_the_one_that_its_sentence_tells():
    events, _ = timeline((4, "in 2014", "She built a bridge over the river."), (4, "2014", "She was elected."))
    assert events == [("2014", "She was elected."), NEWS]


def test_an_expression_that_dates_nothing_is_left_out_and_a_made_up_one_is_an_issue():
    events, resolved = timeline((4, "in 2014", ""), (4, "in 1999", "She was elected."))
    assert events == [NEWS]
    assert [issue.problem for issue in resolved.issues] == ["time-not-in-article"]


def test_a_text_that_tells_no_event_gives_way_to_the_words_of_the_sentence():
    events, _ = timeline((4, "2014", "She was,"))
    assert events[0] == ("2014", "She was elected in 2014.")


def test_a_text_that_the_limit_cut_off_ends_with_the_clause_of_its_sentence():
    sentence = (
        "The gallery of the university has shown the photographs of the painter in 2007 to many thousands of "
        "visitors from all of the United States, who came by bus."
    )
    events, _ = timeline((1, "2007", sentence[:119]), article=Article(text=sentence))
    assert events == [("2007", sentence.partition(",")[0])]
