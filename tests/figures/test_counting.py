"""Counting: figures by hand, areas that add up, and every reason for there being no figure."""

from dataclasses import replace
from datetime import date

import pandas
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as some
from support.command import ROOT
from support.counties import AREAS, TEAMS, point, population, tables

from careboard.disclosure.ledger import Ledger
from careboard.disclosure.publication import published
from careboard.figures.columns import RESULTS
from careboard.figures.counting import Counting
from careboard.figures.rounding import rounded
from careboard.indicators import cases, catalogue
from careboard.params import load
from careboard.params.models import Standards
from careboard.periods import parse
from careboard.records.schema import TABLES
from careboard.records.tables import Tables, empty

OCTOBER = parse("2019-10")
CHILDREN = [{"child": child, "sex": "F", "ethnicity": "WBRI", "born": "2010-01-01"} for child in "ABCDEFG"]


def count(held, *idents, areas=AREAS, **how):
    return Counting(held, areas, population(), **how).count(
        [catalogue()[ident] for ident in idents], [OCTOBER]
    )


def figure(results, ident, window, area, period="2019-10", breakdown="total", group=""):
    rows = results[
        (results.indicator == ident)
        & (results.window == window)
        & (results.area == area)
        & (results.period == period)
        & (results.breakdown == breakdown)
        & (results.group == group)
    ]
    assert len(rows) == 1
    return rows.iloc[0]


def assessment(number, child, started, authorised, team):
    return {
        "assessment": str(number),
        "child": child,
        "started": started,
        "authorised": authorised,
        "team": team,
    }


ASSESSMENTS = [
    assessment(1, "A", "2019-09-02", "2019-10-01", "T1"),
    assessment(2, "B", "2019-05-01", "2019-10-31", "T1"),
    assessment(3, "C", "2019-09-02", "2019-10-02", "T2"),
    assessment(4, "D", "2019-09-02", "2019-09-30", "T1"),
    assessment(5, "E", "2019-09-02", "2019-10-03", ""),
]
TIMELINESS = "assessments_within_45_working_days"


def test_share_by_area_window_and_month():
    results = count(tables(children=CHILDREN, assessments=ASSESSMENTS, teams=TEAMS), TIMELINESS)
    assert list(results.columns) == RESULTS
    for area, met, counted, value in [
        ("lorn", 1, 2, 50.0),
        ("pell", 1, 1, 100.0),
        ("north", 1, 2, 50.0),
        ("unallocated", 1, 1, 100.0),
        ("county", 3, 4, 75.0),
    ]:
        found = figure(results, TIMELINESS, "month", area)
        assert (found.numerator, found.denominator, found.value, found.state) == (
            met,
            counted,
            value,
            "shown",
        )
    assert figure(results, TIMELINESS, "six_months", "county").denominator == 5
    assert figure(results, TIMELINESS, "month", "county", period="2019-09").denominator == 1


def test_no_case_is_not_nought():
    results = count(tables(children=CHILDREN, assessments=ASSESSMENTS, teams=TEAMS), TIMELINESS)
    found = figure(results, TIMELINESS, "month", "sand")
    assert found.state == "no_cases" and pandas.isna(found.value) and found.denominator == 0


def test_a_count_of_nobody_is_a_shown_zero():
    found = figure(
        count(tables(children=CHILDREN, plans=[]), "protection_plans"),
        "protection_plans",
        "at_date",
        "county",
    )
    assert (found.value, found.state) == (0, "shown")


def test_absent_table_and_absent_column_are_not_available():
    results = count(tables(children=CHILDREN), TIMELINESS, "protection_plans")
    assert set(results.state) == {"not_available"}
    held = tables(children=CHILDREN, plans=[{"plan": "1", "child": "A", "started": "2019-05-01"}])
    held.frames["plans"] = held.frames["plans"].drop(columns="temporary")
    assert set(count(held, "protection_plans").state) == {"not_available"}


@pytest.mark.parametrize(
    ("lacks", "state"),
    [
        (("distance", "home_postcode"), "not_available"),
        (("home_postcode",), "shown"),
        (("distance",), "shown"),
    ],
)
def test_how_far_children_live_is_not_available_where_neither_distance_nor_home_is_known(lacks, state):
    care = {"child": "A", "started": "2019-01-01", "start_reason": "S", "legal_status": "C2"}
    care |= {"postcode": "XX1 1AA", "home_postcode": "LO1 1AA", "distance": "30"}
    places = [
        {"sector": sector, "district": district, "easting": east, "northing": "0"}
        for sector, district, east in (("XX1 1", "elsewhere", "40000"), ("LO1 1", "lorn", "0"))
    ]
    held = tables(children=CHILDREN, care=[care], postcode_districts=places)
    held.frames["care"] = held.frames["care"].drop(columns=list(lacks))
    counting = Counting(held, AREAS, population())
    results = counting.count([catalogue()["over_20_miles_outside"]], [OCTOBER])
    found = figure(results, "over_20_miles_outside", "at_date", "county")
    assert found.state == state and (found.value == 100.0 or state == "not_available")
    assert counting.wanting == ({} if state == "shown" else {"over_20_miles_outside": "distance"})


