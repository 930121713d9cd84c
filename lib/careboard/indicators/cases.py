"""The words that definitions are written in."""

from __future__ import annotations

from datetime import date

import numpy
import pandas

from careboard.periods import add_months, working_days, working_days_later

__all__ = ["add_months", "age_at", "cases", "open_at", "working_days", "working_days_later"]

CASES = ["child", "on", "met", "value", "weight"]


def cases(rows: pandas.DataFrame, on, met=True, value=None, weight=1.0, who: str = "child", ended=False, **splits) -> pandas.DataFrame:
    """One row a case, as results count them.

    rows: the cases, with a column `child` (or the one that `who` names) and, where the case has one, `team`.
    on: the date of the case: a column of `rows`, by name or itself, or one date for all.
    met: whether the case is what the question asks for (counts and shares).
    value, weight: what is averaged, and over what (averages, ratios, full-time equivalents).
    ended: whether the case is the end of something: its area is that of the day before, when somebody still held it.
    splits: further columns to split the figure by, such as reason=...; `not_met` says why or how late a case
        that is not met was, in words that a reader understands.
    Returns columns child, on, met, value, weight, team where known, asked (the day that the area is of) where that is another, and the splits. A case without a date is left out.
    """
    size = len(rows)
    on = rows[on] if isinstance(on, str) else on
    columns = {
        "child": rows[who].array,
        "on": on.array if isinstance(on, pandas.Series) else numpy.full(size, numpy.datetime64(pandas.Timestamp(on), "s")),
        "met": _each(met, size, "bool"),
        "value": _each(float("nan") if value is None else value, size, "float64"),
        "weight": _each(weight, size, "float64"),
    }
    if ended is not False:
        columns["asked"] = columns["on"] - pandas.to_timedelta(_each(ended, size, "float64"), unit="D")
    if "team" in rows:
        columns["team"] = rows.team.array
    columns |= {name: split.array for name, split in splits.items()}
    frame = pandas.DataFrame(columns, copy=False)
    dated = frame.on.notna()
    return frame if dated.all() else frame[dated]


def _each(value, size: int, kind: str) -> numpy.ndarray:
    """One value a case; a missing yes or no is a no."""
    if not isinstance(value, pandas.Series):
        return numpy.broadcast_to(numpy.asarray(value, dtype=kind), size)
    if kind == "bool" and value.dtype != "bool":
        return value.fillna(False).to_numpy("bool")
    return value.to_numpy(kind, na_value=float("nan")) if kind == "float64" else value.to_numpy(kind)


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
