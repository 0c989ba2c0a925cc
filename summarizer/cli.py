"""The flags of the command line."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Annotated, TextIO

import typer

from summarizer.version import __version__

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def main() -> None:
    """The command `summarizer`."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:  # closed by the shell (">&-"): the next file opened would get what is printed
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115  # it stays open
    try:
        app(prog_name="summarizer")
    except OSError as error:  # of --help and --version
        with contextlib.suppress(OSError):
            typer.echo(f"summarizer: Standard output can't be written ({error.strerror})", err=True)
        sys.exit(2)
    finally:
        for stream in (sys.stdout, sys.stderr):
            _discard_unwritten(stream)


def _discard_unwritten(stream: TextIO | None) -> None:
    """Discard output that can't be written. Python would try again at exit, and print an error."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _version(value: bool) -> None:  # noqa: FBT001  # the signature of typer's callbacks
    if value:
        typer.echo(__version__)
        raise typer.Exit


@app.command()
def summarizer(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE...",
            help="Files (text, Markdown, HTML, PDF), folders, patterns, URLs, '-' for standard input, .jsonl files of "
            "articles.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write to this file; '-' is standard output.")
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "-f", "--format", help="terminal, json, markdown, html, jsonld. Default: a page on a terminal, else JSON."
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "-m", "--model", help="local, local/FILE.gguf or provider/model. Default: $SUMMARIZER_MODEL, else local."
        ),
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option("-s", "--section", help="Only this section (summary, timeline, people, claims). May be repeated."),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", help="Publication date, YYYY-MM-DD. Default: the article's own."),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option("--language", help="Write the digest in this language (de, fr, zh). Default: the article's."),
    ] = None,
    strict: Annotated[  # noqa: FBT002  # a flag of the command line
        bool, typer.Option("--strict", help="Leave out items that failed a check, instead of flagging them.")
    ] = False,
    evidence: Annotated[  # noqa: FBT002  # a flag of the command line
        bool, typer.Option("--evidence", help="On the page, show the sentences that each item stands on.")
    ] = False,
    allow_private: Annotated[  # noqa: FBT002  # a flag of the command line
        bool, typer.Option("--allow-private", help="Fetch URLs of this machine and of private networks too.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("-j", "--jobs", min=1, help="Articles at once. Default: 16 with a hosted model, else 1."),
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option("--processes", min=1, help="Processes to spread them over. Default: one for each 16, by cores."),
    ] = None,
    rpm: Annotated[
        float | None,
        typer.Option("--rpm", min=1, help="Requests a minute at the most. Default: learned from the provider."),
    ] = None,
    tpm: Annotated[
        float | None,
        typer.Option("--tpm", min=1, help="Tokens a minute at the most. Default: learned from the provider."),
    ] = None,
    max_cost: Annotated[
        float | None, typer.Option("--max-cost", min=0, metavar="USD", help="Stop before more than this is spent.")
    ] = None,
    batch: Annotated[  # noqa: FBT002  # a flag of the command line
        bool, typer.Option("--batch", help="Ask through OpenAI's Batch API: half the price, within a day.")
    ] = False,
    no_cache: Annotated[  # noqa: FBT002  # a flag of the command line
        bool, typer.Option("--no-cache", help="Ask again what was asked before, and keep no replies.")
    ] = False,
    context: Annotated[
        int | None,
        typer.Option(
            "--context", min=1000, metavar="TOKENS", help="What the model reads at once. Default: as is known of it."
        ),
    ] = None,
    part: Annotated[
        int | None,
        typer.Option(
            "--part",
            min=200,
            metavar="TOKENS",
            help="Read longer articles in parts of this size. Default: 8000, local 3000.",
        ),
    ] = None,
    cache: Annotated[
        str | None, typer.Option("--cache", metavar="info|clear", help="Show or clear the replies kept, and end.")
    ] = None,
    version: Annotated[  # noqa: ARG001, FBT002  # a flag of the command line; its callback does the work
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Summary, timeline, people and claims of news articles, each item tied to the article's own words."""
    from summarizer import command  # here: --help has no use for it, and should not wait

    if cache:
        raise typer.Exit(command.cache(cache))
    if not sources:
        raise typer.BadParameter("Missing argument 'SOURCE...'.")
    options = command.Options(
        model=model,
        sections=section,
        published=published,
        language=language,
        strict=strict,
        allow_private=allow_private,
        jobs=jobs,
        processes=processes,
        rpm=rpm,
        tpm=tpm,
        max_cost=max_cost,
        no_cache=no_cache,
        batch=batch,
        context=context,
        part=part,
    )
    if output == Path("-"):  # as other commands call standard output
        output = None
    raise typer.Exit(command.run(sources, output, form, evidence=evidence, options=options))
