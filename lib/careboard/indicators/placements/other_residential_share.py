from careboard.indicators import example, indicator
from careboard.indicators.placements.mix import living_in, worked
from careboard.records.codes import OTHER_RESIDENTIAL


@indicator(
    title="Children in other residential settings",
    kind="share",
    good=None,
    unit="%",
    windows=("at_date",),
    variation=None,
    why="It shows how many children live in settings made for something else than bringing up children.",
    owner="Placements service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology (placement, footnote on residential settings)",
    comparator="other_residential_share",
    as_official=True,
)
def other_residential_share(tables, on):
    """Of the children looked after on the date, the share in a residential care home, hospital, family centre
    or custody (R1, R2, R3, R5). Residential schools (S1) are left out. A child who is temporarily elsewhere
    is counted where he or she goes back to.
    """
    return living_in(tables, on, OTHER_RESIDENTIAL)


example(other_residential_share, period="2019-10", counted=3, met=2, **worked("R5", "S1"))
