import pandas

from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.health.checks import last_check
from careboard.indicators.looked_after.care import looked_after_a_year
from careboard.indicators.looked_after.yearly import flagged
from careboard.records.codes import DENTAL_CHECK

MONTHS = 12


@indicator(
    title="Dental checks in the last 12 months",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A yearly check finds pain and decay early.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (health outcomes)",
    comparator="dental_checks_current",
    as_official=True,
)
def dental_checks_current(tables, on):
    """Of the children looked after on the date for 12 months or more without a break, the share who had a
    dental check in the 12 months to it. A refused check counts as not done. From SSDA903 returns it is
    available at 31 March alone.
    """
    children = looked_after_a_year(tables, on)
    if not tables.has("health_checks"):
        return cases(children, on=on, met=flagged(tables, on, children, "dental_check"))
    last = last_check(tables, DENTAL_CHECK).by(children.child, on)
    met = add_months(last, MONTHS) >= pandas.Timestamp(on)
    why = pandas.Series("no check on record", index=children.index).mask(
        last.notna(), "last check more than a year ago"
    )
    return cases(children, on=on, met=met, not_met=why.mask(met))


YEAR_IN_CARE = """
    child  started     start_reason  legal_status  ended
    A      2018-11-01  S             C2            -  12 months with the first day and the last: counted
    B      2018-01-01  S             C2            -
    C      2018-01-01  S             C2            -
    D      2018-11-02  S             C2            -  a day short of 12 months: not counted
    """
BORN = """
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    D      2010-01-01
    """

example(
    dental_checks_current,
    period="2019-10",
    counted=3,
    met=1,
    children=BORN,
    care=YEAR_IN_CARE,
    health_checks="""
    child  type          checked     status
    A      Dental check  2018-10-31  Approved  12 months before to the day: met
    B      Dental check  2018-10-30  Approved  a day more: not met
    C      Dental check  2019-05-01  Refused   refused: not met
    C      Health check  2019-05-01  Approved  another check: does not count
    D      Dental check  2019-05-01  Approved
    """,
)
