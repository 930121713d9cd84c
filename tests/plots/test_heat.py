"""The heat map's comparisons, worked by hand, and the map where names are alike or nothing is shown."""

import pandas
import pytest
from matplotlib import pyplot

from careboard.errors import WrongUse
from careboard.plots.heat import comparison, finding, heat_map

NAMED = ["indicator", "measure", "area", "area_name"]
# measure, area, value, good, threshold, england, rest
WORKED = [
    ("late", "Late visits", "north", "North", 12.0, "low", 10.0, 15.0, "higher"),
    ("late", "Late visits", "south", "South", 8.5, "low", 10.0, 15.0, "lower"),
    ("seen", "Children seen", "north", "North", 91.0, "high", 85.0, None, "cannot be told apart"),
    ("seen", "Children seen", "south", "South", None, "high", None, None, ""),
]


def frame() -> pandas.DataFrame:
    rows = pandas.DataFrame(
        WORKED,
        columns=[
            "indicator",
            "measure",
            "area",
            "area_name",
            "value",
            "good",
            "threshold",
            "england",
            "rest",
        ],
    )
    rows["state"] = ["shown", "shown", "shown", "hidden"]
    rows["written"] = ["12%", "8.5%", "91%", "[c]"]
    return rows.assign(breakdown="total", window="month", leads=True, relation=["own", "below"] * 2)


def words(axes) -> dict[tuple[int, int], str]:
    return {tuple(int(part) for part in text.get_position()): text.get_text() for text in axes.texts}


def test_ahead_is_the_good_side_whether_high_or_low_is_good():
    rows = comparison(frame(), "threshold")
    assert rows["ahead"].to_list()[:3] == [-2.0, 1.5, 6.0] and rows["ahead"].isna().to_list()[3]


def test_england_and_the_rest_are_told_for_the_measures_that_have_them_alone():
    assert comparison(frame(), "england")["ahead"].to_list() == [3.0, 6.5]
    assert comparison(frame(), "rest")["ahead"].to_list() == [-1.0, 1.0]


def test_a_cell_says_its_distance_and_a_hidden_one_its_symbol():
    rows = comparison(frame(), "threshold")
    told = words(heat_map(rows, "threshold"))
    assert told == {(0, 0): "−2.0", (1, 0): "+1.5", (0, 1): "+6.0", (1, 1): "[c]"}
    signs = words(heat_map(comparison(frame(), "rest"), "rest"))
    assert signs == {(0, 0): "▼", (1, 0): "▲"}


def test_two_areas_of_one_name_have_a_column_each():
    rows = comparison(frame().assign(area_name="Middleton"), "threshold")
    axes = heat_map(rows, "threshold")
    assert [label.get_text() for label in axes.get_xticklabels()] == ["Middleton", "Middleton"]
    assert len(words(axes)) == 4


def test_the_furthest_behind_is_named_with_its_figure_and_nothing_behind_is_said():
    assert finding(comparison(frame(), "threshold"), "threshold") == (
        "Furthest behind its threshold for Good: Late visits, North (12%)"
    )
    assert finding(comparison(frame(), "england"), "england") == "No figure is behind England's figure"


def test_nothing_to_compare_gives_an_empty_map_and_an_unknown_comparison_the_nearest_name():
    assert words(heat_map(comparison(frame().iloc[:0], "threshold"), "threshold")) == {}
    with pytest.raises(WrongUse, match="Did you mean 'england'"):
        comparison(frame(), "englan")
    pyplot.close("all")
