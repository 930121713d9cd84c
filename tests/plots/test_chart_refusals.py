"""What keeps a chart of an analyst's own from a page, each told in words of its own; and what does not."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy
import pandas
import pytest
import seaborn
from matplotlib import pyplot
from matplotlib.lines import Line2D
from matplotlib.offsetbox import AnchoredText
from plots.chart_reading import (
    SHARES,
    contrast,
    dots,
    faint_lines,
    faint_shapes,
    forms,
    long_lines,
    pieces_of,
    seen,
    table,
)
from support.small_edition import IN_TIME, PERIOD, with_cells

from careboard.errors import Problem, WrongUse
from careboard.pages.page import Page

SAYS = f"Fellshire finished {{{IN_TIME}}} of assessments in time."
FINDING = "Most assessments are finished in time"
INVENTED_NUMBER = 47.3  # stands for a hidden figure: no published one is it, nor is 473 or 47


def months(page: Page, *areas: str) -> pandas.DataFrame:
    """The months of the share in time, all cases together, of some areas or of all around the page's."""
    frame = page.figures(IN_TIME).query("window == 'month' and breakdown == 'total'")
    return frame[frame["area"].isin(areas)] if areas else frame


def latest(page: Page) -> pandas.DataFrame:
    return months(page, "county", "north", "east", "central").query(f"period == '{PERIOD}'")


def line(data: pandas.DataFrame):
    """A line drawn with matplotlib alone."""
    _, axes = pyplot.subplots()
    axes.plot(data["date"], data["value"])
    return axes


def put(page: Page, axes, data, finding=FINDING, says=SAYS):
    return page.chart(axes, data=data, finding=finding, says=says)


def refused(page: Page, axes, data, finding=FINDING, says=SAYS) -> list[str]:
    """What an analyst is told, line by line, each a sentence or more."""
    with pytest.raises(Problem) as told:
        put(page, axes, data, finding, says)
    assert pyplot.get_fignums() == []  # the chart is closed whatever comes of it
    told_lines = str(told.value).splitlines()
    assert all(line.rstrip().endswith((".", "?")) for line in told_lines)
    return told_lines


def only(lines: list[str]) -> str:
    assert len(lines) == 1, lines
    return lines[0]


def hidden_at(edition, area: str, *periods: str):
    """The edition with some months of an area hidden."""

    def where(frame: pandas.DataFrame) -> pandas.Series:
        asked = (frame["indicator"] == IN_TIME) & (frame["area"] == area) & (frame["window"] == "month")
        return asked & (frame["breakdown"] == "total") & frame["period"].isin(periods)

    return with_cells(edition, "figures", where, state="hidden", value=None, numerator=None, denominator=None)


# data


def test_a_number_put_where_the_figure_is_hidden_is_refused_and_not_repeated(page):
    data = months(page, "county")
    axes = line(data)
    data.loc[data["period"] == "2018-04", "value"] = INVENTED_NUMBER
    told = only(refused(page, axes, data))
    assert "'value' where it is hidden" in told
    assert "Fellshire, April 2018" in told
    assert "Leave it missing" in told
    assert "47" not in told


def test_noughts_put_in_place_of_hidden_figures_are_refused(page):
    data = months(page, "county")
    data[["value", "numerator"]] = data[["value", "numerator"]].fillna(0)
    told = refused(page, line(data), data)
    assert len(told) == 2
    assert "'value' where it is hidden" in told[0]
    assert "'numerator' where it is hidden" in told[1]


def test_a_changed_number_is_refused_and_its_place_is_named(page):
    data = months(page, "county", "north")
    axes = line(data)
    data.loc[(data["area"] == "north") & (data["period"] == "2019-10"), "value"] = 91.1
    told = only(refused(page, axes, data))
    assert "another number in 'value' than is published" in told
    assert "Assessments finished within 45 working days, North, October 2019" in told
    assert "Leave it as it is" in told


def test_a_number_typed_where_there_were_no_cases_is_refused(page):
    data = months(page)
    axes = line(data)
    data.loc[(data["area"] == "unallocated") & (data["period"] == "2019-10"), "value"] = INVENTED_NUMBER
    told = only(refused(page, axes, data))
    assert "'value' where there is none: Assessments" in told
    assert "Not allocated, October 2019. Leave it missing." in told


def test_many_changed_numbers_are_counted_and_not_all_listed(page):
    data = months(page, "county")
    axes = line(data)
    data["value"] = data["value"] + 0.1  # 24 figures are shown, one is hidden
    told = refused(page, axes, data)
    assert len(told) == 4
    assert "21 more" in told[-1]


@pytest.mark.parametrize(
    "changes", [{"area": "wexbay"}, {"period": "2031-01"}, {"group": "girls"}, {"indicator": "no_such"}]
)
def test_a_row_that_the_page_does_not_publish_is_refused_and_named(page, changes):
    data = months(page, "county")
    axes = line(data)
    own = data.tail(1).assign(**changes)
    told = only(refused(page, axes, pandas.concat([data, own])))
    assert "a row that this page publishes no figure for" in told
    assert all(f"{name} '{value}'" in told for name, value in changes.items())
    assert 'page.figures("...")' in told


