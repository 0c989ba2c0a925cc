"""One text, as long as a model can read at once: asked about, resolved, and asked again about what failed a check."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import BaseModel

from summarizer import assist, mend
from summarizer.article import Article
from summarizer.asking import Asker, Progress
from summarizer.digest import Issue, Person
from summarizer.errors import NotYetError, SummarizerError
from summarizer.llm import LLM
from summarizer.meter import Meter
from summarizer.prompts import Question
from summarizer.sections import Resolved, Section
from summarizer.thread import in_thread


class Manner(NamedTuple):
    """How an article is read: by which model, until when, and who counts and watches."""

    llm: LLM
    meter: Meter
    deadline: float | None
    on_progress: Progress | None


@dataclass
class Found:
    """What came of the sections: their values by name, what is missing, those that failed, and what was asked."""

    values: dict[str, Any] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    failed: dict[Section, SummarizerError] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    """The prompt of each section, by its name."""


async def read(article: Article, sections: Sequence[Section], people: Sequence[Person], manner: Manner) -> Found:
    """Ask all sections at once, resolve their replies, and ask again once for the texts that failed a check.

    A small model is not asked again: it says the same, or worse. `people` are those known where the section of people
    is not among the `sections`.
    """
    llm = manner.llm
    questions = await in_thread(_questions, sections, article, llm)
    ask = Asker(article, llm, manner.meter, None if llm.is_bound else manner.deadline, manner.on_progress)
    answers = await asyncio.gather(*(ask.section(s, questions[s]) for s in sections))
    found = Found(asked={section.name: questions[section].prompt for section in sections})
    replies: dict[Section, BaseModel] = {}
    for section, answer in zip(sections, answers, strict=True):
        if isinstance(answer, SummarizerError):
            found.failed[section] = answer
        else:
            replies[section] = answer
    replies, left_out = await in_thread(_completed, replies, questions, article, people)
    resolved = await in_thread(_resolve, replies, article, people)
    doubts = [doubt for part in resolved.values() for doubt in part.doubts]
    if doubts and llm.profile == "full":
        try:
            mended = await ask.again(doubts)
            resolved = await in_thread(_resolve, replies, article, people, mended) if mended else resolved
            found.asked["mend"] = "mend"
        except NotYetError as error:
            return Found(failed=dict.fromkeys(sections, error))
        except SummarizerError as error:
            found.issues.append(Issue(section="mend", problem="section-failed", detail=str(error)))
    found.values = {name: part.value for name, part in resolved.items()}
    found.issues += left_out + [issue for part in resolved.values() for issue in part.issues]
    return found


def _questions(sections: Sequence[Section], article: Article, llm: LLM) -> dict[Section, Question]:
    """What to ask for each section: its own question, or for a small model the brief form of it."""
    found: dict[Section, Question] = {}
    for section in sections:
        brief = assist.question(section, article, bound=llm.is_bound) if llm.profile == "brief" else None
        found[section] = brief or Question(section.name, {}, section.reply, section.max_tokens)
    return found


def _completed(
    replies: Mapping[Section, BaseModel],
    questions: Mapping[Section, Question],
    article: Article,
    people: Sequence[Person],
) -> tuple[dict[Section, BaseModel], list[Issue]]:
    """The replies, those to brief questions made full ones, and what had to be left out of these."""
    full: dict[Section, BaseModel] = {}
    issues: list[Issue] = []
    known = list(people)
    for section in _people_first(replies):
        full[section] = replies[section]
        if questions[section].is_brief:
            full[section], left_out = assist.completed(section, replies[section], article, known)
            issues += left_out
            if section.name == "people":
                known = section.resolve(full[section], article, []).value
    return {section: full[section] for section in replies}, issues


def _people_first(replies: Mapping[Section, BaseModel]) -> list[Section]:
    """The sections in the order in which they build on each other: the others name the people."""
    return sorted(replies, key=lambda section: section.name != "people")


def _resolve(
    replies: Mapping[Section, BaseModel],
    article: Article,
    people: Sequence[Person],
    mended: Sequence[mend.Mended] = (),
) -> dict[str, Resolved]:
    """Each section's reply resolved, with those new texts that pass."""
    resolved: dict[str, Resolved] = {}
    for section in _people_first(replies):
        known = resolved["people"].value if "people" in resolved else people
        resolved[section.name] = mend.resolve_mended(section, replies[section], mended, article, known)
    return {section.name: resolved[section.name] for section in replies}
