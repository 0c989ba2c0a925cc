"""A corpus of articles in, Parquet with their digests out: on this machine, or on a cluster of them.

python -m summarizer.engine IN OUT [--workers N] [--cluster ADDRESS] ...
"""

import os
import sys
from typing import Annotated

import typer

from summarizer.engine import CPUS, digested
from summarizer.engine.corpus import list_files, read_articles
from summarizer.errors import InputError, SummarizerError, UsageError

ROWS_PER_FILE = 1000

app = typer.Typer(add_completion=False)


@app.command()
def main(
    source: Annotated[str, typer.Argument(metavar="IN", help="Parquet or .jsonl: a file or a folder, also s3://")],
    output: Annotated[str, typer.Argument(metavar="OUT", help="A new folder for Parquet files, also s3://")],
    *,
    model: Annotated[str | None, typer.Option("--model", "-m", help="As in `summarizer`")] = None,
    profile: Annotated[str | None, typer.Option(help="full or brief; default: as the model is")] = None,
    sections: Annotated[list[str] | None, typer.Option("--section", "-s", help="Only this section")] = None,
    published: Annotated[str | None, typer.Option(help="Publication date of all articles")] = None,
    language: Annotated[str | None, typer.Option(help="Language of the digests; default: the article's")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Leave out what failed a check")] = False,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, help="Processes that digest articles")] = 1,
    concurrency: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Articles at once in each")] = None,
    rpm: Annotated[int | None, typer.Option(min=1, help="Requests a minute of all workers together")] = None,
    tpm: Annotated[int | None, typer.Option(min=1, help="Tokens a minute of all workers together")] = None,
    cluster: Annotated[str | None, typer.Option(help="Address of a Ray cluster, or auto; default: none")] = None,
    rows_per_file: Annotated[int, typer.Option(min=1, help="Rows of a Parquet file, at least")] = ROWS_PER_FILE,
) -> None:
    """Digest a corpus.

    Exit status: 0 all done; 1 articles failed, and their rows say why; 2 wrong usage.
    """
    try:
        _check_installed()
        _check_output_is_new(output)
        _start(cluster, workers)
        dataset = digested(
            read_articles(source),
            model=model,
            profile=profile,
            **({"sections": sections} if sections else {}),
            published=published,
            language=language,
            strict=strict,
            workers=workers,
            concurrency=concurrency,
            rpm=rpm,
            tpm=tpm,
        )
    except SummarizerError as error:
        typer.echo(f"summarizer: {error}", err=True)
        raise typer.Exit(2) from error
    dataset.write_parquet(output, min_rows_per_file=rows_per_file)
    _stop()
    done, failed = _counts(output)
    typer.echo(f"summarizer: {done} digests and {failed} failures in {output}", err=True)
    raise typer.Exit(1 if failed else 0)


def _check_installed() -> None:
    """Raise UsageError if Ray is not installed."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to anybody
    try:
        import ray.data  # noqa: F401  # to see whether it is there
    except ImportError as error:
        raise UsageError("Ray is not installed", "Run: pip install 'summarizer[engine]'") from error


def _start(cluster: str | None, workers: int) -> None:
    """Start Ray on this machine or connect to the cluster. Raises UsageError if it has too few CPUs."""
    import ray.data

    if cluster:
        ray.init(address=cluster)
    else:
        ray.init(address="local", num_cpus=max(workers, 2), include_dashboard=False)
    if workers * CPUS + 1 > ray.cluster_resources().get("CPU", 0):
        raise UsageError(f"The cluster is too small for {workers} workers", "Give as many as it has cores, or fewer")
    ray.data.DataContext.get_current().enable_progress_bars = sys.stderr.isatty()


def _stop() -> None:
    import ray

    ray.shutdown()


def _check_output_is_new(output: str) -> None:
    """Raise UsageError if the output exists already: nothing is overwritten or added to."""
    try:
        _, files = list_files(output)
    except InputError:
        return
    if files:
        raise UsageError(f"There is something in {output}", "Name a new folder")


def _counts(output: str) -> tuple[int, int]:
    """The number of rows with a digest, and of rows with an error."""
    from pyarrow import dataset

    system, files = list_files(output)
    rows = dataset.dataset(files, filesystem=system)
    failed = rows.count_rows(filter=dataset.field("error_type").is_valid())
    return rows.count_rows() - failed, failed


if __name__ == "__main__":
    app()
