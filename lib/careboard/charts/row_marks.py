"""The small pictures of a row of a table: a line of 25 points, and where a figure lies among others.

They stand beside figures that the row writes out, so they are drawn for the eye alone and have no
alternative text of their own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from careboard.charts.marks import Mark, Measure, is_trend, series
from careboard.charts.scale import Scale, fitted_scale, places_apart
from careboard.charts.svg import ACCENT, INK, LINE, SOFT, Sheet

HEIGHT, WIDTH_OF_LINE, WIDTH_OF_AXIS = 22, 112, 112  # pixels
LETTERS, LETTER_WIDTH = 16, 12  # the size of a letter above an axis, and the room that it takes
AXIS, ABOVE = 18, 7  # how deep an axis and the middle of its letters lie
EDGE, DOT = 4, 3.5
DASHES = (0, (2.5, 2))


class Lettered(NamedTuple):
    """A figure of somebody else on an axis.

    Attributes:
        letter: what stands for who it is.
        value: the figure; NaN where there is none.
        like: whether it is like for like; one that is not is pale.
    """

    letter: str
    value: float
    like: bool = True


def sparkline(
    measure: Measure,
    points: Sequence[Mark],
    threshold: float = math.nan,
    limits: tuple[Sequence[float], Sequence[float]] | None = None,
) -> str:
    """A line of points, the last one a dot, with the limits of usual variation or the threshold for Good.

    Args:
        measure: what is measured.
        points: earliest first; one that is not shown is a gap.
        threshold: a dashed line, where there is one and there are no limits.
        limits: the lower and the upper limit of each point.

    Returns:
        The picture, '' where fewer than half of the points are shown: what is left would be no trend.
    """
    values = series(points)
    if not is_trend(points):
        return ""
    lines = list(limits) if limits else [[threshold] * len(values)]
    seen = [value for line in (values, *lines) for value in line if not math.isnan(value)]
    up = fitted_scale(seen, HEIGHT - EDGE, EDGE, measure.unit == "%", measure.whole, number=2)
    along = Scale(0, len(values) - 1, EDGE, WIDTH_OF_LINE - EDGE)
    xs, sheet = [along.at(place) for place in range(len(values))], Sheet(WIDTH_OF_LINE, HEIGHT)
    for line in lines:
        sheet.line(xs, [up.at(value) for value in line], SOFT, 1, "-" if limits else DASHES)
    sheet.line(xs, [up.at(value) for value in values], ACCENT, 2)
    if points[-1].shown:
        sheet.dot(xs[-1], up.at(values[-1]), DOT)
    return sheet.picture()


def axis_of(measure: Measure, values: Sequence[float]) -> Scale | None:
    """The one scale on which the pictures of a row lie, so that they can be compared; None without a figure.

    Args:
        measure: what is measured.
        values: every figure that is drawn in the row.
    """
    seen = [value for value in values if not math.isnan(value)]
    if not seen:
        return None
    room = WIDTH_OF_AXIS - EDGE - LETTER_WIDTH / 2
    return fitted_scale(seen, EDGE + LETTER_WIDTH / 2, room, measure.unit == "%", measure.whole, number=2)


def axis_marks(along: Scale, own: float, others: Sequence[Lettered]) -> str:
    """A small axis with the figure as a dot, and others as letters above their ticks.

    Args:
        along: the row's scale.
        own: the row's figure; NaN where it is not shown.
        others: whose figures stand beside it.

    Returns:
        The picture, '' where there is no other figure.
    """
    there = [other for other in others if not math.isnan(other.value)]
    if not there:
        return ""
    sheet = Sheet(WIDTH_OF_AXIS, HEIGHT)
    sheet.rules([(EDGE, AXIS, WIDTH_OF_AXIS - EDGE, AXIS)], LINE, 1)
    ticks = [along.at(other.value) for other in there]
    widths = [LETTER_WIDTH * len(other.letter) for other in there]
    for other, tick, middle in zip(there, ticks, places_apart(ticks, widths, 0, WIDTH_OF_AXIS), strict=True):
        colour = INK if other.like else SOFT
        sheet.rules([(tick, AXIS - 3, tick, AXIS + 4)], colour, 2 if other.like else 1)
        sheet.text(middle, ABOVE, other.letter, LETTERS, colour, "center", bold=other.like)
    if not math.isnan(own):
        sheet.dot(along.at(own), AXIS, DOT)
    return sheet.picture()
