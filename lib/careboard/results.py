"""Everything counted once: every indicator, period, window, area and breakdown in one long table.

Figures here are not yet hidden: nothing of this table leaves the build before disclosure has seen it.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import numpy
import pandas

from careboard import wording
from careboard.forked import side_by_side
from careboard.indicators import Definition
from careboard.periods import Period
from careboard.placing import placed
from careboard.population import Population
from careboard.problems import Problem
from careboard.settings import Areas
from careboard.tables import NotAvailable, Tables

RESULTS = ["indicator", "period", "window", "area", "breakdown", "group", "numerator", "denominator", "value", "state", "people_met", "people"]
DESCRIPTIONS = ["age", "sex", "ethnicity", "team"]
COLUMNS = ["child", "on", "met", "value", "weight", "team", "asked"]
BEHIND = ("not_met", "how_late")  # breakdowns of the cases that are not as they should be
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

    def count(self, definitions: Iterable[Definition], wanted: list[Period], tell: Callable[[str], None] = lambda id: None, processes: int = 1) -> pandas.DataFrame:
        """The long table (RESULTS) for the periods wanted and the 24 points before each.

        Breakdowns other than 'total' are counted for the periods wanted alone. An indicator whose table or
        column is absent is 'not_available'; one whose definition breaks is 'failed' and stands in `failed` with
        the kind of error and nothing of a record, and the rest go on. processes: how many may count side by side.
        """
        points = sorted({point for period in wanted for point in period.points()})
        asked, dates = list(definitions), {period.text for period in wanted}
        found = side_by_side(lambda definition, said: (self._counted(definition, points, dates, said), self.failed), asked, tell, processes)
        for _, failed in found:
            self.failed |= failed
        return pandas.concat([piece for piece, _ in found], ignore_index=True)[RESULTS]

    def _counted(self, definition: Definition, points: list[Period], wanted: set[str], tell: Callable[[str], None]) -> pandas.DataFrame:
        """All rows of one indicator, or why there are none."""
        tell(definition.id)
        try:
            return self._indicator(definition, points, wanted)
        except NotAvailable:
            return self._without(definition, points, definition.windows, "not_available")
        except (KeyError, AttributeError) as error:
            named = str(error.args[0]) if error.args else ""
            absent = any(f"'{column}'" in named or named == column for column in self.tables.absent_columns())
            return self._without(definition, points, definition.windows, "not_available") if absent else self._failed(definition, points, error)
        except (ValueError, TypeError, ArithmeticError, LookupError, Problem) as error:
            return self._failed(definition, points, error)

    def cases_of(self, definition: Definition, point: Period, window: str) -> pandas.DataFrame | None:
        """The cases behind one figure, with the leaf area of each by its id; None where the extract cannot tell."""
        cases = next(cases for _, named, cases in self._windows(definition, [point]) if named == window)
        return None if cases is None else cases.assign(area=[self.leaves[leaf] for leaf in cases.leaf])

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
            if point.text in wanted:
                blocks += [self._block(definition, point, window, name, cases) for name in self._breakdowns(definition, cases)]
        counted = [self._valued(definition, pandas.DataFrame({name: numpy.concatenate([block[name] for block in blocks]) for name in blocks[0]}))] if blocks else []
        return pandas.concat([*missing, *counted], ignore_index=True).assign(indicator=definition.id)

    def _breakdowns(self, definition: Definition, cases: pandas.DataFrame) -> list[str]:
        """What a figure is split by: the children's description, and what the definition tells of its cases."""
        if definition.whole_authority_only:
            return []
        if definition.kind == "rate":
            return [name for name in ("sex", "ethnicity") if self.population.has_groups]
        if definition.kind not in SPLIT_KINDS:
            return []
        return [*DESCRIPTIONS, *(name for name in cases.columns if name not in (*COLUMNS, "leaf", *DESCRIPTIONS))]

    def _windows(self, definition: Definition, points: list[Period]) -> Iterator[tuple[Period, str, pandas.DataFrame | None]]:
        """Each point and window with its cases; None where the extract cannot tell, or its history does not reach back so far."""
        asked = [(point, window, *point.window(window)) for point in points for window in definition.windows]
        if definition.shape == "flow":
            yield from self._of_flow(definition, asked)
            return
        found = [self._at(definition, first, last) for _, _, first, last in asked]
        known = [cases for cases in found if cases is not None]
        placed = self._placed(pandas.concat(known, ignore_index=True)) if known else None
        start = 0
        for (point, window, *_), cases in zip(asked, found, strict=True):
            if cases is None or placed is None:
                yield point, window, None
            else:
                yield point, window, placed.iloc[start : start + len(cases)]
                start += len(cases)

    def _at(self, definition: Definition, first: date, last: date) -> pandas.DataFrame | None:
        """The cases of a stock at a date or of a window, where the extract can tell."""
        if self.history_from and first < self.history_from:
            return None
        try:
            return definition.count(self.tables, last) if definition.shape == "stock" else definition.count(self.tables, first, last)
        except NotAvailable:
            return None

    def _of_flow(self, definition: Definition, asked: list[tuple[Period, str, date, date]]) -> Iterator[tuple[Period, str, pandas.DataFrame | None]]:
        """All cases of a flow placed once, in the order of their dates; each window is a stretch of them."""
        cases = definition.count(self.tables)
        earliest, latest = min(first for _, _, first, _ in asked), max(last for *_, last in asked)
        held = self._placed(cases[(cases.on >= pandas.Timestamp(earliest)) & (cases.on <= pandas.Timestamp(latest))]).sort_values("on", kind="stable")
        days = held.on.to_numpy("datetime64[D]")
        for point, window, first, last in asked:
            low, high = numpy.searchsorted(days, [numpy.datetime64(first), numpy.datetime64(last) + 1])
            yield point, window, None if self.history_from and first < self.history_from else held.iloc[low:high]

    def _placed(self, cases: pandas.DataFrame) -> pandas.DataFrame:
        """The cases with their leaf area as its place among the leaves, and their description."""
        cases = placed(cases, self.tables, self.areas)
        return cases.assign(leaf=pandas.Categorical(cases.leaf, categories=self.leaves).codes.astype("int64"))

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
            short = (cases.met if definition.good == "low" else ~cases.met) if breakdown in BEHIND else True
            cases = cases[cases[breakdown].notna() & short]
            codes, found = pandas.factorize(cases[breakdown])
            places = sorted(range(len(found)), key=lambda place: wording.in_order(found[place]))
            group, groups = numpy.argsort(places)[codes] if places else codes, [str(found[place]) for place in places]
        sums = self._behind(point, cases, group, len(groups)) if breakdown in BEHIND else self._sums(definition, point, cases, group, groups, breakdown)
        told = {name: numpy.repeat(numpy.array([value], dtype=object), len(self.ids) * len(groups)) for name, value in (("period", point.text), ("window", window), ("breakdown", breakdown))}
        told |= {"area": numpy.repeat(numpy.array(self.ids, dtype=object), len(groups)), "group": numpy.tile(numpy.array(groups, dtype=object), len(self.ids))}
        told |= {name: array.ravel() for name, array in sums.items()}
        if breakdown == "total":
            return told
        kept = told["people_met" if breakdown in BEHIND else "people"] > 0
        return {name: array[kept] for name, array in told.items()}

    def _total(self, point: Period, cases: pandas.DataFrame, group: numpy.ndarray, groups: int, of: numpy.ndarray | None = None) -> numpy.ndarray:
        """Areas by groups: how many cases, or the sum of what is given for each."""
        size = len(self.leaves) * groups
        return self._belongs(point.end) @ numpy.bincount(cases.leaf.to_numpy() * groups + group, weights=of, minlength=size).reshape(len(self.leaves), groups).astype("float64")

    def _behind(self, point: Period, cases: pandas.DataFrame, group: numpy.ndarray, groups: int) -> dict[str, numpy.ndarray]:
        """Areas by groups: of the cases that are not as they should be, how many are in each group."""
        people = self._total(point, cases, group, groups)
        of_all = numpy.repeat(people.sum(axis=1, keepdims=True), groups, axis=1)
        return {"numerator": people, "denominator": of_all, "people_met": people, "people": of_all}

    def _sums(self, definition: Definition, point: Period, cases: pandas.DataFrame, group: numpy.ndarray, groups: list[str], breakdown: str) -> dict[str, numpy.ndarray]:
        """Areas by groups: what the indicator's kind divides by what, and how many people that tells of."""

        def total(of: numpy.ndarray | None = None) -> numpy.ndarray:
            return self._total(point, cases, group, len(groups), of)

        people, met = total(), total(cases.met.to_numpy("float64"))
        if definition.kind == "count":
            return {"numerator": met, "denominator": numpy.full_like(met, numpy.nan), "people_met": met, "people": met}
        if definition.kind == "rate":
            return {"numerator": met, "denominator": self._base(point, breakdown, groups), "people_met": met, "people": met}
        if definition.kind == "share":
            return {"numerator": met, "denominator": people, "people_met": met, "people": people}
        if definition.kind == "highest":
            return {"numerator": self._highest(self._belongs(point.end), cases), "denominator": people, "people_met": people, "people": people}
        value, weight = cases.value.fillna(0.0).to_numpy(), cases.weight.to_numpy("float64")
        return {"numerator": total(value), "denominator": total(weight), "people_met": total((value > 0).astype("float64")), "people": total((weight > 0).astype("float64"))}

    def _base(self, point: Period, breakdown: str, groups: list[str]) -> numpy.ndarray:
        """Areas by groups: the children under 18 whom a rate is out of; missing where that is not known."""
        if breakdown == "total":
            known = self.population.at(self.areas, point.end)
            return numpy.array([[known.get(area, numpy.nan)] for area in self.ids])
        by_leaf = self.population.groups_at(point.end, breakdown)
        base = numpy.array([[by_leaf.get((leaf, group), 0.0) for group in groups] for leaf in self.leaves]).reshape(len(self.leaves), len(groups))
        base = self._belongs(point.end) @ base
        return numpy.where(base > 0, base, numpy.nan)

    def _highest(self, belongs: numpy.ndarray, cases: pandas.DataFrame) -> numpy.ndarray:
        """The highest value in each area; missing where there is no case."""
        most = cases.value.groupby(cases.leaf.to_numpy()).max().reindex(range(len(self.leaves))).to_numpy()
        found = numpy.where(belongs == 1, numpy.nan_to_num(most, nan=-numpy.inf), -numpy.inf).max(axis=1)
        return numpy.where(numpy.isfinite(found), found, numpy.nan)[:, None]

    def _valued(self, definition: Definition, frame: pandas.DataFrame) -> pandas.DataFrame:
        """The figure as published, and its state."""
        not_met = frame.breakdown.isin(BEHIND)
        divided = pandas.Series(definition.kind in ("share", "rate", "average", "ratio"), index=frame.index) | not_met
        value = rounded(frame.numerator / frame.denominator * pandas.Series(scale(definition), index=frame.index).mask(not_met, 100)).where(divided, frame.numerator)
        state = pandas.Series("shown", index=frame.index)
        if definition.kind == "rate":
            state = state.mask(frame.denominator.isna(), "not_available").mask((frame.area == self.areas.unallocated) & (frame.area != self.areas.whole), "not_applicable")
        elif definition.kind != "count":
            state = state.mask(frame.denominator == 0, "no_cases")
        if definition.whole_authority_only:
            state = state.mask(frame.area != self.areas.whole, "not_applicable")
        told = state.isin(["shown", "no_cases"])
        return frame.assign(value=value.where(state == "shown"), state=state, numerator=frame.numerator.where(told), denominator=frame.denominator.where(told))


def scale(definition: Definition) -> int:
    """By what a quotient is multiplied: shares are of 100, rates of 10,000."""
    return {"share": 100, "rate": 10_000}.get(definition.kind, 100 if definition.unit == "%" else 1)


def rounded(value):
    """A figure, or a column of them, to one decimal as published: a half goes up, and a figure that is a half but for the machine's last digit is a half."""
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
