"""What a rule is."""

import re
from collections.abc import Callable
from typing import NamedTuple

from summarizer.dates.context import Context


class Rule(NamedTuple):
    """One way in which English names a date.

    `value` gives EDTF, or raises UnknownDateError, or ValueError or OverflowError for what is on no calendar.
    `found` is False where the words are too common to be looked for in running text. `needs` is a simple pattern, in
    lower case, of which every match has something: where a text has it not, the rule need not look.
    """

    name: str
    pattern: str
    value: Callable[[re.Match[str], Context], str]
    found: bool = True
    needs: str = "[0-9]"
