import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.long_tables import AREAS, COUNT, count_rows, entered, publish, ranges, system_by_hand, table_of

from careboard.attack.report import attack
from careboard.disclosure.bounds import bounds
from careboard.disclosure.ledger import Ledger
from careboard.disclosure.secondary import _show_again, secondary

THRESHOLD, VALUES = 5, 4


def open_enough(low, high):
    """Whether a small number keeps four values, one of them nought or above the threshold."""
    return high is None or (high - low >= VALUES - 1 and (low < 1 or high > THRESHOLD))


def states(publication, **where):
    rows = publication.figures
    for name, value in where.items():
        rows = rows[rows[name] == value]
    return rows.set_index("area").state.to_dict()


def test_one_hidden_area_takes_another_with_it_so_that_subtraction_gives_neither():
    found = states(publish(count_rows({"north": 40, "east": 3, "central": 30, "unallocated": 25})))
    assert found["east"] == "hidden" and list(found.values()).count("hidden") >= 2
    assert found["county"] == "shown"  # the whole authority's figure is the last to go


def test_where_nothing_is_small_nothing_is_hidden():
    found = publish(count_rows({"north": 40, "east": 33, "central": 30, "unallocated": 25}))
    assert set(found.figures.state) == {"shown"} and (found.first, found.second) == (0, 0)


def test_two_hidden_cells_in_every_line_are_not_enough_where_a_total_of_some_lines_tells_one():
    """The trap of the literature: an overlapping sum leaves one cell alone."""
    cells = [(3, 244, 50, 189), (60, 2, 44, 70), (51, 80, 4, 66), (33, 47, 52, 1)]
    found = publish(table_of(cells))
    told = ranges(found.figures, small_of(cells))
    assert len(told) == 4 and all(open_enough(*ends) for ends in told.values())


def small_of(cells):
    names = [(area, group) for area in ("north", "east", "central", "unallocated") for group in "abcd"]
    numbers = [number for line in cells for number in line]
    return {name for name, number in zip(names, numbers, strict=True) if 1 <= number <= THRESHOLD}


line = st.tuples(*[st.sampled_from([0, 0, 1, 2, 3, 5, 6, 9, 14, 30, 77])] * 4)


@settings(max_examples=40, deadline=None)
@given(st.tuples(line, line, line, line))
def test_no_table_by_area_and_age_gives_a_small_number_away_sum_by_sum(cells):
    found = publish(table_of(cells)).figures.assign(kind="count", unit="plans", good="")
    hidden = {(row.area, row.group) for row in found.itertuples() if row.state == "hidden"}
    assert small_of(cells) <= hidden
    assert attack(found, dict.fromkeys(AREAS, "county"), THRESHOLD).in_words()[1:] == []


def test_months_and_rolling_years_do_not_give_a_month_away():
    """A year less the year to the month before is the month that came in less the one that left."""
    rng = numpy.random.default_rng(7)
    months = [f"{year}-{month:02d}" for year in (2017, 2018, 2019) for month in range(1, 13)][9:34]
    each = {
        area: rng.integers(0, 9, len(months) + 11) for area in ("north", "east", "central", "unallocated")
    }
    rows = []
    for place, period in enumerate(months):
        here = {area: int(numbers[place + 11]) for area, numbers in each.items()}
        year = {area: int(numbers[place : place + 12].sum()) for area, numbers in each.items()}
        rows += count_rows(here, period, "month", "protection_plans_started")
        rows += count_rows(year, period, "year", "protection_plans_started")
    figures = publish(rows).figures
    shown = {
        (row.period, row.window, row.area): row.numerator
        for row in figures.itertuples()
        if row.state == "shown"
    }
    for area, numbers in each.items():
        for place in range(12, len(months)):
            now, before, gone = months[place], months[place - 1], months[place - 12]
            known = [(now, "year", area), (before, "year", area), (gone, "month", area)]
            if 1 <= numbers[place + 11] <= THRESHOLD:
                assert not all(key in shown for key in known), (area, now)


def test_what_was_hidden_stays_hidden_and_what_was_published_stays(tmp_path):
    september = count_rows({"north": 40, "east": 3, "central": 30, "unallocated": 25}, "2019-09")
    first = publish(september)
    ledger = entered(tmp_path, first.issue, Ledger.empty())
    october = count_rows({"north": 41, "east": 12, "central": 30, "unallocated": 25}, "2019-10")
    then = publish(september + october, ledger)
    assert states(then, period="2019-09") == states(first)
    assert set(states(then, period="2019-10").values()) == {"shown"}


def test_with_the_ledger_ignored_a_second_issue_would_show_what_the_first_hid(tmp_path):
    counts = {"north": 40, "east": 3, "central": 30, "unallocated": 25}
    first = publish(count_rows(counts))
    other = next(area for area, state in states(first).items() if state == "hidden" and area != "east")
    late = count_rows(counts | {other: counts[other] + 60})  # a late record makes it the dearest to hide
    ledger = entered(tmp_path, first.issue, Ledger.empty())
    assert states(publish(late, ledger))["east"] == states(publish(late, ledger))[other] == "hidden"


