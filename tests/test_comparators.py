"""Published figures, as they stood when the paper went out. Expected values are read from the publication by eye."""

from datetime import date

from careboard.comparators import Published
from careboard.indicators import catalogue
from conftest import ROOT


def rows(issued):
    found = Published(ROOT / "data", 888, issued).rows(catalogue())
    return found.set_index(["indicator", "level"])


def test_the_latest_year_out_by_the_date_of_issue_serves():
    found = rows(date(2019, 11, 14))
    england = found.loc["assessments_within_45_working_days", "england"]
    assert (england.year, england.value) == ("2018/19", 83.1)
    assert found.loc["looked_after_rate", "england"].year == "2017/18"  # 2018/19 came out in December 2019
    assert found.loc["social_worker_caseload", "england"].year == "2018"  # September 2019 came out in February 2020


def test_a_month_earlier_the_year_before_serves():
    assert rows(date(2019, 10, 30)).loc["assessments_within_45_working_days", "england"].year == "2017/18"


def test_neighbours_are_a_median_and_their_list_is_named():
    found = rows(date(2019, 11, 14)).loc["protection_plan_rate", "neighbours"]
    assert "median of 10, list of April 2021, not in use then" in found.note
    assert "list of 2025" in rows(date(2026, 1, 31)).loc["protection_plan_rate", "neighbours"].note


def test_another_measurement_says_so():
    assert rows(date(2019, 11, 14)).loc["care_leavers_in_eet", "england"].like.startswith("the published figure is measured at birthdays")


def test_counts_have_no_comparator_and_the_authoritys_own_line_is_not_drawn():
    found = rows(date(2019, 11, 14))
    assert "looked_after" not in found.index.get_level_values(0)
    assert set(found.name) == {"England", "North West", "Statistical neighbours"}


def test_every_comparator_that_a_definition_names_is_published():
    published = Published(ROOT / "data", 888, date(2019, 11, 14)).measures.index
    assert [definition.id for definition in catalogue().values() if definition.comparator and definition.comparator not in published] == []
