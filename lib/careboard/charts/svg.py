"""A sheet to draw on, in pixels, and the accessible SVG that comes of it.

Lines and areas are matplotlib's paths, cleaned and cut by matplotlib, and written in short form: colours
become the page's own (so that dark mode works), there is no date and no identifier but the two of the
alternative text, so several charts in one page never collide and the same figures give the same bytes.

No artist is made of a mark and no renderer writes it: its path is written at once, and words as they stand.
Measured on the 93 charts of three of the sample's pages, both forms of each: 1.9 ms a chart, 3.7 ms by
matplotlib's SVG renderer, over ten times as much by artists on a Figure. tests/charts/test_svg.py has those.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Literal

from matplotlib.colors import to_hex, to_rgba
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from matplotlib.typing import CapStyleType, ColorType

from careboard.charts.path_text import path_text

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
LETTER = 0.56  # the width of an average letter, as a share of the type size
# from the middle of words down to their baseline, as a share of the type size: half DejaVu Sans's ascender
BASELINE = 1556 / 2048 / 2
LEADING = 1.2  # of a line of words among its own, as a share of the type size
FOOT_NOTE_SIZE = 11.5  # pixels
SQUARE_EDGE = 1.8  # pixels
DOTTED = (0, (1.5, 2.5))
KEPT = ("#000001", "#fffffe")  # ink and paper that stay so on a dark page
ANCHORS = {"center": "middle", "right": "end"}  # words run on from their place where nothing else is said
Align = Literal["left", "center", "right"]
Rgba = tuple[float, float, float, float]
Dash = Literal["-"] | tuple[float, tuple[float, ...]]
HEX = re.compile("#[0-9a-f]{6}")


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
        self._box = f'viewBox="0 0 {width:g} {height:g}"'
        self._downwards = Affine2D().scale(1, -1).translate(0, height)
        self._marks: list[str] = []  # in the order in which they lie
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
        edge = (0.0, 0.0, self.width, self.height) if fill is None else None
        parts = () if dash == "-" else tuple(part * width for part in dash[1])
        area = None if fill is None else to_rgba(fill)
        look = _look(to_rgba(colour), float(width), area, parts, cap, self.keeps_colours)
        self._marks.append(f'<path d="{path_text(path, self._downwards, edge)}" style="{look}"/>')

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
        style = _look_of_words(size, colour, align, bold)
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

    def picture(self) -> str:
        """The sheet as a small picture beside words that say the same; nothing is drawn after it."""
        return f'<svg {self._box} aria-hidden="true">{"".join(self._marks)}</svg>'

    def svg(self, ident: str, title: str, description: str) -> str:
        """The sheet as an accessible SVG, with a role, a title and a description; nothing is drawn after it.

        Args:
            ident: must be the only one of its kind on a page.
            title: what the chart is called.
            description: its alternative text.
        """
        return (
            f'<svg {self._box} role="img" aria-labelledby="{ident}-title {ident}-desc">'
            f'<title id="{ident}-title">{escape(title)}</title>'
            f'<desc id="{ident}-desc">{escape(description)}</desc>{"".join(self._marks)}</svg>'
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


@lru_cache(maxsize=256)
def _look(
    colour: Rgba,
    width: float,
    fill: Rgba | None,
    dash: tuple[float, ...],
    cap: CapStyleType,
    kept: bool,
) -> str:
    """How a path looks, as a style; black is left out of what fills it, since SVG fills with black."""
    look = {}
    if fill is None:
        look["fill"] = "none"
    else:
        look |= {"fill": to_hex(fill)} if any(fill[:3]) else {}
        look |= {"fill-opacity": _short(fill[3])} if fill[3] != 1 else {}
    if dash:
        look["stroke-dasharray"] = ",".join(map(_short, dash))
    if width:
        look["stroke"] = to_hex(colour)
        look |= {"stroke-opacity": _short(colour[3])} if colour[3] != 1 else {}
        look |= {"stroke-width": _short(width)} if width != 1 else {}
        look |= {"stroke-linecap": cap} if cap == "round" else {}
    return ";".join(
        f"{name}:{value if kept else _colour(value, 'f' if name == 'fill' else 'm')}"
        for name, value in look.items()
    )


@lru_cache(maxsize=256)
def _look_of_words(size: float, colour: ColorType, align: Align, bold: bool) -> str:
    """How words look, as a style."""
    weight = "font-weight:700;" if bold else ""
    anchor = f"text-anchor:{ANCHORS[align]};" if align in ANCHORS else ""
    return f"{weight}font-size:{size:g}px;{anchor}fill:{_colour(to_hex(colour), 'm')}"


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


def _short(number: float) -> str:
    """A number to six decimals at most."""
    return f"{number:f}".rstrip("0").rstrip(".")
