"""Texts of a small model: the limit that it stops at, and what it breaks off ended by the article's own words."""

import re
from collections.abc import Sequence
from typing import Any

from pydantic import Field

from summarizer.article import Span
from summarizer.assist.clauses import rest_of_clause


def word_set(text: str) -> set[str]:
    """The words of a text, whatever their case."""
    return set(re.findall(r"\w+", text.casefold()))


def bounded_field(characters: int) -> Any:
    """A field that a local model stops writing after so many characters, so that it can't run on; others may."""
    return Field(json_schema_extra={"maxLength": characters})


def without_sentence_number(text: str) -> str:
    """A text of a reply without the sentence number that a model may copy from the question: "[3] Friday"."""
    return re.sub(r"^\s*\[\d+\]\s*", "", text).strip()


def complete_text(text: str, limit: int, evidence: Sequence[Span]) -> str:
    """`text`, plain; one that breaks off ends with the clause of its evidence, or else at `up_to_last_clause`.

    It breaks off where a limit of so many characters cut it, at "...", or before a quotation ("Ann Lee said,", "the
    mayor warning").
    """
    whole = up_to_last_clause(text, limit)
    if whole.endswith((",", ":", "...", "…")) or _SAYING.search(whole):
        begun = whole.rstrip(".… ")
    elif is_cut_off(whole, text, limit):
        begun = without_sentence_number(text).rpartition(" ")[0]  # the last word may be half of one
    else:
        return _close_quotation(whole)
    rests = (rest for span in evidence if (rest := rest_of_clause(begun, span)) and len(rest) <= _LONGEST_REST)
    return _close_quotation(next((f"{begun} {rest}" for rest in rests), _SAYING.sub("", whole)))


def is_cut_off(text: str, written: str, limit: int) -> bool:
    """Whether the model broke off at a limit of so many characters, and `text`, made of it, does not end either."""
    return len(without_sentence_number(written)) >= limit - _LONG_WORD and not text.endswith(_ENDS)


def _close_quotation(text: str) -> str:
    """`text` with the mark that closes its last quotation."""
    return f'{text}"' if re.search(r'(?:^|\s)"[^"]+$', text) else text


_SAYING = re.compile(
    r",[^,\"]*\s(?:say|claim|add|recommend|warn|not|argu|insist|announc|explain|stat|declar|call|describ|ask|urg)ing$"
)
_ENDS = (".", "!", "?", '"', "'", "”", "’", ")")
_LONG_WORD = 12  # characters; a model stops where the next word does not fit
_LONGEST_REST = 120  # characters


def up_to_last_clause(text: str, limit: int) -> str:
    """`text`, plain; where a limit of so many characters cut it off, only up to the last whole clause, or else word.

    A model that runs into the limit may leave "23" of "238".
    """
    text = without_sentence_number(text)
    if not limit - _NEAR <= len(text) <= limit or text.endswith(_ENDS):
        return text
    clauses = re.sub(r"[,;.!?](?=\s)[^,;.!?]*$", "", text)
    return (clauses if _MOST <= len(clauses) / len(text) < 1 else text.rpartition(" ")[0]).strip()


_NEAR = 5  # characters; a model stops at the last token that fits
_MOST = 0.6  # share of the text that its whole clauses must be to stand alone
