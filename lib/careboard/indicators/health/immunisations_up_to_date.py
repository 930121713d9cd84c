import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_a_year
from careboard.indicators.looked_after.yearly import flagged
from careboard.periods import day_text
from careboard.records.tables import NotAvailable


@indicator(
    title="Immunisations up to date",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A child who moves often can slip through the programme.",
    owner="Health service for looked-after children",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (health outcomes)",
    comparator="immunisations_up_to_date",
    as_official=True,
)
def immunisations_up_to_date(tables, on):
    """Of the children looked after on 31 March for 12 months or more without a break, the share whose
    immunisations were up to date. Records bear the date of the return alone: on any other day the figure is
    not available. A child without a record counts as not up to date.
    """
    children = looked_after_a_year(tables, on)
    if not tables.has("immunisations"):
        return cases(children, on=on, met=flagged(tables, on, children, "immunised"))
    known = tables.immunisations[tables.immunisations.dated == pandas.Timestamp(on)]
    if known.empty:
        raise NotAvailable(f"no record of immunisations bears the date {day_text(on)}")
    met = children.child.isin(known.child[known.up_to_date == "Y"])
    why = pandas.Series("not recorded", index=children.index).mask(
        children.child.isin(known.child), "not up to date"
    )
    return cases(children, on=on, met=met, not_met=why.mask(met))


example(
    immunisations_up_to_date,
    period="2019-03",
    counted=3,
    met=1,
    children="""
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    D      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  ended
    A      2018-04-01  S             C2            -  12 months with the first day and the last: counted
    B      2018-01-01  S             C2            -
    C      2018-01-01  S             C2            -  no record: counted, not up to date
    D      2018-04-02  S             C2            -  a day less: not counted
    """,
    immunisations="""
    child  dated       up_to_date
    A      2019-03-31  Y
    B      2019-03-31  N
    D      2019-03-31  Y
    """,
)
