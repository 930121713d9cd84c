"""A chart fitted to a form of the page, wide or narrow, and looked over: can its words be read there?"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Iterator, Sequence

import numpy
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter, FixedLocator, MaxNLocator
from matplotlib.transforms import Bbox

from careboard import formatting
from careboard.charts.colours import LEAST_OF_WORDS, contrast
from careboard.charts.marks import INVENTED
from careboard.charts.scale import LABEL_LEADING, Label, label_middles
from careboard.charts.svg import LEADING, LETTER, PAPER, WIDE, Form
from careboard.charts.theme import PIXELS_TO_THE_INCH
from careboard.plots.axes_kinds import COLOUR_BAR, charts_axes, of_dates, of_numbers, place_names
from careboard.plots.published import PublishedData
from careboard.plots.renderer import SheetCanvas, SheetRenderer, Words, draw
from careboard.plots.tidy import LineName, Tidied

TICK_NUMBERS, MOST_TICKS = {"wide": 8, "narrow": 4}, 5  # numbers along an axis: across, and upwards
WIDEST_SHARE = 105.0  # to which an axis of shares reaches by its margin alone
LOWEST, HIGHEST = 160, 1600  # of a chart's height, in pixels
LEAST_SIZE = 11  # of words, in pixels
MONTHS_APART = {"wide": 6, "narrow": 12}  # between two months that are named
PAD = 6.0  # pixels between the edge of the sheet and what is drawn, and before a line's name
ROOM_OF_NAMES = {"wide": 0.34, "narrow": 0.42}  # of the width, for the names of rows at most
FOOT_NOTE = 18.0  # pixels
ROOM_OF_FOOT = 60.0  # for the months and the note at the foot, in pixels
ROOM_ACROSS = 0.86  # of the width, for the names of columns
ROOM_TURNED = 110.0  # for names that are turned, in pixels
LEAST_LETTERS = 5  # of a line of a name
OVERLAP = 1.5  # pixels by which words may touch
PARTS = (0.1, 0.1, 0.8, 0.8)  # where the axes stand while their words are measured


class Fit:
    """Fits one chart to both forms, wide first.

    Args:
        figure: the chart, tidied; its size, ticks and margins are changed.
        shown: the names of its lines, and units.
        published: its data.
    """

    def __init__(self, figure: Figure, shown: Tidied, published: PublishedData) -> None:
        self.figure, self.names, self.units, self.published = figure, shown.names, shown.units, published
        self.invented = bool(published.figures.edition.about["invented"])
        width, height = figure.get_size_inches()
        self.height = min(max(height / width * WIDE.width, LOWEST), HIGHEST)  # in pixels, of both forms
        axes = [axis for one in charts_axes(figure) for axis in (one.xaxis, one.yaxis)]
        self._groups = {axis: place_names(axis) for axis in axes if place_names(axis)}

    def drawn(self, form: Form) -> SheetRenderer:
        """The chart drawn in a form."""
        self.figure.set_dpi(PIXELS_TO_THE_INCH)
        height = max(self.height, self._room_of_names(form))
        self.figure.set_size_inches(form.width / PIXELS_TO_THE_INCH, height / PIXELS_TO_THE_INCH)
        canvas = SheetCanvas(self.figure)
        for axes in charts_axes(self.figure):
            self._set_ticks(axes, form)
        if len(self.figure.axes) == 1:
            self._set_margins(form, canvas)
        elif not any(axes.get_label() == COLOUR_BAR for axes in self.figure.axes):
            note = FOOT_NOTE / height if self.invented else 0.0
            self.figure.set_layout_engine("constrained", rect=(0, note, 1, 1 - note))
        renderer = draw(self.figure)
        if self.names:
            self._draw_names(renderer, form)
        if self.invented:
            renderer.sheet.foot_note(INVENTED, rise=8)
        return renderer

    def _room_of_names(self, form: Form) -> float:
        """How high a chart must be for the names of its lines to stand one above the other, in pixels."""
        lines = sum(len(_lines(form, name)) for name in self.names)
        return lines * form.size * LABEL_LEADING + ROOM_OF_FOOT if lines else 0.0

    def _set_ticks(self, axes: Axes, form: Form) -> None:
        """Months named as the suite's own charts name them; names of groups in lines that fit."""
        for axis, across in ((axes.xaxis, True), (axes.yaxis, False)):
            if of_dates(axis):
                step = MONTHS_APART[form.name] if across else 1
                months = list(self.published.months.items())[::-1][::step]
                axis.set_major_locator(FixedLocator([float(date2num(day)) for day, _ in months]))
                axis.set_major_formatter(FixedFormatter([formatting.short_month(name) for _, name in months]))
            elif axis not in self._groups:
                if isinstance(axis.get_major_locator(), MaxNLocator):
                    number = TICK_NUMBERS[form.name] if across else MOST_TICKS
                    axis.set_major_locator(MaxNLocator(number, steps=[1, 2, 5, 10]))
                    self._round_limits(axes, axis, across)
            else:
                places, names = [*self._groups[axis]], [*self._groups[axis].values()]
                beside = len({round(one.get_position().x0, 3) for one in charts_axes(self.figure)})
                share = ROOM_ACROSS / max(len(names), 1) / beside if across else ROOM_OF_NAMES[form.name]
                axis.set_major_locator(FixedLocator(places))
                axis.set_major_formatter(FixedFormatter(_wrapped(names, axis, form.width * share)))
                for label in axis.get_ticklabels():
                    label.set_gid(label.get_horizontalalignment())

    def _round_limits(self, axes: Axes, axis: Axis, across: bool) -> None:
        """A scale begins and ends with a round number, where nobody set its limits."""
        if across or not axes.get_autoscaley_on() or axes.yaxis.get_inverted() or axes.patches:
            return
        low, high = axes.get_ylim()
        low = max(low, 0.0) if axes.dataLim.y0 >= 0 else low
        ticks = [float(tick) for tick in axis.get_major_locator().tick_values(low, high)]
        most = 100.0 if self.units.get(axis) == "%" and high <= WIDEST_SHARE else math.inf
        axes.set_ylim(max(ticks[0], 0.0) if low >= 0 else ticks[0], min(ticks[-1], most), auto=True)

    def _set_margins(self, form: Form, canvas: SheetCanvas) -> None:
        """Room around the axes for their own words, for the names of lines and for the note at the foot."""
        [axes] = self.figure.axes
        self.figure.set_layout_engine("none")
        axes.set_position(PARTS)
        room, inner = axes.get_tightbbox(canvas.get_renderer()), axes.bbox
        assert room is not None  # of axes that are seen
        width, height = self.figure.bbox.size
        beside = max((form.text_width(_lines(form, name)) + PAD for name in self.names), default=0.0)
        if of_numbers(axes.xaxis):  # the last of them stands around its place
            places = [float(place) for place in axes.xaxis.get_majorticklocs()]
            written = axes.xaxis.get_major_formatter().format_ticks(places)[-1:]
            beside = max(beside, form.text_width([*written, ""]) / 2 + PAD)
        left, right = inner.x0 - room.x0 + PAD / 2, max(room.x1 - inner.x1, beside) + PAD / 2
        foot = inner.y0 - room.y0 + PAD / 2 + (FOOT_NOTE if self.invented else 0.0)
        head = room.y1 - inner.y1 + PAD
        inside = (width - left - right) / width, (height - foot - head) / height
        axes.set_position((left / width, foot / height, *inside))

    def _draw_names(self, renderer: SheetRenderer, form: Form) -> None:
        """Each line named at its end, in its colour."""
        sheet = renderer.sheet
        ends = [name.axes.transData.transform((name.x, name.y)) for name in self.names]
        labels = [
            Label(sheet.height - float(end[1]), _lines(form, name), name.colour)
            for end, name in zip(ends, self.names, strict=True)
        ]
        left = float(self.names[0].axes.bbox.x1) + PAD
        foot = sheet.height - float(self.names[0].axes.bbox.y0) + PAD
        for label, middle in zip(labels, label_middles(labels, form.size, 0, foot), strict=True):
            sheet.text_block(left, middle, label.lines, form.size, label.colour)
            tall = len(label.lines) * form.size * LEADING
            room = Bbox.from_bounds(
                left, sheet.height - middle - tall / 2, form.text_width(label.lines), tall
            )
            renderer.words.append(Words(" ".join(label.lines), room, form.size, label.colour))


