"""The scope of each negation and hedge of a text: the words that it applies to. English.

A scope is approximated as in negation detection by rules (NegEx): the next few content words of the clause, or, where
the clause ends there ("he left, reportedly"), those before.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from summarizer.evidence.cuewords import CuePlace, cue_places
from summarizer.evidence.fold import Index, Token
from summarizer.evidence.stems import content_words, stem

_WORDS = 3
_AFTER = 4
_CLAUSE_END = re.compile(r"[.,:](?!\d)|[;!?()]|(?<! not) (?:but|because|although|though|while|whereas) ")
# "It was not closed until 1926" says that it was closed.
_NO_NEGATION = re.compile(
    r"not (?:only|just|least|to mention)\b|nothing (?:but|less than)\b|no (?:more|less|fewer) than\b|"
    r"not (?:[\w'-]+ ){1,5}until\b|not (?:\w+ly |yet )?(?:say|know) (?:whether|if|how|when|why|who|what)\b"
)
# What says by itself that something is not so, or not quite: "refused", "instead of", "few", "doubts".
_CONTRARY = re.compile(
    r"\b(?=[a-z])(?:den(?:y|ie[sd]|ying|ials?)|refus\w+|reject\w*|fail\w*|lack\w*|avoid\w*|prevent\w*|"
    r"declin(?:es?|ed|ing) to|rul(?:es?|ed|ing) out|unfit|skip(?:s|ped|ping)?|pending|"
    r"stop(?:s|ped|ping)?|ban(?:s|ned|ning)?|halt\w*|cancel\w*|oppos\w+|unable|impossible|free|rarely|seldom|"
    r"unless|ceas\w+|prohibit\w*|"
    r"forb[ai]d\w*|disput\w*|abandon\w*|instead of|rather than|except|"
    r"miss(?:ed|es|ing)?|block(?:s|ed|ing)|little|few|spar(?:e|es|ed|ing)|out of|away from|free of|"
    r"whether|worr(?:y|ies|ied|ying)|fear(?:s|ed|ing)?|doubt(?:s|ed|ful)?)\b"
)


class Scope(NamedTuple):
    """What a negation, a hedge or a contrary word ("refused") applies to.

    `stems` are those of at least one content word, the nearest first; `cue` is the word itself, folded; `near` has the
    stems of the words on both sides, and `clause` of all in its clause.
    """

    kind: Literal["negation", "hedge", "contrary"]
    cue: str
    stems: tuple[str, ...]
    near: frozenset[str]
    clause: frozenset[str]


def scopes(index: Index, words: Sequence[Token] | None = None, places: Sequence[CuePlace] | None = None) -> list[Scope]:
    """The scopes of a text's negations, hedges and contrary words; none unless the text is English.

    `words` are its content words and `places` its cues, where they are known already.
    """
    if index.language != "en":
        return []
    cues = list(_cues(index, cue_places(index) if places is None else places))
    if not cues:
        return []
    words = content_words(index) if words is None else words
    ends = [match.start() for match in _CLAUSE_END.finditer(index.folded)]
    starts = [word.start for word in words]
    wholes: dict[tuple[int, int], frozenset[str]] = {}  # a long clause may have a thousand cues
    found = []
    for kind, start, end in cues:
        # A comma right before the place ends no clause: "he left, reportedly".
        left, right = bisect_left(ends, start - 2), bisect_left(ends, end)
        place = (
            bisect_left(starts, ends[left - 1] if left else 0),
            bisect_left(starts, ends[right] if right < len(ends) else len(index.folded)),
        )
        clause = words[slice(*place)]
        after = [word for word in clause if word.start >= end]
        before = [word for word in reversed(clause) if word.end <= start]
        before = before or [word for word in reversed(words) if word.end <= start]  # "It may rain. If it isn't so, …"
        nearest = [word for word in after or before if not word.capital] or after or before
        if nearest:
            stems = tuple(stem(word.text) for word in nearest[:_WORDS])
            near = frozenset(stem(word.text) for word in [*after[:_AFTER], *before[:_WORDS]])
            if place not in wholes:
                wholes[place] = frozenset(stem(word.text) for word in clause)
            found.append(Scope(kind, index.folded[start:end], stems, near, wholes[place]))
    return found


def _cues(
    index: Index, places: Sequence[CuePlace]
) -> Iterator[tuple[Literal["negation", "hedge", "contrary"], int, int]]:
    for kind, start, end in places:
        if index.folded[start:end] == "nor" and "neither" in index.folded[:start]:
            continue  # the same negation
        if kind == "hedge" or (kind == "negation" and not _NO_NEGATION.match(index.folded, start)):
            yield kind, start, end
    for match in _CONTRARY.finditer(index.folded):
        yield "contrary", match.start(), match.end()
