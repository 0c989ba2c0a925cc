"""Compares negations and hedges of a text with those of its evidence. English."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import starmap

from summarizer.article import Article
from summarizer.evidence.analysis import TextAnalysis, analysis_of
from summarizer.evidence.scopes import Scope
from summarizer.evidence.stems import stem
from summarizer.evidence.support import supporting_sentences
from summarizer.sentences import split_sentences

_OPPOSITE = ("un", "il", "ir")  # "unlikely", "illegal": as another word's beginning they are rare
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non")
_SHORTEST = 2  # letters; a shorter stem begins or ends many words
_MANY = 5  # sentences; of so many as evidence those are looked at that carry the text


def polarity_differs(generated: TextAnalysis, numbers: Sequence[int], article: Article) -> tuple[bool, bool]:
    """Whether the text negates, and whether it hedges, what its evidence asserts, or the other way round."""
    compared = list(_pairs_to_compare(generated, numbers, article))
    return any(starmap(_negation_differs, compared)), any(starmap(_hedge_differs, compared))


def _pairs_to_compare(
    generated: TextAnalysis, numbers: Sequence[int], article: Article
) -> Iterator[tuple[TextAnalysis, Sequence[TextAnalysis]]]:
    """The text with its evidence; if that is long, each clause of the text with similar sentences and the title."""
    known = analysis_of(article)
    if len(numbers) <= _MANY:
        yield generated, [known.sentence(number) for number in numbers]
        return
    for start, end in split_sentences(generated.index.text, article.tongue):
        for piece in _CLAUSES.split(generated.index.text[start:end]):
            part = TextAnalysis(piece, article.tongue)
            if len(part.stems) >= _FEW_WORDS and (part.scopes or not part.stems.isdisjoint(known.stems_near_scopes)):
                similar = [known.sentence(number) for number in supporting_sentences(part, article)]
                yield part, [*similar, known.title] if similar else []


_CLAUSES = re.compile(r"[,;:]\s")
_FEW_WORDS = 3


def _negation_differs(generated: TextAnalysis, given: Sequence[TextAnalysis]) -> bool:
    stems = frozenset[str]().union(*(analysis.stems for analysis in given))
    left = [scope for analysis in given for scope in analysis.scopes if scope.kind == "negation"]
    contrary = [scope for analysis in given for scope in analysis.scopes if scope.kind == "contrary"]
    contrary = [scope for scope in contrary if not any(stem(scope.cue) in other.stems for other in left)]  # "not stop"
    own = [scope for scope in generated.scopes if scope.kind == "negation"]
    for scope in sorted(own, key=lambda scope: all(scope.stems[0] != other.stems[0] for other in left)):
        same = [other for other in left if _can_be_same_negation(scope, other, stems)]
        if same:  # each negation of the evidence stands for one of the text
            left.remove(min(same, key=lambda other: scope.stems[0] != other.stems[0]))
        elif not _is_equivalent_in_evidence(scope, generated.index.folded, contrary, given, stems):
            return True
    if _has_opposite(generated.stems, stems) or _has_opposite(stems, generated.stems):
        return not own and not left and not contrary
    disputed = [scope for analysis in given for scope in _disputed_negations(analysis)]
    left = [scope for scope in left if scope not in disputed]
    left = [scope for scope in left if not _is_undone(scope, given, generated)]
    return any(_drops_scope(scope, generated, given) and not _is_compensated(scope, generated) for scope in left)


def _is_undone(scope: Scope, given: Sequence[TextAnalysis], generated: TextAnalysis) -> bool:
    """Whether the negation applies to a contrary word that the text leaves out too: "nobody will be spared"."""
    contrary = {stem(other.cue) for analysis in given for other in analysis.scopes if other.kind == "contrary"}
    return not generated.stems.issuperset(contrary.intersection(scope.stems))


def _disputed_negations(analysis: TextAnalysis) -> Iterator[Scope]:
    """The negations that the same sentence denies: "it had not been asked, which the company disputes"."""
    folded = analysis.index.folded
    last = max((folded.rfind(scope.cue) for scope in analysis.scopes if _DENIAL.match(scope.cue)), default=-1)
    yield from (s for s in analysis.scopes if s.kind == "negation" and folded.find(s.cue) < last)


def _is_compensated(scope: Scope, generated: TextAnalysis) -> bool:
    """Whether the text has another negation in the clause of these words, or an equivalent of a negation."""
    for other in generated.scopes:
        same = other.kind == "contrary" and stem(other.cue) not in scope.near and scope.stems[0] in other.stems
        if same or (other.kind == "negation" and scope.stems[0] in other.clause):
            return True
    return False


def _can_be_same_negation(one: Scope, other: Scope, stems: AbstractSet[str]) -> bool:
    """Whether two negations can be the same: the head of one is near the other, or only one text has it."""
    if one.stems[0] in other.near or other.stems[0] in one.near or len(other.near.intersection(one.stems)) > 1:
        return True
    return (one.stems[0] not in stems or _OF_ALL.fullmatch(one.cue) is not None) and bool(one.clause & other.clause)


_OF_ALL = re.compile(r"no(?: longer)?|none|nobody|nothing|nor|neither|never|no one")


def _is_equivalent_in_evidence(
    scope: Scope, generated: str, contrary: Sequence[Scope], given: Sequence[TextAnalysis], stems: AbstractSet[str]
) -> bool:
    """Whether the evidence has an equivalent of this negation: "failed to", "un-", a question."""
    head = scope.stems[0]
    if any(prefix + head in stems for prefix in _PREFIXES):
        return True  # "can't be reached" for "unreachable"
    for other in contrary:
        unsure = head not in stems or (_UNSURE.match(other.cue) and head in other.clause)
        denied = _DENIAL.match(other.cue) and head in other.clause
        if head == other.stems[0] or denied or (unsure and len(scope.clause & other.clause) >= _SHARED):
            return True
    if _is_superlative(generated, given):
        return True
    if head not in stems and _SO_FAR.search(generated):  # "not yet released" for "still held"
        ongoing = (analysis for analysis in given if _ONGOING.search(analysis.index.folded))
        if any(len(scope.clause & analysis.stems) >= _SHARED for analysis in ongoing):
            return True
    asking = (piece for analysis in given if "?" in analysis.index.text for piece in analysis.pieces)
    return any("?" in piece.index.text and scope.clause & piece.stems for piece in asking)


_SO_FAR = re.compile(r"\b(?:yet|so far)\b")
_ONGOING = re.compile(r"\b(?:(?:is|are|was|were) still|remain(?:s|ed|ing)?)\b")
_UNSURE = re.compile("whether|worr|fear|doubt")
_DENIAL = re.compile("den|disput|reject")
_SHARED = 2  # stems


def _is_superlative(generated: str, given: Sequence[TextAnalysis]) -> bool:
    """Whether a negation paraphrases a superlative of the evidence: "never a larger one" for "the largest"."""
    found = _NEVER.search(generated)
    compared = _MORE.findall(generated, found.end()) if found else []
    words = [_SUPERLATIVE.get(word, word[:-2] + "est") for word in compared]
    return any(re.search(rf"\b{word}\b", analysis.index.folded) for word in words for analysis in given)


_NEVER = re.compile(r"\b(?:no|never|nobody|nothing|none)\b")
_MORE = re.compile(r"\b(?:more|less|before|ever|since|[a-z]{2,}er)\b")
_SUPERLATIVE = {"more": "most", "less": "least", "before": "first", "ever": "first", "since": "first"}


def _drops_scope(scope: Scope, generated: TextAnalysis, given: Sequence[TextAnalysis]) -> bool:
    """Whether the text has the words in the scope of a negation or hedge without it, and the evidence only with it."""
    head, shared = scope.stems[0], sum(stem in generated.stems for stem in scope.stems)
    if head not in scope.clause or head not in generated.stems or _is_asserted(head, scope.kind, given):
        return False  # a head outside of its clause is of the sentence before
    kept = scope.kind == "hedge" and len(scope.clause & generated.stems) > _KEPT  # a shorter text of the same clause
    return kept or 2 * shared >= len(scope.stems)


_KEPT = 2  # stems


def _is_asserted(word: str, kind: str, given: Sequence[TextAnalysis]) -> bool:
    """Whether the evidence also has this word outside every scope of this kind."""
    return any(
        analysis.stem_counts[word] > sum(word in scope.stems for scope in analysis.scopes if scope.kind == kind)
        for analysis in given
    )


def _has_opposite(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether one text has a word and the other only its opposite: "unlikely", "likely"."""
    for opposite in one - other:
        if opposite.startswith(_OPPOSITE):
            word = next(opposite.removeprefix(prefix) for prefix in _OPPOSITE if opposite.startswith(prefix))
            if len(word) > _SHORTEST and word in other and word not in one:
                return True
    return False


