"""Limits and signals against published examples and sums done by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careboard.figures import spc
from careboard.figures.spc import Point, limits, mean_moving_range
from careboard.figures.spc_rules import assurance, false_signals, has_moved, of_latest, outside, signals

GAP = Point()
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]  # NIST/SEMATECH e-Handbook, 6.3.2.2
WAFERS = [
    12,
    15,
    8,
    10,
    4,
    7,
    16,
    9,
    14,
    10,
    5,
    6,
    17,
    12,
    22,
    8,
    10,
    5,
    13,
    11,
    20,
    18,
    24,
    15,
    9,
    12,
    7,
    13,
    9,
    6,
]  # 6.3.3.2, of 50 each
DEFECTS = [
    16,
    14,
    28,
    16,
    12,
    20,
    10,
    12,
    10,
    17,
    19,
    17,
    14,
    16,
    15,
    13,
    14,
    16,
    11,
    20,
    11,
    19,
    16,
    31,
    13,
]  # 6.3.3.1
STEADY = [
    10.0,
    12.0,
] * 8  # mean 11, mean moving range 2: limits 5.68 and 16.32, two thirds of the way at 7.453 and 14.547


def figures(*values):
    return [GAP if value is None else Point(float(value)) for value in values]


def shares(*pairs):
    return [Point(100 * met / counted, met, counted) for met, counted in pairs]


def seen(points, made):
    return [(signal.rule, signal.first, signal.index, signal.side) for signal in signals(points, made)]


def test_xmr_as_nist_publishes_it():
    """Mean 50.81, mean moving range 1.8778, limits 45.8159 and 55.8041 with 3 / 1.128 in place of 2.66."""
    made = limits("xmr", figures(*FLOW))
    assert made.centre == [pytest.approx(50.81)] * 10
    assert (made.lower[0], made.upper[0]) == pytest.approx((45.8159, 55.8041), abs=0.001)
    assert (
        made.trial
        and made.sentence.startswith(
            "Trial limits, of fewer than 12 points: the mean plus and minus 2.66 times"
        )
        and "XmR chart, 10 points" in made.sentence
    )


def test_a_moving_range_far_beyond_the_others_is_left_out_once():
    """The data of NHSRplotthedots' deviations: mean 35/18.

    Fifteen ranges of 1, an 8 and a 9, of mean 32/17; both are beyond 3.267 x 32/17 = 6.15.
    """
    points = figures(1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)
    made = limits("xmr", points)
    assert made.upper[0] == pytest.approx(35 / 18 + 2.66)
    assert made.lower[0] == 0  # 35/18 - 2.66 is below 0, where no figure of the series ever was
    assert seen(points, made) == [("outside", 4, 4, "above")]


def test_a_figure_that_was_below_nought_has_a_lower_limit_below_nought():
    """Steps of 2 about a mean of 0: 2.66 times 2 either side. A count of things has no limit below nought."""
    points = figures(*[-1, 1] * 6)
    made, counted = limits("xmr", points), limits("xmr", points, whole=True)
    assert (made.lower[0], made.upper[0]) == pytest.approx((-5.32, 5.32))
    assert (counted.lower[0], counted.upper[0]) == pytest.approx((0, 5.32))


def test_where_screening_would_leave_only_noughts_nothing_is_screened():
    assert mean_moving_range([0, 0, 0, 0, 0, 0, 0, 5, 5]) == pytest.approx(10 / 9)


def test_p_as_nist_publishes_it():
    """Mean 0.2313, limits 0.0524 and 0.4102; wafers 15 and 23 outside."""
    points = shares(*((defects, 50) for defects in WAFERS))
    made = limits("p", points)
    assert (made.centre[0], made.lower[0], made.upper[0]) == pytest.approx((23.13, 5.24, 41.02), abs=0.005)
    assert outside([point.value for point in points], made) == {14: "above", 22: "above"}
    assert not made.trial and "p chart, 30 points" in made.sentence


def test_a_share_of_fewer_cases_has_wider_limits_and_none_leaves_0_to_100():
    """90 of 100 five times, 9 of 10 once: mean 90 %, 3 standard errors 9 and 28.46 points."""
    made = limits("p", shares(*[(90, 100)] * 5, (9, 10)))
    assert (made.lower[0], made.upper[0]) == pytest.approx((81, 99))
    assert made.lower[5] == pytest.approx(90 - 300 * math.sqrt(0.009)) and made.upper[5] == 100


def test_c_as_nist_publishes_it():
    """Mean 16, limits 4 and 28.

    Wafer 24, with 31, is outside; wafer 3, with 28, lies on the limit and is not.
    """
    points = figures(*DEFECTS)
    made = limits("c", points, whole=True)
    assert (made.centre[0], made.lower[0], made.upper[0]) == (16, 4, 28)
    assert outside(DEFECTS, made) == {23: "above"}


def test_u_is_told_for_the_base_of_the_rate():
    """60 events in 60,000 are 10 per 10,000.

    With a base of 10,000, 3 x sqrt(0.001 / 10,000) is 9.487 per 10,000.
    """
    made = limits("u", [Point(10.0, 10, 10_000)] * 5 + [Point(10.0, 10, 10_000)], per=10_000)
    assert (made.centre[0], made.lower[0], made.upper[0]) == pytest.approx((10, 0.513, 19.487), abs=0.001)


def test_a_rate_is_given_for_ten_thousand_so_that_u_limits_hold_it():
    """Figures per 10,000, held against limits per head, would lie outside all 25 times."""
    points = [Point(10.0, 10, 10_000), Point(12.0, 12, 10_000)] * 12
    made = limits("u", points, per=spc.per("rate"))
    assert outside([point.value for point in points], made) == {}
    assert made.centre[0] == pytest.approx(11)  # 264 events in 240,000
    assert spc.per("share") == spc.per("ratio") == 1


def test_g_has_its_upper_limit_by_the_geometric_distribution_and_none_below():
    """Benneyan (2001): mean 8, upper limit 8 + 3 x sqrt(8 x 9) = 33.456, lower limit 0."""
    made = limits("g", figures(0, 4, 8, 8, 10, 18))
    assert (made.centre[0], made.lower[0], made.upper[0]) == pytest.approx((8, 0, 33.456), abs=0.001)


def test_six_points_are_the_least_and_twelve_are_enough():
    assert limits("xmr", figures(*STEADY[:5])) is None
    assert limits("xmr", figures(*STEADY[:6])).trial
    assert not limits("xmr", figures(*STEADY[:12])).trial
    assert limits("p", [Point(50.0, math.nan, math.nan)] * 20) is None  # figures without their numbers
    assert signals([], None) == []


def test_no_step_is_taken_across_a_gap_and_a_gap_has_no_limit():
    made = limits("xmr", figures(10, 11, 10, 11, None, 100, 101, 100, 101))
    assert math.isnan(made.centre[4]) and math.isnan(made.upper[4])
    assert made.upper[0] - made.centre[0] == pytest.approx(2.66)
    assert limits("xmr", figures(*[10, None] * 10)) is None  # no two neighbours, so no step
    shares = [Point(50.0, 10, 20), GAP] * 10
    assert limits("p", shares).centre[0] == 50.0  # limits by a base take no steps


def test_a_named_event_begins_a_new_stretch():
    points = figures(*STEADY[:12], *[110, 112] * 6)
    made = limits("xmr", points, rebase=(12,))
    assert (made.centre[11], made.centre[12]) == (11, 111) and made.starts == (0, 12)
    assert seen(points, made) == [] and "afresh after each named event" in made.sentence
    assert "outside" in {signal.rule for signal in signals(points, limits("xmr", points))}


def test_a_new_stretch_breaks_a_run():
    """Five points above the first mean of 10.33, then four above the second of 110.33."""
    points = figures(*[8, 12] * 4, *[11] * 4, *[111] * 4, *[108, 112] * 4)
    assert seen(points, limits("xmr", points, rebase=(12,))) == []


def test_a_stretch_that_is_too_short_has_no_limits_yet():
    made = limits("xmr", figures(*STEADY[:12], 200, 201, 200), rebase=(12,))
    assert made.centre[11] == 11 and all(math.isnan(mean) for mean in made.centre[12:])
    assert "none yet since the last" in made.sentence


def test_an_unknown_kind_is_refused_with_those_that_there_are():
    with pytest.raises(ValueError, match="'np' is not a kind of limits"):
        limits("np", figures(*STEADY))


def within(*values):
    """Signals of a few figures after the steady ones, with the steady ones' own limits.

    Mean 11, a third of the way 1.773.
    """
    points = figures(*STEADY, *values)
    made = limits("xmr", figures(*STEADY))
    long = [[*line, *[line[0]] * len(values)] for line in (made.centre, made.lower, made.upper, made.third)]
    made = type(made)("xmr", *long, trial=False, sentence="")
    return [
        (rule, first - len(STEADY), last - len(STEADY), side)
        for rule, first, last, side in seen(points, made)
    ]


def test_seven_on_one_side_of_the_mean_are_a_run_and_six_are_not():
    assert within(11, 11.5, 12, 11.5, 12, 11.5, 12) == []
    assert within(11, 11.5, 12, 11.5, 12, 11.5, 12, 11.5) == [("run", 1, 7, "above")]
    assert within(11, 11.5, 12, 11.5, 11, 11.5, 12, 11.5, 11.9) == []  # a point on the mean ends a run


def test_a_gap_breaks_a_run_and_a_trend():
    assert within(10.5, 10, 10.5, 10, None, 10.5, 10, 10.5) == []
    assert within(9, 9.5, 10, 10.5, None, 11.5, 12, 12.5) == []


def test_seven_in_a_row_rising_or_falling_are_a_trend_and_six_are_not():
    assert within(9, 9.6, 10.2, 10.8, 11.4, 12) == []
    assert within(9, 9.6, 10.2, 10.8, 11.4, 12, 12.6) == [("trend", 0, 6, "rising")]
    assert ("trend", 0, 6, "falling") in within(13, 12.4, 11.8, 11.2, 10.6, 10, 9.4, 11.5)
    assert within(9, 9.6, 10.2, 10.2, 10.8, 11.4, 12) == []  # an equal figure is neither


def test_two_of_three_beyond_two_thirds_of_the_way_are_near():
    assert within(14.6, 11.5, 14.6) == [("near", 0, 2, "above")]
    assert within(14.6, 11.5, 10.5, 14.6) == []
    assert within(14.6, 10.5, 7.4) == []  # not on the same side
    assert within(14.5, 14.5, 14.5) == []  # 14.547 is two thirds of the way
    assert within(14.6, 17) == [("near", 0, 1, "above"), ("outside", 1, 1, "above")]


def test_two_thirds_of_the_way_is_measured_to_the_limit_before_it_is_cut():
    """Mean 1, 3 x sqrt(1) below it is cut at 0: a month without an event is nothing unusual."""
    points = figures(*[0, 0, 2, 2] * 4)
    assert seen(points, limits("c", points, whole=True)) == []


def test_a_g_chart_has_no_run_below_its_mean():
    points = figures(50, *[3, 4] * 5)
    assert {signal.rule for signal in signals(points, limits("g", points))} <= {"outside", "trend"}


def test_what_the_latest_point_is_part_of_is_told_and_what_is_over_is_not():
    rising = figures(*STEADY, 9, 9.6, 10.2, 10.8, 11.4, 12, 12.6)
    made = limits("xmr", rising)
    assert [signal.rule for signal in of_latest(signals(rising, made), made)] == ["trend"]
    over = figures(*STEADY, 9, 9.6, 10.2, 10.8, 11.4, 12, 12.6, 12)
    made = limits("xmr", over)
    assert of_latest(signals(over, made), made) == [] and has_moved(signals(over, made), made)


def test_a_point_outside_is_not_told_to_be_close_to_the_limit_as_well():
    made = spc.Limits("xmr", [11.0] * 3, [5.68] * 3, [16.32] * 3, [1.773] * 3, False, "")
    found = signals(figures(14.6, 11.5, 17), made)
    assert {signal.rule for signal in found} == {"near", "outside"}
    assert [signal.rule for signal in of_latest(found, made)] == ["outside"]


def test_a_run_before_the_last_named_event_says_nothing_of_the_stretch_after_it():
    points = figures(*[10] * 6, *[12] * 8, *[111, 110, 112] * 4)
    made = limits("xmr", points, rebase=(14,))
    found = signals(points, made)
    assert "run" in {signal.rule for signal in found} and not has_moved(found, made)


def test_how_many_false_signals_to_expect():
    """65 indicators in 17 areas are 1,105 charts; 0.27 % of them are 2.98."""
    assert false_signals(65 * 17) == pytest.approx(2.98, abs=0.005)
    assert false_signals(10, points=25) == pytest.approx(0.675)


SERIES = st.lists(st.one_of(st.none(), st.integers(0, 400)), min_size=6, max_size=40)
CASES = st.lists(
    st.one_of(
        st.none(),
        st.integers(1, 300).flatmap(lambda counted: st.tuples(st.integers(0, counted), st.just(counted))),
    ),
    min_size=6,
    max_size=40,
)
EVENTS = st.lists(st.integers(0, 40), max_size=3)


def sound(points, made):
    for index, point in enumerate(points):
        if math.isnan(point.value):
            assert (
                math.isnan(made.centre[index])
                and math.isnan(made.lower[index])
                and math.isnan(made.upper[index])
            )
        elif not math.isnan(made.centre[index]):
            assert 0 <= made.lower[index] <= made.centre[index] <= made.upper[index]
    assert all(
        0 <= signal.first <= signal.index < len(points) and not math.isnan(points[signal.index].value)
        for signal in signals(points, made)
    )
    assert {signal.index for signal in signals(points, made) if signal.rule == "outside"} == set(
        outside([point.value for point in points], made)
    )


@given(SERIES, st.sampled_from(["xmr", "c", "g"]), EVENTS)
def test_limits_hold_the_mean_and_a_gap_has_none(values, kind, rebase):
    points = figures(*values)
    if made := limits(kind, points, whole=True, rebase=rebase):
        sound(points, made)


@given(CASES, EVENTS)
def test_limits_of_shares_hold_the_mean_within_0_to_100(pairs, rebase):
    points = [GAP if pair is None else shares(pair)[0] for pair in pairs]
    if made := limits("p", points, rebase=rebase):
        sound(points, made)
        assert all(high <= 100 for high in made.upper if not math.isnan(high))


@given(st.floats(0, 1e6), st.integers(6, 40), st.sampled_from(["xmr", "c", "g"]))
def test_a_series_that_never_changes_has_no_signal(value, length, kind):
    points = figures(*[value] * length)
    assert signals(points, limits(kind, points)) == []


@given(
    st.integers(1, 300).flatmap(lambda counted: st.tuples(st.integers(0, counted), st.just(counted))),
    st.integers(6, 40),
)
def test_a_share_that_never_changes_has_no_signal(pair, length):
    points = shares(*[pair] * length)
    assert signals(points, limits("p", points)) == []


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40))
def test_screening_never_widens_limits(ranges):
    assert mean_moving_range(ranges) <= sum(ranges) / len(ranges) * (1 + 1e-12)


@given(SERIES, st.integers(1, 1000))
def test_limits_move_with_the_unit_of_the_figures(values, factor):
    made, larger = (
        limits("xmr", figures(*values)),
        limits("xmr", figures(*(value if value is None else value * factor for value in values))),
    )
    if made:
        known = [index for index, high in enumerate(made.upper) if not math.isnan(high)]
        assert [larger.upper[index] for index in known] == pytest.approx(
            [factor * made.upper[index] for index in known]
        )


@pytest.mark.parametrize(
    ("threshold", "good", "met"),
    [
        (80, "high", "always"),  # the limits are 82 and 94
        (82, "high", "sometimes"),  # on a limit is neither above nor below it
        (85, "high", "sometimes"),
        (94, "high", "sometimes"),
        (95, "high", "never"),
        (94, "low", "sometimes"),
        (95, "low", "always"),
        (85, "low", "sometimes"),
        (81, "low", "never"),
        (math.nan, "high", ""),
        (85, "", ""),
    ],
)
def test_usual_variation_is_held_against_a_threshold(threshold, good, met):
    made = spc.Limits("xmr", [88.0, math.nan], [82.0, math.nan], [94.0, math.nan], [2.0, math.nan], False, "")
    assert assurance(made, threshold, good) == met


def test_without_limits_nothing_is_said_of_a_threshold():
    assert assurance(None, 85, "high") == ""
