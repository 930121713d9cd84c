from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_at
from careboard.tables import SUPPORTED


@indicator(
    title="Children in supported accommodation", kind="share", good=None, unit="%", windows=("at_date",), variation=None,
    why="Older children may live more independently; the share is neither good nor bad in itself.", owner="Placements service", reviewed="2026-11", next_review="2027-11",
    source="DfE, Children looked after in England, methodology", comparator="supported_accommodation_share",
)
def supported_accommodation_share(tables, on):
    """Of the children looked after on the date, the share in semi-independent or independent living (H5, P2; K3 from 2025). A child who is temporarily elsewhere is counted where he or she goes back to."""
    children = looked_after_at(tables, on)
    return cases(children, on=on, met=children.type.isin(SUPPORTED))


example(
    supported_accommodation_share, period="2019-10", counted=3, met=2,
    children="""
    child  born
    A      2003-01-01
    B      2003-01-01
    C      2003-01-01
    """,
    care="""
    child  started     start_reason  legal_status  placement_type  postcode  ended       end_reason
    A      2019-01-01  S             C2            H5              AA1       -           -     met
    B      2019-01-01  S             C2            H5              BB1       2019-10-20  X1
    B      2019-10-20  P             C2            T3              BB9       -           -     temporarily elsewhere, goes back: met
    C      2019-01-01  S             C2            U4              CC1       -           -     not met
    """,
)
