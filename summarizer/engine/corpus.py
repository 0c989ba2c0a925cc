"""A corpus of articles as a dataset of Ray Data: Parquet or `.jsonl`, on a disk or at `s3://`."""

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.engine.worker import LINE, PLACE
from summarizer.errors import InputError
from summarizer.read.jsonl import bounded_lines

if TYPE_CHECKING:
    import pyarrow as pa
    from ray.data import Dataset

_JSONL = (".jsonl", ".jsonl.gz")
_AT_A_TIME = 100
"""Lines that are handed on together."""


def articles(source: str) -> "Dataset":
    """The articles of a file, or of all files in a folder, one a row: the lines of `.jsonl` files, else Parquet's rows.

    A line stays as it is: a broken one is that article's error, and no types are guessed. Raises InputError where there
    is nothing.
    """
    import ray.data

    system, files = listed(source)
    lines = [file for file in files if file.lower().endswith(_JSONL)]
    if not lines:
        return ray.data.read_parquet(source)
    found = ray.data.from_items([{"path": file} for file in lines], override_num_blocks=len(lines))
    return found.map_batches(_lines, fn_args=(system,), batch_size=1, batch_format="pyarrow")


def listed(source: str) -> tuple[Any, list[str]]:
    """The file system of Arrow, and in it the files that `source` names. Raises InputError where there are none."""
    from pyarrow import fs

    system, path = fs.FileSystem.from_uri(source if "://" in source else str(Path(source).absolute()))
    kind = system.get_file_info(path).type
    if kind == fs.FileType.NotFound:
        raise InputError(f"There is nothing at {source}", "Check the path")
    if kind == fs.FileType.File:
        return system, [path]
    inside = system.get_file_info(fs.FileSelector(path, recursive=True))
    return system, sorted(info.path for info in inside if info.is_file)


def _lines(files: "pa.Table", system: Any) -> Iterator["pa.Table"]:
    """The lines of files, and what to call each: the name of its file and its number."""
    import pyarrow as pa

    schema = pa.schema([(LINE, pa.large_binary()), (PLACE, pa.string())])
    for path in files["path"].to_pylist():
        with io.BufferedReader(system.open_input_stream(path)) as file:
            rows = (
                {LINE: line, PLACE: f"{Path(path).name}:{number}"}
                for number, line in enumerate(bounded_lines(file), 1)
                if line.strip()
            )
            while some := list(islice(rows, _AT_A_TIME)):
                yield pa.Table.from_pylist(some, schema=schema)
