"""The grid: what is published at all, whatever the numbers are.

Less is told of small places, so that less has to be hidden there: which windows stand for which areas, and
which are split by what, is agreed in params/disclosure.yml. What lies outside is 'not published', which is no
hidden number and tells nothing of anybody.
"""

from __future__ import annotations

import numpy
import pandas

from careboard.figures.columns import TOTAL
from careboard.params.areas import Areas
from careboard.params.disclosure import Disclosure

CELL = ["indicator", "period", "window", "area"]


def within_grid(rows: pandas.DataFrame, rule: Disclosure, areas: Areas) -> numpy.ndarray:
    """Which rows are published, unless they are hidden.

    Args:
        rows: rows of the long table, as counted.
        rule: its `publish` says what is published of areas of each level.
        areas: the areas, with their levels.

    Returns:
        True for each row of the grid.
    """
    levels = rows.area.map({ident: area.level for ident, area in areas.areas.items()})
    total = (rows.breakdown == TOTAL).to_numpy()
    base = _bases(rows)
    found = numpy.ones(len(rows), dtype=bool)
    for level, published in rule.publish.items():
        here = (levels == level).to_numpy()
        split = rows.window.isin(published.breakdown_windows).to_numpy() & (base >= published.least_base)
        if published.breakdowns is not None:
            split &= rows.breakdown.isin(published.breakdowns).to_numpy()
        allowed = numpy.where(total, rows.window.isin(published.windows).to_numpy(), split)
        found = numpy.where(here, allowed, found)
    return found.astype(bool)


def _bases(rows: pandas.DataFrame) -> numpy.ndarray:
    """How many cases the total of each row's figure is out of."""
    total = rows[rows.breakdown == TOTAL]
    cases = total.denominator.where(total.denominator.notna(), total.numerator).fillna(0.0)
    known = pandas.Series(cases.to_numpy(), index=pandas.MultiIndex.from_frame(total[CELL]))
    wanted = pandas.MultiIndex.from_frame(rows[CELL])
    return known[~known.index.duplicated()].reindex(wanted).fillna(0.0).to_numpy()
