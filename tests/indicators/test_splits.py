"""The groups into which worked examples split their cases, by hand from the rows of each."""

import pytest
from support.counties import AREAS, point, population

from careboard.figures.counting import Counting
from careboard.indicators import catalogue
from careboard.indicators.worked_examples import example_tables

# definition, number of its example, split -> how many cases of each group; cases of none are left out
EXPECTED = {
    # B was seen 16 working days before where 15 are agreed; D's plan is 16 old and nobody has come; C has not
    # been seen since May
    ("protection_visits_in_timescale", 0, "how_late"): {
        "1 to 5 working days late": 2,
        "more than 20 working days late": 1,
    },
    # both are 21 working days back where 20 are agreed
    ("cin_visits_in_timescale", 0, "how_late"): {"1 to 5 working days late": 2},
    # A is 4 points lower, B one higher
    ("sdq_change", 0, "change"): {"better by 3 points or more": 1, "little changed, under 3 points": 1},
    ("sdq_change", 0, "placement"): {"foster care": 1, "children's home": 1},
    # B moved 729 days before, F in September and H in May of the year
    ("long_term_stability", 0, "not_met"): {"moved in the last year": 2, "moved one to two years ago": 1},
    # A has three, B one and D two
    ("children_missing_repeatedly", 0, "not_met"): {"3 to 9 spells": 1},
    ("over_20_miles_outside", 0, "distance"): {
        "outside the authority, over 20 miles": 1,
        "outside the authority, 20 miles or less": 1,
        "inside the authority, over 20 miles": 1,
        "postcode not known": 1,
    },
    # B was reviewed the day before the term began
    ("personal_education_plans_in_date", 0, "not_met"): {"reviewed before the last term": 1},
    # C's home has no place in the table of postcodes
    ("over_20_miles_outside", 1, "distance"): {
        "outside the authority, over 20 miles": 1,
        "outside the authority, 20 miles or less": 1,
        "outside the authority, distance not known": 1,
    },
    # B's last score is five months too old, another has none at all
    ("no_sdq", 0, "time_without"): {"never scored": 1, "last score one to two years ago": 1},
    ("no_sdq", 1, "time_without"): {
        "last score one to two years ago": 1,
        "last score more than two years ago": 1,
    },
    # 6 months before and nearer, and more than 6 months before
    ("repeat_plans_within_12_months", 1, "not_met"): {"6 months after or less": 2},
    ("repeat_plans_within_12_months", 0, "not_met"): {"more than 6 months after": 1},
    ("conferences_within_15_working_days", 0, "how_late"): {"1 to 5 working days late": 1},
    ("return_interviews_within_3_days", 0, "not_met"): {
        "no interview offered": 1,
        "held later than three days": 1,
        "offered, not held": 1,
    },
    # the first review of B was a day late; C's next was due on 1 September
    ("protection_reviews_in_timescale", 0, "not_met"): {
        "the first review was late": 1,
        "a review is overdue now": 1,
    },
    # due on 30 October: B after six weeks, E after a week; H, not yet reviewed, on the 27th. F, reviewed, is
    # in time on the 31st
    ("looked_after_visits_in_timescale", 0, "how_late"): {"1 to 5 days late": 3},
    ("sdq_scores", 0, "band"): {"14 to 16, borderline": 1, "17 to 40, cause for concern": 1},
    ("permanence_within_12_months", 0, "when"): {"7 to 12 months": 1},
    ("permanence_within_24_months", 0, "when"): {"19 to 24 months": 1},
}
# what ended is counted where it was held the day before; a case open on a date where it is held on that date
HELD_THE_DAY_BEFORE = {
    "adopted_share",
    "ceased_looked_after",
    "days_from_entry_to_adoptive_placement",
    "days_from_placement_order_to_match",
    "health_passports",
    "plans_ended_after_two_years",
    "protection_plans_ended",
    "special_guardianship_share",
}


def cases_of(ident, number=0):
    known = catalogue()[ident]
    example = known.examples[number]
    counting = Counting(example_tables(example), AREAS, population())
    return counting.cases_of(known, point(example["period"]), example.get("window", known.windows[0]))


@pytest.mark.parametrize(("ident", "number", "split"), EXPECTED)
def test_cases_are_split_as_the_rows_say(ident, number, split):
    found = cases_of(ident, number)[split].dropna().value_counts().to_dict()
    assert found == EXPECTED[ident, number, split]


def test_a_conference_is_not_in_time_because_it_was_late_or_has_no_enquiry():
    """A's was on the 15th working day, B's on the 16th; C's has no enquiry on record."""
    told = cases_of("conferences_within_15_working_days").set_index("child").not_met.dropna().to_dict()
    assert told == {"B": "held late", "C": "no enquiry on record"}


def test_a_child_who_was_missing_counts_on_the_day_of_the_last_spell_and_another_on_the_last_day_seen():
    """A's last spell began on the last day; B was there for one day; D has no spell and is still there."""
    days = cases_of("children_missing").set_index("child").on.dt.date.astype("str").to_dict()
    assert days == {"A": "2019-10-31", "B": "2018-11-01", "D": "2019-10-31"}


@pytest.mark.parametrize("ident", sorted(HELD_THE_DAY_BEFORE))
def test_what_ended_belongs_to_who_held_it_the_day_before(ident):
    found = cases_of(ident)
    assert len(found) and ((found.on - found.held_on).dt.days == 1).all()


def test_what_is_made_for_the_whole_authority_alone_says_so_in_its_definition():
    """Reviewing officers serve the whole authority: their caseload has no area."""
    made = {ident for ident, known in catalogue().items() if known.whole_authority_only}
    told = {ident for ident, known in catalogue().items() if "whole authority only" in known.definition}
    assert made == told == {"iro_agency_rate", "iro_caseload", "iro_caseload_highest", "iro_turnover"}


def test_records_must_be_known_as_far_back_as_a_definition_looks():
    """Earlier plans, early help and starts of care within so many months."""
    wanted = {
        "repeat_plans_within_12_months": 12,
        "repeat_plans_within_24_months": 24,
        "early_help_to_referral": 12,
        "permanence_within_12_months": 12,
        "permanence_within_24_months": 24,
    }
    assert {ident: catalogue()[ident].looks_back for ident in wanted} == wanted
