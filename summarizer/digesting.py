"""Digests each of many articles with the same model, sections and limits."""

import contextlib
import functools
import hashlib
import json
import logging
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from summarizer import prompts
from summarizer.article import Article
from summarizer.asking import Progress
from summarizer.cache import CachedReply
from summarizer.digest import Digest
from summarizer.errors import InternalError, PromptError, SummarizerError
from summarizer.llm import LLM
from summarizer.meter import Meter
from summarizer.models import connect
from summarizer.pipeline import DEADLINE, digest_article
from summarizer.sections import SECTIONS, Section
from summarizer.thread import in_thread
from summarizer.transport import TIMEOUT
from summarizer.version import __version__

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
    context: int | None = None
    part: int | None = None


class Result(NamedTuple):
    """An article's digest or error, and the cost of its replies."""

    value: Digest | SummarizerError
    meter: Meter


class Digester:
    """Digests articles with one model."""

    def __init__(self, llm: LLM, settings: Settings) -> None:
        self._llm, self._settings = llm, settings

    async def digest(self, article: Article, on_progress: Progress | None = None) -> Result:
        """The result of one article. It never raises because of the article, so that the others are still read."""
        meter, started = Meter(), time.monotonic()
        try:
            key = await in_thread(self._key, article)
            if digest := await self._cached_digest(key, meter, started):
                return Result(digest, meter)
            digest = await digest_article(
                article,
                self._llm,
                self._settings.sections,
                strict=self._settings.strict,
                deadline=self._settings.deadline,
                on_progress=on_progress,
                meter=meter,
            )
            await self._cache_digest(key, digest)
            return Result(digest, meter)
        except SummarizerError as error:
            return Result(error, meter)
        except Exception as error:  # a fault of ours ends no batch
            logger.debug("%s failed", article.id, exc_info=True)
            return Result(InternalError(error), meter)

    def _key(self, article: Article) -> bytes | None:
        """A hash of all that a digest depends on, code included; None for a user's sections: their code is unknown."""
        sections = self._settings.sections
        if self._llm.cache is None or any(SECTIONS.get(section.name) is not section for section in sections):
            return None
        form = "{}.brief" if self._llm.profile == "brief" else "{}"
        names = [form.format(section.name) for section in sections]
        try:
            hashes = [
                prompts.fingerprint(name) for name in (*names, *(["mend"] if self._llm.profile == "full" else []))
            ]
        except PromptError:
            return None  # a user's own prompts need not have all; where one is needed, that is said then
        asked = {
            "article": article.model_dump(exclude={"text"}),
            "prompts": hashes,
            "profile": self._llm.profile,
            "strict": self._settings.strict,
            "window": [self._settings.context, self._settings.part],
            "code": _code_hash(),
            **self._llm.identity,
        }
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).digest()

    async def _cached_digest(self, key: bytes | None, meter: Meter, started: float) -> Digest | None:
        """The cached digest of the same article with the same settings, if there is one."""
        kept = await self._llm.cache.get(key) if self._llm.cache and key else None
        if kept is None:
            return None
        try:
            digest = await in_thread(Digest.model_validate_json, kept.reply)
        except ValidationError:
            return None
        meter.kept(kept)
        run = {"cached": True, "seconds": round(time.monotonic() - started, 2)}
        return digest.model_copy(update={"run": digest.run.model_copy(update=run)})

    async def _cache_digest(self, key: bytes | None, digest: Digest) -> None:
        """Cache a digest in which nothing is missing."""
        is_whole = digest.run.covered == 1 and all(issue.problem != "section-failed" for issue in digest.issues)
        if self._llm.cache and key and is_whole:
            run = digest.run
            kept = CachedReply(await in_thread(digest.model_dump_json), run.attempts, run.usage, run.cost_usd)
            await self._llm.cache.put(key, kept)


@functools.cache
def _code_hash() -> str:
    """A hash of the state of this package, by the times and sizes of its files."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    states = [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files]
    return hashlib.sha256(repr((__version__, states)).encode()).hexdigest()


@contextlib.asynccontextmanager
async def open_digester(settings: Settings) -> AsyncIterator[Digester]:
    """A digester in this process, for the time of the block. Raises ModelError, UsageError."""
    async with connect(
        settings.model,
        settings.profile,
        rpm=settings.rpm,
        tpm=settings.tpm,
        share=settings.share,
        cache=settings.cache,
        timeout=settings.timeout,
        context=settings.context,
        part=settings.part,
    ) as llm:
        yield Digester(llm, settings)
