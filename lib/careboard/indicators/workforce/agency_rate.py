from careboard.indicators import cases, example, indicator
from careboard.indicators.workforce.staff import in_post
from careboard.records.codes import SOCIAL_WORKER


@indicator(
    title="Agency social workers",
    kind="ratio",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="Agency workers fill gaps, and they move on sooner.",
    owner="Principal social worker",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children's social work workforce, methodology",
    comparator="agency_rate",
    as_official=True,
    subject="staff",
)
def agency_rate(tables, on):
    """Full-time equivalents of agency social workers on the date, as a share of all social workers in
    post.
    """
    workers = in_post(tables, SOCIAL_WORKER, on)
    return cases(
        workers, on=on, who="worker", value=workers.fte.where(workers.agency == "Y", 0.0), weight=workers.fte
    )


example(
    agency_rate,
    period="2019-10",
    counted=3,
    value=20.0,
    workforce="""
    worker  role           started     ended  fte  agency  holds_cases
    1       Social worker  2018-01-01  -      1.0  N       Y
    2       Social worker  2018-01-01  -      1.0  N       N
    3       Social worker  2019-10-31  -      0.5  Y       Y            0.5 of 2.5
    4       Team manager   2018-01-01  -      1.0  Y       N            another role: not counted
    """,
)
