"""In time or how late, in words: the bands in which pages split the cases that were not in time."""

from __future__ import annotations

from datetime import date

import numpy
import pandas

from careboard.indicators.cases import cases, working_days

BANDS = [(5, "1 to 5 {} late"), (20, "6 to 20 {} late"), (float("inf"), "more than 20 {} late")]


def how_late(days: pandas.Series, unit: str = "days") -> pandas.Series:
    """The band of lateness of each case, in words; missing for those in time.

    Args:
        days: days beyond the limit, none or fewer for a case in time.
        unit: what the days are called, such as 'working days'.
    """
    words = numpy.array([text.format(unit) for _, text in BANDS] + [None], dtype=object)
    number = days.to_numpy("float64", na_value=float("nan"))
    band = numpy.searchsorted([limit for limit, _ in BANDS], number)
    return pandas.Series(words[numpy.where(number > 0, band, len(BANDS))], index=days.index, dtype="str")


def seen_within(plans: pandas.DataFrame, last: pandas.Series, on: date, standard: int) -> pandas.DataFrame:
    """The cases of plans open on a date, met where the child was last seen within the standard.

    Args:
        plans: the plans.
        last: each plan's last visit with the child seen; a plan without one is as late as it is old.
        on: the date.
        standard: no more working days ago than so many.

    Returns:
        One row a case, see cases.cases, with how_late.
    """
    since = working_days(last.fillna(plans.started), on)
    return cases(
        plans,
        on=on,
        met=last.notna() & (since <= standard),
        how_late=how_late(since - standard, "working days"),
    )
