"""The timeline: what is shown to the model, and what is made of its reply."""

import pytest

from summarizer import Article
from summarizer.assist.grammar import grammar
from summarizer.llm import response_format
from summarizer.sections.timeline import TimelineReply, hints, resolve

TEXT = (
    "Mayor leaves office\n\nFriday, May 10, 2024\n\nAnn Lee has left office after ten years. She was elected in 2014. "
    "Two years later she built a bridge over the river, which 300 people crossed on the first day."
)
ARTICLE = Article(text=TEXT, published="2024-05-10")


def timeline(*events, article=ARTICLE):
    """Date and text of the events that are made of this reply."""
    items = [dict(zip(("sentence", "when", "what", "date"), event, strict=False)) for event in events]
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


def test_what_says_nothing_of_time_dates_nothing_but_the_expression_within_does():
    events, resolved = timeline((4, "She was elected", "She was elected."), (5, "300 people", ""))
    assert events == [NEWS]
    assert [issue.problem for issue in resolved.issues] == ["time-not-in-article"]
    assert timeline((4, "elected in 2014", "She was elected."))[0][0] == ("2014", "She was elected.")


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


VOTE = Article(text="Ann Lee resigned in 2021. She was ill on the day of the vote.", published="2024-05-10")


def dated(*events, article=VOTE):
    """Date, what resolved it, and the expression of the events; and the problems."""
    _, resolved = timeline(*events, article=article)
    return [(e.date, e.resolved_by, e.when) for e in resolved.value], [(i.problem, i.detail) for i in resolved.issues]


def test_where_no_rule_gives_a_date_the_models_stands_if_it_agrees_with_the_expression():
    article = Article(
        text="Ann Lee resigned on Saturday, April 3. She was born in 1961."
    )  # published nobody knows when
    events, issues = dated(
        (1, "Saturday, April 3", "Ann Lee resigned.", "2021-04-03"),
        (2, "1961", "She was born.", "1962"),
        article=article,
    )
    assert events == [("1961", "rule", "1961"), ("2021-04-03", "model", "Saturday, April 3")]
    assert issues == []  # where a rule gives one, no other is asked for


@pytest.mark.parametrize("given", ["2021-04-04", "2021-05-03", "2021-04", "April 3, 2021"])
def test_a_date_of_the_models_that_differs_from_the_expression_leaves_it_without_a_date_and_is_an_issue(given):
    article = Article(text="Ann Lee resigned on Saturday, April 3.")
    events, issues = dated((1, "Saturday, April 3", "Ann Lee resigned.", given), article=article)
    assert events == [(None, None, "Saturday, April 3")]
    assert issues == [("date-not-in-time", f"Saturday, April 3: {given}")]


def test_a_date_that_the_expression_can_not_confirm_is_an_issue_and_none_is_none():
    events, issues = dated((2, "the day of the vote", "She was ill.", "2024-05-09"))
    assert events == [(None, None, "the day of the vote")]
    assert [problem for problem, _ in issues] == ["date-not-in-time"]
    assert dated((2, "the day of the vote", "She was ill.")) == (events, [])


def test_a_local_model_is_not_asked_for_a_date_and_a_hosted_one_is_told_how():
    assert "date" not in grammar(TimelineReply.model_json_schema())
    event = response_format(TimelineReply)["json_schema"]["schema"]["$defs"]["EventReply"]
    assert event["required"] == ["sentence", "when", "what", "date"]
    assert "EDTF" in event["properties"]["date"]["description"]
