from careboard.indicators import cases, example, indicator
from careboard.indicators.workforce.staff import in_post
from careboard.records.codes import REVIEWING_OFFICER


@indicator(
    title="Agency reviewing officers",
    kind="ratio",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A child's reviewing officer should stay for the child's whole time in care.",
    owner="Safeguarding and review service",
    reviewed="2026-11",
    next_review="2027-11",
    source="IRO Handbook (2010); local measure",
    whole_authority_only=True,
    subject="staff",
)
def iro_agency_rate(tables, on):
    """Full-time equivalents of agency reviewing officers on the date, as a share of all reviewing officers in
    post. It is made for the whole authority only.
    """
    officers = in_post(tables, REVIEWING_OFFICER, on)
    return cases(
        officers,
        on=on,
        who="worker",
        value=officers.fte.where(officers.agency == "Y", 0.0),
        weight=officers.fte,
    )


example(
    iro_agency_rate,
    period="2019-10",
    counted=2,
    value=0.0,
    workforce="""
    worker  role                           started     ended       fte  agency  holds_cases
    1       Independent reviewing officer  2018-01-01  -           1.0  N       Y
    2       Independent reviewing officer  2018-01-01  -           1.0  N       Y
    3       Independent reviewing officer  2018-01-01  2019-10-31  1.0  Y       Y  \
        left on the day: not counted
    """,
)
