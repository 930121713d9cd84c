"""Why an earlier figure moved: a worked example of each cause, by hand."""

import math

import pytest
from support.small_edition import DENTAL, IN_TIME, PLAN_RATE, PLANS, with_cells
from support.snapshots_by_hand import LATER, MADE_BY, a_month_later, copied, few, figures_of, with_figure

from careboard.figures.rounding import rate, rounded
from careboard.history.compare import Cause, Part, compare


@pytest.fixture
def pair(tmp_path):
    """Two copies compared: the small edition as it was, and as a test changed it."""

    def made(later, then=None, made_by=LATER, before=MADE_BY, uncorrected=None, uncorrected_then=None):
        return compare(
            copied(then or few(), tmp_path / "then", before, uncorrected_then),
            copied(later, tmp_path / "now", made_by, uncorrected),
        )

    return made


def only(changes):
    [moved] = changes.revisions
    return moved


def test_nothing_moved_between_two_editions_that_say_the_same(pair):
    changes = pair(few())
    assert changes.revisions == [] and not changes.hidden and changes.comparators == []


def test_more_cases_of_a_window_that_was_over_were_recorded_late(pair):
    moved = only(
        pair(with_figure(few(), IN_TIME, "month", "county", (88.9, 1035, 1164)))
    )  # 4 assessments more, 3 of them in time
    assert (moved.then.value, moved.now.value, moved.by) == (89.0, 88.9, -0.1)
    assert moved.parts == (Part(Cause.LATE, -0.1, 4),)


def test_of_a_count_the_cases_are_the_figure_itself(pair):
    assert only(pair(with_figure(few(), PLANS, "at_date", "county", (1197, 1197, None)))).parts == (
        Part(Cause.LATE, 3, 3),
    )


def test_fewer_cases_were_withdrawn_or_changed(pair):
    assert only(pair(with_figure(few(), PLANS, "at_date", "county", (1192, 1192, None)))).parts == (
        Part(Cause.CHANGED, -2, -2),
    )


def test_as_many_cases_with_another_outcome_were_changed(pair):
    assert only(pair(with_figure(few(), DENTAL, "at_date", "county", (70.4, 1054, 1498)))).parts == (
        Part(Cause.CHANGED, 0.1, 0),
    )


def test_an_average_has_no_number_of_cases_to_tell(pair):
    assert only(pair(with_figure(few(), "iro_caseload", "at_date", "county", (75.1, 3304, 44)))).parts == (
        Part(Cause.CHANGED, 0.1, 0),
    )


def test_a_definition_that_changed_is_the_cause_whatever_was_recorded(pair):
    later = LATER | {"definitions": LATER["definitions"] | {IN_TIME: "d2"}}
    changes = pair(
        with_figure(
            with_figure(few(), IN_TIME, "month", "county", (90.0, 1044, 1160)),
            PLANS,
            "at_date",
            "county",
            (1195, 1195, None),
        ),
        made_by=later,
    )
    assert {moved.indicator: moved.parts for moved in changes.revisions} == {
        IN_TIME: (Part(Cause.DEFINITION, 1.0, 0),),
        PLANS: (Part(Cause.LATE, 1, 1),),
    }


def test_a_suite_that_counts_otherwise_is_not_taken_for_late_recording(pair):
    assert only(
        pair(
            with_figure(few(), PLANS, "at_date", "county", (1195, 1195, None)),
            made_by=LATER | {"counting": "c2"},
        )
    ).parts == (Part(Cause.COUNTING, 1, 1),)


def test_districts_that_moved_to_another_area_are_not_taken_for_late_recording(pair):
    later = LATER | {"areas": LATER["areas"] | {"north": "a9"}}
    changes = pair(
        with_figure(
            with_figure(few(), PLANS, "at_date", "north", (260, 260, None)),
            PLANS,
            "at_date",
            "county",
            (1195, 1195, None),
        ),
        made_by=later,
    )
    assert {moved.now.area: moved.parts for moved in changes.revisions} == {
        "north": (Part(Cause.AREAS, 8, 8),),
        "county": (Part(Cause.LATE, 1, 1),),
    }


def test_a_renewed_population_moves_a_rate_alone(pair):
    moved = only(
        pair(with_figure(few(), PLAN_RATE, "at_date", "county", (47.8, 1194, 250000)))
    )  # 1,194 of 250,000 are 47.76
    assert moved.parts == (Part(Cause.POPULATION, -0.4),)


def test_a_rate_that_both_moved_is_split_between_them(pair):
    moved = only(
        pair(with_figure(few(), PLAN_RATE, "at_date", "county", (48.0, 1200, 250000)))
    )  # 1,194 of 250,000 are 47.8; six plans more make 48.0
    assert moved.parts == (Part(Cause.POPULATION, -0.4), Part(Cause.LATE, 0.2, 6)) and moved.by == -0.2


