import math

import pandas
import pytest
from scipy.stats import binomtest
from support.command import ROOT

from careboard.figures.banding import band_of
from careboard.figures.intervals import newcombe_p
from careboard.figures.standing import interval, rebased_points, standing
from careboard.indicators import catalogue
from careboard.params import load, models
from careboard.params.bands import Band
from careboard.params.board import ListMove
from careboard.periods import parse

PARAMS = load.read(ROOT / "params")
OCTOBER = parse("2019-10")
TIMELINESS, PLANS = "assessments_within_45_working_days", "protection_plans"


def rows(*figures):
    columns = ["indicator", "period", "window", "area", "numerator", "denominator", "value", "state"]
    return pandas.DataFrame(figures, columns=columns).assign(breakdown="total", group="", source="test")


def stand(figures, params=PARAMS):
    return standing(figures, catalogue(), params, params.areas, OCTOBER).iloc[0]


def test_wilson_of_65_of_100():
    low, high = interval(65, 100, "share")
    assert (round(low, 4), round(high, 4)) == (55.2544, 73.6358)


@pytest.mark.parametrize(("met", "counted"), [(0, 7), (7, 7), (412, 453), (1, 1)])
def test_wilson_agrees_with_a_second_opinion(met, counted):
    other = binomtest(met, counted).proportion_ci(method="wilson")
    assert interval(met, counted, "share") == pytest.approx((100 * other.low, 100 * other.high), abs=1e-9)


@pytest.mark.parametrize(
    ("value", "good", "band"),
    [
        (90, "high", "outstanding"),
        (89.9, "high", "good"),
        (80, "high", "good"),
        (70, "high", "requires_improvement"),
        (69.9, "high", "inadequate"),
    ],
)
def test_a_tie_goes_to_the_better_band(value, good, band):
    assert band_of(value, Band(outstanding=90, good=80, requires_improvement=70), good) == band


def test_low_is_good_turns_the_order():
    rule = Band(outstanding=5, good=8, requires_improvement=14)
    assert [band_of(value, rule, "low") for value in (5, 8, 8.1, 14.1)] == [
        "outstanding",
        "good",
        "requires_improvement",
        "inadequate",
    ]


def test_band_direction_and_list_of_a_shown_figure():
    found = stand(
        rows(
            (TIMELINESS, "2019-10", "month", "county", 890, 1000, 89.0, "shown"),
            (TIMELINESS, "2018-10", "month", "county", 820, 1000, 82.0, "shown"),
        )
    )
    assert (found.band, found.direction, found.change, found.since, found.list) == (
        "good",
        "improving",
        7.0,
        "2018-10",
        "well",
    )
    assert (
        found.band_rule
        == "Good is at least 83%, agreed by Corporate Parenting Board (invented), 20 June 2019"
    )


STARTS, REFERRALS, PLAN_RATE = "protection_plans_started", "referral_rate", "protection_plan_rate"
CASELOAD, SCORE, WITHOUT_SCORE = "social_worker_caseload", "sdq_average_score", "no_sdq"


@pytest.mark.parametrize(
    ("ident", "now", "before", "direction"),
    [
        # 1,194 against 1,300 plans: z = 106 / sqrt(2,494) = 2.12; against 1,240: 46 / sqrt(2,434) = 0.93
        (STARTS, (1194, math.nan, 1194), (1300, math.nan, 1300), "lower"),
        (STARTS, (1194, math.nan, 1194), (1240, math.nan, 1240), "no clear change"),
        # 5 against nothing: 2 x 0.5^5 = 0.0625; 6: 2 x 0.5^6 = 0.03125
        (STARTS, (5, math.nan, 5), (0, math.nan, 0), "no clear change"),
        (STARTS, (6, math.nan, 6), (0, math.nan, 0), "higher"),
        # the same counts in half the children
        (REFERRALS, (120, 10_000, 120.0), (120, 20_000, 60.0), "higher"),
        (REFERRALS, (12, 10_000, 12.0), (22, 20_000, 11.0), "no clear change"),
        # at a date most children are those of the year before: neither chance nor a judgement is told
        (PLANS, (1194, math.nan, 1194), (1240, math.nan, 1240), "lower"),
        (PLAN_RATE, (12, 10_000, 12.0), (22, 20_000, 11.0), "higher"),
        # 312 against 300: 12 / sqrt(612) = 0.49; against 250: 62 / sqrt(562) = 2.62
        (WITHOUT_SCORE, (312, math.nan, 312), (300, math.nan, 300), "higher"),
        (WITHOUT_SCORE, (312, math.nan, 312), (250, math.nan, 250), "worsening"),
        # no test for a mean of which only the sum is published: 14.0 to 13.9 is lower, and not better
        (SCORE, (1390, 100, 13.9), (1400, 100, 14.0), "lower"),
        (CASELOAD, (9000, 500, 18.0), (8000, 500, 16.0), "higher"),
        (CASELOAD, (8000, 500, 16.0), (8000, 500, 16.0), "no change"),
    ],
)
def test_a_movement_is_judged_only_on_evidence(ident, now, before, direction):
    window = catalogue()[ident].windows[0]
    found = stand(
        rows(
            (ident, "2019-10", window, "county", *now, "shown"),
            (ident, "2018-10", window, "county", *before, "shown"),
        )
    )
    assert found.direction == direction


