"""Polarity of a statement, by a list of negation words for each supported language.

>>> negates("Er hat kein Geld genommen.", "de"), negates("Er hat Geld genommen.", "de")
(True, False)
"""

import re

_WORDS = {
    "en": r"not|no|never|none|nobody|nothing|cannot|neither|nor|without|\w+n['’]t",
    "de": r"nicht|nichts|nie|niemals|niemand\w*|kein\w*|ohne|weder|nirgends",
    "es": r"no|nunca|jamás|nadie|nada|ning[uú]n\w*|sin|tampoco|ni",
    "fr": r"ne|n['’]\w+|pas|jamais|aucune?|rien|sans|non|ni",
    "it": r"non|mai|nessun\w*|niente|nulla|né|senza|no",
    "nl": r"niet|niets|nooit|niemand|geen|zonder|noch",
    "pt": r"não|nunca|jamais|ninguém|nada|nenhuma?|sem|nem",
    "ru": r"не|нет|ни|никто|никого|никому|ничто|ничего|никогда|нельзя|без",
    "ar": r"[وف]?(?:لا|لم|لن|ليس\w*|بدون|دون|عدم|غير)",
}
# Languages without spaces: characters and endings, with lookarounds for words of another meaning.
_SIGNS = {
    "zh": r"不(?![过過同仅僅断斷])|没|沒|未(?![来來])|无|無",
    "ja": r"(?<![少危])(?:ない|なかった|なく)|ません|ずに",
}
_PATTERNS = {language: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for language, words in _WORDS.items()}
_PATTERNS |= {language: re.compile(signs) for language, signs in _SIGNS.items()}


def negates(statement: str, language: str) -> bool:
    """Return whether the statement has a negation word. False for an unsupported language (ISO 639-1 code)."""
    pattern = _PATTERNS.get(language)
    return pattern is not None and pattern.search(statement) is not None
