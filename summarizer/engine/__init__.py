"""Articles on many machines: the digest as a step of a Ray Data pipeline. Needs `pip install 'summarizer[engine]'`.

    import ray
    from summarizer.engine import digested

    dataset = ray.data.read_parquet("s3://news/2024/")
    digested(dataset, model="openai/gpt-5-mini", workers=8, rpm=10_000).write_parquet("s3://news/digests/")

`python -m summarizer.engine IN OUT` does the same from the command line.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from summarizer.engine.worker import AT_ONCE, Settings, Worker
from summarizer.errors import UsageError
from summarizer.language import validate_tag
from summarizer.models import choose_model, profile_of
from summarizer.pipeline import choose_sections
from summarizer.read import iso_date
from summarizer.sections import SECTIONS

if TYPE_CHECKING:
    from ray.data import Dataset

__all__ = ["digested"]

CPUS = 0.5
"""Logical CPUs of a worker. Reading and writing must find some too, also where half of the machines are lost."""


def digested(
    dataset: "Dataset",
    *,
    model: str | None = None,
    profile: str | None = None,
    sections: Iterable[str] = tuple(SECTIONS),
    published: str | None = None,
    language: str | None = None,
    strict: bool = False,
    workers: int = 1,
    concurrency: int | None = None,
    rpm: int | None = None,
    tpm: int | None = None,
) -> "Dataset":
    """The dataset with the columns of each article's digest, see `summarizer.engine.columns`.

    Its rows have `text` or `html`, and as far as they are known `id`, `title`, `author`, `published`, `url` and
    `language`; other columns stay as they are. An article that can't be read or digested gets the columns `error_type`,
    `error_message` and `error_hint` in place of a digest, and the others go on.

    `workers` processes digest the articles, wherever Ray puts them, `concurrency` articles at once each. `rpm` and
    `tpm` are the requests and tokens a minute of all workers together: each keeps an equal part. The other arguments
    are those of `summarizer.asummarize`. Raises UsageError, ModelError.
    """
    from ray.data import ActorPoolStrategy

    check(workers, rpm=rpm, tpm=tpm)
    names = [section.name for section in choose_sections(sections)]
    if published:
        iso_date(published)
    settings = Settings(
        model=choose_model(model),
        profile=profile_of(choose_model(model), profile),
        sections=tuple(names),
        published=published,
        language=validate_tag(language) if language else None,
        strict=strict,
        concurrency=concurrency,
        rpm=rpm,
        tpm=tpm,
        workers=workers,
    )
    # A block is what is done again where a machine dies. Two blocks are in a worker at a time: while the last articles
    # of the one are under way, there is room for the first of the other.
    at_once = concurrency or AT_ONCE
    return dataset.repartition(target_num_rows_per_block=at_once).map_batches(
        Worker,
        fn_constructor_args=(settings,),
        batch_size=None,
        batch_format="pyarrow",
        compute=ActorPoolStrategy(size=workers, max_concurrent_calls_per_actor=2),
        num_cpus=CPUS,
    )


def check(workers: int, **limits: int | None) -> None:
    """Raise UsageError where a limit for all workers leaves one of them less than one a minute."""
    if workers < 1:
        raise UsageError(f"There is no pool of {workers} workers", "Give at least one")
    for name, limit in limits.items():
        if limit is not None and limit < workers:
            raise UsageError(
                f"{name}={limit} is less than one a minute for each of {workers} workers", "Use fewer workers"
            )
