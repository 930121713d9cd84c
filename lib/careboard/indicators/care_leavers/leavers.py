"""Care leavers on a date, from the history of their states."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.cases import age_at, open_at
from careboard.tables import Tables

IN_SCOPE = ["Relevant", "Former relevant"]
YOUNGEST, OLDEST = 19, 21
GONE = ["DIED", "RHOM"]


def care_leavers_at(tables: Tables, on: date) -> pandas.DataFrame:
    """Care leavers in scope on a date, one row each, with their state and `age`.

    In scope are those recorded as relevant or former relevant: looked after for 13 weeks or more from the
    age of 14, ending after 16. Those transferred to another authority have no open state.
    """

    def made() -> pandas.DataFrame:
        states = open_at(tables.care_leavers, on)
        states = states[states.eligibility.isin(IN_SCOPE)].drop_duplicates("child", keep="last")
        return states.assign(age=age_at(tables.born(states.child), on))

    return tables.once(("care_leavers_at", on), made)


def aged_19_to_21(tables: Tables, on: date) -> pandas.DataFrame:
    leavers = care_leavers_at(tables, on)
    return leavers[leavers.age.between(YOUNGEST, OLDEST)]
