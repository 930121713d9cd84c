"""The figures of one period for the whole authority, as an analyst holds an extract against something.

No small number is hidden in them: they are for the terminal, and no edition is made of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from careboard.figures.columns import TOTAL
from careboard.formatting import State
from careboard.periods import Period

if TYPE_CHECKING:
    from careboard.edition.compose import Composer

Key = tuple[str, str]  # an indicator's id and one of its windows


class PeriodFigure(NamedTuple):
    """One figure of the whole authority.

    Attributes:
        state: whether there is a figure, or why there is none; see formatting.State.
        value: in the indicator's unit, missing where there is none.
        numerator: behind it.
        denominator: behind it, missing where it has none.
        wanting: what the extract lacks for it, as the source calls it; '' where nothing.
    """

    state: State
    value: float
    numerator: float
    denominator: float
    wanting: str


class _Alone(Period):
    """A period counted without the points before it."""

    def points(self, number: int = 1) -> list[Period]:
        """The period alone."""
        return [self]


def period_figures(composer: Composer, period: Period) -> dict[Key, PeriodFigure]:
    """The figures of a period alone, by indicator and window, in the catalogue's order.

    Args:
        composer: of an extract.
        period: the period.
    """
    counting = composer.counting()
    results = counting.count(composer.definitions.values(), [_Alone(period.end, period.text)])
    whole = results[(results.area == composer.areas.whole) & (results.breakdown == TOTAL)]
    wanting = {ident: composer.extract.called(name) for ident, name in counting.wanting.items()}
    return {
        (row.indicator, row.window): PeriodFigure(
            State(row.state), row.value, row.numerator, row.denominator, wanting.get(row.indicator, "")
        )
        for row in whole.itertuples()
    }
