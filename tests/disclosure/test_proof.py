"""The proof that nothing hidden is given away, by a second route: linear programmes over the whole table."""

from dataclasses import replace

import numpy
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from support.long_tables import count_rows, entered, publish, ranges, system_by_hand, table_of

from careboard.disclosure.certificate import Certificate
from careboard.disclosure.ledger import Ledger
from careboard.disclosure.numbers import KEY
from careboard.disclosure.programmes import _whole_corner
from careboard.disclosure.proof import proof
from careboard.disclosure.publication import _keys

THRESHOLD, VALUES = 5, 4
NAMES = [(area, group) for area in ("north", "east", "central", "unallocated") for group in "abcd"]


def open_enough(low, high):
    return high is None or (high - low >= VALUES - 1 and (low < 1 or high > THRESHOLD))


def small_of(cells):
    numbers = [number for line in cells for number in line]
    return {name for name, number in zip(NAMES, numbers, strict=True) if 1 <= number <= THRESHOLD}


def test_all_sums_of_a_table_together_do_not_tell_a_small_number():
    cells = [(0, 0, 0, 0), (0, 14, 3, 0), (0, 0, 0, 3), (0, 0, 3, 14)]
    told = ranges(publish(table_of(cells)).figures, small_of(cells))
    assert not all(open_enough(*ends) for ends in told.values())  # hiding sum by sum is not enough for it
    found = publish(table_of(cells), prove=True)
    assert found.unproved == []
    assert all(open_enough(*ends) for ends in ranges(found.figures, small_of(cells)).values())


line = st.tuples(*[st.sampled_from([0, 0, 1, 2, 3, 5, 6, 9, 14, 30, 77])] * 4)


@settings(max_examples=25, deadline=None)
@given(st.tuples(line, line, line, line))
def test_no_table_that_is_proved_tells_a_small_number_by_all_its_sums(cells):
    found = publish(table_of(cells), prove=True)
    assert found.unproved == []
    assert all(open_enough(*ends) for ends in ranges(found.figures, small_of(cells)).values())


@pytest.fixture
def proved():
    """Two parts of which one is small, and their whole, which is shown; with the proof."""
    values = {"whole": 33, "small": 3, "large": 30}
    system = system_by_hand(values, [{"whole": 1, "small": -1, "large": -1}], [[name] for name in values])
    shown, free = numpy.array([True, False, False]), numpy.ones(3, dtype=bool)
    return system, proof(system, shown, free, numpy.ones(3), THRESHOLD)


def test_a_proof_takes_sums_alone_to_check(proved):
    system, found = proved
    known = system.known(found.shown)
    assert found.small == 1 and len(found.left) == 0
    assert found.certificate.narrow(system, known, THRESHOLD).tolist() == []
    assert Certificate.empty(3).narrow(system, known, THRESHOLD).tolist() == [1]


def test_a_small_number_is_proved_open_though_others_hang_together_apart_from_it():
    values = {"big": 90, "one": 40, "other": 50, "whole": 33, "small": 3, "large": 30}
    sums = [{"big": 1, "one": -1, "other": -1}, {"whole": 1, "small": -1, "large": -1}]
    system = system_by_hand(values, sums, [[name] for name in values])
    shown = numpy.array([name in ("big", "whole") for name in values])
    found = proof(system, shown, numpy.ones(6, dtype=bool), numpy.ones(6), THRESHOLD)
    assert found.shown.tolist() == shown.tolist()
    assert (found.small, found.left.tolist()) == (1, [])


def test_a_change_that_comes_out_in_halves_is_made_whole_and_keeps_all_sums():
    """Three numbers of which any two together rise by 1 at most would rise by a half each.

    The first two rise by what "told" does, which is 1: in whole numbers one of them rises by 1.
    """
    names = ["a", "b", "c", "ab", "bc", "ac", "told"]
    sums = csr_matrix(
        numpy.array(
            [
                [1, 1, 0, -1, 0, 0, 0],
                [0, 1, 1, 0, -1, 0, 0],
                [1, 0, 1, 0, 0, -1, 0],
                [0, 0, 0, 1, 0, 0, -1],
            ],
            dtype="float64",
        )
    )
    aim = numpy.array([-1.0] * 3 + [0.0] * 4)
    low, high = numpy.array([0.0] * 6 + [1.0]), numpy.ones(len(names))
    change = _whole_corner(sums, aim, low, high)
    assert change is not None and not (sums @ change).any()
    assert dict(zip(names, change.tolist(), strict=True))["told"] == 1
    assert change[:2].sum() == 1 and change[2] == 0


