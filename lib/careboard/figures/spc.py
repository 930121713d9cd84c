"""Statistical process control: a mean and the limits of usual variation either side of it.

For indicators whose monthly value counts separate events. Stocks, shares with a look-back and rolling windows
carry most of one month into the next, so these limits do not hold for them: see docs/method.md. Only
published figures come in. A point without a figure is a gap: it has no limit and it breaks every run.
Importing this module costs no pandas.

Sources: Wheeler (1993), Understanding Variation; Montgomery (2009), Statistical Quality Control, chapters 6
and 7; NHS England, Making Data Count, and its package NHSRplotthedots.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import fmean

LEAST_POINTS = 6  # Wheeler: five or six values give limits of use
FULL_POINTS = 12  # with fewer, the limits are on trial
XMR, SCREEN = 2.66, 3.267  # 3 / 1.128; a moving range beyond 3.267 times the mean one is screened out
PER_TEN_THOUSAND = 10_000.0  # what rates are given for
BASE_KINDS = ("p", "u")  # the kinds that weigh each point by its own denominator
METHODS = {  # kind of limits -> how they are made, and what the chart is called
    "xmr": ("the mean plus and minus 2.66 times the mean step between neighbouring points", "XmR chart"),
    "p": ("the mean plus and minus 3 standard errors, wider where there are fewer cases", "p chart"),
    "u": ("the mean plus and minus 3 standard errors, wider where the base is smaller", "u chart"),
    "c": ("the mean plus and minus 3 times its square root", "c chart"),
    "g": ("the mean plus 3 standard deviations of the number of cases between rare events", "g chart"),
}
MISSING = (math.nan, math.nan)


@dataclass(frozen=True)
class Point:
    """One published figure and the numbers behind it; missing (NaN) where there is none.

    Attributes:
        value: the figure, in its unit.
        numerator, denominator: the numbers behind it.
    """

    value: float = math.nan
    numerator: float = math.nan
    denominator: float = math.nan


@dataclass(frozen=True)
class Limits:
    """Mean and limits, one value a point in the unit of the figures, NaN where the point has no limit.

    Attributes:
        kind: how they are made; see METHODS.
        centre: the mean.
        lower, upper: the limits, cut at 0 or 100 where no figure can lie beyond.
        third: a third of the way from the mean to a limit, before limits are cut.
        trial: whether a stretch has fewer than 12 points.
        sentence: how the limits were made, for readers.
        starts: the indexes of the points with which the stretches begin.
    """

    kind: str
    centre: list[float]
    lower: list[float]
    upper: list[float]
    third: list[float]
    trial: bool
    sentence: str
    starts: tuple[int, ...] = (0,)


def limits(
    kind: str, points: Sequence[Point], whole: bool = False, rebase: Iterable[int] = (), per: float = 1.0
) -> Limits | None:
    """Mean and limits of a series, or None where no stretch has six points with a figure.

    Args:
        kind: 'xmr' any figure; 'p' a share from 0 to 100, of its numerator and denominator; 'u' events for a
            base; 'c' a count of events; 'g' the number of cases between one rare event and the next, the
            events themselves not counted.
        points: the series, earliest first.
        whole: whether the figure counts whole things.
        rebase: indexes at which a named event begins a new stretch.
        per: what a 'u' figure is given for; see `per`.

    Raises:
        ValueError: for another kind.
    """
    if kind not in METHODS:
        raise ValueError(f"'{kind}' is not a kind of limits. Choose one of {', '.join(METHODS)}.")
    starts = (0, *sorted({index for index in rebase if 0 < index < len(points)}))
    stretches = [_stretch(kind, points[start:end], per) for start, end in pairwise([*starts, len(points)])]
    numbers = [sum(not math.isnan(third) for _, third in stretch) for stretch in stretches]
    if not any(numbers):
        return None
    pairs = [pair for stretch in stretches for pair in stretch]
    floor, ceiling = _bounds(kind, points, whole)
    trial = any(0 < number < FULL_POINTS for number in numbers)
    return Limits(
        kind=kind,
        centre=[mean for mean, _ in pairs],
        lower=[max(mean - 3 * third, floor) for mean, third in pairs],
        upper=[min(mean + 3 * third, ceiling) for mean, third in pairs],
        third=[third for _, third in pairs],
        trial=trial,
        sentence=_sentence(kind, numbers, trial),
        starts=starts,
    )


def per(kind: str) -> float:
    """For how many of its base a figure of a kind is given: 10,000 for a rate, 1 for others."""
    return PER_TEN_THOUSAND if kind == "rate" else 1.0


def first_points(days: Iterable[date], ends: Sequence[date]) -> list[int]:
    """The points with which named events begin: for each day the first point that ends on or after it.

    Args:
        days: the events' days.
        ends: the last day of each point, earliest first.

    Returns:
        Indexes of points; none for a day after the last point.
    """
    return [next(index for index, end in enumerate(ends) if end >= day) for day in days if day <= ends[-1]]


def _stretch(kind: str, points: Sequence[Point], per: float) -> list[tuple[float, float]]:
    """For each point the mean, and a third of the way to a limit; all missing where points are too few."""
    known = [point for point in points if _usable(kind, point)]
    ranges = [
        abs(later.value - earlier.value)
        for earlier, later in pairwise(points)
        if _usable(kind, earlier) and _usable(kind, later)
    ]
    if len(known) < LEAST_POINTS or (kind == "xmr" and len(ranges) < LEAST_POINTS - 1):
        return [MISSING] * len(points)
    if kind in BASE_KINDS:
        share = sum(point.numerator for point in known) / sum(point.denominator for point in known)
        scale, spread = (100, share * (1 - share)) if kind == "p" else (per, share)
        return [
            (scale * share, scale * math.sqrt(spread / point.denominator))
            if _usable(kind, point)
            else MISSING
            for point in points
        ]
    mean = fmean(point.value for point in known)
    if kind == "xmr":
        third = XMR / 3 * mean_moving_range(ranges)
    else:
        third = math.sqrt(mean if kind == "c" else mean * (mean + 1))
    return [(mean, third) if _usable(kind, point) else MISSING for point in points]


def _usable(kind: str, point: Point) -> bool:
    """Whether a point has all that limits of a kind are made of."""
    if math.isnan(point.value):
        return False
    return kind not in BASE_KINDS or (not math.isnan(point.numerator) and point.denominator > 0)


def mean_moving_range(ranges: Sequence[float]) -> float:
    """The mean moving range, once without the ranges beyond 3.267 times it.

    Args:
        ranges: the steps between neighbouring points, without their signs. Where only ranges of 0 would be
            left, none is left out.

    Source: Nelson (1982), Journal of Quality Technology 14, 172-173, with the factor of NHSRplotthedots.
    """
    mean = fmean(ranges)
    usual = [size for size in ranges if size <= SCREEN * mean]
    return fmean(usual) if any(usual) else mean


def _bounds(kind: str, points: Sequence[Point], whole: bool) -> tuple[float, float]:
    """Between which figures limits may lie.

    A share's from 0 to 100, no count's below 0, nor those of any figure that was never below 0.
    """
    negative = any(point.value < 0 for point in points)
    floor = -math.inf if kind == "xmr" and negative and not whole else 0.0
    return floor, 100.0 if kind == "p" else math.inf


def _sentence(kind: str, numbers: list[int], trial: bool) -> str:
    """One sentence that a board member can read: what the limits are for and how they were made.

    Args:
        kind: how they are made.
        numbers: of points with limits, for each stretch.
        trial: whether a stretch has fewer than 12.
    """
    method, chart = METHODS[kind]
    lead = "Limits that hold nearly all points where chance alone is at work:"
    if trial:
        fewer = "fewer" if len(numbers) == 1 else "a stretch with fewer"
        lead = f"Trial limits, of {fewer} than {FULL_POINTS} points:"
    fresh = ""
    if len(numbers) > 1:
        fresh = f", afresh after each named event{'' if numbers[-1] else ', none yet since the last'}"
    return f"{lead} {method} ({chart}, {sum(numbers)} points{fresh})."
