"""Kinds of seaborn's and matplotlib's charts on a page: each published whole, or refused with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy
import pandas
import pytest
import seaborn
from matplotlib import pyplot
from plots.chart_reading import (
    GRID,
    SHARES,
    caption,
    contrast,
    covering,
    faint_lines,
    faint_words,
    forms,
    outside,
    paper,
    rule,
    table,
)
from support.small_edition import IN_TIME, PERIOD, PLANS

from careboard import open_page
from careboard.charts.colours import in_the_dark
from careboard.charts.svg import COLOUR_NAMES
from careboard.edition.edition import keep
from careboard.errors import Problem
from careboard.formatting import LISTED, SYMBOLS
from careboard.pages.page import Page
from careboard.publish.html import styles_once
from careboard.publish.sanitizer import clean

SAYS = f"Fellshire finished {{{IN_TIME}}} of assessments in time."
LATEST = "89%"  # of the county, in small_edition.FIGURES
FINDING = "Most assessments are finished in time"
LONG = "Rennick Vale, Hyndmoor and the villages of the upper Lorne"


class Drawing(NamedTuple):
    """A chart as an analyst draws it.

    Attributes:
        axes: what seaborn or matplotlib gave back.
        data: the rows that it is drawn from.
        labels: what a reader must be able to read on it.
        says: its description.
        latest: the figure that the description names.
    """

    axes: Any
    data: pandas.DataFrame
    labels: list[str]
    says: str = SAYS
    latest: str = LATEST


def months(page: Page, *areas: str) -> pandas.DataFrame:
    """The months of the share in time, all cases together, of some areas or of all around the page's."""
    frame = page.figures(IN_TIME).query("window == 'month' and breakdown == 'total'")
    return frame[frame["area"].isin(areas)] if areas else frame


def latest(page: Page) -> pandas.DataFrame:
    """The share in time of the period, area by area; one area has no cases."""
    return months(page).query(f"period == '{PERIOD}'")


def lines_of_areas(page: Page) -> Drawing:
    data = months(page)
    axes = seaborn.lineplot(data, x="date", y="value", hue="area_name")
    named = ["Fellshire 89%", "North 91%", "East 86.2%", "Central 93.6%"]
    return Drawing(axes, data, ["Oct 2019", *named])


def dots_by_area(page: Page) -> Drawing:
    data = latest(page).dropna(subset=["value"])
    axes = seaborn.scatterplot(data, x="value", y="area_name")
    return Drawing(axes, data, ["Fellshire", "North", "East", "Central"])


def bars(page: Page) -> Drawing:
    data = latest(page)
    axes = seaborn.barplot(data, x="area_name", y="value")
    return Drawing(axes, data, ["Fellshire", "North", "East", "Central", "Not allocated"])


def points(page: Page) -> Drawing:
    data = latest(page).dropna(subset=["value"])
    axes = seaborn.pointplot(data, x="value", y="area_name", errorbar=None, linestyle="none")
    return Drawing(axes, data, ["Fellshire", "North", "East", "Central"])


def boxes_of_areas(page: Page) -> Drawing:
    frame = page.figures(IN_TIME, parts=True).query("window == 'month' and breakdown == 'total'")
    data = frame[frame["area"] != "unallocated"]
    axes = seaborn.boxplot(data, x="value", y="area_name")
    names = ["Fellshire", "North", "Lornmere", "Sandhythe & Sons <b>", "East", "Rennick Vale", "Central"]
    return Drawing(axes, data, names)


def heat_map(page: Page) -> Drawing:
    frame = months(page, "county", "north", "east", "central")
    data = frame[frame["period"] > "2019-06"]
    crossed = data.pivot(index="area_name", columns="period", values="value")
    crossed.columns = ["July 2019", "August 2019", "September 2019", "October 2019"]
    pale = {"cmap": "Greys", "vmin": 0, "vmax": 400, "cbar": False}
    axes = seaborn.heatmap(crossed, annot=True, fmt=".1f", **pale)
    names = ["Fellshire", "North", "East", "Central", *crossed.columns]
    return Drawing(axes, data, [*names, "89.0", "91.0", "86.2", "93.6"])


def facets(page: Page) -> Drawing:
    data = months(page, "county", "north", "east", "central")
    shape = {"col": "area_name", "col_wrap": 2, "height": 3, "aspect": 1.6}
    grid = seaborn.relplot(data, x="date", y="value", kind="line", **shape)
    return Drawing(grid, data, ["Fellshire", "North", "East", "Central", "Oct 2019"])


