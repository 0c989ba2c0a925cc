"""What the command line does: articles in, results out. Nothing else in this package prints."""

import asyncio
import io
import json
import sys
import time
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import NamedTuple, Self

import typer

from summarizer.article import Article
from summarizer.batch import at_once, digest_batched, digest_each, digesters, processes_for
from summarizer.cache import Cache
from summarizer.digest import Digest
from summarizer.digesting import Settings, digester
from summarizer.errors import InputError, ModelError, StoppedError, SummarizerError, UsageError
from summarizer.language import checked
from summarizer.ledger import Ledger, Manner
from summarizer.models import choose, profile_of
from summarizer.pipeline import Progress, choose_sections
from summarizer.progress import complain, progress, total
from summarizer.read import Source, count_lines, expand, is_several, iso_date, read_source
from summarizer.render import html, jsonld, markdown, page, printable
from summarizer.sections import SECTIONS
from summarizer.watch import Watch

FORMATS = ("terminal", "json", "markdown", "html", "jsonld")


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


def run(sources: list[str], output: Path | None, form: str | None, *, evidence: bool, options: Options) -> int:
    """Do what the command line asks for; gives the exit status."""
    started, several, watch = time.monotonic(), len(sources) > 1 or is_several(sources[0]), None
    try:
        model, chosen = choose(options.model), choose_sections(options.sections or SECTIONS)
        if options.published:
            iso_date(options.published)
        if options.language:
            checked(options.language)
        settings = Settings(
            chosen,
            model,
            strict=options.strict,
            rpm=options.rpm,
            tpm=options.tpm,
            cache=not options.no_cache,
        )
        writer = Writer(output, form, several=several, evidence=evidence)
        if output and any(_is_same_file(source, output) for source in sources):
            raise UsageError(f"{output} is one of the articles", "Name another file with -o")
        watch = Watch(model, len(chosen), options.max_cost)
        if output and writer.can_go_on:
            writer.ledger = Ledger(output, Manner(model, profile_of(model), chosen, options.strict))
        with writer:
            work = _several if several or options.batch else _one
            asyncio.run(work(sources, settings, options, writer, watch))
    except SummarizerError as error:
        complain(str(error))
        return 1 if isinstance(error, StoppedError) and watch and watch.done else 2
    finally:
        if several and watch and watch.done + watch.failed:
            complain(total(watch, time.monotonic() - started))
    return 1 if writer.failed else 0


def cache(action: str) -> int:
    """Say what the cache of replies holds, or clear it; gives the exit status."""
    try:
        if action not in ("info", "clear"):
            raise UsageError(f"--cache can't {action!r}", "Choose from: info, clear")
        info = Cache().clear() if action == "clear" else Cache().info()
    except SummarizerError as error:
        complain(str(error))
        return 2
    held = f"{info.replies:,} replies, {info.size / 1e6:.1f} of {info.most / 1e6:,.0f} MB, in {info.path}"
    typer.echo(f"Cleared {held}" if action == "clear" else held)
    return 0


def _is_same_file(source: str, output: Path) -> bool:
    try:
        return output.exists() and Path(source).samefile(output)
    except (OSError, ValueError):
        return False  # no file: a URL, standard input


def _articles(sources: list[str], options: Options) -> Iterator[Source]:
    """The articles of the command line, one at a time."""
    for source in sources:
        try:
            for name in expand(source):
                for found in read_source(name, options.published, allow_private=options.allow_private):
                    if isinstance(found.article, Article):
                        yield found._replace(article=found.article.to_be_told_in(options.language))
                    else:
                        yield found
        except InputError as error:
            yield Source(source, error)


async def _one(sources: list[str], settings: Settings, options: Options, writer: "Writer", watch: Watch) -> None:
    """Digest one article, and show what the model writes."""
    for number, source in enumerate(_articles(sources, options)):
        if isinstance(source.article, SummarizerError):
            writer.failure(number, source, source.article)
            continue
        async with digester(settings) as digesting:
            with _writing_shown(source.id) as on_progress:
                if not await watch.begin(source.article):
                    raise watch.reason or AssertionError
                result = await digesting.digest(source.article, on_progress)
        if isinstance(result.value, Digest):
            writer.digest(number, source.id, result.value)
        elif isinstance(result.value, ModelError) and not result.meter.requests:
            raise result.value  # the model can't be used at all
        else:
            writer.failure(number, source, result.value)


async def _several(sources: list[str], settings: Settings, options: Options, writer: "Writer", watch: Watch) -> None:
    """Digest many articles at once.

    Each is written as soon as it is there and those before it are. A file that a later run can go on with does not wait
    for those: it is put in order at the end.
    """
    limit = at_once(settings.model, options.jobs)
    processes = options.processes or processes_for(settings.model, limit)
    number_of = await asyncio.to_thread(_number_of_articles, sources)
    dealt = 0

    async def article_of(numbered: tuple[int, Source]) -> Article | None:
        number, source = numbered
        if isinstance(source.article, SummarizerError):
            raise source.article
        if writer.ledger and writer.ledger.holds(source.article):
            writer.ledger.keep(number, source.id, source.article)
            return None
        return source.article

    async with digesters(settings, processes) as pool:
        numbered, ordered = enumerate(_articles(sources, options)), writer.ledger is None
        if options.batch:
            found = digest_batched(
                numbered, article_of, pool.digest, watch, settings, complain, limit=limit, ordered=ordered
            )
        else:
            found = digest_each(numbered, article_of, pool.digest, watch, limit=limit, ordered=ordered)
        with progress(watch, number_of) as tell:
            async with aclosing(found):
                async for (number, source), _, value in found:
                    dealt += 1
                    if isinstance(value, Digest):
                        writer.digest(number, source.id, value)
                    else:
                        writer.failure(number, source, value)
                    tell(dealt + (writer.ledger.kept if writer.ledger else 0))