def test_a_broken_definition_fails_alone_and_says_where():
    held = tables(children=CHILDREN, assessments=ASSESSMENTS, plans=[])
    held.frames["plans"] = held.frames["plans"].drop(columns="started")  # not told as absent: a fault of ours
    counting = Counting(held, AREAS, population())
    results = counting.count([catalogue()["protection_plans"], catalogue()[TIMELINESS]], [OCTOBER])
    assert set(results[results.indicator == "protection_plans"].state) == {"failed"}
    assert figure(results, TIMELINESS, "month", "county").value == 75.0
    assert (
        list(counting.failed) == ["protection_plans"] and "Error in " in counting.failed["protection_plans"]
    )


def test_rate_has_a_dated_base_and_none_for_the_unallocated():
    plans = [
        {"plan": "1", "child": "A", "started": "2019-05-01"},
        {"plan": "2", "child": "B", "started": "2019-05-01"},
    ]
    results = count(
        tables(children=CHILDREN, plans=plans, home_districts=[{"child": "A", "area": "lorn"}]),
        "protection_plan_rate",
    )
    assert figure(results, "protection_plan_rate", "at_date", "lorn").value == 10.0
    assert figure(results, "protection_plan_rate", "at_date", "county").value == 2.5
    assert figure(results, "protection_plan_rate", "at_date", "unallocated").state == "not_applicable"
    assert (
        figure(results, "protection_plan_rate", "at_date", "county", period="2019-05").state
        == "not_available"
    )


def test_made_for_the_whole_authority_only():
    workforce = [
        {
            "worker": "R1",
            "role": "Independent reviewing officer",
            "started": "2018-01-01",
            "fte": "1.0",
            "agency": "N",
            "holds_cases": "Y",
        }
    ]
    held = [
        {
            "involvement": str(number),
            "child": child,
            "worker": "R1",
            "role": "Independent reviewing officer",
            "started": "2019-01-01",
        }
        for number, child in enumerate("ABC")
    ]
    results = count(
        tables(children=CHILDREN, workforce=workforce, involvements=held),
        "iro_caseload",
        "iro_caseload_highest",
    )
    assert figure(results, "iro_caseload", "at_date", "county").value == 3.0
    assert figure(results, "iro_caseload_highest", "at_date", "county").value == 3.0
    assert figure(results, "iro_caseload", "at_date", "north").state == "not_applicable"


def test_months_before_the_history_begins_are_not_available():
    results = count(
        tables(children=CHILDREN, assessments=ASSESSMENTS, teams=TEAMS),
        TIMELINESS,
        history_from=date(2019, 9, 1),
    )
    assert figure(results, TIMELINESS, "month", "county", period="2019-09").state == "shown"
    assert figure(results, TIMELINESS, "month", "county", period="2019-08").state == "not_available"
    assert figure(results, TIMELINESS, "six_months", "county").state == "not_available"


def test_a_stock_is_known_from_the_day_on_which_the_history_begins():
    held = tables(children=CHILDREN, plans=[{"plan": "1", "child": "A", "started": "2019-01-01"}])
    for begins, state in [(date(2019, 10, 31), "shown"), (date(2019, 11, 1), "not_available")]:
        results = count(held, "protection_plans", history_from=begins)
        assert figure(results, "protection_plans", "at_date", "county").state == state


def test_a_case_that_weighs_nothing_is_not_one_of_the_people_behind_an_average():
    """An average of five is hidden whatever stands beside them without weight."""

    def average(held):
        children = held.children.assign(score=[10.0] * 6 + [0.0], weight=[1.0] * 5 + [0.0, 0.0])
        return cases(children, on=date(2019, 10, 31), value=children.score, weight=children.weight)

    definition = replace(catalogue()["sdq_average_score"], count=lambda held, on: average(held))
    results = Counting(tables(children=CHILDREN), AREAS, population()).count([definition], [OCTOBER])
    found = figure(results, "sdq_average_score", "at_date", "county")
    assert (found.people, found.denominator) == (5, 5)
    rule = load.read(ROOT / "params").disclosure
    hidden = published(results, catalogue(), rule, AREAS, "board", "test", Ledger.empty()).figures
    assert figure(hidden, "sdq_average_score", "at_date", "county").state == "hidden"


