"""Children in need on a date, and who holds their cases."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.cases import open_at
from careboard.records.codes import REVIEWING_OFFICER
from careboard.records.tables import Tables


def in_need_at(tables: Tables, on: date) -> pandas.DataFrame:
    """Children with an open episode of need at the end of a day, one row a child: those on a protection plan
    or looked after included. Where the source tells referrals and episodes apart, by the episodes.
    """

    def made() -> pandas.DataFrame:
        if tables.has("need_episodes"):
            open_ = open_at(tables.need_episodes, on)
        else:
            open_ = open_at(tables.referrals, on, "referred", "closed")
        return open_.drop(columns=["team"], errors="ignore").drop_duplicates("child", keep="last")

    return tables.once(("in_need_at", on), made)


def allocated_at(tables: Tables, on: date) -> pandas.Series:
    """The children with a worker other than a reviewing officer at the end of a day."""
    held = tables.once(
        "allocations", lambda: tables.involvements[tables.involvements.role != REVIEWING_OFFICER]
    )
    return open_at(held, on).child