def test_a_row_of_a_district_of_another_area_is_refused_on_the_page_of_an_area(small):
    whole, east = Page(small, "front_door", "county"), Page(small, "front_door", "east")
    frame = whole.figures(IN_TIME, parts=True).query("window == 'month' and breakdown == 'total'")
    data = frame[frame["area"] == "sandhythe"]
    told = refused(east, line(data), data, says="90.6%")
    assert "publishes no figure for" in told[0]
    assert "area 'sandhythe'" in told[0]


def test_data_without_the_columns_that_tell_figures_apart_is_refused_and_they_are_named(page):
    data = months(page, "county")
    told = only(refused(page, line(data), data[["date", "value", "indicator", "area"]]))
    assert "data lacks the columns period, window, breakdown, group" in told
    assert "before they are reshaped" in told


@pytest.mark.parametrize("given", [None, [1, 2], "frame", 3], ids=["nothing", "a list", "a word", "a number"])
def test_data_that_are_no_frame_are_refused_in_words(page, given):
    axes = line(months(page, "county"))
    with pytest.raises(Problem, match="data"):
        put(page, axes, given)


# what is drawn


def test_a_line_at_a_typed_number_is_refused(page):
    data = months(page, "county")
    axes = line(data)
    axes.axhline(95)
    told = only(refused(page, axes, data))
    assert "a line draws numbers along y that no row of data holds" in told
    assert "Draw published figures" in told


def test_a_rule_at_a_typed_number_is_refused(page):
    data = months(page, "county")
    axes = line(data)
    axes.hlines(95, data["date"].min(), data["date"].max(), colors="#505a5f")
    assert "a line draws numbers along y that no row of data holds" in only(refused(page, axes, data))


def test_a_bar_of_a_typed_length_is_refused(page):
    data = latest(page)
    axes = seaborn.barplot(data, x="area_name", y="value")
    axes.bar(["North"], [95])
    assert "a bar draws numbers along y that no row of data holds" in only(refused(page, axes, data))


def test_a_dot_at_a_typed_number_is_refused(page):
    data = months(page, "county")
    axes = line(data)
    axes.scatter([data["date"].iloc[3]], [95])
    assert "a dot draws numbers along y that no row of data holds" in only(refused(page, axes, data))


def test_an_area_up_to_a_typed_number_is_refused(page):
    data = months(page, "county")
    axes = line(data)
    axes.fill_between(data["date"], 0, 95)
    told = " ".join(refused(page, axes, data))
    assert "an area draws numbers along y that no row of data holds" in told


def test_a_cell_of_a_heat_map_with_a_typed_number_is_refused(page):
    data = latest(page)
    crossed = data.pivot(index="area_name", columns="window", values="value")
    crossed.iloc[0, 0] = 95
    told = refused(page, seaborn.heatmap(crossed, cbar=False), data)
    assert "a cell's colour draws numbers" in told[0]


def test_averages_that_seaborn_makes_of_several_windows_are_refused(page):
    data = page.figures(IN_TIME).query("breakdown == 'total' and area in ['county', 'north']")
    data = data[data["period"] == PERIOD]  # a month and six months of each: 89.0 and 85.0, 91.0 and 88.0
    told = only(refused(page, seaborn.barplot(data, x="area_name", y="value", errorbar=None), data))
    assert "a bar draws numbers along y" in told
    assert "seaborn averages rows that it cannot tell apart" in told


def test_a_line_of_averages_over_several_areas_is_refused(page):
    data = months(page, "county", "north", "east")
    told = refused(page, seaborn.lineplot(data, x="date", y="value", errorbar=None), data)
    assert "seaborn averages rows that it cannot tell apart" in told[0]


def test_a_line_of_the_right_numbers_in_the_wrong_months_is_refused(page):
    data = months(page, "county")
    _, axes = pyplot.subplots()
    axes.plot(data["date"], data["value"].to_numpy()[::-1])
    told = only(refused(page, axes, data))
    assert "in the order of their dates" in told
    assert "Draw one line for each: hue='area_name'" in told


def test_a_line_that_runs_from_one_area_into_another_is_refused(page):
    data = months(page, "county", "north").sort_values(["date", "area"])
    told = only(refused(page, line(data), data))
    assert "a line joins points that are not the figures of one measure, area and group" in told


def bars_of_others(data: pandas.DataFrame):
    _, axes = pyplot.subplots()
    axes.bar(data["area_name"], data["value"].to_numpy()[::-1])
    return axes


def dots_of_others(data: pandas.DataFrame):
    return seaborn.scatterplot(data.assign(value=data["value"].to_numpy()[::-1]), x="value", y="area_name")


