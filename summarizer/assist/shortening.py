"""A clause of a dependency tree in fewer words: without asides and the clauses that only add. English."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from summarizer.article import Article, Span
from summarizer.assist.saying import VERBS
from summarizer.evidence import quotations_in
from summarizer.evidence.times import resolved_times

LONG = 240
"""Characters of a text; of a longer one the clauses go that only add."""
FEW = 4
"""Words; fewer tell nothing."""

_ADDING = frozenset({"advcl", "relcl", "parataxis", "conj"})
DANGLING = re.compile(r"[\s,;:–—-]+(?:and|but|or)(?=[\s.]*$)")
"""What led over to a clause that was left out."""
DIVIDING = (",", ";", ":", "-", "–", "—", "--")


def in_quotes(doc: Any, sentence: Span, article: Article) -> frozenset[Any]:
    """The tokens of a sentence that are quoted: no word of these is left out."""
    places = [(quote.start - sentence.start, quote.end - sentence.start) for quote in quotations_in(sentence, article)]
    return frozenset(token for token in doc if any(start <= token.idx < end for start, end in places))


def trimmed(tokens: Sequence[Any], sentence: Span, article: Article) -> list[Any]:
    """Without asides in parentheses, and without the words that lead over ("However,"); a time is none of these."""
    kept, depth = [], 0
    quoted = in_quotes(tokens[0].doc, sentence, article) if tokens else frozenset()
    for token in tokens:
        depth += token.text == "(" and token not in quoted
        also = token.lower_ == "also" and token.dep_ == "advmod" and token.head.pos_ in VERBS and token not in quoted
        if not depth and not also:
            kept.append(token)
        depth -= token.text == ")" and depth > 0
    dated = [(time.span.start - sentence.start, time.span.end - sentence.start) for time in resolved_times(article)]
    begin = 2 * _leads_over(kept)
    for token, after in pairwise(kept[begin:]):
        is_time = any(start <= token.idx < end for start, end in dated)
        leads = token.dep_ == "cc" or (token.dep_ == "advmod" and after.text == "," and not is_time)
        if not leads and token.text not in DIVIDING:
            break
        begin += 1
    return kept[begin:]


def _leads_over(tokens: Sequence[Any]) -> bool:
    """Whether they begin like "For example, …" or "In fact, …": a preposition, a bare noun, a comma."""
    if len(tokens) <= FEW or tokens[2].text != ",":
        return False
    return bool(tokens[0].dep_ == "prep" and tokens[1].tag_ == "NN" and tokens[1].head == tokens[0])


def shortened(tokens: Sequence[Any], verb: Any, keep: Any, quoted: Collection[Any]) -> list[Any]:
    """The tokens of the verb's clause, where they are too long without clauses behind the verb, the last one first.

    What is coordinated with a clause that is itself only a part of its sentence goes at any length. Nothing goes that
    holds the token `keep`.
    """
    kept = list(tokens)
    adding = [
        token
        for token in tokens
        if token.i > verb.i and token not in (verb, keep) and not token.is_ancestor(keep) and _only_adds(token, quoted)
    ]
    for head in reversed(adding):
        apart = verb.dep_ != "ROOT" and head.head == verb and head.dep_ in ("conj", "parataxis")
        if len(joined(kept)) <= LONG and not apart:
            continue
        gone = set(head.subtree)
        for token in reversed(kept):
            if token.i < head.left_edge.i:
                if not (token.text in DIVIDING or token.dep_ == "cc"):
                    break
                gone.add(token)
        behind = [token for token in kept if token.i > head.right_edge.i][:2]
        if len(behind) > 1 and behind[0].text == "," and behind[1].dep_ != "cc":  # the mark that closes it
            gone.add(behind[0])
        left = [token for token in kept if token not in gone]
        kept = left if len(left) > FEW else kept
    return kept


def _only_adds(head: Any, quoted: Collection[Any]) -> bool:
    """Whether a clause only adds to the rest: a mark divides it, and it is neither a condition nor quoted."""
    if head.dep_ not in _ADDING or (head.dep_ == "conj" and head.pos_ not in VERBS):
        return False
    if any(child.lower_ in ("if", "unless") for child in head.children) or any(t in quoted for t in head.subtree):
        return False
    before = head.left_edge.i - 1
    if before > 0 and head.doc[before].dep_ == "cc":
        if head.doc[before].lower_ != "and":  # "but" and "or" change what the rest says
            return False
        before -= 1
    return before > 0 and head.doc[before].text in DIVIDING


def joined(tokens: Sequence[Any]) -> str:
    """The words of the tokens with the white space of the article, in one line; a space where words were left out."""
    pieces = []
    for token, after in pairwise([*tokens, None]):
        gap = after is not None and after.i > token.i + 1 and not after.is_punct and not token.is_quote
        pieces += [token.text, " " if gap else token.whitespace_]
    return " ".join("".join(pieces).split())
