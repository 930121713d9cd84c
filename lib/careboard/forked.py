"""Parts of one piece of work, side by side: each in a process forked from this one, so that nothing is copied to it.

Where processes cannot be forked, as on Windows, the parts are done here one after another; what comes out is the same.
"""

from __future__ import annotations

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
    waiting: dict[Any, int] = {}
    for number, part in enumerate(parts):
        here, there = context.Pipe(duplex=False)
        context.Process(target=_do, args=(work, part, there), daemon=True).start()
        there.close()
        waiting[here] = number
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
    return [found[number] for number in range(len(parts))]


def _do(work: Callable, part: Any, there: Any) -> None:
    there.send((DONE, work(part, lambda what: there.send((TOLD, what)))))
    there.close()
