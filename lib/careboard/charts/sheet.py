"""A sheet to draw on, in pixels, and the accessible SVG that comes of it.

matplotlib's renderer draws, with no pyplot state. What it draws is written again in short form: colours become the
page's own (so that dark mode works), there is no date and no identifier but the two of the alternative text, so several
charts in one page never collide and the same figures give the same bytes.
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
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform
from matplotlib.typing import CapStyleType

COLOURS = {
    "#0b0c0c": "--ink",
    "#505a5f": "--soft",
    "#b1b4b6": "--line",
    "#1d70b8": "--accent",
    "#9a4a00": "--beside",
    "#ffffff": "--paper",
    "#bcd5ea": "--pale",
}
INK, SOFT, LINE, ACCENT, BESIDE, PAPER, PALE = COLOURS
OUTSIDE = {INK: "currentColor", SOFT: "currentColor"}  # where there is no page around the chart, as in JupyterLab
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
DROPPED = {"stroke-linejoin", "stroke-dashoffset"}
LETTER = 0.56  # the width of an average letter, as a share of the type size
BASELINE = 1556 / 2048 / 2  # how far the baseline of words lies below their middle, as a share of the type size: half the ascender of DejaVu Sans
DOTTED = (0, (1.5, 2.5))
PATH = "path"
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
Align = Literal["left", "center", "right"]
Dash = Literal["-"] | tuple[float, tuple[float, ...]]
CURVED = re.compile("[CQ]")
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Form:
    """One of the two forms of a chart: its width, type size and right margin in pixels."""

    name: str
    width: int
    size: float
    right: int

    def wrapped(self, text: str, room: float) -> list[str]:
        """The text in lines that fit into so many pixels."""
        return textwrap.wrap(text, max(6, int(room / (self.size * LETTER))), break_long_words=False) or [""]


WIDE = Form("wide", 720, 13, 160)
NARROW = Form("narrow", 300, 12.5, 92)


@dataclass(frozen=True)
class Chart:
    """A finished chart: the finding is its title, the alternative text is inside both forms."""

    finding: str
    subtitle: str
    title: str
    description: str
    wide: str
    narrow: str

    def _repr_html_(self) -> str:
        caption = f"<figcaption>{escape(self.finding)} <span>{escape(self.subtitle)}</span></figcaption>"
        return f'<figure class="chart">{caption}<div class="wide">{self.wide}</div><div class="narrow" hidden>{self.narrow}</div></figure>'

    __html__ = _repr_html_

    def __repr__(self) -> str:
        return f"{self.finding}\n{self.description}"


class Sheet:
    """A blank sheet; x runs to the right and y downwards, both in pixels. What is put on it later lies on top.

    Lines and areas are matplotlib's, drawn at once: making an artist of each would take most of a chart's time. Words are
    set by the reader's browser, so they are told as they will stand.
    """

    def __init__(self, width: float, height: float):
        self.width, self.height = width, height
        self._drawn = io.StringIO()
        self._renderer = RendererSVG(width, height, self._drawn, metadata=NO_METADATA)
        self._marks: list[str] = []  # in the order in which they lie: words as they stand, and PATH for what the renderer has

    def _path(self, path: Path, colour: str, width: float, fill: str | None = None, dash: Dash = "-", cap: CapStyleType = "butt") -> None:
        look = self._renderer.new_gc()
        look.set_foreground(colour)
        look.set_linewidth(width)
        look.set_capstyle(cap)
        if dash != "-":
            look.set_dashes(dash[0], [part * width for part in dash[1]])
        path.should_simplify = False
        self._renderer.draw_path(look, path, IdentityTransform(), None if fill is None else to_rgb(fill))
        self._marks.append(PATH)

    def line(self, xs: list[float], ys: list[float], colour: str = ACCENT, width: float = 2, dash: Dash = "-") -> None:
        """A line through points; a missing y leaves a gap."""
        self._path(Path([(x, self.height - y) for x, y in zip(xs, ys, strict=True)]), colour, width, dash=dash)

    def dot(self, x: float, y: float, radius: float = 4, colour: str = ACCENT) -> None:
        self._path(Path([(x, self.height - y)] * 2), colour, 2 * radius, cap="round")

    def bar(self, x: float, y: float, width: float, height: float, colour: str = ACCENT) -> None:
        """A filled bar from its left top corner."""
        low, high = self.height - y - height, self.height - y
        self._path(Path([(x, low), (x + width, low), (x + width, high), (x, high), (x, low)], closed=True), colour, 0, fill=colour)

    def squares(self, places: list[tuple[float, float]], half: float, colour: str = ACCENT) -> None:
        """Hollow squares, all in one path; what lies behind them is covered."""
        corners = [(x + right, self.height - y + up) for x, y in places for right, up in ((-half, -half), (half, -half), (half, half), (-half, half), (0, 0))]
        codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(places)
        self._path(Path(corners, codes), colour, 1.8, fill=PAPER)

    def text(self, x: float, y: float, words: str, size: float, colour: str = INK, align: Align = "left", bold: bool = False) -> None:
        """Words, their middle at height y."""
        look = f"{'font-weight:700;' if bold else ''}font-size:{size:g}px;text-anchor:{ANCHORS[align]};fill:{colour}"
        self._marks.append(f'<text x="{_rounded(f"{x:f}")}" y="{_rounded(f"{y + BASELINE * size:f}")}" style="{_style(look)}">{escape(words)}</text>')

    def rules(self, ends: Sequence[tuple[float, float, float, float]], colour: str, width: float) -> None:
        """Straight lines of one look, each from an x and a y to an x and a y, all in one path."""
        xs, ys = ([place for rule in ends for place in (rule[start], rule[start + 2], math.nan)] for start in (0, 1))
        self.line(xs, ys, colour, width)

    def lines(self, x: float, y: float, several: list[str], size: float, **how) -> None:
        """Several lines of words, their block's middle at height y."""
        for index, words in enumerate(several):
            self.text(x, y + (index - (len(several) - 1) / 2) * size * 1.2, words, size, **how)

    def svg(self, ident: str, title: str, description: str) -> str:
        """The sheet as an accessible SVG, with a role, a title and a description; ident must be the only one of its kind on a page."""
        self._renderer.finalize()
        paths = (_short(element) for element in ElementTree.fromstring(self._drawn.getvalue()).iter(f"{SVG}path"))
        marks = "".join(next(paths) if mark == PATH else mark for mark in self._marks)
        return (
            f'<svg viewBox="0 0 {self.width:g} {self.height:g}" role="img" aria-labelledby="{ident}-title {ident}-desc">'
            f'<title id="{ident}-title">{escape(title)}</title><desc id="{ident}-desc">{escape(description)}</desc>{marks}</svg>'
        )