@pytest.mark.parametrize("draw", [bars_of_others, dots_of_others])
def test_the_right_numbers_under_the_names_of_other_areas_are_refused(page, draw):
    data = latest(page)
    assert refused(page, draw(data), data)


def test_arrows_of_typed_numbers_are_refused(page):
    data = months(page, "county")
    _, axes = pyplot.subplots()
    axes.quiver([95], [97], [3], [4])
    assert refused(page, axes, data)


def test_a_table_drawn_on_a_chart_holds_no_typed_number(page):
    data = months(page, "county")
    axes = line(data)
    axes.table([["95%"]], loc="top")
    assert "holds a Table" in " ".join(refused(page, axes, data))


def test_words_in_a_box_hold_no_typed_number(page):
    data = months(page, "county")
    axes = line(data)
    axes.add_artist(AnchoredText("95%", "upper left"))
    assert "holds a AnchoredText" in " ".join(refused(page, axes, data))


def test_a_chart_within_the_chart_holds_no_typed_number(page):
    data = months(page, "county")
    axes = line(data)
    axes.inset_axes([0.1, 0.6, 0.2, 0.3], xticks=[]).plot([1, 2], [12.5, 95])
    assert "axes within axes" in " ".join(refused(page, axes, data))


def test_a_line_put_on_the_figure_itself_is_refused(page):
    data = months(page, "county")
    axes = line(data)
    axes.figure.add_artist(Line2D([0, 1], [0.2, 0.9]))
    assert refused(page, axes, data)


def test_numbers_typed_along_an_axis_are_refused(page):
    data = months(page, "county")
    axes = line(data)
    axes.set_yticks([85, 89], labels=["95%", "99%"])
    assert "typed along an axis" in " ".join(refused(page, axes, data))


def test_a_number_typed_into_the_name_of_a_bar_is_refused(page):
    data = latest(page)
    _, axes = pyplot.subplots()
    axes.bar(["North (95%)", "East"], data.set_index("area")["value"][["north", "east"]])
    assert "no row of data" in " ".join(refused(page, axes, data))


@pytest.mark.parametrize("place", ["left", "center", "right"])
def test_a_number_typed_into_a_title_is_refused(page, place):
    data = months(page, "county")
    axes = line(data)
    axes.set_title("All of 95%", loc=place)
    assert "hold a number that is in no row of data" in " ".join(refused(page, axes, data))


@pytest.mark.parametrize("write", ["text", "annotate", "set_xlabel", "set_ylabel", "legend", "suptitle"])
def test_a_number_typed_in_words_on_a_chart_is_refused(page, write):
    data = months(page, "county")
    axes = line(data)
    spot = (data["date"].iloc[2], 86)
    {
        "text": lambda words: axes.text(*spot, words),
        "annotate": lambda words: axes.annotate(words, spot),
        "set_xlabel": axes.set_xlabel,
        "set_ylabel": axes.set_ylabel,
        "legend": lambda words: axes.legend([words]),
        "suptitle": axes.figure.suptitle,
    }[write]("All of 95%")
    told = only(refused(page, axes, data))
    assert "hold a number that is in no row of data" in told


def test_a_number_typed_into_a_legend_of_the_whole_figure_is_refused(page):
    data = months(page, "county")
    axes = line(data)
    axes.figure.legend(["All of 95%"], loc="center")
    assert "no row of data" in " ".join(refused(page, axes, data))


def test_few_children_counted_in_words_on_a_chart_are_refused(page):
    data = months(page, "county")
    axes = line(data)
    axes.text(data["date"].iloc[2], 86, "two children waited")
    assert "so few people" in " ".join(refused(page, axes, data))


def test_a_published_figure_and_its_month_may_stand_in_words_on_a_chart(page):
    data = months(page, "county")
    axes = line(data)
    axes.text(data["date"].iloc[2], 86, "October 2019, at last: 89%, or 1,032.")
    assert "October 2019, at last: 89%, or 1,032." in forms(put(page, axes, data))[0].text


def test_a_hidden_number_drawn_beside_unchanged_data_is_refused_and_not_repeated(page):
    data = months(page, "county")
    axes = line(data)
    axes.scatter(data["date"][data["period"] == "2018-04"], [INVENTED_NUMBER])
    told = " ".join(refused(page, axes, data))
    assert "no row of data holds" in told
    assert "47.3" not in told


def test_a_hidden_number_in_words_on_a_chart_is_refused_and_not_repeated(page):
    data = months(page, "county")
    axes = line(data)
    axes.text(data["date"].iloc[6], 86, "April: 47.3%")
    told = " ".join(refused(page, axes, data))
    assert "no row of data" in told
    assert "47.3" not in told


@pytest.mark.parametrize("where", ["finding", "says"])
def test_a_hidden_number_in_the_words_of_a_chart_is_refused_and_not_repeated(page, where):
    data = months(page, "county")
    words = {"finding": FINDING, "says": SAYS} | {
        where: f"In April {INVENTED_NUMBER}% were, now {{{IN_TIME}}}."
    }
    told = " ".join(refused(page, line(data), data, **words))
    assert f"{where} holds" in told
    assert "47.3" not in told


