"""Where things lie on a sheet: the scale of an axis, its round numbers, and labels that cover no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from matplotlib.ticker import MaxNLocator

# of an axis: of shares in points, of counts in whole things, of others as a share of the highest figure
LEAST_SPAN_OF_SHARES, LEAST_SPAN_OF_COUNTS, LEAST_SPAN = 5, 4, 0.1
LABEL_LEADING = 1.25  # of a label's line among other labels, as a share of the type size


@dataclass(frozen=True)
class Scale:
    """Where a value lies on the sheet, and which round numbers are written along it.

    Attributes:
        low: the value at its start.
        high: the value at its end.
        start: where it starts, in pixels.
        end: where it ends, in pixels; less than start where values rise upwards.
        ticks: the round numbers along it.
    """

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...] = ()

    def at(self, value: float) -> float:
        """Where a value lies, in pixels."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


class Label(NamedTuple):
    """Words beside the drawing.

    Attributes:
        y: the height of what they point at, in pixels.
        lines: the words, line by line.
        colour: theirs, and that of what they point at.
    """

    y: float
    lines: list[str]
    colour: str


def fitted_scale(
    values: Sequence[float], start: float, end: float, share: bool, whole: bool, number: int = 4
) -> Scale:
    """A scale between two places in pixels that holds all of the values, with round numbers along it.

    Args:
        values: all that is drawn, at least one.
        start: where it starts, in pixels.
        end: where it ends.
        share: whether they are shares from 0 to 100.
        whole: whether they count whole things.
        number: about how many round numbers there are.
    """
    along = ticks(values, share, whole, number)
    return Scale(min(along[0], *values), max(along[-1], *values), start, end, tuple(along))


def ticks(values: Sequence[float], share: bool, whole: bool = False, number: int = 4) -> list[float]:
    """Round numbers that span the figures, never below nought, a share's never above 100.

    Where the figures lie close together the span is widened, so that a small change does not look like a
    large one.

    Args:
        values: the figures, at least one.
        share: whether they are shares from 0 to 100.
        whole: whether they count whole things, so that no round number is a fraction.
        number: about how many round numbers there are.

    Returns:
        Shares of 10.2 and 10.4 give [6.0, 8.0, 10.0, 12.0, 14.0].
    """
    lowest, highest = min(values), max(values)
    least = LEAST_SPAN_OF_SHARES if share else max(LEAST_SPAN * highest, LEAST_SPAN_OF_COUNTS if whole else 1)
    missing = max(least - (highest - lowest), 0) / 2
    round_numbers = MaxNLocator(nbins=number, steps=[1, 2, 5, 10], integer=whole).tick_values(
        max(lowest - missing, 0), highest + missing
    )
    return [float(value) for value in round_numbers if value >= 0 and (not share or value <= 100)]


def places_apart(middles: Sequence[float], lengths: Sequence[float], start: float, end: float) -> list[float]:
    """Where words go so that none covers another: as near to where each points as there is room.

    Args:
        middles: where each points, in pixels, up and down or from left to right.
        lengths: how much room each takes, in pixels.
        start: where the room for all of them starts.
        end: where it ends.

    Returns:
        The middle of each, in the order in which they were given.
    """
    order = sorted(range(len(middles)), key=lambda index: middles[index])
    places, floor = dict.fromkeys(order, 0.0), start
    for index in order:
        places[index] = max(middles[index], floor + lengths[index] / 2)
        floor = places[index] + lengths[index] / 2
    ceiling = end
    for index in reversed(order):
        places[index] = min(places[index], ceiling - lengths[index] / 2)
        ceiling = places[index] - lengths[index] / 2
    return [places[index] for index in range(len(middles))]


def label_middles(labels: Sequence[Label], size: float, top: float, bottom: float) -> list[float]:
    """The heights of the middles of labels, so that none covers another.

    Args:
        labels: the labels.
        size: their type size, in pixels.
        top: how high they may go, in pixels.
        bottom: how low they may go.
    """
    heights = [len(label.lines) * size * LABEL_LEADING for label in labels]
    return places_apart([label.y for label in labels], heights, top, bottom)