def test_the_effect_of_corrections_is_told_apart_from_late_recording(pair):
    without = figures_of(
        with_figure(few(), IN_TIME, "month", "county", (88.9, 1035, 1164)), IN_TIME, "month", "county"
    )
    moved = only(
        pair(with_figure(few(), IN_TIME, "month", "county", (89.2, 1038, 1164)), uncorrected=without)
    )
    assert moved.parts == (Part(Cause.CORRECTED, 0.3, 0), Part(Cause.LATE, -0.1, 4)) and moved.by == 0.2


def test_a_correction_that_was_there_before_is_no_movement(pair):
    corrected = with_figure(few(), PLANS, "at_date", "county", (1190, 1190, None))
    without = figures_of(few(), PLANS, "at_date", "county")
    assert pair(corrected, then=corrected, uncorrected=without, uncorrected_then=without).revisions == []


def test_a_correction_that_was_taken_back_moves_the_figure_back(pair):
    corrected = with_figure(few(), PLANS, "at_date", "county", (1190, 1190, None))
    moved = only(pair(few(), then=corrected, uncorrected_then=figures_of(few(), PLANS, "at_date", "county")))
    assert moved.parts == (Part(Cause.CORRECTED, 4, 4),)


def test_how_much_a_correction_did_is_not_told_where_the_figure_without_it_would_be_hidden(pair):
    hidden = figures_of(with_figure(few(), PLANS, "at_date", "county", "hidden"), PLANS, "at_date", "county")
    [part] = only(
        pair(with_figure(few(), PLANS, "at_date", "county", (1195, 1195, None)), uncorrected=hidden)
    ).parts
    assert part.cause == Cause.CORRECTED and math.isnan(part.by) and part.cases == 0


@pytest.mark.parametrize(("before", "now"), [("hidden", (1194, 1194, None)), ((1194, 1194, None), "hidden")])
def test_a_figure_that_is_hidden_in_either_copy_is_counted_and_not_told(pair, before, now):
    changes = pair(
        with_figure(few(), PLANS, "at_date", "county", now),
        then=with_figure(few(), PLANS, "at_date", "county", before),
    )
    assert changes.revisions == [] and changes.hidden == {(PLANS, "county"): 1}


def test_from_no_cases_to_some_is_late_recording_without_an_amount(pair):
    moved = only(pair(with_figure(few(), IN_TIME, "month", "unallocated", (50.0, 6, 12))))
    assert (
        moved.then.state == "no_cases"
        and math.isnan(moved.by)
        and [(part.cause, part.cases) for part in moved.parts] == [(Cause.LATE, 12)]
    )


def test_without_knowing_what_an_edition_was_made_by_the_cause_is_not_known(pair):
    assert only(
        pair(with_figure(few(), PLANS, "at_date", "county", (1195, 1195, None)), before={})
    ).parts == (Part(Cause.UNKNOWN, 1, 1),)


def test_the_same_extract_cannot_have_recorded_anything_late(pair):
    assert only(
        pair(with_figure(few(), PLANS, "at_date", "county", (1195, 1195, None)), made_by=MADE_BY)
    ).parts == (Part(Cause.UNKNOWN, 1, 1),)


def test_a_renewed_comparator_is_told_with_its_year_and_value(pair):
    later = few()
    [before] = [
        row
        for row in later.comparators.rows(IN_TIME, IN_TIME)
        if (row.level, row.window) == ("england", "month")
    ]
    later = with_cells(
        later,
        "comparators",
        lambda frame: (frame.indicator == IN_TIME) & (frame.level == "england"),
        year="2019/20",
        value=84.0,
    )
    [renewed] = pair(later).comparators
    assert (renewed.indicator, renewed.level, renewed.now) == (
        IN_TIME,
        "england",
        (before.name, "2019/20", "84.0"),
    )
    assert renewed.then[1:] == (before.year, str(before.value))


def test_the_points_that_two_months_share_are_compare(pair):
    later = with_figure(
        a_month_later(few()), PLANS, "at_date", "county", (1300, 1300, None), period="2019-11"
    )
    assert pair(later).revisions == []  # November itself was not published before
    moved = only(pair(with_figure(later, PLANS, "at_date", "county", (1195, 1195, None), period="2019-10")))
    assert (moved.now.period, moved.parts) == ("2019-10", (Part(Cause.LATE, 1, 1),))


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(1194, 250000), (1, 16000), (3, 40000), (2105, 247600), (0, 5000)]
)
def test_a_rate_is_rounded_as_it_is_published(numerator, denominator):
    assert rate(numerator, denominator) == float(rounded(numerator / denominator * 10_000))


def test_digests_that_were_taken_in_another_way_say_nothing_of_counting_or_definitions(pair):
    older = {key: value for key, value in MADE_BY.items() if key != "scheme"}
    older |= {
        "counting": "of another way",
        "definitions": dict.fromkeys(MADE_BY["definitions"], "of another way"),
    }
    changes = pair(with_figure(few(), PLANS, "at_date", "county", (1195, 1195, None)), before=older)
    assert only(changes).parts == (Part(Cause.UNKNOWN, 1, 1),)
