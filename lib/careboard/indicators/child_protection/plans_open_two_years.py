import pandas

from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.child_protection.plans import open_plans

MONTHS = 24


@indicator(
    title="Plans open for two years or more",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A plan that lasts so long has not made the child safe.",
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Characteristics of children in need, methodology",
    comparator="plans_open_two_years",
    as_official=True,
)
def plans_open_two_years(tables, on):
    """Of the child protection plans open on the date, the share that began two years or more before. Other
    authorities' temporary plans are left out.
    """
    plans = open_plans(tables, on)
    return cases(plans, on=on, met=add_months(plans.started, MONTHS) <= pandas.Timestamp(on))


example(
    plans_open_two_years,
    period="2019-10",
    counted=2,
    met=1,
    plans="""
    plan  child  started     ended       temporary
    1     A      2017-10-31  -           -  two years to the day: met
    2     B      2017-11-01  -           -  a day less: not met
    3     C      2016-01-01  -           Y  another authority's temporary plan: not counted
    4     D      2016-01-01  2019-10-31  -  ended on the day: not counted
    """,
)
