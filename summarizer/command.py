"""What the command line does: articles in, results out. Nothing else in this package prints."""

import asyncio
import io
import json
import logging
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import AsyncExitStack, aclosing, contextmanager, suppress
from pathlib import Path
from typing import Self

import typer

from summarizer.article import Article
from summarizer.batch import HOSTED, each
from summarizer.digest import Digest
from summarizer.errors import InternalError, SummarizerError, UsageError
from summarizer.language import checked
from summarizer.ledger import Ledger, Manner
from summarizer.llm import LLM
from summarizer.models import choose, connect, is_local, profile_of
from summarizer.pipeline import Progress, choose_sections, digest_article
from summarizer.read import Source, iso_date, read_source
from summarizer.render import escaped, html, jsonld, markdown, page, printable
from summarizer.sections import SECTIONS, Section

logger = logging.getLogger(__name__)

FORMATS = ("terminal", "json", "markdown", "html", "jsonld")


def run(
    sources: list[str],
    *,
    output: Path | None,
    form: str | None,
    model: str | None,
    sections: list[str] | None,
    published: str | None,
    language: str | None,
    strict: bool,
    evidence: bool,
    allow_private: bool,
    jobs: int | None,
) -> int:
    """Do what the command line asks for; gives the exit status."""
    try:
        chosen = choose_sections(sections or SECTIONS)
        if published:
            iso_date(published)
        if language:
            checked(language)
        several = len(sources) > 1 or sources[0].endswith(".jsonl")
        writer = Writer(output, form, several=several, evidence=evidence)
        if output and writer.can_go_on:
            writer.ledger = Ledger(output, Manner(choose(model), profile_of(choose(model)), chosen, strict))
        articles = (
            _told_in(language, article)
            for source in sources
            for article in read_source(source, published, allow_private=allow_private)
        )
        if output and any(_is_same_file(source, output) for source in sources):
            raise UsageError(f"{output} is one of the articles", "Name another file with -o")
        limit = jobs or (HOSTED if several and not is_local(choose(model)) else 1)
        with writer:
            failed = asyncio.run(_work(articles, chosen, model, writer, strict=strict, limit=limit))
    except SummarizerError as error:
        _complain(str(error))
        return 2
    return 1 if failed else 0


def _is_same_file(source: str, output: Path) -> bool:
    try:
        if source == "-":
            return output.is_file() and os.path.samestat(os.fstat(sys.stdin.fileno()), output.stat())
        return output.exists() and Path(source).samefile(output)
    except (AttributeError, OSError, ValueError):
        return False  # no file: a URL, standard input that is none, or closed


def _told_in(language: str | None, source: Source) -> Source:
    if isinstance(source.article, SummarizerError):
        return source
    return source._replace(article=source.article.to_be_told_in(language))


class _Digester:
    """Digests articles with one model, to which it connects when the first of them needs it."""

    def __init__(self, sections: list[Section], model: str | None, stack: AsyncExitStack, *, strict: bool) -> None:
        self._sections, self._model, self._stack, self._strict = sections, model, stack, strict
        self._llm: LLM | None = None
        self._connecting = asyncio.Lock()

    async def llm(self) -> LLM:
        """The model. Without one nothing can be read: that error ends it all."""
        async with self._connecting:
            if self._llm is None:
                self._llm = await self._stack.enter_async_context(connect(self._model))
            return self._llm

    async def result(self, source: Source, on_progress: Progress | None) -> Digest | SummarizerError:
        """The digest of one source, or why there is none."""
        if isinstance(source.article, SummarizerError):
            return source.article
        llm = await self.llm()
        try:
            return await digest_article(
                source.article, llm, self._sections, strict=self._strict, on_progress=on_progress
            )
        except SummarizerError as error:
            return error
        except Exception as error:  # whatever is wrong with one article, the others are read
            logger.debug("%s failed", source.id, exc_info=True)
            return InternalError(error)


async def _work(
    sources: Iterable[Source],
    sections: list[Section],
    model: str | None,
    writer: "Writer",
    *,
    strict: bool,
    limit: int,
) -> int:
    """Digest the articles, `limit` of them at once; gives the number of those that failed.

    Each is written as soon as it is there and those before it are. A file that a later run can go on with does not wait
    for those: it is put in order at the end.
    """
    failed = 0
    async with AsyncExitStack() as stack:
        digester = _Digester(sections, model, stack, strict=strict)

        async def digested(numbered: tuple[int, Source]) -> tuple[int, Source, Digest | SummarizerError | None]:
            number, source = numbered
            if writer.ledger and isinstance(source.article, Article) and writer.ledger.holds(source.article):
                return number, source, None
            with _progress(source.id, silent=limit > 1) as on_progress:
                return number, source, await digester.result(source, on_progress)

        each_digested = each(enumerate(sources), digested, limit=limit, ordered=writer.ledger is None)
        results = await stack.enter_async_context(aclosing(each_digested))
        async for number, source, result in results:
            if isinstance(result, SummarizerError):
                failed += 1
                writer.failure(number, source, result)
            elif result:
                writer.digest(number, source.id, result)
            elif writer.ledger and isinstance(source.article, Article):
                writer.ledger.keep(number, source.id, source.article)
    return failed


