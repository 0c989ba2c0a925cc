"""Worker processes: each digests whole articles, so that two cores give nearly twice the rate of one."""

import asyncio
import contextlib
import itertools
import multiprocessing
import pickle
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection

from summarizer.article import Article
from summarizer.digesting import Result, Settings, open_digester
from summarizer.errors import InternalError, UsageError
from summarizer.meter import Meter

_READY = -1
"""The number under which a worker says that it takes articles."""
TRIES = 2
"""How many workers may die over one article before it is given up."""


class WorkerDiedError(Exception):
    """A worker process ended unexpectedly."""


class Worker:
    """A process that digests articles, many at once. For one event loop."""

    def __init__(self, settings: Settings) -> None:
        spawn = multiprocessing.get_context("spawn")  # a fork would take along locks that nobody gives back
        self._connection, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(theirs, settings), daemon=True, name="summarizer")
        with _without_ctrl_c():
            self._process.start()
        theirs.close()
        self._loop = asyncio.get_running_loop()
        self._numbers = itertools.count()
        self._awaited: dict[int, asyncio.Future[Result]] = {}
        self._sender = ThreadPoolExecutor(max_workers=1, thread_name_prefix="summarizer-worker")
        self.is_alive = True
        self.is_ready = False
        """Whether it has come so far as to take articles."""
        self._receiver = threading.Thread(target=self._receive, daemon=True, name="summarizer-worker")
        self._receiver.start()

    @property
    def number_under_way(self) -> int:
        """How many articles it is digesting."""
        return len(self._awaited)

    async def digest(self, article: Article) -> Result:
        """The result of one article. Raises WorkerDiedError."""
        number = next(self._numbers)
        found = self._awaited[number] = self._loop.create_future()
        try:
            if not self.is_alive:
                raise WorkerDiedError
            await self._loop.run_in_executor(self._sender, self._send, pickle.dumps((number, article)))
            result: Result = await found
        except OSError as error:
            raise WorkerDiedError from error
        finally:
            del self._awaited[number]
        return result

    def _send(self, data: bytes) -> None:
        self._connection.send_bytes(data)

    def _receive(self) -> None:
        try:
            with contextlib.suppress(EOFError, OSError):
                while True:
                    number, result = pickle.loads(self._connection.recv_bytes())  # noqa: S301  # from the parent  # from a process of ours
                    self._loop.call_soon_threadsafe(self._deliver, number, result)
        finally:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
                self._loop.call_soon_threadsafe(self._lose)

    def _deliver(self, number: int, result: Result) -> None:
        self.is_ready = True
        found = self._awaited.get(number)
        if found and not found.done():
            found.set_result(result)

    def _lose(self) -> None:
        self.is_alive = False
        for found in self._awaited.values():
            if not found.done():
                found.set_exception(WorkerDiedError())

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()  # also one that is stopped, or in which the program's own module handles SIGTERM
        self._process.join()
        self._receiver.join()
        self._connection.close()
        self._sender.shutdown()


class Workers:
    """Several workers, which share the articles and the limits. One that dies is replaced."""

    def __init__(self, settings: Settings, processes: int) -> None:
        self._settings = replace(settings, share=processes)
        self._workers = [Worker(self._settings) for _ in range(processes)]

    async def digest(self, article: Article) -> Result:
        """The result of one article, by the worker that has least to do. Raises UsageError where none can start."""
        are_ready = False
        for _ in range(TRIES):
            worker = min(self._workers, key=lambda worker: worker.number_under_way)
            try:
                return await worker.digest(article)
            except WorkerDiedError:
                are_ready = are_ready or worker.is_ready
                if worker in self._workers:  # the first of its articles to notice replaces it
                    self._workers[self._workers.index(worker)] = Worker(self._settings)
                    await asyncio.to_thread(worker.end)
        if not are_ready:
            raise UsageError(
                "The worker processes can't start",
                'Call it from a module that can be imported, below if __name__ == "__main__", or in one process',
            )
        return Result(InternalError(WorkerDiedError(f"{TRIES} worker processes died over it")), Meter())

    async def end(self) -> None:
        """End them all."""
        await asyncio.gather(*(asyncio.to_thread(worker.end) for worker in self._workers))


@contextlib.asynccontextmanager
async def workers(settings: Settings, processes: int) -> AsyncIterator[Workers]:
    """So many worker processes for the time of the block. Raises ModelError, UsageError."""
    async with open_digester(settings):
        pass  # what is wrong with the settings is said once, and not by each process
    try:
        pickle.dumps(settings)
    except Exception as error:
        raise UsageError(
            f"The sections can't be handed to other processes ({error})", "Define them in a module, or use one process"
        ) from error
    pool = Workers(settings, processes)
    try:
        yield pool
    finally:
        await pool.end()


@contextlib.contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """A process started in the block never sees Ctrl-C, not even before it has come so far as to ignore it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # when it starts later, in the block, it lets Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, settings: Settings) -> None:
    """What a worker does: digest what comes in, until nothing does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that started it
    with contextlib.suppress(EOFError, OSError):
        asyncio.run(_work(connection, settings))


async def _work(connection: Connection, settings: Settings) -> None:
    loop, sending = asyncio.get_running_loop(), asyncio.Lock()
    tasks: set[asyncio.Task[None]] = set()
    async with open_digester(settings) as digesting:

        async def answer(number: int, article: Article) -> None:
            result = await digesting.digest(article)
            try:
                data = pickle.dumps((number, result))
            except Exception as error:  # noqa: BLE001  # a section of the user's own may give anything
                data = pickle.dumps((number, Result(InternalError(error), result.meter)))
            async with sending:
                with contextlib.suppress(OSError):  # the one that asked is gone
                    await loop.run_in_executor(None, connection.send_bytes, data)

        connection.send_bytes(pickle.dumps((_READY, None)))
        while True:
            number, article = pickle.loads(await loop.run_in_executor(None, connection.recv_bytes))  # noqa: S301  # from the parent
            task = asyncio.create_task(answer(number, article))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
