"""How a published figure moved since another, and whether by more than chance would give.

Importing this module costs no pandas: words are held against it too.
"""

from __future__ import annotations

import math
from typing import Any

from careboard.figures import intervals
from careboard.formatting import Direction
from careboard.periods import Window

NOT_APART = "cannot be told apart"  # how an area stands to the rest where chance could explain the difference
LEVEL, CHANCE = 0.95, 0.05  # of intervals; below it two shares can be told apart


def moved(now: Any, before: Any, change: float, kind: str, good: str | None) -> Direction:
    """How a figure stands to an earlier one of the same window.

    Args:
        now: a figure that is shown, with its window and its numbers.
        before: the earlier one, likewise.
        change: by how much it moved, as published.
        kind: their kind.
        good: 'high' or 'low'; None or '' where neither is good in itself.
    """
    if change == 0:
        return Direction.NO_CHANGE
    clear = beyond_chance(now, before, kind)
    # most children of a count at a date are the same as a year before, so chance moves it less than the test
    # allows for: what the test does not bear out is told without a judgement
    stock = kind != "share" and now.window == Window.AT_DATE
    if clear is False and not stock:
        return Direction.NO_CLEAR_CHANGE
    if not good or not clear:
        return Direction.HIGHER if change > 0 else Direction.LOWER
    return Direction.IMPROVING if (change > 0) == (good == "high") else Direction.WORSENING


def beyond_chance(now: Any, before: Any, kind: str) -> bool | None:
    """Whether a figure differs from the one before it by more than chance would give.

    Args:
        now: a figure that is shown, with its numbers.
        before: the figure of the same window a year before, likewise.
        kind: their kind.

    Returns:
        Of a share by Newcombe's interval of the difference; of a rate and of a count of events or children
        by the exact test of two Poisson counts. None where there is no test: how far the cases of an average
        lie apart is not published, and full-time equivalents are no events.
    """
    if kind == "share":
        numbers = (now.numerator, now.denominator, before.numerator, before.denominator)
        low, high = intervals.newcombe(*numbers, LEVEL)
        return low > 0 or high < 0
    if kind in ("rate", "count"):
        bases = (now.denominator, before.denominator) if kind == "rate" else (1.0, 1.0)
        p = intervals.rates_p(now.numerator, bases[0], before.numerator, bases[1])
        return None if math.isnan(p) else p < CHANCE
    return None
