"""Who draws a build's pages: this machine's processors, or a cluster's. It starts when it is first needed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any

from careboard.sheets import Printed, Sheet

if TYPE_CHECKING:
    from careboard.workers import Done

WARMED = "careboard.warmed"


class Pool:
    """Used in a `with` statement: at its end nothing runs on.

    workers: how many pages at once, else one a processor. cluster: the address of a scheduler, else this machine draws.
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
        begin = getattr(self._its(), "begin", None)
        if begin is not None:
            begin()

    def draw(self, sheets: Iterable[Any], tell) -> Iterator[Done]:
        """Each sheet drawn, as they are done."""
        executor = self._its()
        from careboard import workers

        return workers.run(executor, drawn, sheets, self.workers, tell)

    def _its(self) -> Executor:
        if self._executor is None:
            if self.cluster:
                from careboard import cluster

                self._executor = cluster.Cluster(self.cluster, WARMED)
                self.workers = self._executor.workers()
            else:
                from careboard import workers

                self._executor = workers.local(self.workers, WARMED)
        return self._executor


def drawn(sheet: Sheet) -> Printed:
    """One sheet drawn. The press is imported by who draws, and not by who asks: that takes seconds."""
    from careboard import press

    return press.draw(sheet)
