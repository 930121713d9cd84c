"""Spells in which looked-after children were missing (M) or away (A), and interviews after them."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.cases import age_at
from careboard.indicators.looked_after.care import ADULT, periods_of_care
from careboard.records.spans import Lasts
from careboard.records.tables import Tables, kept

MISSING, AWAY = "M", "A"
HOURS = 72


def looked_after_in(tables: Tables, first: date, last: date) -> pandas.DataFrame:
    """Children looked after at any time in a window and under 18 then, one row a child, with `seen`: the last
    day at whose end the child was looked after. On the day on which care ended he or she no longer was, and
    may have come of age.
    """

    def made() -> pandas.DataFrame:
        start, end = pandas.Timestamp(first), pandas.Timestamp(last)
        periods = periods_of_care(tables)
        within = periods[(periods.entered <= end) & (periods.left.isna() | (periods.left > start))]
        within = within[~(age_at(tables.born(within.child), within.entered.clip(lower=start)) >= ADULT)]
        return (
            within.assign(seen=_last_day(within).clip(upper=end).fillna(end))
            .sort_values("seen", kind="stable")
            .drop_duplicates("child", keep="last")
        )

    return tables.once(("looked after in", first, last), made)


def _last_day(periods: pandas.DataFrame) -> pandas.Series:
    """The day before care ended, or the day of a period of care that ended as it began."""
    return (periods.left - pandas.Timedelta(days=1)).clip(lower=periods.entered)


def spells_in_care(tables: Tables) -> pandas.DataFrame:
    """Spells that began while the child was looked after: child, type, started, in the order in which they
    began.
    """

    def made() -> pandas.DataFrame:
        both = tables.missing.reset_index(names="row").merge(
            periods_of_care(tables)[["child", "entered", "left"]], on="child"
        )
        in_care = both[
            (both.entered <= both.started) & (both.left.isna() | (both.left >= both.started.dt.normalize()))
        ]
        return in_care.drop_duplicates("row")[["child", "type", "started"]].sort_values(
            "started", kind="stable"
        )

    return tables.once("spells in care", made)


@kept
def _spells_of_kind(tables: Tables, kind: str) -> Lasts:
    spells = spells_in_care(tables)
    return Lasts(spells[spells.type == kind], "child", "started")


@kept
def children_with_spells(tables: Tables, first: date, last: date, kind: str) -> pandas.DataFrame:
    """Children looked after in a window, with `spells` (how many of a kind began in it) and `on` (the day of
    the last one, else the last day seen; a spell may begin on the day on which care ends).
    """
    children, spells = looked_after_in(tables, first, last), _spells_of_kind(tables, kind)
    latest = spells.by(children.child, last)
    latest = latest.where(latest >= pandas.Timestamp(first)).fillna(children.seen)
    return children.assign(
        spells=spells.number(children.child, first, last), on=latest.clip(upper=children.seen)
    )


def interviewed_spells(tables: Tables) -> pandas.DataFrame:
    """Missing spells (M) that ended, with the interview's offered and completed, and `due`: when the 72 hours
    after the return are over.
    """

    def made() -> pandas.DataFrame:
        spells = tables.missing[(tables.missing.type == MISSING) & tables.missing.ended.notna()]
        spells = spells.merge(
            tables.return_interviews[["spell", "offered", "completed"]], on="spell", how="left"
        )
        return spells.assign(due=spells.ended + pandas.Timedelta(hours=HOURS))

    return tables.once("interviewed spells", made)
