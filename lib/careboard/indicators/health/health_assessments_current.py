import pandas

from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.health.checks import last_check
from careboard.indicators.looked_after.care import looked_after_a_year
from careboard.indicators.looked_after.yearly import flagged
from careboard.records.codes import HEALTH_CHECK

MONTHS = 12


@indicator(
    title="Health assessments in the last 12 months",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A child in care has often missed what parents see to.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (health outcomes)",
    comparator="health_assessments_current",
    as_official=True,
)
def health_assessments_current(tables, on):
    """Of the children looked after on the date for 12 months or more without a break, of all ages, the share
    with a health assessment in the 12 months to it. A refused assessment counts as not done. From SSDA903
    returns it is available at 31 March alone. Whether children under five were seen every six months is told
    by the assessments in timescale.
    """
    children = looked_after_a_year(tables, on)
    if not tables.has("health_checks"):
        return cases(children, on=on, met=flagged(tables, on, children, "health_assessment"))
    last = last_check(tables, HEALTH_CHECK).by(children.child, on)
    met = add_months(last, MONTHS) >= pandas.Timestamp(on)
    why = pandas.Series("none on record", index=children.index).mask(
        last.notna(), "the last one is too long ago"
    )
    return cases(children, on=on, met=met, not_met=why.mask(met))


CHILDREN = """
    child  born
    A      2014-11-01
    B      2014-10-31
    C      2014-11-01
    D      2010-01-01
    """
CARE = """
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -
    B      2018-01-01  S             C2            -
    C      2018-01-01  S             C2            -
    D      2018-01-01  S             C2            -
    """
CHECKS = """
    check  child  type          checked     status
    1      A      Health check  2018-10-31  Approved  four, twelve months to the day: met
    2      B      Health check  2019-05-01  Approved
    3      C      Health check  2018-10-30  Approved  a day more than twelve months: not met
    4      D      Health check  2019-05-01  Refused   refused: not met
    """

example(
    health_assessments_current,
    period="2019-10",
    counted=4,
    met=2,
    children=CHILDREN,
    care=CARE,
    health_checks=CHECKS,
)
