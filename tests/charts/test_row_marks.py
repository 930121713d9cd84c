"""The small pictures of a row: where a line breaks, what an axis shows, and when there is none."""

import re

import pytest

from careboard.charts.marks import Mark, Measure
from careboard.charts.row_marks import WIDTH_OF_AXIS, Lettered, axis_marks, axis_of, sparkline

SHARE = Measure("in_time", "In time", "North", "October 2019", "%")
NAN = float("nan")


def points(*values):
    return [
        Mark(str(place), value, "hidden" if value is None else "shown") for place, value in enumerate(values)
    ]


def letters(svg):
    """Each letter with where its middle lies."""
    return [(word, float(x)) for x, word in re.findall(r'<text x="([\d.]+)".*?>(\w+)</text>', svg)]


def test_a_point_that_is_not_shown_breaks_the_line():
    whole, broken = sparkline(SHARE, points(80, 81, 82, 83)), sparkline(SHARE, points(80, 81, None, 82, 83))
    assert whole.count("M") + 1 == broken.count("M")


@pytest.mark.parametrize(
    ("values", "drawn"), [((80, 81, None, None, None), False), ((80, 81, None, None), True)]
)
def test_a_line_of_which_most_is_hidden_is_not_drawn(values, drawn):
    assert bool(sparkline(SHARE, points(*values))) is drawn


def test_a_hidden_last_point_has_no_dot():
    assert sparkline(SHARE, points(80, 81, 82)).count("stroke-linecap:round") == 1
    assert sparkline(SHARE, points(80, 81, None)).count("stroke-linecap:round") == 0


def test_a_threshold_is_dashed_and_limits_take_its_place():
    dashed = sparkline(SHARE, points(80, 81), threshold=85)
    assert dashed.count("stroke-dasharray") == 1
    limits = sparkline(SHARE, points(80, 81), threshold=85, limits=([70, 70], [90, 90]))
    assert "stroke-dasharray" not in limits and limits.count("<path") == 4


def test_letters_stand_in_the_order_of_their_figures_and_cover_no_other():
    others = [Lettered("E", 83.1), Lettered("R", 83.2), Lettered("S", 70.0)]
    svg = axis_marks(axis_of(SHARE, [80, 83.1, 83.2, 70.0]), 80, others)
    found = sorted(letters(svg), key=lambda told: told[1])
    assert [letter for letter, _ in found] == ["S", "E", "R"]
    assert found[2][1] - found[1][1] >= 11 and found[2][1] <= WIDTH_OF_AXIS


def test_what_is_not_like_for_like_is_pale_and_a_missing_figure_has_no_letter():
    along = axis_of(SHARE, [80, 90])
    svg = axis_marks(along, 80, [Lettered("E", 90, like=False), Lettered("R", NAN)])
    assert letters(svg) == [("E", pytest.approx(along.at(90), abs=1))] and "font-weight:700" not in svg
    assert axis_marks(along, 80, [Lettered("R", NAN)]) == ""


def test_a_figure_that_is_not_shown_has_no_dot_on_the_axis():
    along = axis_of(SHARE, [90])
    assert "stroke-linecap:round" in axis_marks(along, 90, [Lettered("E", 90)])
    assert "stroke-linecap:round" not in axis_marks(along, NAN, [Lettered("E", 90)])
    assert axis_of(SHARE, [NAN]) is None
