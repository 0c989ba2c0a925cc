"""Texts that code cuts out of English sentences: what is said, what happened, and a sentence as a key point."""

import pytest

from summarizer import Article, Person, Span
from summarizer.assist.events import event
from summarizer.assist.forming import claimed, point
from summarizer.assist.shortening import LONG
from summarizer.evidence.times import resolved_times


def people_in(text, *names):
    """Each of these names as a person, mentioned where the name first stands."""
    places = [Span.cut(text, text.index(name), text.index(name) + len(name)) for name in names]
    return [Person(id=f"p{n}", name=place.text, mentions=[place]) for n, place in enumerate(places, 1)]


def said(text, speaker="Ann Lee", *names):
    """What this speaker says in the last sentence of a text that has these persons."""
    article = Article(text=text)
    return claimed(article.sentences[-1], article, people_in(text, *names), speaker)


def happened(text, number=0):
    """What happened at the expression of the text with this number."""
    article = Article(text=text, published="2024-05-10")
    return event(resolved_times(article)[number][0], article, [])


def told(text, *names):
    """The last sentence of a text that has these persons as a key point."""
    article = Article(text=text, published="2024-05-10")
    return point(article.sentences[-1], article, people_in(text, *names))


@pytest.mark.parametrize(
    "text",
    [
        "Lee said the pool would open.",
        "Lee said that the pool would open.",
        "The pool would open, Lee said.",
        "However, Lee told reporters on Friday that the pool would open.",
        "The pool, Lee said, would open.",
        "According to Lee, the pool would open.",
        "The pool would open, according to Lee.",
        "As Lee told the Herald, the pool would open.",
    ],
)
def test_what_is_said_stands_without_who_says_it(text):
    assert said(text, "Lee") == "The pool would open."


@pytest.mark.parametrize(
    "text",
    [
        "Lee denied that the pool would open.",
        "Lee did not say that the pool would open.",
        "Lee asked whether the pool would open.",
    ],
)
def test_what_nobody_says_to_be_so_keeps_its_verb(text):
    assert said(text, "Lee") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"I was tired of it," Lee told the Herald.', "I was tired of it."),
        ('"Leave the old hall at once," Lee wrote, calling it "a waste of time".', "Leave the old hall at once."),
    ],
)
def test_a_quotation_that_is_a_sentence_is_what_is_said(text, expected):
    assert said(text) == expected


def test_a_quotation_that_is_no_sentence_keeps_its_clause():
    assert said('Lee said the pool was "far too deep for us".') == 'The pool was "far too deep for us."'
    text = 'Lee told of a "wild, new and fearful" thing.'
    assert said(text) == text


def test_what_the_article_itself_says_is_all_of_the_sentence():
    text = "The firm has reportedly sold its pool."
    assert said(text, None) == text


def test_he_and_she_in_what_is_said_are_the_speaker_where_that_is_a_person():
    assert said("Ann Lee said she was tired.", "Ann Lee", "Ann Lee") == "Ann Lee was tired."
    assert said("Ann Lee came. She said she was tired.", "Ann Lee", "Ann Lee") == "Ann Lee was tired."
    assert said("The mayor said he was tired.", "The mayor") == "The mayor was tired."


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        ("She may not return, a source said.", "a source", "She may not return."),
        ("A source said she may not return.", "A source", "She may not return."),
        ("A spokesman for the firm said he had left.", "A spokesman for the firm", "He had left."),
        ("Acme said he would be on leave.", "Acme", "He would be on leave."),
        ("He was tired, the mayor said.", "the mayor", "He was tired."),
    ],
)
def test_he_and_she_are_somebody_else_where_a_firm_a_source_or_a_spokesman_speaks(text, speaker, expected):
    assert said(text, speaker) == expected


def test_it_in_what_is_said_is_the_firm_that_speaks():
    assert said("Acme said it would build a boat.", "Acme") == "Acme would build a boat."
    assert said("The union warned it would strike.", "The union") == "The union would strike."


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        ("Acme said it is time to leave.", "Acme", "It is time to leave."),
        ("Acme said it seemed that nobody came.", "Acme", "It seemed that nobody came."),
        ("It may rain tomorrow, according to AFP.", "AFP", "It may rain tomorrow."),
        ("It will close the pool, according to AFP.", "AFP", "It will close the pool."),
        ("The mayor said it was closed.", "The mayor", "It was closed."),
    ],
)
def test_it_that_means_nothing_or_something_else_is_no_speaker(text, speaker, expected):
    assert said(text, speaker) == expected


def test_it_and_they_are_no_person():
    assert said("Ann Lee said it had closed.", "Ann Lee", "Ann Lee") == "It had closed."
    assert said("Ann Lee said they had left.", "Ann Lee", "Ann Lee") == "They had left."
    assert said("Officials said they would leave.", "Officials") == "Officials would leave."


@pytest.mark.parametrize(
    "text", ["Lee said that if it rained, the pool would close.", "Lee said the pool would close if it rained."]
)
def test_what_is_said_keeps_its_condition(text):
    assert "if it rained" in said(text).lower()


def test_parentheses_and_words_that_lead_over_are_dropped():
    assert told("However, the pool (in Oslo) opened.") == "The pool opened."
    assert told("And the pool opened.") == "The pool opened."


def test_a_time_at_the_beginning_leads_over_to_nothing():
    text = "Today, the pool opened in Oslo."
    assert (told(text), happened(text)) == (text, text)


