from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_at


@indicator(
    title="Children looked after",
    kind="count",
    good=None,
    unit="children",
    windows=("at_date",),
    variation=None,
    why="It shows how many children the council is a parent to; neither more nor fewer is good in itself.",
    owner="Looked-after children's service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology",
    comparator="looked_after",
    as_official=True,
)
def looked_after(tables, on):
    """Children under 18 looked after on the date. Short breaks (V3, V4) are left out."""
    return cases(looked_after_at(tables, on), on=on)


CHILDREN = """
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    D      2001-10-31
    E      2001-11-01
    """
CARE = """
    child  started     start_reason  legal_status  ended
    A      2019-10-31  S             V2            -           came in on the day: counted
    B      2018-01-01  S             C2            2019-10-31  left on the day: not counted
    C      2018-01-01  S             V4            -           short breaks: not counted
    D      2018-01-01  S             C2            -           18 on the day: not counted
    E      2018-01-01  S             C1            2018-06-01
    E      2018-06-01  L             C2            -           18 the day after: counted, once
    """

example(looked_after, period="2019-10", counted=2, met=2, children=CHILDREN, care=CARE)
