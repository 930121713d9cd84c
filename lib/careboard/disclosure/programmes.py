"""Other whole numbers that fit all that is shown, looked for by linear programmes.

In a part of numbers that hang together a programme takes all that are still narrow up or down at once, as far
as each needs: one opens hundreds. Most corners of these systems are whole numbers; where a few are broken,
they and those in their sums are solved again as whole numbers. When few are left, each is tried by itself
among the numbers near it, at each value that it lacks. Nothing here goes by the clock: the same records give
the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from careboard.disclosure.certificate import VALUES, Certificate, bits, is_open
from careboard.disclosure.system import System

SEED, ROUNDS, PATIENCE = 1, 60, 6
FEW = 12  # so many that are left are tried one by one
NEAR = 1_500  # numbers in the programme of one number
MOST = 60  # no number moves further
CLOSE = 1e-6
NODES = 200  # of a programme in whole numbers


@dataclass(frozen=True)
class Part:
    """Hidden numbers that hang together.

    Attributes:
        numbers: their places in the system.
        lines: a line a sum, a column a number.
        places: where these sums stand in the system.
        values: their true values.
        slack: how far each can fall.
        small: which are to be kept from readers.
        reached: the values that each is known to be able to take, as bits.
        threshold: up to which number they are small.
    """

    numbers: numpy.ndarray
    lines: csr_matrix
    places: numpy.ndarray
    values: numpy.ndarray
    slack: numpy.ndarray
    small: numpy.ndarray
    reached: numpy.ndarray
    threshold: int

    def narrow(self) -> numpy.ndarray:
        """The small numbers that are not open yet."""
        return numpy.flatnonzero(self.small & ~is_open(self.reached, self.threshold))


def parts_of(system: System, known: numpy.ndarray, found: Certificate, threshold: int) -> list[Part]:
    """The parts in which a number is narrow.

    Args:
        system: the numbers and how they hang together.
        known: which numbers are shown.
        found: the moves so far.
        threshold: up to which number they are small.
    """
    hidden = numpy.flatnonzero(~known)
    lines = system.equations[:, hidden]
    places = numpy.flatnonzero(numpy.diff(lines.indptr))
    lines = lines[places]
    line_of = numpy.repeat(numpy.arange(lines.shape[0]), numpy.diff(lines.indptr)) + len(hidden)
    size = len(hidden) + lines.shape[0]
    graph = csr_matrix((numpy.ones(lines.nnz), (line_of, lines.indices)), shape=(size, size))
    labels = connected_components(graph, directed=False)[1]
    values = system.values.round().astype("int64")
    reached = found.reached(values)
    narrow = system.small & ~known & ~is_open(reached, threshold)
    order = [numpy.argsort(each, kind="stable") for each in (labels[: len(hidden)], labels[len(hidden) :])]
    parts = []
    for label in numpy.unique(labels[: len(hidden)][narrow[hidden]]):
        mine, rows = (
            at[slice(*numpy.searchsorted(of[at], [label, label + 1]))]
            for at, of in zip(order, (labels[: len(hidden)], labels[len(hidden) :]), strict=True)
        )
        numbers = hidden[mine]
        slack = numpy.minimum(values[numbers] - system.floors[numbers], MOST).astype("int64")
        small, inside = system.small[numbers], lines[rows][:, mine]
        parts.append(
            Part(numbers, inside, places[rows], values[numbers], slack, small, reached[numbers], threshold)
        )
    return parts


def moves_in(part: Part, size: int, near: int = NEAR) -> Certificate:
    """Moves that open the narrow numbers of a part, as far as they are found.

    Args:
        part: the part.
        size: how many numbers the whole system has.
        near: how many numbers there are in the programme of one number.
    """
    chance, idle = numpy.random.default_rng(SEED), 0
    found: list[Certificate] = []
    for turn in range(ROUNDS):
        left = part.narrow()
        if len(left) <= FEW or idle > PATIENCE:
            break
        up = chance.random(len(left)) < (1.0 if turn % 4 < 3 else 0.3)
        need = numpy.maximum(VALUES - 1, part.threshold + 1 - part.values[left]) + turn % 3
        weight = numpy.where(up, 1, -1) * (0.5 + chance.random(len(left)))
        found += _noted(part, _move(part, left, -part.slack[left], numpy.where(up, need, MOST), weight), size)
        idle = 0 if len(part.narrow()) < len(left) else idle + 1
    for number in part.narrow():
        found += _alone(part, number, size, near)
    return Certificate.of(size, found)


def holding(part: Part, number: int, up: bool) -> csr_matrix:
    """How much each sum of a part has to do with a number's not rising further, or not falling, in one line.

    It is the price of each sum in the programme that takes the number as far as it goes.
    """
    aim = numpy.zeros(len(part.values))
    aim[number] = -1.0 if up else 1.0
    high = numpy.full(len(part.values), float(MOST))
    bounds, nought = numpy.column_stack([-part.slack, high]), numpy.zeros(part.lines.shape[0])
    done = linprog(aim, A_eq=part.lines, b_eq=nought, bounds=bounds, method="highs-ds")
    prices = numpy.zeros(len(nought)) if done.x is None else done.eqlin.marginals
    return csr_matrix(numpy.where(numpy.abs(prices) > CLOSE, prices, 0.0))


def _alone(part: Part, number: int, size: int, near: int) -> Iterator[Certificate]:
    """Moves of one number to each value that it lacks, a harmless one first; until it is open."""
    one = numpy.array([number])
    around = _nearest(part.lines, number, near)
    for step in _steps(part, number):
        if is_open(part.reached[one], part.threshold)[0]:
            return
        if not int(part.reached[number]) >> int(part.values[number] + step) & 1:
            exact = numpy.array([step])
            yield from _noted(part, _move(part, one, exact, exact, numpy.ones(1), around), size)


def _steps(part: Part, number: int) -> list[int]:
    """What may be added to a number, in the order in which it is tried."""
    value, slack = int(part.values[number]), int(part.slack[number])
    out = part.threshold + 1 - value
    harmless = [out, *([-value] if slack == value else []), out + 1, out + 2]
    others = [step for step_size in range(1, VALUES) for step in (-step_size, step_size)]
    return [step for step in dict.fromkeys([*harmless, *others]) if step >= -slack and step]


def _nearest(lines: csr_matrix, start: int, most: int) -> numpy.ndarray:
    """The numbers that are linked to one by the fewest sums, so many at most."""
    by_number = lines.tocsc()
    found, fresh = numpy.zeros(lines.shape[1], dtype=bool), numpy.array([start])
    while len(fresh) and found.sum() + len(fresh) <= most:
        found[fresh] = True
        others = numpy.unique(lines[numpy.unique(by_number[:, fresh].indices)].indices)
        fresh = others[~found[others]]
    return numpy.flatnonzero(found)


def _move(
    part: Part,
    wanted: numpy.ndarray,
    least: numpy.ndarray,
    most: numpy.ndarray,
    weight: numpy.ndarray,
    around: numpy.ndarray | None = None,
) -> numpy.ndarray | None:
    """A change of all numbers that takes those wanted furthest within their bounds; or none."""
    around = numpy.arange(len(part.values)) if around is None else around
    lines = part.lines[:, around]
    lines = lines[numpy.diff(lines.indptr) > 0]
    at = numpy.searchsorted(around, wanted)
    low, high = -part.slack[around].astype("float64"), numpy.full(len(around), float(MOST))
    low[at], high[at] = least, most
    aim = numpy.zeros(len(around))
    aim[at] = -weight
    corner = _whole_corner(lines, aim, low, high)
    if corner is None:
        return None
    change = numpy.zeros(len(part.values), dtype="int64")
    change[around] = corner
    return change


def _noted(part: Part, change: numpy.ndarray | None, size: int) -> Iterator[Certificate]:
    """A change as a move in as small a step as it can be made in; what numbers reach by it is noted."""
    if change is None or not change.any():
        return
    there = numpy.flatnonzero(change)
    times = int(numpy.gcd.reduce(change[there]))
    step = change[there] // times
    for each in range(1, times + 1):
        part.reached[there] |= bits(part.values[there] + step * each)
    move = csr_matrix((step, part.numbers[there], numpy.array([0, len(there)])), shape=(1, size))
    yield Certificate(move, numpy.array([times]), numpy.array([0]))


def _whole_corner(
    lines: csr_matrix, aim: numpy.ndarray, low: numpy.ndarray, high: numpy.ndarray
) -> numpy.ndarray | None:
    """A corner in whole numbers within bounds, at which all sums are nought and an aim is least; or none."""
    if not lines.shape[0]:
        return numpy.where(aim < 0, high, numpy.where(aim > 0, low, 0)).astype("int64")
    bounds = numpy.column_stack([low, high])
    corner = linprog(aim, A_eq=lines, b_eq=numpy.zeros(lines.shape[0]), bounds=bounds, method="highs-ds").x
    if corner is None:
        return None
    whole, broken = corner.round(), numpy.abs(corner - corner.round()) > CLOSE
    if broken.any():
        sums = abs(lines)
        free = numpy.flatnonzero(sums.T @ (sums @ broken.astype("float64")) + broken)
        whole[free] = 0
        mine = lines[:, free]
        rows = numpy.flatnonzero(numpy.diff(mine.indptr))
        owed = -(lines[rows] @ whole)
        whole_numbers = milp(
            aim[free],
            constraints=LinearConstraint(mine[rows], owed, owed),
            bounds=Bounds(low[free], high[free]),
            integrality=numpy.ones(len(free)),
            options={"node_limit": NODES, "mip_rel_gap": 0.5},
        ).x
        if whole_numbers is None:
            return None
        whole[free] = whole_numbers.round()
    return whole.astype("int64")
