"""How little and how much each missing number can be.

First every sum narrows its numbers by one another until nothing moves; then, of some numbers, a linear
programme tells the least and the most that all sums together leave.
"""

from __future__ import annotations

import numpy
import pandas
from scipy.optimize import linprog
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from careboard.attack.puzzle import Puzzle

ENDLESS = 1e6
NEAR = 1e-6
ROUNDS = 500


def deduced(puzzle: Puzzle) -> pandas.DataFrame:
    """The numbers with the least and the most that each can be, narrowed sum by sum.

    A sum that cannot hold, since a number in it was revised meanwhile, is left out.
    """
    value = puzzle.numbers.value.to_numpy()
    missing = numpy.isnan(value)
    low = numpy.where(missing, puzzle.numbers.least, value)
    high = numpy.where(missing, ENDLESS, value)
    equation, number, sign = puzzle.equation, puzzle.number, puzzle.sign.astype("float64")
    moved = missing.copy()
    for _ in range(ROUNDS):
        active = numpy.zeros(equation.max(initial=-1) + 1, dtype=bool)
        active[equation[moved[number]]] = True
        use = active[equation]
        if not use.any():
            break
        lower, upper, broken = _narrowed(equation[use], number[use], sign[use], low, high)
        if len(broken):
            keep = ~numpy.isin(equation, broken)
            equation, number, sign = equation[keep], number[keep], sign[keep]
            continue
        moved = missing & ((lower > low + NEAR) | (upper < high - NEAR))
        low, high = numpy.where(missing, lower, low), numpy.where(missing, upper, high)
    return puzzle.numbers.assign(low=low, high=high)


def _narrowed(
    equation: numpy.ndarray,
    number: numpy.ndarray,
    sign: numpy.ndarray,
    low: numpy.ndarray,
    high: numpy.ndarray,
) -> tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray]:
    """New bounds, and the sums that cannot hold."""
    size = equation.max() + 1
    term_low = numpy.where(sign > 0, low[number], -high[number])
    term_high = numpy.where(sign > 0, high[number], -low[number])
    sum_low = numpy.bincount(equation, term_low, minlength=size)
    sum_high = numpy.bincount(equation, term_high, minlength=size)
    broken = numpy.flatnonzero((sum_low > NEAR) | (sum_high < -NEAR))
    most = -(sum_low[equation] - term_low)  # of the signed term, so that the sum can still be nought
    least = -(sum_high[equation] - term_high)
    ends = numpy.where(sign > 0, least, -most), numpy.where(sign > 0, most, -least)
    lower, upper = low.copy(), high.copy()
    numpy.maximum.at(lower, number, numpy.ceil(ends[0] - NEAR))
    numpy.minimum.at(upper, number, numpy.floor(ends[1] + NEAR))
    return lower, upper, broken


def programmed(puzzle: Puzzle, found: pandas.DataFrame, wanted: numpy.ndarray) -> pandas.DataFrame:
    """The least and the most of some numbers by linear programmes, each over all that hangs together with it.

    Args:
        puzzle: the numbers and sums.
        found: what `deduced` gives.
        wanted: the places of the numbers.

    Returns:
        A line a number: place, low, high.
    """
    free = (found.high - found.low > NEAR).to_numpy()
    terms = csr_matrix(
        (puzzle.sign.astype("float64"), (puzzle.equation, puzzle.number)),
        shape=(puzzle.equation.max() + 1, len(found)),
    )
    joined = terms[:, free]
    graph = csr_matrix((numpy.ones(joined.nnz), joined.nonzero()), shape=joined.shape)
    part = numpy.full(len(found), -1)
    part[free] = connected_components(graph.T @ graph, directed=False)[1]
    lines = []
    for place in wanted:
        mine = numpy.flatnonzero(part == part[place])
        use = numpy.flatnonzero(numpy.diff(terms[:, mine].tocsr().indptr) > 0)
        left = terms[use][:, mine]
        fixed = found.low.to_numpy().copy()
        fixed[mine] = 0.0
        right = -(terms[use] @ numpy.where(free & (part != part[place]), 0.0, fixed))
        bounds = found[["low", "high"]].to_numpy()[mine]
        aim = (mine == place).astype("float64")
        ends = [linprog(way * aim, A_eq=left, b_eq=right, bounds=bounds, method="highs") for way in (1, -1)]
        low, high = (
            way * end.fun if end.status == 0 else numpy.nan for way, end in zip((1, -1), ends, strict=True)
        )
        lines.append((place, low, high))
    return pandas.DataFrame(lines, columns=["place", "low", "high"])
