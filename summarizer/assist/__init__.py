"""Support for small local models: an embedded server, and rules that replace or check what such a model writes.

A small model selects content well but writes poorly. For an English article it writes only the headline and the
abstract. Rules find persons (`people`), attributions (`attribution`, `saying`, `content`) and dated events (`events`).
They extract the digest's texts from the article's sentences by dependency tree (`syntax`, `standalone_texts`).
In other languages the model receives these findings as hints and selects the relevant ones.
A llama.cpp grammar constrains its replies (`grammar`).
Truncated or unsupported text is replaced by the article's own words (`clauses`, `statements`, `wording`).
The result is a reply to the full question. It is processed like the reply of any other model.
"""

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.assist import claims, people, summary, timeline
from summarizer.assist.addressing import sentences_addressing_reader, title_addresses_reader
from summarizer.assist.brief_form import (
    BriefForm,
    CompletedReply,
    no_hints,
    one_item_for_each,
    split_hints,
    with_known_items,
)
from summarizer.digest import Person
from summarizer.prompts import Question
from summarizer.sections import SECTIONS, Section

BRIEF_FORMS: dict[str, BriefForm] = {
    "summary": summary.BRIEF_FORM,
    "timeline": timeline.BRIEF_FORM,
    "people": people.BRIEF_FORM,
    "claims": claims.BRIEF_FORM,
}
"""The brief form of each built-in section, by section name."""


def brief_question(section: Section, article: Article, *, bound: bool) -> Question | None:
    """Return the brief form of a section's question, or None for a user-defined section, which has no brief form.

    `bound` states that a grammar constrains the reply. The grammar then prescribes the items and fields that rules
    already determined.
    """
    if SECTIONS.get(section.name) is not section:
        return None
    part = BRIEF_FORMS[section.name]
    hints, reply, whole, is_needed = part.hints(article), part.reply, dict[int, BaseModel](), True
    # In other languages the rules miss too much: their hints must not limit the reply.
    if article.tongue == "en":
        hints, begun, whole = split_hints(part, hints, article)
        is_needed = bool(begun) or part.hints is no_hints  # without hints a small model finds nothing either
        reply = part.shorter(article) or reply
        reply = one_item_for_each(reply, begun) if bound else reply
    prompt = f"{section.name}.brief"
    unshown = sentences_addressing_reader(article) | ({0} if title_addresses_reader(article) else frozenset())
    return Question(
        prompt,
        hints,
        reply,
        part.max_tokens,
        is_brief=True,
        known=whole,
        is_needed=is_needed,
        unshown=unshown,
    )


def with_known_answers(question: Question, reply: BaseModel | None) -> BaseModel:
    """Return the model's reply with the items that rules determined. If `reply` is None, return only those items."""
    return with_known_items(
        reply or question.reply(**{name: [] for name in question.reply.model_fields}), question.known
    )


def complete_reply(section: Section, reply: BaseModel, article: Article, people: list[Person]) -> CompletedReply:
    """Convert a reply to the brief question into a reply to the full question."""
    return BRIEF_FORMS[section.name].complete(reply, article, people)
