from careboard.indicators import cases, example, indicator
from careboard.indicators.child_protection.plans import open_plans
from careboard.indicators.child_protection.protection_plans import PLANS


@indicator(
    title="Child protection plans, rate",
    kind="rate",
    good=None,
    unit="per 10,000",
    windows=("at_date",),
    variation=None,
    why="A rate lets areas of different size be compared; neither high nor low is good in itself.",
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Characteristics of children in need, methodology",
    comparator="protection_plan_rate",
    as_official=True,
)
def protection_plan_rate(tables, on):
    """Child protection plans open on the date, per 10,000 children under 18. Other authorities' temporary
    plans are left out.
    """
    return cases(open_plans(tables, on), on=on)


example(protection_plan_rate, period="2019-10", counted=2, met=2, plans=PLANS)
