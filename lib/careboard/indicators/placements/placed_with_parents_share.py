from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_at


@indicator(
    title="Children placed with parents", kind="share", good=None, unit="%", windows=("at_date",), variation=None,
    why="It shows how many children are looked after at home; it is neither good nor bad in itself.", owner="Placements service", reviewed="2026-11", next_review="2027-11",
    source="DfE, Children looked after in England, methodology", comparator="placed_with_parents_share",
)
def placed_with_parents_share(tables, on):
    """Of the children looked after on the date, the share placed with a parent or someone with parental responsibility (P1). A child who is temporarily elsewhere is counted where he or she goes back to."""
    children = looked_after_at(tables, on)
    return cases(children, on=on, met=children.type.isin(["P1"]))


example(
    placed_with_parents_share, period="2019-10", counted=3, met=2,
    children="""
    child  born
    A      2003-01-01
    B      2003-01-01
    C      2003-01-01
    """,
    care="""
    child  started     start_reason  legal_status  placement_type  postcode  ended       end_reason
    A      2019-01-01  S             C2            P1              AA1       -           -     met
    B      2019-01-01  S             C2            P1              BB1       2019-10-20  X1
    B      2019-10-20  P             C2            T3              BB9       -           -     temporarily elsewhere, goes back: met
    C      2019-01-01  S             C2            U4              CC1       -           -     not met
    """,
)