@pytest.mark.parametrize(
    "given", [3, None, "chart", [], numpy.array([]), pyplot], ids=lambda given: type(given).__name__
)
def test_what_is_no_chart_is_refused_and_told_what_belongs_there(page, given):
    with pytest.raises(WrongUse, match="Give it what seaborn or matplotlib returns") as told:
        put(page, given, months(page, "county"))
    assert f"page.chart was given a {type(given).__name__}." in str(told.value)


def test_a_chart_on_which_nothing_is_drawn_is_refused(page):
    _, axes = pyplot.subplots()
    assert refused(page, axes, months(page, "county"))


# words of a chart


@pytest.mark.parametrize("says", ["", "  ", None])
def test_a_chart_without_a_description_is_refused_and_told_what_belongs_there(page, says):
    data = months(page, "county")
    told = only(refused(page, line(data), data, says=says))
    assert told.startswith("says is missing. Give what somebody who cannot see the chart should know")


@pytest.mark.parametrize("finding", ["", "  ", None])
def test_a_chart_without_a_finding_is_refused_and_told_what_belongs_there(page, finding):
    data = months(page, "county")
    told = only(refused(page, line(data), data, finding=finding))
    assert told.startswith("finding is missing. Give what the chart shows, in a sentence")


@pytest.mark.parametrize("left_out", ["finding", "says"])
def test_words_that_are_left_out_altogether_are_asked_for_as_well(page, left_out):
    data = months(page, "county")
    words = {"finding": FINDING, "says": SAYS}
    del words[left_out]
    with pytest.raises(Problem, match=f"{left_out} is missing"):
        page.chart(line(data), data=data, **words)


def test_a_description_that_does_not_name_the_latest_figure_is_refused_and_told_how(page):
    data = months(page, "county")
    told = only(refused(page, line(data), data, says="It rises from 79% in October 2017."))
    assert "says does not name the latest figure, that of October 2019" in told
    assert f"Add {{{IN_TIME}}}." in told


@pytest.mark.parametrize(
    ("value", "says"), [(19.0, "Since 2019 more are."), (9.0, "It stood at 79% in October 2017.")]
)
def test_digits_within_another_number_do_not_name_the_latest_figure(small, value, says):
    def where(frame: pandas.DataFrame) -> pandas.Series:
        asked = (frame["indicator"] == IN_TIME) & (frame["window"] == "month") & (frame["area"] == "county")
        return asked & (frame["period"] == PERIOD) & (frame["breakdown"] == "total")

    page = Page(with_cells(small, "figures", where, value=value), "front_door", "county")
    data = months(page, "county")
    assert "does not name the latest figure" in only(refused(page, line(data), data, says=says))


@pytest.mark.parametrize("written", ["89%", "89.0%", f"{{{IN_TIME}}}", "89 of a hundred"])
def test_the_latest_figure_may_be_named_in_each_way_in_which_it_is_written(page, written):
    data = months(page, "county")
    piece = put(page, line(data), data, says=f"Now it is {written}.".replace("a hundred", "all"))
    assert "89" in forms(piece)[0].description


def below_alone(page: Page) -> pandas.DataFrame:
    return latest(page).query("area != 'county'")


def ages_alone(page: Page) -> pandas.DataFrame:
    return page.figures(IN_TIME).query("breakdown == 'age'")


def earlier_months_alone(page: Page) -> pandas.DataFrame:
    return months(page, "county").query("period < '2018-12'")


def six_months_alone(page: Page) -> pandas.DataFrame:
    return page.figures(IN_TIME).query("window == 'six_months' and breakdown == 'total' and area == 'county'")


@pytest.mark.parametrize("rows", [below_alone, ages_alone, earlier_months_alone, six_months_alone])
def test_who_does_as_the_message_on_the_latest_figure_says_is_not_refused_again(page, rows):
    data = rows(page)
    across = "group" if data["group"].any() else "area_name"

    def axes():
        return line(data) if data["date"].nunique() > 1 else seaborn.barplot(data, x=across, y="value")

    told = only(refused(page, axes(), data, says="It differs."))
    advice = re.search(r"Add (.*)\.$", told)[1]
    assert put(page, axes(), data, says=f"The latest is {advice}.")


def test_a_typed_number_in_the_finding_that_is_in_no_row_is_refused(page):
    data = months(page, "county")
    told = only(refused(page, line(data), data, finding="Nearly 95% are in time"))
    assert "finding holds a number that is in no row of data" in told
    assert f"Write the figure in braces, such as {{{IN_TIME}}}." in told


def test_a_typed_number_in_the_description_that_is_in_no_row_is_refused(page):
    data = months(page, "county")
    told = only(refused(page, line(data), data, says=f"{{{IN_TIME}}}, and 95% soon."))
    assert "says holds a number that is in no row of data" in told


