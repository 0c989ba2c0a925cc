"""Code's own work beside the event loop."""

import asyncio
import contextlib
import functools
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


@functools.cache
def _worker(_process: int) -> ThreadPoolExecutor:
    """The thread for code's own work: one a process, since a thread does not go along when a process forks."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="summarizer")


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` returns, computed beside the event loop, whose requests go on meanwhile.

    In one thread for all articles: more would not be faster, since Python runs one at a time, and the loop would have
    to wait for each of them.
    """
    return await asyncio.get_running_loop().run_in_executor(
        _worker(os.getpid()), functools.partial(work, *args, **kwargs)
    )


async def in_daemon(work: Callable[[], T]) -> T:
    """What `work` returns, from a thread for which nothing waits: where the event loop ends, it does too."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[T] = loop.create_future()

    def deliver(error: BaseException | None, value: T | None) -> None:
        if found.done():
            return
        if error:
            found.set_exception(error)
        else:
            found.set_result(value)  # type: ignore[arg-type]  # there is one where there is no error

    def run() -> None:
        error, value = None, None
        try:
            value = work()
        except Exception as caught:  # noqa: BLE001  raised where it is awaited
            error = caught
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
            loop.call_soon_threadsafe(deliver, error, value)

    threading.Thread(target=run, name="summarizer-client", daemon=True).start()
    return await found
