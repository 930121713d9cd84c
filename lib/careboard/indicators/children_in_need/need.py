"""Children in need on a date, their cases, and who holds them."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.care_leavers.leavers import DIED, care_leavers_at
from careboard.indicators.cases import open_at
from careboard.records.codes import REVIEWING_OFFICER
from careboard.records.tables import Tables, kept


def in_need_at(tables: Tables, on: date) -> pandas.DataFrame:
    """Children and young people in need at the end of a day, one row each: those with an open case, and care
    leavers still supported.

    Source: DfE, Characteristics of children in need, methodology.
    """

    def made() -> pandas.DataFrame:
        leavers = care_leavers_at(tables, on)
        supported = leavers[leavers.in_touch != DIED]
        people = pandas.concat([open_cases_at(tables, on), supported], ignore_index=True)
        return people[["child"]].drop_duplicates("child")

    return tables.once(("in_need_at", on), made)


def open_cases_at(tables: Tables, on: date) -> pandas.DataFrame:
    """Children with an open case at the end of a day, one row a child: those on a protection plan or looked
    after included, and no referral that ended in no further action. Where the source tells referrals and
    episodes of need apart, by the episodes.
    """

    def made() -> pandas.DataFrame:
        if tables.has("need_episodes"):
            open_ = open_at(tables.need_episodes, on)
        else:
            open_ = open_at(_referrals_that_went_on(tables), on, "referred", "closed")
        return open_[["child"]].drop_duplicates("child", keep="last")

    return tables.once(("open_cases_at", on), made)


@kept
def _referrals_that_went_on(tables: Tables) -> pandas.DataFrame:
    """Referrals that did not end in no further action."""
    return tables.referrals.loc[tables.referrals.no_further_action != "Y", ["child", "referred", "closed"]]


def allocated_at(tables: Tables, on: date) -> pandas.Series:
    """The children with a worker other than a reviewing officer at the end of a day."""
    return open_at(_allocations(tables), on).child


@kept
def _allocations(tables: Tables) -> pandas.DataFrame:
    """When which children had a worker other than a reviewing officer."""
    others = tables.involvements.role != REVIEWING_OFFICER
    return tables.involvements.loc[others, ["child", "started", "ended"]]
