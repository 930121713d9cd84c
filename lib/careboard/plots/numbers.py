"""The numbers that a chart draws, read from its artists: each must be one that the data bear out.

An axis of names or of dates only says where a mark stands; an axis of numbers says what it means. So the
numbers of a line, a bar or a dot are those along the axes of numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy
import pandas
from matplotlib.axes import Axes
from matplotlib.collections import (
    Collection,
    FillBetweenPolyCollection,
    LineCollection,
    PathCollection,
    QuadMesh,
)
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch, Rectangle

from careboard.plots.axes_kinds import DECIMALS, charts_axes, of_numbers, place_names
from careboard.plots.figure_frame import SERIES

QUARTILES = (0.0, 0.25, 0.5, 0.75, 1.0)
NO_MARKER = ("None", "", " ", None)
NAMES = ["area_name", "measure", "group", "period", "written_period"]  # what a mark may stand over


class Drawn(NamedTuple):
    """Numbers that one kind of mark draws along one axis."""

    mark: str
    axis: str
    numbers: list[float]


def unborne_numbers(figure: Figure, data: pandas.DataFrame, borne: Iterable[float]) -> list[Drawn]:
    """What a chart draws that its data do not bear out.

    Args:
        figure: the chart.
        data: its data; the columns as of figure_frame, and `written_period`.
        borne: the published numbers in the data.

    Returns:
        By kind of mark and axis; empty where all is borne out.
    """
    known = _rounded(borne)
    found = []
    for axes in charts_axes(figure):
        boxes = any(isinstance(patch, PathPatch) for patch in axes.patches)
        allowed = known | (_quartiles(data) if boxes else frozenset())
        for drawn in drawn_numbers(axes, known):
            wrong = [number for number in drawn.numbers if round(number, DECIMALS) not in allowed]
            if wrong:
                found.append(drawn._replace(numbers=sorted(set(wrong))))
        if not boxes:
            found += _wrongly_named(axes, data, known)
    return found


def _wrongly_named(axes: Axes, data: pandas.DataFrame, known: frozenset[float]) -> Iterator[Drawn]:
    """Bars and dots over a name whose number is that of another name."""
    x, y = (place_names(axis) for axis in (axes.xaxis, axes.yaxis))
    if bool(x) == bool(y):
        return
    place, names = (0, y) if y else (1, x)
    marks = [*_bars(axes, place), *_dots(axes, place)]
    own = _numbers_by_name(data, set(names.values()))
    for mark, along, number in marks:
        name = names.get(float(round(along)), names.get(math.floor(along) + 0.5, ""))
        if own.get(name) and round(number, DECIMALS) in known - own[name]:
            yield Drawn(f"{mark} over another name", "xy"[place], [number])


def _numbers_by_name(data: pandas.DataFrame, names: set[str]) -> dict[str, frozenset[float]]:
    """The published numbers of the rows that have a name, for each of some names."""
    written, numbers = data[NAMES].to_numpy(), data.select_dtypes("float").to_numpy()
    return {name: _rounded(numbers[(written == name).any(axis=1)].ravel()) for name in names}


def _bars(axes: Axes, place: int) -> Iterator[tuple[str, float, float]]:
    for bar in axes.patches:
        if isinstance(bar, Rectangle) and _of_data(axes, bar)[place]:
            other, begins, end = _ends_of_bar(bar, place)
            if math.isfinite(end):
                yield "a bar", other, end - begins


def _dots(axes: Axes, place: int) -> Iterator[tuple[str, float, float]]:
    lines = (line for line in axes.lines if all(_of_data(axes, line)) and line.get_marker() not in NO_MARKER)
    points = [numpy.asarray(line.get_xydata(), dtype=float) for line in lines]
    points += [_offsets(dots) for dots in axes.collections if isinstance(dots, PathCollection)]
    for point in numpy.vstack([*points, numpy.empty((0, 2))]):
        if numpy.isfinite(point).all():
            yield "a dot", float(point[1 - place]), float(point[place])


def drawn_numbers(axes: Axes, known: frozenset[float] = frozenset()) -> Iterator[Drawn]:
    """The numbers that axes draw along their axes of numbers, by kind of mark.

    Args:
        axes: the axes.
        known: the published numbers, by which intervals are told from lengths.
    """
    scales = [(0, "x"), (1, "y")]
    scales = [(place, name) for place, name in scales if of_numbers(getattr(axes, f"{name}axis"))]
    for mark, points in _points(axes):
        for place, name in scales:
            numbers = points[numpy.isfinite(points[:, place]), place]
            if len(points) > 2 or numbers.any():  # else the base from which stems rise
                yield Drawn(mark, name, numbers.tolist())
    bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    bands = [band for band in axes.collections if isinstance(band, FillBetweenPolyCollection)]
    for place, name in scales:
        lengths = [_ends_of_bar(bar, place) for bar in bars if _of_data(axes, bar)[place]]
        yield Drawn("a bar", name, _lengths(lengths, known))
        ends = [end for band in bands for end in ends_of_band(band, place)]
        yield Drawn("an area", name, _lengths(ends, known))
    for mesh in axes.collections:
        if isinstance(mesh, QuadMesh) and mesh.get_array() is not None:
            cells: numpy.ndarray = numpy.ma.compressed(
                numpy.ma.masked_invalid(numpy.ma.asarray(mesh.get_array()))
            )
            if len(axes.texts) < len(cells):  # else each says in words what its colour says
                yield Drawn("a cell's colour", "colour", [float(cell) for cell in cells])


def _points(axes: Axes) -> Iterator[tuple[str, numpy.ndarray]]:
    """The points of lines, dots and shapes in the axes' own numbers; nan where an axis is spanned."""
    for line in axes.lines:
        points = numpy.asarray(line.get_xydata(), dtype=float)
        if len(points):
            yield "a line", _own(axes, line, points)
    for patch in axes.patches:
        if not isinstance(patch, Rectangle):
            yield "a shape", _shape(axes, patch)
    for collection in axes.collections:
        if isinstance(collection, PathCollection):
            yield "a dot", _offsets(collection)
        elif isinstance(collection, LineCollection):
            yield from (
                ("a line", _own(axes, collection, _from_nought(numpy.asarray(segment))))
                for segment in collection.get_segments()
                if len(segment)
            )
        elif not isinstance(collection, QuadMesh | FillBetweenPolyCollection):
            yield from (("a shape", numpy.asarray(path.vertices)) for path in collection.get_paths())


