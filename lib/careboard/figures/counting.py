"""Everything counted once: every indicator, period, window, area and breakdown in one long table.

Figures here are not yet hidden: nothing of this table leaves the build before disclosure has seen it.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy
import pandas

from careboard.errors import Problem
from careboard.figures.aggregation import Aggregation
from careboard.figures.allocation import PLACED, described
from careboard.figures.case_windows import CaseFinder, CaseWindows
from careboard.figures.columns import DESCRIPTIONS, RESULTS, TOTAL
from careboard.figures.parallel import side_by_side
from careboard.figures.population import Population
from careboard.formatting import State
from careboard.indicators import Definition
from careboard.indicators.cases import CASES
from careboard.params.areas import Areas
from careboard.periods import Period
from careboard.records.tables import NotAvailable, Tables

SPLIT_KINDS = ("count", "share", "average")  # the kinds of figure that are split by what their cases are
BY_RATE = ("sex", "ethnicity")  # what a rate is split by, where the population is known so


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
        self._finder = CaseFinder(tables, areas, history_from)
        self.wanting = self._finder.wanting
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
        found = self._finder.find(definition, [point])
        cases = None if found is None else found.of_window(window)
        if cases is None:
            return None
        leaves = numpy.array(self.areas.leaves, dtype=object)
        return described(cases, self.tables).assign(area=leaves[cases.leaf])

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
        found = self._finder.find(definition, points)
        if found is None:
            return self._without(definition, points, definition.windows, State.NOT_AVAILABLE)
        tables = [
            self._without(definition, [span.point], (span.window,), State.NOT_AVAILABLE)
            for span in found.unknown
        ]
        if found.spans:
            tables.append(self._rows(definition, found, wanted))
        return pandas.concat(tables, ignore_index=True).assign(indicator=definition.ident)

    def _rows(self, definition: Definition, found: CaseWindows, wanted: set[str]) -> pandas.DataFrame:
        """The rows of the windows of which the extract can tell, each with its breakdowns after its total."""
        blocks = [self._aggregation.block(definition, found, TOTAL, range(len(found.spans)))]
        split, places = found.of_points(wanted)
        names = self._breakdowns(definition, split.cases) if places else []
        if names:
            split = split._replace(cases=described(split.cases, self.tables))
            blocks += [self._aggregation.block(definition, split, name, places) for name in names]
        columns = {name: numpy.concatenate([part[name] for part in blocks]) for name in blocks[0]}
        order = numpy.argsort(columns.pop("place"), kind="stable")
        frame = pandas.DataFrame({name: array[order] for name, array in columns.items()})
        return self._aggregation.with_values(definition, frame)

    def _breakdowns(self, definition: Definition, cases: pandas.DataFrame) -> list[str]:
        """What a figure is split by: the children's description, and the definition's own columns."""
        if definition.whole_authority_only:
            return []
        if definition.kind == "rate":
            return [name for name in BY_RATE if self.population.has_groups]
        if definition.kind not in SPLIT_KINDS:
            return []
        known = (*CASES, *PLACED, "held_on", *DESCRIPTIONS)
        return [*DESCRIPTIONS, *(name for name in cases.columns if name not in known)]
