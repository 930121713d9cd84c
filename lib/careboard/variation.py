"""Which points of a series chance alone would hardly give: a mean, limits either side of it, and what lies outside.

For indicators whose monthly value counts separate events. Stocks, shares with a look-back and rolling windows carry
most of one month into the next, so these limits do not hold for them: see docs/method.md.
Only published figures come in. A point without a figure is a gap: it has no limit and it breaks every run.
Sources: Wheeler (1993), Understanding Variation; Montgomery (2009), Statistical Quality Control, chapters 6 and 7;
NHS England, Making Data Count, and its package NHSRplotthedots.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from statistics import fmean

LEAST_POINTS = 6  # Wheeler: five or six values give limits of use
FULL_POINTS = 12  # with fewer, the limits are on trial
XMR, SCREEN = 2.66, 3.267  # 3 / 1.128; a moving range beyond 3.267 times the mean one is screened out
RUN, NEAR_OF = 7, 3
OF_A_BASE = ("p", "u")  # the charts that weigh each point by its own denominator
BY_CHANCE = 0.0027  # a point outside three standard errors
EPSILON = 1e-9  # less than this is the computer's rounding
HOW = {
    "xmr": ("the mean plus and minus 2.66 times the mean step between neighbouring points", "XmR chart"),
    "p": ("the mean plus and minus 3 standard errors, wider where there are fewer cases", "p chart"),
    "u": ("the mean plus and minus 3 standard errors, wider where the base is smaller", "u chart"),
    "c": ("the mean plus and minus 3 times its square root", "c chart"),
    "g": ("the mean plus 3 standard deviations of the number of cases between rare events", "g chart"),
}


@dataclass(frozen=True)
class Point:
    """One published figure and the numbers behind it; missing (NaN) where there is none."""

    value: float = math.nan
    numerator: float = math.nan
    denominator: float = math.nan


@dataclass(frozen=True)
class Limits:
    """Mean and limits, one value a point in the unit of the figures, NaN where the point has no limit.

    third: a third of the way from the mean to a limit, before limits are cut at 0 or 100.  starts: where each stretch
    begins.  trial: a stretch has fewer than 12 points.  said: one sentence on how the limits were made.
    """

    kind: str
    centre: list[float]
    lower: list[float]
    upper: list[float]
    third: list[float]
    trial: bool
    said: str
    starts: tuple[int, ...] = (0,)


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


def limits(kind: str, points: Sequence[Point], whole: bool = False, rebase: Iterable[int] = (), per: float = 1.0) -> Limits | None:
    """Mean and limits of a series, or None where no stretch has six points with a figure.

    kind: 'xmr' any figure; 'p' a share from 0 to 100, of its numerator and denominator; 'u' events for a base; 'c' a count
    of events; 'g' the number of cases between one rare event and the next, the events themselves not counted.
    whole: the figure counts whole things.  rebase: indexes at which a named event begins a new stretch.
    per: what a 'u' figure is told for, 10,000 for a rate per 10,000.
    """
    if kind not in HOW:
        raise ValueError(f"'{kind}' is not a kind of limits. Choose one of {', '.join(HOW)}.")
    starts = (0, *sorted({index for index in rebase if 0 < index < len(points)}))
    fitted = [_stretch(kind, points[start:end], per) for start, end in pairwise([*starts, len(points)])]
    used = [sum(not math.isnan(third) for _, third in stretch) for stretch in fitted]
    if not any(used):
        return None
    pairs = [pair for stretch in fitted for pair in stretch]
    floor, ceiling = _cut(kind, points, whole)
    lower, upper = [max(mean - 3 * third, floor) for mean, third in pairs], [min(mean + 3 * third, ceiling) for mean, third in pairs]
    trial = any(0 < number < FULL_POINTS for number in used)
    return Limits(kind, [mean for mean, _ in pairs], lower, upper, [third for _, third in pairs], trial, _said(kind, used, trial), starts)


def begun(days: Iterable[date], ends: Sequence[date]) -> list[int]:
    """The points with which named events begin: for each day the first point that ends on or after it; none for a day after the last."""
    return [next(index for index, end in enumerate(ends) if end >= day) for day in days if day <= ends[-1]]


def _stretch(kind: str, points: Sequence[Point], per: float) -> list[tuple[float, float]]:
    """For each point the mean, and a third of the way to a limit; all missing where the stretch has too few points."""
    known = [point for point in points if _usable(kind, point)]
    ranges = [abs(later.value - earlier.value) for earlier, later in pairwise(points) if _usable(kind, earlier) and _usable(kind, later)]
    missing = (math.nan, math.nan)
    if len(known) < LEAST_POINTS or (kind == "xmr" and len(ranges) < LEAST_POINTS - 1):
        return [missing] * len(points)
    if kind in OF_A_BASE:
        share = sum(point.numerator for point in known) / sum(point.denominator for point in known)
        scale, spread = (100, share * (1 - share)) if kind == "p" else (per, share)
        return [(scale * share, scale * math.sqrt(spread / point.denominator)) if _usable(kind, point) else missing for point in points]
    mean = fmean(point.value for point in known)
    third = {"xmr": lambda: XMR / 3 * screened(ranges), "c": lambda: math.sqrt(mean), "g": lambda: math.sqrt(mean * (mean + 1))}[kind]()
    return [(mean, third) if _usable(kind, point) else missing for point in points]


def _usable(kind: str, point: Point) -> bool:
    return not math.isnan(point.value) and (kind not in OF_A_BASE or (not math.isnan(point.numerator) and point.denominator > 0))


def screened(ranges: Sequence[float]) -> float:
    """The mean moving range, once without the ranges beyond 3.267 times it. Where only ranges of 0 would be left, none is left out.

    Source: Nelson (1982), Journal of Quality Technology 14, 172-173, with the factor of NHSRplotthedots.
    """
    mean = fmean(ranges)
    kept = [size for size in ranges if size <= SCREEN * mean]
    return fmean(kept) if any(kept) else mean


def _cut(kind: str, points: Sequence[Point], whole: bool) -> tuple[float, float]:
    """Between which figures limits may lie: a share's from 0 to 100, no count's below 0, nor any that was never below 0."""
    below = any(point.value < 0 for point in points)
    return -math.inf if kind == "xmr" and below and not whole else 0.0, 100.0 if kind == "p" else math.inf


def _said(kind: str, used: list[int], trial: bool) -> str:
    """One sentence that a board member can read: what the limits are for and how they were made."""
    how, chart = HOW[kind]
    fresh = f", afresh after each named event{'' if used[-1] else ', none yet since the last'}" if len(used) > 1 else ""
    few = f"Trial limits, of {'fewer' if len(used) == 1 else 'a stretch with fewer'} than {FULL_POINTS} points:"
    lead = few if trial else "Limits that hold nearly all points where chance alone is at work:"
    return f"{lead} {how} ({chart}, {sum(used)} points{fresh})."


def outside(values: Sequence[float], made: Limits) -> dict[int, str]:
    """The points outside a limit: index -> 'above' or 'below'. A point on a limit is not outside."""
    return {index: side for index, value in enumerate(values) if (side := _side(value, made.lower[index], made.upper[index]))}


def assurance(made: Limits | None, threshold: float, good: str) -> str:
    """Whether usual variation meets a threshold: 'always', 'never' or 'sometimes'; empty where either is not known.

    threshold: in the figures' unit.  good: 'high' or 'low'.  Held against the limits of the last point that has any.
    Source: NHS England, Making Data Count, the assurance icons.
    """
    last = next((index for index in reversed(range(len(made.centre))) if not math.isnan(made.centre[index])), None) if made else None
    if made is None or last is None or math.isnan(threshold) or good not in ("high", "low"):
        return ""
    worst, best = (made.lower[last], made.upper[last]) if good == "high" else (-made.upper[last], -made.lower[last])
    wanted = threshold if good == "high" else -threshold
    return "always" if worst >= wanted else "never" if best < wanted else "sometimes"


def _side(value: float, low: float, high: float) -> str:
    """On which side of a span a value lies; empty within it, on its ends, or where something is missing."""
    return "above" if value - high > EPSILON * max(1, abs(high)) else "below" if low - value > EPSILON * max(1, abs(low)) else ""


def signals(points: Sequence[Point], made: Limits | None) -> list[Signal]:
    """What chance alone would hardly give, in the order in which it was seen.

    outside: a point beyond a limit.  run: 7 or more in a row on one side of the mean.  trend: 7 in a row each higher, or
    each lower, than the one before.  near: 2 of 3 in a row more than two thirds of the way to a limit, on one side.
    A gap and a new stretch break runs. A g chart has 'outside' and 'trend' only: most of its points lie below its mean.
    """
    if made is None:
        return []
    found = [Signal("outside", index, side, index) for index, side in outside([point.value for point in points], made).items()]
    for block in _blocks(points, made):
        values = [points[index].value for index in block]
        steps = ["rising" if later > earlier else "falling" if later < earlier else "" for earlier, later in pairwise(values)]
        found += [Signal("trend", block[last + 1], side, block[first]) for first, last, side in _runs(steps) if last - first + 2 >= RUN]
        if made.kind != "g":
            sides = [_side(points[index].value, made.centre[index], made.centre[index]) for index in block]
            found += [Signal("run", block[last], side, block[first]) for first, last, side in _runs(sides) if last - first + 1 >= RUN]
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
    runs = [(side, [place for place, _ in together]) for side, together in groupby(enumerate(sides), key=lambda pair: pair[1])]
    return [(places[0], places[-1], side) for side, places in runs if side]


def _near(points: Sequence[Point], made: Limits, block: list[int]) -> list[Signal]:
    """Two of three in a row beyond two thirds of the way to an uncut limit; told at the later of the two."""
    sides = [_side(points[index].value, made.centre[index] - 2 * made.third[index], made.centre[index] + 2 * made.third[index]) for index in block]
    found = []
    for place, side in enumerate(sides):
        first = max(0, place - NEAR_OF + 1)
        if side and side in sides[first:place]:
            found.append(Signal("near", block[place], side, block[first + sides[first:place].index(side)]))
    return found


def false_signals(charts: int, points: int = 1) -> float:
    """How many of so many charts' last points lie outside a limit by chance alone: 0.27 % of them. 370 charts give one."""
    return charts * points * BY_CHANCE
