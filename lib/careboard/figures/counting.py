"""Everything counted once: every indicator, period, window, area and breakdown in one long table.

Figures here are not yet hidden: nothing of this table leaves the build before disclosure has seen it.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy
import pandas

from careboard.errors import Problem
from careboard.figures.aggregation import Aggregation
from careboard.figures.allocation import allocated
from careboard.figures.columns import DESCRIPTIONS, RESULTS, TOTAL
from careboard.figures.parallel import side_by_side
from careboard.figures.population import Population
from careboard.formatting import State
from careboard.indicators import Definition
from careboard.indicators.cases import CASES
from careboard.params.areas import Areas
from careboard.periods import Period, Window, months_before
from careboard.records.tables import NotAvailable, Tables

SPLIT_KINDS = ("count", "share", "average")  # the kinds of figure that are split by what their cases are
BY_RATE = ("sex", "ethnicity")  # what a rate is split by, where the population is known so


class Span(NamedTuple):
    """A window of a point with its first and last day."""

    point: Period
    window: str
    first: date
    last: date


class Counting:
    """Counts indicators over one extract, for any number of periods.

    Args:
        tables: the extract's checked tables, agreed corrections made.
        areas: the areas to count for.
        population: the bases of rates.
        history_from: the first day from which the extract is complete; a window that begins before it is not
            available.

    Attributes:
        failed: indicator -> the kind of error and where in its definition it rose; nothing of a record.
        wanting: indicator -> the table or the column of a table that the extract lacks for it.
    """

    def __init__(
        self, tables: Tables, areas: Areas, population: Population, history_from: date | None = None
    ):
        self.tables, self.areas, self.population, self.history_from = tables, areas, population, history_from
        self.failed: dict[str, str] = {}
        self.wanting: dict[str, str] = {}
        self._aggregation = Aggregation(areas, population)

    def count(
        self,
        definitions: Iterable[Definition],
        wanted: Sequence[Period],
        tell: Callable[[str], None] = lambda ident: None,
        processes: int = 1,
    ) -> pandas.DataFrame:
        """The figures of some indicators for the periods wanted and the 24 points before each.

        Breakdowns other than the total are counted for the periods wanted alone. An indicator whose table or
        column is absent is not available; one whose definition breaks is failed and stands in `failed`, and
        the rest go on.

        Args:
            definitions: the indicators.
            wanted: the periods.
            tell: hears the id of each indicator as it is begun.
            processes: how many may count side by side.

        Returns:
            The long table, with the columns RESULTS.
        """
        points = sorted({point for period in wanted for point in period.points()})
        listed, texts = list(definitions), {period.text for period in wanted}

        def counted(
            definition: Definition, hear: Callable[[str], None]
        ) -> tuple[pandas.DataFrame, dict[str, str], dict[str, str]]:
            return self._counted(definition, points, texts, hear), self.failed, self.wanting

        found = side_by_side(counted, listed, tell, processes)
        for _, failed, wanting in found:
            self.failed |= failed
            self.wanting |= wanting
        return pandas.concat([table for table, *_ in found], ignore_index=True)[RESULTS]

    def cases_of(self, definition: Definition, point: Period, window: str) -> pandas.DataFrame | None:
        """The cases behind one figure, one row a case; None where the extract cannot tell.

        Args:
            definition: the indicator.
            point: the month or date.
            window: one of the indicator's windows.

        Returns:
            The columns of indicators.cases.cases, with age, sex, ethnicity, team and the leaf area's id as
            area.
        """
        cases = next(cases for span, cases in self._windows(definition, [point]) if span.window == window)
        leaves = self.areas.leaves
        return None if cases is None else cases.assign(area=[leaves[leaf] for leaf in cases.leaf])

    def _counted(
        self, definition: Definition, points: list[Period], wanted: set[str], tell: Callable[[str], None]
    ) -> pandas.DataFrame:
        """All rows of one indicator, or why there are none."""
        tell(definition.ident)
        try:
            return self._indicator(definition, points, wanted)
        except NotAvailable as error:
            return self._wanting(definition, points, error.table)
        except (KeyError, AttributeError) as error:
            named = str(error.args[0]) if error.args else ""
            for column in self.tables.absent_columns():
                if f"'{column}'" in named or named == column:
                    return self._wanting(definition, points, column)
            return self._broken(definition, points, error)
        except (ValueError, TypeError, ArithmeticError, LookupError, Problem) as error:
            return self._broken(definition, points, error)

    def _wanting(self, definition: Definition, points: list[Period], name: str) -> pandas.DataFrame:
        """No figure anywhere, since the extract lacks a table or column; which is noted."""
        if name:
            self.wanting[definition.ident] = name
        return self._without(definition, points, definition.windows, State.NOT_AVAILABLE)

    def _broken(self, definition: Definition, points: list[Period], error: Exception) -> pandas.DataFrame:
        """No figure anywhere, since the definition broke; where is noted, and nothing of a record."""
        at = traceback.extract_tb(error.__traceback__)[-1]
        self.failed[definition.ident] = (
            f"{type(error).__name__} in {Path(at.filename).name}, line {at.lineno}"
        )
        return self._without(definition, points, definition.windows, State.FAILED)

    def _without(
        self, definition: Definition, points: list[Period], windows: tuple[str, ...], state: State
    ) -> pandas.DataFrame:
        """No figure anywhere, and why."""
        rows = [
            (definition.ident, point.text, window, area)
            for point in points
            for window in windows
            for area in self.areas.areas
        ]
        return pandas.DataFrame(rows, columns=RESULTS[:4]).assign(
            breakdown=TOTAL,
            group="",
            numerator=numpy.nan,
            denominator=numpy.nan,
            value=numpy.nan,
            state=str(state),
            people_met=0.0,
            people=0.0,
        )

    def _indicator(self, definition: Definition, points: list[Period], wanted: set[str]) -> pandas.DataFrame:
        """All rows of one indicator."""
        blocks, missing = [], []
        block = self._aggregation.block
        for span, cases in self._windows(definition, points):
            point, window = span.point, span.window
            if cases is None:
                missing.append(self._without(definition, [point], (window,), State.NOT_AVAILABLE))
                continue
            blocks.append(block(definition, point, window, TOTAL, cases))
            if point.text in wanted:
                names = self._breakdowns(definition, cases)
                blocks += [block(definition, point, window, name, cases) for name in names]
        if blocks:
            columns = {name: numpy.concatenate([part[name] for part in blocks]) for name in blocks[0]}
            missing.append(self._aggregation.with_values(definition, pandas.DataFrame(columns)))
        return pandas.concat(missing, ignore_index=True).assign(indicator=definition.ident)

    def _breakdowns(self, definition: Definition, cases: pandas.DataFrame) -> list[str]:
        """What a figure is split by: the children's description, and the definition's own columns."""
        if definition.whole_authority_only:
            return []
        if definition.kind == "rate":
            return [name for name in BY_RATE if self.population.has_groups]
        if definition.kind not in SPLIT_KINDS:
            return []
        known = (*CASES, "team", "held_on", "leaf", *DESCRIPTIONS)
        return [*DESCRIPTIONS, *(name for name in cases.columns if name not in known)]

    def _windows(
        self, definition: Definition, points: list[Period]
    ) -> Iterator[tuple[Span, pandas.DataFrame | None]]:
        """Each window of each point with its cases; None where the extract or its history cannot tell."""
        spans = [
            Span(point, window, *point.window(window)) for point in points for window in definition.windows
        ]
        if definition.shape == "flow":
            yield from self._flow(definition, spans)
            return
        found = [self._at(definition, span) for span in spans]
        known = [cases for cases in found if cases is not None]
        together = self._allocated(pandas.concat(known, ignore_index=True)) if known else None
        start = 0
        for span, cases in zip(spans, found, strict=True):
            if cases is None or together is None:
                yield span, None
            else:
                yield span, together.iloc[start : start + len(cases)]
                start += len(cases)

    def _at(self, definition: Definition, span: Span) -> pandas.DataFrame | None:
        """The cases of a stock at a date or of a window, where the extract can tell."""
        if self._before_history(definition, span):
            return None
        days = (span.last,) if definition.shape == "stock" else (span.first, span.last)
        try:
            return definition.count(self.tables, *days)
        except NotAvailable as error:
            if error.table:
                self.wanting[definition.ident] = error.table
            return None

    def _flow(
        self, definition: Definition, spans: list[Span]
    ) -> Iterator[tuple[Span, pandas.DataFrame | None]]:
        """All cases of a flow allocated once, in the order of dates, so that each window is a stretch."""
        cases = definition.count(self.tables)
        first, last = min(span.first for span in spans), max(span.last for span in spans)
        within = cases[cases.on.between(pandas.Timestamp(first), pandas.Timestamp(last))]
        dated = self._allocated(within).sort_values("on", kind="stable")
        days = dated.on.to_numpy("datetime64[D]")
        for span in spans:
            ends = [numpy.datetime64(span.first), numpy.datetime64(span.last) + 1]
            low, high = numpy.searchsorted(days, ends)
            yield span, None if self._before_history(definition, span) else dated.iloc[low:high]

    def _before_history(self, definition: Definition, span: Span) -> bool:
        """Whether a window begins before the extract, or the snapshots that it is made of, can tell."""
        reach = self.tables.reach
        if reach is not None:
            if span.window == Window.AT_DATE:
                return span.last < reach.stocks
            if months_before(span.first, definition.looks_back) < reach.flows:
                return True
        return self.history_from is not None and span.first < self.history_from

    def _allocated(self, cases: pandas.DataFrame) -> pandas.DataFrame:
        """The cases with their leaf area as its place among the leaves, and their description."""
        cases = allocated(cases, self.tables, self.areas)
        places = pandas.Categorical(cases.leaf, categories=self.areas.leaves).codes
        return cases.assign(leaf=places.astype("int64"))
