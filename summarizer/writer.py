"""Writes results to standard output or a file, in the requested format."""

import io
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from summarizer.article import Article
from summarizer.digest import Digest
from summarizer.errors import SummarizerError, UsageError
from summarizer.ledger import Ledger
from summarizer.progress import print_message
from summarizer.read import Source
from summarizer.render import escape_json, html, jsonld, markdown, page

FORMATS = ("terminal", "json", "markdown", "html", "jsonld")


class Writer:
    """Writes results to the output, one after another, each in full before the next is begun."""

    def __init__(self, output: Path | None, form: str | None, *, several: bool, evidence: bool) -> None:
        if output is None and sys.stdout is None:
            raise UsageError("Standard output is closed", "Open it, or name a file with -o")
        self.is_on_terminal = output is None and sys.stdout.isatty()
        self._form = form or ("terminal" if self.is_on_terminal and not several else "json")
        self.output, self._several, self._evidence = output, several, evidence
        self._written, self._digests = False, 0
        self.failed = 0
        if self._form not in FORMATS:
            raise UsageError(f"There is no format {form!r}", f"Choose from: {', '.join(FORMATS)}")
        if evidence and self._form != "terminal":
            raise UsageError("--evidence is for the page to read; other formats always have it", "Add -f terminal")
        if self._form == "html" and several:
            raise UsageError("The format html holds one article", "Use -f json for several")
        if output and not _can_be_written(output):
            raise UsageError(f"{output} can't be written", "Name a file in a folder that exists")
        self.ledger: Ledger | None = None
        if isinstance(sys.stdout, io.TextIOWrapper):  # only what is read on a terminal is in the terminal's encoding
            sys.stdout.reconfigure(encoding=None if self._form == "terminal" else "utf-8", errors="replace")

    @property
    def kept(self) -> int:
        """How many of the articles the output held before."""
        return self.ledger.kept if self.ledger else 0

    @property
    def can_resume(self) -> bool:
        """Whether the output is a file of digests, one a line, to which a later run can add what is missing."""
        plain = self.output is not None and (self.output.is_file() or not self.output.exists())
        return plain and self._several and self._form == "json"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self.ledger:
            with self._writing():
                self.ledger.close(done=kind is None)
            if self.kept:
                print_message(f"{self.output} already held the digests of {self.kept} of these articles")

    def digest(self, number: int, name: str, digest: Digest) -> None:
        """Write one digest; what is missing in it is also said on standard error."""
        for issue in digest.issues:
            if issue.problem == "section-failed":
                print_message(f"{name}: no {issue.section}: {issue.detail}")
        self._digests += 1
        indent = None if self._several else 2
        if self._form == "json":
            names = (digest.article.id, name)
            self._write(escape_json(digest.model_dump_json(indent=indent)) + "\n", number, *names, is_digest=True)
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
        print_message(f"{name}: {error}")
        if self._form in ("json", "jsonld"):
            kind = type(error).__name__
            record = {"article": {"id": name}, "error": {"type": kind, "message": error.message, "hint": error.hint}}
            known = source.article.id if isinstance(source.article, Article) else name
            self._write(
                escape_json(json.dumps(record, ensure_ascii=False)) + "\n", number, name, known, is_digest=False
            )

    def _write(self, text: str, number: int = 0, *names: str | None, is_digest: bool = True) -> None:
        text = text.encode(errors="replace").decode()  # half characters, as names of files may have them
        with self._writing():
            if self.output is None:
                sys.stdout.write(text)
                sys.stdout.flush()
            elif self.ledger:
                self.ledger.add(text, number, *names, is_digest=is_digest)
            elif self._several:
                # Opened anew for each: nothing is held back, and a run that writes nothing leaves the old file alone.
                with self.output.open("a" if self._written else "w", encoding="utf-8") as file:
                    file.write(text)
                self._written = True
            else:
                _replace_file(self.output, text)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise  # who read it has seen enough
        except OSError as error:
            name = self.output or "Standard output"
            raise UsageError(f"{name} can't be written ({error.strerror})", "Check it and its disk") from error

    def _write_page(self, digest: Digest) -> None:
        from rich.console import Console

        text = io.StringIO()
        console = Console(file=text) if self.output else Console()
        with self._writing():
            if self._digests > 1:
                console.print()
                console.rule(style="dim")
                console.print()
            console.print(page(digest, evidence=self._evidence))
        if self.output:
            self._write(text.getvalue())


def _can_be_written(output: Path) -> bool:
    """Whether the path can be a file: its folder exists, and it is no folder, too long a name or a circular link."""
    try:
        return output.resolve().parent.is_dir() and not output.is_dir()
    except (OSError, RuntimeError, ValueError):
        return False


def _replace_file(path: Path, text: str) -> None:
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