def test_areas_whose_figures_read_the_same_are_not_told_apart():
    """2 of 20,000 against 60 of 130,000 differ (p = 0.012) and both read 0%."""
    figures = rows(
        (TIMELINESS, "2019-10", "month", "county", 62, 150_000, 0.0, "shown"),
        (TIMELINESS, "2019-10", "month", "north", 2, 20_000, 0.0, "shown"),
    )
    found = standing(figures, catalogue(), PARAMS, PARAMS.areas, OCTOBER).set_index("area")
    assert found.loc["north"].rest == "cannot be told apart"


def test_a_hidden_figure_has_no_band_interval_or_arrow():
    found = stand(
        rows(
            (TIMELINESS, "2019-10", "month", "north", math.nan, math.nan, math.nan, "hidden"),
            (TIMELINESS, "2018-10", "month", "north", 82, 100, 82.0, "shown"),
        )
    )
    assert (
        found.band == found.direction == found.list == ""
        and math.isnan(found.low)
        and math.isnan(found.change)
    )


def test_a_hidden_year_before_gives_no_arrow():
    found = stand(
        rows(
            (TIMELINESS, "2019-10", "month", "north", 89, 100, 89.0, "shown"),
            (TIMELINESS, "2018-10", "month", "north", math.nan, math.nan, math.nan, "hidden"),
        )
    )
    assert found.band == "good" and found.direction == ""


def test_a_figure_with_no_good_direction_is_to_know_and_has_no_band():
    found = stand(
        rows(
            (PLANS, "2019-10", "at_date", "county", 1194, math.nan, 1194, "shown"),
            (PLANS, "2018-10", "at_date", "county", 1300, math.nan, 1300, "shown"),
        )
    )
    assert (found.band, found.direction, found.list) == ("", "lower", "know")


def test_an_analyst_may_move_a_figure_and_the_reason_is_printed():
    moved = PARAMS.model_copy(
        update={
            "board": models.Board(
                moves=[ListMove(indicator=TIMELINESS, to="improve", reason="One team is far below.")]
            )
        }
    )
    found = stand(rows((TIMELINESS, "2019-10", "month", "county", 890, 1000, 89.0, "shown")), moved)
    assert (found.list, found.list_reason, found.band) == ("improve", "One team is far below.", "good")
    for other in ("agency_rate", "turnover"):  # before and after it by the alphabet
        there = rows(
            (other, "2019-10", "year" if other == "turnover" else "at_date", "county", 10, 100, 10.0, "shown")
        )
        assert stand(there, moved).list_reason == ""


def test_a_band_for_the_authority_only_stays_there():
    figures = [
        ("no_sdq", "2019-10", "at_date", area, 20, math.nan, 20, "shown") for area in ("county", "wexbay")
    ]
    assert [stand(rows(figure)).band for figure in figures] == ["outstanding", ""]


def test_a_change_that_chance_could_explain_is_called_no_clear_change():
    found = stand(
        rows(
            (TIMELINESS, "2019-10", "month", "county", 89, 100, 89.0, "shown"),
            (TIMELINESS, "2018-10", "month", "county", 82, 100, 82.0, "shown"),
        )
    )
    assert (found.direction, found.change) == (
        "no clear change",
        7.0,
    )  # Newcombe: from -2.9 to 16.9 points, so nought is in it


@pytest.mark.parametrize(
    ("met", "counted", "band", "firm", "moves"),
    [
        (
            890,
            1000,
            "good",
            "yes",
            "30 more would make it Outstanding; 61 fewer would make it Requires improvement",
        ),
        (
            17,
            20,
            "good",
            "no",
            "2 more would make it Outstanding; 1 fewer would make it Requires improvement",
        ),
        (20, 20, "outstanding", "no", "2 fewer would make it Good"),
    ],
)
def test_a_band_is_firm_only_where_the_whole_interval_lies_in_it(met, counted, band, firm, moves):
    # 92 is outstanding, 83 good, 75 requires improvement; 829 of 1000 is 82.9, 18 of 20 is 90, 19 of 20 is 95
    found = stand(
        rows((TIMELINESS, "2019-10", "month", "county", met, counted, 100 * met / counted, "shown"))
    )
    assert (found.band, found.firm, found.to_move) == (band, firm, moves)


