"""Who draws a build's pages: this machine's processors, or a cluster's. It starts when it is first needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any

from careboard.execute.page_task import DrawnPage, PageTask

if TYPE_CHECKING:
    from careboard.execute.workers import Done

WARM_UP = "careboard.execute.warm_up"


class Pool:
    """Used in a `with` statement: at its end nothing runs on.

    Args:
        workers: how many pages at once, else one a processor.
        cluster: the address of a scheduler; else this machine draws.
    """

    def __init__(self, workers: int | None = None, cluster: str | None = None):
        self.workers, self.cluster = workers or max(1, os.cpu_count() or 1), cluster
        self._executor: Executor | None = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: Any, *_: Any) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=kind is not None)

    def begin(self) -> None:
        """Let this machine's processes start now, so that they are warm when pages are drawn."""
        begin = getattr(self._started(), "begin", None)
        if begin is not None:
            begin()

    def draw(self, tasks: Iterable[PageTask], tell: Callable[[list[PageTask]], None]) -> Iterator[Done]:
        """Each task drawn, as they are done.

        Args:
            tasks: the pages.
            tell: hears which are being drawn.
        """
        executor = self._started()
        from careboard.execute.workers import run

        return run(executor, draw_task, tasks, self.workers, tell)

    def _started(self) -> Executor:
        if self._executor is None:
            if self.cluster:
                from careboard.execute.dask_cluster import Cluster

                self._executor = Cluster(self.cluster, WARM_UP)
                self.workers = self._executor.workers()
            else:
                from careboard.execute.workers import local_executor

                self._executor = local_executor(self.workers, WARM_UP)
        return self._executor


def draw_task(task: PageTask) -> DrawnPage:
    """One task drawn. What draws is imported by who draws, and not by who asks: that takes seconds."""
    from careboard.execute.draw_page import draw

    return draw(task)
