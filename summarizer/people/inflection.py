"""Names that a sentence inflects: a genitive in German, the cases of Russian, the little words that Arabic writes on.

Only forms of names that are known already are looked for, so that an ordinary word becomes no name by losing its end.
"""

import re
from collections.abc import Collection, Sequence

from summarizer.people.words import Word

_SHORTEST = 3  # letters of a name that may be inflected
# As keys are folded: "и" stands for "й", too.
_RUSSIAN_END = re.compile("(?:а|у|ом|ым|е|ы|и|ои|ою|еи|ею|ого|ому|его|ему|ю|я|ем|ью|ии|ыи|ая|яя|ую|ия|ию|ием)?")
_RUSSIAN_BASE = re.compile("(?:а|я|и|ь|ии|ыи|ая|яя|ои)?$")
_FLEETING = re.compile("[ео]([лкц])$")  # "Павел", "Павлом"
_ARABIC_PREFIXES = ("و", "ف", "ب", "ل", "ك")


def uninflected(found: Sequence[Word], keys: Collection[str], language: str) -> Sequence[Word]:
    """The words; each that is an inflected form of one of these keys, and none of them itself, with that key."""
    bases = _bases(keys, language)
    if not bases:
        return found
    known: dict[str, str] = {}
    for word in found:
        if word.key not in known:
            known[word.key] = word.key if word.key in keys else _base(word.key, bases, language)
    return [word._replace(key=known[word.key]) for word in found]


def _bases(keys: Collection[str], language: str) -> dict[str, str]:
    """The keys by what all their forms begin with."""
    long = sorted(key for key in keys if len(key) >= _SHORTEST)
    if language == "ru":
        russian = [key for key in long if re.search("[а-я]", key)]
        fleeting = {_FLEETING.sub(r"\1", key): key for key in russian}
        return fleeting | {_RUSSIAN_BASE.sub("", key): key for key in russian}
    return {key: key for key in long} if language in ("ar", "de") else {}


def _base(key: str, bases: dict[str, str], language: str) -> str:
    """The key that this word is a form of; itself if there is none."""
    if language == "ar":
        return bases.get(key[1:], key) if key.startswith(_ARABIC_PREFIXES) else key
    if language == "de":
        return bases.get(key.removesuffix("s"), key)
    stems = (key[:end] for end in range(len(key), max(2, len(key) - 4), -1) if _RUSSIAN_END.fullmatch(key[end:]))
    return next((bases[stem] for stem in stems if stem in bases), key)
