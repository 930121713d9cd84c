from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_at
from careboard.indicators.looked_after.unaccompanied import unaccompanied_at
from careboard.indicators.looked_after.unaccompanied_share import CARE, CHILDREN, STATUS


@indicator(
    title="Looked-after children who are unaccompanied and seeking asylum",
    kind="count",
    good=None,
    unit="children",
    windows=("at_date",),
    variation=None,
    why="These children have needs of their own; neither more nor fewer is good in itself.",
    owner="Looked-after children's service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology",
    comparator="unaccompanied_children",
    as_official=True,
)
def unaccompanied_children(tables, on):
    """Children looked after on the date who are unaccompanied and seeking asylum on that day."""
    children = looked_after_at(tables, on)
    return cases(children[children.child.isin(unaccompanied_at(tables, on))], on=on)


example(
    unaccompanied_children,
    period="2019-10",
    counted=1,
    met=1,
    children=CHILDREN,
    care=CARE,
    immigration=STATUS,
)