# Hedges that speak of a source; the others ("may", "possibly") speak of the thing itself.
_EVIDENTIAL = re.compile(
    r"alleg|report|rumou?r|apparent|purport|suppos|ostens|presum|unconfirm|unverif|so-called|suggest|suspect|speculat|"
    r"(?:is|are|was|were|be|been) "
)
# What is said with one of these is not certain: "fears that it will close", "an estimated 900", "will it close?".
_LICENCE = re.compile(
    r"\b(?:can|risk(?:s|ed|ing)?|believ\w*|thinks?|thought|fear(?:s|ed|ing)?|concern(?:s|ed)?|estimat\w*|predict\w*|"
    r"probab\w*|chances?|hop(?:es?|ed|ing)|consider(?:s|ed|ing)?|theori\w*|threaten\w*|warn\w*|whether|doubt(?:s|ed)?|"
    r"unclear|unproven|expect(?:s|ed)?|link(?:s|ed)|exclud\w*|rul(?:es?|ed|ing) out)\b|\?"
)
_PERMISSION = re.compile(r"\b(?:allow|permit|let|entitle|right to|licen[cs]e)")


def _hedge_differs(generated: TextAnalysis, given: Sequence[TextAnalysis]) -> bool:
    """Whether hedges differ. A hedge ("reportedly") may be replaced by an attribution ("a friend says")."""
    own = [scope for scope in generated.scopes if scope.kind == "hedge"]
    if own and _adds_hedge(own, [piece for analysis in given for piece in analysis.pieces]):
        return True
    if own or _LICENCE.search(generated.index.folded):
        return False
    sourced = any(cue.kind == "attribution" for cue in generated.cues)
    hedged = [scope for analysis in given for scope in analysis.scopes if scope.kind == "hedge"]
    return any(
        _drops_scope(scope, generated, given)
        or (
            not _WEAK.fullmatch(scope.cue) and len(scope.near & generated.stems) >= max(_ALIKE, len(scope.near) * _MOST)
        )
        for scope in hedged
        if not (sourced and _EVIDENTIAL.match(scope.cue))
    )


