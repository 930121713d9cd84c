"""Cases summed by area and group, and the figure that comes of them by the indicator's kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy
import pandas

from careboard.figures.case_windows import CaseWindows
from careboard.figures.columns import LATENESS, TOTAL
from careboard.figures.population import Population
from careboard.figures.rounding import rounded, scale
from careboard.formatting import State, in_order
from careboard.indicators import Definition
from careboard.params.areas import Areas

Sums = dict[str, numpy.ndarray]  # numerator, denominator, people_met, people: windows by areas by groups
DIVIDED = ("share", "rate", "average", "ratio")  # the kinds whose figure is a quotient
PER_CENT = 100


class Aggregation:
    """Sums cases over the areas that they belong to at a date.

    Args:
        areas: the areas, and which belongs to which at a date.
        population: the bases of rates.
    """

    def __init__(self, areas: Areas, population: Population):
        self._areas, self._population = areas, population
        self._leaves, self._idents = areas.leaves, list(areas.areas)
        self._membership: dict[date, numpy.ndarray] = {}
        self._children: dict[date, numpy.ndarray] = {}

    def block(
        self, definition: Definition, windows: CaseWindows, breakdown: str, places: Sequence[int]
    ) -> dict[str, numpy.ndarray]:
        """One row a window, area and group: the numbers behind its figure, and the people whom it tells of.

        Args:
            definition: the indicator.
            windows: its cases, and the windows to sum them in.
            breakdown: the total, or a column of the cases.
            places: the place of each window in the order of rows.

        Returns:
            The columns of the long table but for indicator, value and state; and the row's window by its
            place, in `place`.
        """
        group, groups = numpy.zeros(len(windows.cases), dtype="int"), [""]
        if breakdown != TOTAL:
            group, groups = _groups(windows.cases[breakdown])
        if breakdown in LATENESS:
            met = windows.cases.met.to_numpy("bool")
            group = numpy.where(met if definition.good == "low" else ~met, group, -1)
            sums = self._lateness(windows, group, groups)
        else:
            sums = self._sums(definition, windows, group, groups, breakdown)
        columns = self._labels(windows, breakdown, places, groups)
        columns |= {name: array.ravel() for name, array in sums.items()}
        if breakdown == TOTAL:
            return columns
        kept = columns["people_met" if breakdown in LATENESS else "people"] > 0
        return {name: array[kept] for name, array in columns.items()}

    def _labels(
        self, windows: CaseWindows, breakdown: str, places: Sequence[int], groups: list[str]
    ) -> dict[str, numpy.ndarray]:
        """What tells the rows of a block apart."""
        areas, spans = len(self._idents), windows.spans

        def of_windows(values: Sequence[Any], kind: Any = object) -> numpy.ndarray:
            return numpy.repeat(numpy.array(values, dtype=kind), areas * len(groups))

        rows = len(spans) * areas * len(groups)
        return {
            "place": of_windows(places, "int64"),
            "period": of_windows([span.point.text for span in spans]),
            "window": of_windows([span.window for span in spans]),
            "area": numpy.tile(
                numpy.repeat(numpy.array(self._idents, dtype=object), len(groups)), len(spans)
            ),
            "breakdown": numpy.full(rows, breakdown, dtype=object),
            "group": numpy.tile(numpy.array(groups, dtype=object), len(spans) * areas),
        }

    def with_values(self, definition: Definition, frame: pandas.DataFrame) -> pandas.DataFrame:
        """The rows of `block` with the figure as published and its state.

        Args:
            definition: the indicator.
            frame: its rows.

        Returns:
            The frame with value and state; no numbers where there is no figure.
        """
        numerator, denominator = frame.numerator.to_numpy(), frame.denominator.to_numpy()
        late = frame.breakdown.isin(LATENESS).to_numpy()
        with numpy.errstate(divide="ignore", invalid="ignore"):
            quotient = rounded(numerator / denominator * numpy.where(late, PER_CENT, scale(definition)))
        value = numpy.where(late | (definition.kind in DIVIDED), quotient, numerator)
        state = self._states(definition, frame)
        shown = state == str(State.SHOWN)
        numbered = shown | (state == str(State.NO_CASES))
        return frame.assign(
            value=numpy.where(shown, value, numpy.nan),
            state=state,
            numerator=numpy.where(numbered, numerator, numpy.nan),
            denominator=numpy.where(numbered, denominator, numpy.nan),
        )

    def _states(self, definition: Definition, frame: pandas.DataFrame) -> numpy.ndarray:
        """Whether there is a figure, or why there is none; nothing is hidden here."""
        state = numpy.full(len(frame), str(State.SHOWN), dtype=object)
        whole = (frame.area == self._areas.whole).to_numpy()
        if definition.kind == "rate":
            state[frame.denominator.isna().to_numpy()] = str(State.NOT_AVAILABLE)
            state[(frame.area == self._areas.unallocated).to_numpy() & ~whole] = str(State.NOT_APPLICABLE)
        elif definition.kind != "count":
            state[frame.denominator.to_numpy() == 0] = str(State.NO_CASES)
        if definition.whole_authority_only:
            state[~whole] = str(State.NOT_APPLICABLE)
        return state

    def _members(self, on: date) -> numpy.ndarray:
        """Areas by leaves: 1 where the leaf belongs to the area on the date."""
        if on not in self._membership:
            matrix = numpy.zeros((len(self._idents), len(self._leaves)))
            for column, leaf in enumerate(self._leaves):
                for area in self._areas.line(leaf, on):
                    matrix[self._idents.index(area), column] = 1
            self._membership[on] = matrix
        return self._membership[on]

    def _total(
        self, windows: CaseWindows, group: numpy.ndarray, groups: int, of: numpy.ndarray | None = None
    ) -> numpy.ndarray:
        """Windows by areas by groups: how many cases, or the sum of what is given for each.

        A case of the group -1 is in none.
        """
        leaf = windows.cases.leaf.to_numpy()
        size = len(self._leaves) * groups
        cell = numpy.where(group < 0, size, leaf * groups + group)  # the last cell is of those in no group
        counted = [
            numpy.bincount(cell[low:high], weights=None if of is None else of[low:high], minlength=size + 1)
            for low, high in zip(windows.low, windows.high, strict=True)
        ]
        return numpy.stack(
            [
                self._members(span.point.end)
                @ sums[:size].reshape(len(self._leaves), groups).astype("float64")
                for span, sums in zip(windows.spans, counted, strict=True)
            ]
        )

    def _lateness(self, windows: CaseWindows, group: numpy.ndarray, groups: list[str]) -> Sums:
        """Of the cases that are not as they should be, how many are in each group."""
        people = self._total(windows, group, len(groups))
        of_all = numpy.repeat(people.sum(axis=2, keepdims=True), len(groups), axis=2)
        return {"numerator": people, "denominator": of_all, "people_met": people, "people": of_all}

    def _sums(
        self,
        definition: Definition,
        windows: CaseWindows,
        group: numpy.ndarray,
        groups: list[str],
        breakdown: str,
    ) -> Sums:
        """What the indicator's kind divides by what, and how many people that tells of."""
        cases = windows.cases

        def total(of: numpy.ndarray | None = None) -> numpy.ndarray:
            return self._total(windows, group, len(groups), of)

        def sums(numerator: numpy.ndarray, denominator: numpy.ndarray, *people: numpy.ndarray) -> Sums:
            names = ("numerator", "denominator", "people_met", "people")
            return dict(zip(names, (numerator, denominator, *people), strict=True))

        if definition.kind in ("count", "rate", "share", "highest"):
            met = total(cases.met.to_numpy("float64"))
            if definition.kind == "count":
                return sums(met, numpy.full_like(met, numpy.nan), met, met)
            if definition.kind == "rate":
                return sums(met, self._bases(windows, breakdown, groups), met, met)
            people = total()
            if definition.kind == "share":
                return sums(met, people, met, people)
            return sums(self._highest(windows), people, people, people)
        value, weight = cases.value.fillna(0.0).to_numpy(), cases.weight.to_numpy("float64")
        above = [total((numbers > 0).astype("float64")) for numbers in (value, weight)]
        return sums(total(value), total(weight), *above)

    def _bases(self, windows: CaseWindows, breakdown: str, groups: list[str]) -> numpy.ndarray:
        """The children under 18 whom each rate is out of; missing where that is not known."""
        return numpy.stack([self._base(span.point.end, breakdown, groups) for span in windows.spans])

    def _base(self, on: date, breakdown: str, groups: list[str]) -> numpy.ndarray:
        """Areas by groups: the children under 18 on a date; missing where that is not known."""
        if breakdown == TOTAL:
            if on not in self._children:
                known = self._population.at(self._areas, on)
                self._children[on] = numpy.array([[known.get(area, numpy.nan)] for area in self._idents])
            return self._children[on]
        by_leaf = self._population.groups_at(on, breakdown)
        counts = [[by_leaf.get((leaf, group), 0.0) for group in groups] for leaf in self._leaves]
        base = self._members(on) @ numpy.array(counts).reshape(len(self._leaves), len(groups))
        return numpy.where(base > 0, base, numpy.nan)

    def _highest(self, windows: CaseWindows) -> numpy.ndarray:
        """The highest value in each window and area; missing where there is no case."""
        most = numpy.full((len(windows.spans), len(self._leaves)), -numpy.inf)
        leaf, value = windows.cases.leaf.to_numpy(), windows.cases.value.to_numpy("float64")
        for row, low, high in zip(most, windows.low, windows.high, strict=True):
            numpy.fmax.at(row, leaf[low:high], value[low:high])
        members = numpy.stack([self._members(span.point.end) for span in windows.spans])
        found = numpy.where(members == 1, most[:, None, :], -numpy.inf).max(axis=2)
        return numpy.where(numpy.isfinite(found), found, numpy.nan)[:, :, None]


def _groups(labels: pandas.Series) -> tuple[numpy.ndarray, list[str]]:
    """Each case's group as a place, -1 where it has none, and the groups as readers expect them."""
    codes, found = pandas.factorize(labels)
    order = sorted(range(len(found)), key=lambda place: in_order(found[place]))
    place = numpy.append(numpy.argsort(order), -1)
    return place[codes].astype("int64"), [str(found[code]) for code in order]
