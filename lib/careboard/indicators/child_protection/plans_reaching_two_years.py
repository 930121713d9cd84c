import pandas

from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.child_protection.plans import open_plans
from careboard.indicators.child_protection.plans_open_two_years import MONTHS


@indicator(
    title="Plans that reach two years before the next board",
    kind="count",
    good=None,
    unit="plans",
    windows=("at_date",),
    variation=None,
    why="A plan that nears two years can still be looked at in time.",
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local (params/suite.yml, days_to_next_board)",
)
def plans_reaching_two_years(tables, on):
    """Open child protection plans that reach two years after the date and before the next board, 61 days
    later unless the council has set another. Other authorities' temporary plans are left out. Their names
    are only in the restricted list.
    """
    plans, day = open_plans(tables, on), pandas.Timestamp(on)
    reached = add_months(plans.started, MONTHS)
    return cases(
        plans[
            (reached > day) & (reached <= day + pandas.Timedelta(days=tables.standards.days_to_next_board))
        ],
        on=on,
    )


example(
    plans_reaching_two_years,
    period="2019-10",
    counted=2,
    met=2,
    plans="""
    plan  child  started     ended
    1     A      2017-10-31  -           two years today: there already, not counted
    2     B      2017-11-01  -           two years tomorrow: counted
    3     C      2017-12-31  -           two years on the 61st day: counted
    4     D      2018-01-01  -           a day more: not counted
    """,
)