def test_the_place_that_a_report_comes_from_is_dropped():
    assert told("Springfield, Ohio — The pool opened.") == "The pool opened."


def test_a_key_point_keeps_who_says_it():
    text = "The pool would open, Lee said."
    assert told(text) == text


def test_no_word_is_dropped_within_quotation_marks():
    quoted = 'Lee called it "a pool (of a kind) that, however small, will do".'
    assert told(quoted) == quoted


def test_he_is_named_only_where_one_person_alone_has_been_named():
    assert told("Bob Ray came to Oslo. On Monday he left it.", "Bob Ray") == "On Monday Bob Ray left it."
    assert told("Bob Ray met Cy Orr. He left the town.", "Bob Ray", "Cy Orr") == "He left the town."
    assert told("Bob Ray came. It rained. It snowed. He left the town.", "Bob Ray") == "He left the town."


ADDED = "which had been closed for more than ten years because nobody had paid for the cold water in it"


def test_a_long_sentence_loses_the_clauses_that_only_add():
    text = (
        f"The council of the town opened the new pool of Springfield, {ADDED}, with a long and loud feast for all of "
        "the people of the town and for everybody who had come from one of the other towns of the region on that day."
    )
    assert len(text) > LONG
    assert told(text) == text.replace(f", {ADDED},", "")


@pytest.mark.parametrize("tie", [", if", ", unless", ", but"])
def test_a_long_sentence_keeps_conditions_and_what_changes_the_rest(tie):
    text = (
        "The council of the town will open the new pool of Springfield with a long and loud feast for all of the "
        f"people of the town and for everybody who comes from one of the other towns of the region on that day{tie} "
        "the council can not pay for all of the cold water in it."
    )
    assert len(text) > LONG
    assert told(text) == text


def test_a_short_sentence_keeps_all_its_clauses():
    text = "The pool opened on Monday, although it rained, which nobody had expected."
    assert told(text) == text


def test_an_event_is_the_clause_of_its_time_without_who_says_so():
    assert happened("Lee said the pool would open on June 17.") == "The pool would open on June 17."
    assert happened("Lee was born in 1961 and moved to Oslo in 1999.", 1) == "Lee moved to Oslo in 1999."


def test_the_time_at_which_somebody_says_something_dates_the_saying():
    text = "Lee said on Friday that the pool would open."
    assert happened(text) == text


def test_a_relative_clause_is_told_with_what_it_is_about():
    text = "The software, which will be available on June 17, is free."
    assert happened(text) == "The software will be available on June 17."
    assert happened("Lee, who was elected in 2020, has resigned.") == "Lee was elected in 2020."


@pytest.mark.parametrize(
    "text",
    ["They won, which surprised many in 2012.", "The town, in the park of which a pool opened in 2012, is rich."],
)
def test_a_relative_clause_that_does_not_follow_its_noun_is_not_told_alone(text):
    assert happened(text) == text


@pytest.mark.parametrize(
    "text", ["If it rains on June 17, the pool will close.", "The pool will close on June 17 if it rains."]
)
def test_an_event_keeps_its_condition(text):
    assert happened(text) == text


@pytest.mark.parametrize("text", ['"I left the town in 1999," Lee told the Herald.', '"We opened in 2012," said Lee.'])
def test_an_event_in_the_first_person_keeps_quotation_marks_and_speaker(text):
    assert happened(text) == text


def test_of_a_long_quotation_an_event_has_the_sentence_that_holds_its_time():
    others = "We had never seen so many people in the old hall of the town. " * 4
    text = f'"{others}It opened in 1994. There is nothing like it in the valley now," said Lee.'
    assert happened(text) == '"It opened in 1994," said Lee.'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor revoked the licence, signed by both towns in March 2024.",
            "The licence was signed by both towns in March 2024.",
        ),
        (
            "The town closed the old hall, built by a firm from Leeds in 1990.",
            "The old hall was built by a firm from Leeds in 1990.",
        ),
        ("Prosecutors accuse them of ordering the 2023 shooting of Bob Ray.", "The 2023 shooting of Bob Ray."),
        ("Monday's statement said that the pool would open.", "Monday's statement said that the pool would open."),
        (
            "In a Wednesday statement, Lee opened the new pool of the town.",
            "In a Wednesday statement, Lee opened the new pool of the town.",
        ),
        (
            "The index fell to a level not seen since last September.",
            "The index fell to a level not seen since last September.",
        ),
    ],
)
def test_a_time_that_is_not_the_verbs_tells_what_was_then(text, expected):
    assert happened(text) == expected


def test_an_event_that_is_all_quoted_has_its_speaker_before_it():
    text = 'Ann Lee was tired. "I left the hall in 2021," she told the Herald. "I came back in 2022."'
    article = Article(text=text, published="2024-05-10")
    when = resolved_times(article)[1].span
    assert event(when, article, people_in(text, "Ann Lee")) == 'Ann Lee: "I came back in 2022."'


def test_he_at_the_beginning_of_a_quotation_is_named_in_brackets_where_one_person_alone_can_be_meant():
    text = 'Bob Ray left in May. "He wanted to be rich, and never was," said Ann Lee.'
    assert said(text, "Ann Lee", "Bob Ray", "Ann Lee") == "[Bob Ray] wanted to be rich, and never was."
    assert said(text, "Ann Lee", "Ann Lee") == "He wanted to be rich, and never was."


def test_they_are_those_who_were_told():
    text = "The railways have told passengers they should stay at home on Friday."
    assert said(text, "The railways") == "Passengers should stay at home on Friday."
