"""The words that definitions are written in."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.periods import add_months, working_days

__all__ = ["add_months", "age_at", "cases", "open_at", "working_days"]

CASES = ["child", "on", "met", "value", "weight"]


def cases(rows: pandas.DataFrame, on, met=True, value=None, weight=1.0, who: str = "child", **splits) -> pandas.DataFrame:
    """One row a case, as results count them.

    rows: the cases, with a column `child` (or the one that `who` names) and, where the case has one, `team`.
    on: the date of the case: a column of `rows`, by name or itself, or one date for all.
    met: whether the case is what the question asks for (counts and shares).
    value, weight: what is averaged, and over what (averages, ratios, full-time equivalents).
    splits: further columns to split the figure by, such as reason=...; `not_met` says why or how late a case
        that is not met was, in words that a reader understands.
    Returns columns child, on, met, value, weight, team where known, and the splits. A case without a date is left out.
    """
    frame = pandas.DataFrame({"child": rows[who]}, index=rows.index)
    frame["on"] = rows[on] if isinstance(on, str) else (on if isinstance(on, pandas.Series) else pandas.Timestamp(on))
    frame["met"] = pandas.Series(met, index=rows.index).fillna(False).astype("bool")
    frame["value"] = pandas.Series(float("nan") if value is None else value, index=rows.index).astype("float64")
    frame["weight"] = pandas.Series(weight, index=rows.index).astype("float64")
    if "team" in rows:
        frame["team"] = rows.team
    for name, split in splits.items():
        frame[name] = split
    return frame[frame.on.notna()]


def open_at(rows: pandas.DataFrame, on: date, started: str = "started", ended: str = "ended") -> pandas.DataFrame:
    """What was open at the end of a day: begun by then, and not ended by then."""
    day = pandas.Timestamp(on)
    return rows[(rows[started] <= day) & (rows[ended].isna() | (rows[ended] > day))]


def age_at(born: pandas.Series, on) -> pandas.Series:
    """Age in whole years on a date, or on each of a column of dates. A child born on 29 February is a year older on 1 March."""
    day = pandas.Series(on, index=born.index) if not isinstance(on, pandas.Series) else on
    day = pandas.to_datetime(day)
    before_birthday = (day.dt.month < born.dt.month) | ((day.dt.month == born.dt.month) & (day.dt.day < born.dt.day))
    return day.dt.year - born.dt.year - before_birthday.astype("int")
