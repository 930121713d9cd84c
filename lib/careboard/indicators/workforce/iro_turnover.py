from careboard.indicators import cases, example, indicator
from careboard.indicators.workforce.staff import leavers_and_stayers
from careboard.indicators.workforce.turnover import LEFT_AND_STAYED
from careboard.records.codes import REVIEWING_OFFICER


@indicator(
    title="Reviewing officers' turnover",
    kind="ratio",
    good="low",
    unit="%",
    windows=("year",),
    variation=None,
    why="A child's reviewing officer should stay for the child's whole time in care.",
    owner="Safeguarding and review service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children's social work workforce, methodology, applied to reviewing officers; local measure",
    whole_authority_only=True,
    subject="staff",
)
def iro_turnover(tables, first, last):
    """Full-time equivalents of independent reviewing officers who left in the year, as a share of those in
    post at its end. Agency officers are left out. It is made for the whole authority only.
    """
    staff = leavers_and_stayers(tables, REVIEWING_OFFICER, first, last)
    return cases(staff, on="on", who="worker", value=staff.value, weight=staff.weight)


example(
    iro_turnover,
    period="2019-10",
    counted=3,
    value=25.0,
    workforce=LEFT_AND_STAYED.replace("Social worker", "Independent reviewing officer"),
)
