"""The part of a sentence around some of its words that can be read alone. By punctuation, so in many languages."""

import re

from summarizer.article import Article, Span

_BOUNDARY = re.compile(r"[;:]\s|,[\"”’]?\s|\s[–—-]\s|\s(?=\()|(?<=\))\s|[；：，、]")
_SHORT = 200  # characters; a sentence as short is left whole
_ENOUGH = 60  # characters that tell something


def clause(words: Span, article: Article) -> Span:
    """The sentence of `words`; of a long one, its clauses from the one of `words` on until they tell something.

    `words` themselves where they stand in no sentence.
    """
    number = article.sentence_at(words.start)
    if not number:
        return words
    sentence = article.sentences[number - 1]
    if len(sentence.text) <= _SHORT:
        return sentence
    cuts = [sentence.start, *(sentence.start + m.end() for m in _BOUNDARY.finditer(sentence.text)), sentence.end]
    start = max(cut for cut in cuts if cut <= words.start)
    end = min(cut for cut in cuts if cut >= words.end and (cut - start >= _ENOUGH or cut == sentence.end))
    if end - start < _ENOUGH:
        start = max(cut for cut in cuts if end - cut >= _ENOUGH)
    return Span.cut(article.text, start, end)
