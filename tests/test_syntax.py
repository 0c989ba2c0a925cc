"""What spaCy reads: loaded only when asked, counted in the sentence's own characters, and missed with a clear word."""

import subprocess
import sys

import pytest
from conftest import ROOT

from summarizer.article import Article
from summarizer.assist import syntax
from summarizer.errors import ModelError

TEXT = (
    "“We\N{NO-BREAK SPACE}lost 1\N{NARROW NO-BREAK SPACE}500 homes,” said Ann Lee,\nthe mayor of Paris, on\r\n"
    "Monday.\n\nNobody was hurt. 😀 The\tfires burned\u2028for two days."
)


@pytest.fixture
def unloaded():
    """Nothing is kept of a model that was loaded, or not, in other circumstances."""
    syntax._parser.cache_clear()
    yield
    syntax._parser.cache_clear()


def test_every_token_is_found_in_the_sentence_at_its_place():
    article = Article(text=TEXT, language="en")
    trees = syntax.trees(article)
    assert len(trees) == len(article.sentences) > 1
    for sentence, tree in zip(article.sentences, trees, strict=True):
        assert len(tree.text) == len(sentence.text)
        for token in tree:
            here = sentence.text[token.idx : token.idx + len(token)]
            assert here == token.text or (here.isspace() and token.is_space)
            start = sentence.start + token.idx
            assert article.text[start : start + len(token)] == here


def test_a_line_break_and_a_no_break_space_read_as_any_space():
    plain = syntax.trees(Article(text="We lost homes, said Ann Lee, the mayor of Paris.", language="en"))[0]
    broken = "We\N{NO-BREAK SPACE}lost homes, said Ann\nLee, the mayor of\u2028Paris."
    [tree] = syntax.trees(Article(text=broken, language="en"))
    assert [(t.text, t.pos_, t.dep_, t.head.i) for t in tree] == [(t.text, t.pos_, t.dep_, t.head.i) for t in plain]
    assert [entity.text for entity in tree.ents] == [entity.text for entity in plain.ents] == ["Ann Lee", "Paris"]


def test_a_sentence_is_read_for_its_parts_of_speech_subject_lemma_and_names():
    [tree] = syntax.trees(Article(text="Ann Lee resigned in Paris.", language="en"))
    verb = next(token for token in tree if token.dep_ == "ROOT")
    assert (verb.text, verb.pos_, verb.lemma_) == ("resigned", "VERB", "resign")
    assert [token.text for token in verb.children if token.dep_ == "nsubj"] == ["Lee"]
    assert [(entity.text, entity.label_) for entity in tree.ents] == [("Ann Lee", "PERSON"), ("Paris", "GPE")]


def test_a_span_has_the_tree_of_the_sentence_that_it_begins_in():
    article = Article(text="2 May 2024\n\nIt rained. Nobody came.", language="en")
    first, second = article.sentences
    assert syntax.tree_of(second, article) is syntax.trees(article)[1]
    assert syntax.tree_of(first, article).text == "It rained."
    assert syntax.tree_of(article.sentences[0].model_copy(update={"start": 0}), article) is None


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_article_of_no_words_has_no_trees(text):
    assert syntax.trees(Article(text=text, language="en")) == ()


def test_an_article_is_parsed_once(monkeypatch):
    article = Article(text="It rained.", language="en")
    before = syntax.trees(article)
    monkeypatch.setattr(syntax, "_parser", None)
    assert syntax.trees(article) is before


def test_without_spacy_the_error_says_what_to_install(unloaded, monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ModelError, match="needs spaCy") as caught:
        syntax.trees(Article(text="It rained."))
    assert "pip install 'summarizer[local]'" in str(caught.value)


def test_without_the_model_the_error_says_what_to_install(unloaded, monkeypatch):
    monkeypatch.setattr("spacy.util.is_package", lambda name: False)
    with pytest.raises(ModelError, match="model en_core_web_sm is not installed") as caught:
        syntax.trees(Article(text="It rained."))
    assert "pip install 'summarizer[local]'" in str(caught.value)


def test_to_name_the_module_loads_no_spacy():
    asked = "import sys, summarizer.assist.syntax; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT).returncode == 0