def faults(renderer: SheetRenderer) -> Iterator[str]:
    """What cannot be read on a chart that was drawn, a sentence each."""
    sheet = Bbox.from_extents(
        -OVERLAP, -OVERLAP, renderer.sheet.width + OVERLAP, renderer.sheet.height + OVERLAP
    )
    yield from renderer.refused
    behind = _colour_behind(renderer)
    for words in renderer.words:
        if words.size < LEAST_SIZE:
            yield f"the words '{words.text}' are smaller than {LEAST_SIZE} pixels."
        if not (sheet.contains(*words.room.min) and sheet.contains(*words.room.max)):
            yield f"the words '{words.text}' reach beyond the chart's edge. Shorten them."
        if contrast(words.colour, behind(words.room)) < LEAST_OF_WORDS:
            yield f"the words '{words.text}' hardly stand out from what is behind them."
    rooms = [(*numpy.asarray(words.room).ravel().tolist(), words.text) for words in renderer.words]
    ordered = sorted(rooms, key=lambda room: room[0])
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other[0] > one[2]:
                break
            if _overlap(one[:4], other[:4]):
                yield f"the words '{one[4]}' and '{other[4]}' cover each other. Make room."


def _colour_behind(renderer: SheetRenderer) -> Callable[[Bbox], str]:
    """What gives the colour of the shape that lies last beneath the middle of a place."""
    rooms = numpy.array([room.extents for room, _ in renderer.shapes]).reshape(-1, 4)
    colours = [colour for _, colour in renderer.shapes]

    def behind(place: Bbox) -> str:
        (left, foot), (right, head) = place.get_points().tolist()
        across, up = (left + right) / 2, (foot + head) / 2
        beneath = (
            (rooms[:, 0] <= across) & (rooms[:, 2] >= across) & (rooms[:, 1] <= up) & (rooms[:, 3] >= up)
        )
        return colours[beneath.nonzero()[0][-1]] if beneath.any() else PAPER

    return behind


def _overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two rooms, each from left and foot to right and head, cover each other."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > OVERLAP and down > OVERLAP + (one[3] - one[1]) * 0.2


def _wrapped(names: Sequence[str], axis: Axis, room: float) -> list[str]:
    """Names in lines that take no more than so many pixels."""
    labels = axis.get_ticklabels()
    size = float(labels[0].get_fontsize()) if labels else LEAST_SIZE
    if labels and labels[0].get_rotation():
        room = ROOM_TURNED
    letters = max(int(room / (size * LETTER)), LEAST_LETTERS)
    return ["\n".join(textwrap.wrap(name, letters, break_long_words=False)) for name in names]


def _lines(form: Form, name: LineName) -> list[str]:
    return form.wrap(name.name, form.right - PAD)
