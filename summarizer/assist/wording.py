"""Length limits of a small model's texts, and completion of truncated texts by the article's words."""

import re
from collections.abc import Sequence
from typing import Any

from pydantic import Field

from summarizer.article import Span
from summarizer.assist.clauses import rest_of_clause


def word_set(text: str) -> set[str]:
    """Return the set of a text's words, case-folded."""
    return set(re.findall(r"\w+", text.casefold()))


def bounded_field(characters: int) -> Any:
    """Return a field whose length is limited during generation by a local model, but not during validation."""
    return Field(json_schema_extra={"maxLength": characters})


def without_sentence_number(text: str) -> str:
    """Return a text without the sentence number that a model may copy from the question: "[3] Friday"."""
    return re.sub(r"^\s*\[\d+\]\s*", "", text).strip()


def complete_text(text: str, limit: int, evidence: Sequence[Span]) -> str:
    """Return `text`, completed from its evidence if it is truncated, or else cut at its last whole clause.

    A text is truncated if it reaches `limit` characters, or ends with "..." or before a quotation ("Ann Lee said,",
    "the mayor warning"). A sentence number is removed.
    """
    whole = up_to_last_clause(text, limit)
    if whole.endswith((",", ":", "...", "…")) or _SAYING.search(whole):
        begun = whole.rstrip(".… ")
    elif is_cut_off(whole, text, limit):
        begun = without_sentence_number(text).rpartition(" ")[0]  # the last word may be incomplete
    else:
        return _close_quotation(whole)
    rests = (rest for span in evidence if (rest := rest_of_clause(begun, span)) and len(rest) <= _LONGEST_REST)
    return _close_quotation(next((f"{begun} {rest}" for rest in rests), _SAYING.sub("", whole)))


def is_cut_off(text: str, written: str, limit: int) -> bool:
    """Return whether `written` was truncated at `limit` characters and `text`, derived from it, has no end mark."""
    return len(without_sentence_number(written)) >= limit - _LONG_WORD and not text.endswith(_ENDS)


def _close_quotation(text: str) -> str:
    """Return `text` with its last quotation closed."""
    return f'{text}"' if re.search(r'(?:^|\s)"[^"]+$', text) else text


_SAYING = re.compile(
    r",[^,\"]*\s(?:say|claim|add|recommend|warn|not|argu|insist|announc|explain|stat|declar|call|describ|ask|urg)ing$"
)
_ENDS = (".", "!", "?", '"', "'", "”", "’", ")")
_LONG_WORD = 12  # characters; a model stops if the next word does not fit
_LONGEST_REST = 120  # maximum characters of a completion


def up_to_last_clause(text: str, limit: int) -> str:
    """Return `text` without a sentence number, cut at its last whole clause or word if `limit` truncated it.

    At the limit, a model may write "23" of "238".
    """
    text = without_sentence_number(text)
    if not limit - _NEAR <= len(text) <= limit or text.endswith(_ENDS):
        return text
    clauses = re.sub(r"[,;.!?](?=\s)[^,;.!?]*$", "", text)
    return (clauses if _MOST <= len(clauses) / len(text) < 1 else text.rpartition(" ")[0]).strip()


_NEAR = 5  # characters; a model stops at the last token that fits
_MOST = 0.6  # minimum share of the text in whole clauses; below it only the last word is removed
