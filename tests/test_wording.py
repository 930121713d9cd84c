import math

import pytest
from careboard import wording


@pytest.mark.parametrize(
    ("value", "unit", "whole", "text"),
    [
        (92.0, "%", False, "92%"),
        (8.2, "%", False, "8.2%"),
        (0.0, "%", False, "0%"),
        (85.0, "per 10,000", False, "85.0 per 10,000"),
        (1194.0, "plans", True, "1,194 plans"),
        (16.9, "cases a worker", False, "16.9 cases a worker"),
    ],
)
def test_a_figure_carries_its_unit(value, unit, whole, text):
    assert wording.figure(value, "shown", unit, whole=whole) == text


def test_every_reason_for_no_figure_looks_different():
    states = ["hidden", "not_applicable", "not_available", "no_cases", "failed"]
    written = [wording.figure(math.nan, state, "%") for state in states] + [wording.figure(0.0, "shown", "%")]
    assert len(set(written)) == 6
    assert len({wording.MEANINGS[state] for state in states}) == 5


def test_a_minus_is_a_minus():
    assert wording.number(-2.5, 1) == "−2.5"


def test_numbers_behind_are_empty_when_hidden():
    assert wording.behind(412, 453) == "412 of 453" and wording.behind(math.nan, math.nan) == ""
