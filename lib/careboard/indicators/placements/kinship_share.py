from careboard.indicators import example, indicator
from careboard.indicators.placements.mix import living_in, worked
from careboard.records.codes import KINSHIP
from careboard.records.tables import NotAvailable


@indicator(
    title="Children fostered by relatives and friends",
    kind="share",
    good=None,
    unit="%",
    windows=("at_date",),
    variation=None,
    why="Staying with people one knows keeps a child's ties; it is not right for every child.",
    owner="Placements service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology",
)
def kinship_share(tables, on):
    """Of the children looked after on the date, the share fostered by a relative or friend (U1 to U3). A
    child who is temporarily elsewhere is counted where he or she goes back to.
    """
    if tables.reach is not None and not tables.care.placement_type.isin(KINSHIP).any():
        raise NotAvailable("Annex A's list of placements does not tell relatives from other foster carers")
    return living_in(tables, on, KINSHIP)


example(kinship_share, period="2019-10", counted=3, met=2, **worked("U1", "U4"))
