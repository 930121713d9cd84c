"""Hiding more, so that what is shown gives no hidden small number away; and showing again what need not hide.

Rounds: bound every open number by all that is shown; of each small one that could be only a few values, find
the cheapest shown number in the equations that narrow it; hide those. At the end what was hidden so is shown
again, the dearest first, where nothing becomes narrow by it. What was published before stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from careboard.disclosure.bounds import MOST, bounds, open_equations
from careboard.disclosure.system import System
from careboard.disclosure.worth import cheapest_cover

VALUES = 4  # how many values each small number can be, at the least; one of them 0 or above the threshold
ROUNDS, DEPTH = 400, 8
PATIENCE = (
    8  # rounds after which one shown number more is hidden for each narrow one: some would take hundreds
)
TRIALS = 30  # how often rows are tried again, one a part each time
TRIED = 20.0  # what a row must be worth to be tried again: groups of the whole authority, totals of areas
CLOSE = 1e-6


@dataclass
class Openness:
    """Which numbers are open, how far, and which hang together.

    Attributes:
        known: which numbers are shown.
        least, most: what each number can be; of a shown one its value.
        part: of each open number the part it lies in, -1 of a shown one.
        labels: how many labels of parts were given.
    """

    known: numpy.ndarray
    least: numpy.ndarray
    most: numpy.ndarray
    part: numpy.ndarray
    labels: int = 0


def secondary(
    system: System, wanted: numpy.ndarray, free: numpy.ndarray, worth: numpy.ndarray, threshold: int
) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Which rows are shown in the end.

    Args:
        system: the numbers and how they hang together.
        wanted: the rows that would be shown, small numbers left out.
        free: which rows may still be hidden: not those that were published before.
        worth: what it costs to hide each row.
        threshold: what a number is that need not be kept.

    Returns:
        The rows that are shown; and the small numbers that are narrow all the same, since what was published
        before gives them away.
    """
    shown, narrow = _hide(system, wanted.copy(), free, worth, threshold)
    if not len(narrow):
        shown = _show_again(system, shown, wanted & ~shown, worth, threshold)
    return shown, narrow


def narrow_numbers(
    system: System, wanted: numpy.ndarray, least: numpy.ndarray, most: numpy.ndarray, threshold: int
) -> numpy.ndarray:
    """Of some open numbers those that are small and can be only a few values, or only small ones."""
    few = most - least < VALUES - 1 - CLOSE
    only_small = (least >= 1) & (most <= threshold)
    return (few | only_small) & system.small[wanted]


def _opened(system: System, shown: numpy.ndarray) -> Openness:
    known = system.known(shown)
    opened = Openness(known, system.values.copy(), system.values.copy(), numpy.full(len(known), -1))
    _renew(system, opened, numpy.flatnonzero(~known))
    return opened


def _renew(system: System, opened: Openness, wanted: numpy.ndarray) -> None:
    """Bound some open numbers anew, and say which parts they lie in."""
    _, opened.least[wanted], opened.most[wanted] = bounds(system, opened.known, wanted)
    _relabel(system, opened, wanted)


def _relabel(system: System, opened: Openness, wanted: numpy.ndarray) -> None:
    equation, number, _, right = open_equations(system, opened.known, wanted)
    size = len(wanted) + len(right)
    graph = csr_matrix((numpy.ones(len(number)), (equation + len(wanted), number)), shape=(size, size))
    labels = connected_components(graph, directed=False)[1][: len(wanted)]
    opened.part[wanted] = labels + opened.labels
    opened.labels += size


def _hide(
    system: System, shown: numpy.ndarray, free: numpy.ndarray, worth: numpy.ndarray, threshold: int
) -> tuple[numpy.ndarray, numpy.ndarray]:
    opened = _opened(system, shown)
    everything = numpy.arange(len(system.values))
    for turn in range(ROUNDS):
        narrow = narrow_numbers(system, everything, opened.least, opened.most, threshold) & ~opened.known
        fixed = system.known(shown & ~free)
        cost, times = system.rows_of @ (worth * shown), 1 + turn // PATIENCE
        hidden = _cheapest(system, opened, numpy.flatnonzero(narrow), fixed, cost, times)
        if not hidden:
            return shown, numpy.flatnonzero(narrow)
        for number in hidden:
            shown[system.rows_of.indices[slice(*system.rows_of.indptr[number : number + 2])]] = False
        _reopen(system, opened, shown)
    return shown, numpy.flatnonzero(narrow)


def _reopen(system: System, opened: Openness, shown: numpy.ndarray) -> None:
    """Bound anew what touches the numbers that are no longer shown."""
    before, opened.known = opened.known, system.known(shown)
    fresh = before & ~opened.known
    numbers = numpy.flatnonzero(fresh)
    near = system.equations[system.equations_of(numbers)].indices
    touched = numpy.zeros(opened.labels + 1, dtype=bool)  # the last place is that of shown numbers
    touched[opened.part[near[~opened.known[near]]]] = True
    _renew(system, opened, numpy.flatnonzero((touched[opened.part] | fresh) & ~opened.known))


