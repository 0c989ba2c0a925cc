"""Restores the base form of inflected names: German genitives, Russian cases, Arabic one-letter prefixes.

Only inflected forms of known names are looked for. Otherwise an ordinary word without its ending could pass as a name.
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


def restore_base_forms(found: Sequence[Word], keys: Collection[str], language: str) -> Sequence[Word]:
    """The words, with the base form's key for each word that is an inflected form of one of these keys."""
    bases = _keys_by_stem(keys, language)
    if not bases:
        return found
    known: dict[str, str] = {}
    for word in found:
        if word.key not in known:
            known[word.key] = word.key if word.key in keys else _base_form(word.key, bases, language)
    return [word._replace(key=known[word.key]) for word in found]


def _keys_by_stem(keys: Collection[str], language: str) -> dict[str, str]:
    """Map the stem that all forms of a key share to the key."""
    long = sorted(key for key in keys if len(key) >= _SHORTEST)
    if language == "ru":
        russian = [key for key in long if re.search("[а-я]", key)]
        fleeting = {_FLEETING.sub(r"\1", key): key for key in russian}
        return fleeting | {_RUSSIAN_BASE.sub("", key): key for key in russian}
    return {key: key for key in long} if language in ("ar", "de") else {}


def _base_form(key: str, bases: dict[str, str], language: str) -> str:
    """The key that this word is an inflected form of, otherwise the word itself."""
    if language == "ar":
        return bases.get(key[1:], key) if key.startswith(_ARABIC_PREFIXES) else key
    if language == "de":
        return bases.get(key.removesuffix("s"), key)
    stems = (key[:end] for end in range(len(key), max(2, len(key) - 4), -1) if _RUSSIAN_END.fullmatch(key[end:]))
    return next((bases[stem] for stem in stems if stem in bases), key)
