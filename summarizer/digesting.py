"""How each of many articles is digested: by which model, with which sections, within which limits."""

import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.article import Article
from summarizer.asking import Progress
from summarizer.digest import Digest
from summarizer.errors import InternalError, SummarizerError
from summarizer.llm import LLM
from summarizer.meter import Meter
from summarizer.models import connect
from summarizer.pipeline import DEADLINE, digest_article
from summarizer.sections import Section
from summarizer.transport import TIMEOUT

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """What is the same for all articles: the arguments of `asummarize_many` and `models.connect`.

    `share` is how many processes send requests under the same limits.
    """

    sections: Sequence[Section]
    model: str | None = None
    profile: str | None = None
    strict: bool = False
    rpm: float | None = None
    tpm: float | None = None
    share: int = 1
    cache: bool = True
    timeout: float | None = TIMEOUT
    deadline: float | None = DEADLINE


class Result(NamedTuple):
    """An article's digest, or why it has none, and what the replies took."""

    value: Digest | SummarizerError
    meter: Meter


class Digester:
    """Digests articles with one model."""

    def __init__(self, llm: LLM, settings: Settings) -> None:
        self._llm, self._settings = llm, settings

    async def digest(self, article: Article, on_progress: Progress | None = None) -> Result:
        """The result of one article: whatever is wrong with it, others are read."""
        meter = Meter()
        try:
            digest = await digest_article(
                article,
                self._llm,
                self._settings.sections,
                strict=self._settings.strict,
                deadline=self._settings.deadline,
                on_progress=on_progress,
                meter=meter,
            )
            return Result(digest, meter)
        except SummarizerError as error:
            return Result(error, meter)
        except Exception as error:  # a fault of ours ends no batch
            logger.debug("%s failed", article.id, exc_info=True)
            return Result(InternalError(error), meter)


@contextlib.asynccontextmanager
async def digester(settings: Settings) -> AsyncIterator[Digester]:
    """A digester in this process, for the time of the block. Raises ModelError, UsageError."""
    async with connect(
        settings.model,
        settings.profile,
        rpm=settings.rpm,
        tpm=settings.tpm,
        share=settings.share,
        cache=settings.cache,
        timeout=settings.timeout,
    ) as llm:
        yield Digester(llm, settings)