def _cheapest(
    system: System,
    opened: Openness,
    narrow: numpy.ndarray,
    fixed: numpy.ndarray,
    cost: numpy.ndarray,
    times: int,
) -> list[int]:
    """Shown numbers whose hiding touches every narrow one so many times, by what they cost for each."""
    covered: dict[int, set[int]] = {}
    search = _Search(system, opened, opened.known & ~fixed)
    for number in narrow.tolist():
        for other in search.narrowing(number):
            covered.setdefault(other, set()).add(number)
    return cheapest_cover(covered, cost, times)


class _Search:
    """Looks for what narrows a number, through the equations that hold it to its least or its most."""

    def __init__(self, system: System, opened: Openness, may_hide: numpy.ndarray):
        self._system, self._may_hide = system, may_hide
        self._least, self._most = opened.least, opened.most
        self._passable = ~opened.known & (opened.most - opened.least < MOST / 2)
        terms = system.equations
        ends = terms.data * opened.least[terms.indices], terms.data * opened.most[terms.indices]
        starts = terms.indptr[:-1]
        self._low = numpy.add.reduceat(numpy.minimum(*ends), starts)
        self._high = numpy.add.reduceat(numpy.maximum(*ends), starts)

    def narrowing(self, number: int) -> set[int]:
        """The shown numbers in the equations that narrow it; else in those that narrow its partners."""
        seen, nearest = {number}, [number]
        for _ in range(DEPTH):
            found: set[int] = set()
            further: list[int] = []
            for each in nearest:
                for others in self._tight_equations(each):
                    found.update(others[self._may_hide[others]].tolist())
                    fresh = [other for other in others[self._passable[others]].tolist() if other not in seen]
                    seen.update(fresh)
                    further += fresh
            if found or not further:
                return found
            nearest = further
        return set()

    def _tight_equations(self, number: int) -> Iterator[numpy.ndarray]:
        """The numbers of each equation that holds a number to its least or its most."""
        system, least, most = self._system, self._least[number], self._most[number]
        place = slice(*system.by_number.indptr[number : number + 2])
        for line, sign in zip(system.by_number.indices[place], system.by_number.data[place], strict=True):
            ends = sorted((sign * least, sign * most))
            others = self._low[line] - ends[0], self._high[line] - ends[1]
            low, high = sorted(-other / sign for other in others)
            if high <= most + 0.5 or (low >= least - 0.5 and least > 0):
                yield system.equations.indices[slice(*system.equations.indptr[line : line + 2])]


def _show_again(
    system: System, shown: numpy.ndarray, hidden: numpy.ndarray, worth: numpy.ndarray, threshold: int
) -> numpy.ndarray:
    """Show rows again where nothing becomes narrow, the dearest first, at once one in each part."""
    opened = _opened(system, shown)
    rows = numpy.flatnonzero(hidden & (worth >= TRIED))
    left = rows[numpy.argsort(-worth[rows], kind="stable")].tolist()
    of_row = system.rows_of.tocsc()
    for _ in range(TRIALS):
        if not left:
            break
        trial, left = _one_a_part(opened, of_row, left)
        _try(system, opened, shown, trial, threshold)
    return shown


Trial = dict[int, tuple[numpy.ndarray, set[int]]]  # row -> its numbers and the parts they lie in


def _one_a_part(opened: Openness, of_row: csr_matrix, left: list[int]) -> tuple[Trial, list[int]]:
    """Rows no two of which touch one part; and those that wait."""
    used: set[int] = set()
    trial: Trial = {}
    waiting = []
    for row in left:
        numbers = of_row.indices[slice(*of_row.indptr[row : row + 2])]
        parts = set(opened.part[numbers].tolist()) - {-1}
        if parts & used:
            waiting.append(row)
        else:
            trial[row] = numbers, parts
        used |= parts
    return trial, waiting


def _try(system: System, opened: Openness, shown: numpy.ndarray, trial: Trial, threshold: int) -> None:
    """Show the rows of a trial where their parts stay open enough."""
    before = opened.known
    opened.known = before.copy()
    for numbers, _ in trial.values():
        opened.known[numbers] = True
    touched = set[int]().union(*(parts for _, parts in trial.values()))
    wanted = numpy.flatnonzero(_in_parts(opened, touched) & ~opened.known)
    _, least, most = bounds(system, opened.known, wanted)
    narrow = set(opened.part[wanted[narrow_numbers(system, wanted, least, most, threshold)]].tolist())
    opened.known = before
    for row, (numbers, parts) in trial.items():
        if not parts & narrow:
            shown[row] = True
            opened.known[numbers] = True
            opened.part[numbers] = -1
    # a row that stays hidden for another part keeps its numbers open in this one
    fine = numpy.flatnonzero(_in_parts(opened, touched - narrow) & ~opened.known)
    if len(fine):
        _relabel(system, opened, fine)


def _in_parts(opened: Openness, parts: set[int]) -> numpy.ndarray:
    """Which numbers lie in some parts."""
    chosen = numpy.zeros(opened.labels + 1, dtype=bool)  # the last place is that of shown numbers
    chosen[list(parts)] = True
    return chosen[opened.part]
