"""The systems that can be measured, by name."""

import importlib
import importlib.metadata
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, cast

from summarizer.article import Article
from summarizer.client import Endpoint
from summarizer.errors import UsageError

Record = dict[str, Any]
"""An object as JSON has it: a digest, or a line of a file."""
Digester = Callable[[Article, Endpoint], Record]
"""One article and the server to ask -> its digest. Raises whatever the system raises where it gets none."""

OUTPUT_TOKENS = 4096
"""What a system that knows no limit of its own may write in one reply: without one, a small model that repeats itself
goes on until its context is full. More than any article of the benchmark needs."""

ROOT = Path(__file__).parents[2]


class System(NamedTuple):
    """A system: its distribution, and the libraries to import before the clock starts."""

    distribution: str
    libraries: tuple[str, ...]


SYSTEMS = {
    "summarizer": System("summarizer", ("instructor", "openai")),
    "langextract": System("langextract", ("langextract", "openai")),
    "instructor": System("instructor", ("instructor", "openai")),
    "pydantic-ai": System("pydantic-ai-slim", ("pydantic_ai", "pydantic_ai.models.openai")),
}


def version(name: str) -> str:
    """The installed version of a system; for this project with its last commit. Raises UsageError."""
    if name not in SYSTEMS:
        raise UsageError(f"There is no system {name!r}", f"Choose from: {', '.join(SYSTEMS)}")
    try:
        found = importlib.metadata.version(SYSTEMS[name].distribution)
    except importlib.metadata.PackageNotFoundError as error:
        raise UsageError(f"{name} is not installed", "Run: pip install --group bench") from error
    return f"{found} {_commit()}".strip() if name == "summarizer" else found


def _commit() -> str:
    """The last commit that changed what is measured, with a plus where the files differ from it; "" outside of git."""
    measured = ("summarizer", "prompts")
    last = _git("log", "-1", "--format=%h", "--", *measured)
    return last + ("+" if last and _git("status", "--porcelain", "--", *measured) else "")


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def load(name: str) -> Digester:
    """The function of a system, with what it needs already imported."""
    for library in SYSTEMS[name].libraries:
        importlib.import_module(library)
    return cast("Digester", importlib.import_module(f"benchmarks.quality.by_{name.replace('-', '_')}").digest)
