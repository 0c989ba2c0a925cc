"""Asks the model about one article: a question for each section, and one for the texts that failed a check."""

import asyncio
from collections.abc import Callable, Sequence

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

Progress = Callable[[str, str], None]
"""Called with a section's name and a piece of its reply as it is written; the last piece of a reply is ""."""


class Asker:
    """Asks a model about one article, until a deadline."""

    def __init__(
        self, article: Article, llm: LLM, meter: Meter, deadline: float | None, on_progress: Progress | None
    ) -> None:
        self._article, self._llm, self._meter, self._on_progress = article, llm, meter, on_progress
        self._deadline = deadline
        self._ends = deadline and asyncio.get_running_loop().time() + deadline
        """When it ends, by the clock of the event loop."""

    async def ask_section(self, section: Section, question: Question) -> BaseModel | SummarizerError:
        """The reply to a section's question, or the error if there is none."""

        def written(text: str) -> None:
            if self._on_progress:
                self._on_progress(section.name, text)

        reply: BaseModel | None = None
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
                return error
        written("")
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
