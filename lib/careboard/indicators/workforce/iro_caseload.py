from careboard.indicators import cases, example, indicator
from careboard.indicators.workforce.staff import held, in_post
from careboard.records.codes import REVIEWING_OFFICER


@indicator(
    title="Independent reviewing officers' average caseload",
    brief="Reviewing officers' average caseload",
    kind="ratio",
    good="low",
    unit="children per officer",
    windows=("at_date",),
    variation=None,
    why="A reviewing officer with too many children cannot challenge the council for each of them.",
    owner="Safeguarding and review service",
    reviewed="2026-11",
    next_review="2027-11",
    source="IRO Handbook (2010), which guides to 50 to 70; local measure",
    whole_authority_only=True,
)
def iro_caseload(tables, on):
    """Looked-after children and children on a plan held by independent reviewing officers on the date,
    divided by the officers' full-time equivalents. A child on both lists counts twice. It is made for the
    whole authority only.
    """
    officers = in_post(tables, REVIEWING_OFFICER, on)
    return cases(
        officers,
        on=on,
        who="worker",
        value=officers.worker.map(held(tables, REVIEWING_OFFICER, on)).fillna(0.0),
        weight=officers.fte,
    )


OFFICERS = """
    worker  role                           started     ended  fte  agency  holds_cases
    1       Independent reviewing officer  2018-01-01  -      1.0  N       Y
    2       Independent reviewing officer  2018-01-01  -      1.0  N       Y            holds none: counted
    """
HELD = """
    child  worker  role                           started     ended
    A      1       Independent reviewing officer  2019-01-01  -           looked after
    A      1       Independent reviewing officer  2019-02-01  -           on a plan as well: counts twice
    B      1       Independent reviewing officer  2019-01-01  2019-10-31  ended on the day: not counted
    C      1       Social worker                  2019-01-01  -           another role: not counted
    """

example(iro_caseload, period="2019-10", counted=2, value=1.0, workforce=OFFICERS, involvements=HELD)
