from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import starts_of_care


@indicator(
    title="Children who started to be looked after",
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
    comparator="started_looked_after",
    as_official=True,
)
def started_looked_after(tables, first, last):
    """Children who started to be looked after in the window. In a month each start counts; in a year each
    child counts once, at the first start. Short breaks (V3, V4) are left out, and so is a start no later than
    the day after another period ended.
    """
    return cases(starts_of_care(tables, first, last), on="entered")


STARTS = """
    child  started     start_reason  legal_status  ended       end_reason
    A      2019-10-01  S             V2            2019-10-05  E4A
    A      2019-10-20  S             V2            -           -           a second start in the month
    B      2018-10-31  S             C2            -           -           the day before the year begins
    C      2019-10-07  S             V4            -           -           short breaks: not counted
    D      2019-01-01  S             V2            2019-10-06  E4A
    D      2019-10-07  S             V2            -           -\
           the day after the end: the same period
    """
PEOPLE = """
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    D      2010-01-01
    """

example(
    started_looked_after, period="2019-10", window="month", counted=2, met=2, children=PEOPLE, care=STARTS
)

example(started_looked_after, period="2019-10", window="year", counted=2, met=2, children=PEOPLE, care=STARTS)
