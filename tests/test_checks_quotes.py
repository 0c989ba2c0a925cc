"""Checks of quotations and speakers: verbatim, between marks, and somebody whom the article names."""

import pytest

from summarizer.article import Article
from summarizer.checks import check_cut, check_quote, check_speaker, check_text
from summarizer.digest import Flag, Person, Speaker
from summarizer.evidence import quotations
from summarizer.sections import SECTIONS


def test_a_quotation_may_be_left_open_at_the_end() -> None:
    article = Article(text='She said: "There is no more important task. It goes on.')
    assert [] == check_quote("There is no more important task.", article)
    assert ["quote-without-marks"] == check_quote("She said", article)


@pytest.mark.parametrize(
    ("text", "quote", "statement", "language"),
    [
        ('"We did not lose it in the last minute," she said.', "lose it in the last minute", "It was lost late.", "en"),
        ("«No es un temporal excepcional», dijo Ana.", "un temporal excepcional", "El temporal es excepcional.", "es"),
        ("„Das ist kein Ende“, sagte sie.", "Ende", "Das ist das Ende.", "de"),
        ('"We did not\u00a0re\u00adally lose it," she said.', "lose it", "It was lost.", "en"),
    ],
)
def test_a_quotation_cut_behind_its_negation_is_flagged(text: str, quote: str, statement: str, language: str) -> None:
    article = Article(text=text, language=language)
    assert check_cut(quote, statement, article) == ["negation-differs"]
    assert check_cut(quotations(article)[0].text, statement, article) == []


def test_a_quotation_cut_behind_a_negation_that_is_elsewhere_is_not() -> None:
    article = Article(text='"No, that is wrong, we lose it in the last minute," she said. He does not "lose heart".')
    assert check_cut("lose it in the last minute", "It is lost late.", article) == []
    assert check_cut("lose heart", "He has heart.", article) == []
    article = Article(text='"We did not lose it in the last minute," she said.')
    assert check_cut("lose it in the last minute", "It was not lost late.", article) == []
    article = Article(
        text='"Destroy it if they do not stop, and if they do not stop it now and prepare for more," he said.'
    )
    assert check_cut("prepare for more", "They are to prepare.", article) == []


ARTICLE = Article(
    text="“It’s over,” the mayor said. “We tried. It’s over for us.\n\n"
    "“We go home.” She called it a long day, her aide Tom Roe told the Post."
)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("It's over", []),
        ("“It’s over,”", []),
        ("We tried. It’s over for us.", []),
        ("It’s over for us. “We go home.", []),
        ("We tried ... We go home", []),
        ("We go home ... We tried", ["quote-not-in-article"]),
        ("a long day", ["quote-without-marks"]),
        ("It’s over,” the mayor said", ["quote-without-marks"]),
        ("It’s over for them", ["quote-not-in-article"]),
        ("It is over", ["quote-not-in-article"]),
        ("", ["quote-not-in-article"]),
    ],
)
def test_a_quotation_is_verbatim_and_between_marks(quote: str, expected: list[Flag]) -> None:
    assert expected == check_quote(quote, ARTICLE)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("the mayor", []),
        ("The Mayor", []),
        ("Tom Roe", []),
        ("Tom Roe (aide)", []),
        ("the mayor's aide, Tom Roe", []),
        ("a spokesman", []),  # no name
        ("", []),  # the narrator
        ("Tom Smith", ["speaker-not-in-article"]),
        ("the Herald", ["speaker-not-in-article"]),
    ],
)
def test_a_speaker_stands_in_the_article(name: str, expected: list[Flag]) -> None:
    assert expected == check_speaker(Speaker(name=name, kind="person"), ARTICLE, [])


def test_a_document_without_a_name_has_a_word_of_the_article() -> None:
    article = Article(text="A new study says no.")
    documents = ["the study", "the abstract", "the study of the year"]
    flagged = [check_speaker(Speaker(name=name, kind="document"), article, []) for name in documents]
    assert [[], ["speaker-not-in-article"], []] == flagged
    assert [] == check_speaker(Speaker(name="the abstract", kind="unnamed"), article, [])


