"""What published files tell, tried by code that shares nothing with the hiding."""

from datetime import date

import numpy
import pandas
import pytest
from support.command import ROOT, run
from support.long_tables import AREAS, PARAMS, count_rows, publish

from careboard.attack.deduction import deduced, programmed
from careboard.attack.published_files import published_tables
from careboard.attack.puzzle import Puzzle
from careboard.attack.report import attack
from careboard.disclosure.primary import too_few
from careboard.indicators import catalogue
from careboard.params import load

PARENTS = dict.fromkeys(AREAS, "county")
THRESHOLD = 5
KEY = ["indicator", "period", "window", "area", "breakdown", "group"]
NUMBERS = ["numerator", "denominator", "value"]


def attacked(rows, hidden):
    """What is told where some rows are hidden and nothing else is."""
    table = pandas.DataFrame(rows).assign(kind="count", unit="children", good="")
    for name, value in hidden:
        mask = (table.area == name) & (table.group == value)
        table.loc[mask, ["numerator", "denominator", "value"]] = numpy.nan
        table.loc[mask, "state"] = "hidden"
    return attack(table, PARENTS, THRESHOLD)


def hidden_groups(rows):
    """Rows whose groups are hidden in every area but the whole authority."""
    table = pandas.DataFrame(rows).assign(kind="count", unit="children", good="")
    mask = (table.group != "") & (table.area != "county")
    table.loc[mask, NUMBERS] = numpy.nan
    table.loc[mask, "state"] = "hidden"
    return table


def test_a_hidden_area_is_told_by_subtraction_and_named():
    found = attacked(count_rows({"north": 40, "east": 3, "central": 30, "unallocated": 25}), [("east", "")])
    assert len(found.told) == 1 and found.told.iloc[0].area == "east"
    assert any("protection_plans 2019-10 at_date east" in line for line in found.in_words())
    assert not any(
        " 3" in line.partition(":")[2] for line in found.in_words()[1:]
    )  # the number itself is not


def test_two_small_areas_whose_sum_is_known_are_narrowed():
    rows = count_rows({"north": 1, "east": 2, "central": 30, "unallocated": 25})
    found = attacked(rows, [("east", ""), ("north", "")])
    assert len(found.told) == 0  # 3 in all: 0 to 3 each, as many values as are asked for
    certain = count_rows({"north": 1, "east": 2}, breakdown="age", group="a")
    others = count_rows({"central": 30, "unallocated": 25}, breakdown="age", group="b")
    below = attack(hidden_groups(rows + certain + others), PARENTS, THRESHOLD)
    assert set(below.told.group) == {"a"}  # the groups of an area are all of its total


def test_a_programme_solves_what_narrowing_one_sum_after_another_leaves_open():
    """10 = a + b, 12 = b + c, 8 = a + c: no sum narrows another, and all together tell each."""
    values = [numpy.nan, numpy.nan, numpy.nan, 10.0, 12.0, 8.0]
    numbers = pandas.DataFrame({"value": values, "least": 0.0})
    sums = [(3, 0, 1), (4, 1, 2), (5, 0, 2)]
    terms = [
        (line, number, -1 if place else 1)
        for line, three in enumerate(sums)
        for place, number in enumerate(three)
    ]
    puzzle = Puzzle(numbers, *(numpy.array(column) for column in zip(*terms, strict=True)))
    found = deduced(puzzle)
    assert (found.high - found.low)[:3].min() > 3
    told = programmed(puzzle, found, numpy.array([0, 1, 2]))
    assert told.low.round(6).tolist() == told.high.round(6).tolist() == [3, 7, 5]


def test_a_month_is_told_by_two_rolling_years_and_the_month_that_left():
    months = [f"{year}-{month:02d}" for year in (2018, 2019) for month in range(1, 13)][:22]
    each = [9, 8, 7, 9, 8, 7, 9, 8, 7, 9, 8, 7, 9, 8, 7, 9, 8, 7, 9, 8, 7, 3]
    rows = []
    for place, period in enumerate(months):
        rows += count_rows({"north": each[place]}, period, "month", "protection_plans_started")
        if place >= 11:
            year = {"north": sum(each[place - 11 : place + 1])}
            rows += count_rows(year, period, "year", "protection_plans_started")
    table = pandas.DataFrame(rows).assign(kind="count", unit="plans", good="")
    last = (table.period == months[-1]) & (table.window == "month")
    table.loc[last, ["numerator", "value"]] = numpy.nan
    table.loc[last, "state"] = "hidden"
    assert set(attack(table, {}, THRESHOLD).told.area) == {"north", "county"}


def test_hiding_leaves_nothing_of_such_a_table():
    rows = publish(count_rows({"north": 40, "east": 3, "central": 30, "unallocated": 25})).figures
    assert not attack(rows.assign(kind="count", unit="children", good=""), PARENTS, THRESHOLD)


@pytest.fixture(scope="module")
def first_hiding_only(unhidden, built):
    """October 2019 with its small numbers hidden and nothing else."""
    texts = dict.fromkeys([*KEY, "state"], "str")
    rows = pandas.read_csv(unhidden, dtype=texts, keep_default_na=False, na_values=dict.fromkeys(NUMBERS, ""))
    people = rows.assign(people_met=rows.numerator, people=rows.denominator.fillna(rows.numerator))
    few = too_few(people, catalogue(), load.read(ROOT / "params").disclosure)
    rows.loc[few, NUMBERS] = numpy.nan
    rows.loc[few, "state"] = "hidden"
    meta = published_tables(built).drop_duplicates("indicator").set_index("indicator")
    return rows.assign(**{name: rows.indicator.map(meta[name]) for name in ("kind", "unit", "good")})


def parents():
    pairs = {area: PARAMS.areas.parent(area, date(2019, 10, 31)) for area in PARAMS.areas.areas}
    return {area: up for area, up in pairs.items() if up}


def test_what_is_published_of_the_county_tells_no_small_number(built):
    found = attack(published_tables(built), parents(), THRESHOLD)
    assert found.missing > 10_000
    assert not found, found.in_words()


def test_with_small_numbers_alone_hidden_thousands_are_told(first_hiding_only):
    found = attack(first_hiding_only, parents(), THRESHOLD)
    assert len(found.told) > 1_000


def test_the_verb_says_what_is_told_and_ends_in_1(built, tmp_path):
    done = run("attack", "2019-10", outputs=built)
    assert done.returncode == 0 and "0 small ones of them can be worked out" in done.stdout, done.stderr
    nothing = run("attack", outputs=tmp_path / "empty")
    assert nothing.returncode == 2 and "nothing is published here" in nothing.stderr
