"""The flags of the SSDA903 return, which hold for its 31 March alone."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.periods import day_text
from careboard.records.tables import NotAvailable, Tables


def yearly(tables: Tables, on: date) -> pandas.DataFrame:
    """The return's outcomes at a 31 March, one row a child. Raises NotAvailable for any other day."""
    outcomes = tables.yearly_outcomes
    found = outcomes[outcomes.on == pandas.Timestamp(on)]
    if found.empty:
        raise NotAvailable(f"no return holds outcomes at {day_text(on)}")
    return found


def flagged(tables: Tables, on: date, children: pandas.DataFrame, flag: str) -> pandas.Series:
    """Whether the return of a 31 March says yes for each of the children."""
    found = yearly(tables, on)
    return children.child.isin(found.child[found[flag] == "Y"])
