"""A matplotlib figure drawn on a sheet of the suite: its lines as short paths, its words as real text.

The room that words take is reckoned from their letters, as the suite's own charts do, and not measured with a
font: so the same figure gives the same bytes on every machine, and no font is read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy
from matplotlib.backend_bases import FigureCanvasBase, GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, Transform

from careboard.charts.colours import LEAST_OF_MARKS, contrast
from careboard.charts.svg import LETTER, PAPER, SOFT, Align, Dash, Sheet

ASCENT, DESCENT = 0.78, 0.22  # of words above and below the line that they stand on, in type sizes
# DejaVu Sans's typographic ascender, descender and line gap, as shares of the type size
FONT_HEIGHTS = (1556 / 2048, 492 / 2048, 410 / 2048)
BOLD, BOLD_WIDER = 600, 1.06  # from which weight on letters are bold, and how much wider they are
WIDE_LETTERS, WIDER = "%@mMWG", 0.5  # letters that take more room than an average one, by how many letters
KEPT_GROUP = "keeps-its-colours"  # of cells whose words could not be read in other ones
NEARLY_BLACK = (0.0, 0.0, 1 / 255)
EDGE = 1.0  # of a shape that has no line around it, in pixels
CIRCLE_POINTS = len(numpy.asarray(Path.unit_circle().vertices))
NO_PICTURE = (
    "the chart holds a picture, which cannot be read aloud and does not follow dark mode. Draw shapes in its"
    " place: seaborn.heatmap or axes.pcolormesh for axes.imshow."
)
NO_MATHEMATICS = (
    "words between two dollar signs are set as mathematics, which is no real text. Write them in full, and"
    ' the numbers of an axis with axes.yaxis.set_major_formatter("{x:,.0f}").'
)
NO_HATCHING = "a shape is hatched, which a page cannot show. Name the shapes, or give each its own colour."


class Words(NamedTuple):
    """Words as they stand on the sheet: their room in pixels, y upwards, their size and their colour."""

    text: str
    room: Bbox
    size: float
    colour: str


class SheetRenderer(RendererBase):
    """Draws on a sheet, at a pixel to the point.

    Attributes:
        words: all that was written, in its order.
        shapes: each filled shape, its room and its colour, in its order.
        refused: why something was left out, once each.
    """

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.words: list[Words] = []
        self.shapes: list[tuple[Bbox, str]] = []
        self.refused: dict[str, None] = {}
        self._aligned: Align = "center"

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The sheet's size in pixels."""
        return self.sheet.width, self.sheet.height

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        """The room of a line of words."""
        size = prop.get_size_in_points()
        letters = len(s) + WIDER * sum(map(s.count, WIDE_LETTERS))
        width = letters * size * LETTER * (BOLD_WIDER if _is_bold(prop) else 1)
        return width, size * (ASCENT + DESCENT), size * DESCENT

    def _get_font_height_metrics(self, prop: Any) -> tuple[float, float, float]:
        """How far a font reaches above and below the line, and the gap between its lines, for matplotlib.

        Those of DejaVu Sans, on every machine. matplotlib would look for the font and read its tables anew
        for each word, which takes 0.3 s of a page of three heat maps. Where a version of matplotlib does not
        ask for this, it does so: that is the plain way, and tests/plots/test_renderer.py holds the two equal.
        """
        size = prop.get_size_in_points()
        ascent, descent, gap = (size * part for part in FONT_HEIGHTS)
        return ascent, descent, gap

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Note how words of several lines are aligned: matplotlib hands on their lines one by one."""
        self.sheet.keeps_colours = gid == KEPT_GROUP
        if s == "text":
            self._aligned = "left" if gid == "left" else "right" if gid == "right" else "center"

    def close_group(self, s: str) -> None:
        """After a group that keeps its colours come those that do not."""
        self.sheet.keeps_colours = False

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None
    ) -> None:
        """A line, or a filled shape, cut off at the edge of its axes."""
        if gc.get_hatch():
            self.refused[NO_HATCHING] = None
        fill, line = _seen(gc, rgbFace), _seen(gc, gc.get_rgb())
        if fill and not any(fill[:3]):  # matplotlib leaves black out, since it is what SVG fills with
            fill = (*NEARLY_BLACK, fill[3])
        if line and to_hex(line) == PAPER:  # an edge that nobody sees: seaborn's around bars and arrows
            line = to_rgba(SOFT) if fill is None else None
        width = gc.get_linewidth() if line else 0
        if fill is None and not width:
            return
        path = _within(transform.transform_path(path), gc.get_clip_rectangle(), fill is not None)
        points = numpy.asarray(path.vertices, dtype=float)
        if not numpy.isfinite(points).all(axis=1).any():
            return
        if fill is not None and len(points) == CIRCLE_POINTS and path.codes is not None:
            left, foot, right, head = _hull(path)
            middle = (left + right) / 2, self.sheet.height - (foot + head) / 2
            self.sheet.dot(*middle, (right - left) / 2, to_hex(fill))
            return
        if fill is not None:
            self.shapes.append((path.get_extents(), on_paper(fill)))
            if (
                not width and fill[3] == 1
            ):  # a shape keeps its edge where a reader's own colours take its fill
                line, width = to_rgba(fill if contrast(fill, PAPER) >= LEAST_OF_MARKS else SOFT), EDGE
        offset, parts = gc.get_dashes()
        lengths = [] if parts is None or not width else [float(part) / width for part in numpy.asarray(parts)]
        dash: Dash = (offset, tuple(lengths)) if lengths else "-"
        self.sheet.path(path, line or "#000000", width, fill, dash, gc.get_capstyle())

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """A line of words, held where it is aligned, so that a narrower font keeps its place."""
        if ismath:
            self.refused[NO_MATHEMATICS] = None
            return
        width, _, _ = self.get_text_width_height_descent(s, prop, ismath)
        align: Align = mtext.get_ha() if mtext is not None else self._aligned
        along = {"left": 0.0, "center": width / 2, "right": width}[align]
        turned, size = math.radians(angle), prop.get_size_in_points()
        x, y = x + along * math.cos(turned), y - along * math.sin(turned)
        colour = to_hex(gc.get_rgb())
        self.sheet.words(x, y, s, size, colour, align, _is_bold(prop), angle)
        corners = numpy.array([(-along, -size * DESCENT), (width - along, size * ASCENT)])
        turn = Affine2D().rotate(turned).translate(x, self.sheet.height - y)
        self.words.append(Words(s, Bbox(corners).transformed(turn), size, colour))

    def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None) -> None:
        """Refuse a picture."""
        self.refused[NO_PICTURE] = None

    def draw_gouraud_triangles(self, gc: Any, triangles_array: Any, colors_array: Any, trans: Any) -> None:
        """Refuse shaded triangles, which are a picture."""
        self.refused[NO_PICTURE] = None


class SheetCanvas(FigureCanvasBase):
    """A figure's canvas whose room for words is that of the sheet."""

    def get_renderer(self) -> SheetRenderer:
        """A renderer to measure with, on a sheet that nobody sees."""
        return SheetRenderer(Sheet(*self.figure.bbox.size))


