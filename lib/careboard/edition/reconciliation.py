"""Two extracts of one council side by side: the figures that both can give, and the cases that differ.

Children are matched by their ids without noughts in front and without capitals, since two systems write one
id in different ways. Nothing here is hidden: the figures are for the analyst, the cases are restricted.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import pandas

from careboard.edition.compose import Composer
from careboard.edition.period_figures import PeriodFigure, period_figures
from careboard.formatting import State
from careboard.indicators import Definition
from careboard.intake.matching import bare
from careboard.periods import Period

CASES = ["indicator", "window", "child", "date", "difference"]
COUNTED = (State.SHOWN, State.NO_CASES)  # the states of a figure that an extract could give
ALIKE = 1e-9  # two values that differ by less are one


class Pair(NamedTuple):
    """One figure of the whole authority by two extracts.

    Attributes:
        indicator: the indicator's id.
        window: one of its windows.
        first: by the first.
        second: by the second.
    """

    indicator: str
    window: str
    first: PeriodFigure
    second: PeriodFigure

    @property
    def in_both(self) -> bool:
        """Whether both extracts could be counted for it."""
        return self.first.state in COUNTED and self.second.state in COUNTED

    @property
    def alone(self) -> str:
        """'first' or 'second' where only that one could be counted for it, '' elsewhere."""
        counted = [name for name in ("first", "second") if getattr(self, name).state in COUNTED]
        return counted[0] if len(counted) == 1 else ""

    @property
    def same(self) -> bool:
        """Whether both say the same, numbers behind the figure included."""
        numbers = zip(self.first[1:4], self.second[1:4], strict=True)
        return self.first.state == self.second.state and all(_alike(*pair) for pair in numbers)

    @property
    def difference(self) -> float:
        """The second's value less the first's; missing where one has none."""
        return self.second.value - self.first.value


def reconciliation(first: Composer, second: Composer, period: Period) -> list[Pair]:
    """Every figure of the whole authority for a period, by two extracts.

    Args:
        first: of one extract.
        second: of the other.
        period: for which.

    Returns:
        A pair for each indicator and window, in the catalogue's order.
    """
    one, other = period_figures(first, period), period_figures(second, period)
    return [Pair(*key, one[key], other[key]) for key in one]


def differing_cases(
    first: Composer, second: Composer, period: Period, definition: Definition, window: str
) -> pandas.DataFrame:
    """The cases of one figure that only one of two extracts has, or that each answers in another way.

    Args:
        first: of one extract.
        second: of the other.
        period: for which.
        definition: the indicator.
        window: one of its windows.

    Returns:
        The columns of CASES, a row a case: child (as in the extract that has the case, the first where both
        have), date (ISO), difference (in words). Of two cases of one child on one day the first of the one
        is held against the first of the other.
    """
    sides = [_cases(composer, period, definition, window) for composer in (first, second)]
    key = ["key", "on", "number"]
    both = sides[0].merge(sides[1], on=key, how="outer", suffixes=("_1", "_2"), indicator="where")
    told = both.assign(difference=[_difference(row) for row in both.itertuples()])
    told = told[told.difference != ""].sort_values(key, kind="stable")
    return pandas.DataFrame(
        {
            "indicator": definition.ident,
            "window": window,
            "child": told.child_1.fillna(told.child_2),
            "date": told.on.dt.strftime("%Y-%m-%d"),
            "difference": told.difference,
        },
        columns=CASES,
    ).reset_index(drop=True)


def _cases(composer: Composer, period: Period, definition: Definition, window: str) -> pandas.DataFrame:
    """The cases of a figure with a key for the child, and a number for those of one child and day."""
    cases = composer.counting().cases_of(definition, period, window)
    columns = ["child", "on", "met", "value", "weight"]
    if cases is None:
        raise ValueError(f"{definition.ident} is not available in {composer.extract.source}")
    cases = cases[columns].sort_values(columns, kind="stable")
    cases = cases.assign(key=cases.child.fillna("").map(bare).astype("str"))
    return cases.assign(number=cases.groupby(["key", "on"]).cumcount())


def _difference(row: NamedTuple) -> str:
    """What two extracts say differently of one case, '' where they agree."""
    where, met = row.where, (row.met_1, row.met_2)  # type: ignore[attr-defined]
    if where != "both":
        return "in the first alone" if where == "left_only" else "in the second alone"
    if met[0] != met[1]:
        return f"met in the {'first' if met[0] else 'second'} alone"
    values = ((row.value_1, row.value_2), (row.weight_1, row.weight_2))  # type: ignore[attr-defined]
    return "" if all(_alike(*pair) for pair in values) else "another value"


def _alike(one: float, other: float) -> bool:
    return math.isclose(one, other, abs_tol=ALIKE) or (one != one and other != other)