@pytest.mark.parametrize("where", ["finding", "says"])
@pytest.mark.parametrize("counted", ["two children", "all but three", "five babies"])
def test_words_that_count_a_few_people_are_refused(page, where, counted):
    data = months(page, "county")
    words = {"finding": FINDING, "says": SAYS} | {where: f"Now {{{IN_TIME}}} are in time, {counted} were not"}
    told = only(refused(page, line(data), data, **words))
    assert f"{where} counts so few people that a figure would hide them. Leave the number out." in told


def test_a_quote_of_a_measure_that_is_not_on_the_chart_is_refused(page):
    data = months(page, "county")
    told = only(refused(page, line(data), data, finding="There are {protection_plans}"))
    assert "finding quotes {protection_plans}, of which data holds no row" in told


def test_a_quote_of_an_unknown_measure_is_refused_with_the_nearest_name(page):
    data = months(page, "county")
    told = only(refused(page, line(data), data, finding="There are {protection_plan}"))
    assert "finding: there is no indicator 'protection_plan'. Did you mean 'protection_plans'?" in told


def test_quotes_in_the_finding_are_filled_in(page):
    data = months(page, "county", "east")
    axes = seaborn.lineplot(data, x="date", y="value", hue="area_name")
    finding = f"{{{IN_TIME}}} in time, {{{IN_TIME}.change}}, in East {{{IN_TIME} area=east}}"
    html = put(page, axes, data, finding=finding)._repr_html_()
    # 89.0 in October 2019, 82.0 in October 2018, 86.2 in East: small_edition.FIGURES and STEPS
    assert "<figcaption>89% in time, up 7 percentage points since October 2018, in East 86.2% <span>" in html


# what cannot be read


def test_a_picture_from_a_file_is_refused_and_shapes_are_named_instead(page, tmp_path):
    file = tmp_path / "picture.png"
    pyplot.imsave(file, numpy.zeros((4, 4)))
    data = months(page, "county")
    _, axes = pyplot.subplots()
    axes.imshow(pyplot.imread(file))
    told = only(refused(page, axes, data))
    assert "the chart holds a picture, which cannot be read aloud" in told
    assert "seaborn.heatmap or axes.pcolormesh" in told


def test_a_legend_moved_outside_the_axes_is_refused(page):
    data = months(page, "county", "north")
    axes = seaborn.lineplot(data, x="date", y="value", hue="area_name")
    seaborn.move_legend(axes, "upper left", bbox_to_anchor=(1.02, 1))
    told = only(refused(page, axes, data))
    assert "the legend lies outside the axes" in told
    assert "legend=False" in told


def test_the_legend_that_relplot_puts_beside_the_axes_is_refused(page):
    data = months(page, "county", "north")
    grid = seaborn.relplot(data, x="date", y="value", hue="area_name", kind="line")
    assert "the legend lies outside the axes" in only(refused(page, grid, data))


def test_a_legend_moved_within_the_axes_is_not_refused(page):
    data = months(page, "county", "north")
    axes = seaborn.lineplot(data, x="date", y="value", hue="area_name")
    seaborn.move_legend(axes, "lower right", bbox_to_anchor=(0.9, 0.1))
    assert "North" in forms(put(page, axes, data))[0].text


def test_a_hatched_shape_is_refused(page):
    data = latest(page)
    told = only(refused(page, seaborn.barplot(data, x="area_name", y="value", hatch="/"), data))
    assert "a shape is hatched, which a page cannot show. Name the shapes" in told


def test_words_set_as_mathematics_are_refused(page):
    data = months(page, "county")
    axes = line(data)
    axes.text(data["date"].iloc[2], 86, "$x^2$ or so")
    told = only(refused(page, axes, data))
    assert "between two dollar signs are set as mathematics, which is no real text" in told


def test_one_dollar_sign_is_a_dollar_sign(page):
    data = months(page, "county")
    axes = line(data)
    axes.text(data["date"].iloc[2], 86, "no $ spent")
    assert "no $ spent" in forms(put(page, axes, data))[0].text


def test_words_that_cover_each_other_are_refused_and_both_are_named(page):
    data = months(page, "county")
    axes = line(data)
    axes.text(data["date"].iloc[2], 86.0, "The second duty team")
    axes.text(data["date"].iloc[3], 86.2, "Started in June")
    told = only(refused(page, axes, data))
    assert "'The second duty team' and 'Started in June' cover each other. Make room." in told


def test_words_that_are_too_small_are_refused(page):
    data = months(page, "county")
    axes = line(data)
    axes.text(data["date"].iloc[2], 86, "in small print", fontsize=8)
    assert "'in small print' are smaller than 11 pixels" in only(refused(page, axes, data))


def test_words_along_an_upright_axis_that_are_too_small_are_refused(page):
    data = months(page, "county")
    axes = line(data)
    axes.set_ylabel("in small print", fontsize=8)
    assert "'in small print' are smaller than 11 pixels" in only(refused(page, axes, data))


