"""Reads one text that the model can take at once: asks, resolves the replies, asks for corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import BaseModel

from summarizer import assist, corrections
from summarizer.article import Article
from summarizer.asking import Asker, Progress, together
from summarizer.digest import Issue, Person
from summarizer.errors import AnswerPendingError, InternalError, SummarizerError
from summarizer.llm import LLM
from summarizer.meter import Meter
from summarizer.prompts import Question
from summarizer.sections import Resolved, Section
from summarizer.thread import in_thread


class ReadOptions(NamedTuple):
    """How an article is read: the model, the deadline, the meter and the progress callback."""

    llm: LLM
    meter: Meter
    deadline: float | None
    on_progress: Progress | None


@dataclass
class SectionResults:
    """The results of the sections: values by name, issues, failed sections, and fingerprints of the questions."""

    values: dict[str, Any] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    failed: dict[Section, SummarizerError] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    """The prompt of each section, by its name."""


async def read(
    article: Article, sections: Sequence[Section], people: Sequence[Person], options: ReadOptions
) -> SectionResults:
    """Ask all sections at once, resolve their replies, and ask again once for the texts that failed a check.

    A small model is not asked again: it says the same, or worse. `people` are those known where the section of people
    is not among the `sections`.
    """
    llm = options.llm
    questions = await in_thread(_questions, sections, article, llm)
    ask = Asker(article, llm, options.meter, None if llm.is_bound else options.deadline, options.on_progress)
    answers = await together(ask.ask_section(section, questions[section]) for section in sections)
    found = SectionResults(asked={section.name: questions[section].prompt for section in sections})
    replies: dict[Section, BaseModel] = {}
    for section, answer in zip(sections, answers, strict=True):
        if isinstance(answer, SummarizerError):
            found.failed[section] = answer
        else:
            replies[section] = answer
    replies, left_out = await in_thread(_complete_brief_replies, replies, questions, article, people)
    resolved, failed = await in_thread(_resolve, replies, article, people)
    found.failed |= failed
    replies = {section: reply for section, reply in replies.items() if section not in failed}
    doubts = [doubt for part in resolved.values() for doubt in part.doubts]
    if doubts and llm.profile == "full":
        try:
            corrected = await ask.ask_corrections(doubts)
            if corrected:
                again, _ = await in_thread(_resolve, replies, article, people, corrected)
                resolved |= again
            found.asked["mend"] = "mend"
        except AnswerPendingError as error:
            return SectionResults(failed=dict.fromkeys(sections, error))
        except SummarizerError as error:
            found.issues.append(Issue(section="mend", problem="section-failed", detail=str(error)))
    found.values = {name: part.value for name, part in resolved.items()}
    found.issues += left_out + [issue for part in resolved.values() for issue in part.issues]
    return found


def _questions(sections: Sequence[Section], article: Article, llm: LLM) -> dict[Section, Question]:
    """The question of each section; for a small model its brief form."""
    found: dict[Section, Question] = {}
    for section in sections:
        brief = assist.brief_question(section, article, bound=llm.is_bound) if llm.profile == "brief" else None
        found[section] = brief or Question(section.name, {}, section.reply, section.max_tokens)
    return found


def _complete_brief_replies(
    replies: Mapping[Section, BaseModel],
    questions: Mapping[Section, Question],
    article: Article,
    people: Sequence[Person],
) -> tuple[dict[Section, BaseModel], list[Issue]]:
    """The replies, with replies to brief questions completed to full ones, and the issues of that."""
    full: dict[Section, BaseModel] = {}
    issues: list[Issue] = []
    known = list(people)
    for section in _people_first(replies):
        full[section] = replies[section]
        if questions[section].is_brief:
            full[section], left_out = assist.complete_reply(section, replies[section], article, known)
            issues += left_out
            if section.name == "people":
                known = section.resolve(full[section], article, []).value
    return {section: full[section] for section in replies}, issues


def _people_first(replies: Mapping[Section, BaseModel]) -> list[Section]:
    """The sections in the order of their dependencies: people first, for the others refer to them."""
    return sorted(replies, key=lambda section: section.name != "people")


def _resolve(
    replies: Mapping[Section, BaseModel],
    article: Article,
    people: Sequence[Person],
    corrected: Sequence[corrections.Correction] = (),
) -> tuple[dict[str, Resolved], dict[Section, SummarizerError]]:
    """Each section's reply resolved, with the corrections that pass the checks, and the error of each that can't be."""
    resolved: dict[str, Resolved] = {}
    failed: dict[Section, SummarizerError] = {}
    for section in _people_first(replies):
        known = resolved["people"].value if "people" in resolved else people
        try:
            resolved[section.name] = corrections.resolve_corrected(section, replies[section], corrected, article, known)
        except SummarizerError as error:
            failed[section] = error
        except Exception as error:  # noqa: BLE001  # whatever is wrong with one section, the others stand
            failed[section] = InternalError(error)
    return {section.name: resolved[section.name] for section in replies if section.name in resolved}, failed
