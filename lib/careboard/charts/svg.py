"""A sheet to draw on, in pixels, and the accessible SVG that comes of it.

matplotlib's renderer draws, with no pyplot state. What it draws is written again in short form: colours
become the page's own (so that dark mode works), there is no date and no identifier but the two of the
alternative text, so several charts in one page never collide and the same figures give the same bytes.

No artist is made of a mark: its path goes to the renderer at once, and words are written as they stand.
Measured on the 167 charts of three of the sample's pages, both forms of each: 6 ms a chart, where the same
marks as artists on a Figure, saved as SVG, take 60 to 70 ms. The plain counterpart is in
tests/charts/test_svg.py, which holds the paths of both to be the same.
"""

from __future__ import annotations

import io
import math
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Literal
from xml.etree import ElementTree

from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex, to_rgba
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform
from matplotlib.typing import CapStyleType, ColorType

COLOUR_NAMES = {
    "#0b0c0c": "--ink",
    "#505a5f": "--soft",
    "#b1b4b6": "--line",
    "#1d70b8": "--accent",
    "#9a4a00": "--beside",
    "#ffffff": "--paper",
    "#bcd5ea": "--pale",
}
INK, SOFT, LINE, ACCENT, COMPARISON, PAPER, PALE = COLOUR_NAMES
COLOURS_WITHOUT_PAGE = {INK: "currentColor", SOFT: "currentColor"}  # as in JupyterLab
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
DROPPED_STYLES = {"stroke-linejoin", "stroke-dashoffset"}
DEFAULT_STYLES = {"square", "start"}
LETTER = 0.56  # the width of an average letter, as a share of the type size
# from the middle of words down to their baseline, as a share of the type size: half DejaVu Sans's ascender
BASELINE = 1556 / 2048 / 2
LEADING = 1.2  # of a line of words among its own, as a share of the type size
FOOT_NOTE_SIZE = 11.5  # pixels
SQUARE_EDGE = 1.8  # pixels
DOTTED = (0, (1.5, 2.5))
PATH, KEPT_PATH = "path", "kept path"
KEPT = ("#000001", "#fffffe")  # ink and paper that stay so on a dark page
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
Align = Literal["left", "center", "right"]
Dash = Literal["-"] | tuple[float, tuple[float, ...]]
CURVED = re.compile("[CQ]")
HEX = re.compile("#[0-9a-f]{6}")
SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Form:
    """One of the two forms of a chart.

    Attributes:
        name: 'wide' or 'narrow'.
        width: in pixels.
        size: of type, in pixels.
        right: the right margin, in pixels.
    """

    name: str
    width: int
    size: float
    right: int

    def wrap(self, text: str, room: float) -> list[str]:
        """The text in lines that fit into so many pixels."""
        return textwrap.wrap(text, max(6, int(room / (self.size * LETTER))), break_long_words=False) or [""]

    def text_width(self, texts: Sequence[str]) -> float:
        """About how many pixels the longest of some texts takes."""
        return max(map(len, texts)) * self.size * LETTER


WIDE = Form("wide", 720, 13, 160)
NARROW = Form("narrow", 300, 12.5, 92)


