"""The sums that a reader can lay beside each other: each holds for the true numbers, and none is left out."""

from collections import Counter

import numpy
import pandas
import pytest
from support.long_tables import AREAS, PARAMS, count_rows, table_of

from careboard.disclosure.system import system_of
from careboard.figures.columns import RESULTS
from careboard.indicators import catalogue

STARTED, LOOKED_AFTER, PLANS = "protection_plans_started", "looked_after", "protection_plans"
MONTHS = [f"{year}-{month:02d}" for year in (2018, 2019) for month in range(1, 13)][:22]
PLACES = 1 + len(AREAS)  # the authority and its parts


def system(rows):
    table = pandas.DataFrame(rows, columns=RESULTS)
    every = numpy.ones(len(table), dtype=bool)
    return system_of(table, catalogue(), PARAMS.areas, PARAMS.disclosure, every, ~every)


def sums_by_length(made):
    """How many sums there are of so many numbers; each must hold for the true ones."""
    assert numpy.abs(made.equations @ made.values).max() < 1e-6
    return Counter(made.equations.getnnz(axis=1).tolist())


def rows_of(ident, window, counts, periods=MONTHS):
    """Rows of a count: for each period the areas' numbers."""
    return [
        row
        for period, numbers in zip(periods, counts, strict=True)
        for row in count_rows(dict(zip(AREAS, map(int, numbers), strict=True)), period, window, ident)
    ]


def test_the_areas_add_up():
    made = system(rows_of(PLANS, "at_date", numpy.arange(1, 89).reshape(22, 4) ** 2 % 97 + 6))
    assert sums_by_length(made) == {PLACES: len(MONTHS)}


def test_months_and_rolling_years_are_tied_those_before_the_first_point_too():
    """22 years, each the sum of 12 months, of which 11 lie before the first; and 21 steps between them."""
    monthly = numpy.random.default_rng(3).integers(1, 60, (len(MONTHS) + 11, 4))
    years = numpy.array([monthly[place : place + 12].sum(axis=0) for place in range(len(MONTHS))])
    made = system(rows_of(STARTED, "month", monthly[11:]) + rows_of(STARTED, "year", years))
    assert sums_by_length(made) == {
        13: len(MONTHS) * PLACES,
        4: (len(MONTHS) - 1) * PLACES,
        PLACES: 2 * len(MONTHS),
    }
    untold = len(made.values) - 2 * len(MONTHS) * PLACES
    assert untold == 11 * PLACES


@pytest.mark.parametrize("nobody", [False, True])
def test_a_financial_year_is_its_months_and_the_one_before_it_and_its_own(nobody):
    """Where nobody began in the first month of all, that nought is not the year before the first one."""
    monthly = numpy.random.default_rng(4).integers(1, 60, (len(MONTHS), 4))
    monthly[0] *= not nobody
    april = next(place for place, month in enumerate(MONTHS) if month == "2019-04")
    since = [monthly[april : place + 1].sum(axis=0) for place in range(april, len(MONTHS))]
    rows = rows_of(STARTED, "month", monthly)
    made = system(rows + rows_of(STARTED, "financial_year", since, MONTHS[april:]))
    found = sums_by_length(made)
    lengths = range(2, 2 + len(since))  # April alone and its own, April and May and theirs, ...
    wanted = Counter(dict.fromkeys(lengths, PLACES))
    wanted += Counter({PLACES: len(MONTHS) + len(since)})
    wanted += Counter({3: (len(since) - 1) * PLACES})  # and from one to the next, by the month that came in
    assert found == wanted


@pytest.mark.parametrize("without", [0, 7])
def test_groups_add_up_to_their_total_with_those_that_have_none(without):
    cells = [(13, 244, 50, 189), (60, 12, 44, 70), (51, 80, 14, 66), (33, 47, 52, 11)]
    rows = table_of(cells)
    for row in rows:
        if row["breakdown"] == "total":
            row["numerator"] += without * (len(AREAS) if row["area"] == "county" else 1)
    made = system(rows)
    groups = 4 + 1 + (without > 0)
    wanted = Counter({PLACES: 1 + 4}) + Counter(
        {groups: PLACES}
    )  # of the total and each group; of each place
    assert sums_by_length(made) == wanted