@pytest.mark.parametrize(
    ("move", "why"),
    [((0, 1, 0), "changes a sum"), ((1, 1, 0), "that is shown"), ((0, -4, 4), "below what it can be")],
)
def test_a_move_that_does_not_fit_what_is_shown_is_no_proof(proved, move, why):
    system, found = proved
    one = numpy.ones(1, dtype="int64")
    wrong = Certificate(csr_matrix(numpy.array([move])), one, one * 0)
    with pytest.raises(ValueError, match=why):
        wrong.narrow(system, system.known(found.shown), THRESHOLD)


def test_four_values_are_needed_and_one_that_is_not_small(proved):
    system, found = proved
    known, steps = system.known(found.shown), csr_matrix(numpy.array([[0, 1, -1]]))

    def left(ahead, back, step=1):
        moves = Certificate(steps * step, numpy.array([ahead]), numpy.array([back]))
        return moves.narrow(system, known, THRESHOLD).tolist()

    assert left(3, 0) == []  # 3, 4, 5, 6
    assert left(1, 1, step=3) == [1]  # 0, 3, 6
    assert left(2, 0) == [1]  # 3, 4, 5
    assert left(1, 2) == [1]  # 1, 2, 3, 4: four values, all small
    assert left(0, 3) == []  # 3, 2, 1, 0


def test_what_was_published_before_and_cannot_be_proved_open_is_named_and_stops_the_build(tmp_path):
    counts = {"north": 40, "east": 31, "central": 30, "unallocated": 25}
    ledger = entered(tmp_path, publish(count_rows(counts)).issue, Ledger.empty())
    found = publish(count_rows(counts), ledger, prove=True)
    assert found.problems(()) == [] and "[c] stands for fewer than 6 people" in found.note(THRESHOLD)
    open_ones = replace(found, unproved=["protection_plans 2019-10 at_date east"])
    assert "no proof was found" in open_ones.problems(())[0] and "east" in open_ones.problems(())[0]
    assert open_ones.problems(("unproved",)) == [] and "Not for circulation" in open_ones.note(THRESHOLD)


def test_what_was_published_before_and_tells_a_number_is_not_called_proved():
    found = publish(count_rows({"north": 40, "east": 31, "central": 30, "unallocated": 25}), prove=True)
    told = replace(found, given_away=["protection_plans 2019-10 at_date east"])
    assert told.unproved == [] and "Not for circulation" in told.note(THRESHOLD)


def test_a_number_that_stands_in_no_row_is_named_too_where_it_is_not_proved():
    system = system_by_hand({"row": 9, "earlier": 3}, [{"row": 1}], [["row"]])
    system = replace(
        system, rows=pandas.DataFrame([["plans", "2019-10", "month", "east", "total", ""]], columns=KEY)
    )
    assert _keys(system, numpy.array([0])) == ["plans 2019-10 month east"]
    assert "no figure tells" in _keys(system, numpy.array([1]))[0]


def test_where_no_proof_is_asked_for_pages_are_not_for_circulation():
    found = publish(count_rows({"north": 40, "east": 3, "central": 30, "unallocated": 25}))
    assert found.unproved is None and "Not for circulation" in found.note(THRESHOLD)


def test_side_by_side_the_proof_is_the_same():
    cells = [(0, 0, 3, 0), (0, 14, 3, 0), (5, 0, 0, 3), (0, 0, 3, 14)]
    rows = [row for period in ("2019-08", "2019-09", "2019-10") for row in table_of(cells, period=period)]
    alone = publish(rows, prove=True).figures
    assert alone.equals(publish(rows, prove=True, processes=2).figures)
