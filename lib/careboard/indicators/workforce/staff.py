"""Who is in post, and what they hold."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.cases import open_at
from careboard.records.tables import Tables, kept


def in_post(tables: Tables, role: str, on: date) -> pandas.DataFrame:
    """People of a role in post at the end of a day, agency included."""
    return open_at(tables.once(("staff", role), lambda: tables.workforce[tables.workforce.role == role]), on)


def held(tables: Tables, role: str, on: date) -> pandas.Series:
    """How many cases each worker holds in a role at the end of a day."""
    return open_at(_allocations(tables, role), on).groupby("worker").size()


def children_held(tables: Tables, role: str, on: date) -> pandas.Series:
    """How many children each worker holds in a role at the end of a day, each child once.

    A child is often allocated to a worker anew with each referral, and nobody closes the older allocation.
    """
    held = open_at(_allocations(tables, role), on).drop_duplicates(["worker", "child"])
    return held.groupby("worker").child.count()


@kept
def _allocations(tables: Tables, role: str) -> pandas.DataFrame:
    """When who of a role held which children."""
    of_role = tables.involvements.role == role
    return tables.involvements.loc[of_role, ["worker", "child", "started", "ended"]]


def leavers_and_stayers(tables: Tables, role: str, first: date, last: date) -> pandas.DataFrame:
    """Permanent staff of a role who left in a window (`value`: their full-time equivalents) and those in post
    at its end (`weight`).
    """
    own = tables.once(
        ("own staff", role),
        lambda: tables.workforce[(tables.workforce.role == role) & (tables.workforce.agency == "N")],
    )
    left = own[own.ended.between(pandas.Timestamp(first), pandas.Timestamp(last))]
    return pandas.concat(
        [
            left.assign(value=left.fte, weight=0.0, on=left.ended),
            open_at(own, last).assign(value=0.0, weight=open_at(own, last).fte, on=pandas.Timestamp(last)),
        ]
    )
