"""What it costs to hide a figure, and what to hide at the least cost.

The headlines of the whole authority cost most, a group of a district least.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy
import pandas

from careboard.figures.columns import LATENESS, TOTAL
from careboard.params.areas import AreaLevel, Areas
from careboard.periods import Window

OF_TOTAL = {AreaLevel.AUTHORITY: 3000.0, AreaLevel.AREA: 150.0, AreaLevel.DISTRICT: 12.0}
OF_GROUP = {AreaLevel.AUTHORITY: 25.0, AreaLevel.AREA: 6.0, AreaLevel.DISTRICT: 3.0}
OF_WINDOW = {Window.SIX_MONTHS: 0.5, Window.FINANCIAL_YEAR: 0.5, Window.MONTH: 0.6}
OF_LATENESS, OF_THE_PERIOD, OF_HEADLINE = 0.5, 3.0, 100_000.0


def worth_of(rows: pandas.DataFrame, areas: Areas, period: str) -> numpy.ndarray:
    """What it costs to hide each row.

    Args:
        rows: rows of the long table.
        areas: the areas, with their levels.
        period: the period that is published.
    """
    levels = rows.area.map({ident: area.level for ident, area in areas.areas.items()})
    total, now = (rows.breakdown == TOTAL).to_numpy(), (rows.period == period).to_numpy()
    of_total, of_group = (levels.map(cost).fillna(1.0).to_numpy("float64") for cost in (OF_TOTAL, OF_GROUP))
    found = numpy.where(total, of_total, of_group)
    found *= rows.window.map(OF_WINDOW).fillna(1.0).to_numpy("float64")
    found *= numpy.where(rows.breakdown.isin(LATENESS), OF_LATENESS, 1.0)
    found *= numpy.where(total & now, OF_THE_PERIOD, 1.0)
    headline = total & now & (rows.area == areas.whole).to_numpy()
    return numpy.where(headline, OF_HEADLINE, found)


def cheapest_cover(helped: Mapping[int, set[int]], cost: numpy.ndarray, times: int) -> list[int]:
    """Numbers to hide so that each narrow one is helped so many times, where it can be, by cost for each.

    Args:
        helped: number that may be hidden -> the narrow ones that this helps.
        cost: what it costs to hide each number.
        times: how often each narrow one is to be helped.
    """
    done, chosen = Counter[int](), []
    for number in sorted(helped, key=lambda each: (cost[each] / len(helped[each]), each)):
        if any(done[each] < times for each in helped[number]):
            chosen.append(number)
            done.update(helped[number])
    return chosen
