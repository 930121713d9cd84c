from careboard.indicators import example, indicator, open_at, working_days
from careboard.indicators.lateness import seen_within
from careboard.records.spans import Lasts


@indicator(
    title="Children on a child in need plan seen in time",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A plan helps only if somebody sees how the child is.",
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local standard (params/suite.yml, need_visit_working_days); no national definition",
)
def cin_visits_in_timescale(tables, on):
    """Of the child in need plans open on the date for longer than the local standard, the share whose child
    was last seen within it. The standard is 20 working days unless the council has set another. A visit
    at which the child was not seen does not count.
    """
    standard = tables.standards.need_visit_working_days
    plans = open_at(tables.need_plans, on)
    plans = plans[working_days(plans.started, on) > standard]
    seen = tables.once(
        "seen in need", lambda: Lasts(tables.need_visits[tables.need_visits.seen == "Y"], "child", "visited")
    )
    return seen_within(plans, seen.by(plans.child, on), on, standard)


example(
    cin_visits_in_timescale,
    period="2019-10",
    counted=3,
    met=1,
    need_plans="""
    plan  child  started     ended
    1     A      2019-05-01  -
    2     B      2019-05-01  -
    3     C      2019-10-02  -  21 working days before: counted
    4     D      2019-10-03  -  20 working days before: not open longer than the standard, not counted
    """,
    need_visits="""
    child  visited     seen
    A      2019-10-03  Y     20 working days before: met
    B      2019-10-02  Y     21: not met
    C      2019-10-20  N     not seen at the visit: not met
    """,
)
