"""How many social workers a child had in a year."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.cases import how_many
from careboard.indicators.looked_after.care import episodes, looked_after_at
from careboard.periods import months_before
from careboard.records.codes import SOCIAL_WORKER
from careboard.records.tables import Tables, kept

MONTHS = 12


@kept
def _of_social_workers(tables: Tables) -> pandas.DataFrame:
    """The times in which social workers held children who were ever looked after."""
    held = tables.involvements[tables.involvements.role == SOCIAL_WORKER]
    return held.loc[held.child.isin(episodes(tables).child), ["child", "worker", "started", "ended"]]


def social_workers_in_a_year(tables: Tables, on: date) -> pandas.DataFrame:
    """Children looked after on a date, with `workers`: how many different social workers each had in the 12
    months to it.

    The one allocated when the 12 months begin counts.
    """

    def made() -> pandas.DataFrame:
        children = looked_after_at(tables, on)
        first, last = pandas.Timestamp(months_before(on, MONTHS)), pandas.Timestamp(on)
        held = _of_social_workers(tables)
        held = held[(held.started <= last) & ~(held.ended <= first)]
        held = held[held.child.isin(children.child)].drop_duplicates(["child", "worker"])
        return children.assign(workers=how_many(held.child, children.child))

    return tables.once(("social workers in a year", on), made)
