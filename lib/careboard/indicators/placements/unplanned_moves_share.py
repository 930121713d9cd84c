from careboard.indicators import cases, example, indicator
from careboard.indicators.placements import moves
from careboard.indicators.placements.placement_moves import CARE, CHILDREN, PLANS


@indicator(
    title="Moves that were not planned",
    kind="share",
    good="low",
    unit="%",
    windows=("year", "month"),
    variation="p",
    why="A move without a plan gives a child no time to say goodbye.",
    owner="Placements service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; from the local table of placement plans",
)
def unplanned_moves_share(tables):
    """Of the moves of looked-after children from one placement to another in the window, the share that were
    not planned. Left out are moves for which it is not recorded, and temporary absences and moves with the
    same carer.
    """
    moved = moves.placement_moves(tables)
    known = moved[moved.planned != "not recorded"]
    return cases(known, on="started", met=known.planned == "unplanned")


example(
    unplanned_moves_share,
    period="2019-10",
    window="month",
    counted=2,
    met=1,
    children=CHILDREN,
    care=CARE,
    placement_plans=PLANS,
)
