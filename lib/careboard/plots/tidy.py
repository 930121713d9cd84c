"""A chart made ready for a page, whatever drew it: plain axes, months, units, lines broken at hidden figures.

What pandas and seaborn leave on a chart by themselves (names of columns, a legend beside lines that can be
named, a line across a month without a figure) is put right here, once for both forms.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, NamedTuple

import numpy
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import QuadMesh
from matplotlib.colors import to_hex
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, ScalarFormatter

from careboard import formatting
from careboard.charts.colours import LEAST_OF_WORDS, contrast, on_a_dark_page
from careboard.charts.svg import INK, KEPT, PAPER, Align
from careboard.errors import Problem
from careboard.formatting import State
from careboard.plots.axes_kinds import DECIMALS, charts_axes, of_dates, of_numbers
from careboard.plots.figure_frame import COLUMNS, NUMBERS
from careboard.plots.numbers import drawn_numbers
from careboard.plots.published import PublishedData
from careboard.plots.renderer import KEPT_GROUP, on_paper

# seaborn's title of a facet begins with a column's name
OF_FACET = re.compile(rf"(?:{'|'.join(COLUMNS)}) = ")
TITLES: tuple[Align, ...] = ("left", "center", "right")
NO_LINE = ("None", "", " ")
IN_THE_UNIT = [column for column in NUMBERS if column not in ("numerator", "denominator")]
LONE_POINT = 5.0  # the size of the dot of a figure between two that are not shown, in pixels
NO_SERIES = (
    "a line joins points that are not the figures of one measure, area and group in the order of their dates."
    " Draw one line for each: hue='area_name' or hue='group', and errorbar=None."
)


class LineName(NamedTuple):
    """The name of a line, to stand at its end."""

    name: str
    colour: str
    axes: Axes
    x: float
    y: float


class Tidied(NamedTuple):
    """What a form needs to know of a chart: its lines' names, and the unit of each axis of numbers."""

    names: list[LineName]
    units: dict[Axis, str]


def tidied(figure: Figure, published: PublishedData) -> Tidied:
    """Make a chart ready for a page.

    Args:
        figure: the chart; it is changed.
        published: its data.

    Returns:
        The names of its lines, where they can stand at their ends in place of a legend, and units.

    Raises:
        Problem: where a line across dates is not one measure's, area's and group's.
    """
    figure.patch.set_visible(False)
    shown = Tidied([], {})
    several = len(charts_axes(figure)) > 1
    if figure.get_suptitle() and not several:
        charts_axes(figure)[0].set_title(figure.get_suptitle())
        figure.suptitle("")
    for axes in charts_axes(figure):
        axes.patch.set_visible(False)
        _tidy_words(axes)
        units = _units(axes, published)
        shown.units.update(units)
        for axis, unit in units.items():
            if isinstance(axis.get_major_formatter(), ScalarFormatter):
                axis.set_major_formatter(FuncFormatter(_written(unit)))
        for axis in (axes.xaxis, axes.yaxis):
            if axis.get_label_text() in COLUMNS:
                unit = units.get(axis, "")
                axis.set_label_text("" if unit == "%" else unit.capitalize())
        if of_dates(axes.xaxis):
            _break_lines(axes, published)
            if not several and axes.yaxis in units:
                shown.names.extend(_line_names(axes, published, units[axes.yaxis]))
    return shown


def _tidy_words(axes: Axes) -> None:
    """Without names of columns, and with words on coloured cells that can be read."""
    for loc in TITLES:
        axes.set_title(OF_FACET.sub("", axes.get_title(loc)), loc=loc)
    legend = axes.get_legend()
    if legend and legend.get_title().get_text() in COLUMNS:
        legend.set_title("")
    for mesh in (one for one in axes.collections if isinstance(one, QuadMesh)):
        _set_words_on_cells(axes, mesh)


def _set_words_on_cells(axes: Axes, mesh: QuadMesh) -> None:
    """Words on coloured cells in ink or paper, whichever stands out more.

    Where they would not do so on a dark page as well, cells and words keep their colours there.
    """
    values: Any = numpy.ma.atleast_2d(numpy.ma.asarray(mesh.get_array()))
    colours = numpy.reshape(mesh.cmap(mesh.norm(values)), (*values.shape, 4)).tolist()
    texts, cells = [], []
    for text in axes.texts:
        along, down = (math.floor(part) for part in text.get_position())
        inside = 0 <= down < values.shape[0] and 0 <= along < values.shape[1]
        if inside and values[down, along] is not numpy.ma.masked:
            texts.append(text)
            cells.append(on_paper(colours[down][along]))
    inked = [contrast(INK, cell) >= contrast(PAPER, cell) for cell in cells]
    pairs = [(INK if ink else PAPER, cell) for ink, cell in zip(inked, cells, strict=True)]
    pairs += [(on_a_dark_page(word), on_a_dark_page(cell)) for word, cell in pairs]
    keeps = any(contrast(*pair) < LEAST_OF_WORDS for pair in pairs)
    mesh.set_gid(KEPT_GROUP if keeps else None)
    ink_colour, paper_colour = KEPT if keeps else (INK, PAPER)
    for text, ink in zip(texts, inked, strict=True):
        text.set_color(ink_colour if ink else paper_colour)


