from careboard.indicators import example, indicator
from careboard.indicators.placements.mix import living_in, worked
from careboard.records.codes import SUPPORTED


@indicator(
    title="Children in supported accommodation",
    kind="share",
    good=None,
    unit="%",
    windows=("at_date",),
    variation=None,
    why="Older children may live more independently; the share is neither good nor bad in itself.",
    owner="Placements service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology",
    comparator="supported_accommodation_share",
    departs=(
        "Up to 2021 at least the Department counted semi-independent living (H5) with children's homes and "
        "independent living (P2) with other placements in the community; they are one now, in its figures "
        "and in these."
    ),
)
def supported_accommodation_share(tables, on):
    """Of the children looked after on the date, the share in semi-independent or independent living (H5, P2;
    K3 from 2025). A child who is temporarily elsewhere is counted where he or she goes back to.
    """
    return living_in(tables, on, SUPPORTED)


example(supported_accommodation_share, period="2019-10", counted=3, met=2, **worked("H5", "U4"))
