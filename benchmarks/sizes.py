"""What the command line makes of inputs of 1, 3, 10 and 100 MB: a digest or an error, and what that takes.

    python -m benchmarks.sizes [--sizes MB ...] [--only NAME ...] [--no-docs]

Each input is a file, given to the command in a process of its own, with a server on the loopback interface that answers
at once. The seconds are those of the whole process, the start of Python and its libraries included; the memory is the
most that it held. The table is also written into `docs/faults.md`. With `--only` the other rows there stay as they are.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.page import PAGE, with_rows, write
from benchmarks.server import mark, serving

MB = 1_000_000
LONGEST = 900.0
"""Seconds until a command is ended."""
_MARK = mark(1, "asylum")
_PROSE = (
    "The mayor, Ann Lee, told reporters on Monday that 12 of the 40 bridges in Oldtown were closed. "
    '"We had no choice," she said, while the council denied that it had been warned in 2021. '
)
_PAGE = f"<!doctype html><html><head><title>Bridges</title></head><body><article><p>{_MARK} {_PROSE}</p>"


class Input(NamedTuple):
    """A kind of input: what it is called, its file's suffix, and what its file holds, piece by piece, by its bytes."""

    name: str
    suffix: str
    pieces: Callable[[int], Iterator[str]]


def _repeated(begin: str, unit: Callable[[int], str], end: str = "") -> Callable[[int], Iterator[str]]:
    """A beginning, so many numbered units as fit into the size, and an end."""

    def pieces(size: int) -> Iterator[str]:
        yield begin
        left, number = size - len(begin) - len(end), 0
        while len(piece := unit(number)) <= left:
            yield piece
            left, number = left - len(piece), number + 1
        yield end

    return pieces


def _pdf(size: int) -> Iterator[str]:
    """A PDF with a page for each 3 kB of text."""
    stream = "".join(f"({line}) Tj T*\n" for line in [_PROSE[:95], _PROSE[95:-1]] * 15)
    stream = f"BT /F1 11 Tf 14 TL 50 780 Td\n({_MARK}) Tj T*\n{stream}ET"
    pages = max(1, size // (len(stream) + 230))
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(pages))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]/MediaBox[0 0 595 842]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    text = "%PDF-1.4\n"
    yield text
    at, offsets = len(text), []

    def of_pages() -> Iterator[str]:
        yield from objects
        for number in range(pages):
            yield f"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * number} 0 R>>"
            yield f"<</Length {len(stream)}>>stream\n{stream}\nendstream"

    for number, content in enumerate(of_pages(), 1):
        offsets.append(at)
        text = f"{number} 0 obj\n{content}\nendobj\n"
        yield text
        at += len(text)
    yield f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n"
    for offset in offsets:
        yield f"{offset:010} 00000 n \n"
    yield f"trailer<</Size {len(offsets) + 1}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n"


def _refused_line(number: int) -> str:
    """A line of 1 kB that no question is asked about."""
    return json.dumps({"id": f"a{number:07}", "title": "t" * 950, "text": "   "}) + "\n"


INPUTS = [
    Input("text, prose", ".txt", _repeated(f"{_MARK}\n\n", lambda n: _PROSE + ("\n\n" if n % 4 == 3 else ""))),
    Input("text, short lines", ".txt", _repeated(f"{_MARK}\n", lambda n: f"line {n % 97}\n")),
    Input("text, one line without an end", ".txt", _repeated(f"{_MARK} ", lambda n: f"word{n % 97} ")),
    Input("text, one word", ".txt", _repeated(f"{_MARK} ", lambda _: "w" * 50)),
    Input("page, prose", ".html", _repeated(_PAGE, lambda _: f"<p>{_PROSE}</p>\n", "</article></body></html>")),
    Input("page, many elements", ".html", _repeated(_PAGE, lambda n: f"<b>w{n % 97}</b> ", "</article></body></html>")),
    Input(
        "page, many attributes",
        ".html",
        _repeated(_PAGE, lambda n: f"<p {' '.join(f'a{n % 7}{k}={k}' for k in range(200))}>w</p>\n", "</article>"),
    ),
    Input("page, one element of many attributes", ".html", _repeated(f"{_PAGE}<p ", lambda n: f"a{n}=1 ", ">w</p>")),
    Input("page, nested", ".html", _repeated(_PAGE, lambda _: "<div>", "w")),
    Input("PDF, many pages", ".pdf", _pdf),
    Input("JSONL, empty articles", ".jsonl", _repeated("", _refused_line)),
    Input("JSONL, one line", ".jsonl", _repeated(f'{{"id": "a", "text": "{_MARK} ', lambda _: f"{_PROSE[:95]} ", '"}')),
    Input(
        "JSONL, one line of a page",
        ".jsonl",
        _repeated(f'{{"html": "<p>{_MARK} ', lambda n: f"<b>w{n % 97}</b> ", '"}'),
    ),
    Input("JSONL, nested", ".jsonl", _repeated('{"id": "a", "text": ', lambda _: "[[[[[[[[[[", "\n")),
]


