"""Articles and replies made to take long: the time that they take grows with their size, not with its square."""

import time

import lxml.html
import pytest

from summarizer.article import Article, Span
from summarizer.checks import check_quote, check_text
from summarizer.digest import Event, Person
from summarizer.evidence import locate
from summarizer.evidence.times import resolved_times
from summarizer.parts import Cast, Part, merge_values
from summarizer.people import ListedPerson, locate_people, match_person
from summarizer.people.register import Register
from summarizer.pipeline import without_flagged
from summarizer.read.furniture import remove_furniture
from summarizer.read.metadata import byline


def name_of(number):
    """A name of two words of letters alone, which no other number has."""
    letters = "".join(chr(97 + number // 26**place % 26) for place in range(4))
    return f"B{letters} K{letters[::-1]}"


def names_of_everybody(count):
    article = Article(text="".join(f"{name_of(n)} said no. " for n in range(count)), language="en")
    listed = [ListedPerson(name_of(n), [], "") for n in range(count)]
    return lambda: locate_people(listed, article)


def names_of_others(count):
    article = Article(text="".join(f"{name_of(n)} said no. " for n in range(count)), language="en")
    listed = [ListedPerson(name_of(-n - 1), [], "") for n in range(count)]
    return lambda: locate_people(listed, article)


def first_names_of_everybody(count):
    article = Article(text="".join(f"{name_of(n)} said no. " for n in range(count)), language="en")
    listed = [ListedPerson(name_of(n).split()[0], [], "") for n in range(count)]
    return lambda: locate_people(listed, article)


def other_first_names_of_everybody(count):
    article = Article(text="".join(f"{name_of(n)} said no. " for n in range(count)), language="en")
    listed = [ListedPerson(f"John {name_of(n).split()[1]}", [], "") for n in range(count)]
    return lambda: locate_people(listed, article)


def one_name_again_and_again(count):
    article = Article(text="Ann Lee said no. " + "Lee left. " * count, language="en")
    return lambda: locate_people([ListedPerson("Ann Lee", [], "")], article)


def other_names_of_one_person(count):
    article = Article(text="".join(f"deadmau{n} said no. " for n in range(count)), language="en")
    listed = [ListedPerson("Ann Lee", [f"deadmau{n}" for n in range(count)], "")]
    return lambda: locate_people(listed, article)


def name_without_end(count):
    article = Article(text="O'Neil'" * count, language="en")
    return lambda: Register(article)


def nicknames(count):
    article = Article(text="".join(f'B{n} "Kid{n}" Lee left. ' for n in range(count)), language="en")
    return lambda: Register(article)


def namesakes(count):
    people = [Person(id=f"p{n}", name=f"{name_of(n).split()[0]} Lee") for n in range(count)]
    return lambda: match_person("Lee", people)


def words_that_may_be_an_acronym(count):
    article = Article(text="The WHO said no.", language="en")
    statement = " ".join(name_of(n) for n in range(count))
    return lambda: check_text(statement, article.sentences, article)


def quote_that_cites_every_sentence(count):
    article = Article(text="He left. " * count, language="en")
    return lambda: locate("left", article, near=range(1, count + 1))


def quotations_without_end(count):
    article = Article(text="„He left. " * count, language="en")
    return lambda: check_quote("He", article)


def flagged_items(count):
    span = Span(start=0, end=1, text="x")
    events = [Event(date=None, when="", what=f"{n}", evidence=[span], flags=["hedge-differs"]) for n in range(count)]
    return lambda: without_flagged("timeline", events)


def family(count):
    """People of one surname, thirty in each part of an article."""

    def work():
        cast = Cast()
        for first in range(0, count, 30):
            names = [f"{name_of(n).split()[0]} Lee" for n in range(first, first + 30)]
            part = Part(text="".join(f"{name} left. " for name in names), number=first // 30 + 1, places=((0, 0),))
            places = [
                Span(start=part.text.index(name), end=part.text.index(name) + len(name), text=name) for name in names
            ]
            people = [Person(id="", name=name, mentions=[place]) for name, place in zip(names, places, strict=True)]
            cast.add(people, part)
        assert len(cast.people) == len(range(0, count, 30)) * 30

    return work


def events_with_a_word_in_common(count):
    span = Span(start=0, end=1, text="x")
    texts = [f"Internationalization came to {name_of(n)} {name_of(n + 1)}" for n in range(count)]
    events = [Event(date="2020", when="", what=text, evidence=[span]) for text in texts]
    parts = [events[first : first + 30] for first in range(0, count, 30)]
    return lambda: merge_values("timeline", parts, "en")


def seconds(work):
    """The least of three: what else the machine does is no part of it."""
    took = []
    for _ in range(3):
        begin = time.thread_time()
        work()
        took.append(time.thread_time() - begin)
    return min(took)


@pytest.mark.parametrize(
    ("made", "count"),
    [
        (names_of_everybody, 200),
        (names_of_others, 200),
        (first_names_of_everybody, 200),
        (other_first_names_of_everybody, 200),
        (one_name_again_and_again, 1000),
        (other_names_of_one_person, 400),
        (name_without_end, 4000),
        (nicknames, 1000),
        (namesakes, 1000),
        (words_that_may_be_an_acronym, 100),
        (quote_that_cites_every_sentence, 1000),
        (quotations_without_end, 1000),
        (flagged_items, 400),
        (family, 240),
        (events_with_a_word_in_common, 300),
    ],
)
def test_the_time_for_a_worst_case_grows_with_its_size_alone(made, count):
    made(20)()  # what is set up once
    once, four_times = (seconds(made(size)) for size in (count, 4 * count))
    assert four_times < 12 * once + 0.02  # with the square it would be sixteen times


def test_a_timetable_is_read_in_time_in_proportion_to_its_length():
    def timetable(count):
        table = "Trains leave at " + ", at ".join(f"{n % 12 + 1}:{n % 50 + 10} p.m." for n in range(count))
        return Article(text=table + ".", published="2024-05-03", language="en")

    def took(count):
        article = timetable(count)
        begin = time.thread_time()
        assert len(resolved_times(article)) == count
        return time.thread_time() - begin

    took(2)
    assert took(240) < 12 * took(60) + 0.02


def test_the_text_of_a_page_in_many_boxes_is_not_read_for_each_of_them(monkeypatch):
    page = "<div class=newsletter>" * 200 + "word " * 20_000 + "</div>" * 200
    root = lxml.html.fromstring(f"<html><body>{page}</body></html>")
    characters = []

    def normalised(element):
        characters.append(len(element.text_content()))
        return " ".join(element.text_content().split())

    def visible(text):
        characters.append(len(text))
        return text

    monkeypatch.setattr("summarizer.read.furniture._text", normalised)
    monkeypatch.setattr("summarizer.read.metadata.remove_invisible_characters", visible)
    remove_furniture(root)
    assert byline(root) is None
    assert sum(characters) < 10 * len(page)
