"""Each single change to a valid extract ends as is right: read and told, set aside and told, or refused.

Never with a traceback, and never with other figures in silence.
"""

from datetime import date

import pytest
from support.broken_inputs import ABSENT, CASES, MESSAGE, REPAIRED, SAME, changed_copy
from support.counties import point

from careboard import intake
from careboard.edition.compose import Composer
from careboard.errors import Problem
from careboard.intake.source import ChosenSource
from careboard.intake.tolerance import faults_beyond
from careboard.params import load
from careboard.params.intake import Intake
from careboard.params.models import Source
from careboard.paths import PARAMS

MEASURES = [
    "looked_after", "protection_plans", "children_in_need", "assessments_within_45_working_days",
    "three_or_more_placements", "long_term_stability", "dental_checks_current", "sdq_average_score",
    "social_worker_caseload", "agency_rate", "care_leavers", "children_missing", "ethnicity_recorded",
    "unaccompanied_children", "looked_after_reviews_in_timescale", "convicted_share", "fostering_share",
    "repeat_plans_ever", "no_sdq", "return_interviews_completed",
]  # fmt: skip
PERIODS = {"ssd": "2019-10", "sqlite": "2019-10", "903": "2020-03"}
VALUES = ["numerator", "denominator", "value", "state"]
PARAMETERS = load.read(PARAMS)


def figures(extract, period):
    """The figures of the measures, whole and by group, for a period alone."""
    chosen = ChosenSource("", "", Source(path="", authority=888, population="sample"))
    composer = Composer(PARAMETERS, chosen, extract, "internal", "")
    wanted = [composer.definitions[ident] for ident in MEASURES]
    counting = composer.counting()
    results = counting.count(wanted, [point(period)])
    assert counting.failed == {}
    return results.set_index(["indicator", "window", "area", "breakdown", "group"])[VALUES].sort_index()


def told(extract):
    return bool(len(extract.faults) or extract.notes)


def ends_of(period):
    return [date(2019, 10, 31) if period == "2019-10" else date(2020, 3, 31)]


@pytest.fixture(scope="session")
def right_figures(small):
    return {kind: figures(intake.read(str(path)), PERIODS[kind]) for kind, path in small.items()}


def outcome(kind, path):
    """What became of an extract: the message that stopped it, or the extract and its figures."""
    extract = intake.read(str(path))
    stops = faults_beyond(extract, Intake(), ends_of(PERIODS[kind]))
    if stops:
        raise Problem("\n".join(stops))
    return extract, figures(extract, PERIODS[kind])


def check(right, extract, found, clean):
    """Whether what was read is right."""
    same = found.equals(clean)
    assert same or told(extract)
    if right in (SAME, REPAIRED):
        assert same and (right == SAME or told(extract))
    elif right in (MESSAGE, ABSENT):  # a message was wanted: what was read instead is told, or not available
        found = found.reindex(clean.index)
        changed = (found.value != clean.value) & ~(found.value.isna() & clean.value.isna())
        assert set(found[changed].state.dropna()) <= {"not_available"}, found[changed]


NAMES = [(kind, name) for kind, cases in CASES.items() for name in cases]


@pytest.mark.parametrize(("kind", "name"), NAMES, ids=[name for _, name in NAMES])
def test_a_broken_input_ends_as_is_right(kind, name, small, right_figures, tmp_path):
    change, right = CASES[kind][name]
    path = changed_copy(change, small[kind], tmp_path / small[kind].name)
    try:
        extract, found = outcome(kind, path)
    except Problem as problem:
        assert right not in (SAME, REPAIRED), str(problem)
        assert problem.exit_code in (1, 2) and len(str(problem)) > 20
        return
    check(right, extract, found, right_figures[kind])
