"""Cases summed by area and group, and the figure that comes of them by the indicator's kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy
import pandas

from careboard.figures.columns import LATENESS, TOTAL
from careboard.figures.population import Population
from careboard.figures.rounding import rounded, scale
from careboard.formatting import State, in_order
from careboard.indicators import Definition
from careboard.params.areas import Areas
from careboard.periods import Period

Sums = dict[str, numpy.ndarray]  # numerator, denominator, people_met, people: areas by groups
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

    def block(
        self, definition: Definition, point: Period, window: str, breakdown: str, cases: pandas.DataFrame
    ) -> dict[str, numpy.ndarray]:
        """One row an area and group: the numbers behind its figure, and the people whom it tells of.

        Args:
            definition: the indicator.
            point: the month or date.
            window: the window that ends with it.
            breakdown: the total, or a column of the cases.
            cases: one row a case, with its leaf area as a place among the leaves.

        Returns:
            The columns of the long table but for indicator, value and state.
        """
        group, groups = numpy.zeros(len(cases), dtype="int"), [""]
        if breakdown in LATENESS:
            cases = cases[cases.met if definition.good == "low" else ~cases.met]
        if breakdown != TOTAL:
            cases = cases[cases[breakdown].notna()]
            group, groups = _groups(cases[breakdown])
        if breakdown in LATENESS:
            sums = self._lateness(point, cases, group, len(groups))
        else:
            sums = self._sums(definition, point, cases, group, groups, breakdown)
        labels = {"period": point.text, "window": window, "breakdown": breakdown}
        rows = len(self._idents) * len(groups)
        columns = {
            name: numpy.repeat(numpy.array([text], dtype=object), rows) for name, text in labels.items()
        }
        columns["area"] = numpy.repeat(numpy.array(self._idents, dtype=object), len(groups))
        columns["group"] = numpy.tile(numpy.array(groups, dtype=object), len(self._idents))
        columns |= {name: array.ravel() for name, array in sums.items()}
        if breakdown == TOTAL:
            return columns
        kept = columns["people_met" if breakdown in LATENESS else "people"] > 0
        return {name: array[kept] for name, array in columns.items()}

    def with_values(self, definition: Definition, frame: pandas.DataFrame) -> pandas.DataFrame:
        """The rows of `block` with the figure as published and its state.

        Args:
            definition: the indicator.
            frame: its rows.

        Returns:
            The frame with value and state; no numbers where there is no figure.
        """
        late = frame.breakdown.isin(LATENESS)
        divided = pandas.Series(definition.kind in DIVIDED, index=frame.index) | late
        factor = pandas.Series(scale(definition), index=frame.index).mask(late, PER_CENT)
        value = rounded(frame.numerator / frame.denominator * factor).where(divided, frame.numerator)
        state = self._states(definition, frame)
        numbered = state.isin([State.SHOWN, State.NO_CASES])
        return frame.assign(
            value=value.where(state == State.SHOWN),
            state=state,
            numerator=frame.numerator.where(numbered),
            denominator=frame.denominator.where(numbered),
        )

    def _states(self, definition: Definition, frame: pandas.DataFrame) -> pandas.Series:
        """Whether there is a figure, or why there is none; nothing is hidden here."""
        state = pandas.Series(str(State.SHOWN), index=frame.index)
        whole = frame.area == self._areas.whole
        if definition.kind == "rate":
            state = state.mask(frame.denominator.isna(), str(State.NOT_AVAILABLE))
            state = state.mask((frame.area == self._areas.unallocated) & ~whole, str(State.NOT_APPLICABLE))
        elif definition.kind != "count":
            state = state.mask(frame.denominator == 0, str(State.NO_CASES))
        if definition.whole_authority_only:
            state = state.mask(~whole, str(State.NOT_APPLICABLE))
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
        self,
        point: Period,
        cases: pandas.DataFrame,
        group: numpy.ndarray,
        groups: int,
        of: numpy.ndarray | None = None,
    ) -> numpy.ndarray:
        """Areas by groups: how many cases, or the sum of what is given for each."""
        size = len(self._leaves) * groups
        counted = numpy.bincount(cases.leaf.to_numpy() * groups + group, weights=of, minlength=size)
        return self._members(point.end) @ counted.reshape(len(self._leaves), groups).astype("float64")

    def _lateness(self, point: Period, cases: pandas.DataFrame, group: numpy.ndarray, groups: int) -> Sums:
        """Areas by groups: of the cases that are not as they should be, how many are in each group."""
        people = self._total(point, cases, group, groups)
        of_all = numpy.repeat(people.sum(axis=1, keepdims=True), groups, axis=1)
        return {"numerator": people, "denominator": of_all, "people_met": people, "people": of_all}

    def _sums(
        self,
        definition: Definition,
        point: Period,
        cases: pandas.DataFrame,
        group: numpy.ndarray,
        groups: list[str],
        breakdown: str,
    ) -> Sums:
        """Areas by groups: what the indicator's kind divides by what, and how many people that tells of."""

        def total(of: numpy.ndarray | None = None) -> numpy.ndarray:
            return self._total(point, cases, group, len(groups), of)

        def sums(numerator: numpy.ndarray, denominator: numpy.ndarray, *people: numpy.ndarray) -> Sums:
            names = ("numerator", "denominator", "people_met", "people")
            return dict(zip(names, (numerator, denominator, *people), strict=True))

        people, met = total(), total(cases.met.to_numpy("float64"))
        kinds: dict[str, Callable[[], Sums]] = {
            "count": lambda: sums(met, numpy.full_like(met, numpy.nan), met, met),
            "rate": lambda: sums(met, self._base(point, breakdown, groups), met, met),
            "share": lambda: sums(met, people, met, people),
            "highest": lambda: sums(self._highest(self._members(point.end), cases), people, people, people),
        }
        if definition.kind in kinds:
            return kinds[definition.kind]()
        value, weight = cases.value.fillna(0.0).to_numpy(), cases.weight.to_numpy("float64")
        above = [total((numbers > 0).astype("float64")) for numbers in (value, weight)]
        return sums(total(value), total(weight), *above)

    def _base(self, point: Period, breakdown: str, groups: list[str]) -> numpy.ndarray:
        """Areas by groups: the children under 18 whom a rate is out of; missing where that is not known."""
        if breakdown == TOTAL:
            known = self._population.at(self._areas, point.end)
            return numpy.array([[known.get(area, numpy.nan)] for area in self._idents])
        by_leaf = self._population.groups_at(point.end, breakdown)
        counts = [[by_leaf.get((leaf, group), 0.0) for group in groups] for leaf in self._leaves]
        base = self._members(point.end) @ numpy.array(counts).reshape(len(self._leaves), len(groups))
        return numpy.where(base > 0, base, numpy.nan)

    def _highest(self, members: numpy.ndarray, cases: pandas.DataFrame) -> numpy.ndarray:
        """The highest value in each area; missing where there is no case."""
        most = cases.value.groupby(cases.leaf.to_numpy()).max().reindex(range(len(self._leaves))).to_numpy()
        known = numpy.nan_to_num(most, nan=-numpy.inf)
        found = numpy.where(members == 1, known, -numpy.inf).max(axis=1)
        return numpy.where(numpy.isfinite(found), found, numpy.nan)[:, None]


def _groups(labels: pandas.Series) -> tuple[numpy.ndarray, list[str]]:
    """Each case's group as a place, and the groups in the order in which readers expect them."""
    codes, found = pandas.factorize(labels)
    order = sorted(range(len(found)), key=lambda place: in_order(found[place]))
    return numpy.argsort(order)[codes] if order else codes, [str(found[place]) for place in order]
