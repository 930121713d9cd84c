from careboard.indicators import example, indicator
from careboard.indicators.child_protection.plans import following_within


@indicator(
    title="Repeat child protection plans within 12 months",
    brief="Repeat plans within 12 months",
    kind="share",
    good="low",
    unit="%",
    windows=("year", "month"),
    variation="p",
    why="A plan that follows soon after another may mean that the first ended too early.",
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; no national definition",
    looks_back=12,
)
def repeat_plans_within_12_months(tables):
    """Of the child protection plans started in the window, the share whose child had an earlier plan of this
    council that ended in the 12 months before, the day itself counted. Other authorities' temporary plans are
    left out.
    """
    return following_within(tables, 12)


example(
    repeat_plans_within_12_months,
    period="2019-10",
    window="month",
    counted=3,
    met=1,
    plans="""
    child  started     ended
    A      2018-01-01  2018-10-04
    A      2019-10-04  -           12 months later to the day: met
    B      2018-01-01  2018-10-03
    B      2019-10-04  -           a day more: not met
    C      2019-10-31  -           none before: not met
    """,
)

example(
    repeat_plans_within_12_months,
    period="2019-10",
    window="month",
    counted=3,
    met=2,
    plans="""
    child  started     ended
    A      2019-10-04  -
    B      2019-10-04  -
    C      2019-10-04  -
    """,
    earlier_plans="""
    child  started     ended
    A      2019-01-01  2019-10-04  in an older system, ended on the day on which the next began: met
    B      2019-01-01  2019-10-05  ended after that: does not count
    C      -           2019-10-04  ended on that day, its start not known: met
    """,
)