class Writer:
    """Writes results to the output, one after another, each in full before the next is begun."""

    def __init__(self, output: Path | None, form: str | None, *, several: bool, evidence: bool) -> None:
        if output is None and sys.stdout is None:
            raise UsageError("Standard output is closed", "Open it, or name a file with -o")
        on_terminal = output is None and sys.stdout.isatty() and not several
        self._form = form or ("terminal" if on_terminal else "json")
        self._output, self._several, self._evidence = output, several, evidence
        self._written, self._digests = False, 0
        if self._form not in FORMATS:
            raise UsageError(f"There is no format {form!r}", f"Choose from: {', '.join(FORMATS)}")
        if evidence and self._form != "terminal":
            raise UsageError("--evidence is for the page to read; other formats always have it", "Add -f terminal")
        if self._form == "html" and several:
            raise UsageError("The format html holds one article", "Use -f json for several")
        if output and not _may_be_written(output):
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
                _complain(f"{self._output} already held the digests of {self.ledger.kept} of these articles")

    def digest(self, number: int, name: str, digest: Digest) -> None:
        """Write one digest; what is missing in it is also said on standard error."""
        for issue in digest.issues:
            if issue.problem == "section-failed":
                _complain(f"{name}: no {issue.section}: {issue.detail}")
        self._digests += 1
        indent = None if self._several else 2
        if self._form == "json":
            names = (digest.article.id, name)
            self._write(escaped(digest.model_dump_json(indent=indent)) + "\n", number, *names, is_digest=True)
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
        _complain(f"{name}: {error}")
        if self._form in ("json", "jsonld"):
            kind = type(error).__name__
            record = {"article": {"id": name}, "error": {"type": kind, "message": error.message, "hint": error.hint}}
            known = source.article.id if isinstance(source.article, Article) else name
            self._write(escaped(json.dumps(record, ensure_ascii=False)) + "\n", number, name, known, is_digest=False)

    def _write(self, text: str, number: int = 0, *names: str | None, is_digest: bool = True) -> None:
        text = text.encode(errors="replace").decode()  # half characters, as names of files may have them
        with self._writing():
            if self._output is None:
                sys.stdout.write(text)
                sys.stdout.flush()
            elif self.ledger:
                self.ledger.add(text, number, *names, is_digest=is_digest)
            elif self._several:
                # Opened anew for each: nothing is held back, and a run that writes nothing leaves the old file alone.
                with self._output.open("a" if self._written else "w", encoding="utf-8") as file:
                    file.write(text)
                self._written = True
            else:
                _replace(self._output, text)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise  # who read it has seen enough
        except OSError as error:
            name = self._output or "Standard output"
            raise UsageError(f"{name} can't be written ({error.strerror})", "Check it and its disk") from error

    def _write_page(self, digest: Digest) -> None:
        from rich.console import Console

        text = io.StringIO()
        console = Console(file=text) if self._output else Console()
        with self._writing():
            if self._digests > 1:
                console.print()
                console.rule(style="dim")
                console.print()
            console.print(page(digest, evidence=self._evidence))
        if self._output:
            self._write(text.getvalue())


def _may_be_written(output: Path) -> bool:
    """Whether there can be such a file: no folder, no link in a circle, no name that is too long."""
    try:
        return output.resolve().parent.is_dir() and not output.is_dir()
    except (OSError, RuntimeError, ValueError):
        return False


def _replace(path: Path, text: str) -> None:
    """Write the file. What it held before stays until all of the new is on the disk. Raises OSError."""
    path = path.resolve()  # a link stays a link
    if not path.is_file() or not os.access(path.parent, os.W_OK):
        path.write_text(text, encoding="utf-8")
        return
    new = path.with_name(f"{path.name[:200]}.partial")
    try:
        new.write_text(text, encoding="utf-8")
        shutil.copymode(path, new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _complain(message: str) -> None:
    with suppress(OSError):  # where nobody can read it, the results still count
        typer.echo(f"summarizer: {printable(message)}", err=True)


@contextmanager
def _progress(name: str, *, silent: bool) -> Iterator[Progress | None]:
    """A line on standard error that shows what the model is writing; nothing where that is no terminal."""
    if silent or not sys.stderr.isatty():
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