def stacked_shares(page: Page) -> Drawing:
    data = page.figures(*SHARES).query("area == 'county'")
    wide = data.pivot(index="date", columns="indicator", values="value")
    _, axes = pyplot.subplots()
    axes.stackplot(wide.index, *(wide[ident] for ident in SHARES))
    axes.set_ylim(0, 95)
    middle = {"color": "white", "va": "center", "ha": "center"}
    axes.text(wide.index[-5], 30, "Foster care", **middle)
    axes.text(wide.index[-5], 64.8, "With parents", **middle)
    axes.text(wide.index[-5], 87, "Residential care", ha="center")
    labels = ["Foster care", "With parents", "Residential care", "Oct 2019"]
    return Drawing(axes, data, labels, "{fostering_share} are in foster care.", "61.1%")


def area_to_nought(page: Page) -> Drawing:
    data = months(page, "county")
    _, axes = pyplot.subplots()
    axes.fill_between(data["date"], 0, data["value"])
    return Drawing(axes, data, ["Oct 2019"])


def steps(page: Page) -> Drawing:
    data = months(page, "county")
    _, axes = pyplot.subplots()
    axes.step(data["date"], data["value"], where="mid")
    return Drawing(axes, data, ["Oct 2019"])


def words_on_it(page: Page) -> Drawing:
    data = months(page, "county")
    _, axes = pyplot.subplots()
    axes.plot(data["date"], data["value"])
    axes.annotate(
        "Highest: 89%",
        (data["date"].iloc[-1], 89),
        (data["date"].iloc[12], 88),
        arrowprops={"arrowstyle": "->", "color": "#505a5f"},
    )
    axes.text(data["date"].iloc[2], 86, "A second duty team from June")
    axes.set_ylabel("Finished in time")
    words = ["Highest: 89%", "A second duty team from June", "Finished in time"]
    return Drawing(axes, data, ["Oct 2019", *words])


def line_at_the_threshold(page: Page) -> Drawing:
    data = months(page, "county")
    _, axes = pyplot.subplots()
    axes.plot(data["date"], data["value"])
    axes.axhline(85.0, color="#505a5f", linestyle="--")
    axes.text(data["date"].iloc[0], 85.2, "Good from 85%")
    return Drawing(axes, data, ["Oct 2019", "Good from 85%"])


def rule_at_the_threshold(page: Page) -> Drawing:
    data = months(page, "county")
    _, axes = pyplot.subplots()
    axes.plot(data["date"], data["value"])
    axes.hlines(data["threshold"].max(), data["date"].min(), data["date"].max(), colors="#505a5f")
    return Drawing(axes, data, ["Oct 2019"])


def intervals(page: Page) -> Drawing:
    data = latest(page).dropna(subset=["low"])
    _, axes = pyplot.subplots()
    ends = [data["value"] - data["low"], data["high"] - data["value"]]
    axes.errorbar(data["value"], data["area_name"], xerr=ends, fmt="o", capsize=4)
    return Drawing(axes, data, ["Fellshire", "North", "East", "Central"])


def bars_of_long_names(page: Page) -> Drawing:
    edition = page._edition
    areas = edition.areas | {"east": edition.areas["east"] | {"name": LONG}}
    data = latest(Page(replace(edition, areas=areas), "front_door", "county"))
    axes = seaborn.barplot(data, x="value", y="area_name")
    return Drawing(axes, data, ["Fellshire", "North", LONG, "Central", "Not allocated"])


KINDS = [
    lines_of_areas,
    dots_by_area,
    bars,
    points,
    boxes_of_areas,
    heat_map,
    facets,
    stacked_shares,
    area_to_nought,
    steps,
    words_on_it,
    line_at_the_threshold,
    rule_at_the_threshold,
    intervals,
    bars_of_long_names,
]
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


def put(edition, draw: Callable[[Page], Drawing]) -> tuple[Any, Drawing]:
    """A chart put on a new page: the piece, and what it was drawn from."""
    if draw is bars_of_long_names:
        areas = edition.areas | {"east": edition.areas["east"] | {"name": LONG}}
        edition = replace(edition, areas=areas)
    page = Page(edition, "front_door", "county")
    drawing = draw(page)
    piece = page.chart(drawing.axes, data=drawing.data, finding=FINDING, says=drawing.says)
    return piece, drawing


