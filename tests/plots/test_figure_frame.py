"""The published figures as an analyst's frame: one row a figure, equal to the edition's files by pandas."""

from __future__ import annotations

import doctest
import io
import math
import re
from dataclasses import replace

import pandas
import pytest
import seaborn
from plots.chart_reading import SHARES
from support.small_edition import (
    DENTAL,
    IN_TIME,
    PERIOD,
    PLAN_RATE,
    PLANS,
    RE_REFERRED,
    small_edition,
    with_cells,
    with_table,
)

from careboard.errors import Problem
from careboard.execute.small_page import _edition
from careboard.pages.page import Page

KEY = ["indicator", "area", "period", "window", "breakdown", "group"]
NUMBERS = ["value", "numerator", "denominator"]
# what the charts of this folder, and an analyst's notebooks, are drawn from
NEEDED = [
    *("indicator", "measure", "unit", "period", "date", "window", "area", "area_name", "level", "relation"),
    *("breakdown", "group", "value", "numerator", "denominator", "state", "stretch", "band", "low", "high"),
    *("threshold", "change", "direction", "rest", "lower_limit", "mean", "upper_limit"),
    *("england", "region", "neighbours"),
]


def read(edition, name: str) -> pandas.DataFrame:
    """A file of the edition by pandas, which neither the frame nor a page reads it with."""
    text = getattr(edition, name).text
    return pandas.read_csv(
        io.StringIO(text), keep_default_na=False, na_values={name: [""] for name in NUMBERS}
    )


def near(edition, area: str) -> set[str]:
    """The areas that a page may show beside its own: its children, those beside it, and all above it."""
    parents = {ident: told["parent"] for ident, told in edition.areas.items()}
    above, at = set(), area
    while parents[at]:
        at = parents[at]
        above.add(at)
    beside = {other for other, parent in parents.items() if parent and parent == parents[area]}
    return {area, *above, *beside, *(other for other, parent in parents.items() if parent == area)}


@pytest.mark.parametrize("area", ["county", "north", "lornmere", "unallocated"])
def test_each_figure_is_one_row_with_the_numbers_of_figures_csv(small, area):
    frame = Page(small, "front_door", area).figures()
    kept = read(small, "figures")
    around = near(small, area)
    kept = kept[(kept["area"] == area) | (kept["area"].isin(around) & (kept["breakdown"] == "total"))]
    assert not frame.duplicated(KEY).any()
    there = frame[KEY[:2]].apply(tuple, axis=1).isin(set(kept[KEY[:2]].apply(tuple, axis=1)))
    assert (frame.loc[~there, "state"] == "not_available").all()  # of which the edition holds nothing
    frame = frame[there]
    assert len(frame) == len(kept) > 100
    both = frame.merge(kept, on=KEY, suffixes=("", "_kept"))
    assert len(both) == len(kept)
    for column in NUMBERS:
        same = (both[column] == both[f"{column}_kept"]) | (
            both[column].isna() & both[f"{column}_kept"].isna()
        )
        assert same.all(), column
    assert (both["state"].astype(str) == both["state_kept"]).all()


def test_the_columns_are_those_that_its_description_tells_of(page):
    columns = [str(column) for column in page.figures(IN_TIME).columns]
    told = Page.figures.__doc__.partition("Returns:")[2].partition("Examples:")[0]
    assert [column for column in NEEDED if column not in columns] == []
    assert [column for column in columns if not re.search(rf"\b{column}\b", told)] == []
    assert len(set(columns)) == len(columns)


def test_a_figure_that_is_not_shown_has_no_number_at_all(page, small):
    frame = page.figures(parts=True)
    hidden = frame[frame["state"] != "shown"]
    assert set(hidden["state"]) >= {"hidden", "no_cases"}
    assert hidden[NUMBERS].isna().all(axis=None)
    assert frame[frame["state"] == "shown"]["value"].notna().all()


def test_rows_of_a_measure_stand_together_in_the_order_in_which_it_was_asked_for(page):
    asked = [RE_REFERRED, IN_TIME]
    assert list(page.figures(*asked)["indicator"].unique()) == asked
    assert len(page.figures(*asked)) == len(page.figures(RE_REFERRED)) + len(page.figures(IN_TIME))


def test_all_measures_are_there_where_none_is_named(page, small):
    assert set(page.figures()["indicator"]) == set(read(small, "figures")["indicator"])


