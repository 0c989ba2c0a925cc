"""Where a long article is cut, who is who in its parts, and what they tell twice."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from summarizer import Article, Span
from summarizer.digest import Claim, Event, Person, Speaker
from summarizer.parts import Cast, Part, merge_values, part_of_sentences, split_into_parts, to_article_offsets
from summarizer.people import ListedPerson, locate_people
from summarizer.sentences import quote_places

SENTENCES = (
    "Ann Lee resigned on 3 May.",
    "Prices rose 3.5 percent, to 1,250.75 euros.",
    "“We lost,” she said. “It is over. Nobody will pay.”",
    '"I left. I did not look back. Why should I?" Lee said.',
    "Dr. Bob Ray of St. Gallen agreed!",
    "市长辞职了。没有人来。",
    "😀 It was 10.30 a.m. when the U.S. team came.",
    "Der Bürgermeister trat am 3. Mai zurück.",
    "Well",
)
GAPS = (" ", "\n", "\n\n", "\r\n\r\n", "  ", "\n\n\n\n")
TEXTS = st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(GAPS)), min_size=1, max_size=60).map(
    lambda pieces: "".join(sentence + gap for sentence, gap in pieces)
)


@given(TEXTS | st.text(max_size=400), st.integers(20, 300))
def test_parts_joined_are_the_article_and_no_cut_is_within_a_sentence(text, most):
    article = Article(text=text)
    parts = split_into_parts(article, most, 1 / 3)
    assert "".join(part.text for part in parts) == text
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    cuts = [part.places[0][1] for part in parts[1:]]
    for at in cuts:
        assert any(span.start == at for span in article.sentences)
        assert not any(span.start < at < span.end for span in article.sentences)
    for part in parts:
        assert text[part.places[0][1] :].startswith(part.text)


@given(TEXTS, st.integers(60, 300))
def test_no_quotation_and_no_number_is_split(text, most):
    parts = split_into_parts(Article(text=text), most, 1 / 3)
    cuts = [part.places[0][1] for part in parts[1:]]
    quotations = [(start, end) for start, end in quote_places(text) if end - start < most]
    assert not [(start, at) for at in cuts for start, end in quotations if start <= at < end]
    assert not [at for at in cuts if text[at - 1].isalnum() and text[at].isalnum()]
    assert not [at for at in cuts if text[at - 2 : at - 1].isdigit() and text[at - 1] in ".," and text[at].isdigit()]


def test_a_part_has_no_more_than_it_may_and_parts_are_of_a_size():
    text = " ".join(f"This is sentence number {n} of a very long report." for n in range(400))
    parts = split_into_parts(Article(text=text), 500, 1 / 4)
    sizes = [len(part.text) / 4 + 6 * len(part.sentences) for part in parts]
    assert max(sizes) <= 500
    assert min(sizes) > 300


def test_a_cut_is_at_the_end_of_a_paragraph_where_one_is_near():
    paragraphs = [" ".join(f"Paragraph {p} has sentence {n}." for n in range(5)) for p in range(40)]
    parts = split_into_parts(Article(text="\n\n".join(paragraphs)), 400, 1 / 4)
    assert len(parts) > 3
    assert all(part.text.endswith("\n\n") for part in parts[:-1])


def test_a_quotation_of_several_paragraphs_is_not_split():
    said = "\n\n".join(f"“This is what he said in paragraph {n}. It goes on and on." for n in range(6))
    before = " ".join(f"Sentence {n} comes before it." for n in range(12))
    article = Article(text=f"{before}\n\n{said}”\n\n{before}")
    start, end = article.text.index("“"), article.text.index("”")
    cuts = [part.places[0][1] for part in split_into_parts(article, 220, 1 / 4)[1:]]
    assert cuts
    assert not [at for at in cuts if start < at < end]


def test_what_fits_is_one_part_whatever_its_dates():
    assert (
        len(
            split_into_parts(
                Article(text="One\n\n3 May 2020\n\nIt rained.\n\nTwo\n\n4 May 2021\n\nIt snowed."), 500, 1 / 3
            )
        )
        == 1
    )


def test_each_article_of_a_collection_has_its_own_date():
    news = "The mayor of Springfield resigned yesterday, and nobody knows why she did it. " * 3
    text = "\n\n".join(
        f"Mayor resigns\n\n{day} May {year}\n\n{news}" for day, year in ((3, 2020), (9, 2021), (4, 2022))
    )
    parts = split_into_parts(Article(text=text, published="2020-05-03"), 120, 1 / 3)
    assert [part.published for part in parts] == ["2020-05-03", "2021-05-09", "2022-05-04"]
    assert all(part.text.startswith("Mayor resigns") for part in parts)


def test_spans_of_a_part_stand_where_they_do_in_the_article():
    text = "\n\n".join(f"Ann Lee spoke {n} times. Bob Ray said no." for n in range(80))
    article = Article(text=text)
    for part in split_into_parts(article, 300, 1 / 3):
        for span in part.sentences:
            whole = part.to_article_span(span)
            assert article.text[whole.start : whole.end] == whole.text == span.text
            assert part.to_part_span(whole) == span
    other = split_into_parts(article, 300, 1 / 3)[1]
    assert other.to_part_span(article.sentences[0]) is None


def test_gathered_sentences_know_where_they_are_from():
    article = Article(text="One came first. Two came second. Three came third. Four came last.")
    text = part_of_sentences(article, [article.sentences[3], article.sentences[1]], ["Two and four came"])
    assert [span.text for span in text.sentences] == ["Two came second.", "Four came last."]
    assert [text.to_article_span(span) for span in text.sentences] == [article.sentences[1], article.sentences[3]]


def test_values_of_any_form_are_moved():
    part = Part(text="Ann left.", places=((0, 100),))
    span, there = Span(start=0, end=3, text="Ann"), Span(start=100, end=103, text="Ann")
    person = Person(id="p1", name="Ann", mentions=[span])
    assert to_article_offsets({"a": [person, 3, None, "x"]}, part) == {
        "a": [person.model_copy(update={"mentions": [there]}), 3, None, "x"]
    }


def parts_of(*texts, dates=()):
    starts = [sum(map(len, texts[:n])) for n in range(len(texts))]
    return [
        Part(text=text, number=n + 1, of=len(texts), places=((0, start),), published=dates[n] if dates else None)
        for n, (text, start) in enumerate(zip(texts, starts, strict=True))
    ]


def cast_of(parts, *listed):
    cast, known = Cast(), []
    for part, names in zip(parts, listed, strict=True):
        persons, _ = locate_people([ListedPerson(name, list(others), "") for name, *others in names], part)
        known.append(cast.add(persons, part))
    return cast, known


def test_a_surname_in_a_later_part_is_who_was_named_in_full_before():
    parts = parts_of("Ann Lee resigned. Bob Ray stayed. ", "Lee said no. ", "Ann Lee and Ray left.")
    cast, known = cast_of(parts, [("Ann Lee", "Lee"), ("Bob Ray",)], [("Lee",)], [("Ann Lee",), ("Ray",)])
    assert [(p.id, p.name, len(p.mentions)) for p in cast.people] == [("p1", "Ann Lee", 3), ("p2", "Bob Ray", 2)]
    whole = "".join(part.text for part in parts)
    assert all(whole[span.start : span.end] == span.text for person in cast.people for span in person.mentions)
    assert [(person.id, len(person.mentions)) for person in known[1]] == [("p1", 1), ("p2", 0)]


def test_a_full_name_takes_in_the_short_one_before_it():
    cast, _ = cast_of(parts_of("Portman left. ", "Natalie Portman said so."), [("Portman",)], [("Natalie Portman",)])
    assert [(person.id, person.name, person.aliases) for person in cast.people] == [
        ("p1", "Natalie Portman", ["Portman"])
    ]


def test_two_persons_of_one_part_stay_two():
    parts = parts_of("Ann Lee met Bob Lee. ", "Ann Lee left, Lee stayed.")
    cast, _ = cast_of(parts, [("Ann Lee",), ("Bob Lee",)], [("Ann Lee",), ("Lee",)])
    assert [person.name for person in cast.people] == ["Ann Lee", "Bob Lee"]


def test_of_two_with_a_surname_the_one_seen_last_is_meant():
    parts = parts_of("Ann Lee resigned. ", "Bob Lee stayed. ", "Lee said no.")
    cast, _ = cast_of(parts, [("Ann Lee",)], [("Bob Lee",)], [("Lee",)])
    assert [(person.name, len(person.mentions)) for person in cast.people] == [("Ann Lee", 1), ("Bob Lee", 2)]


def test_in_a_collection_a_surname_of_another_article_is_somebody_else():
    parts = parts_of("Ann Lee resigned. ", "Lee said no.", dates=["2020-01-01", "2021-01-01"])
    cast, _ = cast_of(parts, [("Ann Lee",)], [("Lee",)])
    assert [person.name for person in cast.people] == ["Ann Lee", "Lee"]


def test_who_is_named_in_full_and_not_listed_is_found():
    cast, _ = cast_of(parts_of("Ann Lee resigned. ", "They asked Ann Lee. Lee said no."), [("Ann Lee",)], [])
    assert [len(person.mentions) for person in cast.people] == [3]


def event(what, date="2020-05-03", start=0):
    return Event(date=date, when="", what=what, evidence=[Span(start=start, end=start + 1, text="x")])


def claim(statement, name="Ann Lee", start=0, **other):
    speaker = Speaker(name=name, kind="person")
    evidence = [Span(start=start, end=start + 1, text="x")]
    return Claim(statement=statement, speaker=speaker, evidence=evidence, **other)


def test_an_event_that_two_parts_tell_is_told_once_with_both_evidences():
    one, two = event("Ann Lee resigned as mayor."), event("Mayor Ann Lee resigned in Springfield.", start=9)
    (found,) = merge_values("timeline", [[one], [two]], "en")
    assert found.what == two.what  # the fuller one
    assert [span.start for span in found.evidence] == [0, 9]


def test_events_of_other_days_numbers_names_and_negations_are_others():
    first = event("Ann Lee paid 300 euros for the house.")
    others = [
        event("Ann Lee paid 300 euros for the house.", date="2021-05-03"),
        event("Ann Lee paid 400 euros for the house."),
        event("Bob Lee paid 300 euros for the house."),
        event("Ann Lee never paid 300 euros for the house."),
    ]
    for other in others:
        assert len(merge_values("timeline", [[first], [other]], "en")) == 2


def test_what_one_part_tells_twice_stays_so():
    twice = [event("Ann Lee resigned as mayor."), event("Ann Lee resigned as mayor.", start=5)]
    assert len(merge_values("timeline", [twice, []], "en")) == 2
    assert len(merge_values("timeline", [twice, twice], "en")) == 2


def test_a_claim_is_the_same_only_of_the_same_speaker_and_as_sure():
    said = claim("The company will close the plant in June.")
    assert len(merge_values("claims", [[said], [claim(said.statement, start=7)]], "en")) == 1
    assert len(merge_values("claims", [[said], [claim(said.statement, name="Bob Ray")]], "en")) == 2
    assert len(merge_values("claims", [[said], [claim(said.statement, certainty="possible")]], "en")) == 2


def test_lists_of_a_section_that_nobody_knows_are_joined_as_they_are():
    assert merge_values("places", [["Oslo"], ["Oslo", "Rome"]], "en") == ["Oslo", "Oslo", "Rome"]


def test_parts_are_in_order_of_the_article():
    text = "\n\n".join(f"Ann Lee spoke {n} times." for n in range(200))
    starts = [part.places[0][1] for part in split_into_parts(Article(text=text), 300, 1 / 3)]
    assert all(a < b for a, b in pairwise(starts))
