"""The timeline: what is made of a capable model's reply; what a small one is shown, and what is made of its own."""

import brief
import pytest

from summarizer import Article, Person, Span
from summarizer.assist.grammar import grammar
from summarizer.assist.timeline import TimelineReply as BriefReply
from summarizer.assist.timeline import hints
from summarizer.client import response_format
from summarizer.sections import SECTIONS
from summarizer.sections.timeline import TimelineReply

TEXT = (
    "Mayor leaves office\n\nFriday, May 10, 2024\n\nAnn Lee has left office after ten years. She was elected in 2014. "
    "Two years later she built a bridge over the river, which 300 people crossed on the first day."
)
ARTICLE = Article(text=TEXT, published="2024-05-10")


def timeline(*events, article=ARTICLE):
    """Date and text of the events that are made of this reply of a small model."""
    items = [dict(zip(("sentence", "when", "what"), event, strict=True)) for event in events]
    resolved = brief.resolved("timeline", {"events": items}, article)
    return [(event.date, event.what) for event in resolved.value], resolved


GERMAN = Article(
    text=(
        "Bürgermeisterin tritt zurück\n\nFreitag, 10. Mai 2024\n\nAnn Lee hat das Amt nach zehn Jahren verlassen. "
        "Sie wurde 2014 gewählt. Zwei Jahre später baute sie eine Brücke über den Fluss, die am ersten Tag 300 "
        "Menschen überquerten."
    ),
    published="2024-05-10",
    language="de",
)
NEWS = ("2024-05-10~", "Ann Lee has left office after ten years.")
BRIDGE = "Two years later she built a bridge over the river, which 300 people crossed on the first day."
ELECTED = "She was elected in 2014."


def test_the_model_is_shown_the_expressions_that_have_a_date_and_their_sentences():
    assert [(number, when) for number, when, _ in hints(ARTICLE)["expressions"]] == [
        (4, "2014"),
        (5, "Two years later"),
    ]


@pytest.mark.parametrize("what", ["She built a bridge.", "Dolphins came.", "Two years later she built"])
def test_an_english_event_is_cut_out_of_its_sentence_whatever_is_replied(what):
    events, resolved = timeline((5, "Two years later", what))
    assert events == [("2016", BRIDGE), NEWS]
    assert list(resolved.doubts) == []


def test_what_a_small_model_writes_of_an_event_stays_where_the_sentence_says_so():
    events, _ = timeline((5, "Zwei Jahre später", "Sie baute eine Brücke."), article=GERMAN)
    assert events[-1] == (None, "Sie baute eine Brücke.")  # the expression has no rule in German


def test_two_years_later_counts_from_the_date_before_it_whether_or_not_that_is_an_event():
    assert timeline((5, "Two years later", ""), (5, "Two years later", "She built a bridge."))[0] == [
        ("2016", BRIDGE),
        NEWS,
    ]


def test_what_begins_the_article_is_about_as_old_as_the_article():
    events, resolved = timeline()
    assert events == [NEWS]
    assert [span.text for span in resolved.value[0].evidence] == [
        "Friday, May 10, 2024",
        "Ann Lee has left office after ten years.",
    ]


def test_news_that_the_first_sentences_date_themselves_is_not_dated_by_the_article():
    text = TEXT.replace("has left office", "left office on Wednesday")
    events, _ = timeline(article=Article(text=text, published="2024-05-10"))
    assert events == []


@pytest.mark.parametrize(
    "what",
    ["Sie baute eine Brücke für 400 Menschen.", "Ann Lee hat das Amt verlassen.", "Sie baute,"],
)
def test_where_the_text_is_not_what_the_sentence_says_its_own_words_stand(what):
    events, resolved = timeline((5, "Zwei Jahre später", what), article=GERMAN)
    assert events[-1][1].startswith("Zwei Jahre später baute sie eine Brücke über den Fluss")
    assert list(resolved.doubts) == []  # nothing for a small model to mend


def test_an_expression_dates_one_event_the_one_that_its_sentence_tells():
    bridge, elected = "Sie baute eine Brücke über den Fluss.", "Sie wurde 2014 gewählt."
    events, _ = timeline((4, "2014", bridge), (4, "wurde 2014", elected), article=GERMAN)
    assert [text for date, text in events if date == "2014"] == [elected]
    assert timeline((4, "in 2014", "She left."), (4, "2014", "She came."))[0] == [("2014", ELECTED), NEWS]


