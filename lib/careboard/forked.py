"""Parts of one piece of work, side by side: each in a process forked from this one, so that nothing is copied to it.

Where processes cannot be forked, as on Windows, the parts are done here one after another; what comes out is the same.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from typing import Any

from careboard.problems import Problem

TOLD, DONE = "told", "done"


def side_by_side(work: Callable[[Any, Callable[[str], None]], Any], parts: Sequence[Any], tell: Callable[[str], None]) -> list[Any]:
    """What `work(part, tell)` gives for each part, in the order of the parts.

    tell: hears what each part says while it works. Raises Problem where a process dies before it is done.
    """
    if len(parts) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [work(part, tell) for part in parts]
    context = multiprocessing.get_context("fork")
    gc.freeze()  # what is there now stays shared with the processes, and none of them looks through it
    try:
        waiting = {_started(context, work, part): number for number, part in enumerate(parts)}
        found = _heard(waiting, tell)
    finally:
        gc.unfreeze()
    return [found[number] for number in range(len(parts))]


def _started(context: Any, work: Callable, part: Any) -> Any:
    """The end of the pipe at which a part's process is heard."""
    here, there = context.Pipe(duplex=False)
    context.Process(target=_do, args=(work, part, there), daemon=True).start()
    there.close()
    return here


def _heard(waiting: dict[Any, int], tell: Callable[[str], None]) -> dict[int, Any]:
    """What each part gave, by its number."""
    found: dict[int, Any] = {}
    while waiting:
        talking: list[Any] = wait(list(waiting))
        for pipe in talking:
            try:
                kind, what = pipe.recv()
            except EOFError:
                raise Problem("a process that was counting ended before it was done. Is there enough memory? Run it again with --workers 1.") from None
            if kind == TOLD:
                tell(what)
            else:
                found[waiting.pop(pipe)] = what
    return found


def _do(work: Callable, part: Any, there: Any) -> None:
    there.send((DONE, work(part, lambda what: there.send((TOLD, what)))))
    there.close()