class Outcome(NamedTuple):
    """What came of an input; seconds, also those of a processor; and the most bytes of memory held at once."""

    what: str
    seconds: float
    busy: float
    memory: int


def made(kind: Input, size: int, folder: Path) -> Path:
    """A file of this kind and of about `size` bytes."""
    path = folder / f"input{kind.suffix}"
    with path.open("w", encoding="ascii", newline="") as file:
        file.writelines(kind.pieces(size))
    return path


def outcome(path: Path, url: str) -> Outcome:
    """What the command line makes of a file, with a model at this address."""
    folder = path.parent
    environment = {**os.environ, "OPENAI_BASE_URL": url, "OPENAI_API_KEY": "none", "SUMMARIZER_CACHE": str(folder)}
    command = [sys.executable, "-m", "summarizer", str(path), "-m", "openai/scripted", "-o", str(folder / "out.jsonl")]
    started = time.monotonic()
    with (folder / "messages").open("w+b") as messages:
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stderr=messages)
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            time.sleep(0.01)
            if time.monotonic() - started > LONGEST:
                process.kill()
        process.returncode = os.waitstatus_to_exitcode(ended[1])
        seconds = time.monotonic() - started
    what = _said(folder) if seconds < LONGEST else "ended by hand"
    usage = ended[2]
    busy = usage.ru_utime + usage.ru_stime
    return Outcome(what.replace(f"{folder}/", ""), seconds, busy, usage.ru_maxrss * 1024)


def _said(folder: Path) -> str:
    """What the output's first line says, or else the last message."""
    output = folder / "out.jsonl"
    if not output.exists():
        return (folder / "messages").read_text(encoding="utf-8").strip().rpartition("\n")[2]
    with output.open(encoding="utf-8") as file:
        beginning = file.read(3000)
        lines = beginning.count("\n") and 1 + sum(1 for _ in file)
    found = re.search(r'"error": ?(\{.*?\})\}', beginning)
    if not found:
        return "digest"
    error = json.loads(found[1])
    each = f"{lines:,} lines, the first: " if lines > 1 else ""
    return f"{each}{error['message']}. {error['hint']}"


def table(sizes: list[float], inputs: list[Input]) -> Iterator[str]:
    """The table, in Markdown, line by line."""
    yield "| input | MB | what comes of it | s | s of a core | MB of memory |"
    yield "| --- | ---: | --- | ---: | ---: | ---: |"
    with serving(0) as server:
        for kind in inputs:
            for size in sizes:
                with tempfile.TemporaryDirectory() as folder:
                    found = outcome(made(kind, round(size * MB), Path(folder)), server.url)
                figures = f"{found.seconds:.1f} | {found.busy:.1f} | {found.memory / MB:,.0f}"
                yield f"| {kind.name} | {size:g} | {found.what} | {figures} |"


def main() -> None:
    """Print the table, and write it into the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", nargs="*", type=float, default=[1, 3, 10, 100], metavar="MB")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="these inputs alone, by a part of their names")
    parser.add_argument("--no-docs", action="store_true", help=f"leave {PAGE.name} as it is")
    options = parser.parse_args()
    inputs = [kind for kind in INPUTS if options.only is None or any(part in kind.name for part in options.only)]
    lines = []
    for line in table(options.sizes, inputs):
        print(line, flush=True)
        lines.append(line)
    if not options.no_docs:
        write({"sizes": with_rows("sizes", lines, keys=2) if options.only is not None else lines})


if __name__ == "__main__":
    main()
