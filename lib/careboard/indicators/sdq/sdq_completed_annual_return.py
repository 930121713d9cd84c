from careboard.indicators import cases, example, indicator
from careboard.indicators.sdq.eligible import return_cohort
from careboard.indicators.sdq.no_sdq import CARE, SCORES


@indicator(
    title="Questionnaires completed, as the annual return asks",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="It shows before the return is due for whom it will ask.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="SSDA903 guide and validation, rules 186 and 197B",
)
def sdq_completed_annual_return(tables, on):
    """Of the children looked after on the date for 12 months or more, aged 4 or over when the 12 months began
    and under 17 on the date, the share with a questionnaire score in the 12 months to it. At 31 March these
    are the children for whom the return must have a score. For those who turned 4 or 17 in the year it takes
    a score or a reason, and they are left out.
    """
    children = return_cohort(tables, on)
    return cases(children, on=on, met=children.scored, not_met=children.why.mask(children.scored))


example(
    sdq_completed_annual_return,
    period="2019-10",
    counted=3,
    met=1,
    children="""
    child  born
    A      2014-11-01  4 when the 12 months began: counted
    B      2014-11-02  4 the day after: not counted
    C      2010-01-01
    D      2002-11-01  16 on the day: counted
    E      2002-10-31  17 on the day: not counted
    """,
    care=CARE,
    sdq=SCORES,
)
