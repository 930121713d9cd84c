"""Figures to one decimal, a half away from nought, by the column and one by one."""

import pytest

from careboard.figures.rounding import rate, rounded


@pytest.mark.parametrize(
    ("value", "told"), [(85.05, 85.1), (-85.05, -85.1), (0.25, 0.3), (-0.25, -0.3), (85.04, 85.0), (0.0, 0.0)]
)
def test_a_half_goes_away_from_nought(value, told):
    assert rounded(value) == told


@pytest.mark.parametrize(
    ("events", "children", "told"),
    [(31, 6_200, 50.0), (1_194, 247_600, 48.2), (1, 30_000, 0.3), (1, 40_000, 0.3), (0, 6_200, 0.0)],
)
def test_a_rate_is_of_ten_thousand_children(events, children, told):
    assert rate(events, children) == told
