from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_at
from careboard.tables import CHILDRENS_HOMES


@indicator(
    title="Children in children's homes", kind="share", good=None, unit="%", windows=("at_date",), variation=None,
    why="Some children need a home with staff; the share is neither good nor bad in itself.", owner="Placements service", reviewed="2026-11", next_review="2027-11",
    source="DfE, Children looked after in England, methodology", comparator="residential_share",
)
def residential_share(tables, on):
    """Of the children looked after on the date, the share in a children's home or a secure home (K1, K2). A child who is temporarily elsewhere is counted where he or she goes back to."""
    children = looked_after_at(tables, on)
    return cases(children, on=on, met=children.type.isin(CHILDRENS_HOMES))


example(
    residential_share, period="2019-10", counted=3, met=2,
    children="""
    child  born
    A      2003-01-01
    B      2003-01-01
    C      2003-01-01
    """,
    care="""
    child  started     start_reason  legal_status  placement_type  postcode  ended       end_reason
    A      2019-01-01  S             C2            K2              AA1       -           -     met
    B      2019-01-01  S             C2            K2              BB1       2019-10-20  X1
    B      2019-10-20  P             C2            T3              BB9       -           -     temporarily elsewhere, goes back: met
    C      2019-01-01  S             C2            U4              CC1       -           -     not met
    """,
)
