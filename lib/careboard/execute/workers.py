"""Tasks run by a concurrent.futures executor, so many ahead; one that dies or never ends fails alone.

Two executors of this machine's own. Where fork is to be had, each task gets a process of its own, forked from
a server that has drawn a page before (warm_up.py has the gain). Where only spawn is, processes stay, and are
reset after each task: that is the plain way, and tests/execute/test_workers.py holds the two equal.
"""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import queue
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import Any

import psutil

from careboard.errors import Problem

LIMIT_SECONDS = 120
MOST_MEMORY = 2 << 30  # what one page may take beyond what its process begins with, in bytes
TRIES = 3  # for a worker that would not start; a task is never done twice
AHEAD = 4  # tasks handed out for each worker: enough to keep it busy, and no more held in memory
BEGUN, DONE, FAILED, STOPPED = "begun", "done", "failed", "stopped"
# the script that began the build, and what it reads: Python 3.11's server leaves "__main__" out
SCRIPT = ["__main__", "runpy", "careboard.__main__"]


@dataclass(frozen=True)
class Done:
    """A task that was done.

    Attributes:
        task: what was handed out.
        result: what it brought back.
        failure: why it brought nothing, '' where it did.
    """

    task: Any
    result: Any = None
    failure: str = ""


def run(
    executor: Executor,
    work: Callable[[Any], Any],
    tasks: Iterable[Any],
    workers: int,
    tell: Callable[[list[Any]], None] = lambda running: None,
) -> Iterator[Done]:
    """Do `work` for each task and yield them as they are done.

    Args:
        executor: who does them.
        work: importable by name. A Problem that it raises is a failure in its own words; anything else by its
            kind alone, since a message could quote a record.
        tasks: what is to be done.
        workers: how many are done at once.
        tell: hears which tasks are being done.
    """
    waiting = iter(tasks)
    running: dict[Future, Any] = {}
    try:
        while True:
            for task in islice(waiting, max(0, AHEAD * workers - len(running))):
                running[executor.submit(work, task)] = task
            if not running:
                return
            tell(list(running.values())[:workers])
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield _done(running.pop(future), future)
    finally:
        for future in running:
            future.cancel()


def _done(task: Any, future: Future) -> Done:
    try:
        return Done(task, future.result())
    except Problem as problem:
        return Done(task, failure=str(problem))
    # whatever breaks in a page is that page's failure; its message could quote a record
    except Exception as error:
        return Done(task, failure=f"stopped with {type(error).__name__}")


def local_executor(workers: int, preload: str) -> Executor:
    """The executor of this machine's own processors."""
    kind = Forking if "forkserver" in multiprocessing.get_all_start_methods() else Staying
    return kind(workers, preload, LIMIT_SECONDS)


class NotStarted(Exception):
    """A worker's process ended before it began its task."""


class Stopped(Problem):
    """A task that took too long or too much: its process goes with it."""


