from careboard.indicators import cases, example, indicator
from careboard.indicators.children_in_need.need import allocated_at, open_cases_at


@indicator(
    title="Children in need without an allocated worker",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A child without a worker has nobody to turn to.",
    owner="Principal social worker",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; no national definition",
)
def unallocated_cases(tables, on):
    """Of the children with an open case on the date, the share for whom no worker is recorded as allocated. A
    reviewing officer alone is no allocated worker. Care leavers without an open case are left out, and so are
    referrals that ended in no further action; one without a mark of it counts as one with further action.
    """
    children = open_cases_at(tables, on)
    return cases(children, on=on, met=~children.child.isin(allocated_at(tables, on)))


example(
    unallocated_cases,
    period="2019-10",
    counted=3,
    met=2,
    referrals="""
    child  referred    closed  no_further_action
    A      2019-01-01  -       N
    B      2019-01-01  -       N
    C      2019-01-01  -       N
    """,
    involvements="""
    child  worker  role                           started     ended
    A      1       Social worker                  2019-01-01  -
    B      1       Social worker                  2019-01-01  2019-10-31  ended on the day: no worker
    C      2       Independent reviewing officer  2019-01-01  -           a reviewing officer alone: no worker
    """,
)
