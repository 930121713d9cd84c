from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import adoptions
from careboard.indicators.looked_after.days_from_entry_to_adoptive_placement import CARE, CHILDREN
from careboard.records.spans import of_owner


@indicator(
    title="Days from the placement order to the match",
    kind="average",
    good="low",
    unit="days",
    windows=("year", "financial_year"),
    variation=None,
    why="It shows how long it takes to find a family once the court has said yes.",
    owner="Adoption service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Adoption and special guardianship data, headline measure A2; local windows",
    departs="The official measure is an average over three years; here it is over one, which moves more.",
)
def days_from_placement_order_to_match(tables):
    """For children adopted in the window, the average number of days from the placement order to the match
    with the adopters. The order's day comes from the permanence record, else from the first legal status E1.
    Adoptions without an order or a match on record are left out.
    """
    adopted = adoptions(tables)
    known = (
        tables.permanence[tables.permanence.matched.notna()]
        .sort_values(["matched", "record"], kind="stable")
        .drop_duplicates("child", keep="last")
        .set_index("child")
    )
    ordered = (
        of_owner(known.ordered, adopted.child).fillna(adopted.ordered)
        if "ordered" in known
        else adopted.ordered
    )
    adopted = adopted.assign(ordered=ordered, matched=of_owner(known.matched, adopted.child))
    adopted = adopted[adopted.matched >= adopted.ordered]
    return cases(adopted, on="left", ended=True, value=(adopted.matched - adopted.ordered).dt.days)


example(
    days_from_placement_order_to_match,
    period="2019-10",
    counted=1,
    value=10.0,
    children=CHILDREN,
    care=CARE,
    permanence="""
    record  child  ordered     matched
    1       A      -           2018-04-21  ten days after the first legal status E1
    2       B      2018-02-01  -           no match on record: not counted
    3       D      2018-01-01  2018-01-11  adopted before the year: not counted
    """,
)
