"""Whether a chart of an analyst's own may be published: its numbers, words, legend and colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import Collection, FillBetweenPolyCollection, LineCollection, PathCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.image import AxesImage, FigureImage
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.quiver import Barbs, Quiver
from matplotlib.spines import Spine
from matplotlib.text import Text

from careboard.charts.colours import LEAST_OF_MARKS, contrast
from careboard.charts.svg import PAPER
from careboard.commentary.plain_text import of_words
from careboard.commentary.small_counts import small_counts
from careboard.plots.axes_kinds import NUMBER, charts_axes, of_dates, place_names, typed_scale
from careboard.plots.numbers import ends_of_band, unborne_numbers
from careboard.plots.published import PublishedData
from careboard.plots.renderer import SheetCanvas, on_paper

MOST_NAMED = 3  # faults of one kind in a message
READ = (AxesImage, Axis, Axes, Collection, Legend, Line2D, Patch, Spine, Text)  # what axes may hold
READ_BESIDE = (FigureImage, Legend, Text)  # what a figure may hold beside them; a picture is told of later
UNREAD = (Barbs, Quiver)  # and of these what it may not
LEGEND_OUTSIDE = (
    "the legend lies outside the axes, where it takes room from the chart. Leave it inside, or draw"
    " with legend=False and name the parts in words."
)


def what_is_unfit(figure: Figure, published: PublishedData) -> Iterator[str]:
    """What keeps a chart from being published, before it is drawn: a sentence each.

    Args:
        figure: the chart, as the analyst drew it.
        published: its data.
    """
    if _legend_outside(figure):
        yield LEGEND_OUTSIDE
    yield from _other_artists(figure)
    for drawn in islice(unborne_numbers(figure, published.named_frame, published.numbers), MOST_NAMED):
        yield (
            f"{drawn.mark} draws numbers along {drawn.axis} that no row of data holds. Draw published"
            " figures, one row each; seaborn averages rows that it cannot tell apart."
        )
    yield from _unfit_words(figure, published)
    for axes in charts_axes(figure):
        if _runs_over_periods(axes, published):
            yield "a line runs over periods as names, where a hidden one goes unseen. Draw over x='date'."
        if of_dates(axes.xaxis) and _has_areas(axes, published.gaps):
            yield "an area runs across a date of which a figure is not shown. Draw lines, which stop there."
        pale = (mark for mark, colour in _colours(axes) if contrast(on_paper(colour), PAPER) < LEAST_OF_MARKS)
        for mark in dict.fromkeys(pale):
            yield f"{mark} hardly stands out from the paper. Give it a deeper colour, such as a palette's."
    if not any(_draws(axes) for axes in charts_axes(figure)):
        yield "the chart draws nothing. Draw rows whose figure is shown."


def _other_artists(figure: Figure) -> Iterator[str]:
    """What is on a chart beside lines, shapes, dots, words and a legend: nothing holds its numbers."""
    beside = [child for child in figure.get_children() if child not in (*figure.axes, figure.patch)]
    unread = [child for child in beside if not isinstance(child, READ_BESIDE)]
    children = (child for axes in figure.axes for child in axes.get_children())
    unread += [child for child in children if not isinstance(child, READ) or isinstance(child, UNREAD)]
    inset = any(axes.child_axes for axes in figure.axes)
    if inset:
        yield "the chart holds axes within axes, which cannot be read on a phone. Draw them side by side."
    for name in sorted({type(child).__name__ for child in unread}):
        yield f"the chart holds a {name}, which cannot be read. Draw lines, bars, dots, areas or words."


def _unfit_words(figure: Figure, published: PublishedData) -> Iterator[str]:
    threshold = published.figures.edition.about.get("threshold", 0)
    axes = [axis for one in charts_axes(figure) for axis in (one.xaxis, one.yaxis)]
    if any(typed_scale(axis) for axis in axes):
        yield "numbers typed along an axis are not those of their places. Leave the scale to the axis."
    for text in dict.fromkeys(_texts(figure)):
        numbers = [number.rstrip(",.") for number in NUMBER.findall(text)]
        if any(number not in published.written_numbers for number in numbers):
            yield "words on the chart hold a number that is in no row of data. Write published figures alone."
        elif small_counts(of_words(text), threshold):
            yield "words on the chart count so few people that a figure would hide them. Leave it out."


def _runs_over_periods(axes: Axes, published: PublishedData) -> bool:
    """Whether a line joins periods that stand along an axis as names."""
    periods = {*published.named_frame["period"], *published.named_frame["written_period"]}
    names = {*place_names(axes.xaxis).values()} - {""}
    joined = (line for line in axes.lines if str(line.get_linestyle()) not in ("None", "", " "))
    points = (numpy.asarray(line.get_xydata(), dtype=float) for line in joined)
    widths = [len(set(one[numpy.isfinite(one).all(axis=1), 0])) for one in points if len(one)]
    return bool(names) and names <= periods and max(widths, default=0) > 1


def _has_areas(axes: Axes, dates: Sequence[float]) -> bool:
    """Whether an area that is seen runs across one of some dates; seaborn puts one behind each line."""
    bands = [band for band in axes.collections if isinstance(band, FillBetweenPolyCollection)]
    tall = [band for band in bands if any(begins != end for _, begins, end in ends_of_band(band, 1))]
    paths = [numpy.asarray(path.vertices)[:, 0] for band in tall for path in band.get_paths()]
    return any(path.min() < date < path.max() for path in paths if len(path) for date in dates)


def _colours(axes: Axes) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """The lines and dots of axes with their colours, and how far these can be seen through."""
    for line in axes.lines:
        if len(numpy.asarray(line.get_xdata())):
            yield "a line", to_rgba(line.get_color(), line.get_alpha())
    for collection in axes.collections:
        if isinstance(collection, LineCollection):
            edges = numpy.atleast_2d(numpy.asarray(collection.get_edgecolor()))
            yield from (("a line", tuple(edge)) for edge in edges)
        elif isinstance(collection, PathCollection) and len(collection.get_facecolor()):
            fills = numpy.atleast_2d(numpy.asarray(collection.get_facecolor()))
            yield from (("a dot", tuple(fill)) for fill in fills)


def _draws(axes: Axes) -> bool:
    points = [numpy.asarray(line.get_xydata(), dtype=float) for line in axes.lines]
    lines = any(numpy.isfinite(line).all(axis=1).any() for line in points)
    return bool(lines or axes.patches or axes.collections or axes.images)


def _legend_outside(figure: Figure) -> bool:
    """Whether a legend lies outside the axes, wholly or in part."""
    of_axes = [(axes, axes.get_legend()) for axes in charts_axes(figure)]
    moved = [legend for axes, legend in of_axes if legend and legend.get_bbox_to_anchor() is not axes.bbox]
    legends = [legend for legend in [*figure.legends, *moved] if legend.get_texts()]
    if not legends:
        return False
    renderer = SheetCanvas(figure).get_renderer()
    figure.draw_without_rendering()
    rooms = [legend.get_window_extent(renderer) for legend in legends]
    return not all(any(_holds(axes, room) for axes in charts_axes(figure)) for room in rooms)


def _holds(axes: Axes, room: Any) -> bool:
    edge = axes.bbox.padded(1)
    return bool(edge.contains(*room.min) and edge.contains(*room.max))


def _texts(figure: Figure) -> Iterator[str]:
    """All that somebody wrote on a chart; the numbers of its scales are not among it."""
    written: list[Text] = [*figure.texts, *(text for legend in figure.legends for text in legend.get_texts())]
    yield from filter(None, [figure.get_suptitle()])
    for axes in charts_axes(figure):
        yield from filter(None, (axes.get_title(loc) for loc in ("left", "center", "right")))
        written += [*axes.texts, axes.xaxis.label, axes.yaxis.label]
        legend = axes.get_legend()
        written += [legend.get_title(), *legend.get_texts()] if legend else []
        for axis in (axes.xaxis, axes.yaxis):
            yield from filter(None, place_names(axis).values())
    yield from (text.get_text() for text in written if text.get_text() and text.get_visible())
