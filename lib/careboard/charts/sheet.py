"""A sheet to draw on, in pixels, and the accessible SVG that comes of it.

matplotlib draws through its object interface with no pyplot state. What it draws is written again in short form: text
stays text, colours become the page's own (so that dark mode works), there is no date and no identifier but the
two of the alternative text, so several charts in one page never collide and the same figures give the same bytes.
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
from typing import Any, Literal
from xml.etree import ElementTree

from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

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
SETTINGS: Any = {"svg.fonttype": "none", "svg.hashsalt": "careboard", "path.simplify": False, "font.family": "DejaVu Sans"}
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
DROPPED = {"font-family", "stroke-linejoin", "stroke-dashoffset"}
LETTER = 0.56  # the width of an average letter, as a share of the type size
BASELINE = 1556 / 2048 / 2  # how far the baseline of words lies below their middle, as a share of the type size: half the ascender of DejaVu Sans
DOTTED = (0, (1.5, 2.5))
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


class Words(Text):
    """Words at their baseline. A reader's browser sets them, so they are not laid out first, which would take most of a chart's time."""

    def draw(self, renderer) -> None:
        look = renderer.new_gc()
        look.set_foreground(self.get_color())
        x, y = self.get_position()
        renderer.draw_text(look, x, renderer.height - y, self.get_text(), self.get_fontproperties(), 0, mtext=self)


class Sheet:
    """A blank sheet; x runs to the right and y downwards, both in pixels. What is put on it later lies on top."""

    def __init__(self, width: float, height: float):
        self.width, self.height = width, height
        self._artists: list[Artist] = []

    def _add(self, artist: Artist) -> None:
        artist.set_transform(IdentityTransform())
        self._artists.append(artist)

    def line(self, xs: list[float], ys: list[float], colour: str = ACCENT, width: float = 2, dash: Dash = "-") -> None:
        """A line through points; a missing y leaves a gap."""
        self._add(Line2D(xs, [self.height - y for y in ys], color=colour, linewidth=width, linestyle=dash))

    def dot(self, x: float, y: float, radius: float = 4, colour: str = ACCENT) -> None:
        self._add(Line2D([x, x], [self.height - y] * 2, color=colour, linewidth=2 * radius, solid_capstyle="round"))

    def bar(self, x: float, y: float, width: float, height: float, colour: str = ACCENT) -> None:
        """A filled bar from its left top corner."""
        self._add(Rectangle((x, self.height - y - height), width, height, facecolor=colour, edgecolor="none", linewidth=0))

    def squares(self, places: list[tuple[float, float]], half: float, colour: str = ACCENT) -> None:
        """Hollow squares, all in one path; what lies behind them is covered."""
        corners = [(x + right, self.height - y + up) for x, y in places for right, up in ((-half, -half), (half, -half), (half, half), (-half, half), (0, 0))]
        codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(places)
        self._add(PathPatch(Path(corners, codes), facecolor=PAPER, edgecolor=colour, linewidth=1.8))

    def text(self, x: float, y: float, words: str, size: float, colour: str = INK, align: str = "left", bold: bool = False) -> None:
        """Words, their middle at height y. A dollar sign is a dollar sign, not mathematics."""
        self._add(Words(x, self.height - y - BASELINE * size, words, fontsize=size, color=colour, ha=align, weight="bold" if bold else "normal"))

    def rules(self, ends: Sequence[tuple[float, float, float, float]], colour: str, width: float) -> None:
        """Straight lines of one look, each from an x and a y to an x and a y, all in one path."""
        xs, ys = ([place for rule in ends for place in (rule[start], rule[start + 2], math.nan)] for start in (0, 1))
        self.line(xs, ys, colour, width)

    def lines(self, x: float, y: float, several: list[str], size: float, **how) -> None:
        """Several lines of words, their block's middle at height y."""
        for index, words in enumerate(several):
            self.text(x, y + (index - (len(several) - 1) / 2) * size * 1.2, words, size, **how)

    def svg(self, ident: str, title: str, description: str) -> str:
        """The sheet as an accessible SVG; ident must be the only one of its kind on a page."""
        drawn = io.StringIO()
        renderer = RendererSVG(self.width, self.height, drawn, metadata=NO_METADATA)
        for artist in self._artists:
            artist.draw(renderer)
        renderer.finalize()
        return _accessible(drawn.getvalue(), ident, title, description, self.width, self.height)


def both(draw: Callable[[Form], Sheet], ident: str, title: str, description: str) -> dict[str, str]:
    """The wide and the narrow form of a chart, each as an accessible SVG."""
    with rc_context(SETTINGS):
        return {form.name: draw(form).svg(f"{ident}-{form.name}", title, description) for form in (WIDE, NARROW)}


def _accessible(drawn: str, ident: str, title: str, description: str, width: float, height: float) -> str:
    """The paths and texts of a drawn SVG, with a role, a title and a description."""
    kept = [_short(element) for element in ElementTree.fromstring(drawn).iter() if element.tag in (f"{SVG}path", f"{SVG}text")]
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="{ident}-title {ident}-desc">'
        f'<title id="{ident}-title">{escape(title)}</title><desc id="{ident}-desc">{escape(description)}</desc>{"".join(kept)}</svg>'
    )


def _short(element) -> str:
    """A path or a text with its place and its look, and nothing else."""
    style = _style(element.get("style", ""))
    if element.tag == f"{SVG}path":
        path = re.sub(r"\s*([A-Z])\s*", r"\1", element.get("d", "").strip())
        return f'<path d="{_rounded(path if CURVED.search(path) else path.replace("L", " "))}" style="{style}"/>'  # points after M are lines without being told so
    return f'<text x="{_rounded(element.get("x", "0"))}" y="{_rounded(element.get("y", "0"))}" style="{style}">{escape(element.text or "")}</text>'


@lru_cache(maxsize=256)
def _style(style: str) -> str:
    """A style with the page's colours in place of fixed ones."""
    pairs = [part.split(":", 1) for part in style.split(";") if ":" in part]
    kept = [(name.strip(), value.strip()) for name, value in pairs if name.strip() not in DROPPED and value.strip() not in ("square", "start")]
    return ";".join(f"{name}:var({COLOURS[value]},{OUTSIDE.get(value, value)})" if value in COLOURS else f"{name}:{value}" for name, value in kept)


def _rounded(numbers: str) -> str:
    return re.sub(r"-?\d+\.\d+", lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), numbers)