def html(piece) -> str:
    return piece._repr_html_()


@pytest.fixture(scope="module")
def once(small):
    """A kind's piece and drawing, made once for all tests of it."""
    made: dict[str, tuple[Any, Drawing]] = {}

    def of(kind: Callable[[Page], Drawing]) -> tuple[Any, Drawing]:
        if kind.__name__ not in made:
            made[kind.__name__] = put(small, kind)
        return made[kind.__name__]

    return of


@each_kind
def test_it_has_a_form_for_a_page_and_one_for_a_phone_or_scrolls_there(once, kind):
    piece, _ = once(kind)
    widths = [form.width for form in forms(piece)]
    scrolls = re.search(
        r'<div class="scroll" role="region" tabindex="0" aria-label="[^"]+"><svg', html(piece)
    )
    assert widths == [720, 300] or (widths == [720] and scrolls)


@each_kind
def test_both_forms_hold_real_words_and_paths_and_nothing_else(once, kind):
    for form in forms(once(kind)[0]):
        assert form.role == "img"
        assert form.tags == {"title", "desc", "path", "text"}


@each_kind
def test_whoever_cannot_see_it_is_told_the_latest_figure(once, kind):
    piece, drawing = once(kind)
    for form in forms(piece):
        assert form.title
        assert drawing.latest in form.description


@each_kind
def test_every_word_of_every_label_can_be_read(once, kind):
    piece, drawing = once(kind)
    for form in forms(piece):
        words = form.text.split()
        assert [word for label in drawing.labels for word in label.split() if word not in words] == []


@each_kind
def test_nothing_lies_beyond_the_edge_of_the_chart(once, kind):
    for form in forms(once(kind)[0]):
        assert outside(form) == []


@each_kind
def test_no_words_cover_each_other(once, kind):
    for form in forms(once(kind)[0]):
        assert covering(form) == []


@each_kind
@pytest.mark.parametrize("dark", [False, True], ids=["by light", "in the dark"])
def test_lines_and_words_stand_out(once, kind, dark):
    for form in forms(once(kind)[0]):
        assert faint_lines(form, dark) == []
        assert faint_words(form, dark) == []


@each_kind
def test_no_name_of_a_column_is_left_on_the_chart(once, kind):
    piece, drawing = once(kind)
    for form in forms(piece):
        assert [words.text for words in form.words if words.text in drawing.data.columns] == []
        assert " = " not in form.text


@each_kind
def test_every_figure_of_its_data_stands_in_the_table_below(once, kind):
    piece, drawing = once(kind)
    cells = [cell for row in table(piece)[1:] for cell in row[1:]]
    for _, row in drawing.data.drop_duplicates(["indicator", "area", "period"]).iterrows():
        if row["state"] == "shown":
            assert f"{row['value']:.1f}".removesuffix(".0") + "%" in cells
        else:
            assert row["state"] in LISTED
            assert SYMBOLS[row["state"]] in cells


@each_kind
def test_it_is_the_same_to_the_letter_when_it_is_drawn_twice(small, once, kind):
    assert html(put(small, kind)[0]) == html(once(kind)[0])


@each_kind
def test_the_finding_is_its_title_and_the_sanitizer_takes_nothing_of_it_away(once, kind):
    piece, _ = once(kind)
    assert caption(piece).startswith(FINDING)
    left = clean(html(piece))
    for element in ("<path ", "<text ", "</title>", "</desc>", "rotate(", "stroke:", "fill:"):
        assert left.count(element) == html(piece).count(element)


# what single kinds have to themselves


def drawn_on(page: Page, axes: Any, data: pandas.DataFrame, says: str = SAYS) -> Any:
    return page.chart(axes, data=data, finding=FINDING, says=says)


def test_months_along_the_foot_are_named_as_on_the_suites_own_charts(page):
    data = months(page)
    wide, narrow = forms(drawn_on(page, seaborn.lineplot(data, x="date", y="value", hue="area_name"), data))
    named = {"Oct 2017", "Apr 2018", "Oct 2018", "Apr 2019", "Oct 2019"}
    assert named <= {words.text for words in wide.words}
    assert {"Oct 2017", "Oct 2018", "Oct 2019"} <= {words.text for words in narrow.words}