def test_a_measure_that_is_two_others_is_tied_to_them():
    rng = numpy.random.default_rng(5)
    one, other = rng.integers(6, 90, (2, len(MONTHS), 4))
    rows = rows_of(PLANS, "at_date", one) + rows_of("unaccompanied_children", "at_date", other)
    made = system(rows + rows_of(LOOKED_AFTER, "at_date", one + other))
    found = sums_by_length(made)
    assert found[PLACES] == 3 * len(MONTHS) and found[3] >= 12 * PLACES


def test_two_equal_measures_are_one_number():
    counts = numpy.random.default_rng(6).integers(6, 90, (len(MONTHS), 4))
    made = system(rows_of(PLANS, "at_date", counts) + rows_of(LOOKED_AFTER, "at_date", counts))
    assert len(made.values) == len(MONTHS) * PLACES and len(made.row_of) == 2 * len(made.values)


def test_small_numbers_that_no_row_tells_are_kept_as_those_of_rows_are():
    """Of 11 months before the first point each has 3 starts in the north and none elsewhere."""
    monthly = numpy.full((len(MONTHS) + 11, 4), 20)
    monthly[:11] = [3, 0, 0, 0]
    years = numpy.array([monthly[place : place + 12].sum(axis=0) for place in range(len(MONTHS))])
    made = system(rows_of(STARTED, "month", monthly[11:]) + rows_of(STARTED, "year", years))
    told = numpy.unique(made.number_of)
    untold = numpy.setdiff1d(numpy.arange(len(made.values)), told)
    assert sorted(made.values[untold].tolist()) == [0.0] * 33 + [3.0] * 22
    assert (made.small[untold] == (made.values[untold] == 3)).all()


def test_groups_whose_total_is_no_figure_are_tied_by_place_alone():
    """Of the last measure by the alphabet no total is there, as where it is not available."""
    groups = [
        row
        for group, number in (("a", 30), ("b", 40))
        for row in count_rows(
            dict.fromkeys(AREAS, number), "2019-10", "at_date", "unaccompanied_children", "age", group
        )
    ]
    made = system(rows_of(PLANS, "at_date", [[21, 22, 23, 24]], ["2019-10"]) + groups)
    assert sums_by_length(made) == {PLACES: 1 + 2}


def of_kind(ident, numerator, denominator):
    """Rows of a measure whose places have numbers above and below a line."""
    rows = count_rows(dict.fromkeys(AREAS, numerator), ident=ident)
    for row in rows:
        row["denominator"] = denominator * (len(AREAS) if row["area"] == "county" else 1)
    return rows


def test_an_average_tells_how_many_it_is_of_and_its_sum_is_no_number_of_people():
    made = system(of_kind("sdq_average_score", 300, 20))
    assert sums_by_length(made) == {PLACES: 1}
    assert sorted(made.values.tolist()) == [20.0] * 4 + [80.0]


@pytest.mark.parametrize(("left", "stayed", "tied"), [(8, 90, True), (8.5, 90, False), (8, 90.5, False)])
def test_full_time_equivalents_are_no_numbers_of_people(left, stayed, tied):
    assert bool(len(system(of_kind("turnover", left, stayed)).rows)) is tied


@pytest.mark.parametrize(
    ("counts", "same"),
    [
        ([20, 20, 20, 20], False),  # 20 in each area and 80 in all: two different ones
        ([20, 20, 20, 21], True),  # 20, 21 and 81
        ([20, 20, 22, 21], True),
    ],
)
def test_measures_are_one_where_they_agree_in_three_different_numbers(counts, same):
    points = MONTHS[:6]
    rows = [row for ident in (PLANS, LOOKED_AFTER) for row in rows_of(ident, "at_date", [counts] * 6, points)]
    assert len(system(rows).values) == len(points) * PLACES * (1 if same else 2)


def test_six_months_are_tied_to_the_six_before_only_where_the_month_that_left_is_told():
    """In the months before the first point nobody began, but no row tells that."""
    monthly = numpy.random.default_rng(8).integers(1, 60, (len(MONTHS), 4))
    half = [monthly[max(0, place - 5) : place + 1].sum(axis=0) for place in range(len(MONTHS))]
    made = system(rows_of(STARTED, "month", monthly) + rows_of(STARTED, "six_months", half))
    assert sums_by_length(made) == {
        7: (len(MONTHS) - 5) * PLACES,
        4: (len(MONTHS) - 6) * PLACES,
        PLACES: 2 * len(MONTHS),
    }
