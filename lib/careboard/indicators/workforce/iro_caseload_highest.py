from careboard.indicators import cases, example, indicator
from careboard.indicators.workforce.iro_caseload import HELD, OFFICERS
from careboard.indicators.workforce.staff import held, in_post
from careboard.records.codes import REVIEWING_OFFICER


@indicator(
    title="Independent reviewing officers' highest caseload",
    kind="highest",
    good="low",
    unit="children",
    windows=("at_date",),
    variation=None,
    why="An average can hide one officer with far too many children.",
    owner="Safeguarding and review service",
    reviewed="2026-11",
    next_review="2027-11",
    source="IRO Handbook (2010), which guides to 50 to 70; local measure",
    whole_authority_only=True,
)
def iro_caseload_highest(tables, on):
    """The most looked-after children and children on a plan that any one independent reviewing officer holds
    on the date. A child on both lists counts twice. It is made for the whole authority only, since it tells
    of one person.
    """
    officers = in_post(tables, REVIEWING_OFFICER, on)
    return cases(
        officers,
        on=on,
        who="worker",
        value=officers.worker.map(held(tables, REVIEWING_OFFICER, on)).fillna(0.0),
    )


example(iro_caseload_highest, period="2019-10", counted=2, value=2.0, workforce=OFFICERS, involvements=HELD)