class _Local(Executor):
    """Threads that each look after one process at a time."""

    def __init__(self, workers: int, preload: str, limit: float):
        self.preload, self.limit = preload, limit
        self._threads = ThreadPoolExecutor(max_workers=workers)
        self._processes: set[Any] = set()

    def submit(self, fn: Callable, /, *args: Any, **kwargs: Any) -> Future:
        """Hand out one task; see concurrent.futures.Executor."""
        return self._threads.submit(self._try, fn, *args)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End it; with cancel_futures, what is being drawn is stopped as well."""
        if cancel_futures:
            for process in list(self._processes):
                process.kill()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)

    def _try(self, work: Callable, task: Any) -> Any:
        for _ in range(TRIES):
            with contextlib.suppress(NotStarted):
                return self._run(work, task)
        raise Problem("its worker would not start. Is there enough memory? Run it again with --workers 1")

    def _run(self, work: Callable, task: Any) -> Any:
        raise NotImplementedError

    def _start(self, context: Any, target: Callable, args: tuple) -> Any:
        process = context.Process(target=target, args=args, daemon=True)
        try:
            process.start()
        except (OSError, EOFError):
            raise NotStarted from None
        self._processes.add(process)
        return process

    def _end(self, process: Any) -> None:
        if process.is_alive():
            process.kill()
        process.join()
        self._processes.discard(process)

    def _answer(self, pipe: Any, process: Any) -> Any:
        """What a process brings back. Raises Problem where it fails, dies or never ends."""
        begun = False
        try:
            while pipe.poll(self.limit):
                kind, brought = pipe.recv()
                if kind in (FAILED, STOPPED):
                    raise Problem(brought) if kind == FAILED else Stopped(brought)
                if kind == DONE:
                    return brought
                begun = True
        except EOFError:
            if not begun:
                raise NotStarted from None
            process.join()
            raise Problem(f"its process ended early (code {process.exitcode})") from None
        raise Stopped(f"did not end within {self.limit:.0f} seconds and was stopped")


class Forking(_Local):
    """Each task in a process of its own, forked from a server that has imported `preload`."""

    def __init__(self, workers: int, preload: str, limit: float = LIMIT_SECONDS):
        super().__init__(workers, preload, limit)
        self._context = multiprocessing.get_context("forkserver")
        # before its task each process reads the script again, and this module; `preload` last, since it
        # freezes what is there
        self._context.set_forkserver_preload([*SCRIPT, __name__, preload])

    def begin(self) -> None:
        """Start the server now, so that it is warm when it is needed."""
        from multiprocessing.forkserver import ensure_running

        ensure_running()

    def _run(self, work: Callable, task: Any) -> Any:
        here, there = self._context.Pipe(duplex=False)
        process = self._start(self._context, _work_once, (there, work, task, self.limit))
        there.close()
        try:
            return self._answer(here, process)
        finally:
            self._end(process)
            here.close()


class Staying(_Local):
    """Processes that stay from task to task and are reset after each.

    One whose task died or never ended is replaced.
    """

    def __init__(self, workers: int, preload: str, limit: float = LIMIT_SECONDS):
        super().__init__(workers, preload, limit)
        self._context = multiprocessing.get_context("spawn")
        self._free: queue.SimpleQueue = queue.SimpleQueue()

    def begin(self) -> None:
        """Nothing: a process starts with its first task."""

    def _run(self, work: Callable, task: Any) -> Any:
        try:
            process, pipe = self._free.get_nowait()
        except queue.Empty:
            pipe, there = self._context.Pipe()
            process = self._start(self._context, _work_on, (there, self.preload))
            there.close()
        try:
            pipe.send((work, task))
            brought = self._answer(pipe, process)
        except OSError:
            self._end(process)
            raise NotStarted from None
        except BaseException as error:
            failed_alone = isinstance(error, Problem) and not isinstance(error, Stopped)
            if failed_alone and process.is_alive():
                self._free.put((process, pipe))
            else:
                self._end(process)
            raise
        self._free.put((process, pipe))
        return brought

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End it, and the processes that wait for a task."""
        super().shutdown(wait=wait, cancel_futures=cancel_futures)
        while not self._free.empty():
            process, _ = self._free.get()
            self._end(process)


def _work_once(pipe: Any, work: Callable, task: Any, limit: float) -> None:
    """One task, in a process that ends with it."""
    _limit_memory()
    signal.alarm(int(limit) + 30)  # where nobody is left to stop it
    _send(pipe, work, task)


def _work_on(pipe: Any, preload: str) -> None:
    """Task after task, each from the same clean state, until nobody asks for more."""
    from careboard.execute.process_state import ProcessState

    importlib.import_module(preload)
    clean = ProcessState.now()
    with contextlib.suppress(EOFError, OSError):
        while True:
            work, task = pipe.recv()
            _send(pipe, work, task)
            clean.restore()


def _send(pipe: Any, work: Callable, task: Any) -> None:
    pipe.send((BEGUN, None))
    try:
        pipe.send((DONE, work(task)))
    except Problem as problem:
        pipe.send((FAILED, str(problem)))
    except MemoryError:
        pipe.send((STOPPED, f"took more than {MOST_MEMORY >> 30} GB of memory and was stopped"))
    except Exception as error:  # its message could quote a record
        pipe.send((FAILED, f"stopped with {type(error).__name__}"))


def _limit_memory() -> None:
    """A page that eats memory fails by itself, and does not take the machine along.

    Windows has no such limit.
    """
    import resource

    most = psutil.Process(os.getpid()).memory_info().vms + MOST_MEMORY
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(
        resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
    )