def test_an_expression_that_dates_nothing_is_left_out_and_a_made_up_one_is_an_issue():
    events, resolved = timeline((4, "in 2014", ""), (4, "in 1999", "She was elected."))
    assert events == [NEWS]
    assert [issue.problem for issue in resolved.issues] == ["time-not-in-article"]


def test_what_says_nothing_of_time_dates_nothing_but_the_expression_within_does():
    events, resolved = timeline((4, "She was elected", "She was elected."), (5, "300 people", ""))
    assert events == [NEWS]
    assert [issue.problem for issue in resolved.issues] == ["time-not-in-article"]
    assert timeline((4, "elected in 2014", "She was elected."))[0][0] == ("2014", ELECTED)


def test_a_text_that_the_limit_cut_off_ends_with_the_clause_of_its_sentence():
    sentence = (
        "Die Galerie der Universität hat die Bilder der Malerin aus der Stadt im Jahr 2007 vielen Tausenden von "
        "Menschen aus dem ganzen Land gezeigt, die mit dem Bus kamen."
    )
    events, _ = timeline((1, "2007", sentence[:119]), article=Article(text=sentence, language="de"))
    assert events == [("2007", sentence.partition(",")[0])]


VOTE = Article(text="Ann Lee resigned in 2021. She was ill on the day of the vote.", published="2024-05-10")


def dated(*events, article=VOTE):
    """Date, what resolved it, and expression of the events that a capable model's (sentence, when, what, date)s make.

    And the problems.
    """
    resolved = full(*events, article=article)
    return [(e.date, e.resolved_by, e.when) for e in resolved.value], [(i.problem, i.detail) for i in resolved.issues]


def full(*events, article=VOTE, people=()):
    items = [dict(zip(("sentences", "when", "what", "date"), ([n], *rest), strict=True)) for n, *rest in events]
    return SECTIONS["timeline"].resolve(TimelineReply.model_validate({"events": items}), article, list(people))


def test_where_no_rule_gives_a_date_the_models_stands_if_it_agrees_with_the_expression():
    article = Article(
        text="Ann Lee resigned on Saturday, April 3. She was born in 1961."
    )  # published nobody knows when
    events, issues = dated(
        (1, "Saturday, April 3", "Ann Lee resigned.", "2021-04-03"),
        (2, "1961", "Ann Lee was born.", "1961"),
        article=article,
    )
    assert events == [("1961", "rule", "1961"), ("2021-04-03", "model", "Saturday, April 3")]
    assert issues == []


@pytest.mark.parametrize("given", ["2021-04-04", "2021-05-03", "April 3, 2021", "2021-05"])
def test_a_date_of_the_models_that_contradicts_the_expression_leaves_it_without_a_date_and_is_an_issue(given):
    article = Article(text="Ann Lee resigned on Saturday, April 3.")
    events, issues = dated((1, "Saturday, April 3", "Ann Lee resigned.", given), article=article)
    assert events == [(None, None, "Saturday, April 3")]
    assert issues == [("date-not-in-time", f"Saturday, April 3: {given}")]


@pytest.mark.parametrize("given", ["2021-04", "2021", "2021-04-03~"])
def test_a_wider_date_than_the_expression_contradicts_nothing(given):
    article = Article(text="Ann Lee resigned on Saturday, April 3.")
    events, issues = dated((1, "Saturday, April 3", "Ann Lee resigned.", given), article=article)
    assert (events, issues) == ([(given, "model", "Saturday, April 3")], [])


def test_an_expression_that_only_a_reader_can_date_has_the_models_date_and_none_is_none():
    events, issues = dated((2, "the day of the vote", "Ann Lee was ill.", "2024-05-09"))
    assert (events, issues) == ([("2024-05-09", "model", "the day of the vote")], [])
    assert dated((2, "the day of the vote", "Ann Lee was ill.", "")) == ([(None, None, "the day of the vote")], [])


RULED = Article(
    text="Ann Lee left yesterday. She was born in 1961. She had come on Friday. It rained last year.",
    published="2024-05-15",
)


