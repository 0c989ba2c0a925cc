"""What holds of any text: exact offsets, whole words, time that grows with its length."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article, Span
from summarizer.evidence import cues, find_mentions, locate, quotations, supporting_sentences
from summarizer.evidence.fold import Index, fold


def article_of(text: str) -> Article:
    return Article(text=text)


# any Unicode

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | st.text(
    st.sampled_from("abAB é\u0301ﬁß'’\"“”«»-—–. ,0159²½\u00ad\u200b\u00a0\n…not東京กि각"), max_size=60
)


@given(ANY_TEXT, ANY_TEXT)
def test_a_located_span_always_folds_to_its_quote(text: str, quote: str) -> None:
    """Steps 1 and 2 of the ladder; a span of step 3 has the same words, letter for letter up to spelling."""
    article = article_of(text)
    for start, end in Index.of(article).find(fold(quote)):
        span = Index.of(article).span(start, end)
        assert fold(quote) == fold(span.text)
    for span in locate(quote, article):
        assert span.text == text[span.start : span.end]


@given(ANY_TEXT, st.data())
def test_whole_words_of_a_text_are_always_located(text: str, data: st.DataObject) -> None:
    words = text.split()
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = 0
    for word in words[:first]:
        start = text.index(word, start) + len(word)
    start = text.index(words[first], start)
    end = start
    for word in words[first : last + 1]:
        end = text.index(word, end) + len(word)
    quote = text[start:end]
    if any(character.isalnum() for character in fold(quote)):
        assert [fold(quote)] == [fold(span.text) for span in locate(quote, article_of(text))]


@given(ANY_TEXT | st.text(st.sampled_from("aZ1 '\"`“”‘’–—-.,_~\n"), max_size=40))
def test_an_even_text_is_folded_as_every_other(text: str) -> None:
    index = Index(text)
    folded, starts, ends = index._fold()
    assert (index.folded, list(index.starts), list(index.ends)) == (folded, starts, ends)


@given(ANY_TEXT)
def test_offsets_are_exact_in_any_text(text: str) -> None:
    index = Index(text)

    assert len(index.folded) == len(index.starts) == len(index.ends)
    assert index.starts == sorted(index.starts)
    assert index.ends == sorted(index.ends)
    assert all(start < end for start, end in zip(index.starts, index.ends, strict=True))
    article = article_of(text)
    for span in [
        *quotations(article),
        *find_mentions("A", article),
        *cues(Span(start=0, end=len(text), text=text), article),
    ]:
        assert span.text == text[span.start : span.end]


@given(ANY_TEXT, ANY_TEXT)
def test_carrying_names_sentences_that_exist(text: str, statement: str) -> None:
    article = article_of(text)

    assert set(supporting_sentences(statement, article, near=[0, 1, 99])) <= set(range(1, len(article.sentences) + 1))


@given(st.text(st.sampled_from("aàÀßﬁ’“—\u00ad Ω")))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(text) == fold(fold(text))
    assert fold(text) == fold(unicodedata.normalize("NFD", text))


# speed


def test_two_hundred_quotes_in_a_long_article_take_about_a_second() -> None:
    sentences = [
        f"Sentence {n} says that the number of “things” was {n * 7}, and nobody objected." for n in range(2700)
    ]
    article = article_of(" ".join(sentences))
    assert len(article.text) > 200_000
    wanted = sentences[::27][:100]
    article.sentences  # noqa: B018  # segmenting is not what is measured here

    begin = time.process_time()
    found = [locate(sentence.replace("“", '"').replace("”", '"'), article, near=[5]) for sentence in wanted]
    missing = [locate(sentence.replace("objected", "agreed"), article) for sentence in wanted]
    took = time.process_time() - begin

    assert wanted == [spans[0].text for spans in found]
    assert [[]] * 100 == missing
    assert took < 2


@pytest.mark.parametrize("text", ["'a " * 30_000, '" ' * 90_000, "no " * 30_000, "a... " * 30_000, "“\n\n" * 40_000])
def test_hostile_texts_take_no_longer(text: str) -> None:
    article = article_of(text)
    begin = time.process_time()

    quotations(article)
    locate(text[:2000] + " b", article)
    find_mentions(text[:5], article)
    cues(Span(start=0, end=len(text), text=text), article)

    assert time.process_time() - begin < 3
