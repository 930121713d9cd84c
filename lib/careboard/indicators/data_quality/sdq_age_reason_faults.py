import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.sdq.eligible import reasons_given, return_cohort
from careboard.indicators.sdq.no_sdq import CARE

AGE = "SDQ1"


@indicator(
    title="Children of the right age recorded as too young or too old for a questionnaire",
    kind="count",
    good="low",
    unit="children",
    windows=("at_date",),
    variation=None,
    why="A wrong reason hides a child who should have been asked about.",
    owner="Performance and data team",
    reviewed="2026-11",
    next_review="2027-11",
    source="SSDA903 guide, SDQ_REASON, and validation, rules 186 and 197B; local measure",
)
def sdq_age_reason_faults(tables, on):
    """Children looked after on the date for 12 months or more, aged 4 or over when the 12 months began and
    under 17 on the date, without a questionnaire score in them, for whom the reason recorded in that time is
    age (SDQ1). The reason is for younger and older children, and for those who turned 4 or 17 in the 12
    months; here it is a fault of the data.
    """
    children, given, day = return_cohort(tables, on), reasons_given(tables, (AGE,)), pandas.Timestamp(on)
    recent = given[(given.completed <= day) & (given.holds_to >= day)]
    return cases(children[~children.scored & children.child.isin(recent.child)], on=on)


example(
    sdq_age_reason_faults,
    period="2019-10",
    counted=1,
    met=1,
    children="""
    child  born
    A      2014-11-01  4 when the 12 months began
    B      2014-11-02  4 the day after
    C      2010-01-01
    D      2010-01-01
    """,
    care=CARE,
    sdq="""
    questionnaire  child  completed   score  reason
    1              A      2018-10-31  -      SDQ1   4 as the year began, 12 months before to the day: counted
    2              B      2019-05-01  -      SDQ1   turned 4 the day after: a reason, not counted
    3              C      2018-10-30  -      SDQ1   a day more than 12 months ago: not counted
    4              D      2019-05-01  -      SDQ2   another reason
    """,
)
