"""Moves from one placement to another, planned or not."""

from __future__ import annotations

import pandas

from careboard.indicators.looked_after.care import placements
from careboard.tables import Tables

PLANNED = {"Y": "planned", "N": "unplanned"}


def placement_moves(tables: Tables) -> pandas.DataFrame:
    """One row a move: child, started (the day of the move), planned ('planned', 'unplanned', or 'not recorded')."""

    def made() -> pandas.DataFrame:
        moves = placements(tables)
        before = moves.groupby("period").started.shift()
        moves = moves.assign(left_placement=before)[before.notna()]
        plans = tables.placement_plans.set_index(["child", "placement_started"]).planned_end
        ended = pandas.MultiIndex.from_frame(moves[["child", "left_placement"]])
        return moves.assign(planned=pandas.Series(plans.reindex(ended).to_numpy(), index=moves.index).map(PLANNED).fillna("not recorded"))

    return tables.once("placement moves", made)
