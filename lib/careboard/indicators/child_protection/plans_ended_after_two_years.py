from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.child_protection.plans import own_plans
from careboard.indicators.child_protection.plans_open_two_years import MONTHS


@indicator(
    title="Plans that ended after two years or more",
    kind="share",
    good="low",
    unit="%",
    windows=("year", "month"),
    variation="p",
    why="It shows how long children had to wait until a plan was no longer needed.",
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Characteristics of children in need, methodology",
    comparator="plans_ended_after_two_years",
    as_official=True,
)
def plans_ended_after_two_years(tables):
    """Of the child protection plans that ended in the window, the share that had lasted two years or more.
    Other authorities' temporary plans are left out.
    """
    ended = own_plans(tables)
    ended = ended[ended.ended.notna()]
    return cases(ended, on="ended", ended=True, met=add_months(ended.started, MONTHS) <= ended.ended)


example(
    plans_ended_after_two_years,
    period="2019-10",
    window="month",
    counted=2,
    met=1,
    plans="""
    plan  child  started     ended
    1     A      2017-10-20  2019-10-20  two years to the day: met
    2     B      2017-10-21  2019-10-20  a day less: not met
    3     C      2016-01-01  2019-11-01  ended after the month: not counted
    """,
)
