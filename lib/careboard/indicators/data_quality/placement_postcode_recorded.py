from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_at


@indicator(
    title="Placements whose postcode is recorded",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="Without it nobody can tell how far a child lives from home, or with whom.",
    owner="Performance and data team",
    reviewed="2026-11",
    next_review="2027-11",
    source="SSDA903 guide, PL_POST; local measure",
)
def placement_postcode_recorded(tables, on):
    """Of the children looked after on the date, the share whose placement has a postcode. A child who is
    temporarily elsewhere is counted at the placement to go back to.
    """
    children = looked_after_at(tables, on)
    return cases(children, on=on, met=children.postcode.notna())


example(
    placement_postcode_recorded,
    period="2019-10",
    counted=2,
    met=1,
    children="""
    child  born
    A      2010-01-01
    B      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  placement_type  postcode  ended
    A      2019-01-01  S             C2            U4              AA1       -
    B      2019-01-01  S             C2            U4              -         -      blank: not met
    """,
)
