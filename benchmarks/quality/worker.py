"""One article through one system, in a process of its own, which a time limit can end whatever the system does."""

import multiprocessing
import sys
import time
from multiprocessing.connection import Connection
from typing import NamedTuple

from benchmarks.quality.systems import Record, load
from summarizer.article import Article
from summarizer.client import Endpoint

REASON = 500
"""Characters of an error's message that are kept: some hold the whole reply."""

_spawn = multiprocessing.get_context("spawn")


class Outcome(NamedTuple):
    """A digest, or why there is none, and the seconds from the article to either."""

    digest: Record | None
    error: str | None
    seconds: float


def work(system: str, article: Article, server: Endpoint, *, limit: float) -> Outcome:
    """What `system` makes of `article`. The clock, and the `limit` in seconds, start when its libraries are loaded."""
    here, there = _spawn.Pipe(duplex=False)
    process = _spawn.Process(target=_digest, args=(there, system, article, server), daemon=True)
    process.start()
    there.close()
    try:
        return _outcome(here, limit)
    except EOFError:
        process.join()
        return Outcome(None, f"the process ended with status {process.exitcode}", 0.0)
    finally:
        process.kill()
        process.join()


def _outcome(result: Connection, limit: float) -> Outcome:
    """What the process sends within the limit; EOFError where it dies."""
    not_loaded: str | None = result.recv()
    if not_loaded:
        return Outcome(None, not_loaded, 0.0)
    if not result.poll(limit):
        return Outcome(None, f"not done after {limit:g} seconds", limit)
    outcome: Outcome = result.recv()
    return outcome


def _digest(result: Connection, system: str, article: Article, server: Endpoint) -> None:
    """Send None when loaded, or why not; then the outcome."""
    sys.stdout = sys.stderr  # what libraries print is no result
    try:
        digest = load(system)
    except ImportError as error:
        result.send(reason(error))
        return
    result.send(None)
    started = time.monotonic()
    try:
        made, error_text = digest(article, server), None
    except Exception as error:  # noqa: BLE001  # whatever a system raises, its article failed and the others go on
        made, error_text = None, reason(error)
    result.send(Outcome(made, error_text, round(time.monotonic() - started, 2)))


def reason(error: BaseException) -> str:
    """An error in one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:REASON]
