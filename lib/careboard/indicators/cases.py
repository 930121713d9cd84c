"""The words that definitions are written in."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy
import pandas

from careboard.periods import add_months, working_days, working_days_later

__all__ = ["add_months", "age_at", "cases", "how_many", "open_at", "working_days", "working_days_later"]

CHILD, OF_STAFF = "child", "of_staff"
CASES = [CHILD, "on", "met", "value", "weight", OF_STAFF]


def cases(
    rows: pandas.DataFrame,
    on: Any,
    met: Any = True,
    value: Any = None,
    weight: Any = 1.0,
    who: str = CHILD,
    ended: Any = False,
    **splits: pandas.Series,
) -> pandas.DataFrame:
    """One row a case, as figures count them. A case without a date is left out.

    Args:
        rows: the cases, with a column of the child and, where the case has one, `team`.
        on: the date of the case: a column of `rows`, by name or itself, or one date for all.
        met: whether the case is what the question asks for (counts and shares).
        value: what is averaged (averages, ratios, full-time equivalents).
        weight: over what it is averaged.
        who: the column that holds the child; another one holds staff, who are no child of the same id.
        ended: whether something ended: the area is that of the day before, when somebody still held it.
        splits: columns to split by, in words; `not_met` says why, `how_late` how late, a case is not met.

    Returns:
        The columns CASES, team where known, held_on where the area is that of another day, and the splits.
    """
    size = len(rows)
    columns = {
        "child": rows[who].array,
        "on": _dates(rows[on] if isinstance(on, str) else on, size),
        "met": _each(met, size, "bool"),
        "value": _each(float("nan") if value is None else value, size, "float64"),
        "weight": _each(weight, size, "float64"),
        OF_STAFF: _each(who != CHILD, size, "bool"),
    }
    if ended is not False:
        columns["held_on"] = columns["on"] - _each(ended, size, "int64").astype("timedelta64[D]")
    columns |= {"team": rows.team.array} if "team" in rows else {}
    columns |= {name: split.array for name, split in splits.items()}
    frame = pandas.DataFrame(columns, index=pandas.RangeIndex(size), copy=False)
    return frame if (dated := ~numpy.isnat(columns["on"])).all() else frame[dated]


def _dates(on: Any, size: int) -> numpy.ndarray:
    """One date a case."""
    if isinstance(on, pandas.Series):
        return on.to_numpy("datetime64[s]")
    return numpy.broadcast_to(numpy.asarray(on, dtype="datetime64[s]"), size)


def _each(value: Any, size: int, kind: Any) -> numpy.ndarray:
    """One value a case; a missing yes or no is a no."""
    if not isinstance(value, pandas.Series):
        return numpy.broadcast_to(numpy.asarray(value, dtype=kind), size)
    if kind == "bool" and value.dtype != "bool":
        return value.fillna(False).to_numpy("bool")
    return value.to_numpy(kind, na_value=float("nan")) if kind == "float64" else value.to_numpy(kind)


def open_at(
    rows: pandas.DataFrame, on: date, started: str = "started", ended: str = "ended"
) -> pandas.DataFrame:
    """What was open at the end of a day: begun by then, and not ended by then.

    Args:
        rows: records with two columns of dates.
        on: the day.
        started: the column in which they began.
        ended: the column in which they ended, missing where they go on.
    """
    day = numpy.datetime64(on, "s")
    begun = rows[started].to_numpy("datetime64[s]") <= day
    return rows[begun & ~(rows[ended].to_numpy("datetime64[s]") <= day)]


def how_many(records: pandas.Series, each: pandas.Series) -> pandas.Series:
    """How many of some records each child has.

    Args:
        records: the child of each record.
        each: the children, each once.

    Returns:
        Numbers, with the index of `each`; nought for a child without a record.
    """
    place = pandas.Index(each).get_indexer(records)
    return pandas.Series(numpy.bincount(place[place >= 0], minlength=len(each)), index=each.index)


def age_at(born: pandas.Series, on: Any) -> pandas.Series:
    """Age in whole years; a child born on 29 February is a year older on 1 March.

    Args:
        born: dates of birth.
        on: a date, or a column of dates.
    """
    day = numpy.asarray(on.to_numpy() if isinstance(on, pandas.Series) else on, dtype="datetime64[D]")
    birth = born.to_numpy("datetime64[D]")
    months = day.astype("datetime64[M]") - birth.astype("datetime64[M]")
    before = _day_of_month(day) < _day_of_month(birth)
    years = (months.astype("int64") - before) // 12
    known = ~numpy.isnat(months)
    return pandas.Series(years if known.all() else numpy.where(known, years, numpy.nan), index=born.index)


def _day_of_month(day: numpy.ndarray) -> numpy.ndarray:
    """How many days of its month were over when a day began."""
    return (day - day.astype("datetime64[M]").astype("datetime64[D]")).astype("int64")