class Sheet:
    """A blank sheet; x runs to the right and y downwards, both in pixels.

    What is put on it later lies on top. Lines and areas are matplotlib's, drawn at once: see the module's
    docstring. Words are set by the reader's browser, so they are written as they will stand.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._output = io.StringIO()
        self._renderer = RendererSVG(width, height, self._output, metadata=NO_METADATA)
        # in the order in which they lie: words as they stand, PATH or KEPT_PATH for what the renderer has
        self._marks: list[str] = []
        self.keeps_colours = False  # whether what is drawn now is the same on a dark page

    def path(
        self,
        path: Path,
        colour: ColorType,
        width: float,
        fill: ColorType | None = None,
        dash: Dash = "-",
        cap: CapStyleType = "butt",
    ) -> None:
        """A path of matplotlib's, whose y runs upwards from the foot of the sheet.

        Args:
            path: the path, in pixels.
            colour: of the line; a colour may be seen through.
            width: of the line, in pixels; with 0 there is none.
            fill: what is within, None for nothing.
            dash: '-', or an offset with the lengths of strokes and gaps in line widths.
            cap: how the line ends.
        """
        look = self._renderer.new_gc()
        look.set_foreground(colour)
        look.set_linewidth(width)
        look.set_capstyle(cap)
        if dash != "-":
            look.set_dashes(dash[0], [part * width for part in dash[1]])
        path.should_simplify = False
        self._renderer.draw_path(look, path, IdentityTransform(), None if fill is None else to_rgba(fill))
        self._marks.append(KEPT_PATH if self.keeps_colours else PATH)

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        colour: str = ACCENT,
        width: float = 2,
        dash: Dash = "-",
    ) -> None:
        """A line through points; a missing y leaves a gap."""
        points = [(x, self.height - y) for x, y in zip(xs, ys, strict=True)]
        self.path(Path(points), colour, width, dash=dash)

    def rules(self, ends: Sequence[tuple[float, float, float, float]], colour: str, width: float) -> None:
        """Straight lines of one look, each from an x and a y to an x and a y, all in one path."""
        xs = [x for start, _, end, _ in ends for x in (start, end, math.nan)]
        ys = [y for _, start, _, end in ends for y in (start, end, math.nan)]
        self.line(xs, ys, colour, width)

    def dot(self, x: float, y: float, radius: float = 4, colour: str = ACCENT) -> None:
        """A filled dot around its middle."""
        self.path(Path([(x, self.height - y)] * 2), colour, 2 * radius, cap="round")

    def bar(self, x: float, y: float, width: float, height: float, colour: str = ACCENT) -> None:
        """A filled bar from its left top corner."""
        low, high = self.height - y - height, self.height - y
        corners = [(x, low), (x + width, low), (x + width, high), (x, high), (x, low)]
        self.path(Path(corners, closed=True), colour, 0, fill=colour)

    def squares(self, places: Sequence[tuple[float, float]], half: float, colour: str = ACCENT) -> None:
        """Hollow squares, all in one path; what lies behind them is covered.

        Args:
            places: the middle of each, its x and y.
            half: half of a side, in pixels.
            colour: of the edge.
        """
        corners = [
            (x + right, self.height - y + up)
            for x, y in places
            for right, up in ((-half, -half), (half, -half), (half, half), (-half, half), (0, 0))
        ]
        codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(places)
        self.path(Path(corners, codes), colour, SQUARE_EDGE, fill=PAPER)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        colour: str = INK,
        align: Align = "left",
        bold: bool = False,
    ) -> None:
        """Words, their middle at height y."""
        self.words(x, y + BASELINE * size, words, size, colour, align, bold)

    def words(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        colour: ColorType = INK,
        align: Align = "left",
        bold: bool = False,
        turn: float = 0,
    ) -> None:
        """Words that stand on height y, turned to the left around that place by so many degrees."""
        weight = "font-weight:700;" if bold else ""
        style = _style(f"{weight}font-size:{size:g}px;text-anchor:{ANCHORS[align]};fill:{to_hex(colour)}")
        x_text, y_text = f"{x:.0f}", f"{y:.0f}"  # a page holds some hundred words, and each letter weighs
        turned = f' transform="rotate({-turn:g} {x_text} {y_text})"' if turn else ""
        self._marks.append(f'<text x="{x_text}" y="{y_text}"{turned} style="{style}">{escape(words)}</text>')

    def text_block(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float,
        colour: str = INK,
        align: Align = "left",
        bold: bool = False,
    ) -> None:
        """Several lines of words, their block's middle at height y."""
        for index, words in enumerate(lines):
            middle = y + (index - (len(lines) - 1) / 2) * size * LEADING
            self.text(x, middle, words, size, colour, align, bold)

    def foot_note(self, words: str, rise: float = 9) -> None:
        """Small words at the right end of the foot, their middle so many pixels above the lower edge."""
        self.text(self.width, self.height - rise, words, FOOT_NOTE_SIZE, SOFT, "right")

    def svg(self, ident: str, title: str, description: str) -> str:
        """The sheet as an accessible SVG, with a role, a title and a description; nothing is drawn after it.

        Args:
            ident: must be the only one of its kind on a page.
            title: what the chart is called.
            description: its alternative text.
        """
        self._renderer.finalize()
        root = ElementTree.fromstring(self._output.getvalue())
        paths, drawn = root.iter(f"{SVG_NAMESPACE}path"), (PATH, KEPT_PATH)
        marks = "".join(
            _short_path(next(paths), mark == KEPT_PATH) if mark in drawn else mark for mark in self._marks
        )
        box = f'viewBox="0 0 {self.width:g} {self.height:g}"'
        return (
            f'<svg {box} role="img" aria-labelledby="{ident}-title {ident}-desc">'
            f'<title id="{ident}-title">{escape(title)}</title>'
            f'<desc id="{ident}-desc">{escape(description)}</desc>{marks}</svg>'
        )


def two_forms(draw: Callable[[Form], Sheet], ident: str, title: str, description: str) -> dict[str, str]:
    """The wide and the narrow form of a chart, each as an accessible SVG, by the form's name.

    Args:
        draw: gives the finished sheet of a form.
        ident: must be the only one of its kind on a page.
        title: what the chart is called.
        description: its alternative text.
    """
    return {form.name: draw(form).svg(f"{ident}-{form.name}", title, description) for form in (WIDE, NARROW)}


def _short_path(path: ElementTree.Element, kept: bool) -> str:
    """A path with its place and its look, and nothing else."""
    points = re.sub(r"\s*([A-Z])\s*", r"\1", path.get("d", "").strip())
    if not CURVED.search(points):  # points after M are lines by themselves
        points = points.replace("L", " ")
    return f'<path d="{_rounded(points)}" style="{_style(path.get("style", ""), kept)}"/>'


@lru_cache(maxsize=256)
def _style(style: str, kept: bool = False) -> str:
    """A style with the page's colours in place of fixed ones."""
    pairs = [part.split(":", 1) for part in style.split(";") if ":" in part]
    named = [(name.strip(), value.strip()) for name, value in pairs]
    words = "text-anchor" in style
    return ";".join(
        f"{name}:{value if kept else _colour(value, 'f' if name == 'fill' and not words else 'm')}"
        for name, value in named
        if name not in DROPPED_STYLES and value not in DEFAULT_STYLES
    )


def _colour(value: str, role: str) -> str:
    """A value of a style; a colour is the page's own, with one to fall back on where there is no page.

    A colour that the page does not have is named after itself and its role, 'm' for a mark and 'f' for what
    fills a shape, so that the page can give it another value in the dark: see colours.custom_colours.
    """
    if value in KEPT:
        return value
    if value in COLOUR_NAMES:
        return f"var({COLOUR_NAMES[value]},{COLOURS_WITHOUT_PAGE.get(value, value)})"
    return f"var(--{role}{value[1:]},{value})" if HEX.fullmatch(value) else value


def _rounded(numbers: str) -> str:
    """A text whose numbers are written to one decimal at most."""
    return re.sub(r"-?\d+\.\d+", lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), numbers)
