from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_a_year
from careboard.indicators.looked_after.yearly import flagged

OLDEST = 4


@indicator(
    title="Development assessments of children under five",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A delay that is found early can be helped early.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (health outcomes); SSDA903, HEALTH_CHECK",
)
def development_assessments_current(tables, on):
    """Of the children looked after on 31 March for 12 months or more without a break and aged 4 or under, the
    share whose development assessments were up to date. It comes from the SSDA903 return (OC2) and bears its
    date alone: on any other day it is not available.
    """
    children = looked_after_a_year(tables, on)
    children = children[children.age <= OLDEST]
    return cases(children, on=on, met=flagged(tables, on, children, "development_assessment"))


example(
    development_assessments_current,
    period="2019-03",
    counted=3,
    met=1,
    children="""
    child  born
    A      2014-04-01
    B      2014-04-01
    C      2014-03-31
    D      2016-01-01
    E      2016-01-01
    """,
    care="""
    child  started     start_reason  legal_status  ended
    A      2016-01-01  S             C2            -  four on the day: counted
    B      2016-01-01  S             C2            -
    C      2016-01-01  S             C2            -  five on the day: not counted
    D      2018-04-01  S             C2            -  twelve months with both days: counted
    E      2018-04-02  S             C2            -  a day less: not counted
    """,
    yearly_outcomes="""
    child  on          development_assessment
    A      2019-03-31  Y                       up to date: met
    B      2019-03-31  N                       not met
    C      2019-03-31  Y
    D      2018-03-31  Y                       of the year before: not met
    E      2019-03-31  Y
    """,
)
