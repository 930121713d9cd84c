"""From what is hidden to the proof that it is enough; where there is none, a little more is hidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy

from careboard.disclosure.certificate import Certificate
from careboard.disclosure.programmes import NEAR, Part, moves_in, parts_of
from careboard.disclosure.relief import relief
from careboard.disclosure.system import System
from careboard.figures.parallel import side_by_side

ROUNDS, PATIENCE = 30, 4  # after so many rounds one shown number more is hidden for each narrow one


@dataclass(frozen=True)
class Proof:
    """What was proved of hiding.

    Attributes:
        shown: which rows are shown in the end.
        certificate: the moves that prove small numbers open.
        small: how many small numbers are hidden.
        left: those of them that are not proved open.
    """

    shown: numpy.ndarray
    certificate: Certificate
    small: int
    left: numpy.ndarray


def proof(
    system: System,
    shown: numpy.ndarray,
    free: numpy.ndarray,
    worth: numpy.ndarray,
    threshold: int,
    processes: int = 1,
) -> Proof:
    """Prove each hidden small number open, hiding more where it cannot be proved.

    Args:
        system: the numbers and how they hang together.
        shown: the rows that would be shown.
        free: which rows may still be hidden: not those that were published before.
        worth: what it costs to hide each row.
        threshold: up to which number they are small.
        processes: how many may search side by side.
    """
    shown, found = shown.copy(), Certificate.empty(len(system.values))
    for turn in range(ROUNDS):
        known = system.known(shown)
        near = NEAR if turn == 0 else len(known)  # few are left then
        found = _with_more(system, known, found, threshold, near, processes)
        left = found.narrow(system, known, threshold)
        may_hide = known & ~system.known(shown & ~free)
        parts = parts_of(system, known, found, threshold)
        cost, times = system.rows_of @ (worth * shown), 1 + turn // PATIENCE
        ways = (True, False) if turn % 2 == 0 else (False, True)  # to rise, to fall
        hidden = next(filter(None, (relief(system, parts, may_hide, cost, up, times) for up in ways)), [])
        if not hidden:
            break
        for number in hidden:
            shown[system.rows_of.indices[slice(*system.rows_of.indptr[number : number + 2])]] = False
    return Proof(shown, found, int((system.small & ~known).sum()), left)


def _with_more(
    system: System, known: numpy.ndarray, found: Certificate, threshold: int, near: int, processes: int
) -> Certificate:
    """A certificate with the moves that are found for what it leaves narrow."""
    size = len(system.values)

    def work(part: Part, tell: Callable[[str], None]) -> Certificate:
        return moves_in(part, size, near)

    # the largest take longest: each process begins with some of them
    parts = sorted(parts_of(system, known, found, threshold), key=lambda part: -len(part.numbers))
    dealt = [part for own in range(processes) for part in parts[own::processes]]
    more = side_by_side(work, dealt, lambda said: None, processes)
    return Certificate.of(size, [found, *more])
