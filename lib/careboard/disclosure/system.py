"""All published numbers as one system: which are the same, and which add up to which.

A number that stands in several places is one unknown. An equation is a signed sum that is nought: a whole and
its parts, an area and those in it, a figure and its breakdown, a window and its months, a measure that is two
others together. Only what holds in all the figures is entered, since only that can be relied on by a reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy
import pandas
from scipy.sparse import block_diag, csc_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

from careboard.disclosure.equal_series import Series, equal_numbers, sums_of_two, with_series
from careboard.disclosure.numbers import BASE, KEY, MET, PARTS, REST, small, whole_numbers
from careboard.disclosure.row_codes import RowCodes
from careboard.disclosure.sums import Sums, area_sums, breakdown_sums, lateness_bases, part_sums, window_sums
from careboard.indicators import Definition
from careboard.params.areas import Areas
from careboard.params.disclosure import Disclosure

CLOSE = 1e-6


@dataclass(frozen=True)
class System:
    """The numbers behind the long table and how they hang together.

    Attributes:
        rows: the rows that have numbers, in the order of the table that it was made of.
        places: the place of each row in that table.
        values: the true value of each number.
        small: which numbers are to be kept from readers.
        floors: how little each number can be, since groups without a case have no row: 0 or 1.
        equations: a line an equation, a column a number: the signed sums that are nought.
        number_of, row_of: the number and the row of each place where a number stands.
    """

    rows: pandas.DataFrame
    places: numpy.ndarray
    values: numpy.ndarray
    small: numpy.ndarray
    floors: numpy.ndarray
    equations: csr_matrix
    number_of: numpy.ndarray
    row_of: numpy.ndarray

    @cached_property
    def by_number(self) -> csc_matrix:
        """The equations by number."""
        return self.equations.tocsc()

    @cached_property
    def rows_of(self) -> csr_matrix:
        """Numbers by rows: 1 where the number stands in the row."""
        ones = numpy.ones(len(self.row_of))
        return csr_matrix((ones, (self.number_of, self.row_of)), shape=(len(self.values), len(self.rows)))

    def equations_of(self, numbers: numpy.ndarray) -> numpy.ndarray:
        """The places of the equations in which some numbers stand."""
        found = numpy.zeros(self.equations.shape[0], dtype=bool)
        found[self.by_number[:, numbers].indices] = True
        return numpy.flatnonzero(found)

    def known(self, shown: numpy.ndarray) -> numpy.ndarray:
        """Which numbers a reader knows where some rows are shown."""
        found = numpy.zeros(len(self.values), dtype=bool)
        found[self.number_of[shown[self.row_of]]] = True
        return found

    def with_small_numbers(self) -> numpy.ndarray:
        """Which rows have a small number in them."""
        return numpy.bincount(self.row_of, self.small[self.number_of], minlength=len(self.rows)) > 0


def system_of(
    rows: pandas.DataFrame,
    definitions: Mapping[str, Definition],
    areas: Areas,
    rule: Disclosure,
    named: numpy.ndarray,
    settled: numpy.ndarray,
) -> System:
    """The system of the rows of a long table, no key twice.

    Args:
        rows: the long table as counted, nothing hidden, with an index from 0 on.
        definitions: the indicators by id.
        areas: the areas, and which belongs to which.
        rule: what a small number is.
        named: which rows readers can see to be there, hidden or not.
        settled: which rows were published before.
    """
    numbers = whole_numbers(rows, definitions)
    places = numpy.flatnonzero(~numpy.isnan(numbers).all(axis=0))
    rows, numbers = rows.iloc[places].reset_index(drop=True), numbers[:, places]
    codes = RowCodes(rows, numbers, definitions, areas, settled[places])
    sums, told = _sums_of(codes)
    of_rows = small(rows, numbers, definitions, rule)
    keep = numpy.zeros(len(sums.values), dtype=bool)
    keep[sums.numbers[of_rows]] = True
    # what no row tells, such as the months before the first point, is kept as the small numbers of rows are
    keep[told:] = (sums.values[told:] >= 1) & (sums.values[told:] <= rule.threshold)
    there = sums.numbers >= 0
    row_of = numpy.tile(numpy.arange(len(rows)), len(PARTS)).reshape(there.shape)[there]
    floors = numpy.zeros(len(sums.values))
    floors[_people(sums.numbers)[named[places] & ~codes.total]] = 1
    return System(rows, places, sums.values, keep, floors, sums.matrix(), sums.numbers[there], row_of)


def _people(numbers: numpy.ndarray) -> numpy.ndarray:
    """Of each row the number of the people it tells of: its base, else what it counts."""
    return numpy.where(
        numbers[REST] >= 0, numbers[BASE], numpy.where(numbers[MET] >= 0, numbers[MET], numbers[BASE])
    )


def beside(system: System, before: System, offset: int) -> System:
    """A system with an earlier one beside it: a row with the same numbers is the same row.

    Args:
        system: of what is to be published.
        before: of what was published before some of it was revised.
        offset: from which place on the earlier rows are counted.
    """
    names = [*KEY, "numerator", "denominator"]
    here = pandas.MultiIndex.from_frame(system.rows[names].fillna(-1.0))
    same = here.get_indexer(pandas.MultiIndex.from_frame(before.rows[names].fillna(-1.0)))
    left, right = _same_places(system, before, same)
    size, shift = len(system.values) + len(before.values), len(system.values)
    graph = csr_matrix((numpy.ones(len(left)), (left, right + shift)), shape=(size, size))
    found, classes = connected_components(graph, directed=False)
    values, small, floors = numpy.zeros(found), numpy.zeros(found, dtype=bool), numpy.zeros(found)
    values[classes] = numpy.r_[system.values, before.values]
    numpy.maximum.at(floors, classes, numpy.r_[system.floors, before.floors])
    numpy.logical_or.at(small, classes, numpy.r_[system.small, before.small])
    both = block_diag([system.equations, before.equations], format="coo")
    equations = csr_matrix((both.data, (both.row, classes[both.col])), shape=(both.shape[0], found))
    other = numpy.flatnonzero(same < 0)
    place = numpy.full(len(before.rows), -1)
    place[other] = numpy.arange(len(other)) + len(system.rows)
    mine = place[before.row_of] >= 0
    return System(
        pandas.concat([system.rows, before.rows.iloc[other]], ignore_index=True),
        numpy.r_[system.places, before.places[other] + offset],
        values,
        small,
        floors,
        equations,
        numpy.r_[classes[system.number_of], classes[before.number_of[mine] + shift]],
        numpy.r_[system.row_of, place[before.row_of[mine]]],
    )


def _same_places(system: System, before: System, same: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Pairs of numbers that stand in the same part of the same row."""

    def by_row(one: System, rows: numpy.ndarray) -> numpy.ndarray:
        order = numpy.lexsort((numpy.arange(len(one.row_of)), one.row_of))
        starts = numpy.searchsorted(one.row_of[order], rows)
        ends = numpy.searchsorted(one.row_of[order], rows, side="right")
        spread = numpy.repeat(starts, ends - starts) + _counting(ends - starts)
        return one.number_of[order][spread]

    rows = numpy.flatnonzero(same >= 0)
    return by_row(system, same[rows]), by_row(before, rows)


def _counting(sizes: numpy.ndarray) -> numpy.ndarray:
    """0, 1, ... for each of some sizes, one after another."""
    return numpy.arange(sizes.sum()) - numpy.repeat(numpy.cumsum(sizes) - sizes, sizes)


def _sums_of(codes: RowCodes) -> tuple[Sums, int]:
    """All equations, and how many numbers stand in rows; those after them are told by no row."""
    series = with_series(codes)
    values, classes = _one_each(codes, series)
    sums = Sums(values, codes.with_classes(classes))
    part_sums(sums)
    area_sums(sums)
    breakdown_sums(sums)
    window_sums(sums)
    for columns in sums_of_two(series, classes, codes):
        sums.add(columns, [1, -1, -1])
    return sums, len(values)


def _one_each(codes: RowCodes, series: list[Series]) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The different numbers with their values, and of each place of a number which one it is."""
    pairs = [lateness_bases(codes), *equal_numbers(series)]
    left, right = (numpy.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
    size = codes.count
    graph = csr_matrix((numpy.ones(len(left)), (left, right)), shape=(size, size))
    found, classes = connected_components(graph, directed=False)
    values = numpy.zeros(found)
    values[classes] = codes.values
    return values, classes
