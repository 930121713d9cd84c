import pandas
import pytest
from support.command import ROOT

from careboard.disclosure.ledger import Ledger
from careboard.disclosure.publication import published
from careboard.figures.columns import RESULTS
from careboard.indicators import catalogue
from careboard.params import load
from careboard.params.disclosure import StaffDisclosure

PARAMS = load.read(ROOT / "params")
RULE = PARAMS.disclosure
WHERE = {"period": "2019-10", "window": "year", "area": "county", "breakdown": "total", "group": ""}
SHARE, COUNT, RATE, AGENCY, CASELOAD, RATIO = (
    "assessments_within_45_working_days",
    "protection_plans",
    "protection_plan_rate",
    "agency_rate",
    "social_worker_caseload",
    "entries_to_exits",
)


def hidden_or_not(
    ident, met, people, numerator=None, denominator=None, state="shown", audience="board", rule=RULE
):
    numbers = {
        "numerator": met if numerator is None else numerator,
        "denominator": people if denominator is None else denominator,
    }
    figure = {"indicator": ident, "value": 1.0, "state": state, "people_met": met, "people": people}
    row = pandas.DataFrame([figure | numbers | WHERE], columns=RESULTS)
    ledger = Ledger.empty()
    return published(row, catalogue(), rule, PARAMS.areas, audience, "test", ledger).figures.iloc[0]


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
        (AGENCY, 1, 90, "shown"),  # staff alone: nothing is hidden
        (AGENCY, 89, 90, "shown"),
        (AGENCY, 1, 1, "shown"),
        (RATIO, 5, 40, "hidden"),  # starts of care: with the ends published they would be known
        (RATIO, 40, 5, "hidden"),
        (RATIO, 6, 6, "shown"),
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


def test_a_ratio_of_parts_of_people_is_hidden_by_how_many_people_it_leaves():
    """Full-time equivalents are no people: 85 of 90 left, as 84.5 of 90.5, and five stayed."""
    rule = RULE.model_copy(update={"staff": None})
    states = [
        hidden_or_not("turnover", met, 90, numerator=met - 0.5, denominator=90.5, rule=rule).state
        for met in (6, 84, 85)
    ]
    assert states == ["shown", "shown", "hidden"]


def test_internal_counts_nothing_as_hidden():
    figure = {"indicator": COUNT, "value": 1.0, "state": "shown", "people_met": 3, "people": 3}
    row = pandas.DataFrame([figure | {"numerator": 3, "denominator": 3} | WHERE], columns=RESULTS)
    told = published(row, catalogue(), RULE, PARAMS.areas, "internal", "test", Ledger.empty())
    counts = [value for value in vars(told).values() if isinstance(value, int)]
    assert counts == [0] * len(counts) and counts and told.given_away == []


def test_what_is_hidden_for_itself_is_counted_for_the_receipt():
    figure = WHERE | {"indicator": COUNT, "value": 1.0, "state": "shown", "window": "at_date"}
    numbers = dict.fromkeys(("people_met", "people", "numerator", "denominator"))
    rows = [
        figure | dict.fromkeys(numbers, people) | {"period": period}
        for people, period in ((3, "2019-10"), (40, "2019-09"), (4, "2018-09"))
    ]
    table = pandas.DataFrame(rows, columns=RESULTS)
    told = published(table, catalogue(), RULE, PARAMS.areas, "board", "test", Ledger.empty())
    assert (told.first, told.second, told.outside) == (2, 0, 0)


def test_internal_hides_nothing():
    assert hidden_or_not(SHARE, 3, 90, audience="internal").state == "shown"


def test_the_remainder_is_the_councils_own_stricter_setting():
    assert (
        hidden_or_not(SHARE, 85, 90, rule=RULE.model_copy(update={"hide_small_remainders": False})).state
        == "shown"
    )


def test_staff_have_a_threshold_of_their_own_and_children_keep_theirs():
    agreed = RULE.agreed
    strict = RULE.model_copy(update={"staff": StaffDisclosure(threshold=2, reason="x", agreed=agreed)})
    assert [hidden_or_not(AGENCY, met, 90, rule=strict).state for met in (2, 3, 87, 88)] == [
        "hidden",
        "shown",
        "shown",
        "hidden",
    ]
    assert [hidden_or_not(COUNT, met, met, rule=strict).state for met in (5, 6)] == ["hidden", "shown"]
    lower = strict.model_copy(update={"threshold": 1})
    assert [hidden_or_not(AGENCY, 2, 90, rule=lower).state, hidden_or_not(COUNT, 2, 2, rule=lower).state] == [
        "hidden",
        "shown",
    ]


@pytest.mark.parametrize("ident", [AGENCY, "turnover"])  # a share, and a ratio in per cent
def test_where_nothing_was_agreed_for_staff_they_are_hidden_as_children_are(ident):
    rule = RULE.model_copy(update={"staff": None})
    states = [hidden_or_not(ident, met, 90, rule=rule).state for met in (5, 6, 84, 85)]
    assert states == ["hidden", "shown", "shown", "hidden"]  # all but five as well


def test_figures_of_staff_alone_are_these_and_every_other_is_hidden_as_before():
    assert {ident for ident, known in catalogue().items() if known.subject == "staff"} == {
        "agency_rate",
        "iro_agency_rate",
        "iro_turnover",
        "turnover",
        "vacancy_rate",
    }
    of_children = [ident for ident, known in catalogue().items() if known.subject == "children"]
    assert all(hidden_or_not(ident, 5, 5).state == "hidden" for ident in of_children)


@pytest.mark.parametrize(
    ("update", "children", "staff"),
    [
        (
            {},
            "Of children, counts, bases and remainders from 1 to 5 are hidden, "
            "with all that would show them.",
            "Of staff alone, no small number is hidden.",
        ),
        (
            {"hide_small_remainders": False, "threshold": 7, "staff": None},
            "Of children, counts and bases from 1 to 7 are hidden, with all that would show them.",
            "Of staff alone, counts and bases from 1 to 7 are hidden, with all that would show them.",
        ),
    ],
)
def test_readers_are_told_what_is_hidden_of_each_subject(update, children, staff):
    rule = RULE.model_copy(update=update)
    assert (rule.in_words("children"), rule.in_words("staff")) == (children, staff)


def test_another_reason_stays():
    assert hidden_or_not(SHARE, 0, 0, state="not_available").state == "not_available"
