"""A sheet's marks lie where matplotlib's own artists would put them: what is fast has a plain counterpart."""

from __future__ import annotations

import io
import re

from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from careboard.charts.svg import (
    ACCENT,
    COLOUR_NAMES,
    COLOURS_WITHOUT_PAGE,
    DOTTED,
    PAPER,
    SOFT,
    SQUARE_EDGE,
    Sheet,
)

WIDTH, HEIGHT = 300, 120  # pixels
XS, YS = [10.0, 60.0, 110.0, 160.0, 210.0], [100.25, 40.5, float("nan"), 70.0, 20.75]
LEAVING = [-40.0, 150.0, 420.0], [30.0, 110.5, 10.0]
CURVED, PALE_INK = Path.circle((90.5, 60.25), 21.3), "#0b0c0c80"
NAMED = {f"var({name},{COLOURS_WITHOUT_PAGE.get(hue, hue)})": hue for hue, name in COLOUR_NAMES.items()}
LEFT = ("stroke-linejoin", "stroke-dashoffset")
SQUARES, HALF = [(60.0, 40.5), (210.0, 20.75)], 4.2


def coordinates(svg: str) -> list[list[float]]:
    """The numbers of each path, to one decimal, in drawing order."""
    paths = (re.findall(r"-?[\d.]+", d) for d in re.findall(r'<path d="([^"]+)"', svg))
    return [[round(float(number), 1) for number in numbers] for numbers in paths]


def looks(svg: str) -> list[dict[str, str]]:
    """How each path looks, in drawing order, with colours for the page's own names of them.

    Left out is what a page's style leaves to the browser: square ends of lines, and how corners are joined.
    """
    found = []
    for style in re.findall(r'<path d="[^"]+"(?: clip-path="[^"]+")? style="([^"]+)"', svg):
        pairs = (pair.split(":") for pair in re.sub(r"\s", "", style).split(";"))
        named = {name: NAMED.get(value, value) for name, value in pairs}
        found.append({name: value for name, value in named.items() if name not in LEFT and value != "square"})
    return found


def drawn_by_sheet() -> str:
    """A line with a gap, a bar, a dot, hollow squares, a line that leaves the sheet, a pale curved shape."""
    sheet = Sheet(WIDTH, HEIGHT)
    sheet.line(XS, YS)
    sheet.bar(20, 50, 80.5, 16)
    sheet.dot(160, 70, 5)
    sheet.squares(SQUARES, HALF)
    sheet.line(*LEAVING, SOFT, 1, DOTTED)
    sheet.path(CURVED, PALE_INK, 0.5, fill="#9a4a0040")
    return sheet.svg("x", "title", "description")


def drawn_by_artists() -> str:
    """The same marks as artists on a figure of the same size: a point a pixel, y upwards from the foot."""
    corners = [
        (x + right, HEIGHT - y + up)
        for x, y in SQUARES
        for right, up in ((-HALF, -HALF), (HALF, -HALF), (HALF, HALF), (-HALF, HALF), (-HALF, -HALF))
    ]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(SQUARES)
    artists: list[Artist] = [
        Line2D(XS, [HEIGHT - y for y in YS], color=ACCENT, linewidth=2, solid_capstyle="projecting"),
        Rectangle((20, HEIGHT - 50 - 16), 80.5, 16, color=ACCENT, linewidth=0),
        Line2D([160, 160], [HEIGHT - 70] * 2, color=ACCENT, linewidth=10, solid_capstyle="round"),
        PathPatch(Path(corners, codes), facecolor=PAPER, edgecolor=ACCENT, linewidth=SQUARE_EDGE),
        Line2D(LEAVING[0], [HEIGHT - y for y in LEAVING[1]], color=SOFT, linewidth=1, linestyle=DOTTED),
        PathPatch(CURVED, facecolor="#9a4a0040", edgecolor=PALE_INK, linewidth=0.5),
    ]
    figure, output = Figure(figsize=(WIDTH / 72, HEIGHT / 72), dpi=72), io.StringIO()
    figure.patch.set_visible(False)
    for order, artist in enumerate(artists):
        artist.set_zorder(order)
        artist.set_transform(IdentityTransform())
        figure.add_artist(artist)
    with rc_context({"path.simplify": False}):
        figure.savefig(output, format="svg", metadata={"Date": None})
    return output.getvalue()


def test_a_sheet_draws_the_paths_that_plain_artists_draw() -> None:
    fast, plain = coordinates(drawn_by_sheet()), coordinates(drawn_by_artists())
    assert len(fast) == 6
    assert fast == plain


def test_its_marks_look_as_those_of_plain_artists() -> None:
    fast, plain = looks(drawn_by_sheet()), looks(drawn_by_artists())
    assert len(fast) == 6
    assert fast == plain
