from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import ends_of_care


@indicator(
    title="Children who ceased to be looked after",
    kind="count",
    good=None,
    unit="children",
    windows=("month", "year", "financial_year"),
    variation="xmr",
    why="Starts and ends explain why the number of children looked after rises or falls.",
    owner="Looked-after children's service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology; months are local",
    comparator="ceased_looked_after",
    as_official=True,
)
def ceased_looked_after(tables, first, last):
    """Children who ceased to be looked after in the window, told by the date of ceasing and not by a reason
    alone. In a month each end counts; in a year each child counts once, at the last end. Short breaks (V3,
    V4) are left out.
    """
    return cases(ends_of_care(tables, first, last), on="left", ended=True)


example(
    ceased_looked_after,
    period="2019-10",
    window="month",
    counted=2,
    met=2,
    children="""
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  ended       end_reason
    A      2019-01-01  S             V2            2019-10-01  E4A
    B      2019-01-01  S             V2            2019-10-10  X1
    B      2019-10-10  P             V2            2019-10-31  E4B  the end of the period counts, not the move
    C      2019-01-01  S             V2            -           E4A  a reason without a date: goes on
    """,
)