def both(draw: Callable[[Form], Sheet], ident: str, title: str, description: str) -> dict[str, str]:
    """The wide and the narrow form of a chart, each as an accessible SVG."""
    return {form.name: draw(form).svg(f"{ident}-{form.name}", title, description) for form in (WIDE, NARROW)}


def _short(path: ElementTree.Element) -> str:
    """A path with its place and its look, and nothing else."""
    points = re.sub(r"\s*([A-Z])\s*", r"\1", path.get("d", "").strip())
    points = points if CURVED.search(points) else points.replace("L", " ")  # points after M are lines without being told so
    return f'<path d="{_rounded(points)}" style="{_style(path.get("style", ""))}"/>'


@lru_cache(maxsize=256)
def _style(style: str) -> str:
    """A style with the page's colours in place of fixed ones."""
    pairs = [part.split(":", 1) for part in style.split(";") if ":" in part]
    kept = [(name.strip(), value.strip()) for name, value in pairs if name.strip() not in DROPPED and value.strip() not in ("square", "start")]
    return ";".join(f"{name}:var({COLOURS[value]},{OUTSIDE.get(value, value)})" if value in COLOURS else f"{name}:{value}" for name, value in kept)


def _rounded(numbers: str) -> str:
    return re.sub(r"-?\d+\.\d+", lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), numbers)
