"""A chart drawn on the suite's sheet is the chart that matplotlib's own SVG would hold."""

import io
import re

import pytest
import seaborn
from matplotlib import pyplot
from support.small_edition import IN_TIME

from careboard.charts.theme import PIXELS_TO_THE_INCH
from careboard.plots.renderer import SheetRenderer, draw

POINTS = re.compile(r"-?\d+(?:\.\d+)?")


def paths(svg: str, least: int) -> list[list[float]]:
    """The numbers of each path of so many points or more."""
    found = [[float(part) for part in POINTS.findall(data)] for data in re.findall(r'\sd="([^"]*)"', svg)]
    return [numbers for numbers in found if len(numbers) >= 2 * least]


def test_lines_lie_where_matplotlibs_own_svg_has_them(page):
    data = page.figures(IN_TIME).query("window == 'month' and breakdown == 'total' and area == 'north'")
    figure, axes = pyplot.subplots(layout="none")
    seaborn.lineplot(data.dropna(subset=["value"]), x="date", y="value", errorbar=None, ax=axes)
    figure.set_dpi(PIXELS_TO_THE_INCH)
    ours = draw(figure).sheet.svg("x", "title", "description")
    out = io.StringIO()
    with pyplot.rc_context({"svg.fonttype": "none", "path.simplify": False}):
        figure.savefig(out, format="svg", dpi=PIXELS_TO_THE_INCH)
    own = re.sub(r"<defs>.*?</defs>", "", out.getvalue(), flags=re.DOTALL)  # letters and marks of ticks
    [line] = paths(ours, 10)
    assert any(line == pytest.approx(other, abs=0.06) for other in paths(own, 10))  # a page has one decimal


def test_words_stand_where_matplotlib_puts_them_by_the_font_that_it_brings_along(monkeypatch):
    figure, axes = pyplot.subplots(layout="none")
    axes.set_title("Two lines\nof a title", fontfamily="DejaVu Sans", fontsize=15)
    axes.text(0.4, 0.6, "three\nlines, turned\na little", family="DejaVu Sans", rotation=30, va="top")
    axes.tick_params(labelfontfamily="DejaVu Sans")
    figure.set_dpi(PIXELS_TO_THE_INCH)
    ours = draw(figure).words
    monkeypatch.delattr(SheetRenderer, "_get_font_height_metrics")
    measured = draw(figure).words
    assert [one.text for one in ours] == [one.text for one in measured]
    assert len(ours) > 5
    for one, other in zip(ours, measured, strict=True):
        assert one.room.extents == pytest.approx(other.room.extents)
