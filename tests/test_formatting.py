import math

import pytest

from careboard import formatting


@pytest.mark.parametrize(
    ("value", "unit", "whole", "text"),
    [
        (92.0, "%", False, "92%"),
        (8.2, "%", False, "8.2%"),
        (0.0, "%", False, "0%"),
        (85.0, "per 10,000", False, "85.0 per 10,000"),
        (1194.0, "plans", True, "1,194 plans"),
        (16.9, "cases per worker", False, "16.9 cases per worker"),
        (1.0, "children", True, "1 child"),
        (1.0, "reviews", True, "1 review"),
        (1.0, "care leavers", True, "1 care leaver"),
        (1.0, "children per officer", True, "1 child per officer"),
        (1.0, "cases per worker", False, "1.0 cases per worker"),
        (0.0, "children", True, "0 children"),
        (11.0, "children", True, "11 children"),
        (1.0, "per 10,000", False, "1.0 per 10,000"),
        (1.0, "%", False, "1%"),
    ],
)
def test_a_figure_carries_its_unit(value, unit, whole, text):
    assert formatting.figure(value, "shown", unit, whole=whole) == text


def test_every_reason_for_no_figure_looks_different():
    states = ["hidden", "not_applicable", "not_available", "no_cases", "failed"]
    written = [formatting.figure(math.nan, state, "%") for state in states] + [
        formatting.figure(0.0, "shown", "%")
    ]
    assert len(set(written)) == 6
    assert len({formatting.MEANINGS[state] for state in states}) == 5


def test_a_minus_is_a_minus():
    assert formatting.number(-2.5, 1) == "−2.5"


def test_numbers_behind_are_empty_when_hidden():
    assert formatting.behind(412, 453) == "412 of 453" and formatting.behind(math.nan, math.nan) == ""


@pytest.mark.parametrize(
    "expected",
    [
        ["Under 1", "1 to 4", "5 to 9", "10 to 15", "16 to 17", "18 and over"],
        ["1 to 5 days late", "6 to 20 days late", "more than 20 days late", "not held yet"],
        ["within three months", "three to six months after", "more than six months after"],
        ["3 to 9 spells", "10 spells or more"],
        ["within 6 months", "7 to 12 months", "13 to 18 months"],
        ["Asian", "Black", "Not known", "White"],
        ["moved in the last year", "moved one to two years ago"],
    ],
)
def test_groups_come_in_the_order_that_readers_expect(expected):
    assert sorted(sorted(expected), key=formatting.in_order) == expected
    assert sorted(set(expected), key=formatting.in_order) == expected
