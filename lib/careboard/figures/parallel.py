"""Items of one piece of work, side by side in processes forked from this one.

So nothing is copied to them. Counting a month of the sample takes 20 s with two processes and 37 s with one.
Where processes cannot be forked, as on Windows, the items are done here one after another, which is the plain
way; tests/figures/test_parallel.py holds the two equal.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from typing import Any

from careboard.errors import Problem

SAID, DONE = "said", "done"


def side_by_side(
    work: Callable[[Any, Callable[[str], None]], Any],
    items: Sequence[Any],
    tell: Callable[[str], None],
    processes: int,
) -> list[Any]:
    """What `work(item, tell)` gives for each item, in the order of the items.

    Each process has a stretch of them, since neighbours share what was worked out for one; who is through
    with its own takes the last of the longest stretch that is left.

    Args:
        work: does one item, and says of it what there is to say.
        items: what is to be done.
        tell: hears what is said of each item.
        processes: how many at most.

    Raises:
        Problem: where a process dies before it is done.
    """
    processes = min(processes, len(items))
    if processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [work(item, tell) for item in items]
    context = multiprocessing.get_context("fork")
    left = context.Array(
        "i", [end * len(items) // processes for number in range(processes) for end in (number, number + 1)]
    )
    gc.freeze()  # what is there now stays shared with the processes, and none of them looks through it
    try:
        results = _collect([_start(context, work, items, left, own) for own in range(processes)], tell)
    finally:
        gc.unfreeze()
    return [results[number] for number in range(len(items))]


def _start(context: Any, work: Callable, items: Sequence[Any], left: Any, own: int) -> Any:
    """The end of the pipe at which a process is heard."""
    here, there = context.Pipe(duplex=False)
    context.Process(target=_work, args=(work, items, left, own, there), daemon=True).start()
    there.close()
    return here


def _collect(pipes: list[Any], tell: Callable[[str], None]) -> dict[int, Any]:
    """What each item gave, by its number. A process says when it is through."""
    results: dict[int, Any] = {}
    while pipes:
        talking: list[Any] = wait(pipes)
        for pipe in talking:
            try:
                kind, what = pipe.recv()
            except EOFError:
                raise Problem(
                    "a process that was counting ended before it was done. Is there enough memory? Run it "
                    "again with --workers 1."
                ) from None
            if kind == SAID:
                tell(what)
            elif what is None:
                pipes.remove(pipe)
            else:
                results[what[0]] = what[1]
    return results


def _work(work: Callable, items: Sequence[Any], left: Any, own: int, there: Any) -> None:
    while (number := _next_item(left, own)) is not None:
        there.send((DONE, (number, work(items[number], lambda what: there.send((SAID, what))))))
    there.send((DONE, None))
    there.close()


def _next_item(left: Any, own: int) -> int | None:
    """The number of the next item for a process; None where nothing is left.

    `left` has of each stretch its first item and the one after its last.
    """
    with left.get_lock():
        longest = own
        if left[2 * own] == left[2 * own + 1]:
            longest = max(range(len(left) // 2), key=lambda one: left[2 * one + 1] - left[2 * one])
        first, end = left[2 * longest : 2 * longest + 2]
        if first == end:
            return None
        if longest == own:
            left[2 * own] = first + 1
            return first
        left[2 * longest + 1] = end - 1
        return end - 1
