"""What chance alone would hardly give.

Points outside a limit, runs, trends, and whether limits meet a threshold.

Sources: Wheeler (1993), Understanding Variation; NHS England, Making Data Count, and its package
NHSRplotthedots.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from careboard.figures.spc import Limits, Point

RUN, NEAR_OF = 7, 3
BY_CHANCE = 0.0027  # a point outside three standard errors
EPSILON = 1e-9  # less than this is the computer's rounding


@dataclass(frozen=True)
class Signal:
    """What chance alone would hardly give.

    rule: 'outside', 'run', 'trend' or 'near'.  first, index: the first and the last point of what was seen.
    side: 'above' or 'below' the mean; a trend is 'rising' or 'falling'.
    """

    rule: str
    index: int
    side: str
    first: int


def outside(values: Sequence[float], made: Limits) -> dict[int, str]:
    """The points outside a limit: index -> 'above' or 'below'. A point on a limit is not outside."""
    return {
        index: side
        for index, value in enumerate(values)
        if (side := _side(value, made.lower[index], made.upper[index]))
    }


def assurance(made: Limits | None, threshold: float, good: str) -> str:
    """Whether usual variation meets a threshold: 'always', 'never' or 'sometimes'; a tie is 'sometimes'.

    Empty where either is not known.

    threshold: in the figures' unit.  good: 'high' or 'low'.  Held against the limits of the last point that
    has any.
    Source: NHS England, Making Data Count, the assurance icons; ties as NHSRplotthedots has them.
    """
    last = (
        next(
            (index for index in reversed(range(len(made.centre))) if not math.isnan(made.centre[index])), None
        )
        if made
        else None
    )
    if made is None or last is None or math.isnan(threshold) or good not in ("high", "low"):
        return ""
    worst, best = (
        (made.lower[last], made.upper[last]) if good == "high" else (-made.upper[last], -made.lower[last])
    )
    wanted = threshold if good == "high" else -threshold
    return "always" if worst > wanted else "never" if best < wanted else "sometimes"


def _side(value: float, low: float, high: float) -> str:
    """On which side of a span a value lies; empty within it, on its ends, or where something is missing."""
    return (
        "above"
        if value - high > EPSILON * max(1, abs(high))
        else "below"
        if low - value > EPSILON * max(1, abs(low))
        else ""
    )


def signals(points: Sequence[Point], made: Limits | None) -> list[Signal]:
    """What chance alone would hardly give, in the order in which it was seen.

    outside: a point beyond a limit.  run: 7 or more in a row on one side of the mean.  trend: 7 in a row each
    higher, or each lower, than the one before.  near: 2 of 3 in a row more than two thirds of the way to a
    limit, on one side. A gap and a new stretch break runs. A g chart has 'outside' and 'trend' only: most of
    its points lie below its mean.
    """
    if made is None:
        return []
    found = [
        Signal("outside", index, side, index)
        for index, side in outside([point.value for point in points], made).items()
    ]
    for block in _blocks(points, made):
        values = [points[index].value for index in block]
        steps = [
            "rising" if later > earlier else "falling" if later < earlier else ""
            for earlier, later in pairwise(values)
        ]
        found += [
            Signal("trend", block[last + 1], side, block[first])
            for first, last, side in _runs(steps)
            if last - first + 2 >= RUN
        ]
        if made.kind != "g":
            sides = [_side(points[index].value, made.centre[index], made.centre[index]) for index in block]
            found += [
                Signal("run", block[last], side, block[first])
                for first, last, side in _runs(sides)
                if last - first + 1 >= RUN
            ]
            found += _near(points, made, block)
    return sorted(found, key=lambda signal: (signal.index, signal.rule))


def _blocks(points: Sequence[Point], made: Limits) -> list[list[int]]:
    """Points in a row with a figure and limits, broken at each gap and each new stretch."""
    blocks: list[list[int]] = [[]]
    for index, point in enumerate(points):
        known = not (math.isnan(point.value) or math.isnan(made.centre[index]))
        if index in made.starts or not known:
            blocks.append([])
        if known:
            blocks[-1].append(index)
    return blocks


def _runs(sides: list[str]) -> list[tuple[int, int, str]]:
    """Each run of the same side: its first place, its last place, the side."""
    runs = [
        (side, [place for place, _ in together])
        for side, together in groupby(enumerate(sides), key=lambda pair: pair[1])
    ]
    return [(places[0], places[-1], side) for side, places in runs if side]


def _near(points: Sequence[Point], made: Limits, block: list[int]) -> list[Signal]:
    """Two of three in a row beyond two thirds of the way to an uncut limit; told at the later of the two."""
    sides = [
        _side(
            points[index].value,
            made.centre[index] - 2 * made.third[index],
            made.centre[index] + 2 * made.third[index],
        )
        for index in block
    ]
    found = []
    for place, side in enumerate(sides):
        first = max(0, place - NEAR_OF + 1)
        if side and side in sides[first:place]:
            found.append(Signal("near", block[place], side, block[first + sides[first:place].index(side)]))
    return found


def of_latest(found: Sequence[Signal], made: Limits) -> list[Signal]:
    """Those of some signals that the latest point is part of; 'near' is left out where it lies outside."""
    last = [signal for signal in found if signal.index == len(made.centre) - 1]
    beyond = any(signal.rule == "outside" for signal in last)
    return [signal for signal in last if not (beyond and signal.rule == "near")]


def has_moved(found: Sequence[Signal], made: Limits) -> bool:
    """Whether the latest stretch has a run or a trend, so that its limits are of no steady series."""
    return any(signal.rule in ("run", "trend") and signal.first >= made.starts[-1] for signal in found)


def false_signals(charts: int, points: int = 1) -> float:
    """How many of so many charts' last points lie outside a limit by chance alone.

    0.27 % of them. 370 charts give one.
    """
    return charts * points * BY_CHANCE
