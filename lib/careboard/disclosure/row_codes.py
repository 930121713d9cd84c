"""The long table in whole numbers, so that what hangs together is found by arithmetic and not by names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy
import pandas

from careboard.disclosure.numbers import KEY, by_definition
from careboard.figures.columns import LATENESS, TOTAL
from careboard.indicators import Definition
from careboard.params.areas import Areas
from careboard.periods import parse

MONTHS = 12


@dataclass(frozen=True)
class Tree:
    """The areas as places in drawing order.

    Attributes:
        size: how many there are.
        children: place -> the places of those in it.
        whole: the place of the whole authority.
        unallocated: the places of cases that belong nowhere.
    """

    size: int
    children: dict[int, list[int]]
    whole: int
    unallocated: list[int]


class RowCodes:
    """Each row's key as numbers, and the numbers behind the rows, one after another.

    Args:
        rows: the rows that have numbers.
        numbers: the numbers behind them, parts by rows.
        definitions: the indicators by id.
        areas: the areas.
        settled: which rows were published before.

    Attributes:
        codes: column -> the code of each row; `area` is its place in drawing order.
        names: column -> the name of each code.
        numbers: parts by rows: the place of each number among `values`, -1 where there is none.
        values: their true values.
        settled: of each number whether it was published before.
        total, late, rate, low_is_good: which rows are so.
        month: of each period the number of its month, and `day` which day of the month it ends on.
    """

    def __init__(
        self,
        rows: pandas.DataFrame,
        numbers: numpy.ndarray,
        definitions: Mapping[str, Definition],
        areas: Areas,
        settled: numpy.ndarray,
    ):
        self.codes: dict[str, numpy.ndarray] = {}
        self.names: dict[str, list[str]] = {}
        for name in KEY:
            codes, names = pandas.factorize(rows[name])
            self.codes[name], self.names[name] = codes.astype("int64"), [str(each) for each in names]
        idents = list(areas.areas)
        self.codes["area"] = pandas.Categorical(rows.area, categories=idents).codes.astype("int64")
        self.names["area"] = idents
        there = ~numpy.isnan(numbers)
        self.values = numbers[there]
        self.numbers = numpy.full(numbers.shape, -1, dtype="int64")
        self.numbers[there] = numpy.arange(len(self.values))
        self.settled = numpy.broadcast_to(settled, there.shape)[there]
        self.total = (rows.breakdown == TOTAL).to_numpy()
        self.late = rows.breakdown.isin(LATENESS).to_numpy()
        self.rate = (by_definition(rows, definitions, "kind") == "rate").to_numpy()
        self.low_is_good = (by_definition(rows, definitions, "good") == "low").to_numpy()
        ends = [parse(name) for name in self.names["period"]]
        self.month = numpy.array([end.end.year * MONTHS + end.end.month - 1 for end in ends], dtype="int64")
        self.day = numpy.array([end.text[7:] for end in ends], dtype=object)
        on = max((end.end for end in ends), default=None)
        parents = {ident: areas.parent(ident, on) if on else None for ident in idents}
        children = {
            idents.index(ident): [place for place, other in enumerate(idents) if parents[other] == ident]
            for ident in idents
        }
        self.tree = Tree(
            len(idents),
            {place: below for place, below in children.items() if below},
            idents.index(areas.whole),
            [place for place, ident in enumerate(idents) if areas.areas[ident].level == "unallocated"],
        )

    @property
    def count(self) -> int:
        """How many numbers there are."""
        return len(self.values)

    def with_classes(self, classes: numpy.ndarray) -> RowCodes:
        """The same rows, equal numbers in one place."""
        other = object.__new__(RowCodes)
        other.__dict__.update(self.__dict__)
        other.numbers = numpy.where(self.numbers >= 0, classes[numpy.maximum(self.numbers, 0)], -1)
        return other

    def joint(self, *columns: str) -> numpy.ndarray:
        """One code for each combination of some columns."""
        found = numpy.zeros(len(self.total), dtype="int64")
        for name in columns:
            found = found * (len(self.names[name]) + 1) + self.codes[name]
        return found

    def totals_of(self, rows: numpy.ndarray) -> numpy.ndarray:
        """The row of the total of some rows' figures, -1 where there is none."""
        cell = self.joint("indicator", "period", "window", "area")
        totals = numpy.flatnonzero(self.total)
        order = totals[numpy.argsort(cell[totals], kind="stable")]
        if not len(order):
            return numpy.full(len(rows), -1)
        at = numpy.minimum(numpy.searchsorted(cell[order], cell[rows]), len(order) - 1)
        return numpy.where(cell[order[at]] == cell[rows], order[at], -1)