@pytest.mark.parametrize(
    ("number", "when", "given", "expected"),
    [
        (1, "yesterday", "", ("2024-05-14", "rule")),
        (1, "yesterday", "2024-05-14", ("2024-05-14", "rule")),
        (1, "yesterday", "2024-05", ("2024-05", "model")),
        (3, "Friday", "", ("2024-05-10", "rule")),
        (3, "Friday", "2024-05-03", ("2024-05-03", "model")),  # which Friday, a reader knows
        (4, "last year", "2023-06", ("2023-06", "model")),  # a reader may know the month
        (4, "last year", "2022", ("2023", "rule")),
        (1, "yesterday", "2024-05-13", ("2024-05-14", "rule")),
        (2, "1961", "1962", ("1961", "rule")),
        (3, "Friday", "2024-05-09", ("2024-05-10", "rule")),
        (1, "yesterday", "the 14th", ("2024-05-14", "rule")),
    ],
)
def test_a_computed_date_stands_against_a_model_that_contradicts_it(number, when, given, expected):
    events, issues = dated((number, when, "Ann Lee left.", given), article=RULED)
    assert events == [(*expected, when)]
    refused = [("date-not-in-time", f"{when}: {given}")] if given not in ("", expected[0]) else []
    assert issues == refused


def test_a_day_may_count_from_a_day_that_the_article_states():
    article = Article(text="On Friday Ann Lee spoke. She said what happened yesterday.", published="2024-05-15")
    found = [dated((2, "yesterday", "Ann Lee fell.", day), article=article)[0] for day in ("2024-05-09", "2024-05-08")]
    assert found == [[("2024-05-09", "model", "yesterday")], [("2024-05-14", "rule", "yesterday")]]


def test_an_event_that_has_no_expression_has_the_models_date_if_it_is_one():
    events, issues = dated((2, "", "Ann Lee was ill.", "2021"), (2, "", "Ann Lee was very ill.", "soon"))
    assert events == [("2021", "model", ""), (None, None, "")]
    assert issues == [("date-not-in-time", ": soon")]


def test_an_expression_that_the_article_does_not_have_is_an_issue_and_the_event_stays():
    resolved = full((1, "in 1999", "Ann Lee resigned.", "2021"))
    assert [(event.date, event.when, event.what) for event in resolved.value] == [("2021", "", "Ann Lee resigned.")]
    assert [(i.problem, i.detail) for i in resolved.issues] == [("time-not-in-article", "in 1999: Ann Lee resigned.")]


def test_the_sentence_of_the_expression_is_evidence_too():
    [event] = full((2, "2021", "Ann Lee resigned.", "2021")).value
    assert event.evidence == [*VOTE.sentences]


def test_events_come_in_the_order_of_their_dates_and_none_is_joined_or_put_in():
    events, issues = dated(
        (1, "2021", "Ann Lee resigned.", "2021"),
        (2, "the day of the vote", "Ann Lee was ill.", ""),
        (1, "2021", "Ann Lee resigned.", "2021"),
        (1, "", "Ann Lee was elected.", "2015-05"),
    )
    assert [date for date, *_ in events] == ["2015-05", "2021", "2021", None]
    assert issues == []


def test_who_takes_part_is_whom_the_text_names_or_by_a_pronoun_means():
    text = "Ann Lee met Bob Ray in 2021. Carl Fox left."
    names = ("Ann Lee", "Bob Ray", "Carl Fox")
    mentions = [Span.cut(text, text.index(name), text.index(name) + 7) for name in names]
    people = [
        Person(id=f"p{n}", name=span.text, aliases=[span.text[-3:]], mentions=[span])
        for n, span in enumerate(mentions, 1)
    ]
    texts = ["Ann Lee met somebody.", "Ray met Lee.", "He met Ann Lee.", "There was a meeting.", "He met her."]
    events = full(*[(1, "2021", text, "2021") for text in texts], article=Article(text=text), people=people).value
    assert [event.people for event in events] == [["p1"], ["p1", "p2"], ["p1"], [], ["p1", "p2"]]


def test_the_surname_within_a_longer_name_names_nobody_else():
    text = "Desmond Hale met Leonard Hale in 2021. Hale left."
    people = [
        Person(id="p1", name="Desmond Hale", mentions=[Span.cut(text, 0, 12)]),
        Person(id="p2", name="Leonard Hale", aliases=["Hale"], mentions=[Span.cut(text, 17, 29)]),
    ]
    texts = ["Desmond Hale met somebody.", "Hale met somebody.", "Desmond Hale met Hale."]
    events = full(*[(1, "2021", text, "2021") for text in texts], article=Article(text=text), people=people).value
    assert [event.people for event in events] == [["p1"], ["p2"], ["p1", "p2"]]


def test_a_small_model_is_not_asked_for_a_date_and_a_capable_one_is():
    assert "date" not in grammar(BriefReply.model_json_schema())
    event = response_format(TimelineReply)["json_schema"]["schema"]["$defs"]["EventReply"]
    assert event["required"] == ["sentences", "when", "date", "what"]
