"""Numbers that are the same wherever both stand, and numbers that are two others together.

Many measures are out of the same children, or count what another leaves. A reader finds that by laying the
published columns beside each other; so it is found here, from the figures and not from the definitions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy

from careboard.disclosure.numbers import PARTS
from careboard.disclosure.row_codes import RowCodes

FEW = 5  # equal small numbers are chance
# columns that agree in as many cells are taken for the same: fewer than a reader would ask for, since what
# agrees more and more as issues follow each other cannot be hidden any more once it is certain
LEAST_CELLS, LEAST_DIFFERENT = 4, 3
# what ties numbers that were all published before must be as plain as a reader would want it
CERTAIN_CELLS, CERTAIN_DIFFERENT = 12, 6


class Series(NamedTuple):
    """The columns of one window and breakdown.

    Attributes:
        total: whether they are of all cases together.
        values: a line a column, a cell a period, group and area; missing where there is none.
        numbers: the same with the place of each number, -1 where there is none.
        settled: the same, whether it was published before.
        areas: how many areas there are; of totals, cells stand for each period and, in it, each area.
    """

    total: bool
    values: numpy.ndarray
    numbers: numpy.ndarray
    settled: numpy.ndarray
    areas: int


def with_series(codes: RowCodes) -> list[Series]:
    """The columns of each window and breakdown, but for the splits of those not as they should be."""
    found = []
    kinds = codes.joint("window", "breakdown")
    area = codes.codes["area"]
    for kind in numpy.unique(kinds[~codes.late]):
        rows = numpy.flatnonzero((kinds == kind) & ~codes.late)
        group = numpy.unique(codes.codes["group"][rows], return_inverse=True)[1]
        groups = int(group.max()) + 1
        cell = (codes.codes["period"][rows] * groups + group) * codes.tree.size + area[rows]
        indicator = numpy.unique(codes.codes["indicator"][rows], return_inverse=True)[1]
        size = len(codes.names["period"]) * groups * codes.tree.size
        total = bool(codes.total[rows[0]])
        if not total:  # most groups stand in few areas and periods
            there, cell = numpy.unique(cell, return_inverse=True)
            size = len(there)
        table = numpy.full((int(indicator.max()) + 1, len(PARTS), size), -1, dtype="int64")
        table[indicator[:, None], numpy.array(PARTS), cell[:, None]] = codes.numbers[:, rows].T
        numbers = table.reshape(-1, size)
        numbers = numbers[(numbers >= 0).any(axis=1)]
        if len(numbers):
            values = numpy.where(numbers >= 0, codes.values[numpy.maximum(numbers, 0)], numpy.nan)
            settled = (numbers >= 0) & codes.settled[numpy.maximum(numbers, 0)]
            found.append(Series(total, values, numbers, settled, codes.tree.size))
    return found


def equal_numbers(series: list[Series]) -> Iterator[tuple[numpy.ndarray, numpy.ndarray]]:
    """Pairs of places of numbers that are the same, by columns that agree in every cell of both."""
    for each in series:
        large = numpy.where(each.values > FEW, each.values, numpy.nan)
        telling = (~numpy.isnan(large)).sum(axis=1) >= LEAST_CELLS
        for one in numpy.flatnonzero(telling).tolist():
            cells = numpy.flatnonzero(~numpy.isnan(large[one]))[:: max(1, LEAST_CELLS // 2)]
            probe = each.values[one + 1 :, cells]
            likely = ((probe == each.values[one, cells]) | numpy.isnan(probe)).all(axis=1)
            for other in (numpy.flatnonzero(likely & telling[one + 1 :]) + one + 1).tolist():
                both = ~numpy.isnan(each.values[one]) & ~numpy.isnan(each.values[other])
                if not (each.values[one][both] == each.values[other][both]).all():
                    continue
                cells = _telling_cells(each, numpy.flatnonzero(both), each.values[one], [one, other])
                yield each.numbers[one][cells], each.numbers[other][cells]


def _telling_cells(
    series: Series, cells: numpy.ndarray, values: numpy.ndarray, lines: list[int]
) -> numpy.ndarray:
    """The cells in which columns are tied: all, those where something is new, or none, by what tells it."""
    large = values[cells][values[cells] > FEW]
    different = len(numpy.unique(large))
    if len(large) < LEAST_CELLS or different < LEAST_DIFFERENT:
        return cells[:0]
    if len(large) >= CERTAIN_CELLS and different >= CERTAIN_DIFFERENT:
        return cells
    return cells[~series.settled[lines][:, cells].all(axis=0)]


def sums_of_two(series: list[Series], classes: numpy.ndarray, codes: RowCodes) -> Iterator[numpy.ndarray]:
    """Numbers that are two others together, in the areas where that holds at every point.

    Args:
        series: the columns.
        classes: which number each place is.
        codes: the rows.

    Returns:
        Tables of three columns: a number, and the two that make it.
    """
    for each in series:
        if each.total:
            yield from _sums_of_two(each, classes, codes.tree.whole)


def _sums_of_two(series: Series, classes: numpy.ndarray, whole: int) -> Iterator[numpy.ndarray]:
    names = numpy.where(series.numbers >= 0, classes[numpy.maximum(series.numbers, 0)], -1)
    different = numpy.sort(numpy.unique(names, axis=0, return_index=True)[1])
    county = series.values[:, whole :: series.areas]
    full = ~numpy.isnan(county[different]).any(axis=1) & (
        numpy.nan_to_num(county[different]).max(axis=1) > FEW
    )
    lines = different[full]
    weights = numpy.random.default_rng(1).integers(1, 2**40, county.shape[1])
    prints = (county[lines].astype("int64") * weights).sum(axis=1)
    order = numpy.argsort(prints)
    pairs = prints[:, None] + prints[None, :]
    at = numpy.minimum(numpy.searchsorted(prints[order], pairs), max(len(lines) - 1, 0))
    if not len(lines):
        return
    for one, other in zip(*numpy.nonzero(prints[order][at] == pairs), strict=True):
        of = order[at[one, other]]
        if one < other and of not in (one, other):
            yield from _where_it_holds(series, names, lines[of], lines[one], lines[other])


def _where_it_holds(
    series: Series, names: numpy.ndarray, of: int, one: int, other: int
) -> Iterator[numpy.ndarray]:
    """The cells of the areas where one column is two others together, wherever all three stand."""
    values = series.values
    there = ~numpy.isnan(values[[of, one, other]]).any(axis=0)
    holds = there & (values[of] == values[one] + values[other])
    always = (holds | ~there).reshape(-1, series.areas).all(axis=0)
    cells = numpy.flatnonzero(holds & numpy.tile(always, len(holds) // series.areas))
    cells = _telling_cells(series, cells, values[of], [of, one, other])
    yield names[[of, one, other]][:, cells].T
