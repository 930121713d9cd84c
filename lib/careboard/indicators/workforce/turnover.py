from careboard.indicators import cases, example, indicator
from careboard.indicators.workforce.staff import leavers_and_stayers
from careboard.records.codes import SOCIAL_WORKER


@indicator(
    title="Social workers' turnover",
    kind="ratio",
    good="low",
    unit="%",
    windows=("year",),
    variation=None,
    why="When a social worker leaves, children must start again with a stranger.",
    owner="Principal social worker",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children's social work workforce, methodology",
    comparator="turnover",
    as_official=True,
    subject="staff",
)
def turnover(tables, first, last):
    """Full-time equivalents of social workers who left in the year, as a share of those in post at its end.
    Agency workers are left out.
    """
    staff = leavers_and_stayers(tables, SOCIAL_WORKER, first, last)
    return cases(staff, on="on", who="worker", value=staff.value, weight=staff.weight)


LEFT_AND_STAYED = """
    worker  role           started     ended       fte  agency  holds_cases
    1       Social worker  2018-01-01  2018-11-01  0.5  N       Y            left on the first day: counted
    2       Social worker  2018-01-01  2018-10-31  1.0  N       Y            left the day before: not counted
    3       Social worker  2018-01-01  2019-05-01  1.0  Y       Y            agency: not counted
    4       Social worker  2018-01-01  -           1.0  N       Y
    5       Social worker  2018-01-01  -           1.0  N       N\
            in post without cases: 0.5 over 2.0
    6       Team manager   2018-01-01  2019-05-01  1.0  N       N            another role: not counted
    7       Adviser        2018-01-01  2019-05-01  1.0  N       N            another role: not counted
    """

example(turnover, period="2019-10", counted=3, value=25.0, workforce=LEFT_AND_STAYED)
