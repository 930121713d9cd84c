"""Published figures, as they stood when the paper went out.

Expected values are read from the publication by eye.
"""

import math
from datetime import date

import pandas
import pytest
from support.command import ROOT

from careboard.figures.comparators import YEARS, PublishedComparators
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
    assert "median of 10; list of April 2021, which was not in use then" in found.note
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


def test_every_authority_has_the_figures_of_its_region():
    """By the region's name: London's halves and Yorkshire are written in two ways, all others in one."""
    published = pandas.read_csv(ROOT / "data" / "comparators.csv", dtype={"code": "str"})
    rates = published[published.measure == "LAC"]
    spelt = {
        "Inner London": "London (Inner)",
        "Outer London": "London (Outer)",
        "Yorkshire and The Humber": "Yorkshire and the Humber",
    }
    regions = rates[rates.level == "region"].set_index("area")["2018"]
    authorities = rates[rates.level == "authority"].set_index("code").region
    assert len(authorities) >= 153
    definition = {"looked_after_rate": catalogue()["looked_after_rate"]}
    others = PublishedComparators(ROOT / "data", 888, date(2019, 11, 14))
    told = {}
    for code in authorities.index:
        others.authority = code
        found = others.rows(definition, parse("2019-10")).set_index("level")
        told[code] = (found.loc["region"]["name"], found.loc["region"].value)
    expected = {
        code: (spelt.get(name, name), regions[spelt.get(name, name)]) for code, name in authorities.items()
    }
    assert told == expected


def beside(code, ident, issued, period="2024-03"):
    found = PublishedComparators(ROOT / "data", code, issued).rows({ident: catalogue()[ident]}, parse(period))
    return found[found.level == "neighbours"].iloc[0]


def published(measure, year):
    table = pandas.read_csv(ROOT / "data" / "comparators.csv", dtype={"code": "str"})
    table = table[(table.measure == measure) & (table.level == "authority")]
    return table.set_index("area")[year]


# Staffordshire's ten on the list of April 2021, Cumbria among them
NINE = [
    "Worcestershire", "Derbyshire", "Warwickshire", "North Northamptonshire", "Essex", "Lancashire",
    "Nottinghamshire", "East Riding of Yorkshire", "Cheshire West and Chester",
]  # fmt: skip


def test_an_authority_that_had_ended_is_named_and_counted_and_the_median_is_of_the_others():
    found = beside(860, "looked_after_rate", date(2024, 12, 31))
    assert found.value == published("LAC", "2024")[NINE].median()
    assert "median of 9 of 10, without Cumbria (ended 31 March 2023); list of April 2021" in found.note


def test_there_is_no_sum_where_one_of_the_ten_has_no_figure():
    found = beside(860, "looked_after", date(2024, 12, 31))
    assert math.isnan(found.value) and "no sum: 9 of 10, without Cumbria (ended 31 March 2023)" in found.note


def test_a_figure_of_an_authority_from_before_it_began_does_not_count():
    """The file holds the old county's school moves of 2019 under both Northamptonshires of 2021."""
    figures = PublishedComparators(ROOT / "data", 888, date(2026, 3, 1)).by_measure["Stability_School"]
    before = figures[figures.code.isin(["940", "941", "942", "943"])]
    assert before[["2018", "2019"]].isna().all(axis=None) and (before["2022"][:2] == 7).all()


def test_a_joint_return_counts_once_and_that_is_said():
    """Both Northamptonshires made one return: 16.3 cases per worker in 2023, among five figures, not six."""
    published, ident = PublishedComparators(ROOT / "data", 888, date(2024, 12, 31)), "social_worker_caseload"
    published.neighbours = ["940", "941", "885", "931", "916", "933"]
    found = published.rows({ident: catalogue()[ident]}, parse("2024-03"))
    found = found[found.level == "neighbours"].iloc[0]
    assert found.value == 15.0  # of 13.9, 14.1, 15.0, 16.3 once, 16.4; with 16.3 twice it were 15.65
    assert "median of 6; North Northamptonshire and West Northamptonshire made one return, counted once" in (
        found.note
    )


