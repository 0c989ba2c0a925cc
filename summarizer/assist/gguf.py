"""Parameter count of a GGUF model, from the tensor shapes in the header of the file.

Format: github.com/ggml-org/ggml, docs/gguf.md. The weights are not read.
"""

import functools
import struct
from math import prod
from pathlib import Path
from typing import Any, BinaryIO

from summarizer.errors import ModelError

_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}  # bytes per value, by scalar type
_STRING, _ARRAY = 8, 9
_MOST_DIMENSIONS = 4


@functools.lru_cache(maxsize=16)
def parameters(path: Path) -> int:
    """Return the number of parameters of a model file.

    Raises ModelError if the file can't be read, is not a GGUF model, or has a truncated header.
    """
    try:
        with path.open("rb") as file:
            magic, _, tensors, entries = _numbers(file, "4sIQQ")
            if magic != b"GGUF":
                raise _no_model(path)
            for _ in range(entries):
                _skip_string(file)
                _skip_value(file, *_numbers(file, "I"))
            return sum(_size_of_tensor(file) for _ in range(tensors))
    except (ValueError, KeyError, OSError, OverflowError, RecursionError, struct.error) as error:
        raise _no_model(path) from error


def _no_model(path: Path) -> ModelError:
    return ModelError(f"{path} is not a GGUF model file", "Give the path of a .gguf file after 'local/'")


def _numbers(file: BinaryIO, form: str) -> tuple[Any, ...]:
    form = f"<{form}"
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _skip_string(file: BinaryIO) -> None:
    (length,) = _numbers(file, "Q")
    file.seek(length, 1)


def _skip_value(file: BinaryIO, kind: int) -> None:
    if kind == _STRING:
        _skip_string(file)
    elif kind == _ARRAY:
        inner, count = _numbers(file, "IQ")
        if inner in _SIZES:
            file.seek(_SIZES[inner] * count, 1)
        else:
            for _ in range(count):
                _skip_value(file, inner)
    else:
        file.seek(_SIZES[kind], 1)


def _size_of_tensor(file: BinaryIO) -> int:
    _skip_string(file)
    (dimensions,) = _numbers(file, "I")
    if dimensions > _MOST_DIMENSIONS:
        raise ValueError("too many tensor dimensions")
    shape = _numbers(file, "Q" * dimensions)
    _numbers(file, "IQ")  # type and offset
    return prod(shape)
