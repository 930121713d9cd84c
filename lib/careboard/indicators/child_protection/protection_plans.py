from careboard.indicators import cases, example, indicator
from careboard.indicators.child_protection.plans import open_plans


@indicator(
    title="Child protection plans",
    kind="count",
    good=None,
    unit="plans",
    windows=("at_date",),
    variation=None,
    why=(
        "It shows how many children are thought to be at risk of significant harm; neither more nor fewer is "
        "good in itself."
    ),
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Characteristics of children in need, methodology",
    comparator="protection_plans",
    as_official=True,
)
def protection_plans(tables, on):
    """Child protection plans open on the date. Other authorities' temporary plans are left out."""
    return cases(open_plans(tables, on), on=on)


PLANS = """
    child  started     ended       temporary
    A      2019-10-31  -           -  begun on the day: counted
    B      2019-05-01  2019-10-31  -  ended on the day: not counted
    C      2019-05-01  2019-11-01  N  ended the day after: counted
    D      2019-05-01  -           Y  another authority's temporary plan: not counted
    E      2019-11-01  -           -  begun after: not counted
    """

example(protection_plans, period="2019-10", counted=2, met=2, plans=PLANS)