def test_a_joint_return_holds_in_its_first_and_last_year_and_in_no_other():
    """Richmond (318) and Kingston (314) have made one since 2017, both Northamptonshires since 2021."""
    authorities = PublishedComparators(ROOT / "data", 888, date(2024, 12, 31)).authorities
    told = {
        year: set(authorities.joint_returns("Work_Force_NoSW", year))
        for year in (2016, 2017, 2020, 2021, 2025)
    }
    assert told == {2016: set(), 2017: {"318"}, 2020: {"318"}, 2021: {"318", "941"}, 2025: {"318", "941"}}


def test_who_shares_a_return_with_an_authority_that_is_not_asked_about_is_named_and_nobody_else():
    authorities = PublishedComparators(ROOT / "data", 888, date(2024, 12, 31)).authorities
    figures = {"318": 10.0, "940": 12.0, "941": 12.0, "885": 9.0}
    found = authorities.members(
        figures, ["318", "940", "941", "885"], "Work_Force_NoSW", "2023", date(2023, 9, 30)
    )
    assert found.shared == ["Richmond upon Thames"]  # with Kingston, which is not asked about


def test_the_list_of_joint_returns_is_that_of_figures_that_are_alike_throughout():
    """Two authorities whose six workforce figures of a year are all the same made one return."""
    table = pandas.read_csv(ROOT / "data" / "comparators.csv", dtype={"code": "str"})
    table = table[table.measure.str.startswith("Work_Force") & (table.level == "authority")]
    alike = set()
    for year in YEARS:
        of_year = table.pivot(index="code", columns="measure", values=year).dropna()
        for _, codes in of_year.groupby(list(of_year.columns)).groups.items():
            alike |= {(year, *codes)} if len(codes) > 1 else set()
    listed = pandas.read_csv(ROOT / "data" / "joint_returns.csv", dtype={"code": "str", "with": "str"})
    assert listed.groupby("measure").size().to_dict() == dict.fromkeys(table.measure.unique(), 2)
    told = {
        (str(year), row["with"], row["code"])
        for row in listed.to_dict("records")
        for year in range(row["first"], row["last"] + 1)
    }
    assert told == alike


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


def test_every_comparator_that_a_definition_names_is_published():
    published = PublishedComparators(ROOT / "data", 888, date(2019, 11, 14)).measures.index
    assert [
        definition.ident
        for definition in catalogue().values()
        if definition.comparator and definition.comparator not in published
    ] == []


@pytest.mark.parametrize(
    ("ident", "issued", "year"),
    [
        ("assessments_within_45_working_days", date(2019, 10, 30), "2017/18"),
        ("assessments_within_45_working_days", date(2019, 10, 31), "2018/19"),  # on the day itself it is out
        # up to the year 2019/20 looked-after children were published in December, since then in November
        ("looked_after_rate", date(2020, 12, 30), "2018/19"),
        ("looked_after_rate", date(2020, 12, 31), "2019/20"),
        ("looked_after_rate", date(2021, 11, 29), "2019/20"),
        ("looked_after_rate", date(2021, 11, 30), "2020/21"),
    ],
)
def test_a_year_serves_from_the_day_on_which_it_is_published(ident, issued, year):
    assert rows(issued).loc[ident, "england"].year == year


def test_a_list_of_neighbours_serves_papers_of_its_own_year():
    own = rows(date(2021, 12, 1)).loc["protection_plan_rate", "neighbours"].note
    assert "list of April 2021" in own and "not in use then" not in own
    assert "list of April 2021" in rows(date(2024, 12, 31)).loc["protection_plan_rate", "neighbours"].note
    assert "list of 2025" in rows(date(2025, 1, 1)).loc["protection_plan_rate", "neighbours"].note