def test_a_month_has_its_last_day_its_measure_its_unit_and_its_area_in_words(page):
    rows = page.figures(IN_TIME).query("window == 'month' and breakdown == 'total' and area == 'east'")
    row = rows[rows["period"] == "2018-02"].iloc[0]
    assert row["date"] == pandas.Timestamp("2018-02-28")
    assert (row["measure"], row["unit"]) == ("Assessments finished within 45 working days", "%")
    assert (row["area_name"], row["level"]) == ("East", "area")
    assert len(rows) == 25
    assert rows["date"].is_monotonic_increasing


def test_stretch_goes_up_by_one_after_each_gap_and_each_line_has_its_own(small):
    def hide(frame: pandas.DataFrame) -> pandas.Series:
        county = (frame["indicator"] == IN_TIME) & (frame["area"] == "county") & (frame["window"] == "month")
        return (
            county & (frame["breakdown"] == "total") & frame["period"].isin(["2018-05", "2019-08", "2018-07"])
        )

    edition = with_cells(small, "figures", hide, state="hidden", value=None, numerator=None, denominator=None)
    frame = Page(edition, "front_door", "county").figures(IN_TIME).query("breakdown == 'total'")
    county = frame[(frame["area"] == "county") & (frame["window"] == "month")].set_index("period")
    shown = county[county["value"].notna()]["stretch"]
    # April 2018 is hidden in the small edition, and May, July and August 2019 here
    parts = [("2017-10", "2018-03"), ("2018-06", "2018-06"), ("2018-08", "2019-07"), ("2019-09", "2019-10")]
    numbers = [set(shown[first:last]) for first, last in parts]
    assert [len(part) for part in numbers] == [1] * 4  # within a stretch the number stays
    assert [number for [number] in numbers] == sorted({number for [number] in numbers})  # and then goes up
    assert sum(len(shown[first:last]) for first, last in parts) == len(shown) == 21
    for other in (("north", "month"), ("county", "six_months")):
        own = frame[(frame["area"] == other[0]) & (frame["window"] == other[1])].set_index("period")
        assert own["stretch"]["2017-10"] == 0
        assert own["stretch"][PERIOD] == 1  # April 2018 alone


def test_a_line_without_a_gap_is_one_stretch(small):
    edition = with_cells(
        small, "figures", lambda frame: frame["period"] == "2018-04", state="shown", value=80, numerator=80
    )
    frame = Page(edition, "front_door", "county").figures(IN_TIME).query("area == 'north'")
    assert set(frame["stretch"]) == {0}


@pytest.mark.parametrize(
    ("area", "relations"),
    [
        (
            "county",
            {"county": "own", "north": "below", "east": "below", "central": "below", "unallocated": "below"},
        ),
        (
            "north",
            {
                "county": "above",
                "north": "own",
                "east": "beside",
                "central": "beside",
                "unallocated": "beside",
                "lornmere": "below",
                "sandhythe": "below",
            },
        ),
        ("lornmere", {"county": "above", "north": "above", "lornmere": "own", "sandhythe": "beside"}),
    ],
)
def test_each_area_says_how_it_stands_to_the_pages_own(small, area, relations):
    frame = Page(small, "front_door", area).figures(IN_TIME)
    assert dict(zip(frame["area"], frame["relation"])) == relations


def test_districts_are_added_where_parts_are_asked_for(page):
    without, deep = page.figures(IN_TIME), page.figures(IN_TIME, parts=True)
    assert set(deep["area"]) - set(without["area"]) == {"lornmere", "sandhythe", "rennick_vale"}
    added = deep[deep["level"] == "district"]
    assert set(added["relation"]) == {"below"}
    assert set(added["breakdown"]) == {"total"}


def test_breakdowns_are_those_of_the_pages_own_area_and_of_the_period(small, page):
    frame = page.figures(IN_TIME)
    groups = frame[frame["breakdown"] != "total"]
    assert set(groups["area"]) == {"county"}
    assert set(groups["period"]) == {PERIOD}
    assert set(groups["group"]) >= {"0 to 4", "more than 20 days late"}
    north = Page(small, "front_door", "north").figures(IN_TIME)
    assert set(north[north["breakdown"] != "total"]["area"]) == {"north"}


def test_bands_are_in_their_order_from_the_worst_to_the_best(page):
    frame = page.figures(IN_TIME, parts=True)
    assert frame["band"].cat.ordered
    best = ["Inadequate", "Requires improvement", "Good", "Outstanding"]
    assert list(frame["band"].cat.categories) == best
    now = frame.query(f"window == 'month' and breakdown == 'total' and period == '{PERIOD}'")
    banded = now.dropna(subset=["band"]).set_index("area")["band"]
    # as standing.csv has them: small_edition.STANDING
    assert banded.astype(str).to_dict() == {
        "county": "Good",
        "north": "Outstanding",
        "east": "Good",
        "central": "Outstanding",
        "rennick_vale": "Inadequate",
    }
    assert (banded.min(), banded.max()) == ("Inadequate", "Outstanding")
    assert set(now[now["band"] >= "Good"]["area"]) == {"county", "north", "east", "central"}


