"""All that exists for a small model: its server on this machine, and help with questions that it can't answer alone.

Such a model sums up, and writes badly. Of an English article it is asked for headline and abstract alone. Code finds
people (`people`), who says what (`attribution`, `saying`, `content`) and what happened when (`events`), and cuts the
texts out of the article's sentences by their dependency trees (`syntax`, `standalone_texts`). In other languages the
model is shown what code found, and says which of it matters. llama.cpp's grammar keeps its replies in form
(`grammar`). Where it breaks off or errs, the article's own words take its place (`clauses`, `statements`, `wording`).
The completed reply is a full one, and goes the way of every other.
"""

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.assist import claims, people, summary, timeline
from summarizer.assist.addressing import sentences_addressing_reader
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
"""The help for each built-in section."""


def brief_question(section: Section, article: Article, *, bound: bool) -> Question | None:
    """The brief form of a section's question; None for one of the user's own, which has no other form.

    `bound`: a grammar binds the reply, and can give it the items and fields that code knows.
    """
    if SECTIONS.get(section.name) is not section:
        return None
    part = BRIEF_FORMS[section.name]
    hints, reply, whole, is_needed = part.hints(article), part.reply, dict[int, BaseModel](), True
    # In other languages code finds too little for its hints to bound a reply.
    if article.tongue == "en":
        hints, begun, whole = split_hints(part, hints, article)
        is_needed = bool(begun) or part.hints is no_hints  # what no hint shows, a small model does not find either
        reply = part.shorter(article) or reply
        reply = one_item_for_each(reply, begun) if bound else reply
    prompt = f"{section.name}.brief"
    return Question(
        prompt,
        hints,
        reply,
        part.max_tokens,
        is_brief=True,
        known=whole,
        is_needed=is_needed,
        unshown=sentences_addressing_reader(article),
    )


def with_known_answers(question: Question, reply: BaseModel | None) -> BaseModel:
    """The model's reply with the items that code knows; these alone where nothing was asked."""
    return with_known_items(
        reply or question.reply(**{name: [] for name in question.reply.model_fields}), question.known
    )


def complete_reply(section: Section, reply: BaseModel, article: Article, people: list[Person]) -> CompletedReply:
    """The reply to the brief question as one to the full question."""
    return BRIEF_FORMS[section.name].complete(reply, article, people)
