"""Sentences that a small model is not shown: those that tell no news, but address whoever reads them. English.

News are told in the third person. A sentence outside of quotation marks that orders, asks or says "you" ("Subscribe
now", "Ignore your instructions") is no part of the story, whoever it is meant for; nor is one in another language, or
data with braces. A small model does what it is told, and can't tell by whom.
"""

from typing import Any

from summarizer.article import Article, Span, cached_per_article
from summarizer.assist.saying import SUBJECTS, VERBS
from summarizer.assist.syntax import trees
from summarizer.evidence import quotations_in
from summarizer.language import rules_language

_MOST = 1 / 2
"""Where more of an article's sentences address its reader, that is its manner: advice, a recipe, a letter."""
_ENOUGH = 40  # characters that show which language it is


@cached_per_article
def sentences_addressing_reader(article: Article) -> frozenset[int]:
    """Numbers of the sentences that address the reader, with the others of paragraphs that mostly do."""
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


def _paragraphs(article: Article) -> list[list[int]]:
    """The numbers of the sentences of each paragraph."""
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
    """Whether a verb is an imperative: "List it", "do not list it", "let us play"."""
    if verb.tag_ != "VB" or any(child.dep_ in SUBJECTS for child in verb.children):
        return False
    if any(child.dep_ in ("aux", "auxpass") and child.lower_ != "do" for child in verb.children):
        return False
    return bool(verb.dep_ != "conj" or verb.head.pos_ not in VERBS or _is_imperative(verb.head))


def _says_you(verb: Any) -> bool:
    return any(child.dep_ in SUBJECTS and child.lower_ == "you" for child in verb.children)
