from datetime import date

from support.command import ROOT
from support.counties import AREAS, population

from careboard.figures.population import Population
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


def test_no_set_named_gives_no_rate():
    assert "not available" in Population.read(ROOT / "data" / "population.csv", None).sentence(
        AREAS, date(2019, 10, 31)
    )
