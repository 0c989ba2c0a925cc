"""Code's own work beside the event loop."""

import asyncio
import functools
import os
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
