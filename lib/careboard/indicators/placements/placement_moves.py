from careboard.indicators import cases, example, indicator
from careboard.indicators.placements import moves


@indicator(
    title="Moves from one placement to another",
    kind="count",
    good=None,
    unit="moves",
    windows=("month", "year"),
    variation="xmr",
    why="Every move costs a child friends, school and trust, and some moves are for the better.",
    owner="Placements service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; moves as in the SSDA903 guide, planned or not from the local table of placement plans",
)
def placement_moves(tables):
    """Moves of looked-after children from one placement to another in the window, planned or unplanned.
    Temporary absences (T0 to T4) and moves with the same carer are no moves. A child who moves twice counts
    twice.
    """
    moved = moves.placement_moves(tables)
    return cases(moved, on="started", planned=moved.planned)


CHILDREN = """
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    """
CARE = """
    child  started     start_reason  legal_status  placement_type  postcode  ended       end_reason
    A      2019-01-01  S             C2            U4              AA1       2019-10-01  X1
    A      2019-10-01  P             C2            U4              AA2       2019-10-20  X1  an unplanned move
    A      2019-10-20  P             C2            K2              AA3       -           -   a planned move
    B      2019-01-01  S             C2            U4              BB1       2019-10-05  X1
    B      2019-10-05  P             C2            T3              BB9       2019-10-09  X1\
  a temporary absence: no move
    B      2019-10-09  P             C2            U4              BB1       2019-10-31  X1\
  back again: no move
    B      2019-10-31  P             C2            U4              BB2       -           -\
   a move, not recorded whether planned
    C      2019-10-10  S             V2            U4              CC1       -           -\
   the start of care: no move
    """
PLANS = """
    child  placement_started  planned_end
    A      2019-01-01         N
    A      2019-10-01         Y
    """

example(
    placement_moves, period="2019-10", counted=3, met=3, children=CHILDREN, care=CARE, placement_plans=PLANS
)
