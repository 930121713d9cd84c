"""Where things lie on a sheet: the scale of an axis, its round numbers, and labels that keep off each other."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.ticker import MaxNLocator

LEAST_SPAN_OF_SHARES, LEAST_SPAN_OF_COUNTS, LEAST_SPAN = 5, 4, 0.1  # in points; in whole things; of the highest figure


@dataclass(frozen=True)
class Scale:
    """Where a value lies on the sheet, and which round numbers are written along it."""

    low: float
    high: float
    start: float
    end: float
    rungs: tuple[float, ...] = ()

    def at(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks(values: list[float], share: bool, whole: bool = False, number: int = 4) -> list[float]:
    """Round numbers that span the figures, never below nought, a share's never above 100.

    Where the figures lie close together the span is widened, so that a small change does not look like a large one.
    """
    lowest, highest = min(values), max(values)
    least = LEAST_SPAN_OF_SHARES if share else max(LEAST_SPAN * highest, LEAST_SPAN_OF_COUNTS if whole else 1)
    missing = max(least - (highest - lowest), 0) / 2
    found = MaxNLocator(nbins=number, steps=[1, 2, 5, 10], integer=whole).tick_values(max(lowest - missing, 0), highest + missing)
    return [float(value) for value in found if value >= 0 and (not share or value <= 100)]


def apart(middles: list[float], heights: list[float], top: float, bottom: float) -> list[float]:
    """Where label blocks go so that none covers another: as near to where each points as there is room."""
    order = sorted(range(len(middles)), key=lambda index: middles[index])
    placed, floor = dict.fromkeys(order, 0.0), top
    for index in order:
        placed[index] = max(middles[index], floor + heights[index] / 2)
        floor = placed[index] + heights[index] / 2
    ceiling = bottom
    for index in reversed(order):
        placed[index] = min(placed[index], ceiling - heights[index] / 2)
        ceiling = placed[index] - heights[index] / 2
    return [placed[index] for index in range(len(middles))]
