"""Cases found once and summed by stretches give what each window gives when it is asked by itself."""

import itertools
from dataclasses import replace
from datetime import date

import pandas
import pytest
from support.counties import AREAS, TEAMS, population, tables

from careboard.figures.counting import Counting
from careboard.indicators import catalogue
from careboard.periods import parse
from careboard.records.tables import Reach

POINTS = [parse("2019-08"), parse("2019-10")]
CHILDREN = [
    {"child": child, "sex": "FM"[place % 2], "ethnicity": "WBRI", "born": f"{2004 + place}-10-31"}
    for place, child in enumerate("ABCDEFG")
]
DAYS = ["2019-02-28", "2019-07-31", "2019-08-01", "2019-08-31", "2019-10-31", "2018-11-01", "2018-10-31"]
ASSESSMENTS = [
    {
        "assessment": str(number),
        "child": "ABCDEFG"[number % 7],
        "started": "2018-06-01" if number % 3 else day,
        "authorised": day,
        "team": team,
    }
    for number, (day, team) in enumerate(itertools.product(DAYS, ("T1", "T2", "")))
]
PLANS = [
    {
        "plan": str(number),
        "child": "ABCDEFG"[number % 7],
        "started": day,
        "ended": "2019-09-15" * (number % 2),
    }
    for number, day in enumerate(DAYS)
]


def plainly(counting, definition, point, window, area):
    """Met and all of the cases in an area, of the window asked by itself and its rows picked by area."""
    cases = counting.cases_of(definition, point, window)
    inside = [area in AREAS.line(leaf, point.end) for leaf in cases.area]
    return cases.met[inside].sum(), sum(inside), cases.sex[inside].value_counts().to_dict()


@pytest.mark.parametrize("ident", ["assessments_within_45_working_days", "protection_plans"])
def test_each_window_of_each_point_has_the_cases_that_it_has_by_itself(ident):
    held = tables(children=CHILDREN, teams=TEAMS, assessments=ASSESSMENTS, plans=PLANS)
    counting, definition = Counting(held, AREAS, population()), catalogue()[ident]
    found = counting.count([definition], POINTS).set_index(["period", "window", "area", "breakdown", "group"])
    for point, window, area in itertools.product(POINTS, definition.windows, AREAS.areas):
        met, people, sexes = plainly(counting, definition, point, window, area)
        row = found.loc[(point.text, window, area, "total", "")]
        assert row.people == (met if definition.kind == "count" else people) and row.people_met == met
        split = found.people[found.index.isin([(point.text, window, area, "sex", sex) for sex in sexes])]
        assert split.droplevel([0, 1, 2, 3]).to_dict() == sexes


def test_windows_of_some_points_are_cut_out_with_their_cases_alone():
    held = tables(children=CHILDREN, teams=TEAMS, assessments=ASSESSMENTS)
    counting, definition = (
        Counting(held, AREAS, population()),
        catalogue()["assessments_within_45_working_days"],
    )
    whole = counting._finder.find(definition, POINTS)
    part, places = whole.of_points({"2019-10"})
    assert [whole.spans[place] for place in places] == part.spans and {
        span.point.text for span in part.spans
    } == {"2019-10"}
    for place, low, high in zip(places, part.low, part.high, strict=True):
        pandas.testing.assert_frame_equal(
            part.cases.iloc[low:high], whole.cases.iloc[whole.low[place] : whole.high[place]]
        )


def test_the_first_and_the_last_day_of_a_window_are_in_it():
    held = tables(children=CHILDREN, teams=TEAMS, assessments=ASSESSMENTS)
    counting = Counting(held, AREAS, population())
    definition = catalogue()["assessments_within_45_working_days"]
    for point, window in itertools.product(POINTS, definition.windows):
        first, last = (day.isoformat() for day in point.window(window))
        expected = sum(first <= row["authorised"] <= last for row in ASSESSMENTS)
        assert len(counting.cases_of(definition, point, window)) == expected, (point.text, window)


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (date(2019, 8, 31), {"2019-08": "shown", "2019-10": "shown"}),  # the first snapshot is of that day
        (date(2019, 9, 1), {"2019-08": "not_available", "2019-10": "shown"}),
        (date(2019, 11, 1), {"2019-08": "not_available", "2019-10": "not_available"}),
    ],
)
def test_how_things_stood_is_told_from_the_day_of_the_first_snapshot_on(first, told):
    held = replace(tables(children=CHILDREN, plans=PLANS), reach=Reach(first, date(2018, 1, 1)))
    found = Counting(held, AREAS, population()).count([catalogue()["protection_plans"]], POINTS)
    whole = found[(found.area == "county") & (found.breakdown == "total") & found.period.isin(set(told))]
    assert dict(zip(whole.period, whole.state, strict=True)) == told