def test_a_revised_figure_is_a_new_number(tmp_path):
    counts = {"north": 40, "east": 31, "central": 30, "unallocated": 25}
    ledger = entered(tmp_path, publish(count_rows(counts)).issue, Ledger.empty())
    revised = publish(count_rows(counts | {"east": 33}), ledger).figures.set_index("area")
    assert (revised.state["east"], revised.numerator["east"]) == ("shown", 33)


@pytest.mark.parametrize("garbage", [b"", b"no archive", b"\x1f\x8b\x08\x00"])
def test_an_entry_that_cannot_be_read_stops_the_build_in_words(tmp_path, garbage):
    from careboard.errors import Problem

    (tmp_path / "000001-2019-10-x.csv.gz").write_bytes(garbage)
    with pytest.raises(Problem, match="ledger of what was published cannot be read"):
        Ledger.read(tmp_path)


def test_one_of_two_equal_measures_is_not_shown_where_the_other_is_hidden():
    rows = []
    months = [f"2019-{month:02d}" for month in range(1, 11)]
    for place, period in enumerate(months):
        counts = {"north": 10 + place, "east": 20 + 2 * place, "central": 30 + place, "unallocated": 3}
        for ident in (COUNT, "looked_after"):
            rows += count_rows(counts, period, ident=ident)
    figures = publish(rows).figures.pivot(index=["period", "area"], columns="indicator", values="state")
    assert (figures[COUNT] == figures["looked_after"]).all()


def test_a_row_that_stays_hidden_for_one_of_its_numbers_keeps_the_other_open():
    """A row has a number in each of two sums: it cannot be shown again, but its partner in one can."""
    values = {
        "here": 40,
        "partner": 30,
        "small": 3,
        "there": 50,
        "small there": 2,
        "sum": 73,
        "sum there": 52,
    }
    sums = [
        {"sum": 1, "here": -1, "partner": -1, "small": -1},
        {"sum there": 1, "there": -1, "small there": -1},
    ]
    rows = ["here there", "partner", "small", "small there", "sum", "sum there"]
    system = system_by_hand(values, sums, [["here", "there"], *[[name] for name in rows[1:]]])
    dear_first = numpy.array([900.0, 800.0, 30.0, 30.0, 10_000.0, 10_000.0])
    wanted = numpy.array([name not in ("small", "small there") for name in rows])
    shown, narrow = secondary(system, wanted, numpy.ones(len(rows), dtype=bool), dear_first, THRESHOLD)
    assert [name for name, one in zip(rows, shown, strict=True) if one] == ["partner", "sum", "sum there"]
    assert len(narrow) == 0


def test_a_narrow_number_is_opened_by_its_own_sum_though_those_beside_it_lead_further():
    """Of "two" and "none" together 2 is known; what "nought" can be was published before."""
    values = {"all": 42, "others": 40, "two": 2, "none": 0, "nought": 0, "before": 30, "same": 30, "left": 0}
    sums = [
        {"all": 1, "others": -1, "two": -1, "none": -1, "nought": -1},
        {"before": 1, "same": -1, "nought": -1, "left": -1},
    ]
    system = system_by_hand(values, sums, [[name] for name in values])
    wanted = numpy.array([name in ("all", "others", "before", "same") for name in values])
    free = numpy.array([name not in ("before", "same") for name in values])
    worth = numpy.array([900.0 if name == "all" else 30.0 for name in values])
    shown, narrow = secondary(system, wanted, free, worth, THRESHOLD)
    assert [name for name, one in zip(values, shown, strict=True) if one] == ["all", "before", "same"]
    assert len(narrow) == 0


def test_all_that_needs_no_hiding_is_shown_again_however_many_rows_tell_a_number_that_is_shown():
    """Forty districts of one county: of each its own number, in a row with the county's."""
    names = [f"district {number}" for number in range(40)]
    values = dict.fromkeys(names, 20) | {"county": 800, "elsewhere": 800}
    sums = [{"county": 1, "elsewhere": -1}]
    system = system_by_hand(values, sums, [["county"], *[[name, "county"] for name in names]])
    shown = numpy.array([True] + [False] * 40)
    found = _show_again(system, shown, ~shown, numpy.full(41, 100.0), THRESHOLD)
    assert found.all()


def test_numbers_are_not_bounded_without_all_that_stand_in_their_sums():
    system = system_by_hand({"all": 9, "one": 4, "other": 5}, [{"all": 1, "one": -1, "other": -1}], [["all"]])
    with pytest.raises(ValueError, match="without all that stand in their equations"):
        bounds(system, numpy.array([True, False, False]), numpy.array([1]))