def _units(axes: Axes, published: PublishedData) -> dict[Axis, str]:
    """The unit of each axis of numbers: the measures' own where it carries their figures, else none."""
    of_figures = {
        round(float(number), DECIMALS)
        for column in IN_THE_UNIT
        for number in published.frame[column].dropna().unique()
    } | {0.0}
    units: dict[Axis, str] = {}
    for axis in (axes.xaxis, axes.yaxis):
        if of_numbers(axis):
            drawn = [
                one.numbers for one in drawn_numbers(axes) if one.axis == ("x" if axis is axes.xaxis else "y")
            ]
            numbers = {round(number, DECIMALS) for numbers in drawn for number in numbers}
            units[axis] = published.unit if numbers <= of_figures else ""
    return units


def _written(unit: str) -> Callable[[float, int], str]:
    return lambda value, _: formatting.ticks([round(value, DECIMALS)], unit)[0]


def _break_lines(axes: Axes, published: PublishedData) -> None:
    """Lines stop where a figure is not shown; a figure between two that are not becomes a dot."""
    known = _KnownLines(published)
    for line in list(axes.lines):
        points = numpy.asarray(line.get_xydata(), dtype=float)
        points = points[numpy.isfinite(points).all(axis=1)]
        spans = not line.get_transform().contains_branch_seperately(axes.transData)[0]
        if spans or not len(points) or str(line.get_linestyle()) in NO_LINE:
            continue
        if len(set(points[:, 0])) == 1:
            if len(points) == 1 and line.get_marker() in NO_LINE:
                line.set(marker="o", linestyle="None", markersize=LONE_POINT)
            continue
        drawn = {(round(x, DECIMALS), round(y, DECIMALS)) for x, y in points}
        series = known.line_of(drawn)
        if series is None or (numpy.diff(points[:, 0]) < 0).any():
            raise Problem(NO_SERIES)
        first, last = points[0, 0], points[-1, 0]
        within = {x: y for x, y in series.items() if round(first, DECIMALS) <= x <= round(last, DECIMALS)}
        line.set_data(list(within), list(within.values()))
        _dot_lone_points(axes, line, list(within), list(within.values()))


def _known_lines(published: PublishedData) -> Iterator[dict[float, float]]:
    """Each line that the data hold, by the number of the date, those of the figures themselves first."""
    places = {day: round(float(date2num(day)), DECIMALS) for day in published.months}
    for column in NUMBERS:
        for line in published.lines(column):
            yield {places[day]: round(number, DECIMALS) for day, number in line.items() if day in places}


class _KnownLines:
    """The lines that the data hold, each worked out once: most of a chart's lines are the first ones."""

    def __init__(self, published: PublishedData) -> None:
        self._known: list[dict[float, float]] = []
        self._others = _known_lines(published)

    def line_of(self, drawn: set[tuple[float, float]]) -> dict[float, float] | None:
        """The first line that has all of some points; None where none has."""
        return next((line for line in chain(self._known, self._more()) if drawn <= line.items()), None)

    def _more(self) -> Iterator[dict[float, float]]:
        for line in self._others:
            self._known.append(line)
            yield line


def _dot_lone_points(axes: Axes, line: Line2D, xs: list[float], ys: list[float]) -> None:
    around = [math.nan, *ys, math.nan]
    lone = [
        (x, y)
        for x, y, before, after in zip(xs, ys, around[:-2], around[2:], strict=True)
        if not math.isnan(y) and math.isnan(before) and math.isnan(after)
    ]
    if lone:
        axes.plot(*zip(*lone, strict=True), "o", color=line.get_color(), markersize=LONE_POINT)


def _line_names(axes: Axes, published: PublishedData, unit: str) -> list[LineName]:
    """A legend's names as names of lines, where each has its line; the legend is taken away then."""
    legend = axes.get_legend()
    if legend is None:
        return []
    handles = list(zip(legend.legend_handles, legend.get_texts(), strict=True))
    if not all(isinstance(handle, Line2D) for handle, _ in handles):
        return []
    names, unknown = [], []
    for handle, text in handles:
        look, name = _look(handle), text.get_text()
        ends = [_end(line) for line in axes.lines if _look(line) == look and numpy.isfinite(_end(line)).all()]
        if ends:
            x, y = max(ends)
            latest = formatting.figure(y, State.SHOWN, unit, published.whole_numbers)
            names.append(LineName(f"{name} {latest}".strip(), look[0], axes, x, y))
        elif published.shows(name):
            unknown.append(name)
    if unknown:  # it names dots or dashes, and no line
        return []
    legend.remove()
    return names


def _look(line: Any) -> tuple[str, str]:
    """What sets a line apart from others: its colour and its dashes."""
    return to_hex(line.get_color()), str(line.get_linestyle())


def _end(line: Line2D) -> tuple[float, float]:
    """The last point of a line that is shown; nan where it has none."""
    points = numpy.asarray(line.get_xydata(), dtype=float)
    points = points[numpy.isfinite(points).all(axis=1)] if len(points) else points
    return (float(points[-1, 0]), float(points[-1, 1])) if len(points) else (math.nan, math.nan)
