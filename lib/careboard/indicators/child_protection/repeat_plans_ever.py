from careboard.indicators import cases, example, indicator
from careboard.indicators.child_protection.plans import with_earlier_plan
from careboard.records.tables import NotAvailable


@indicator(
    title="Repeat child protection plans, whenever the first was",
    brief="Repeat plans, ever",
    kind="share",
    good="low",
    unit="%",
    windows=("year", "month"),
    variation="p",
    why="A second plan says that the first did not keep the child safe for good.",
    owner="Safeguarding service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Characteristics of children in need, methodology",
    comparator="repeat_plans_ever",
    as_official=True,
)
def repeat_plans_ever(tables):
    """Of the child protection plans started in the window, the share whose child had a plan of this council
    at any earlier time. It counts occasions, not children. Other authorities' temporary plans are left out.
    Plans known only from older systems come from the local table of earlier plans; without it the figure
    knows no plan before the extract's history begins.
    """
    plans = with_earlier_plan(tables)
    if tables.reach is not None and "previous" not in plans:
        raise NotAvailable("snapshots hold no earlier plans", "previous")
    return cases(plans, on="started", met=plans.earlier)


example(
    repeat_plans_ever,
    period="2019-10",
    window="month",
    counted=4,
    met=2,
    plans="""
    child  started     ended       temporary
    A      2010-05-01  2011-05-01  -
    A      2019-10-01  -           -  a plan nine years ago: met
    B      2019-10-02  -           -  a plan known from an older system: met
    C      2019-01-01  2019-03-01  Y
    C      2019-10-03  -           -  the one before was another authority's: not met
    D      2019-10-04  -           -  none before: not met
    """,
    earlier_plans="""
    child  started     ended
    B      2007-07-01  2008-07-01
    """,
)

example(
    repeat_plans_ever,
    period="2019-10",
    window="month",
    counted=2,
    met=1,
    plans="""
    child  started     ended  previous
    A      2019-10-01  -      1         the source itself counts one before: met
    B      2019-10-02  -      0
    """,
)
