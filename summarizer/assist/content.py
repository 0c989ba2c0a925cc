"""The content of an attribution: what the speaker says, without speaker and verb of saying. English only."""

import re
from collections.abc import Sequence
from typing import Any

from summarizer.article import Article, Span
from summarizer.assist.saying import VERBS, Saying, clause_spans, has_subject, is_finite, sayings, speaker_in
from summarizer.assist.shortening import DANGLING, DIVIDING, text_of_tokens, without_parentheticals
from summarizer.evidence import cues, quotations_in
from summarizer.evidence.times import resolved_times


def content_of(said: Saying, sentence: Span, article: Article) -> str:
    """Return the content of an attribution, or "" if it is not asserted or can't be separated from the attribution.

    Lee said that the pool would open; the pool, Lee said, would open; according to Lee the pool would open.
    """
    if said.cue.kind != "attribution" or any(child.dep_ == "neg" for child in said.verb.children):
        return ""
    if said.verb.lemma_ in _DIRECTIVE_VERBS:
        return ""
    apart = text_of_tokens(without_parentheticals(without_attribution(sentence, said, article), sentence, article))
    within = said.clause is not None and any(s.verb == said.clause.head for s in sayings(sentence, article))
    if apart and not within and (said.verb.dep_ == "parataxis" or said.verb.lower_ == "according"):
        return _LEADING_PARTICIPLE.sub("", apart)
    return _governed_clause(said, sentence, article) or _text_after_verb(said, sentence, article) or apart


_DIRECTIVE_VERBS = frozenset({"demand", "urge", "order"})
"""Verbs whose content is demanded, not asserted: "Lee demanded that it stop"."""


def _governed_clause(said: Saying, sentence: Span, article: Article) -> str:
    """Return the clause that the verb of saying governs, or "" if it is a question or not the whole content."""
    if said.clause is None or _is_question(said.clause) or not _is_complete(said):
        return ""
    pieces = _without_time_of_saying(clause_spans(said.clause, sentence, said.verb), said, article)
    others = (s.verb for s in sayings(sentence, article) if s.verb in said.clause.conjuncts and has_subject(s.verb))
    for other in others:  # "… would close and Ann Lee said …"
        end = sentence.start + other.left_edge.idx
        pieces = [Span.cut(article.text, p.start, min(p.end, end)) for p in pieces if p.start < end]
    text = DANGLING.sub("", " ".join(piece.text for piece in pieces))
    for quote in quotations_in(sentence, article):
        if pieces and quote.start <= pieces[-1].end < quote.end:  # a quotation is never truncated
            text += article.text[pieces[-1].end : min(quote.end, sentence.end)]
    if said.verb.lower_ == "according":
        text = _LEADING_PARTICIPLE.sub("", text)  # "According to AFP, citing …, …"
    return "" if _ENDS_SAYING.search(text) else text  # the content is attached elsewhere in the tree


def _without_time_of_saying(pieces: Sequence[Span], said: Saying, article: Article) -> Sequence[Span]:
    """Return the pieces of a clause without the time of the verb of saying: "said on Tuesday it had begun"."""
    first = said.clause.left_edge
    if not pieces or first.i != said.verb.i + 1 or first.dep_ not in ("prep", "npadvmod", "advmod"):
        return pieces
    begin = pieces[0].start + (len(first) + 1 if first.dep_ == "prep" else 0)
    time = next((time.span for time in resolved_times(article) if time.span.start == begin), None)
    if time is None or article.text[time.end : time.end + 1] != " " or time.end >= pieces[0].end:
        return pieces
    return [Span.cut(article.text, time.end + 1, pieces[0].end), *pieces[1:]]


def _is_question(verb: Any) -> bool:
    """Return whether a word other than "that" introduces the clause: "whether", "how", "which"."""
    first = verb.left_edge
    tied = first.head == verb and (first.dep_ == "mark" or first.tag_ in ("WRB", "WP", "WDT"))
    return tied and first.lower_ != "that"


def _is_complete(said: Saying) -> bool:
    """Return whether the clause is the whole content: no other part of it is attached to the verb of saying.

    Incomplete: "Lee said by 2050, it will be gone"; "Lee said that she will leave, but that she will return".
    """
    verb, first = said.verb, said.clause.left_edge
    before = [c for c in verb.children if verb.i < c.i < first.i and c.dep_ == "prep" and c.right_edge.i + 1 < first.i]
    leads = first.lower_ != "that" and any(verb.doc[child.right_edge.i + 1].text == "," for child in before)
    behind = [c for c in verb.children if c.i > said.clause.i and c.dep_ in ("conj", "ccomp")]
    broken = any(c.dep_ == "ccomp" and not has_subject(c) for c in behind)  # its subject is in the previous clause
    that = any(tie.lower_ == "that" and tie.dep_ == "mark" for c in behind for tie in c.children)
    return not (leads or broken or that)


