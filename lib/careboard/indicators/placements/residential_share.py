from careboard.indicators import example, indicator
from careboard.indicators.placements.mix import living_in, worked
from careboard.records.codes import CHILDRENS_HOMES


@indicator(
    title="Children in children's homes",
    kind="share",
    good=None,
    unit="%",
    windows=("at_date",),
    variation=None,
    why="Some children need a home with staff; the share is neither good nor bad in itself.",
    owner="Placements service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology",
    comparator="residential_share",
    departs=(
        "Up to 2021 at least the Department counted semi-independent living (H5) here; it stands with "
        "supported accommodation now, in its figures and in these."
    ),
)
def residential_share(tables, on):
    """Of the children looked after on the date, the share in a children's home or a secure home (K1, K2). A
    child who is temporarily elsewhere is counted where he or she goes back to.
    """
    return living_in(tables, on, CHILDRENS_HOMES)


example(residential_share, period="2019-10", counted=3, met=2, **worked("K2", "U4"))
