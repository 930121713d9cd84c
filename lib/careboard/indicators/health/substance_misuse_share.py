import pandas

from careboard.indicators import add_months, cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_a_year
from careboard.indicators.looked_after.yearly import flagged

MONTHS = 12


@indicator(
    title="Children with a substance misuse problem",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A problem that is known can be treated.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (health outcomes)",
    comparator="substance_misuse_share",
    as_official=True,
)
def substance_misuse_share(tables, on):
    """Of the children looked after on the date for 12 months or more without a break, the share identified as
    having a substance misuse problem in the 12 months to it. From SSDA903 returns it is available at 31 March
    alone.
    """
    children = looked_after_a_year(tables, on)
    if not tables.has("substance_misuse"):
        return cases(children, on=on, met=flagged(tables, on, children, "substance_misuse"))
    day, known = pandas.Timestamp(on), tables.substance_misuse
    known = known[(known.misused != "N") & (known.dated <= day) & (add_months(known.dated, MONTHS) >= day)]
    return cases(children, on=on, met=children.child.isin(known.child))


example(
    substance_misuse_share,
    period="2019-10",
    counted=3,
    met=1,
    children="""
    child  born
    A      2004-01-01
    B      2004-01-01
    C      2004-01-01
    """,
    care="""
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -
    B      2018-01-01  S             C2            -
    C      2018-01-01  S             C2            -
    """,
    substance_misuse="""
    record  child  dated       misused
    1       A      2018-10-31  Y        12 months before to the day: met
    2       B      2018-10-30  Y        a day more: not met
    3       C      2019-05-01  N        asked about, no misuse: not met
    """,
)
