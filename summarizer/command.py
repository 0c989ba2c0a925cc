"""What the command line does: articles in, results out. Nothing else in this package prints."""

import asyncio
import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import NamedTuple

import typer

from summarizer.article import Article
from summarizer.asking import Progress
from summarizer.batch import choose_concurrency, digest_batched, digest_each, open_digesters, processes_for
from summarizer.cache import Cache
from summarizer.digest import Digest
from summarizer.digesting import Settings, open_digester
from summarizer.errors import InputError, InternalError, ModelError, StoppedError, SummarizerError, UsageError
from summarizer.language import validate_tag
from summarizer.ledger import DigestSettings
from summarizer.models import choose_model, profile_of
from summarizer.pipeline import choose_sections
from summarizer.progress import print_message, progress, run_totals
from summarizer.read import Source, count_lines, expand, is_jsonl, is_several, iso_date, read_source
from summarizer.render import printable
from summarizer.run_monitor import RunMonitor
from summarizer.sections import SECTIONS
from summarizer.thread import in_daemon
from summarizer.writer import Writer

logger = logging.getLogger(__name__)


class Options(NamedTuple):
    """The flags of the command line that say how articles are digested; see `cli`."""

    model: str | None
    sections: list[str] | None
    published: str | None
    language: str | None
    strict: bool
    allow_private: bool
    jobs: int | None
    processes: int | None
    rpm: float | None
    tpm: float | None
    max_cost: float | None
    no_cache: bool
    batch: bool
    context: int | None
    part: int | None


def run(sources: list[str], output: Path | None, form: str | None, *, evidence: bool, options: Options) -> int:
    """Do what the command line asks for; gives the exit status."""
    started, several, monitor = time.monotonic(), len(sources) > 1 or is_several(sources[0]), None
    try:
        model, chosen = choose_model(options.model), choose_sections(options.sections or SECTIONS)
        if options.published:
            iso_date(options.published)
        if options.language:
            validate_tag(options.language)
        settings = Settings(
            chosen,
            model,
            strict=options.strict,
            rpm=options.rpm,
            tpm=options.tpm,
            cache=not options.no_cache,
            context=options.context,
            part=options.part,
        )
        writer = Writer(output, form, several=several, evidence=evidence)
        _check_is_no_source(output, sources)
        monitor = RunMonitor(model, len(chosen), options.max_cost)
        writer.resume(DigestSettings(model, profile_of(model), chosen, options.strict))
        with writer:
            work = _digest_several if several or options.batch else _digest_one
            asyncio.run(work(sources, settings, options, writer, monitor))
    except SummarizerError as error:
        print_message(str(error))
        return 1 if isinstance(error, StoppedError) and monitor and monitor.done else 2
    except BrokenPipeError:
        raise  # who read it has seen enough
    except Exception as error:
        logger.debug("the command failed", exc_info=True)
        print_message(str(InternalError(error)))
        return 2
    finally:
        if several and monitor and monitor.done + monitor.failed:
            print_message(run_totals(monitor, time.monotonic() - started))
    return 1 if writer.failed else 0


def cache(action: str) -> int:
    """Say what the cache of replies holds, or clear it; gives the exit status."""
    try:
        if action not in ("info", "clear"):
            raise UsageError(f"--cache can't {action!r}", "Choose from: info, clear")
        info = Cache().clear() if action == "clear" else Cache().info()
    except SummarizerError as error:
        print_message(str(error))
        return 2
    held = f"{info.replies:,} replies and digests, {info.size / 1e6:.1f} of {info.most / 1e6:,.0f} MB, in {info.path}"
    typer.echo(f"Cleared {held}" if action == "clear" else held)
    return 0


def _check_is_no_source(output: Path | None, sources: list[str]) -> None:
    if output and any(_is_same_file(source, output) for source in sources):
        raise UsageError(f"{output} is one of the articles", "Name another file with -o")


def _is_same_file(source: str, output: Path) -> bool:
    try:
        if source == "-":
            return output.is_file() and os.path.samestat(os.fstat(sys.stdin.fileno()), output.stat())
        return output.exists() and Path(source).samefile(output)
    except (AttributeError, OSError, ValueError):
        return False  # no file: a URL, standard input that is none, or closed


