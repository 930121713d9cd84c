"""The day on which a care leaver reaches an age."""

from datetime import date

import pandas
import pytest
from support.counties import AREAS, point, population

from careboard.figures.counting import Counting
from careboard.indicators import catalogue
from careboard.indicators.care_leavers.leavers import at_birthdays
from careboard.indicators.worked_examples import example_tables


@pytest.mark.parametrize(
    ("born", "year", "reached"),
    [
        ("2000-02-29", 2019, "2019-03-01"),  # no such day in the year
        ("2000-02-29", 2020, "2020-02-29"),
        ("1980-02-29", 2000, "2000-02-29"),  # the last year of a century, and a leap year
        ("2000-02-28", 2019, "2019-02-28"),
        ("2000-10-31", 2019, "2019-10-31"),
    ],
)
def test_those_born_on_29_february_reach_an_age_on_1_march_where_the_year_has_no_such_day(
    born, year, reached
):
    example = {
        "children": f"child  born\nA  {born}",
        "care_leavers": "child  eligibility  started  ended  in_touch\nA  Former relevant  1996-01-01  -  Y",
    }
    first, last = date(year, 1, 1), date(year, 12, 31)
    assert at_birthdays(example_tables(example), first, last).on.tolist() == [pandas.Timestamp(reached)]


@pytest.mark.parametrize(
    ("ages", "counted"),
    [("", ["19", "20", "21"]), ("_17_to_18", ["17", "18"]), ("_22_to_25", ["22", "23", "24", "25"])],
)
@pytest.mark.parametrize(
    "asked", ["care_leavers_in_eet", "care_leavers_in_touch", "care_leavers_in_suitable_accommodation"]
)
def test_care_leavers_are_asked_about_from_the_first_to_the_last_day_of_their_ages(asked, ages, counted):
    """One of each age has the birthday on the date itself; one of each was born the day after it."""
    born = {str(age): f"{2019 - age}-10-31" for age in range(16, 27)}
    younger = {f"{age}, a day short of {age + 1}": f"{2018 - age}-11-01" for age in range(16, 27)}
    people = born | younger
    example = {
        "children": "child  born\n" + "\n".join(f"{child}  {day}" for child, day in people.items()),
        "care_leavers": "child  started  ended  eligibility  in_touch  activity  accommodation\n"
        + "\n".join(f"{child}  2009-01-01  -  Former relevant  YES  F2  U1" for child in people),
    }
    counting = Counting(example_tables(example), AREAS, population())
    found = counting.cases_of(catalogue()[asked + ages], point("2019-10"), "at_date").child
    assert sorted({child.split(",")[0] for child in found}) == counted
    assert len(found) == 2 * len(counted)
