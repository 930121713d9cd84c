from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_at
from careboard.indicators.looked_after.unaccompanied import unaccompanied_at


@indicator(
    title="Looked-after children who are unaccompanied and seeking asylum, share",
    kind="share",
    good=None,
    unit="%",
    windows=("at_date",),
    variation=None,
    why="These children have needs of their own; neither a high nor a low share is good in itself.",
    owner="Looked-after children's service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology",
    comparator="unaccompanied_share",
    as_official=True,
)
def unaccompanied_share(tables, on):
    """Of the children looked after on the date, the share who are unaccompanied and seeking asylum on that
    day.
    """
    children = looked_after_at(tables, on)
    return cases(children, on=on, met=children.child.isin(unaccompanied_at(tables, on)))


CHILDREN = """
    child  born
    A      2003-01-01
    B      2003-01-01
    C      2003-01-01
    """
CARE = """
    child  started     start_reason  legal_status  ended
    A      2019-01-01  S             V2            -
    B      2019-01-01  S             V2            -
    C      2019-01-01  S             V2            -
    """
STATUS = """
    child  status                             started     ended
    A      Unaccompanied asylum seeking child  2019-10-31  -           from the day on: met
    B      Unaccompanied asylum seeking child  2019-01-01  2019-10-31  ended on the day: not met
    C      Indefinite leave to remain          2019-01-01  -           another status: not met
    """

example(
    unaccompanied_share, period="2019-10", counted=3, met=1, children=CHILDREN, care=CARE, immigration=STATUS
)
