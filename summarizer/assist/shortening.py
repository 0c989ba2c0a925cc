"""Shortening of clauses by dependency tree: without parentheticals and additional clauses. English only."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from summarizer.article import Article, Span
from summarizer.assist.saying import VERBS
from summarizer.evidence import quotations_in
from summarizer.evidence.times import resolved_times

LONG = 240
"""Maximum characters of a text. A longer one loses its additional clauses."""
FEW = 4
"""Tokens below which a text states nothing."""

_ADDING = frozenset({"advcl", "relcl", "parataxis", "conj"})
DANGLING = re.compile(r"[\s,;:–—-]+(?:and|but|or)(?=[\s.]*$)")
"""A conjunction at the end of a text whose last clause was removed."""
DIVIDING = (",", ";", ":", "-", "–", "—", "--")


def quoted_tokens(doc: Any, sentence: Span, article: Article) -> frozenset[Any]:
    """Return the tokens of a sentence that are inside quotation marks. These are never removed."""
    places = [(quote.start - sentence.start, quote.end - sentence.start) for quote in quotations_in(sentence, article)]
    return frozenset(token for token in doc if any(start <= token.idx < end for start, end in places))


def without_parentheticals(tokens: Sequence[Any], sentence: Span, article: Article) -> list[Any]:
    """Return the tokens without parentheticals and without a leading transition ("However,"). Times are kept."""
    kept, depth = [], 0
    quoted = quoted_tokens(tokens[0].doc, sentence, article) if tokens else frozenset()
    for token in tokens:
        depth += token.text == "(" and token not in quoted
        also = token.lower_ == "also" and token.dep_ == "advmod" and token.head.pos_ in VERBS and token not in quoted
        if not depth and not also:
            kept.append(token)
        depth -= token.text == ")" and depth > 0
    dated = [(time.span.start - sentence.start, time.span.end - sentence.start) for time in resolved_times(article)]
    begin = 2 * _is_transition(kept)
    for token, after in pairwise(kept[begin:]):
        is_time = any(start <= token.idx < end for start, end in dated)
        leads = token.dep_ == "cc" or (token.dep_ == "advmod" and after.text == "," and not is_time)
        if not leads and token.text not in DIVIDING:
            break
        begin += 1
    return kept[begin:]


def _is_transition(tokens: Sequence[Any]) -> bool:
    """Return whether the tokens begin with a preposition, a bare noun and a comma: "For example, …", "In fact, …"."""
    if len(tokens) <= FEW or tokens[2].text != ",":
        return False
    return bool(tokens[0].dep_ == "prep" and tokens[1].tag_ == "NN" and tokens[1].head == tokens[0])


def shortened_clause(tokens: Sequence[Any], verb: Any, keep: Any, quoted: Collection[Any]) -> list[Any]:
    """Return the tokens of a verb's clause. If they exceed `LONG`, additional clauses after the verb are removed.

    The last clause is removed first. A clause that is coordinated with a subordinate clause is removed at any length.
    A clause that contains the token `keep` is never removed.
    """
    kept = list(tokens)
    adding = [
        token
        for token in tokens
        if token.i > verb.i
        and token not in (verb, keep)
        and not token.is_ancestor(keep)
        and _is_additional_clause(token, quoted)
    ]
    for head in reversed(adding):
        apart = verb.dep_ != "ROOT" and head.head == verb and head.dep_ in ("conj", "parataxis")
        if len(text_of_tokens(kept)) <= LONG and not apart:
            continue
        gone = set(head.subtree)
        for token in reversed(kept):
            if token.i < head.left_edge.i:
                if not (token.text in DIVIDING or token.dep_ == "cc"):
                    break
                gone.add(token)
        behind = [token for token in kept if token.i > head.right_edge.i][:2]
        if len(behind) > 1 and behind[0].text == "," and behind[1].dep_ != "cc":  # the comma that closes the clause
            gone.add(behind[0])
        left = [token for token in kept if token not in gone]
        kept = left if len(left) > FEW else kept
    return kept


def _is_additional_clause(head: Any, quoted: Collection[Any]) -> bool:
    """Return whether a clause is additional: separated by punctuation, and neither a condition nor quoted."""
    if head.dep_ not in _ADDING or (head.dep_ == "conj" and head.pos_ not in VERBS):
        return False
    if any(child.lower_ in ("if", "unless") for child in head.children) or any(t in quoted for t in head.subtree):
        return False
    before = head.left_edge.i - 1
    if before > 0 and head.doc[before].dep_ == "cc":
        if head.doc[before].lower_ != "and":  # removing "but" or "or" changes the meaning of the rest
            return False
        before -= 1
    return before > 0 and head.doc[before].text in DIVIDING


def text_of_tokens(tokens: Sequence[Any]) -> str:
    """Return the text of the tokens in one line, with the article's spacing and a space where tokens were removed."""
    pieces = []
    for token, after in pairwise([*tokens, None]):
        gap = after is not None and after.i > token.i + 1 and not after.is_punct and not token.is_quote
        pieces += [token.text, " " if gap else token.whitespace_]
    return " ".join("".join(pieces).split())
