"""Moves from one placement to another, planned or not."""

from __future__ import annotations

import pandas

from careboard.indicators.looked_after.care import placement_plans_at, placements
from careboard.records.tables import Tables

PLANNED = {"Y": "planned", "N": "unplanned"}


def placement_moves(tables: Tables) -> pandas.DataFrame:
    """One row a move: child, started (the day of the move), planned ('planned', 'unplanned', or 'not
    recorded').
    """

    def made() -> pandas.DataFrame:
        moves = placements(tables)
        before = moves.groupby("period").started.shift()
        moves, before = moves[before.notna()], before[before.notna()]
        plans = placement_plans_at(tables, moves.child, before, moves.started - pandas.Timedelta(days=1))
        return moves.assign(planned=plans.planned_end.map(PLANNED).fillna("not recorded"))

    return tables.once("placement moves", made)
