"""Pages drawn by the workers of a dask scheduler, on this machine or on others.

A task carries all that its page needs and brings back the page; workers share no disk with us and never see a
record. Each of them draws every page in a process of its own, as a build on one machine does. A worker that
is lost has its pages drawn by another.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import lru_cache
from typing import Any

from careboard.errors import Problem, WrongUse
from careboard.execute.workers import local_executor

PATIENCE_SECONDS = 20


class Cluster(Executor):
    """The workers of a scheduler.

    Args:
        address: such as tcp://host:8786.
        preload: the module that each worker's own processes load first.

    Raises:
        WrongUse: where dask.distributed is not installed.
        Problem: where no scheduler answers, or it has no worker.
    """

    def __init__(self, address: str, preload: str):
        try:
            from distributed import Client
        except ImportError:
            raise WrongUse(
                "--cluster needs the package dask.distributed. Run: pip install 'careboard[cluster]'"
            ) from None
        self.address, self.preload = address, preload
        try:
            self._client = Client(address, timeout=PATIENCE_SECONDS, set_as_default=False)
            self._client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
        except (OSError, ValueError, TimeoutError):
            raise Problem(
                f"{address}: no scheduler with a worker answered within {PATIENCE_SECONDS} seconds. Start "
                "them (dask scheduler, dask worker), or build without --cluster."
            ) from None
        self._executor = self._client.get_executor(pure=False)

    def workers(self) -> int:
        """How many pages are drawn at once."""
        return sum(self._client.nthreads().values())

    def submit(self, fn: Callable, /, *args: Any, **kwargs: Any) -> Future:
        """Hand out one task; see concurrent.futures.Executor."""
        return self._executor.submit(run_apart, fn, args[0], self.preload)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End it, and let the scheduler go."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def run_apart(work: Callable[[Any], Any], task: Any, preload: str) -> Any:
    """One task in a process of its own, within a worker.

    Args:
        work: does the task.
        task: what is to be done.
        preload: the module that the process loads first.

    Raises:
        Problem: as the task does.
    """
    return _local(preload).submit(work, task).result()


@lru_cache(maxsize=1)
def _local(preload: str) -> Executor:
    """A worker's own executor: as many at once as the scheduler hands to it."""
    import os

    return local_executor(max(1, os.cpu_count() or 1), preload)
