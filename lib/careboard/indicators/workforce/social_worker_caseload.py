from careboard.indicators import cases, example, indicator
from careboard.indicators.workforce.staff import children_held, in_post
from careboard.records.codes import SOCIAL_WORKER


@indicator(
    title="Social workers' average caseload",
    kind="ratio",
    good="low",
    unit="cases per worker",
    windows=("at_date",),
    variation=None,
    why="A social worker with too many cases has too little time for each child.",
    owner="Principal social worker",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children's social work workforce, methodology",
    comparator="social_worker_caseload",
    departs=(
        "The official caseload takes the cases of every worker who holds one or more, whatever the role; "
        "here it is those of case-holding social workers alone."
    ),
)
def social_worker_caseload(tables, on):
    """Children allocated to a case-holding social worker on the date, each once a worker, divided by the
    full-time equivalents of case-holding social workers in post, agency workers included. A case is a child
    whose allocation to the worker is open on the date, whatever the child's plan; two open allocations of one
    child to one worker are one case. The case belongs to the worker's team.
    """
    workers = in_post(tables, SOCIAL_WORKER, on)
    workers = workers[workers.holds_cases == "Y"]
    return cases(
        workers,
        on=on,
        who="worker",
        value=workers.worker.map(children_held(tables, SOCIAL_WORKER, on)).fillna(0.0),
        weight=workers.fte,
    )


example(
    social_worker_caseload,
    period="2019-10",
    counted=2,
    value=2.0,
    workforce="""
    worker  role           started     ended       fte  agency  holds_cases
    1       Social worker  2018-01-01  -           1.0  N       Y
    2       Social worker  2018-01-01  -           0.5  Y       Y  agency workers count: 3 cases over 1.5
    3       Social worker  2018-01-01  -           1.0  N       N  holds no cases: not counted
    4       Social worker  2018-01-01  2019-10-31  1.0  N       Y  left on the day: not counted
    """,
    involvements="""
    child  worker  role           started     ended
    A      1       Social worker  2019-01-01  -
    B      1       Social worker  2019-10-31  -           allocated on the day: counted
    B      1       Social worker  2017-05-01  -           an older allocation nobody closed: counted once
    C      2       Social worker  2019-01-01  2019-11-01  ended the day after: counted
    D      2       Social worker  2019-01-01  2019-10-31  ended on the day: not counted
    E      4       Social worker  2019-01-01  -           its worker has left: not counted
    """,
)
