from careboard.indicators import example, indicator
from careboard.indicators.placements.mix import living_in, worked


@indicator(
    title="Children placed with parents",
    kind="share",
    good=None,
    unit="%",
    windows=("at_date",),
    variation=None,
    why="It shows how many children are looked after at home; it is neither good nor bad in itself.",
    owner="Placements service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology",
    comparator="placed_with_parents_share",
    as_official=True,
)
def placed_with_parents_share(tables, on):
    """Of the children looked after on the date, the share placed with a parent or someone with parental
    responsibility (P1). A child who is temporarily elsewhere is counted where he or she goes back to.
    """
    return living_in(tables, on, ["P1"])


example(placed_with_parents_share, period="2019-10", counted=3, met=2, **worked("P1", "U4"))
