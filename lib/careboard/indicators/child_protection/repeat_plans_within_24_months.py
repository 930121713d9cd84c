from careboard.indicators import example, indicator
from careboard.indicators.child_protection.plans import following_within


@indicator(
    title="Repeat child protection plans within 24 months",
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
    looks_back=24,
)
def repeat_plans_within_24_months(tables):
    """Of the child protection plans started in the window, the share whose child had an earlier plan of this
    council that ended in the 24 months before, the day itself counted. Other authorities' temporary plans are
    left out.
    """
    return following_within(tables, 24)


example(
    repeat_plans_within_24_months,
    period="2019-10",
    window="month",
    counted=3,
    met=1,
    plans="""
    child  started     ended
    A      2017-01-01  2017-10-04
    A      2019-10-04  -           24 months later to the day: met
    B      2017-01-01  2017-10-03
    B      2019-10-04  -           a day more: not met
    C      2019-10-31  -           none before: not met
    """,
)
