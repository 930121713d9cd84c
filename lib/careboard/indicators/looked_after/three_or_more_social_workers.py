from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.social_workers import social_workers_in_a_year

MANY = 3


@indicator(
    title="Children with three or more social workers in a year",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="Each new social worker is one more stranger to trust.",
    owner="Principal social worker",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Stability measures for children looked after",
    comparator="three_or_more_social_workers",
    as_official=True,
)
def three_or_more_social_workers(tables, on):
    """Of the children looked after on the date, the share who had three or more different social workers in
    the 12 months to it, those of the time before care included. Each worker counts once a child. The one
    allocated when the 12 months begin counts. Other workers are left out.
    """
    children = social_workers_in_a_year(tables, on)
    return cases(children, on=on, met=children.workers >= MANY)


CHILDREN = """
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    """
CARE = """
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -
    B      2018-01-01  S             C2            -
    C      2019-10-01  S             C2            -  looked after for a month: counted, not met
    """
WORKERS = """
    child  worker  role            started     ended
    A      1       Social worker   2018-01-01  2018-11-01  there when the 12 months begin: the first
    A      2       Social worker   2018-11-01  2019-05-01  the second
    A      3       Social worker   2019-05-01  -           the third: met
    B      1       Social worker   2018-01-01  2018-10-31  ended as the 12 months begin: does not count
    B      2       Social worker   2018-10-31  2019-05-01
    B      3       Social worker   2019-05-01  2019-06-01
    B      2       Social worker   2019-06-01  -           the same again: two, not met
    B      4       Personal adviser  2019-06-01  -         another role: does not count
    """

example(
    three_or_more_social_workers,
    period="2019-10",
    counted=3,
    met=1,
    children=CHILDREN,
    care=CARE,
    involvements=WORKERS,
)
