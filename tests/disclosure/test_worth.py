"""What it costs to hide a figure: of what a reader looks for first, the most."""

import pandas
from support.long_tables import PARAMS, count_rows

from careboard.disclosure.worth import worth_of
from careboard.figures.columns import RESULTS


def worth(area, period="2019-10", **more):
    """What it costs to hide the figure of an area, where October 2019 is published."""
    rows = pandas.DataFrame(count_rows({"north": 40, "east": 30}, period, **more), columns=RESULTS)
    found = worth_of(rows, PARAMS.areas, "2019-10")
    return found[rows.area.tolist().index(area)]


def test_a_total_of_the_period_costs_three_times_one_before_it_and_a_group_no_more():
    assert worth("north") == 3 * worth("north", "2019-09")
    assert worth("north", breakdown="age", group="a") == worth("north", "2019-09", breakdown="age", group="a")


def test_the_whole_authoritys_headline_is_the_last_to_be_hidden_and_a_group_of_an_area_the_first():
    costs = [
        worth("north", breakdown="age", group="a"),
        worth("county", breakdown="age", group="a"),
        worth("north", "2019-09"),
        worth("north"),
        worth("county", "2019-09"),
        worth("county"),
    ]
    assert costs == sorted(set(costs))