def _number_of_articles(sources: list[str]) -> int | None:
    """How many articles there are, where files alone tell."""
    number = 0
    for source in sources:
        try:
            for name in expand(source):
                count = count_lines(Path(name)) if name.endswith(".jsonl") else 1
                if count is None:
                    return None
                number += count
        except InputError:
            number += 1
    return number


class Writer:
    """Writes results to the output, one after another, each in full before the next is begun."""

    def __init__(self, output: Path | None, form: str | None, *, several: bool, evidence: bool) -> None:
        on_terminal = output is None and sys.stdout.isatty() and not several
        self._form = form or ("terminal" if on_terminal else "json")
        self._output, self._several, self._evidence = output, several, evidence
        self._written, self._digests = False, 0
        self.failed = 0
        if self._form not in FORMATS:
            raise UsageError(f"There is no format {form!r}", f"Choose from: {', '.join(FORMATS)}")
        if evidence and self._form != "terminal":
            raise UsageError("--evidence is for the page to read; other formats always have it", "Add -f terminal")
        if self._form == "html" and several:
            raise UsageError("The format html holds one article", "Use -f json for several")
        if output and (output.is_dir() or not output.parent.is_dir()):
            raise UsageError(f"{output} can't be written", "Name a file in a folder that exists")
        self.ledger: Ledger | None = None
        if isinstance(sys.stdout, io.TextIOWrapper):  # only what is read on a terminal is in the terminal's encoding
            sys.stdout.reconfigure(encoding=None if self._form == "terminal" else "utf-8", errors="replace")

    @property
    def can_go_on(self) -> bool:
        """Whether the output is a file of digests, one a line, to which a later run can add what is missing."""
        plain = self._output is not None and (self._output.is_file() or not self._output.exists())
        return plain and self._several and self._form == "json"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self.ledger:
            with self._writing():
                self.ledger.close(done=kind is None)
            if self.ledger.kept:
                complain(f"{self._output} already held the digests of {self.ledger.kept} of these articles")

    def digest(self, number: int, name: str, digest: Digest) -> None:
        """Write one digest; what is missing in it is also said on standard error."""
        for issue in digest.issues:
            if issue.problem == "section-failed":
                complain(f"{name}: no {issue.section}: {issue.detail}")
        self._digests += 1
        indent = None if self._several else 2
        if self._form == "json":
            names = (digest.article.id, name)
            self._write(digest.model_dump_json(indent=indent) + "\n", number, *names, is_digest=True)
        elif self._form == "jsonld":
            self._write(jsonld(digest, indent) + "\n")
        elif self._form == "html":
            self._write(html(digest))
        elif self._form == "markdown":
            rule = "\n---\n\n" if self._digests > 1 else ""
            self._write(rule + markdown(digest, f"{self._digests}-" if self._several else ""))
        else:
            self._write_page(digest)

    def failure(self, number: int, source: Source, error: SummarizerError) -> None:
        """Say that an article failed: on standard error, and in JSON and JSON-LD also in the place of its digest."""
        name = source.id
        self.failed += 1
        complain(f"{name}: {error}")
        if self._form in ("json", "jsonld"):
            kind = type(error).__name__
            record = {"article": {"id": name}, "error": {"type": kind, "message": error.message, "hint": error.hint}}
            known = source.article.id if isinstance(source.article, Article) else name
            self._write(json.dumps(record, ensure_ascii=False) + "\n", number, name, known, is_digest=False)

    def _write(self, text: str, number: int = 0, *names: str | None, is_digest: bool = True) -> None:
        if self._output is None:
            sys.stdout.write(text)
            sys.stdout.flush()
            return
        with self._writing():
            if self.ledger:
                self.ledger.add(text, number, *names, is_digest=is_digest)
                return
            # Opened anew for each: nothing is held back, and a run that writes nothing leaves the old file alone.
            with self._output.open("a" if self._written else "w", encoding="utf-8") as file:
                file.write(text)
            self._written = True

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UsageError(f"{self._output} can't be written ({error.strerror})", "Check it and its disk") from error

    def _write_page(self, digest: Digest) -> None:
        from rich.console import Console

        text = io.StringIO()
        console = Console(file=text) if self._output else Console()
        if self._digests > 1:
            console.print()
            console.rule(style="dim")
            console.print()
        console.print(page(digest, evidence=self._evidence))
        if self._output:
            self._write(text.getvalue())


@contextmanager
def _writing_shown(name: str) -> Iterator[Progress | None]:
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