def test_words_that_reach_beyond_the_edge_are_refused(page):
    data = months(page, "county")
    axes = line(data)
    axes.text(data["date"].iloc[2], 86, "A very long remark on the second duty team " * 4)
    told = refused(page, axes, data)
    assert any("reach beyond the chart's edge. Shorten them." in line for line in told)


def test_pale_words_are_refused(page):
    data = months(page, "county")
    axes = line(data)
    axes.text(data["date"].iloc[2], 86, "A remark", color="#b0b0b0")
    assert "'A remark' hardly stand out from what is behind them" in only(refused(page, axes, data))


def test_white_words_that_stand_beside_a_filled_area_and_not_in_it_are_refused(page):
    data = months(page, "county")
    _, axes = pyplot.subplots()
    axes.fill_between(data["date"], 0, data["value"])
    axes.set_ylim(70, 92)
    axes.text(data["date"].iloc[3], 86, "White on white", color="white")  # the area ends at 80 there
    assert "'White on white' hardly stand out" in " ".join(refused(page, axes, data))


def test_dark_words_on_the_paper_above_a_filled_area_are_not_refused(page):
    data = months(page, "county")
    _, axes = pyplot.subplots()
    axes.fill_between(data["date"], 0, data["value"])
    axes.set_ylim(70, 92)
    axes.text(data["date"].iloc[3], 86, "A remark")
    assert "A remark" in forms(put(page, axes, data))[0].text


@pytest.mark.parametrize(
    "pale", [{"color": "#d0d0d0"}, {"alpha": 0.2}, {"color": (0, 0, 0, 0.2)}], ids=["pale", "faint", "both"]
)
def test_a_line_that_hardly_stands_out_is_refused_however_it_was_made_pale(page, pale):
    data = months(page, "county")
    _, axes = pyplot.subplots()
    axes.plot(data["date"], data["value"], **pale)
    told = only(refused(page, axes, data))
    assert "a line hardly stands out from the paper. Give it a deeper colour" in told


def test_a_pale_rule_is_refused(page):
    data = months(page, "county")
    axes = line(data)
    axes.hlines(85.0, data["date"].min(), data["date"].max(), colors="#e0e0e0")
    assert "hardly stands out" in " ".join(refused(page, axes, data))


def bars_of(data: pandas.DataFrame, colour: str):
    return seaborn.barplot(data, x="area_name", y="value", color=colour)


def dots_of(data: pandas.DataFrame, colour: str):
    return seaborn.scatterplot(data, x="area_name", y="value", color=colour)


@pytest.mark.parametrize("draw", [bars_of, dots_of])
def test_pale_bars_and_dots_are_refused_or_given_an_edge(page, draw):
    data = latest(page)
    try:
        drawn = forms(put(page, draw(data, "#e8e8e8"), data))
    except Problem as problem:
        assert "stand" in str(problem)  # refused: it hardly stands out
    else:
        for form in drawn:
            assert faint_shapes(form, dark=False) == []
            assert faint_lines(form, dark=False) == []


def test_the_name_of_a_line_stands_out_as_words_must_where_its_line_only_just_does(page):
    data = months(page, "county", "north")
    colours = ["#1d70b8", "#e0601c"]  # the second is 3.5 to 1 from white: enough for a line, not for words
    axes = seaborn.lineplot(data, x="date", y="value", hue="area_name", palette=colours)
    try:
        drawn = forms(put(page, axes, data))
    except Problem as problem:
        assert "'North 91%' hardly stand out" in str(problem)
    else:
        for form in drawn:
            [name] = [words for words in form.words if words.text.startswith("North")]
            assert contrast(seen(name.colour, dark=False), "#ffffff") >= 4.5


def test_all_that_is_wrong_with_a_chart_is_told_together(page):
    data = months(page, "county", "north")
    axes = seaborn.lineplot(data, x="date", y="value", hue="area_name", palette=["#d0d0d0", "#1d70b8"])
    axes.axhline(95, color="#505a5f")
    axes.text(data["date"].iloc[2], 86, "All of 97%")
    seaborn.move_legend(axes, "upper left", bbox_to_anchor=(1.02, 1))
    told = refused(page, axes, data, finding="", says="It rises.")
    for part in (
        "finding is missing",
        "says does not name the latest figure",
        "the legend lies outside",
        "a line draws numbers along y",
        "hold a number that is in no row of data",
        "a line hardly stands out",
    ):
        assert len([line for line in told if part in line]) == 1, part
    assert len(told) >= 6


def test_what_is_seen_only_when_it_is_drawn_is_told_with_the_rest(page):
    data = latest(page)
    axes = seaborn.barplot(data, x="area_name", y="value", hatch="/")
    axes.text(0, 95, "in small print", fontsize=8)
    told = " ".join(refused(page, axes, data, finding=""))
    assert "finding is missing" in told
    assert "hatched" in told
    assert "smaller than 11 pixels" in told


