"""The type of a rule."""

import re
from collections.abc import Callable
from typing import NamedTuple

from summarizer.dates.context import Context


class Rule(NamedTuple):
    """One form of an English time expression.

    `value` returns EDTF. It raises UnknownDateError, or ValueError or OverflowError for a day that no calendar has.
    `in_running_text` is False if the words are too common to be searched for in a text. `needs` is a simple lower-case
    pattern that occurs in every match; it tells quickly which texts the rule can skip.
    """

    name: str
    pattern: str
    value: Callable[[re.Match[str], Context], str]
    in_running_text: bool = True
    needs: str = "[0-9]"