def _from_nought(segment: numpy.ndarray) -> numpy.ndarray:
    """A stem's end without its foot, where it stands on nought; any other segment as it is."""
    foot, end = segment[0], segment[-1]
    stem = len(segment) == 2 and ((foot == 0) & (end != 0)).any() and (foot == end).any()
    return segment[1:] if stem else segment


def _offsets(dots: PathCollection) -> numpy.ndarray:
    return numpy.ma.filled(numpy.ma.asarray(dots.get_offsets(), dtype=float), math.nan)


def _shape(axes: Axes, patch: Patch) -> numpy.ndarray:
    to_data = patch.get_transform() - axes.transData
    return numpy.asarray(to_data.transform_path(patch.get_path()).vertices)


def _own(axes: Axes, artist: Any, points: numpy.ndarray) -> numpy.ndarray:
    """An artist's points; nan along an axis that it spans as a whole, as axes.axhline does."""
    return numpy.where(_of_data(axes, artist), points, math.nan)


def _of_data(axes: Axes, artist: Any) -> tuple[bool, bool]:
    """Whether an artist's x and y are in the axes' own numbers, and not parts of its width or height."""
    return artist.get_transform().contains_branch_seperately(axes.transData)


def _ends_of_bar(bar: Rectangle, place: int) -> tuple[float, float, float]:
    """Where a bar stands along the other axis, and where it begins and ends along this one."""
    begins = (bar.get_x(), bar.get_y())
    lengths = (bar.get_width(), bar.get_height())
    other = begins[1 - place] + lengths[1 - place] / 2
    return other, begins[place], begins[place] + lengths[place]


def ends_of_band(band: Collection, place: int) -> Iterator[tuple[float, float, float]]:
    """Of each point of an area along the other axis: where the area begins and ends along this one."""
    for path in band.get_paths():
        along: dict[float, list[float]] = {}
        for point in numpy.asarray(path.vertices).tolist():
            along.setdefault(round(point[1 - place], DECIMALS), []).append(point[place])
        yield from ((other, min(ends), max(ends)) for other, ends in along.items())


def _lengths(ends: Sequence[tuple[float, float, float]], known: frozenset[float]) -> list[float]:
    """How long bars and areas are; of one that begins where no other ends, both its ends.

    One that begins at nought, or where another ends, is read by its length. One with both ends among the
    published numbers is an interval.
    """
    found: list[float] = []
    tops = {(round(other, DECIMALS), round(end, DECIMALS)) for other, _, end in ends}
    for other, begins, end in ends:
        if not (math.isfinite(begins) and math.isfinite(end)) or begins == end:
            continue
        if {round(begins, DECIMALS), round(end, DECIMALS)} <= known:
            continue
        foot = round(begins, DECIMALS)
        stands_on_another = not foot or (round(other, DECIMALS), foot) in tops
        found += [end - begins] if stands_on_another else [begins, end]
    return found


def _quartiles(data: pandas.DataFrame) -> frozenset[float]:
    """The quartiles of the values of every group of the data, which boxes are drawn from."""
    columns = [column for column in [*SERIES, "period"] if data[column].nunique() > 1]
    groups = [
        values
        for count in range(3)
        for names in combinations(columns, count)
        for _, values in (data.groupby(list(names))["value"] if names else [("", data["value"])])
    ]
    quartiles = (number for values in groups for number in values.dropna().quantile(QUARTILES))
    return _rounded(quartiles)


def _rounded(numbers: Iterable[float]) -> frozenset[float]:
    return frozenset(round(float(number), DECIMALS) for number in numbers if math.isfinite(number))
