"""Removes invisible characters that can spell a message: a model reads them, a reader of the article does not."""

import re

_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"  # of Scotland, for example
_HAN = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_UNSEEN = re.compile(f"({_FLAG})|[\U000e0000-\U000e007f\u2061-\u2064]|(?<![{_HAN}])[\U000e0100-\U000e01ef]")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters of Korean that show nothing


def remove_invisible_characters(text: str) -> str:
    """The text without invisible characters that can spell a message to a model.

    Those are tags, but in flags, selectors of variants where there are none, and invisible operators.
    """
    return _UNSEEN.sub(r"\1", text)


def is_blank(text: str) -> bool:
    """Whether the text has no letter and no digit that can be seen."""
    return not any(character.isalnum() and character not in _FILLERS for character in text)
