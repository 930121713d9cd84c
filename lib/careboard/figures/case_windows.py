"""An indicator's cases, each once, and the stretch of them that each window of each point takes.

Windows overlap: a year's has the cases of its twelve months in it. So cases are found and placed in their
areas once for all windows, in such an order that each window is one stretch. That takes about a third off the
time of counting; tests/figures/test_case_windows.py holds it equal to each window asked by itself.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy
import pandas

from careboard.figures.allocation import placed
from careboard.indicators import Definition
from careboard.params.areas import Areas
from careboard.periods import Period, Window, months_before
from careboard.records.tables import NotAvailable, Tables


class Span(NamedTuple):
    """A window of a point with its first and last day."""

    point: Period
    window: str
    first: date
    last: date


class CaseWindows(NamedTuple):
    """The cases of an indicator and the windows that it is asked for.

    Attributes:
        cases: one row a case, with its leaf area as its place among the leaves.
        spans: the windows of which the extract can tell, in the order of points and windows.
        low, high: for each of them the first of its cases and the one after its last.
        unknown: the windows of which it cannot tell.
    """

    cases: pandas.DataFrame
    spans: list[Span]
    low: numpy.ndarray
    high: numpy.ndarray
    unknown: list[Span]

    def of_window(self, window: str) -> pandas.DataFrame | None:
        """The cases of the first window of a name; None where the extract cannot tell.

        Args:
            window: a periods.Window.
        """
        place = next((place for place, span in enumerate(self.spans) if span.window == window), None)
        return None if place is None else self.cases.iloc[self.low[place] : self.high[place]]

    def of_points(self, texts: set[str]) -> tuple[CaseWindows, list[int]]:
        """The windows of some points alone, with no more cases than they need.

        Args:
            texts: the points, as typed.

        Returns:
            The windows, and the place of each among these here.
        """
        places = [place for place, span in enumerate(self.spans) if span.point.text in texts]
        low, high = self.low[places], self.high[places]
        start, end = (low.min(), max(high.max(), low.min())) if places else (0, 0)
        spans = [self.spans[place] for place in places]
        return CaseWindows(self.cases.iloc[start:end], spans, low - start, high - start, []), places


class CaseFinder:
    """Asks definitions for their cases.

    Args:
        tables: the extract's checked tables.
        areas: the areas to count for.
        history_from: the first day from which the extract is complete; a window that begins before it is not
            available.

    Attributes:
        wanting: indicator -> the table that the extract lacks for some of its windows.
    """

    def __init__(self, tables: Tables, areas: Areas, history_from: date | None):
        self.tables, self.areas, self.history_from = tables, areas, history_from
        self.wanting: dict[str, str] = {}

    def find(self, definition: Definition, points: list[Period]) -> CaseWindows | None:
        """The cases of an indicator in all windows of some points; None where no window can be told.

        Args:
            definition: the indicator.
            points: the months or dates.
        """
        spans = [
            Span(point, window, *point.window(window)) for point in points for window in definition.windows
        ]
        return self._flow(definition, spans) if definition.shape == "flow" else self._dated(definition, spans)

    def _dated(self, definition: Definition, spans: list[Span]) -> CaseWindows | None:
        """Cases asked for window by window, one after another."""
        found = [self._at(definition, span) for span in spans]
        known = [cases for cases in found if cases is not None]
        if not known:
            return None
        ends = numpy.cumsum([len(cases) for cases in known])
        return CaseWindows(
            placed(pandas.concat(known, ignore_index=True), self.tables, self.areas),
            [span for span, cases in zip(spans, found, strict=True) if cases is not None],
            numpy.concatenate([[0], ends[:-1]]),
            ends,
            [span for span, cases in zip(spans, found, strict=True) if cases is None],
        )

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

    def _flow(self, definition: Definition, spans: list[Span]) -> CaseWindows:
        """All cases of a flow in the order of dates."""
        cases = definition.count(self.tables)
        first, last = min(span.first for span in spans), max(span.last for span in spans)
        within = cases[cases.on.between(pandas.Timestamp(first), pandas.Timestamp(last))]
        dated = placed(within, self.tables, self.areas).sort_values("on", kind="stable", ignore_index=True)
        days = dated.on.to_numpy("datetime64[D]")
        known = [span for span in spans if not self._before_history(definition, span)]
        firsts, lasts = (
            numpy.array([getattr(span, end) for span in known], dtype="datetime64[D]")
            for end in ("first", "last")
        )
        return CaseWindows(
            dated,
            known,
            numpy.searchsorted(days, firsts),
            numpy.searchsorted(days, lasts + 1),
            [span for span in spans if self._before_history(definition, span)],
        )

    def _before_history(self, definition: Definition, span: Span) -> bool:
        """Whether a window begins before the extract, or the snapshots that it is made of, can tell."""
        reach = self.tables.reach
        if reach is not None:
            if span.window == Window.AT_DATE:
                return span.last < reach.stocks
            if months_before(span.first, definition.looks_back) < reach.flows:
                return True
        return self.history_from is not None and span.first < self.history_from
