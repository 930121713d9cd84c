"""Intervals against published tables, sums done by hand, and scipy as a second opinion."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, chi2

from careboard.figures.intervals import (
    byar,
    exact,
    holm,
    newcombe,
    newcombe_p,
    rate,
    rates_p,
    relative,
    wilson,
)

SHARES = st.integers(1, 2000).flatmap(lambda counted: st.tuples(st.integers(0, counted), st.just(counted)))


def test_wilson_of_65_of_100():
    assert wilson(65, 100) == pytest.approx((0.552544, 0.736358), abs=5e-7)


@pytest.mark.parametrize(
    ("met", "counted", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_newcombe_published_it(met, counted, low, high):
    """Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3."""
    assert wilson(met, counted) == pytest.approx((low, high), abs=5e-5)


@given(SHARES, st.sampled_from([0.8, 0.95, 0.998]))
def test_wilson_lies_within_0_and_1_holds_the_share_and_agrees_with_scipy(share, level):
    low, high = wilson(*share, level)
    assert 0 <= low <= share[0] / share[1] <= high <= 1
    other = binomtest(*share).proportion_ci(level, method="wilson")
    assert (low, high) == pytest.approx((other.low, other.high), abs=1e-9)


def test_no_case_or_a_missing_number_has_no_interval():
    for missing in (
        wilson(0, 0),
        wilson(math.nan, 10),
        wilson(3, math.nan),
        rate(3, 0),
        rate(math.nan, 10),
        newcombe(1, 2, 0, 0),
        newcombe(math.nan, 4, 1, 2),
    ):
        assert all(math.isnan(end) for end in missing)
    assert math.isnan(newcombe_p(1, 2, 0, 0)) and all(math.isnan(end) for end in relative(0, 100, 3, 100))


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0.0, 3.6889),
        (1, 0.0253, 5.5716),
        (2, 0.2422, 7.2247),
        (5, 1.6235, 11.6683),
        (9, 4.1154, 17.0848),
        (10, 4.7954, 18.3904),
        (20, 12.2165, 30.8884),
    ],
)
def test_exact_limits_of_a_count_as_published(count, low, high):
    """Exact Poisson limits.

    As in the table of the Office for National Statistics and the Association of Public Health Observatories.
    """
    assert exact(count) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500))
def test_exact_limits_agree_with_chi_square(count):
    assert exact(count) == pytest.approx(
        (chi2.ppf(0.025, 2 * count) / 2, chi2.ppf(0.975, 2 * count + 2) / 2), rel=1e-9
    )


def test_byar_of_10_by_hand():
    """The two limits.

    10 x (1 - 1/90 - 1.959964 / 9.486833) cubed = 10 x 0.782291 cubed;
    11 x (1 - 1/99 + 1.959964 / 9.949874) cubed = 11 x 1.186883 cubed.
    """
    assert byar(10) == pytest.approx((4.787, 18.391), abs=5e-4)


@given(st.integers(10, 3000), st.sampled_from([0.95, 0.998]))
def test_byar_is_close_to_exact_from_10_on_and_holds_the_count(count, level):
    assert byar(count, level) == pytest.approx(exact(count, level), rel=0.02)
    assert byar(count, level)[0] < count < byar(count, level)[1]


def test_a_rate_is_exact_up_to_9_and_byars_from_10_on():
    assert rate(9, 1000) == pytest.approx((0.0041154, 0.0170848), abs=5e-8)
    assert rate(10, 1000) == pytest.approx((0.004787, 0.018391), abs=5e-7)
    assert rate(0, 1000)[0] == 0


@pytest.mark.parametrize(
    ("met_a", "all_a", "met_b", "all_b", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_newcombe_as_published(met_a, all_a, met_b, all_b, low, high):
    """Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10."""
    assert newcombe(met_a, all_a, met_b, all_b) == pytest.approx((low, high), abs=5e-5)


@given(SHARES, SHARES)
def test_newcombe_turns_with_its_sides_and_holds_the_difference(one, other):
    low, high = newcombe(*one, *other)
    turned = newcombe(*other, *one)
    assert (low, high) == pytest.approx((-turned[1], -turned[0]), abs=1e-12)
    assert low <= one[0] / one[1] - other[0] / other[1] <= high


def test_two_areas_whose_intervals_overlap_may_differ():
    """412 of 453 and 487 of 566: p = 0.016 (facts, section 5)."""
    assert wilson(412, 453)[0] < wilson(487, 566)[1]
    assert newcombe(412, 453, 487, 566)[0] > 0
    assert newcombe_p(412, 453, 487, 566) == pytest.approx(0.016, abs=5e-4)


@given(SHARES, SHARES)
def test_at_the_level_of_its_p_the_interval_just_reaches_0(one, other):
    p = newcombe_p(*one, *other)
    assert 0 <= p <= 1 and p == pytest.approx(newcombe_p(*other, *one), abs=1e-9)
    if one[0] * other[1] == other[0] * one[1]:
        assert p == 1
    elif 1e-9 < p < 1 - 1e-9:
        assert min(map(abs, newcombe(*one, *other, level=1 - p))) < 1e-6
    low, high = newcombe(*one, *other)
    if abs(p - 0.05) > 1e-9:
        assert (p < 0.05) == (low > 0 or high < 0)


def test_a_very_large_difference_has_a_p_and_no_error():
    assert newcombe_p(900_000, 1_000_000, 1, 1_000_000) == 0.0
    assert 0 < newcombe_p(70, 100, 10, 100) < 1e-9


def test_holm_by_hand():
    """0.005 x 4, 0.01 x 3, 0.03 x 2, then 0.04 x 1 raised to the one before."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.7]) == [1.0, 1.0] and holm([]) == []


