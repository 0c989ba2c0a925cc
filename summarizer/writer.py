"""Writes results to standard output or a file, in the requested format."""

import io
import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self, TextIO

from summarizer.article import Article
from summarizer.digest import Digest
from summarizer.errors import SummarizerError, UsageError
from summarizer.ledger import DigestSettings, Ledger
from summarizer.progress import print_message
from summarizer.read import Source
from summarizer.render import escape_json, html, jsonld, markdown, page
from summarizer.safe_files import replacing

FORMATS = ("terminal", "json", "markdown", "html", "jsonld")


class Writer:
    """Writes results to the output, one after another, each in full before the next is begun."""

    def __init__(self, output: Path | None, form: str | None, *, several: bool, evidence: bool) -> None:
        if output is None and sys.stdout is None:
            raise UsageError("Standard output is closed", "Open it, or name a file with -o")
        self.is_on_terminal = output is None and sys.stdout.isatty()
        self._form = form or ("terminal" if self.is_on_terminal and not several else "json")
        self.output, self._several, self._evidence = output, several, evidence
        self._digests = self.failed = 0
        self._file: TextIO | None = None
        self._held: list[str] = []
        """Failures that wait for a digest: alone they don't take the place of what the file held."""
        if self._form not in FORMATS:
            raise UsageError(f"There is no format {form!r}", f"Choose from: {', '.join(FORMATS)}")
        if evidence and self._form != "terminal":
            raise UsageError("--evidence is for the page to read; other formats always have it", "Add -f terminal")
        if self._form == "html" and several:
            raise UsageError("The format html holds one article", "Use -f json for several")
        if output and not _can_be_written(output):
            raise UsageError(
                f"{output} can't be written", "Name a file in a folder that exists, which you may write to"
            )
        self.ledger: Ledger | None = None
        if isinstance(sys.stdout, io.TextIOWrapper):  # only what is read on a terminal is in the terminal's encoding
            sys.stdout.reconfigure(encoding=None if self._form == "terminal" else "utf-8", errors="replace")
            with suppress(OSError):  # there is no descriptor
                os.set_blocking(sys.stdout.fileno(), True)  # whoever shares a pipe may have had it not wait

    @property
    def kept(self) -> int:
        """How many of the articles the output held before."""
        return self.ledger.kept if self.ledger else 0

    def resume(self, settings: DigestSettings) -> None:
        """Go on with the output, where it is a file of digests, one a line, or no file yet. Raises UsageError."""
        is_plain = self.output is not None and (self.output.is_file() or not self.output.exists())
        if self.output and is_plain and self._several and self._form == "json":
            with self._writing():
                self.ledger = Ledger(self.output, settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._writing():
            if self._file:
                self._file.close()
            if self.ledger:
                self.ledger.close(done=kind is None)
        if self.kept:
            print_message(f"{self.output} already held the digests of {self.kept} of these articles")
        if self.ledger and self.ledger.replaced:
            print_message(f"{self.output} no longer has the older digests of {self.ledger.replaced} of these names")

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
            known = source.article.id if isinstance(source.article, Article) else Path(name).stem  # as files are called
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
            else:
                self._held.append(text)
                if is_digest or self._file or not _holds_something(self.output):
                    self._write_file(self.output, "".join(self._held))
                    self._held.clear()

    def _write_file(self, output: Path, text: str) -> None:
        if not self._several:
            _replace_file(output, text)
            return
        self._file = self._file or output.open("w", encoding="utf-8")
        self._file.write(text)
        self._file.flush()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise  # who read it has seen enough
        except (OSError, sqlite3.Error) as error:
            name = self.output or "Standard output"
            why = error.strerror if isinstance(error, OSError) else error
            raise UsageError(f"{name} can't be written ({why})", "Check it and its disk") from error

    def _write_page(self, digest: Digest) -> None:
        from rich.console import Console

        text = io.StringIO()
        console = Console(file=text) if self.output else Console()
        console.width = console.width or 80  # some shells say COLUMNS=0, and nothing would be shown
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
        if output.exists():
            return not output.is_dir() and os.access(output, os.W_OK)
        folder = output.resolve().parent
        return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
    except (OSError, RuntimeError, ValueError):
        return False


def _holds_something(output: Path) -> bool:
    return output.is_file() and output.stat().st_size > 0


def _replace_file(path: Path, text: str) -> None:
    """Write the file. What it held before stays until all of the new is on the disk. Raises OSError."""
    target = path.resolve()  # a link stays a link
    if not path.is_file() or not os.access(target.parent, os.W_OK):
        path.write_text(text, encoding="utf-8")
        return
    with replacing(target) as new:
        new.write(text.encode())
