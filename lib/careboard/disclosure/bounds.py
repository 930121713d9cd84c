"""The least and the most that each number left open can be, from all that is shown.

Propagation: every equation narrows each of its numbers by what the others can be, until nothing moves. Whole
numbers from nought, or from one where a row stands only for somebody. It costs a second for a quarter of a
million numbers. What it leaves open a linear programme may still narrow: it is a bound, and no proof.
"""

from __future__ import annotations

import numpy

from careboard.disclosure.system import System

MOST = 1e6  # stands for "as much as you like"
SWEEPS = 300
CLOSE = 1e-6


def bounds(
    system: System, known: numpy.ndarray, wanted: numpy.ndarray | None = None
) -> tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray]:
    """Bounds of open numbers.

    Args:
        system: the numbers and how they hang together.
        known: which numbers are shown.
        wanted: the open numbers to bound, with all that touch them; else all.

    Returns:
        The numbers, and the least and the most of each.
    """
    wanted = numpy.flatnonzero(~known) if wanted is None else wanted
    equation, number, sign, right = open_equations(system, known, wanted)
    least, most = system.floors[wanted].copy(), numpy.full(len(wanted), MOST)
    moved = numpy.ones(len(wanted), dtype=bool)
    for _ in range(SWEEPS):
        active = numpy.zeros(len(right), dtype=bool)
        active[equation[moved[number]]] = True
        chosen = active[equation]
        if not chosen.any():
            break
        at, of, by = equation[chosen], number[chosen], sign[chosen]
        ends = _ends(at, of, by, right, least, most)
        lower, upper = least.copy(), most.copy()
        numpy.maximum.at(lower, of, numpy.ceil(ends[0] - CLOSE))
        numpy.minimum.at(upper, of, numpy.floor(ends[1] + CLOSE))
        moved = (upper < most - CLOSE) | (lower > least + CLOSE)
        least, most = lower, upper
    return wanted, least, most


def _ends(
    at: numpy.ndarray,
    of: numpy.ndarray,
    by: numpy.ndarray,
    right: numpy.ndarray,
    least: numpy.ndarray,
    most: numpy.ndarray,
) -> tuple[numpy.ndarray, numpy.ndarray]:
    """How little and how much each number of each equation can be, by what the others of it can be."""
    up = by > 0
    low, high = numpy.where(up, by * least[of], by * most[of]), numpy.where(up, by * most[of], by * least[of])
    size = len(right)
    below = low - (numpy.bincount(at, low, minlength=size) + right)[at]
    above = high - (numpy.bincount(at, high, minlength=size) + right)[at]
    return numpy.where(up, above / by, below / by), numpy.where(up, below / by, above / by)


def open_equations(
    system: System, known: numpy.ndarray, wanted: numpy.ndarray
) -> tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray, numpy.ndarray]:
    """The equations in which some open numbers stand.

    Returns:
        Equation, number (its place among those wanted) and sign of each term, and of each equation the sum of
        what is known in it.

    Raises:
        ValueError: where an open number in their equations is not among those wanted.
    """
    found = system.equations_of(wanted)
    terms = system.equations[found].tocoo()
    place = numpy.full(len(known), -1)
    place[wanted] = numpy.arange(len(wanted))
    shown = known[terms.col]
    if (place[terms.col[~shown]] < 0).any():
        raise ValueError("Open numbers are bounded without all that stand in their equations.")
    right = numpy.bincount(
        terms.row[shown], terms.data[shown] * system.values[terms.col[shown]], minlength=len(found)
    )
    return terms.row[~shown], place[terms.col[~shown]], terms.data[~shown], right
