"""What a rule knows besides the words of the expression: publication date, tense and anchor."""

import re
from datetime import date, datetime, timedelta
from itertools import islice
from typing import NamedTuple

from summarizer.dates.periods import Period, Tense, parse_edtf

# What tells that something is still to come: "is due", "plans to", "kicks off", "upcoming".
_FUTURE = (
    r"will|wo|shall|would|may|might|could|should|must|can|(?:is|are|be|was|were) (?:to|due|set|about)|going to|due|"
    r"expect\w* to|expected|scheduled|slated|set (?:to|for)|plan(?:s|ned|ning)? (?:to|for|an?|the)|hopes? to|"
    r"aims? to|intend\w* to|ahead of|"
    r"begins|starts|opens|closes|ends|runs|kicks off|takes place|meets|"
    r"to (?:be|remain|begin|start|open|close|end|take|go|meet|hold|come)|upcoming|forthcoming|soon"
)
_PAST = (
    r"was|were|had|did|has|have|been|said|told|took|came|went|began|fell|rose|won|lost|made|held|met|saw|"
    r"left|gave|got|ran|spoke|became|brought|found|sold|shot|struck|wrote|[a-z]{2,20}ed"
)
# "May be signed" is one cue.
_VERB = r"(?:\s+(?:not|also|be|been|have|get|[a-z]{2,20}ly)(?!\w)){0,3}(?:\s+[a-z]{2,20}ed(?!\w))?"
_CUE = re.compile(
    rf"(?<!\w)(?:(?P<future>(?:{_FUTURE})(?!\w){_VERB})|(?P<past>(?:{_PAST})(?!\w)))|['’]ll(?!\w)", re.IGNORECASE
)
_NOT_VERBS = {
    "need",
    "hundred",
    "speed",
    "indeed",
    "united",
    "feed",
    "seed",
    "breed",
    "exceed",
    "proceed",
    "wed",
    "shed",
}
_DEADLINE = re.compile(r"(?<!\w)(?:until|till|by|before|no later than)\s+(?:the\s+)?$", re.IGNORECASE)


class UnknownDateError(Exception):
    """The date can't be computed: the rule needs a publication date or an anchor, and there is none."""


class Context(NamedTuple):
    """The context of an expression. `published_at` and `base`, the date to count from, are None if not known."""

    published_at: datetime | None
    base: Period | None
    sentence: str
    before: str  # the part of the sentence before the expression
    after: str  # and the part behind it
    given_tense: Tense | None = None

    @property
    def tense(self) -> Tense | None:
        """The tense of what is told. Looked for in the sentence when a rule asks: most rules do not."""
        return self.given_tense or tense_of(self.before, self.after)

    @property
    def today(self) -> date:
        """The day of publication; UnknownDateError without one."""
        if self.published_at is None:
            raise UnknownDateError
        return self.published_at.date()

    @property
    def anchor(self) -> Period:
        """The date that "two days later" counts from; UnknownDateError without one."""
        if self.base is None:
            raise UnknownDateError
        return self.base

    def seen_from(self, day: date, tense: Tense) -> "Context":
        """Return this context with another day in the place of publication: "October" is then counted from that day."""
        return self._replace(published_at=datetime.combine(day, datetime.min.time()), given_tense=tense)

    def not_in_future(self, value: str) -> str:
        """Return the EDTF date that was counted from an anchor, unless it lies in the future and the words do not.

        Then the anchor was another one than they mean, and UnknownDateError is raised.
        """
        period = parse_edtf(value)
        if period and self.published_at and self.tense != "future" and period.first > self.today + timedelta(days=1):
            raise UnknownDateError
        return value


def tense_of(before: str, after: str) -> Tense | None:
    """Tell past or future by the verb nearest to a time expression: the last before it, or else the first after.

    "Until" and "by" point to the future, unless something "had" happened by then. Not a parse: a list of common cues.
    """
    cues = [m for m in _CUE.finditer(before) if m[0].lower() not in _NOT_VERBS]
    behind = list(islice((m for m in _CUE.finditer(after) if m[0].lower() not in _NOT_VERBS), 1))
    if _DEADLINE.search(before) and not any(m[0].lower() == "had" for m in cues + behind):
        return "future"
    cues = cues or behind
    if not cues:
        return None
    return "past" if cues[-1]["past"] else "future"


def unambiguous_tenses(sentence: str) -> set[Tense]:
    """The tenses of the verbs of a sentence; without past forms in -ed ("signed"), which may be participles."""
    cues = [match for match in _CUE.finditer(sentence) if not (match["past"] or "").lower().endswith("ed")]
    return {"past" if cue["past"] else "future" for cue in cues}


def follows_verb(before: str) -> bool:
    """Whether these words end with a verb that tells a tense, and at most two words behind it: "will resign on"."""
    cues = list(_CUE.finditer(before))
    return bool(cues) and _FEW_WORDS.fullmatch(before, cues[-1].end()) is not None


_FEW_WORDS = re.compile(
    r"(?:\s+(?!(?:for|after|before|by|until|till|its|his|her|their)\s)[\w'’-]+){0,2}(?:\s+(?:on|in))?\s*", re.IGNORECASE
)