def test_how_a_figure_stands_is_told_of_the_period_and_of_all_cases_alone(small, page):
    frame = page.figures(IN_TIME)
    stands = ["band", "low", "high", "threshold", "change"]
    now = (frame["period"] == PERIOD) & (frame["breakdown"] == "total")
    assert frame[~now][stands].isna().all(axis=None)
    assert set(frame[~now]["direction"]) | set(frame[~now]["rest"]) == {""}
    kept = read(small, "standing").query(f"indicator == '{IN_TIME}' and window == 'month'")
    rows = frame[now & (frame["window"] == "month")].set_index("area")
    for row in kept[kept["area"].isin(rows.index)].itertuples():
        for column in ("low", "high", "threshold", "change"):
            told = getattr(row, column)
            assert rows[column][row.area] == float(told) if told != "" else math.isnan(rows[column][row.area])
        assert rows["direction"][row.area] == row.direction
        assert rows["rest"][row.area] == row.rest
    assert rows["rest"]["east"] == "lower"


def test_limits_of_usual_variation_are_of_months_alone():
    """The small page's edition has limits for its months; its figures are 60 to 84 of 100 visits."""
    edition = _edition()
    rows = edition.figures.frame()
    year = rows[rows["breakdown"] == "total"].assign(window="year")
    edition = with_table(edition, "figures", lambda frame: pandas.concat([frame, year]))
    frame = Page(edition, "warm_up", "county").figures("visits_in_time")
    limits = ["lower_limit", "mean", "upper_limit"]
    months = (frame["window"] == "month") & (frame["breakdown"] == "total")
    assert frame[months][limits].notna().all(axis=None)
    assert frame[~months][limits].isna().all(axis=None)
    own = frame[months]
    assert len(own) == 25 * 3
    assert (own["lower_limit"] < own["mean"]).all()
    assert (own["mean"] < own["upper_limit"]).all()
    # a p chart, by its definition: the mean share of all months, three standard errors of 100 cases around
    share = sum(range(60, 85)) / 2500
    error = 3 * math.sqrt(share * (1 - share) / 100)
    first = own.iloc[0]
    assert first["mean"] == pytest.approx(100 * share, abs=0.06)
    assert first["lower_limit"] == pytest.approx(100 * (share - error), abs=0.06)
    assert first["upper_limit"] == pytest.approx(100 * (share + error), abs=0.06)


def test_a_measure_without_usual_variation_has_no_limits(page):
    assert page.figures(IN_TIME)[["lower_limit", "mean", "upper_limit"]].isna().all(axis=None)


def test_comparators_stand_beside_a_figure_only_where_they_are_like_for_like(page):
    frame = page.figures(IN_TIME, RE_REFERRED, PLAN_RATE)
    totals = frame[frame["breakdown"] == "total"]
    beside = totals.groupby("indicator")[["england", "region", "neighbours"]].agg(["min", "max"])
    # small_edition.COMPARATORS: England's re-referrals are of another year, and so not like for like
    assert beside.loc[IN_TIME].to_list() == [83.1, 83.1, 84.4, 84.4, 86.4, 86.4]
    assert beside.loc[RE_REFERRED].isna().all()
    assert beside.loc[PLAN_RATE].fillna(0).to_list() == [45.7, 45.7, 0, 0, 0, 0]
    assert frame[frame["breakdown"] != "total"][["england", "region", "neighbours"]].isna().all(axis=None)


def test_a_comparator_of_one_window_does_not_stand_beside_another(small):
    one = with_table(small, "comparators", lambda frame: frame[frame["window"] == "month"])
    frame = Page(one, "front_door", "county").figures(IN_TIME).query("breakdown == 'total'")
    assert frame[frame["window"] == "month"]["england"].notna().all()
    assert frame[frame["window"] == "six_months"]["england"].isna().all()


def test_each_figure_is_written_as_a_page_writes_it(page):
    rows = page.figures(IN_TIME, PLANS, PLAN_RATE, latest=True).query("breakdown == 'total'")
    written = rows[rows["leads"]].set_index(["indicator", "area"])["written"]
    assert written[IN_TIME, "county"] == "89%"
    assert written[IN_TIME, "unallocated"] == "no cases"
    assert written[PLANS, "county"] == "1,194 plans"
    assert written[PLANS, "unallocated"] == "[c]"
    assert written[PLAN_RATE, "county"] == "48.2 per 10,000"


