"""Runs CPU work and blocking calls in daemon threads, beside the event loop. They end with the process.

So Ctrl-C ends a long piece of work at once. The executors of the standard library would be waited for, also when the
process ends.

CPU work has one thread for all articles. `in_time` bounds how long one reply may keep the others waiting.
"""

import asyncio
import contextlib
import contextvars
import functools
import os
import queue
import threading
import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Iterator
from concurrent.futures import Future
from typing import Any, Generic, ParamSpec, TypeVar

from summarizer.errors import ReplyError

MOST_SECONDS = 20.0
"""Of computing for the items of one reply at the most; usual replies take a hundredth of one."""

T = TypeVar("T")
P = ParamSpec("P")


class _Worker:
    """A thread that does one piece of work after another."""

    def __init__(self, name: str) -> None:
        self._tasks: queue.SimpleQueue[tuple[Future[object], Callable[[], object]] | None] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self._run, name=name, daemon=True)
        self.thread.start()

    def submit(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """What will be there when the work is done."""
        found: Future[T] = Future()
        self._tasks.put((found, _in_context(work, *args, **kwargs)))  # type: ignore[arg-type]  # one kind of future is any
        return found

    def end(self) -> None:
        """Let the thread end, when what was submitted is done."""
        self._tasks.put(None)

    def _run(self) -> None:
        while task := self._tasks.get():
            _run_work(*task)
            del task  # it may hold an article


class LoopThread(Generic[T]):
    """A thread that runs `work` in an event loop of its own. `found` is what will be there when it has ended."""

    def __init__(self, name: str, work: Coroutine[Any, Any, T]) -> None:
        self.found: Future[T] = Future()
        self._is_broken_off = False
        self._cancel: Callable[[], object] = lambda: None
        run = _in_context(asyncio.run, self._run(work))
        threading.Thread(target=_run_work, args=(self.found, run), name=name, daemon=True).start()

    async def _run(self, work: Coroutine[Any, Any, T]) -> T:
        if task := asyncio.current_task():
            self._cancel = functools.partial(asyncio.get_running_loop().call_soon_threadsafe, task.cancel)
            if self._is_broken_off:  # before it began
                task.cancel()
        return await work

    def break_off(self) -> None:
        """Cancel the work, if it has not ended."""
        self._is_broken_off = True
        with contextlib.suppress(RuntimeError):  # the loop is closed
            self._cancel()


def _in_context(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
    """The work as a function that another thread can call, with the context variables of this one."""
    return functools.partial(contextvars.copy_context().run, work, *args, **kwargs)


@functools.cache
def _worker(_process: int) -> _Worker:
    """The thread for code's own work: one a process, since a thread does not go along when a process forks."""
    return _Worker("summarizer")


def _run_work(found: Future[T], work: Callable[[], T]) -> None:
    if not found.set_running_or_notify_cancel():
        return
    try:
        found.set_result(work())
    except StopIteration as error:  # asyncio takes none: before Python 3.12 its caller would wait for ever
        found.set_exception(RuntimeError(f"StopIteration: {error}"))
    except BaseException as error:  # noqa: BLE001  # raised where it is awaited
        found.set_exception(error)


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` returns, computed beside the event loop, whose requests go on meanwhile.

    In one thread for all articles: more would not be faster, since Python runs one at a time, and the loop would have
    to wait for each of them.
    """
    worker = _worker(os.getpid())
    if worker.thread is threading.current_thread():  # a section's own code digests something: it would wait for itself
        return work(*args, **kwargs)
    return await asyncio.wrap_future(worker.submit(work, *args, **kwargs))


async def in_daemon(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` returns, from a thread of its own: for what waits for others, such as reading."""
    found: Future[T] = Future()
    task = _in_context(work, *args, **kwargs)
    threading.Thread(target=_run_work, args=(found, task), name="summarizer-daemon", daemon=True).start()
    return await asyncio.wrap_future(found)


async def iterate(items: Iterable[T]) -> AsyncGenerator[T, None]:
    """The items, taken one by one in a thread of their own: reading one may take time.

    It is the same thread for all of them, since what an iterator holds may belong to a thread, as a connection of
    SQLite does.
    """
    worker, take = _Worker("summarizer-source"), _in_context(next, iter(items), _END)
    try:
        while (item := await asyncio.wrap_future(worker.submit(take))) is not _END:
            yield item
    finally:
        worker.end()


_END: Any = object()


def in_time(items: Iterable[T]) -> Iterator[T]:
    """The items of a reply, as long as the work on them does not take too long. Raises ReplyError."""
    end = time.thread_time() + MOST_SECONDS
    for item in items:
        if time.thread_time() > end:
            raise ReplyError("The reply takes too long to check", "Try another model")
        yield item