def test_areas_are_compared_with_the_rest_and_not_by_whether_intervals_overlap():
    figures = rows(
        (TIMELINESS, "2019-10", "month", "county", 899, 1019, 88.2, "shown"),
        (TIMELINESS, "2019-10", "month", "north", 412, 453, 90.9, "shown"),
        (TIMELINESS, "2019-10", "month", "east", 487, 566, 86.0, "shown"),
        (TIMELINESS, "2019-10", "month", "central", math.nan, math.nan, math.nan, "hidden"),
    )
    found = standing(figures, catalogue(), PARAMS, PARAMS.areas, OCTOBER).set_index("area")
    assert found.loc["north"].low < found.loc["east"].high  # the intervals overlap
    assert (found.loc["north"].rest, found.loc["east"].rest) == (
        "higher",
        "lower",
    )  # and they differ: p = 0.016, twice 0.016 after Holm
    assert found.loc["county"].rest == found.loc["central"].rest == ""


def test_what_would_be_told_of_one_area_alone_is_not_told_of_one_among_three():
    """By chance one of three areas differs more often than one of one: Holm's correction."""
    assert newcombe_p(409, 453, 487, 566) < 0.05
    found = standing(
        rows(
            (TIMELINESS, "2019-10", "month", "county", 896, 1019, 87.9, "shown"),
            (TIMELINESS, "2019-10", "month", "north", 409, 453, 90.3, "shown"),
            (TIMELINESS, "2019-10", "month", "east", 287, 333, 86.2, "shown"),
            (TIMELINESS, "2019-10", "month", "central", 200, 233, 85.8, "shown"),
        ),
        catalogue(),
        PARAMS,
        PARAMS.areas,
        OCTOBER,
    )
    assert set(found[found.area != "county"].rest) == {"cannot be told apart"}


def test_more_areas_ask_for_more_evidence():
    quiet = [(TIMELINESS, "2019-10", "month", area, 88, 100, 88.0, "shown") for area in ("central",)]
    figures = rows(
        (TIMELINESS, "2019-10", "month", "county", 1075, 1219, 88.2, "shown"),
        (TIMELINESS, "2019-10", "month", "north", 412, 453, 90.9, "shown"),
        (TIMELINESS, "2019-10", "month", "east", 575, 666, 86.3, "shown"),
        *quiet,
    )
    found = standing(figures, catalogue(), PARAMS, PARAMS.areas, OCTOBER).set_index("area")
    assert found.loc["central"].rest == "cannot be told apart"


def test_a_month_outside_its_own_limits_is_a_signal_and_a_hidden_one_is_none():
    months = [
        (
            TIMELINESS,
            OCTOBER.back(back).text,
            "month",
            "county",
            850 + back % 2,
            1000,
            85.0 + back % 2 / 10,
            "shown",
        )
        for back in range(1, 25)
    ]
    high, hidden = (
        (TIMELINESS, "2019-10", "month", "county", 920, 1000, 92.0, "shown"),
        (TIMELINESS, "2019-10", "month", "county", math.nan, math.nan, math.nan, "hidden"),
    )
    assert stand(rows(high, *months)).signal == "above"
    assert stand(rows(hidden, *months)).signal == ""
    assert (
        stand(rows((TIMELINESS, "2019-10", "month", "county", 851, 1000, 85.1, "shown"), *months)).signal
        == ""
    )


def test_a_rate_has_an_interval_of_its_own_kind():
    found = stand(rows(("protection_plan_rate", "2019-10", "at_date", "county", 5, 10_000, 5.0, "shown")))
    assert (round(found.low, 2), round(found.high, 2)) == (1.62, 11.67)  # exact Poisson limits of 5


def test_limits_begin_afresh_only_at_an_event_that_says_so():
    events = [
        models.Event(on="2019-06-15", words="x", indicators=[TIMELINESS], rebase=True),
        models.Event(on="2019-08-01", words="y", indicators=[TIMELINESS]),
    ]
    ends = [point.end for point in OCTOBER.points()]
    assert rebased_points(events, TIMELINESS, ends) == [20]  # June 2019 is the 21st of 25 points
    assert rebased_points(events, PLANS, ends) == []
