"""Runs CPU work and blocking calls in daemon threads, beside the event loop. They end with the process.

So Ctrl-C ends a long piece of work at once. The executors of the standard library would be waited for.

CPU work has one thread for all articles. `in_time` bounds how long one reply may keep the others waiting.
"""

import asyncio
import contextvars
import functools
import os
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

from summarizer.errors import ReplyError

MOST_SECONDS = 20.0
"""Of computing for the items of one reply at the most; usual replies take a hundredth of one."""

T = TypeVar("T")
P = ParamSpec("P")


class _Worker:
    """A thread that does one piece of work after another."""

    def __init__(self) -> None:
        self._tasks: queue.SimpleQueue[tuple[Future[object], Callable[[], object]]] = queue.SimpleQueue()
        threading.Thread(target=self._run, name="summarizer", daemon=True).start()

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """What will be there when the work is done."""
        found: Future[T] = Future()
        self._tasks.put((found, work))  # type: ignore[arg-type]  # a future of one kind of result is one of any
        return found

    def _run(self) -> None:
        while True:
            _run_work(*self._tasks.get())


@functools.cache
def _worker(_process: int) -> _Worker:
    """The thread for code's own work: one a process, since a thread does not go along when a process forks."""
    return _Worker()


def _run_work(found: Future[T], work: Callable[[], T]) -> None:
    if not found.set_running_or_notify_cancel():
        return
    try:
        found.set_result(work())
    except BaseException as error:  # noqa: BLE001  # raised where it is awaited
        found.set_exception(error)


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` returns, computed beside the event loop, whose requests go on meanwhile.

    In one thread for all articles: more would not be faster, since Python runs one at a time, and the loop would have
    to wait for each of them.
    """
    return await asyncio.wrap_future(_worker(os.getpid()).submit(functools.partial(work, *args, **kwargs)))


async def in_daemon(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` returns, from a thread of its own: for what waits for others, such as reading."""
    found: Future[T] = Future()
    context = contextvars.copy_context()
    task = functools.partial(context.run, functools.partial(work, *args, **kwargs))
    threading.Thread(target=_run_work, args=(found, task), name="summarizer-daemon", daemon=True).start()
    return await asyncio.wrap_future(found)


def in_time(items: Iterable[T]) -> Iterator[T]:
    """The items of a reply, as long as the work on them does not take too long. Raises ReplyError."""
    end = time.thread_time() + MOST_SECONDS
    for item in items:
        if time.thread_time() > end:
            raise ReplyError("The reply takes too long to check", "Try another model")
        yield item
