from datetime import date

import pandas
import pytest
from support.command import ROOT
from support.counties import AREAS, point, population, tables

from careboard.figures.counting import Counting
from careboard.figures.population import Population
from careboard.indicators import catalogue
from careboard.params import load


def test_areas_add_up_and_a_year_counts_from_its_publication():
    known = population()
    assert known.at(AREAS, date(2019, 7, 1)) == {
        "lorn": 1000,
        "sand": 3000,
        "pell": 4000,
        "north": 4000,
        "county": 8000,
    }
    assert known.year_at(date(2019, 6, 30)) == 2018  # the day of its publication is its first
    assert known.year_at(date(2019, 6, 29)) is None and known.at(AREAS, date(2019, 6, 29)) == {}


def test_the_samples_county_has_the_children_that_the_paper_implies():
    params = load.read(ROOT / "params")
    known = Population.read(ROOT / "data" / "population.csv", "sample")
    assert known.at(params.areas, date(2019, 10, 31))["county"] == 247_600
    assert "247,600 at mid-2018 (implied by the paper" in known.sentence(params.areas, date(2019, 10, 31))


@pytest.mark.parametrize("earlier", [True, False])
def test_rates_of_girls_and_of_ethnic_groups_are_out_of_the_children_of_each(earlier):
    """A girl of 500, a boy of 400, of white children one of 650, of Asian ones one of 250 are on a plan.

    Rates use the estimate of 2018, and so the groups of that year and not of 2019, nor of 2017 where told.
    """
    groups = [
        ("F", "White", 2018, 400),
        ("F", "Asian", 2018, 100),
        ("M", "White", 2018, 250),
        ("M", "Asian", 2018, 150),
        ("M", "White", 2019, 9000),
        *([("F", "White", 2017, 9000)] * earlier),
    ]
    columns = ["sex", "ethnic_group", "year", "children"]
    known = population()
    known.groups = pandas.DataFrame(groups, columns=columns).assign(district="lorn")
    held = tables(
        children=[
            {"child": "A", "born": "2010-01-01", "sex": "F", "ethnicity": "WBRI"},
            {"child": "B", "born": "2010-01-01", "sex": "M", "ethnicity": "AIND"},
        ],
        home_districts=[{"child": child, "area": "lorn"} for child in "AB"],
        plans=[{"plan": child, "child": child, "started": "2019-05-01"} for child in "AB"],
    )
    found = Counting(held, AREAS, known).count([catalogue()["protection_plan_rate"]], [point("2019-10")])
    county = found[(found.area == "county") & (found.breakdown != "total")]
    assert {row.group: (row.denominator, row.value) for row in county.itertuples()} == {
        "Female": (500, 20.0),
        "Male": (400, 25.0),
        "White": (650, 15.4),
        "Asian": (250, 40.0),
    }


def test_no_set_named_gives_no_rate():
    assert "not available" in Population.read(ROOT / "data" / "population.csv", None).sentence(
        AREAS, date(2019, 10, 31)
    )