_ALIKE, _MOST = 3, 0.7


_WEAK = re.compile(r"could|suggest\w*|appear\w*|seem\w*|potential\w*")


def _adds_hedge(own: Sequence[Scope], pieces: Sequence[TextAnalysis]) -> bool:
    """Whether the evidence is certain of what one of these hedges of the text applies to.

    Each hedge is compared with the piece that shares most words with it, or else with its clause. A hedge in that piece
    accounts for one hedge of the text.
    """
    left = {id(piece): [scope for scope in piece.scopes if scope.kind == "hedge"] for piece in pieces}
    for scope in sorted(own, key=lambda scope: len(scope.clause)):
        best = max(pieces, key=lambda p: (len(p.stems & scope.near), len(p.stems & scope.clause)), default=None)
        if best is None:
            return False
        same = [other for other in left[id(best)] if _can_be_same_negation(scope, other, best.stems)]
        if same:
            left[id(best)].remove(min(same, key=lambda other: (other.cue != scope.cue, other.stems != scope.stems)))
            continue
        attributed = any(cue.kind != "negation" for cue in best.cues) and _EVIDENTIAL.match(scope.cue)
        beside = _text_around(best, scope)
        permitted = scope.cue == "may" and _PERMISSION.search(beside)
        if not _WEAK.fullmatch(scope.cue) and not attributed and not permitted and not _LICENCE.search(beside):
            return True
    return False


def _text_around(analysis: TextAnalysis, scope: Scope) -> str:
    """The part of the text around the words of this scope's clause."""
    shared = [token for token in analysis.words if stem(token.text) in scope.clause]
    if not shared:
        return analysis.index.folded
    return analysis.index.folded[max(0, shared[0].start - _REACH) : shared[-1].end + _REACH]


_REACH = 25  # characters
