from careboard.indicators import example, indicator, working_days
from careboard.indicators.child_protection.plans import open_plans
from careboard.indicators.lateness import seen_within
from careboard.records.spans import Lasts


@indicator(
    title="Children on a plan seen in time",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A child thought to be at risk is seen often, so that harm is noticed.",
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local standard (params/suite.yml, protection_visit_working_days); no national definition",
)
def protection_visits_in_timescale(tables, on):
    """Of the child protection plans open on the date for longer than the local standard, the share whose
    child was last seen within it. The standard is 15 working days unless the council has set another. A
    visit at which the child was not seen does not count. Other authorities' temporary plans are left out.
    """
    standard = tables.standards.protection_visit_working_days
    plans = open_plans(tables, on)
    plans = plans[working_days(plans.started, on) > standard]
    seen = tables.once(
        "seen on a plan",
        lambda: Lasts(tables.protection_visits[tables.protection_visits.seen == "Y"], "plan", "visited"),
    )
    return seen_within(plans, seen.by(plans.plan, on), on, standard)


example(
    protection_visits_in_timescale,
    period="2019-10",
    counted=4,
    met=1,
    plans="""
    plan  child  started     ended
    1     A      2019-05-01  -
    2     B      2019-05-01  -
    3     C      2019-05-01  -
    4     D      2019-10-09  -  16 working days before: counted
    5     E      2019-10-10  -  15 working days before: not open longer than the standard, not counted
    """,
    protection_visits="""
    plan  child  visited     seen
    1     A      2019-10-10  Y     15 working days before: met
    2     B      2019-10-09  Y     16: not met
    3     C      2019-10-20  N     not seen at the visit: not met
    3     C      2019-11-01  Y     after the date: does not count
    """,
)
