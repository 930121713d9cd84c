import pandas

from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.health.checks import last_check
from careboard.indicators.health.health_assessments_current import CARE, CHILDREN
from careboard.indicators.looked_after.care import looked_after_a_year
from careboard.records.codes import HEALTH_CHECK

YOUNG, YOUNG_MONTHS, MONTHS = 5, 6, 12


@indicator(
    title="Health assessments in timescale",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="Small children change fast, and half a year is long for them.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="Care Planning, Placement and Case Review (England) Regulations 2010, regulation 7; local measure",
)
def health_assessments_in_timescale(tables, on):
    """Of the children looked after on the date for 12 months or more without a break, the share with a health
    assessment in the 6 months to it (under five on the date) or in the 12 months to it (five and over). A
    refused assessment counts as not done. The Department's figure asks for one in 12 months at every age.
    """
    children = looked_after_a_year(tables, on)
    last = last_check(tables, HEALTH_CHECK).by(children.child, on)
    met = next_due(last, children.age) >= pandas.Timestamp(on)
    why = pandas.Series("none on record", index=children.index).mask(
        last.notna(), "the last one is too long ago"
    )
    return cases(children, on=on, met=met, not_met=why.mask(met))


def next_due(last, age):
    """When the assessment after the last one is due."""
    return add_months(last, MONTHS).mask(age < YOUNG, add_months(last, YOUNG_MONTHS))


example(
    health_assessments_in_timescale,
    period="2019-10",
    counted=4,
    met=2,
    children=CHILDREN,
    care=CARE,
    health_checks="""
    check  child  type          checked     status
    1      A      Health check  2019-05-01  Approved  four, six months end on 1 November: met
    2      B      Health check  2018-10-31  Approved  five on the day, twelve months to the day: met
    3      C      Health check  2019-04-30  Approved  four, six months ended on 30 October: not met
    4      D      Health check  2019-05-01  Refused   refused: not met
    """,
)
