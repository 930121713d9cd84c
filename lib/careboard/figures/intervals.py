"""How far chance alone could move a share or a rate, and whether two shares can be told apart.

Plain functions of numbers. Two areas are never compared by whether their own intervals overlap: 412 of 453
and 487 of 566 overlap and differ. They are compared by the interval of their difference, with Holm's
correction. A missing number, or a base of nought, gives a missing answer (NaN), never nought. In every
function `level` is how often such intervals hold the true number: 0.95 for a 95 % interval.
Importing this module costs no pandas.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from statistics import NormalDist

BYAR_FROM = 10  # the count from which Byar's approximation takes over from the exact limits
FURTHEST = 38.0  # standard errors; beyond it no p-value can be written as a number
MISSING = (math.nan, math.nan)


def wilson(numerator: float, denominator: float, level: float = 0.95) -> tuple[float, float]:
    """The interval of a share, by Wilson's score method without continuity correction.

    Args:
        numerator: cases met.
        denominator: cases counted.
        level: how often such intervals hold the true share.

    Returns:
        Both ends, from 0 to 1. 65 of 100 gives 0.552544 to 0.736358.

    Source: Wilson (1927); Newcombe (1998), Statistics in Medicine 17, 857-872, method 3.
    """
    return _wilson(numerator, denominator, _z(level))


def rate(count: float, base: float, level: float = 0.95) -> tuple[float, float]:
    """The interval of a rate: exact below a count of 10, by Byar's approximation from 10 on.

    Args:
        count: events, taken to be Poisson.
        base: people (or days) in which they happened.
        level: how often such intervals hold the true rate.

    Returns:
        Both ends, per head of the base.

    Source: the Office for Health Improvement and Disparities' method for crude rates (Fingertips,
    PHEindicatormethods).
    """
    if math.isnan(count) or not base > 0:
        return MISSING
    low, high = byar(count, level) if count >= BYAR_FROM else exact(count, level)
    return low / base, high / base


def exact(count: float, level: float = 0.95) -> tuple[float, float]:
    """The exact Poisson limits of a count, by the chi-square distribution.

    Args:
        count: events.
        level: how often such limits hold the true mean.

    Returns:
        Both limits. 5 gives 1.6235 to 11.6683; 0 begins at 0.

    Source: Garwood (1936), Biometrika 28, 437-442.
    """
    # half a chi-square of 2n degrees of freedom is a gamma of n
    from scipy.special import gammainccinv, gammaincinv

    tail = (1 - level) / 2
    return float(gammaincinv(count, tail)) if count else 0.0, float(gammainccinv(count + 1, tail))


def byar(count: float, level: float = 0.95) -> tuple[float, float]:
    """Byar's approximation to the Poisson limits of a count.

    Args:
        count: events, above nought.
        level: how often such limits hold the true mean.

    Returns:
        Both limits. 10 gives 4.787 to 18.391.

    Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, page 69.
    """
    z, more = _z(level), count + 1
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    return low, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


def newcombe(
    met_a: float, all_a: float, met_b: float, all_b: float, level: float = 0.95
) -> tuple[float, float]:
    """The interval of the difference of two shares of different cases, by Newcombe's hybrid score method.

    Args:
        met_a: cases met, of the one.
        all_a: cases counted, of the one.
        met_b: cases met, of the other.
        all_b: cases counted, of the other.
        level: how often such intervals hold the true difference.

    Returns:
        Both ends of a less b, from -1 to 1. An interval that holds 0: they cannot be told apart. 56 of 70
        against 48 of 80 gives 0.0524 to 0.3339.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10, no continuity correction.
    """
    return _newcombe(met_a, all_a, met_b, all_b, _z(level))


def newcombe_p(met_a: float, all_a: float, met_b: float, all_b: float) -> float:
    """The p-value of a difference of two shares: 1 less the level at which Newcombe's interval reaches 0.

    Args:
        met_a: cases met, of the one.
        all_a: cases counted, of the one.
        met_b: cases met, of the other.
        all_b: cases counted, of the other.

    Returns:
        From 0 to 1: 1 where the shares are equal, below 0.05 exactly where the 95 % interval leaves 0 out.
    """
    from scipy.optimize import brentq

    low = _newcombe(met_a, all_a, met_b, all_b, 0.0)[0]
    if math.isnan(low):
        return math.nan
    if low == 0:
        return 1.0
    end = 0 if low > 0 else 1  # the end of the interval that moves towards 0
    if _newcombe(met_a, all_a, met_b, all_b, FURTHEST)[end] * low > 0:
        return 0.0
    z = brentq(lambda z: _newcombe(met_a, all_a, met_b, all_b, z)[end], 0.0, FURTHEST, xtol=1e-12)
    return math.erfc(z / math.sqrt(2))


def rates_p(count: float, base: float, other_count: float, other_base: float) -> float:
    """The p-value of two rates being the same, by the exact conditional test of two Poisson counts.

    Given both counts together, the one is binomial with its part of the bases as its share.

    Args:
        count: events, of the one.
        base: people (or days) in which they happened.
        other_count: events, of the other.
        other_base: people (or days) in which those happened.

    Returns:
        Twice the smaller tail, at most 1. 5 against 0 in equal bases gives 2 x 0.5^5 = 0.0625. Missing where
        a base is nought or a count is no whole number: full-time equivalents are no events.

    Source: Przyborowski and Wilenski (1940), Biometrika 31, 313-323.
    """
    from scipy.special import bdtr, bdtrc

    if not (base > 0 and other_base > 0 and count % 1 == 0 and other_count % 1 == 0):
        return math.nan
    share, both = base / (base + other_base), int(count + other_count)
    lower = float(bdtr(count, both, share))
    upper = float(bdtrc(count - 1, both, share)) if count else 1.0
    return min(1.0, 2 * min(lower, upper))


def holm(ps: Sequence[float]) -> list[float]:
    """P-values corrected for how many comparisons were made, by Holm's step-down method.

    Args:
        ps: p-values; a missing one stays missing and does not count as a comparison.

    Returns:
        The corrected ones, in the given order. 0.01, 0.04, 0.03, 0.005 gives 0.03, 0.06, 0.06, 0.02.

    Source: Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    """
    adjusted, largest = list(ps), 0.0
    order = sorted((place for place, p in enumerate(ps) if not math.isnan(p)), key=lambda place: ps[place])
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, (len(order) - rank) * ps[place]))
        adjusted[place] = largest
    return adjusted


def relative(
    count: float, base: float, other_count: float, other_base: float, level: float = 0.95
) -> tuple[float, float, float]:
    """How many times one rate is another, with its interval, by the log method for two Poisson counts.

    Args:
        count: events, of the one.
        base: people (or days) in which they happened.
        other_count: events, of the other.
        other_base: people (or days) in which those happened.
        level: how often such intervals hold the true ratio.

    Returns:
        The ratio and both ends of its interval, missing where either count is 0. 41 in 28,010 against 15 in
        19,017 gives 1.856, 1.027 to 3.353.

    Source: Rothman and Greenland (1998), Modern Epidemiology, chapter 14.
    """
    if not (count > 0 and base > 0 and other_count > 0 and other_base > 0):
        return (math.nan, *MISSING)
    ratio = (count / base) / (other_count / other_base)
    reach = math.exp(_z(level) * math.sqrt(1 / count + 1 / other_count))
    return ratio, ratio / reach, ratio * reach


@cache
def _z(level: float) -> float:
    """How many standard errors hold that share of a normal distribution: 1.96 for 0.95."""
    return NormalDist().inv_cdf((1 + level) / 2)


def _wilson(numerator: float, denominator: float, z: float) -> tuple[float, float]:
    if math.isnan(numerator) or not denominator > 0:
        return MISSING
    share, square = numerator / denominator, z * z
    middle = share + square / (2 * denominator)
    reach = z * math.sqrt(share * (1 - share) / denominator + square / (4 * denominator**2))
    below = 1 + square / denominator
    # the last digit is the computer's, not the method's
    low, high = min((middle - reach) / below, share), max((middle + reach) / below, share)
    return 0.0 if numerator == 0 else max(0.0, low), 1.0 if numerator == denominator else min(1.0, high)


def _newcombe(met_a: float, all_a: float, met_b: float, all_b: float, z: float) -> tuple[float, float]:
    (low_a, high_a), (low_b, high_b) = _wilson(met_a, all_a, z), _wilson(met_b, all_b, z)
    if math.isnan(low_a) or math.isnan(low_b):
        return MISSING
    share_a, share_b = met_a / all_a, met_b / all_b
    difference = share_a - share_b
    low = difference - math.hypot(share_a - low_a, high_b - share_b)
    return low, difference + math.hypot(high_a - share_a, share_b - low_b)
