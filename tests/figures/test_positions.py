"""Where the authority lies among all others, counted by hand from the published file."""

import math
from datetime import date

import pandas
import pytest
from support.command import ROOT

from careboard.figures.comparators import PublishedComparators
from careboard.figures.positions import Place, positions
from careboard.indicators import catalogue

RATE, CONFERENCES, CASELOAD = (
    "looked_after_rate", "conferences_within_15_working_days", "social_worker_caseload"
)  # fmt: skip
COLUMNS = ["indicator", "period", "window", "area", "breakdown", "value", "state"]


def placed(ident, *counted, invented=True, code=888, issued=date(2020, 1, 31)):
    """The position for one indicator; counted: period, window and value of the county."""
    rows = [(ident, period, window, "county", "total", value, "shown") for period, window, value in counted]
    published = PublishedComparators(ROOT / "data", code, issued)
    frame = pandas.DataFrame(rows, columns=COLUMNS)
    found = positions(frame, [catalogue()[ident]], published, "county", invented)
    return found.iloc[0] if len(found) else None


def of_year(measure, year, without=("888",)):
    table = pandas.read_csv(ROOT / "data" / "comparators.csv", dtype={"code": "str"})
    table = table[(table.measure == measure) & (table.level == "authority")]
    return table[~table.code.isin(without)].set_index("code")[year].dropna()


def test_an_invented_county_lies_among_the_others_by_what_is_counted_here():
    """Never beside the published line of the council whose neighbours it borrows."""
    found = placed(RATE, ("2019-03", "at_date", 85.0), ("2018-03", "at_date", 60.0))
    now, before = of_year("LAC", "2019"), of_year("LAC", "2018")
    assert (found.year, found.year_before, found.value) == ("2018/19", "2017/18", 85.0)
    assert found.whose == "counted here, at 31 March 2019"
    assert (found.lower, found.same, found.higher) == (
        (now < 85).sum(), (now == 85).sum(), (now > 85).sum()
    )  # fmt: skip
    assert (found.lower_before, found.others_before) == ((before < 60).sum(), len(before))
    dots = [float(value) for part in (found.neighbours, found.region, found.others) for value in part.split()]
    assert sorted(dots) == sorted(now)


def test_a_council_lies_among_the_others_by_its_published_figure():
    found = placed(CONFERENCES, ("2019-03", "year", 99.9), invented=False)
    others = of_year("CP_conf_15days", "2019")
    assert (found.value, found.whose) == (62.8, "as published, year to 31 March 2019")
    assert found.lower == (others < 62.8).sum() == 14 and found.higher == 136
    assert (found.quarter, found.quarter_before) == ("lowest quarter", "lowest quarter")


def test_neighbours_and_region_are_marked_and_each_authority_is_one_dot():
    found = placed(CONFERENCES, invented=False)
    listed = pandas.read_csv(ROOT / "data" / "neighbours.csv", dtype="str")
    ten = listed[(listed.code == "888") & listed["list"].str.contains("2021")].iloc[0, 2:].tolist()
    table = of_year("CP_conf_15days", "2019")
    assert found.neighbours.split() == [f"{value:g}" for value in sorted(table[ten])]
    names = pandas.read_csv(ROOT / "data" / "comparators.csv", dtype={"code": "str"})
    here = set(names[names.region == "North West"].code) & set(table.index)
    assert found.region.split() == [f"{value:g}" for value in sorted(table[list(here - set(ten))])]
    assert len(found.others.split()) == len(table) - len(here | set(ten))


@pytest.mark.parametrize(
    ("place", "quarter"),
    [
        (Place(0, 0, 3), "lowest quarter"),  # the first of four
        (Place(1, 0, 2), "second lowest quarter"),
        (Place(2, 0, 1), "second highest quarter"),
        (Place(3, 0, 0), "highest quarter"),
        (Place(37, 0, 114), "lowest quarter"),  # the 38th of 152
        (Place(38, 0, 113), "second lowest quarter"),
        (Place(0, 3, 0), "second highest quarter"),  # four alike: the middle of their places is 2.5 of 4
        (Place(0, 100, 51), "second lowest quarter"),  # a hundred and one share the places 1 to 101 of 152
    ],
)
def test_the_quarter_is_by_the_middle_of_the_places_that_equals_share(place, quarter):
    assert place.quarter == quarter


def test_of_the_year_before_nothing_is_said_where_no_figure_is_known():
    found = placed(RATE, ("2019-03", "at_date", 85.0))
    assert math.isnan(found.lower_before) and found.quarter_before == ""


@pytest.mark.parametrize(
    ("ident", "counted"),
    [
        (RATE, ("2019-10", "at_date", 85.0)),  # another day than that of the others
        (RATE, ("2019-03-15", "at_date", 85.0)),
        ("looked_after", ("2019-03", "at_date", 2000)),  # a count: authorities are of different size
        ("unaccompanied_share", ("2019-03", "at_date", 5.0)),  # its quartiles say nothing
        ("repeat_looked_after", ("2019-03", "year", 5.0)),  # not published
    ],
)
def test_there_is_no_position_where_nothing_can_be_compared(ident, counted):
    assert placed(ident, counted) is None


def test_a_measure_whose_quartiles_say_nothing_has_no_position_in_a_year_in_which_it_is_published():
    counted = ("2020-03", "at_date", 5.0)
    assert placed("unaccompanied_share", counted, issued=date(2021, 1, 31)) is None
    assert placed(RATE, ("2020-03", "at_date", 85.0), issued=date(2021, 1, 31)) is not None


def test_a_hidden_figure_has_no_position():
    published = PublishedComparators(ROOT / "data", 888, date(2020, 1, 31))
    rows = [(RATE, "2019-03", "at_date", "county", "total", math.nan, "hidden")]
    found = positions(pandas.DataFrame(rows, columns=COLUMNS), [catalogue()[RATE]], published, "county", True)
    assert found.empty


def test_joint_returns_are_one_dot_and_who_returned_with_this_council_is_no_other():
    """In 2023 Richmond returned with Kingston (318 with 314) and the two Northamptonshires together."""
    everyone = of_year("Work_Force_AvgNumCase_SW", "2023", without=("888",))
    found = placed(CASELOAD, invented=False, issued=date(2024, 12, 31))
    assert found.lower + found.same + found.higher == len(everyone) - 2
    assert found.note == (
        "Kingston upon Thames and Richmond upon Thames made one return, counted once; "
        "North Northamptonshire and West Northamptonshire made one return, counted once"
    )
    kingston = placed(CASELOAD, invented=False, issued=date(2024, 12, 31), code=314)
    without = of_year("Work_Force_AvgNumCase_SW", "2023", without=("314", "318"))
    assert kingston.lower + kingston.same + kingston.higher == len(without) - 1
