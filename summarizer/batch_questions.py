"""The questions that the cache can't answer, in files as OpenAI's Batch API wants them."""

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.batch_api import ENDPOINT, OpenBatches
from summarizer.cache import Cache
from summarizer.client import OnText, response_format
from summarizer.corrections import MendReply
from summarizer.costs import cost
from summarizer.digest import Usage
from summarizer.errors import AnswerPendingError
from summarizer.llm import LLM, Message, Profile, Reply
from summarizer.meter import Meter
from summarizer.run_monitor import REPLY

MOST_QUESTIONS, MOST_BYTES = 50_000, 200_000_000
"""What one file may hold."""
PRICE = 0.5
"""What a question costs in a batch, as a part of its price."""


class File(NamedTuple):
    """Questions in a file: their number, bytes, and the US dollars that they may cost."""

    name: str
    questions: int = 0
    size: int = 0
    most_usd: float = 0.0


class Questions(LLM):
    """A model that sends nothing: what the cache does not answer goes to a file, as OpenAI's Batch API wants it."""

    def __init__(
        self,
        model: str,
        profile: Profile,
        cache: Cache,
        book: OpenBatches,
        folder: Path,
        *,
        context: int | None = None,
        part: int | None = None,
    ) -> None:
        super().__init__(model, profile, cache=cache, context=context, part=part)
        self._book, self._folder = book, folder
        self.most_bytes = MOST_BYTES
        self.full: list[File] = []
        """The files that nothing more is written to."""
        self.elsewhere: set[str] = set()
        """The open batches that have questions which were asked now."""
        self.is_missing = False
        """Whether a reply about the article at hand was missing: to be reset for each."""
        self._file = File("")

    async def _ask(
        self,
        messages: list[Message],
        reply: type[Reply],
        max_tokens: int,
        meter: Meter,  # noqa: ARG002  # as LLM has it
        on_text: OnText | None,  # noqa: ARG002  # as LLM has it
        on_wait: Callable[[float], None] | None,  # noqa: ARG002  # as LLM has it
    ) -> Reply:
        # The question for mending is made of the replies to the others: it waits for them.
        if not (reply is MendReply and self.is_missing):
            key = self._key(messages, reply, max_tokens)
            if name := self._book.batch_with(key):
                self.elsewhere.add(name)
            elif not self._book.is_known(key):
                body = {"messages": messages, "model": self.model.partition("/")[2]}
                self._write(key, body | {"response_format": response_format(reply), **self._settings(max_tokens)})
        self.is_missing = True
        raise AnswerPendingError("The question waits for its batch")

    def _write(self, key: bytes, body: dict[str, Any]) -> None:
        request = {"custom_id": key.hex(), "method": "POST", "url": ENDPOINT, "body": body}
        line = json.dumps(request, ensure_ascii=False).encode() + b"\n"
        if self._file.questions >= MOST_QUESTIONS or self._file.size + len(line) > self.most_bytes:
            self.finish()
        name = self._file.name or uuid.uuid4().hex
        with self.path(name).open("ab") as file:
            file.write(line)
        self._book.write(key, name)
        usage = Usage(input_tokens=len(line) // 3, output_tokens=REPLY + len(line) // 3)
        most = PRICE * (cost(self.model, usage) or 0.0)
        self._file = File(name, self._file.questions + 1, self._file.size + len(line), self._file.most_usd + most)

    def path(self, name: str) -> Path:
        """Where the file of this name is."""
        return self._folder / f"{name}.jsonl"

    def finish(self) -> None:
        """Write nothing more to the file at hand."""
        if self._file.questions:
            self.full.append(self._file)
        self._file = File("")
