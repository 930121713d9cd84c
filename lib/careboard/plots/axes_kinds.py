"""What the axes of a chart are of: numbers, dates, or names such as areas."""

from __future__ import annotations

import re
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

DECIMALS = 6  # to which two numbers are compared
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
COLOUR_BAR = "<colorbar>"  # matplotlib's label of the axes of one


def charts_axes(figure: Figure) -> list[Axes]:
    """The axes of a figure that are seen, without those of a colour bar."""
    return [axes for axes in figure.axes if axes.get_visible() and axes.get_label() != COLOUR_BAR]


def of_dates(axis: Axis) -> bool:
    """Whether an axis is one of dates."""
    return "Date" in type(_converter(axis)).__name__


def place_names(axis: Axis) -> dict[float, str]:
    """The names along an axis by their places; none for an axis of numbers or of dates."""
    if of_dates(axis):
        return {}
    if _converter(axis) is None and not isinstance(axis.get_major_locator(), FixedLocator):
        return {}
    places = [float(place) for place in axis.get_majorticklocs()]
    names = dict(zip(places, axis.get_major_formatter().format_ticks(places), strict=True))
    one_apart = all(round(after - before, DECIMALS) == 1 for before, after in pairwise(places))
    numbers = all(NUMBER.fullmatch(name.strip("%−- ")) for name in names.values() if name)
    return {} if _converter(axis) is None and (numbers or not one_apart) else names


def of_numbers(axis: Axis) -> bool:
    """Whether an axis is one of numbers, and not of names, dates, or named places one apart."""
    return _converter(axis) is None and not place_names(axis)


def typed_scale(axis: Axis) -> bool:
    """Whether somebody typed other numbers along an axis of numbers than its places are."""
    if not of_numbers(axis) or not isinstance(axis.get_major_locator(), FixedLocator):
        return False
    places = [float(place) for place in axis.get_majorticklocs()]
    names = axis.get_major_formatter().format_ticks(places)
    numbers = [(place, NUMBER.search(name)) for place, name in zip(places, names, strict=True)]
    return any(found and float(found[0].replace(",", "")) != abs(place) for place, found in numbers)


def _converter(axis: Axis) -> object:
    """What an axis makes numbers of; axes that share it share that too."""
    axes = axis.axes
    across = axis is axes.xaxis
    shared = (axes.get_shared_x_axes() if across else axes.get_shared_y_axes()).get_siblings(axes)
    beside = [one.xaxis if across else one.yaxis for one in shared]
    return next((one.get_converter() for one in [axis, *beside] if one.get_converter() is not None), None)
