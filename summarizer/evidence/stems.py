"""Stems of the content words of a text, to compare two texts.

    >>> sorted(stems(Index("They separated after the separation was announced.")))
    ['announc', 'separ']

Inflections are taken off and the rest is cut to a few letters. Truncation does nearly as well as a stemmer in many
European languages (McNamee and Mayfield, "Character N-Gram Tokenization for European Language Text Retrieval", 2004).
Russian words are cut shorter, and Arabic ones lose the article and the little words written before it.
"""

import re
from functools import lru_cache

from summarizer.evidence.fold import Index, Token
from summarizer.language import function_words

_FUNCTION_WORDS = """
    a about after again all also am an and any are as at be because been before being both but by can could did do does
    doing during each either else even ever few for from further had has have having he her here hers herself him
    himself his how however i if in into is it its itself just many may me might more most much must my myself no nor
    not now of off on once only or other our ours out over own per she should since so some such than that the their
    theirs them themselves then there these they this those though through to too toward towards under until up upon us
    very was we were what when where whether which while who whom whose why will with within without would yet you your
    yours it's he's she's that's there's they're we're i'm don't doesn't didn't isn't aren't wasn't weren't
    one two first second say says said saying tell tells told according"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
_ENDINGS = "ations ation ating ated ates ate ments ment ings ing ions ion ies ied ed es ly s"
_LENGTH, _SHORT = 7, 5
_ARABIC_ARTICLE = re.compile("^[وف]?(?:[بك]?ال|لل)")
_LITTLE = 3  # letters; in other languages than English shorter words mean little


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a folded word: "separation" and "separated" give "separ"."""
    first, _, last = word.partition("'")
    word = last if len(first) < 3 <= len(last) else first or word  # "l'Italie"; but "Italy's"
    if not word.isalpha():
        return word
    if "а" <= word[0] <= "я":
        return (word.rstrip("аеиоуыэюяь") or word)[:_SHORT]
    if "ء" <= word[0] <= "ي":
        return (_ARABIC_ARTICLE.sub("", word) or word)[:_SHORT]
    for ending in _ENDINGS.split():
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    word = word.rstrip("ey") if len(word) > 3 else word
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:_LENGTH]


def content_words(index: Index) -> list[Token]:
    """The content words: no function words, no single characters, no numbers."""
    small = FUNCTION_WORDS if index.language == "en" else function_words(index.language)
    words = [t for t in index.tokens if t.text not in small and t.text[0].isalnum() and not t.text[0].isdecimal()]
    if index.language == "en":
        return words
    return [t for t in words if len(t.text) >= _LITTLE or "\u2e80" <= t.text[0] <= "\u9fff"]


def stems(index: Index) -> set[str]:
    """The stems of the content words."""
    return {stem(token.text) for token in content_words(index)}
