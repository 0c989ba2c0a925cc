"""How far a run is, on standard error: a bar on a terminal, a line now and then elsewhere."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

import typer

from summarizer.render import printable
from summarizer.run_monitor import RunMonitor

PAUSE = 30.0
"""Seconds between two lines where standard error is no terminal."""


def print_message(message: str) -> None:
    """Print one line to standard error."""
    with contextlib.suppress(OSError):  # where nobody can read it, the results still count
        typer.echo(f"summarizer: {printable(message)}", err=True)


@contextlib.contextmanager
def progress(monitor: RunMonitor, total: int | None, *, as_bar: bool) -> Iterator[Callable[[int, int], None]]:
    """A function to be called each time that there is one article more.

    It takes how many were dealt with, and how many of the `total` there were before: these took no time. No bar is
    drawn without `as_bar`: where the results go to the terminal, they show how far it is.
    """
    started = time.monotonic()
    if not as_bar or not sys.stderr.isatty():
        last = [started]

        def tell(dealt: int, before: int = 0) -> None:
            if time.monotonic() - last[0] >= PAUSE:
                last[0] = time.monotonic()
                print_message(_line(monitor, dealt, before, total, time.monotonic() - started))

        yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(), TextColumn("{task.fields[line]}"))
    # Results go where they are meant to, and not through the bar, which would write them to standard error.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=total, line="starting")

        def show(dealt: int, before: int = 0) -> None:
            line = _line(monitor, dealt, before, total, time.monotonic() - started)
            bar.update(task, completed=dealt + before, line=line)

        yield show


def _line(monitor: RunMonitor, dealt: int, before: int, total: int | None, seconds: float) -> str:
    """How far it is: "120 of 1,000 articles, 2 failed; 90,000 tokens in, 9,000 out; 4.1 a second, 4 min left"."""
    rate = dealt / seconds if seconds else 0.0
    done = dealt + before
    left = f", {_duration(max(0, total - done) / rate)} left" if total and rate else ""
    parts = [f"{done:,} of {total:,} articles" if total else f"{done:,} articles"]
    if monitor.failed:
        parts[0] += f", {monitor.failed:,} failed"
    return "; ".join([*parts, *_usage_parts(monitor), f"{rate:.1f} a second{left}"])


def run_totals(monitor: RunMonitor, seconds: float) -> str:
    """What a run took in all: "39 digests, 1 failed; 120,000 tokens in, 20,000 out; $0.53; 35 s"."""
    failed = f", {monitor.failed:,} failed" if monitor.failed else ""
    return "; ".join(
        [
            f"{monitor.done:,} {'digest' if monitor.done == 1 else 'digests'}{failed}",
            *_usage_parts(monitor),
            _duration(seconds),
        ]
    )


def _usage_parts(monitor: RunMonitor) -> list[str]:
    meter = monitor.meter
    parts = [f"{meter.sent.input_tokens:,} tokens in, {meter.sent.output_tokens:,} out"]
    if meter.spent_usd and meter.requests:
        parts.append(f"${meter.spent_usd:.4f}" if meter.spent_usd < 1 else f"${meter.spent_usd:,.2f}")
    if meter.replies_kept:
        parts.append(f"{meter.replies_kept:,} from the cache")
    return parts


def _duration(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"