def test_a_scale_of_shares_has_percent_signs_and_does_not_reach_beyond_a_hundred(page):
    data = latest(page)
    wide = forms(drawn_on(page, seaborn.barplot(data, x="area_name", y="value"), data))[0]
    scale = [words.text for words in wide.words if words.text[0].isdigit()]
    assert len(scale) > 2
    assert all(text.endswith("%") and int(text[:-1]) <= 100 for text in scale)


def test_a_scale_of_counts_has_thousands_and_no_percent_sign(page):
    data = page.figures(PLANS).query("area == 'county'")
    axes = seaborn.lineplot(data, x="date", y="value", hue="area_name")
    wide = forms(drawn_on(page, axes, data, "There are {protection_plans}."))[0]
    assert "1,194 plans" in wide.description
    assert "Fellshire 1,194 plans" in wide.text
    assert "1,200" in wide.text
    assert "%" not in wide.text


def test_numbers_of_cases_behind_shares_are_not_written_as_shares(page):
    data = months(page)
    wide = forms(drawn_on(page, seaborn.lineplot(data, x="date", y="numerator", hue="area_name"), data))[0]
    assert "1,000" in wide.text.replace("%", "").split()
    assert "%" not in wide.text


def test_numbers_of_cases_along_the_foot_of_shares_are_not_written_as_shares(page):
    data = latest(page).dropna(subset=["value"])
    wide = forms(drawn_on(page, seaborn.scatterplot(data, x="denominator", y="value"), data))[0]
    along = [words.text for words in wide.words if words.text.replace(",", "").rstrip("%").isdigit()]
    foot = [text for text in along if int(text.replace(",", "").rstrip("%")) > 100]
    assert foot
    assert not [text for text in foot if text.endswith("%")]


def test_dots_of_several_areas_over_months_still_say_which_is_which(page):
    data = months(page)
    piece = drawn_on(page, seaborn.scatterplot(data, x="date", y="value", hue="area_name"), data)
    for form in forms(piece):
        assert [name for name in ("Fellshire", "North", "East", "Central") if name not in form.text] == []


def test_lines_told_apart_by_dashes_still_say_which_is_which(page):
    data = page.figures(IN_TIME).query("breakdown == 'total' and area in ['county', 'north']")
    axes = seaborn.lineplot(data, x="date", y="value", hue="area_name", style="window")
    for form in forms(drawn_on(page, axes, data)):
        assert "month" in form.text.lower()
        assert "six" in form.text.lower()


def test_bars_side_by_side_are_named_by_their_legend(page):
    data = months(page).query("period in ['2018-10', '2019-10'] and area != 'unallocated'")
    axes = seaborn.barplot(data, x="period", y="value", hue="area_name")
    axes.set_ylim(0, 140)
    seaborn.move_legend(axes, "upper center", ncols=2)
    for form in forms(drawn_on(page, axes, data)):
        assert [name for name in ("Fellshire", "North", "East", "Central") if name not in form.text] == []
        assert "area_name" not in form.text


def test_two_months_side_by_side_are_no_typed_numbers(page):
    data = months(page).query("period in ['2018-10', '2019-10'] and area != 'unallocated'")
    axes = seaborn.barplot(data, x="area_name", y="value", hue="period")
    axes.set_ylim(0, 140)
    for form in forms(drawn_on(page, axes, data)):
        assert "2018-10" in form.text or "October 2018" in form.text or "Oct 2018" in form.text


def test_bars_at_places_that_were_given_names_are_no_typed_numbers(page):
    data = months(page).query("period in ['2018-10', '2019-10'] and area != 'unallocated'")
    crossed = data.pivot(index="area_name", columns="period", values="value")
    places = numpy.arange(len(crossed))
    _, axes = pyplot.subplots()
    axes.bar(places - 0.2, crossed["2018-10"], 0.4, label="A year before")
    axes.bar(places + 0.2, crossed["2019-10"], 0.4, label="Now")
    axes.set_xticks(places, labels=crossed.index)
    axes.set_ylim(0, 130)
    axes.legend(loc="upper left")
    for form in forms(drawn_on(page, axes, data)):
        assert [
            name for name in ("Fellshire", "North", "East", "Central", "Now") if name not in form.text
        ] == []


def test_an_area_to_nought_stands_at_the_foot_of_the_chart(page):
    drawing = area_to_nought(page)
    wide = forms(drawn_on(page, drawing.axes, drawing.data))[0]
    areas = [mark for mark in wide.marks if "--accent" in mark.styles.get("fill", "")]
    foot = max(mark.outline.vertices[:, 1].max() for mark in wide.marks if GRID in mark.styles["stroke"])
    assert len(areas) == 2  # before and after the hidden month
    for area in areas:
        assert area.outline.vertices[:, 1].max() == pytest.approx(foot, abs=12)


