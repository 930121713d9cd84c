"""Child protection plans of this council: what the definitions of this folder share."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.cases import add_months, cases, open_at
from careboard.records.spans import of_owner
from careboard.records.tables import Tables, kept

FIRST_MONTHS, LATER_MONTHS, SOON_MONTHS = 3, 6, 6


@kept
def own_plans(tables: Tables) -> pandas.DataFrame:
    """Plans of this council; other authorities' temporary plans are left out."""
    return tables.plans[tables.plans.temporary.fillna("N") != "Y"]


@kept
def open_plans(tables: Tables, on: date) -> pandas.DataFrame:
    """This council's plans open at the end of a day."""
    return open_at(own_plans(tables), on)


@kept
def with_earlier_plan(tables: Tables) -> pandas.DataFrame:
    """This council's plans, each with `earlier` (the child had a plan before) and `last_ended` (when the
    latest of those ended).

    An earlier plan is one held by this council that began before, or one known from an older system.
    """
    plans = own_plans(tables)
    days = plans.groupby(["child", "started"]).ended.max().reset_index()
    days["last_ended"] = (
        days.groupby("child").ended.cummax().groupby(days.child).ffill().groupby(days.child).shift()
    )
    days["earlier"] = days.groupby("child").cumcount() > 0
    plans = plans.merge(days[["child", "started", "last_ended", "earlier"]], on=["child", "started"])
    if tables.has("earlier_plans"):
        known = plans.reset_index(names="row")[["row", "child", "started"]].merge(
            tables.earlier_plans.rename(columns={"started": "begun", "ended": "over"}), on="child"
        )
        known = known[(known.begun < known.started) | (known.begun.isna() & (known.over <= known.started))]
        plans["earlier"] |= plans.index.isin(known.row)
        plans["last_ended"] = pandas.concat(
            [plans.last_ended, known[known.over <= known.started].groupby("row").over.max()], axis=1
        ).max(axis=1)
    if "previous" in plans:
        plans["earlier"] |= plans.previous > 0
    return plans


def following_within(tables: Tables, months: int) -> pandas.DataFrame:
    """Cases: this council's plans by the day they started, met where an earlier one ended so many months
    before or less, the day itself counted; split by how long before.
    """
    plans = with_earlier_plan(tables)
    met = add_months(plans.last_ended, months) >= plans.started
    soon = pandas.Series(f"more than {SOON_MONTHS} months after", index=plans.index).mask(
        add_months(plans.last_ended, SOON_MONTHS) >= plans.started, f"{SOON_MONTHS} months after or less"
    )
    return cases(plans, on="started", met=met, not_met=soon.where(met))


def _conferred(tables: Tables, plans: pandas.DataFrame) -> pandas.Series:
    """The day of each plan's initial conference; the plan's first day where none by then is on record."""
    if "conference" not in plans or not tables.has("conferences"):
        return plans.started
    held = tables.conferences.drop_duplicates("conference").set_index("conference").held
    day = of_owner(held, plans.conference)
    return day.where(day <= plans.started, plans.started)


def reviewed_plans(tables: Tables) -> pandas.DataFrame:
    """This council's plans and when each must be reviewed, one row an interval: plan, child, from_, due,
    reviewed (missing where none followed), number.

    The first review is due within three months of the initial conference, each later one within six months of
    the one before. A plan's last row is the interval that nobody has closed yet.
    """

    def made() -> pandas.DataFrame:
        plans = own_plans(tables)
        plans = plans.assign(conferred=_conferred(tables, plans))[["plan", "child", "started", "conferred"]]
        held = tables.protection_reviews[["plan", "reviewed"]].merge(plans, on="plan")
        held = (
            held[held.reviewed >= held.started]
            .drop_duplicates(["plan", "reviewed"])
            .sort_values(["plan", "reviewed"], kind="stable")
        )
        rows = pandas.concat([held, plans.assign(reviewed=pandas.NaT)], ignore_index=True).sort_values(
            ["plan", "reviewed"], kind="stable", na_position="last"
        )
        before = rows.groupby("plan").reviewed.shift()
        first = before.isna()
        due = add_months(before, LATER_MONTHS).mask(first, add_months(rows.conferred, FIRST_MONTHS))
        return rows.assign(
            from_=before.fillna(rows.started), due=due, number=rows.groupby("plan").cumcount() + 1
        )

    return tables.once("reviewed plans", made)
