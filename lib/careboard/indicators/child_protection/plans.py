"""Child protection plans of this council: what the definitions of this folder share."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.cases import open_at
from careboard.tables import Tables


def own_plans(tables: Tables) -> pandas.DataFrame:
    """Plans of this council; other authorities' temporary plans are left out."""
    return tables.plans[tables.plans.temporary.fillna("N") != "Y"]


def open_plans(tables: Tables, on: date) -> pandas.DataFrame:
    """This council's plans open at the end of a day."""
    return open_at(own_plans(tables), on)


def with_earlier_plan(tables: Tables) -> pandas.DataFrame:
    """This council's plans, each with `earlier` (the child had a plan before) and `last_ended` (when the latest of those ended).

    An earlier plan is one held by this council that began before, or one known from an older system.
    """
    plans = own_plans(tables).sort_values(["child", "started"], kind="stable").copy()
    latest = plans.groupby("child").ended.cummax()
    plans["last_ended"] = latest.groupby(plans.child).ffill().groupby(plans.child).shift()
    plans["earlier"] = plans.groupby("child").cumcount() > 0
    if tables.has("earlier_plans"):
        known = tables.earlier_plans.groupby("child").agg(first=("started", "min"), last=("ended", "max"))
        plans = plans.join(known, on="child")
        plans["earlier"] |= plans["first"].notna() | plans["last"].notna()
        plans["last_ended"] = plans[["last_ended", "last"]].max(axis=1)
    return plans
