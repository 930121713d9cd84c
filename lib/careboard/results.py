"""Everything counted once: every indicator, period, window, area and breakdown in one long table.

Figures here are not yet hidden: nothing of this table leaves the build before disclosure has seen it.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import numpy
import pandas

from careboard.indicators import Definition
from careboard.periods import Period
from careboard.placing import placed
from careboard.population import Population
from careboard.problems import Problem
from careboard.settings import Areas
from careboard.tables import NotAvailable, Tables

RESULTS = ["indicator", "period", "window", "area", "breakdown", "group", "numerator", "denominator", "value", "state", "people_met", "people"]
DESCRIPTIONS = ["age", "sex", "ethnicity", "team"]
COLUMNS = ["child", "on", "met", "value", "weight", "team"]
NOT_MET = "not_met"
SPLIT_KINDS = ("count", "share", "average")
ROUNDED = 10


class Counting:
    """Counts indicators over one extract, for any number of periods."""

    def __init__(self, tables: Tables, areas: Areas, population: Population, history_from: date | None = None):
        self.tables, self.areas, self.population, self.history_from = tables, areas, population, history_from
        self.leaves = areas.leaves
        self.ids = list(areas.areas)
        self.belonging: dict[date, numpy.ndarray] = {}
        self.failed: dict[str, str] = {}

    def count(self, definitions: Iterable[Definition], wanted: list[Period], tell: Callable[[str], None] = lambda id: None) -> pandas.DataFrame:
        """The long table (RESULTS) for the periods wanted and the 24 points before each.

        Breakdowns other than 'total' are counted for the periods wanted alone. An indicator whose table or
        column is absent is 'not_available'; one whose definition breaks is 'failed' and stands in `failed` with
        the kind of error and nothing of a record, and the rest go on.
        """
        points = sorted({point for period in wanted for point in period.points()})
        pieces = []
        for definition in definitions:
            tell(definition.id)
            try:
                pieces.append(self._indicator(definition, points, {period.text for period in wanted}))
            except NotAvailable:
                pieces.append(self._without(definition, points, definition.windows, "not_available"))
            except (KeyError, AttributeError) as error:
                absent = {name.partition(".")[2] for name in self.tables.absent_columns}
                named = str(error.args[0]) if error.args else ""
                if any(f"'{column}'" in named or named == column for column in absent):
                    pieces.append(self._without(definition, points, definition.windows, "not_available"))
                else:
                    pieces.append(self._failed(definition, points, error))
            except (ValueError, TypeError, ArithmeticError, LookupError, Problem) as error:
                pieces.append(self._failed(definition, points, error))
        return pandas.concat(pieces, ignore_index=True)[RESULTS]

    def _failed(self, definition: Definition, points: list[Period], error: Exception) -> pandas.DataFrame:
        at = traceback.extract_tb(error.__traceback__)[-1]
        self.failed[definition.id] = f"{type(error).__name__} in {Path(at.filename).name}, line {at.lineno}"
        return self._without(definition, points, definition.windows, "failed")

    def _without(self, definition: Definition, points: list[Period], windows: tuple[str, ...], state: str) -> pandas.DataFrame:
        """No figure anywhere, and why."""
        rows = [(definition.id, point.text, window, area) for point in points for window in windows for area in self.ids]
        frame = pandas.DataFrame(rows, columns=RESULTS[:4])
        return frame.assign(breakdown="total", group="", numerator=numpy.nan, denominator=numpy.nan, value=numpy.nan, state=state, people_met=0.0, people=0.0)

    def _indicator(self, definition: Definition, points: list[Period], wanted: set[str]) -> pandas.DataFrame:
        """All rows of one indicator."""
        blocks, missing = [], []
        for point, window, cases in self._windows(definition, points):
            if cases is None:
                missing.append(self._without(definition, [point], (window,), "not_available"))
                continue
            blocks.append(self._block(definition, point, window, "total", cases))
            if point.text in wanted and definition.kind in SPLIT_KINDS and not definition.whole_authority_only:
                splits = [name for name in cases.columns if name not in (*COLUMNS, "leaf", *DESCRIPTIONS)]
                blocks += [self._block(definition, point, window, name, cases) for name in [*DESCRIPTIONS, *splits]]
        counted = [self._valued(definition, pandas.DataFrame({name: numpy.concatenate([block[name] for block in blocks]) for name in blocks[0]}))] if blocks else []
        return pandas.concat([*missing, *counted], ignore_index=True).assign(indicator=definition.id)

    def _windows(self, definition: Definition, points: list[Period]):
        """Each point and window with its cases; None where the extract's history does not reach back so far."""
        held = self._held(definition, points)
        days = numpy.array([], dtype="datetime64[D]") if held is None else held.on.to_numpy("datetime64[D]")
        for point in points:
            for window in definition.windows:
                first, last = point.window(window)
                if self.history_from and first < self.history_from:
                    yield point, window, None
                elif held is None:
                    yield point, window, placed(definition.count(self.tables, first, last), self.tables, self.areas)
                else:
                    low, high = numpy.searchsorted(days, [numpy.datetime64(first), numpy.datetime64(last) + 1])
                    yield point, window, held.iloc[low:high]

    def _held(self, definition: Definition, points: list[Period]) -> pandas.DataFrame | None:
        """All cases of a flow, or of a stock at every point, placed and in the order of their dates."""
        if definition.shape == "window":
            return None
        if definition.shape == "flow":
            cases = definition.count(self.tables)
            first = min(point.window(window)[0] for point in points for window in definition.windows)
            cases = cases[(cases.on >= pandas.Timestamp(first)) & (cases.on <= pandas.Timestamp(points[-1].end))]
        else:
            cases = pandas.concat([definition.count(self.tables, point.end) for point in points], ignore_index=True)
        return placed(cases, self.tables, self.areas).sort_values("on", kind="stable")

    def _belongs(self, on: date) -> numpy.ndarray:
        """Areas by leaves: 1 where the leaf belongs to the area on the date."""
        if on not in self.belonging:
            matrix = numpy.zeros((len(self.ids), len(self.leaves)))
            for column, leaf in enumerate(self.leaves):
                for area in self.areas.line(leaf, on):
                    matrix[self.ids.index(area), column] = 1
            self.belonging[on] = matrix
        return self.belonging[on]

    def _block(self, definition: Definition, point: Period, window: str, breakdown: str, cases: pandas.DataFrame) -> dict[str, numpy.ndarray]:
        """One row an area and group: numerator, denominator, and the people behind them."""
        if breakdown == "total":
            group, groups = numpy.zeros(len(cases), dtype="int"), [""]
        else:
            cases = cases[cases[breakdown].notna() & (~cases.met if breakdown == NOT_MET else True)]
            group, found = pandas.factorize(cases[breakdown], sort=True)
            groups = [str(name) for name in found]
        sums = self._sums(definition, point, cases, group, len(groups), breakdown == NOT_MET)
        told = {name: numpy.repeat(numpy.array([value], dtype=object), len(self.ids) * len(groups)) for name, value in (("period", point.text), ("window", window), ("breakdown", breakdown))}
        told |= {"area": numpy.repeat(numpy.array(self.ids, dtype=object), len(groups)), "group": numpy.tile(numpy.array(groups, dtype=object), len(self.ids))}
        told |= {name: array.ravel() for name, array in sums.items()}
        if breakdown == "total":
            return told
        kept = told["people"] > 0 if breakdown != NOT_MET else told["people_met"] > 0
        return {name: array[kept] for name, array in told.items()}

    def _sums(self, definition: Definition, point: Period, cases: pandas.DataFrame, group: numpy.ndarray, groups: int, of_not_met: bool) -> dict[str, numpy.ndarray]:
        """Areas by groups: what the indicator's kind divides by what, and how many people that tells of."""
        belongs, leaf = self._belongs(point.end), pandas.Categorical(cases.leaf, categories=self.leaves).codes.astype("int64")

        def total(of=None) -> numpy.ndarray:
            return belongs @ numpy.bincount(leaf * groups + group, weights=of, minlength=len(self.leaves) * groups).reshape(len(self.leaves), groups)

        value, weight = cases.value.fillna(0.0).to_numpy(), cases.weight.to_numpy("float64")
        people, met = total().astype("float64"), total(cases.met.to_numpy("float64"))
        if of_not_met:
            return {"numerator": people, "denominator": people.sum(axis=1, keepdims=True) + 0 * people, "people_met": people, "people": people.sum(axis=1, keepdims=True) + 0 * people}
        if definition.kind in ("count", "rate"):
            base = self.population.at(self.areas, point.end) if definition.kind == "rate" else {}
            bases = numpy.array([[base.get(area, numpy.nan)] for area in self.ids]) + 0 * met
            return {"numerator": met, "denominator": bases, "people_met": met, "people": met}
        if definition.kind == "share":
            return {"numerator": met, "denominator": people, "people_met": met, "people": people}
        if definition.kind == "highest":
            return {"numerator": self._highest(belongs, leaf, cases), "denominator": people, "people_met": people, "people": people}
        return {"numerator": total(value), "denominator": total(weight), "people_met": total((value > 0).astype("float64")), "people": total((weight > 0).astype("float64"))}

    def _highest(self, belongs: numpy.ndarray, leaf: numpy.ndarray, cases: pandas.DataFrame) -> numpy.ndarray:
        """The highest value in each area; missing where there is no case."""
        most = cases.value.groupby(leaf).max().reindex(range(len(self.leaves))).to_numpy()
        found = numpy.where(belongs == 1, numpy.nan_to_num(most, nan=-numpy.inf), -numpy.inf).max(axis=1)
        return numpy.where(numpy.isfinite(found), found, numpy.nan)[:, None]

    def _valued(self, definition: Definition, frame: pandas.DataFrame) -> pandas.DataFrame:
        """The figure as published, and its state."""
        not_met = frame.breakdown == NOT_MET
        divided = pandas.Series(definition.kind in ("share", "rate", "average", "ratio"), index=frame.index) | not_met
        scale = {"share": 100, "rate": 10_000}.get(definition.kind, 100 if definition.unit == "%" else 1)
        value = rounded(frame.numerator / frame.denominator * pandas.Series(scale, index=frame.index).mask(not_met, 100)).where(divided, frame.numerator)
        state = pandas.Series("shown", index=frame.index)
        if definition.kind == "rate":
            state = state.mask(frame.denominator.isna(), "not_available").mask((frame.area == self.areas.unallocated) & (frame.area != self.areas.whole), "not_applicable")
        elif definition.kind != "count":
            state = state.mask(frame.denominator == 0, "no_cases")
        if definition.whole_authority_only:
            state = state.mask(frame.area != self.areas.whole, "not_applicable")
        told = state.isin(["shown", "no_cases"])
        return frame.assign(value=value.where(state == "shown"), state=state, numerator=frame.numerator.where(told), denominator=frame.denominator.where(told))


def rounded(value: pandas.Series) -> pandas.Series:
    """To one decimal as published: a half goes up, and a figure that is a half but for the machine's last digit is a half."""
    return numpy.floor(value * ROUNDED + 0.5 + 1e-7) / ROUNDED


def of_example(definition: Definition, example: dict, tables: Tables) -> dict[str, float]:
    """What a worked example comes to: counted, met and, for averages and ratios, value."""
    from careboard import periods

    period = periods.parse(example["period"])
    first, last = period.window(example.get("window", definition.windows[0]))
    if definition.shape == "flow":
        cases = definition.count(tables)
    else:
        cases = definition.count(tables, *((last,) if definition.shape == "stock" else (first, last)))
    cases = cases[cases.on.between(pandas.Timestamp(first), pandas.Timestamp(last))]
    scale = 100 if definition.unit == "%" else 1
    value = cases.value.max() if definition.kind == "highest" else scale * cases.value.sum() / cases.weight.sum() if len(cases) else numpy.nan
    return {"counted": len(cases), "met": int(cases.met.sum()), "value": value}