def test_the_window_that_leads_is_marked(page):
    frame = page.figures(IN_TIME)
    assert set(frame[frame["leads"]]["window"]) == {"month"}
    assert set(frame[~frame["leads"]]["window"]) == {"six_months"}


def test_the_latest_figures_alone_are_the_rows_of_the_period(page):
    whole, latest = page.figures(IN_TIME, PLANS), page.figures(IN_TIME, PLANS, latest=True)
    expected = whole[whole["period"] == PERIOD].drop(columns="stretch").reset_index(drop=True)
    pandas.testing.assert_frame_equal(latest.drop(columns="stretch"), expected)


@pytest.mark.parametrize("latest", [True, False])
def test_a_chart_of_the_latest_figures_of_a_measure_with_limits_is_not_refused(latest):
    page = Page(_edition(), "warm_up", "county")
    frame = page.figures("visits_in_time", latest=latest)
    data = frame.query("breakdown == 'total' and period == '2019-10'")
    axes = seaborn.barplot(data, x="area_name", y="value")
    piece = page.chart(axes, data=data, finding="Alike", says="{visits_in_time} were seen.")
    assert "84%" in piece._repr_html_()


def test_an_unknown_measure_is_refused_with_the_nearest_name(page):
    with pytest.raises(Problem) as told:
        page.figures("protection_plan")
    assert str(told.value) == "there is no indicator 'protection_plan'. Did you mean 'protection_plans'?"


def test_what_an_analyst_changes_in_the_frame_is_not_in_the_next_one(page):
    page.figures(PLANS)["value"] = 1.0
    again = page.figures(PLANS).query(f"area == 'county' and period == '{PERIOD}'")
    assert again["value"].to_list() == [1194.0]


def test_a_measure_without_any_figure_is_not_available_in_each_of_its_windows():
    """Of the whole catalogue most measures have no figure in the small edition."""
    edition = small_edition()
    bare = next(
        ident for ident in edition.indicators if ident not in set(read(edition, "figures")["indicator"])
    )
    frame = Page(edition, "front_door", "county").figures(bare, DENTAL)
    assert list(frame.columns) == list(Page(edition, "front_door", "county").figures(DENTAL).columns)
    missing = frame[frame["indicator"] == bare]
    assert set(missing["state"]) == {"not_available"} and missing["value"].isna().all()
    assert set(missing["window"]) == set(edition.indicators[bare]["windows"])


def test_a_group_that_is_called_total_is_none_of_all_cases(small):
    def group(frame: pandas.DataFrame) -> pandas.Series:
        return frame["group"] == "0 to 4"

    frame = Page(with_cells(small, "figures", group, group="total"), "front_door", "county").figures(IN_TIME)
    row = frame[frame["group"] == "total"].iloc[0]
    assert row["breakdown"] == "age"
    assert math.isnan(row["low"]) and math.isnan(row["england"]) and row["direction"] == ""


def test_the_shares_of_a_whole_can_be_crossed_by_month_and_measure(page):
    """What a stack is drawn from: no two rows fall into one cell."""
    crossed = (
        page.figures(*SHARES)
        .query("area == 'county'")
        .pivot(index="date", columns="indicator", values="value")
    )
    assert crossed.shape == (25, 3)
    assert crossed.iloc[-1].to_dict() == dict(zip(SHARES, (61.1, 16.0, 6.0)))


def examples(of) -> list[doctest.DocTest]:
    return [
        test
        for test in doctest.DocTestFinder(recurse=False).find(of, "Page.figures", globs={})
        if test.examples
    ]


def test_the_examples_in_its_description_work_as_they_stand():
    page = Page(_edition(), "warm_up", "county")
    [told] = examples(Page.figures)
    told.globs = {"page": page}
    report = io.StringIO()
    done = doctest.DocTestRunner(verbose=False).run(told, out=report.write)
    assert done.attempted >= 6
    assert done.failed == 0, report.getvalue()


def test_the_line_that_its_description_draws_can_be_put_on_a_page():
    page = Page(replace(_edition()), "warm_up", "county")
    [told] = examples(Page.figures)
    told.globs = {"page": page}
    doctest.DocTestRunner(verbose=False).run(told, out=io.StringIO().write, clear_globs=False)
    says = "County saw {visits_in_time} in time."
    piece = page.chart(told.globs["axes"], data=told.globs["frame"], finding="Visits rise", says=says)
    assert "County saw 84% in time." in piece._repr_html_()
    assert all(name in piece._repr_html_() for name in ("County 84%", "North 84%", "East 84%"))
