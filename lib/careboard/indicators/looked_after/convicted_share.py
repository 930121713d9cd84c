from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_a_year
from careboard.indicators.looked_after.yearly import flagged

YOUNGEST = 10


@indicator(
    title="Looked-after children convicted or cautioned",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A looked-after child should not enter the courts for what a family would settle at home.",
    owner="Youth justice service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (outcomes)",
    comparator="convicted_share",
    as_official=True,
)
def convicted_share(tables, on):
    """Of the children looked after on 31 March for 12 months or more and aged ten or over, the share
    convicted or given a youth caution in the year. It comes from the SSDA903 return (OC2) and bears its date
    alone: on any other day it is not available.
    """
    children = looked_after_a_year(tables, on)
    children = children[children.age >= YOUNGEST]
    return cases(children, on=on, met=flagged(tables, on, children, "convicted"))


CHILDREN = """
    child  born
    A      2009-03-31
    B      2009-04-01
    C      2005-01-01
    """
CARE = """
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -  ten on the day: counted
    B      2018-01-01  S             C2            -  ten the day after: not counted
    C      2018-01-01  S             C2            -  no outcome returned: counted, not met
    """
OUTCOMES = """
    child  on          convicted  dental_check  health_assessment  immunised  substance_misuse  score  reason
    A      2019-03-31  Y          Y             Y                  Y          Y                 17     -
    B      2019-03-31  Y          N             N                  N          N                 -      SDQ2
    """

example(
    convicted_share,
    period="2019-03",
    counted=2,
    met=1,
    children=CHILDREN,
    care=CARE,
    yearly_outcomes=OUTCOMES,
)
