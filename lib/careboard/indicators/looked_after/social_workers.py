"""How many social workers a child had in a year."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.looked_after.care import looked_after_at
from careboard.periods import months_before
from careboard.records.codes import SOCIAL_WORKER
from careboard.records.tables import Tables

MONTHS = 12


def social_workers_in_a_year(tables: Tables, on: date) -> pandas.DataFrame:
    """Children looked after on a date, with `workers`: how many different social workers each had in the 12
    months to it.

    The one allocated when the 12 months begin counts.
    """

    def made() -> pandas.DataFrame:
        children = looked_after_at(tables, on)
        first, last = pandas.Timestamp(months_before(on, MONTHS)), pandas.Timestamp(on)
        held = tables.once(
            "social workers", lambda: tables.involvements[tables.involvements.role == SOCIAL_WORKER]
        )
        held = held[
            (held.started <= last)
            & (held.ended.isna() | (held.ended > first))
            & held.child.isin(children.child)
        ]
        number = held.drop_duplicates(["child", "worker"]).groupby("child").size()
        return children.assign(workers=children.child.map(number).fillna(0))

    return tables.once(("social workers in a year", on), made)
