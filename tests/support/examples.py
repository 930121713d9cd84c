"""A definition's worked example, counted as a build counts its figures."""

from __future__ import annotations

from typing import Any

from careboard.figures.columns import TOTAL
from careboard.figures.counting import Counting
from careboard.indicators import Definition
from careboard.indicators.worked_examples import example_tables
from support.counties import AREAS, point, population


def of_example(definition: Definition, example: dict[str, Any]) -> dict[str, float]:
    """What a worked example comes to for the whole authority.

    Returns:
        counted: the cases that the question is about.
        met: those of them that are what it asks for.
        value: the figure as published.
    """
    counting = Counting(example_tables(example), AREAS, population())
    period, window = point(example["period"]), example.get("window", definition.windows[0])
    cases = counting.cases_of(definition, period, window)
    results = counting.count([definition], [period])
    assert counting.failed == {} and cases is not None, "the example's tables do not give a figure"
    [figure] = results[
        (results.area == AREAS.whole) & (results.window == window) & (results.breakdown == TOTAL)
    ].itertuples()
    return {"counted": len(cases), "met": int(cases.met.sum()), "value": figure.value}
