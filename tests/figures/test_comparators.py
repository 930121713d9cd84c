"""Published figures, as they stood when the paper went out.

Expected values are read from the publication by eye.
"""

import statistics
from datetime import date

import pandas
import pytest
from support.command import ROOT

from careboard.figures.comparators import PublishedComparators
from careboard.indicators import catalogue
from careboard.periods import parse


def rows(issued, period="2019-10"):
    found = PublishedComparators(ROOT / "data", 888, issued).rows(catalogue(), parse(period))
    lead = {ident: definition.windows[0] for ident, definition in catalogue().items()}
    return found[found.window == found.indicator.map(lead)].set_index(["indicator", "level"])


def likeness(ident, window, period="2019-10"):
    found = (
        PublishedComparators(ROOT / "data", 888, date(2019, 11, 14))
        .rows(catalogue(), parse(period))
        .set_index(["indicator", "window", "level"])
    )
    return found.loc[(ident, window, "england")].like


def test_the_latest_year_out_by_the_date_of_issue_serves():
    found = rows(date(2019, 11, 14))
    england = found.loc["assessments_within_45_working_days", "england"]
    assert (england.year, england.value) == ("2018/19", 83.1)
    assert found.loc["looked_after_rate", "england"].year == "2017/18"  # 2018/19 came out in December 2019
    assert (
        found.loc["social_worker_caseload", "england"].year == "2018"
    )  # September 2019 came out in February 2020


def test_a_month_earlier_the_year_before_serves():
    assert rows(date(2019, 10, 30)).loc["assessments_within_45_working_days", "england"].year == "2017/18"


def test_neighbours_are_a_median_and_their_list_is_named():
    found = rows(date(2019, 11, 14)).loc["protection_plan_rate", "neighbours"]
    assert "median of 10, list of April 2021, not in use then" in found.note
    assert "list of 2025" in rows(date(2026, 1, 31)).loc["protection_plan_rate", "neighbours"].note


def test_another_measurement_says_so():
    assert (
        rows(date(2019, 11, 14))
        .loc["care_leavers_in_eet", "england"]
        .like.startswith("the published figure is measured at birthdays")
    )


def test_a_count_of_the_neighbours_is_a_sum():
    found = rows(date(2019, 11, 14)).loc["looked_after", "neighbours"]
    published = pandas.read_csv(ROOT / "data" / "comparators.csv", dtype={"code": "str"})
    listed = pandas.read_csv(ROOT / "data" / "neighbours.csv", dtype="str")
    ten = listed[(listed.code == "888") & listed["list"].str.contains("2021")].iloc[0, 2:].tolist()
    by_hand = sum(
        published[(published.measure == "LACnum") & (published.code == code)]["2018"].iloc[0] for code in ten
    )
    assert found.value == by_hand and "sum of 10" in found.note


def test_the_authoritys_own_line_is_not_drawn():
    assert set(rows(date(2019, 11, 14)).name) == {"England", "North West", "Statistical neighbours"}


def test_a_published_figure_is_like_for_like_only_where_the_window_agrees():
    timeliness = "assessments_within_45_working_days"
    assert likeness(timeliness, "year") == "yes"
    assert (
        likeness(timeliness, "month")
        == likeness(timeliness, "six_months")
        == likeness(timeliness, "financial_year")
        == "the published figure is of a whole year"
    )
    assert likeness(timeliness, "financial_year", "2019-03") == "yes"


def test_a_snapshot_is_like_for_like_only_on_its_own_day():
    assert (
        likeness("looked_after_rate", "at_date")
        == "the published figure is at 31 March 2018, this one at 31 October 2019"
    )
    assert likeness("looked_after_rate", "at_date", "2019-03") == "yes"
    assert likeness("social_worker_caseload", "at_date", "2019-09") == "yes"


def test_care_leavers_at_birthdays_are_like_for_like_over_a_year_alone():
    assert likeness("care_leavers_in_eet", "at_date", "2019-03").startswith(
        "the published figure is measured at birthdays"
    )
    assert likeness("care_leavers_in_eet", "year") == "yes"


def test_quartiles_are_of_every_english_authority_of_the_year():
    year, number, quartiles = PublishedComparators(ROOT / "data", 888, date(2019, 11, 14)).quartiles(
        catalogue()["conferences_within_15_working_days"]
    )
    published = pandas.read_csv(ROOT / "data" / "comparators.csv")
    values = sorted(
        published[(published.measure == "CP_conf_15days") & (published.level == "authority")]["2019"].dropna()
    )
    assert (year, number) == ("2018/19", len(values))
    assert quartiles[1] == statistics.median(values) and quartiles == sorted(quartiles)
    assert sum(value <= quartiles[0] for value in values) / len(values) == pytest.approx(0.25, abs=0.02)


def test_a_measure_whose_quartiles_say_nothing_has_none():
    assert (
        PublishedComparators(ROOT / "data", 888, date(2019, 11, 14)).quartiles(
            catalogue()["unaccompanied_share"]
        )
        is None
    )


def test_every_comparator_that_a_definition_names_is_published():
    published = PublishedComparators(ROOT / "data", 888, date(2019, 11, 14)).measures.index
    assert [
        definition.ident
        for definition in catalogue().values()
        if definition.comparator and definition.comparator not in published
    ] == []
