import pandas
import pytest
from support.command import ROOT

from careboard.figures.columns import RESULTS
from careboard.figures.disclosure import published
from careboard.indicators import catalogue
from careboard.params import load

RULE = load.read(ROOT / "params").disclosure
SHARE, COUNT, RATE, AGENCY, CASELOAD = (
    "assessments_within_45_working_days",
    "protection_plans",
    "protection_plan_rate",
    "agency_rate",
    "social_worker_caseload",
)


def hidden_or_not(
    ident, met, people, numerator=None, denominator=None, state="shown", audience="board", rule=RULE
):
    numbers = {
        "numerator": met if numerator is None else numerator,
        "denominator": people if denominator is None else denominator,
    }
    figure = {"indicator": ident, "value": 1.0, "state": state, "people_met": met, "people": people} | numbers
    row = pandas.DataFrame([figure], columns=RESULTS)
    return published(row, catalogue(), rule, audience, "test").iloc[0]


@pytest.mark.parametrize(
    ("ident", "met", "people", "state"),
    [
        (SHARE, 0, 90, "shown"),  # zero is shown
        (SHARE, 1, 90, "hidden"),
        (SHARE, 5, 90, "hidden"),
        (SHARE, 6, 90, "shown"),
        (SHARE, 84, 90, "shown"),
        (SHARE, 85, 90, "hidden"),  # all but five
        (SHARE, 90, 90, "shown"),  # nobody remains
        (SHARE, 0, 5, "hidden"),  # out of five
        (COUNT, 0, 0, "shown"),
        (COUNT, 5, 5, "hidden"),
        (COUNT, 6, 6, "shown"),
        (RATE, 3, 3, "hidden"),
        (AGENCY, 3, 90, "hidden"),
        (AGENCY, 0, 44, "shown"),
        (CASELOAD, 4, 5, "hidden"),
        (CASELOAD, 4, 6, "shown"),  # four people with a case is no count of children
    ],
)
def test_small_numbers_are_hidden_and_zero_is_shown(ident, met, people, state):
    assert hidden_or_not(ident, met, people).state == state


def test_a_hidden_figure_has_no_number_left():
    row = hidden_or_not(SHARE, 3, 90)
    assert (
        row[["numerator", "denominator", "value"]].isna().all()
        and "people" not in row.index
        and "people_met" not in row.index
    )


def test_internal_hides_nothing():
    assert hidden_or_not(SHARE, 3, 90, audience="internal").state == "shown"


def test_the_remainder_is_the_councils_own_stricter_setting():
    assert (
        hidden_or_not(SHARE, 85, 90, rule=RULE.model_copy(update={"hide_small_remainders": False})).state
        == "shown"
    )


def test_another_reason_stays():
    assert hidden_or_not(SHARE, 0, 0, state="not_available").state == "not_available"
