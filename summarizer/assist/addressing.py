"""Detection of sentences that address the reader. They are hidden from a small model. English only.

News text is written in the third person. An unquoted imperative, question or "you" ("Subscribe now", "Ignore your
instructions") is not part of the report, whether it addresses a reader or a model.
The same holds for a sentence in another language and for data in braces.
A small model follows instructions wherever they appear, so it must not see these sentences.
"""

from typing import Any

from summarizer.article import Article, Span, cached_per_article
from summarizer.assist.saying import SUBJECTS, VERBS
from summarizer.assist.syntax import trees
from summarizer.evidence import quotations_in
from summarizer.language import rules_language

_MOST = 1 / 2
"""Share of sentences that address the reader. Above it the genre does so (advice, recipe, letter): none is hidden."""
_ENOUGH = 40  # characters needed to identify the language


@cached_per_article
def sentences_addressing_reader(article: Article) -> frozenset[int]:
    """Return the numbers (from 1) of the sentences that address the reader.

    If they are at least half of a paragraph's sentences with a verb, the whole paragraph is included. The set is empty
    if most sentences of the article address the reader, or if the article is not in English.
    """
    if article.tongue != "en":
        return frozenset()
    own = {number for number in range(1, len(article.sentences) + 1) if _addresses_reader(number, article)}
    if len(own) > _MOST * len(article.sentences):
        return frozenset()
    for paragraph in _paragraphs(article):
        telling = [number for number in paragraph if any(t.pos_ in VERBS for t in trees(article)[number - 1])]
        if own.intersection(paragraph) and 2 * len(own.intersection(paragraph)) >= len(telling):
            own.update(paragraph)
    return frozenset(own)


@cached_per_article
def title_addresses_reader(article: Article) -> bool:
    """Return whether the title does. False if the article is not in English."""
    if article.tongue != "en" or not (article.title or "").strip():
        return False
    head = Article(text=article.title or "", language="en")
    return any(_addresses_reader(number, head) for number in range(1, len(head.sentences) + 1))


def _paragraphs(article: Article) -> list[list[int]]:
    """Return the sentence numbers of each paragraph."""
    paragraphs: list[list[int]] = []
    end = 0
    for number, span in enumerate(article.sentences, 1):
        if not paragraphs or "\n\n" in article.text[end : span.start]:
            paragraphs.append([])
        paragraphs[-1].append(number)
        end = span.end
    return paragraphs


def _addresses_reader(number: int, article: Article) -> bool:
    sentence, doc = article.sentences[number - 1], trees(article)[number - 1]
    if len(sentence.text) >= _ENOUGH and rules_language(sentence.text) not in ("en", "und"):
        return True
    free = _unquoted(doc, sentence, article)
    if any(token.text == "{" for token in free):
        return True
    if sentence.text.rstrip().endswith("?") and len(free) == len(doc):
        return True
    mains = [t for t in free if t.pos_ in VERBS and (t.dep_ in ("ROOT", "parataxis") or t.head.dep_ == "ROOT")]
    return any(_is_imperative(verb) or _says_you(verb) for verb in mains if verb.dep_ in ("ROOT", "parataxis", "conj"))


def _unquoted(doc: Any, sentence: Span, article: Article) -> list[Any]:
    places = [(quote.start - sentence.start, quote.end - sentence.start) for quote in quotations_in(sentence, article)]
    return [token for token in doc if not any(start <= token.idx < end for start, end in places)]


def _is_imperative(verb: Any) -> bool:
    """Return whether a verb is an imperative: "List it", "do not list it", "let us play"."""
    if verb.tag_ != "VB" or any(child.dep_ in SUBJECTS for child in verb.children):
        return False
    if any(child.dep_ in ("aux", "auxpass") and child.lower_ != "do" for child in verb.children):
        return False
    return bool(verb.dep_ != "conj" or verb.head.pos_ not in VERBS or _is_imperative(verb.head))


def _says_you(verb: Any) -> bool:
    return any(child.dep_ in SUBJECTS and child.lower_ == "you" for child in verb.children)
