"""The day on which a care leaver reaches an age."""

from datetime import date

import pandas
import pytest

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
