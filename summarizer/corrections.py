"""Asks the model once for corrections of all texts that failed a check. A text that fails again keeps its flags.

If the model returns a text unchanged, it stays unchanged.
"""

import re
from collections.abc import Sequence

from pydantic import BaseModel

from summarizer.article import Article, Span
from summarizer.digest import Person
from summarizer.prompts import Question
from summarizer.sections import Doubt, Resolved, Section

MOST = 12
"""How many texts are asked again at most, the first ones, so that the question stays small."""

REPEATED = 4
"""Sentences that the question has beside a doubtful text at the most; of more it has the numbers."""

WRONG = {
    "date-not-in-evidence": "a date that is not there",
    "hedge-differs": "it is not as sure or unsure as the article",
    "name-not-in-evidence": "a name that is not there",
    "negation-differs": "a 'not' too many or too few, or the opposite",
    "number-not-in-evidence": "a number that is not there",
    "quote-not-in-article": "words in quotation marks that nobody said",
    "quote-without-marks": "words in quotation marks that are no quotation",
    "speaker-not-in-article": "nobody is called that",
    "words-not-in-evidence": "it tells something else",
}


KINDS = {"quote": "quotation", "speaker": "speaker", "via": "speaker"}
"""What the field of a doubt is, where it is no text that stands alone."""


class MendReply(BaseModel):
    """The model's reply: the texts, in the order of the question."""

    texts: list[str]


_ECHOED = re.compile(r"^\s*Text \d+(?: \([a-z]+\))?:")  # as the question has them

Correction = tuple[Doubt, str]
"""A doubt, and the text to put in the place of the doubtful one."""


def correction_question(doubts: Sequence[Doubt], article: Article) -> Question:
    """The question for the first of these doubts, as many as one question may have."""
    asked = [
        {
            "kind": KINDS.get(doubt.field, "text"),
            "text": doubt.text,
            "wrong": ", ".join(WRONG[flag] for flag in doubt.flags if flag in WRONG),
            "numbers": [article.sentence_at(span.start) for span in doubt.evidence],
            "sentences": [(article.sentence_at(span.start), span.text) for span in _repeated(doubt)],
        }
        for doubt in doubts[:MOST]
    ]
    return Question("mend", {"doubts": asked}, MendReply, max_tokens=2000)


def _repeated(doubt: Doubt) -> Sequence[Span]:
    return doubt.evidence if len(doubt.evidence) <= REPEATED else ()


def corrected_texts(reply: MendReply, doubts: Sequence[Doubt]) -> list[Correction]:
    """The doubts with the model's new texts; doubts without a new text are left out."""
    # Should they be out of step: a text that does not fit the sentences of its doubt fails the checks.
    pairs = zip(doubts, (_ECHOED.sub("", text).strip() for text in reply.texts[:MOST]), strict=False)
    return [(doubt, text) for doubt, text in pairs if text or doubt.field == "quote"]


def resolve_corrected(
    section: Section, reply: BaseModel, corrected: Sequence[Correction], article: Article, people: Sequence[Person]
) -> Resolved:
    """The resolved section with the new texts, those only that fail fewer checks than the old ones."""
    if not corrected:
        return section.resolve(reply, article, people)
    tried = section.resolve(with_corrections(reply, corrected), article, people)
    failed = {(doubt.field, doubt.text): len(doubt.flags) for doubt in tried.doubts}
    held = [(doubt, text) for doubt, text in corrected if failed.get((doubt.field, text), 0) < len(doubt.flags)]
    return section.resolve(with_corrections(reply, held), article, people)


def with_corrections(reply: BaseModel, corrected: Sequence[Correction]) -> BaseModel:
    """The reply with the new texts in place of the doubtful ones."""

    def amend(item: BaseModel) -> BaseModel:
        new = {doubt.field: text for doubt, text in corrected if doubt.item is item}
        return item.model_copy(update=new) if new else item  # the same object: doubts know their item by identity

    lists = {name: [amend(item) for item in value] for name, value in reply if isinstance(value, list)}
    return amend(reply).model_copy(update=lists)