# what is not refused: figures that are not shown


def seaborns_line(data: pandas.DataFrame):
    return seaborn.lineplot(data, x="date", y="value", hue="area_name", legend=False)


def seaborns_stretches(data: pandas.DataFrame):
    """As the docstring of Page.figures draws it."""
    shape = {"units": "stretch", "estimator": None, "legend": False}
    return seaborn.lineplot(data, x="date", y="value", hue="area_name", **shape)


def steps(data: pandas.DataFrame):
    _, axes = pyplot.subplots()
    axes.step(data["date"], data["value"], where="mid")
    return axes


def joined_by_hand(data: pandas.DataFrame):
    return line(data.dropna(subset=["value"]))


EACH_WAY = pytest.mark.parametrize("draw", [seaborns_line, seaborns_stretches, line, steps, joined_by_hand])


def line_colour(form) -> str:
    return next(mark.styles["stroke"] for mark in long_lines(form))


def gap_in(form, place: int, number: int = 25) -> tuple[float, float]:
    """From where to where a month of so many reaches, by the months that are named along the foot."""
    xs = {words.text: words.middle[0] for words in form.words}
    first, last = xs["Oct 2017"], xs["Oct 2019"]
    apart = (last - first) / (number - 1)
    middle = first + place * apart
    return middle - 0.6 * apart, middle + 0.6 * apart


def segments(form) -> list[tuple[float, float]]:
    """From which x to which x each unbroken part of the line of months reaches, dots left out."""
    colour, found = line_colour(form), []
    for mark in long_lines(form, points=2):
        if mark.styles["stroke"] != colour:
            continue
        for part in mark.outline.to_polygons(closed_only=False) or []:
            xs = [x for x, _ in part]
            if max(xs) - min(xs) > 1:
                found.append((min(xs), max(xs)))
    return found


@EACH_WAY
def test_a_line_of_months_stops_at_a_hidden_month_though_it_was_drawn_across_it(page, draw):
    data = months(page, "county")  # April 2018 is hidden: the seventh of 25 months
    for form in forms(put(page, draw(data), data)):
        left, right = gap_in(form, 6)
        parts = segments(form)
        assert len(parts) >= 2
        assert not [part for part in parts if part[0] < left + 1 and part[1] > right - 1]
        assert min(first for first, _ in parts) < left
        assert max(last for _, last in parts) > right
        assert "Hidden [c]: Fellshire, April 2018." in form.description


def test_the_path_of_a_line_has_a_gap_where_a_month_is_hidden(page):
    data = months(page, "county")
    for form in forms(put(page, seaborns_line(data), data)):
        [mark] = long_lines(form)
        assert pieces_of(mark) == 2


def test_a_line_without_a_hidden_month_has_no_gap(page):
    data = months(page, "county").query("period > '2018-04'")
    for form in forms(put(page, line(data), data)):
        [mark] = long_lines(form)
        assert pieces_of(mark) == 1


@EACH_WAY
def test_a_lone_month_between_two_hidden_ones_is_a_dot(small, draw):
    page = Page(hidden_at(small, "county", "2018-06", "2018-04"), "front_door", "county")
    data = months(page, "county")  # May 2018, the eighth of 25, is shown between them
    for form in forms(put(page, draw(data), data)):
        left, right = gap_in(form, 7)
        shown = [mark for mark in dots(form) if left < mark.outline.vertices[0][0] < right]
        assert len(shown) == 1
        assert shown[0].styles["stroke"] == line_colour(form)
        assert float(shown[0].styles["stroke-width"]) >= 4


def test_a_lone_latest_month_is_a_dot(small):
    page = Page(hidden_at(small, "county", "2019-09"), "front_door", "county")
    data = months(page, "county")
    wide = forms(put(page, seaborns_line(data), data))[0]
    left, right = gap_in(wide, 24)
    assert [mark for mark in dots(wide) if left < mark.outline.vertices[0][0] < right]


def areas_to_nought(data: pandas.DataFrame):
    _, axes = pyplot.subplots()
    shown = data.dropna(subset=["value"])
    axes.fill_between(shown["date"], 0, shown["value"])
    return axes


def areas_through_nought(data: pandas.DataFrame):
    _, axes = pyplot.subplots()
    axes.stackplot(data["date"], data["value"].fillna(0))
    return axes


@pytest.mark.parametrize("draw", [areas_to_nought, areas_through_nought])
def test_a_filled_area_does_not_run_on_through_a_hidden_month(page, draw):
    data = months(page, "county")  # April 2018 is hidden: the seventh of 25 months
    try:
        wide = forms(put(page, draw(data), data))[0]
    except Problem as problem:
        assert "hidden" in str(problem) or "not shown" in str(problem)
    else:
        left, right = gap_in(wide, 6)
        [area] = [mark for mark in wide.marks if "--accent" in mark.styles.get("fill", "")]
        foot = area.outline.vertices[:, 1].max() - 3  # just above nought
        middle, apart = (left + right) / 2, (right - left) / 3
        assert area.outline.contains_point((middle - 3 * apart, foot))  # January 2018 is shown
        for beside in (-apart, 0, apart):  # between March and April, April, between April and May
            assert not area.outline.contains_point((middle + beside, foot))


