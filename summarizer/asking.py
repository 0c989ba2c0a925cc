"""Asks the model about one article: a question for each section, and one for the texts that failed a check."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from summarizer import assist, corrections, prompts
from summarizer.article import Article
from summarizer.client import OnText
from summarizer.errors import SummarizerError, UnavailableError
from summarizer.llm import LLM, Reply
from summarizer.meter import Meter
from summarizer.prompts import Question
from summarizer.sections import Doubt, Section
from summarizer.thread import in_thread

T = TypeVar("T")

Progress = Callable[[str, str], None]
"""Called with a section's name and a piece of its reply as it is written; the last piece of a reply is ""."""


async def together(work: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """The results of all, in order. Where one raises, the others are cancelled: nobody needs their replies any more."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one) for one in work]
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None
    return [task.result() for task in tasks]


class Asker:
    """Asks a model about one article, until a deadline."""

    def __init__(
        self, article: Article, llm: LLM, meter: Meter, deadline: float | None, on_progress: Progress | None
    ) -> None:
        self._article, self._llm, self._meter, self._on_progress = article, llm, meter, on_progress
        self._progress_error: Exception | None = None
        """What `on_progress` raised: nothing more is told."""
        self._deadline = deadline
        self._ends = deadline and asyncio.get_running_loop().time() + deadline
        """When it ends, by the clock of the event loop."""

    async def ask_section(self, section: Section, question: Question) -> BaseModel | SummarizerError:
        """The reply to a section's question, or the error if there is none. Raises what `on_progress` raised."""

        def written(text: str) -> None:
            if self._on_progress and not self._progress_error:
                try:
                    self._on_progress(section.name, text)
                except Exception as error:  # noqa: BLE001  # within a request it would count as a fault of the server
                    self._progress_error = error

        reply: BaseModel | SummarizerError | None = None
        if question.is_needed:
            try:
                messages = await in_thread(
                    prompts.messages,
                    question.prompt,
                    self._article,
                    unshown=question.unshown,
                    **question.variables,
                )
                reply = await self._ask(messages, question.reply, question.max_tokens, written)
            except SummarizerError as error:
                reply = error
        if not isinstance(reply, SummarizerError):
            written("")
        if self._progress_error:
            raise self._progress_error
        if isinstance(reply, SummarizerError):
            return reply
        return assist.with_known_answers(question, reply) if question.is_brief or reply is None else reply

    async def ask_corrections(self, doubts: Sequence[Doubt]) -> Sequence[corrections.Correction]:
        """Corrections of the texts that failed a check."""
        question = corrections.correction_question(doubts, self._article)
        messages = await in_thread(prompts.messages, question.prompt, self._article, **question.variables)
        reply = await self._ask(messages, corrections.MendReply, question.max_tokens, None)
        return corrections.corrected_texts(reply, doubts)

    async def _ask(
        self, messages: list[dict[str, str]], reply: type[Reply], max_tokens: int, on_text: OnText | None
    ) -> Reply:
        def on_wait(seconds: float) -> None:
            if (ends := bound.when()) is not None:
                bound.reschedule(ends + seconds)  # waiting for others is no fault of this article's

        on_text = on_text if self._on_progress else None
        try:
            async with asyncio.timeout_at(self._ends) as bound:
                return await self._llm.ask(
                    messages, reply, max_tokens=max_tokens, meter=self._meter, on_text=on_text, on_wait=on_wait
                )
        except TimeoutError as error:
            raise UnavailableError(
                f"No answer within the deadline of {self._deadline:g} seconds", "Try again later, or give it more time"
            ) from error