def _articles(sources: list[str], options: Options, output: Path | None) -> Iterator[Source]:
    """The articles of the command line, one at a time. The output is none, also where it is in one of the folders."""
    for source in sources:
        try:
            for name in expand(source, output):
                for found in read_source(name, options.published, allow_private=options.allow_private):
                    if isinstance(found.article, Article):
                        yield found._replace(article=found.article.with_digest_language(options.language))
                    else:
                        yield found
        except InputError as error:
            yield Source(source, error)


async def _digest_one(
    sources: list[str], settings: Settings, options: Options, writer: Writer, monitor: RunMonitor
) -> None:
    """Digest one article, and show what the model writes."""
    articles = enumerate(_articles(sources, options, writer.output))
    while found := await in_daemon(next, articles, None):  # Ctrl-C ends it while it reads, too
        number, source = found
        if isinstance(source.article, SummarizerError):
            writer.failure(number, source, source.article)
            continue
        async with open_digester(settings) as digesting:
            with _show_writing(source.id) as on_progress:
                if not await monitor.begin(source.article):
                    raise monitor.reason or AssertionError
                result = await digesting.digest(source.article, on_progress)
        if isinstance(result.value, Digest):
            writer.digest(number, source.id, result.value)
        elif isinstance(result.value, ModelError) and not result.meter.requests:
            raise result.value  # the model can't be used at all
        else:
            writer.failure(number, source, result.value)


async def _digest_several(
    sources: list[str], settings: Settings, options: Options, writer: Writer, monitor: RunMonitor
) -> None:
    """Digest many articles at once.

    Each is written as soon as it is there and those before it are. A file that a later run can go on with does not wait
    for those: it is put in order at the end.
    """
    limit = choose_concurrency(settings.model, options.jobs)
    processes = options.processes or processes_for(settings.model, limit)
    output = writer.output
    number_of = await in_daemon(_number_of_articles, sources, output)
    dealt = 0

    async def article_of(numbered: tuple[int, Source]) -> Article | None:
        number, source = numbered
        if isinstance(source.article, SummarizerError):
            raise source.article
        if writer.ledger and writer.ledger.holds(source.article):
            writer.ledger.keep(number, source.id, source.article)
            return None
        return source.article

    async with open_digesters(settings, processes) as pool:
        numbered, ordered = enumerate(_articles(sources, options, output)), writer.ledger is None
        if options.batch:
            found = digest_batched(
                numbered, article_of, pool.digest, monitor, settings, print_message, limit=limit, ordered=ordered
            )
        else:
            found = digest_each(numbered, article_of, pool.digest, monitor, limit=limit, ordered=ordered)
        with progress(monitor, number_of, as_bar=not writer.is_on_terminal) as tell:
            try:
                async with aclosing(found):
                    async for (number, source), _, value in found:
                        dealt += 1
                        if isinstance(value, Digest):
                            writer.digest(number, source.id, value)
                        else:
                            writer.failure(number, source, value)
                        tell(dealt, writer.kept)
            except StoppedError as error:
                raise _with_number_left(error, number_of, dealt + writer.kept, writer) from error


def _with_number_left(error: StoppedError, number_of: int | None, dealt: int, writer: Writer) -> StoppedError:
    if number_of is None:
        left = "The articles after it are left"
    else:
        left = f"{number_of - dealt:,} of {number_of:,} articles are left"
    goes_on = ": the same command goes on with them" if writer.ledger else ""
    return StoppedError(error.message, ". ".join(filter(None, (error.hint, left + goes_on))))


def _number_of_articles(sources: list[str], output: Path | None) -> int | None:
    """How many articles there are, where files alone tell."""
    number = 0
    for source in sources:
        try:
            for name in expand(source, output):
                count = count_lines(Path(name)) if is_jsonl(name) else 1
                if count is None:
                    return None
                number += count
        except InputError:
            number += 1
    return number


@contextmanager
def _show_writing(name: str) -> Iterator[Progress | None]:
    """A line on standard error that shows what the model is writing; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.text import Text

    written: dict[str, str] = {}
    with Console(stderr=True).status(Text(f"{printable(name)}: starting the model")) as status:

        def on_progress(section: str, text: str) -> None:
            count = int(written.get(section, "0")) + 1
            written[section] = str(count) if text else "✓"
            status.update(Text(f"{printable(name)}: " + ", ".join(f"{s} {n}" for s, n in written.items())))

        yield on_progress