def test_a_known_person_is_a_speaker_by_any_name() -> None:
    roe, name = Person(id="p1", name="Tom Roe", mentions=[]), "the aide Thomas Roe"

    assert [] == check_speaker(Speaker(name=name, kind="person", person="p1"), ARTICLE, [roe])
    assert ["speaker-not-in-article"] == check_speaker(Speaker(name=name, kind="person"), ARTICLE, [roe])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “we are all tired”.", []),
        ("She said “we are all tired.”", []),
        ("He said it was a “very long” day.", []),  # the article's words, whether it quotes them or not
        ("She said “we are all very tired”.", ["quote-not-in-article"]),
        ("He said it was a day “in total”.", ["quote-not-in-article"]),
    ],
)
def test_words_of_a_text_that_stand_in_quotation_marks_are_the_words_of_its_evidence(
    text: str, expected: list[Flag]
) -> None:
    article = Article(text="He said it was a very long day. “We are all tired,” she said. Nobody came.")

    assert expected == check_text(text, article.sentences[:2], article)


def test_a_quotation_from_another_sentence_than_the_evidence_is_flagged() -> None:
    article = Article(text="He said it was a very long day. “We are all tired,” she said. Nobody came.")

    assert ["quote-not-in-article"] == check_text("Nobody came: “we are all tired”.", article.sentences[2:], article)


TALK = Article(
    text="Ann Lee met Tom Roe in Oslo. They spoke about the tax for an hour. “It will rise,” she said. It was late. "
    "Nobody ate. It rained. The hall was cold. Roe said that it will fall. He left. He had a cold, a friend said. "
    "The tax is old. It was made by Cy Dean. Few know it."
)


@pytest.mark.parametrize(
    ("name", "sentences", "expected"),
    [
        ("Ann Lee", [3], []),  # "she", named near by
        ("Tom Roe", [8], []),
        ("Ann Lee", [8], ["name-not-in-evidence"]),  # the sentence names somebody else
        ("Ann Lee", [8, 3, 1], []),
        ("Tom Roe", [9], []),
        ("Cy Dean", [3], ["name-not-in-evidence"]),  # named only far away
        ("Cy Dean", [11], []),
    ],
)
def test_a_person_who_speaks_is_named_in_the_evidence_or_near_it(name: str, sentences: list[int], expected) -> None:
    reply = {"people": [{"name": n, "other_names": [], "role": ""} for n in ("Ann Lee", "Tom Roe", "Cy Dean")]}
    section = SECTIONS["people"]
    people = section.resolve(section.reply.model_validate(reply), TALK, []).value
    speaker = Speaker(name=name, kind="person", person=next(person.id for person in people if person.name == name))
    evidence = [TALK.sentences[number - 1] for number in sentences]
    assert expected == check_speaker(speaker, TALK, people, evidence)
    assert [] == check_speaker(speaker, TALK, [p.model_copy(update={"mentions": []}) for p in people], evidence)


@pytest.mark.parametrize(
    ("name", "text", "sentence", "expected"),
    [
        ("Ann Lee", "Ann Lee came. It rained. She said that Tom Roe would go. It is late.", 3, []),
        ("Ann Lee", "Ann Lee came. It rained. It is said that Tom Roe would go.", 3, ["name-not-in-evidence"]),
        ("Ann Lee", "Tom Roe came. It rained. I say that he must go. It is late. Ann Lee was a minister.", 3, []),
        (
            "Ann Lee",
            "Tom Roe came. It rained. Roe must go. It is late. Ann Lee was a minister.",
            3,
            ["name-not-in-evidence"],
        ),
        ("Ann Lee", "Tom Roe came. It rained. It may hail. It is late. No bus ran. Ann Lee was a minister.", 3, []),
    ],
)
def test_a_speaker_may_be_meant_by_a_pronoun_or_be_the_author(name, text, sentence, expected):
    article = Article(text=text)
    reply = {"people": [{"name": n, "other_names": [], "role": ""} for n in ("Ann Lee", "Tom Roe")]}
    section = SECTIONS["people"]
    people = section.resolve(section.reply.model_validate(reply), article, []).value
    speaker = Speaker(name=name, kind="person", person=next(person.id for person in people if person.name == name))
    assert expected == check_speaker(speaker, article, people, [article.sentences[sentence - 1]])