_LEADING_PARTICIPLE = re.compile(r"^(?:quoting|citing)\s[^,]*,\s", re.IGNORECASE)
_ENDS_SAYING = re.compile(r"\b(?:said|says?|saying|reporting|reported|told|adding|added|stating|claiming|that)$")


def _text_after_verb(said: Saying, sentence: Span, article: Article) -> str:
    """Return all that follows the verb of saying, for a tree without a clause there: "They estimated by 2050, it …".

    Return "" if it is not a clause.
    """
    tokens = list(said.verb.doc[said.verb.i + 1 :])
    if said.verb.lower_ == "according" or said.verb.dep_ not in ("ROOT", "ccomp") or len(tokens) < 2:
        return ""
    if any(is_finite(token) and token.dep_ != "relcl" for token in said.verb.doc[: said.verb.i]):
        return ""  # another clause is before the verb
    if any(said.cue.end < cue.start and cue.kind == "attribution" for cue in cues(sentence, article)):
        return ""
    if tokens[0].lower_ == "that":
        tokens = tokens[1:]
    elif not (
        _begins_clause(tokens[0], sentence, article) and any(_tells_by_itself(token, tokens) for token in tokens)
    ):
        return ""
    told = any(is_finite(token) and token.pos_ in VERBS for token in tokens)
    second = any(token.lower_ == "that" and token.dep_ == "mark" for token in tokens)
    return text_of_tokens(without_parentheticals(tokens, sentence, article)) if told and not second else ""


def _begins_clause(token: Any, sentence: Span, article: Article) -> bool:
    """Return whether the content may begin at this token: with a noun phrase, or a time expression and a comma."""
    if token.dep_ == "prep":
        end = token.right_edge.i + 1
        place = sentence.start + token.idx + len(token) + 1
        return token.doc[end].text == "," and any(time.span.start == place for time in resolved_times(article))
    return token.pos_ in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM") and token.tag_ not in ("WP", "WDT", "WRB")


def _tells_by_itself(token: Any, tokens: Sequence[Any]) -> bool:
    """Return whether a verb heads a clause of its own and does not share its subject with the verb of saying."""
    if token.pos_ not in VERBS or not is_finite(token) or token.dep_ in ("relcl", "acl", "advcl"):
        return False
    second = any(child.dep_ == "cc" for child in token.head.children)
    return has_subject(token) or (token.dep_ == "conj" and token.head not in tokens and not second)


def without_attribution(sentence: Span, said: Saying, article: Article) -> list[Any]:
    """Return the tokens of the sentence without a parenthetical attribution; an empty list if there is none.

    "Recipients, said Maurer, are required to exhibit them"; "According to the ministry over 345 people died".
    """
    speaker = speaker_in(sentence, article)
    for apart in (_set_apart(said.verb), _prefixed(said.verb)):
        rest = _tokens_outside(apart, said.verb) if apart else []
        if rest and len(apart) <= _LONGEST and speaker is not None:
            end = sentence.start + apart[-1].idx + len(apart[-1])
            if speaker in Span.cut(article.text, sentence.start + apart[0].idx, end):
                return rest
    return []


def _tokens_outside(apart: Sequence[Any], verb: Any) -> list[Any]:
    """Return the tokens of the sentence that are not in `apart`.

    The list is empty if these are no main clause, or if `apart` contains another clause.
    """
    doc = verb.doc
    if any(token.pos_ in VERBS and is_finite(token) and token != verb for token in apart):
        return []
    if apart[0].tag_ in ("WRB", "WP", "WDT") or apart[0].dep_ in ("mark", "cc"):
        return []  # "2008, when the firm announced a loss"
    rest = [token for token in doc if token not in apart]
    main = (t for t in rest if t.pos_ in VERBS and is_finite(t) and t.dep_ not in ("relcl", "acl", "advcl"))
    first = next(main, None)
    if first is None or not any(token.pos_ in ("NOUN", "PROPN", "PRON") and token.i < first.i for token in rest):
        return []
    marks = [doc[i] for i in (apart[0].i - 1, apart[-1].i + 1) if 0 <= i < len(doc) and doc[i].text == ","]
    return [token for token in rest if token not in marks]


_LONGEST = 16  # tokens of a parenthetical attribution


def _set_apart(verb: Any) -> list[Any]:
    """Return the tokens between the punctuation marks around the verb of saying, with a following apposition."""
    doc = verb.doc
    begin = next((token.i + 1 for token in reversed(doc[: verb.i]) if token.text in DIVIDING), 0)
    end = next((token.i for token in doc[verb.i :] if token.text in DIVIDING or token.text == "."), len(doc))
    while end + 1 < len(doc) and doc[end].text == ",":
        named = doc[end + 1]
        above = next((token for token in (named, *named.ancestors) if token.dep_ == "appos"), None)
        if above is None or not begin <= above.head.i < end:
            break
        end = above.right_edge.i + 1
    return list(doc[begin:end])


def _prefixed(verb: Any) -> list[Any]:
    """Return the tokens of an "according to …" phrase that no comma closes."""
    return list(verb.subtree) if verb.lower_ == "according" else []
