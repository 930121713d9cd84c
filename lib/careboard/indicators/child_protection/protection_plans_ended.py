from careboard.indicators import cases, example, indicator
from careboard.indicators.child_protection.plans import own_plans


@indicator(
    title="Child protection plans ended",
    kind="count",
    good=None,
    unit="plans",
    windows=("month", "year"),
    variation="xmr",
    why="Starts and ends explain why the number of plans rises or falls.",
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Characteristics of children in need, methodology; months are local",
)
def protection_plans_ended(tables):
    """Child protection plans that ended in the window. A child whose plan ends twice counts twice. Other
    authorities' temporary plans are left out.
    """
    return cases(own_plans(tables), on="ended", ended=True)


example(
    protection_plans_ended,
    period="2019-10",
    counted=2,
    met=2,
    plans="""
    child  started     ended       temporary
    A      2019-10-01  2019-10-31  -  both in the month
    A      2019-10-31  -           -  a second plan of the child
    B      2019-05-01  2019-10-01  Y  another authority's temporary plan: not counted
    C      2019-05-01  2019-10-02  -
    D      2019-11-01  -           -  begun after the month
    """,
)