def test_holm_leaves_out_what_is_missing():
    first, missing, last = holm([0.01, math.nan, 0.04])
    assert (first, last) == pytest.approx((0.02, 0.04)) and math.isnan(missing)


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_is_never_below_the_raw_p_and_keeps_the_order(ps):
    adjusted = holm(ps)
    assert all(raw <= corrected <= 1 for raw, corrected in zip(ps, adjusted, strict=True))
    for one, other in combinations(range(len(ps)), 2):
        if ps[one] <= ps[other]:
            assert adjusted[one] <= adjusted[other]


def test_relative_by_hand():
    """41 in 28,010 against 15 in 19,017: ratio 1.8558.

    Standard error of its log sqrt(1/41 + 1/15) = 0.301756, factor exp(0.591431) = 1.80657.
    """
    assert relative(41, 28010, 15, 19017) == pytest.approx((1.8558, 1.0272, 3.3526), abs=1e-4)


@given(st.integers(1, 500), st.integers(1, 500))
def test_relative_turns_with_its_sides(one, other):
    ratio, low, high = relative(one, 1000, other, 2000)
    assert relative(other, 2000, one, 1000) == pytest.approx((1 / ratio, 1 / high, 1 / low))


def binomial_p(count, base, other, other_base):
    """Both tails of the binomial that the one count is, given the sum of the two."""
    share, both = base / (base + other_base), count + other
    lower, upper = binom.cdf(count, both, share), binom.sf(count - 1, both, share)
    return min(1, 2 * lower, 2 * upper)


def test_two_rates_are_compared_by_the_binomial_that_their_counts_are():
    assert rates_p(5, 1, 0, 1) == rates_p(0, 1, 5, 1) == pytest.approx(2 * 0.5**5)
    assert rates_p(3, 1, 3, 1) == 1
    for numbers in ((12, 10_000, 22, 20_000), (41, 28_010, 15, 19_017), (1194, 1, 1300, 1)):
        assert rates_p(*numbers) == pytest.approx(binomial_p(*numbers))


def test_what_is_no_count_of_events_has_no_p_value():
    assert math.isnan(rates_p(2.5, 1, 3, 1))  # full-time equivalents
    assert math.isnan(rates_p(2, 0, 3, 1)) and math.isnan(rates_p(math.nan, 1, 3, 1))