def with_intervals(data: pandas.DataFrame) -> Any:
    _, axes = pyplot.subplots()
    ends = [data["value"] - data["low"], data["high"] - data["value"]]
    axes.errorbar(data["area_name"], data["value"], yerr=ends)
    return axes


def as_stems(data: pandas.DataFrame) -> Any:
    _, axes = pyplot.subplots()
    axes.stem(data["area_name"], data["value"])
    return axes


@pytest.mark.parametrize("draw", [with_intervals, as_stems])
def test_a_chart_passes_over_an_area_without_a_figure(page, draw):
    data = latest(page)  # 'Not allocated' has no cases
    assert "North" in forms(drawn_on(page, draw(data), data))[0].text


@pytest.mark.parametrize(
    "shape", [{}, {"height": 3}, {"height": 2, "aspect": 3}], ids=["as it is", "low", "long"]
)
def test_two_facets_side_by_side_are_published_in_each_size(page, shape):
    data = months(page, "county", "east")
    grid = seaborn.relplot(data, x="date", y="value", col="area_name", kind="line", **shape)
    wide = forms(drawn_on(page, grid, data))[0]
    assert covering(wide) == []
    assert outside(wide) == []


def test_bars_in_facets_are_published_as_bars_are(page):
    data = months(page, "county", "north", "east").query("period in ['2018-10', '2019-10']")
    grid = seaborn.catplot(data, x="area_name", y="value", col="period", kind="bar", legend=False)
    assert forms(drawn_on(page, grid, data))[0].text.count("Fellshire") == 2


def test_a_grid_without_a_legend_is_not_refused_for_its_legend(page):
    data = latest(page).dropna(subset=["value"])
    grid = seaborn.catplot(data, x="area_name", y="value", kind="bar")
    assert "North" in forms(drawn_on(page, grid, data))[0].text


@pytest.mark.parametrize("colours", ["Blues", "Greys", "viridis", None])
def test_the_figures_in_the_cells_of_a_heat_map_can_be_read_whatever_its_palette(page, colours):
    frame = months(page, "county", "north", "east", "central")
    data = frame[frame["period"] > "2019-06"]
    crossed = data.pivot(index="area_name", columns="period", values="value")
    crossed.columns = ["July 2019", "August 2019", "September 2019", "October 2019"]
    axes = seaborn.heatmap(crossed, annot=True, fmt=".1f", cmap=colours)
    for form in forms(drawn_on(page, axes, data)):
        assert "93.6" in form.text
        assert faint_words(form, dark=False) == []
        assert faint_words(form, dark=True) == []


def test_months_as_the_frame_has_them_may_head_the_columns_of_a_heat_map(page):
    frame = months(page, "county", "north")
    data = frame[frame["period"] > "2019-07"]
    crossed = data.pivot(index="area_name", columns="period", values="value")
    piece = drawn_on(page, seaborn.heatmap(crossed, cmap="Greys", vmin=0, vmax=400, cbar=False), data)
    assert "2019-08" in forms(piece)[0].text or "Aug 2019" in forms(piece)[0].text


def test_a_hidden_month_is_an_empty_cell_of_a_heat_map(page):
    frame = months(page, "county", "north")
    data = frame[frame["period"].isin(["2018-03", "2018-04", "2018-05"])]
    crossed = data.pivot(index="area_name", columns="period", values="value")
    crossed.columns = ["March 2018", "April 2018", "May 2018"]
    axes = seaborn.heatmap(crossed, annot=True, fmt=".1f", cmap="Greys", vmin=0, vmax=400, cbar=False)
    wide = forms(drawn_on(page, axes, data, "Fellshire finished 81% in time in May 2018."))[0]
    figures = [words.text for words in wide.words if "." in words.text]
    assert figures == ["80.0", "81.0", "82.0", "83.0"]  # April 2018 of both is hidden


def test_a_title_that_an_analyst_gives_stays_on_the_chart(page):
    data = months(page, "county")
    axes = seaborn.lineplot(data, x="date", y="value")
    axes.set_title("Since the second duty team")
    for form in forms(drawn_on(page, axes, data)):
        assert "Since the second duty team" in form.text


