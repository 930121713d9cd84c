"""Tasks run each in a clean process of its own, a few at a time; one that dies or never ends fails alone.

Where fork is to be had, each process is forked from a server that has already imported what pages need;
elsewhere each is started anew, which costs two or three seconds of imports.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any

LIMIT_SECONDS = 120


@dataclass(frozen=True)
class Done:
    """A task with what it brought back, or why it brought nothing."""

    task: Any
    result: Any = None
    failure: str = ""


def run(work: Callable[[Any], Any], tasks: Iterable[Any], workers: int | None = None, limit: float = LIMIT_SECONDS, preload: str | None = None) -> Iterator[Done]:
    """Do `work` for each task, each in its own process, and yield them as they are done.

    work: importable by name. A Problem that it raises is told in its own words; anything else by its kind alone,
    since a message could quote a record. preload: the module that a fork server imports first.
    """
    context = _context(preload)
    with ThreadPoolExecutor(max_workers=workers or max(1, os.cpu_count() or 1)) as threads:
        for future in as_completed([threads.submit(_one, context, work, task, limit) for task in tasks]):
            yield future.result()


def _context(preload: str | None):
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload] if preload else [])
    return context


def _one(context, work: Callable, task: Any, limit: float) -> Done:
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(there, work, task), daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(limit):
            return Done(task, failure=f"did not end within {limit:.0f} seconds and was stopped")
        kind, brought = here.recv()
        return Done(task, brought) if kind == "done" else Done(task, failure=brought)
    except EOFError:
        process.join()
        return Done(task, failure=f"its process ended early (code {process.exitcode})")
    finally:
        if process.is_alive():
            process.kill()
        process.join()
        here.close()


def _do(pipe, work: Callable, task: Any) -> None:
    from careboard.problems import Problem

    try:
        pipe.send(("done", work(task)))
    except Problem as problem:
        pipe.send(("failed", str(problem)))
    except Exception as error:  # whatever breaks in a page is that page's failure; its message could quote a record
        pipe.send(("failed", f"stopped with {type(error).__name__}"))