def draw(figure: Figure) -> SheetRenderer:
    """Draw a figure at its size, 72 dots to the inch."""
    renderer = SheetRenderer(Sheet(*figure.bbox.size))
    figure.draw(renderer)
    return renderer


def on_paper(colour: tuple[float, float, float, float]) -> str:
    """What a colour that can be seen through looks like on white."""
    red, green, blue, alpha = (float(part) for part in colour)
    mixed = [min(max(part * alpha + 1 - alpha, 0.0), 1.0) for part in (red, green, blue)]
    return to_hex((mixed[0], mixed[1], mixed[2]))


def _seen(gc: GraphicsContextBase, colour: Any) -> tuple[float, float, float, float] | None:
    """A colour with how far it can be seen through; None for one that cannot be seen."""
    if colour is None:
        return None
    red, green, blue, alpha = to_rgba(colour)
    alpha = gc.get_alpha() if gc.get_forced_alpha() else alpha
    return (red, green, blue, alpha) if alpha else None


def _within(path: Path, edge: Any, filled: bool) -> Path:
    """A path without what lies outside the axes."""
    if edge is None or not len(numpy.asarray(path.vertices)):
        return path
    if _lies_within(_hull(path), edge) or _lies_within([*path.get_extents().extents], edge):
        return path
    if filled:
        return path.clip_to_bbox(edge)
    return path.cleaned(remove_nans=True, clip=(edge.x0, edge.y0, edge.x1, edge.y1))


def _hull(path: Path) -> list[float]:
    """Left, foot, right and head of a path's points, those that draw its curves included.

    A path lies within them, and a circle reaches to them: to work out how far curves reach takes ten times as
    long.
    """
    points = numpy.asarray(path.vertices, dtype=float)
    return [*points.min(axis=0).tolist(), *points.max(axis=0).tolist()]


def _lies_within(room: Sequence[float], edge: Any) -> bool:
    """Whether what reaches from left and foot to right and head lies within an edge, but for a pixel."""
    left, foot, right, head = room
    return bool(edge.x0 - 1 <= left and right <= edge.x1 + 1 and edge.y0 - 1 <= foot and head <= edge.y1 + 1)


def _is_bold(prop: Any) -> bool:
    weight = prop.get_weight()
    return weight in ("bold", "heavy", "black") or (isinstance(weight, int) and weight >= BOLD)