def test_what_is_not_met_is_told_by_how_late():
    results = count(tables(children=CHILDREN, assessments=ASSESSMENTS, teams=TEAMS), TIMELINESS)
    found = figure(
        results, TIMELINESS, "month", "county", breakdown="how_late", group="more than 20 working days late"
    )
    assert (found.numerator, found.denominator, found.value) == (1, 1, 100.0)


def test_groups_come_in_the_order_of_the_childrens_ages_each_with_its_own_number():
    born = {"A": "2008-02-01", "B": "2019-05-01", "C": "2012-02-01", "D": "2016-02-01", "E": "2016-03-01"}
    children = [{"child": child, "sex": "F", "ethnicity": "WBRI", "born": day} for child, day in born.items()]
    results = count(
        tables(
            children=children,
            plans=[{"plan": child, "child": child, "started": "2019-10-01"} for child in born],
        ),
        "protection_plans",
    )
    found = results[(results.breakdown == "age") & (results.area == "county")]
    assert list(zip(found.group, found.numerator, strict=True)) == [
        ("Under 1", 1),
        ("1 to 4", 2),
        ("5 to 9", 1),
        ("10 to 15", 1),
    ]


def test_months_are_counted_as_at_that_month():
    plans = [
        {"plan": "1", "child": "A", "started": "2019-03-01", "ended": "2019-09-15"},
        {"plan": "2", "child": "B", "started": "2019-10-31"},
    ]
    results = count(tables(children=CHILDREN, plans=plans), "protection_plans")
    assert [
        figure(results, "protection_plans", "at_date", "county", period=month).value
        for month in ("2019-02", "2019-03", "2019-08", "2019-09", "2019-10")
    ] == [0, 1, 1, 0, 1]


def test_every_definition_counts_an_extract_without_a_record():
    held = Tables({name: empty(table) for name, table in TABLES.items()}, standards=Standards())
    counting = Counting(held, AREAS, population())
    results = counting.count(catalogue().values(), [point("2019-10")])
    assert counting.failed == {}
    assert set(results.state) <= {"shown", "no_cases", "not_available", "not_applicable"}
    assert (results[results.state == "shown"].value == 0).all()


def test_a_half_goes_up():
    assert rounded(pandas.Series([44.85, 0.05, 2.25, 21.34999])).tolist() == [44.9, 0.1, 2.3, 21.3]
    assert rounded(pandas.Series([-0.25, -0.35, -2.04, -0.04])).tolist() == [-0.3, -0.4, -2.0, 0.0]
    assert rounded(-0.25) == -0.3


days = some.dates(date(2019, 4, 1), date(2019, 10, 31))
rows = some.lists(
    some.tuples(
        some.sampled_from("ABCDEFG"), days, some.integers(0, 120), some.sampled_from(["T1", "T2", ""])
    ),
    max_size=25,
)


@how(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows)
@pytest.mark.parametrize("window", ["month", "six_months"])
def test_areas_add_up_and_no_share_is_above_its_base(window, found):
    held = [
        assessment(
            number, child, str(on), str((pandas.Timestamp(on) + pandas.Timedelta(days=lasted)).date()), team
        )
        for number, (child, on, lasted, team) in enumerate(found)
    ]
    results = count(tables(children=CHILDREN, assessments=held, teams=TEAMS), TIMELINESS)
    totals = results[(results.breakdown == "total") & (results.window == window)]
    assert (totals.numerator <= totals.denominator).all()
    by_area = totals.pivot(index="period", columns="area", values="denominator")
    assert (by_area[["north", "pell", "unallocated"]].sum(axis=1) == by_area.county).all() and (
        by_area[["lorn", "sand"]].sum(axis=1) == by_area.north
    ).all()
    inside = [
        row
        for row in held
        if OCTOBER.window(window)[0] <= date.fromisoformat(row["authorised"]) <= OCTOBER.end
    ]
    assert by_area.county["2019-10"] == len(inside)


def test_counted_side_by_side_the_figures_are_the_same():
    held = Tables({name: empty(table) for name, table in TABLES.items()}, standards=Standards())
    held.frames |= tables(children=CHILDREN, assessments=ASSESSMENTS).frames
    alone, together = (
        Counting(held, AREAS, population()).count(
            catalogue().values(), [point("2019-10")], processes=processes
        )
        for processes in (1, 3)
    )
    assert alone.equals(together)
