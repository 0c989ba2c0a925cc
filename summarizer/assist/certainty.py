"""Certainty and status of a claim, by the cue words of its evidence. English only.

The certainty values are FactBank's (Sauri and Pustejovsky 2009). A hedge lowers the certainty of the words in its
scope. A denial or a confirmation is one that the article reports. Neither states what is true.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from summarizer.article import Span
from summarizer.evidence.cuewords import cue_places
from summarizer.evidence.fold import Index
from summarizer.evidence.scopes import scopes
from summarizer.evidence.stems import stems

Certainty = Literal["certain", "probable", "possible"]
Status = Literal["reported", "disputed", "denied", "confirmed"]

# Hedges that make a claim "possible" at most: "may", "alleged", "unconfirmed".
_POSSIBLE = re.compile(
    r"may|might|could|perhaps|possib|potential|conceivab|arguab|alleg|purport|suppos|rumou?r|speculat|suspect|"
    r"unconfirmed|unverified"
)
_BESIDE = re.compile(r"[^,.;:()']{0,12}")  # between a hedge and the verb of saying in its scope
# Verbs of dispute: "disputes", "rejected the claims"; not "rejected the plan"
_DISPUTED = re.compile(
    r"\b(?:disput(?:es?|ed|ing)|contest(?:s|ed|ing)|contradict\w*|debunk\w*|(?:reject|dismiss)(?:s|es|ed|ing)?"
    r"(?: the| these| those| such| any)? (?:claim|allegation|report|accusation|suggestion|rumou?r)s?)\b"
)
_STATUS: dict[Status, re.Pattern[str]] = {
    "denied": re.compile(r"\b(?:den(?:y|ies|ied|ying|ials?)|refut\w+|rebut\w*|repudiat\w+)\b"),
    "disputed": _DISPUTED,
    "confirmed": re.compile(r"\bconfirm(?:s|ed|ing)?\b"),
}
_APPLIED_TO = re.compile(r"[^,;:.]*")


def certainty_of(statement: str, evidence: Sequence[Span]) -> Certainty:
    """Return the certainty of a statement, by the hedges that apply to its words or to its attribution."""
    said, given = Index(statement), _joined_index(evidence)
    hedges = [scope.cue for scope in scopes(said) if scope.kind == "hedge"]
    hedges += [scope.cue for scope in scopes(given) if scope.kind == "hedge" and stems(said) & set(scope.stems)]
    hedges += [
        given.folded[hedge.start : hedge.end]
        for hedge, verb in pairwise(cue_places(given))
        if (hedge.kind, verb.kind) == ("hedge", "attribution")
        and _BESIDE.fullmatch(given.folded, hedge.end, verb.start)
    ]
    if any(_POSSIBLE.match(hedge) for hedge in hedges):
        return "possible"
    return "probable" if hedges else "certain"


def status_of(statement: str, evidence: Sequence[Span]) -> Status:
    """Return whether the evidence reports that the statement is denied, disputed or confirmed."""
    given, said = _joined_index(evidence), stems(Index(statement))
    for name, verbs in _STATUS.items():
        for verb in verbs.finditer(given.folded):
            applied_to = _APPLIED_TO.match(given.folded, verb.end())
            if applied_to and said & stems(Index(applied_to[0])):
                return name
    return "reported"


def _joined_index(evidence: Sequence[Span]) -> Index:
    return Index("\n".join(span.text for span in evidence))
