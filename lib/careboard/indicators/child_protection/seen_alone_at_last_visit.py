import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.child_protection.plans import open_plans
from careboard.records.spans import Lasts


@indicator(
    title="Children on a plan seen alone at the last visit",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A child can speak freely only when nobody else listens.",
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; Ofsted's Annex A asks for it case by case",
)
def seen_alone_at_last_visit(tables, on):
    """Of the child protection plans open on the date with at least one visit of that plan, the share whose
    child was seen alone at the latest visit. Plans not visited yet are left out. Other authorities' temporary
    plans are left out.
    """
    visits = tables.protection_visits
    last = tables.once("visits on plans", lambda: Lasts(visits, "plan", "visited"))
    alone = tables.once(
        "alone on plans",
        lambda: Lasts(visits[(visits.alone == "Y") & (visits.seen == "Y")], "plan", "visited"),
    )
    plans = open_plans(tables, on)
    visited = last.by(plans.plan, on)
    plans, visited = plans[visited.notna()], visited[visited.notna()]
    met = alone.by(plans.plan, on) == visited
    seen = (
        tables.once("seen on a plan", lambda: Lasts(visits[visits.seen == "Y"], "plan", "visited")).by(
            plans.plan, on
        )
        == visited
    )
    return cases(
        plans,
        on=on,
        met=met,
        not_met=pandas.Series("not seen at the latest visit", index=plans.index)
        .mask(seen, "seen, not alone")
        .mask(met),
    )


example(
    seen_alone_at_last_visit,
    period="2019-10",
    counted=4,
    met=2,
    plans="""
    plan  child  started     ended
    1     A      2019-05-01  -
    2     B      2019-05-01  -
    3     C      2019-05-01  -
    4     D      2019-05-01  -           not visited: not counted
    5     E      2019-05-01  -
    """,
    protection_visits="""
    visit  plan  child  visited     seen  alone
    1      1     A      2019-10-01  Y     N
    2      1     A      2019-10-31  Y     Y      alone at the latest: met
    3      2     B      2019-10-01  Y     Y
    4      2     B      2019-10-20  Y     N      not alone at the latest: not met
    5      3     C      2019-10-20  N     N      not seen at the latest: not met
    6      2     B      2019-11-01  Y     Y      after the date: does not count
    7      5     E      2019-10-20  Y     Y      alone at the only visit: met
    """,
)
