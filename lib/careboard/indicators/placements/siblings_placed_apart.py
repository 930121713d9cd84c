from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_at


@indicator(
    title="Children placed apart from a brother or sister",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="Brothers and sisters are often the longest tie that a child has; sometimes to be apart is right.",
    owner="Placements service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Children Act 1989, section 22C(8)(c); local table of siblings",
)
def siblings_placed_apart(tables, on):
    """Of the children looked after on the date with a brother or sister who is looked after too, the share
    who live at another postcode than at least one of them. Brothers and sisters come from the local table of
    siblings. A child who is temporarily elsewhere is counted at the placement to go back to. A postcode that
    is not recorded counts as another one.
    """
    children = looked_after_at(tables, on)
    children = children.assign(group=children.child.map(tables.siblings.set_index("child").group))
    children = children[children.group.notna()]
    size, places = (
        children.groupby("group").child.transform("size"),
        children.fillna({"postcode": "not recorded"}).groupby("group").postcode.transform("nunique"),
    )
    together = size > 1
    apart = (places > 1) | children.postcode.isna()
    why = children.postcode.isna().map({True: "postcode not recorded", False: "another postcode"})
    return cases(children[together], on=on, met=apart[together], not_met=why.where(apart)[together])


example(
    siblings_placed_apart,
    period="2019-10",
    counted=5,
    met=3,
    children="""
    child  born
    A      2010-01-01
    B      2011-01-01
    C      2012-01-01
    D      2010-01-01
    E      2011-01-01
    F      2010-01-01
    """,
    siblings="""
    child  group
    A      1
    B      1
    C      1
    D      2
    E      2
    F      3      no brother or sister looked after: not counted
    """,
    care="""
    child  started     start_reason  legal_status  placement_type  postcode  ended
    A      2019-01-01  S             C2            U4              AA1       -      apart from C
    B      2019-01-01  S             C2            U4              AA1       -      apart from C
    C      2019-01-01  S             C2            U4              AA2       -      apart from both
    D      2019-01-01  S             C2            U4              DD1       -      together
    E      2019-01-01  S             C2            U4              DD1       -      together
    F      2019-01-01  S             C2            U4              FF1       -
    """,
)