def test_a_title_of_the_whole_figure_stands_above_the_chart_and_not_upon_it(page):
    data = months(page, "county")
    axes = seaborn.lineplot(data, x="date", y="value")
    axes.figure.suptitle("Since the second duty team")
    wide = forms(drawn_on(page, axes, data))[0]
    [title] = [words for words in wide.words if words.text == "Since the second duty team"]
    highest = min(mark.outline.vertices[:, 1].min() for mark in wide.marks if mark.data)
    assert max(y for _, y in title.corners) <= highest + 2


def test_the_arrow_of_a_note_can_be_seen(page):
    data = months(page, "county")
    axes = seaborn.lineplot(data, x="date", y="value")
    ends = (data["date"].iloc[-1], 89), (data["date"].iloc[12], 88)
    axes.annotate("Highest", *ends, arrowprops={"arrowstyle": "->"})
    for form in forms(drawn_on(page, axes, data)):
        assert faint_lines(form, dark=False) == []
        assert faint_lines(form, dark=True) == []


def test_a_line_that_is_seen_by_light_is_seen_in_the_dark(page):
    data = months(page, "county")
    axes = seaborn.lineplot(data, x="date", y="value", color="#0000ff")  # 8.6 to 1 from white
    for form in forms(drawn_on(page, axes, data)):
        assert faint_lines(form, dark=False) == []
        assert faint_lines(form, dark=True) == []


def test_all_eight_colours_of_the_house_palette_stand_out_by_light_and_in_the_dark():
    for colour in seaborn.color_palette().as_hex():
        named = COLOUR_NAMES.get(colour)
        dark = rule(named, dark=True) if named else in_the_dark(colour)
        assert contrast(colour, "#ffffff") >= 4.5
        assert contrast(dark, paper(dark=True)) >= 4.5


def test_a_colour_of_its_own_has_its_counterpart_on_a_dark_page(page):
    data = months(page, "county")
    axes = seaborn.lineplot(data, x="date", y="value", color="#00703c")
    whole = styles_once(f"<style></style>{html(drawn_on(page, axes, data))}")
    dark = re.search(r"prefers-color-scheme:dark\)\{:root\{([^}]*)\}", whole)[1]
    assert re.search(r"stroke:var\(--m00703c,#00703c\)", whole)
    [other] = re.findall(r"--m00703c:(#[0-9a-f]{6})", dark)
    assert contrast(other, paper(dark=True)) >= 3


def test_names_of_lines_do_not_cover_each_other_where_lines_end_close_together(page):
    frame = page.figures(IN_TIME, parts=True).query("window == 'month' and breakdown == 'total'")
    data = frame[~frame["area"].isin(["unallocated", "lornmere"])]
    piece = drawn_on(page, seaborn.lineplot(data, x="date", y="value", hue="area_name"), data)
    for form in forms(piece):
        assert covering(form) == []
        assert outside(form) == []
        assert "Sandhythe & Sons <b>" in form.text


def test_a_page_is_the_same_on_each_build_though_seaborn_scatters_dots_by_chance(
    small, tmp_path, monkeypatch
):
    keep(small, tmp_path)
    monkeypatch.setenv("CAREBOARD_EDITION", str(tmp_path))
    drawn = []
    for _ in range(2):
        opened = open_page("front_door", period=PERIOD, area="county")
        data = months(opened, "county", "north", "east")
        axes = seaborn.stripplot(data, x="value", y="area_name")
        drawn.append(html(drawn_on(opened, axes, data)))
        pyplot.close("all")
    assert drawn[0] == drawn[1]


def pie(data: pandas.DataFrame) -> Any:
    _, axes = pyplot.subplots()
    axes.pie(data["value"].dropna().iloc[:4], labels=data["area_name"].iloc[:4])
    return axes


@pytest.mark.parametrize(
    "draw",
    [
        pie,
        lambda data: seaborn.violinplot(data, x="value", y="area_name"),
        lambda data: seaborn.kdeplot(data, x="value"),
        lambda data: seaborn.histplot(data, x="value", bins=7),
        lambda data: seaborn.regplot(data, x="denominator", y="value", seed=1),
    ],
    ids=["a pie", "violins", "a density", "a histogram", "a regression"],
)
def test_a_chart_whose_shapes_are_no_published_figures_is_refused_with_its_reason(page, draw):
    data = months(page)
    with pytest.raises(Problem, match="that no row of data holds"):
        drawn_on(page, draw(data), data)