def test_a_line_over_named_months_does_not_leave_a_hidden_month_out(page):
    data = months(page, "county").query("'2018-02' <= period <= '2018-06'")
    _, axes = pyplot.subplots()
    shown = data.dropna(subset=["value"])
    axes.plot(shown["period"], shown["value"])  # April is hidden, and March is joined to May
    try:
        wide = forms(put(page, axes, data, says="It is 80%."))[0]
    except Problem as problem:
        assert "date" in str(problem) or "hidden" in str(problem)
    else:
        drawn = [mark for mark in wide.marks if "--accent" in mark.styles["stroke"]]
        parts = [part for mark in drawn for part in mark.outline.to_polygons(closed_only=False)]
        assert len(parts) == 2


def all_hidden(edition):
    return hidden_at(edition, "county", *(point.text for point in edition.period.points()))


@pytest.mark.parametrize("words", [{}, {"finding": "", "says": ""}])
def test_where_all_figures_are_hidden_a_sentence_stands_in_place_of_the_chart(small, words):
    page = Page(all_hidden(small), "front_door", "county")
    data = months(page, "county")
    html = put(page, line(data), data, **words)._repr_html_()
    assert "<svg" not in html
    assert "There is no chart to draw" in html
    assert "Hidden [c]: 25 of 25." in html
    assert [row[1:] for row in table(put(page, line(data), data))[1:]] == [["[c]"]] * 25


def test_a_chart_of_hidden_figures_alone_shows_no_number_that_was_drawn_on_it(small):
    page = Page(all_hidden(small), "front_door", "county")
    data = months(page, "county")
    axes = line(data)
    axes.axhline(INVENTED_NUMBER)
    axes.set_title(f"{INVENTED_NUMBER}")
    piece = put(page, axes, data, finding=f"{INVENTED_NUMBER}% are in time", says=f"{INVENTED_NUMBER}%")
    assert "47.3" not in piece._repr_html_()
    assert "47.3" not in repr(piece)
    assert "47.3" not in repr(piece._repr_mimebundle_())


def test_a_hidden_latest_figure_is_named_as_a_small_number(small):
    page = Page(hidden_at(small, "county", PERIOD), "front_door", "county")
    data = months(page, "county")
    assert "does not name the latest figure" in only(refused(page, line(data), data, says="It rises."))
    piece = put(page, line(data), data)
    assert "Fellshire finished a hidden number of assessments in time." in forms(piece)[0].description


def test_no_hidden_number_is_kept_beside_the_chart_for_its_download(page):
    data = months(page, "county")
    bundle = put(page, line(data), data)._repr_mimebundle_()
    [rows] = [value for kind, value in bundle.items() if kind.startswith("application/")]
    [hidden] = [row for row in rows if "2018-04" in row]
    assert hidden[6:10] == [None, None, None, "hidden"]  # numerator, denominator, value, state
    assert len(rows) == 25


def test_a_measure_that_failed_or_is_not_available_stands_in_the_table_as_its_symbol(small):
    def where(frame: pandas.DataFrame) -> pandas.Series:
        return (frame["indicator"] == "residential_share") & (frame["period"] == "2019-08")

    blank = {"value": None, "numerator": None, "denominator": None}
    edition = with_cells(small, "figures", where, state="failed", **blank)
    page = Page(replace(edition), "placements", "county")
    data = page.figures(*SHARES[:1], "residential_share").query("area == 'county' and period >= '2019-08'")
    axes = seaborn.lineplot(data, x="date", y="value", hue="measure")
    rows = {
        row[0]: row[1:]
        for row in table(put(page, axes, data, says="{fostering_share}, {residential_share}."))
    }
    assert rows["August 2019"] == ["60.1%", "[failed]"]
    assert rows["October 2019"] == ["61.1%", "6%"]


# numbers that only look like something else


def test_a_typed_interval_over_the_first_name_of_an_axis_is_refused(page):
    data = latest(page)
    axes = seaborn.scatterplot(data, x="area_name", y="value")
    axes.plot([0, 0], [61.7, 98.3], color="#0b0c0c")
    assert "a line draws numbers along y that no row of data holds" in " ".join(refused(page, axes, data))


def test_a_line_at_the_distance_between_two_published_figures_is_refused(page):
    data = latest(page).query("area == 'county'")
    apart = abs(data["value"].iloc[0] - data["threshold"].iloc[0])
    axes = seaborn.barplot(data, x="area_name", y="value")
    axes.axhline(apart, color="#0b0c0c")
    assert "a line draws numbers along y that no row of data holds" in only(refused(page, axes, data))
