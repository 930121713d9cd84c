"""How late, in words: the bands in which pages split the cases that were not in time."""

from __future__ import annotations

import pandas

BANDS = [(5, "1 to 5 {} late"), (20, "6 to 20 {} late"), (float("inf"), "more than 20 {} late")]


def how_late(days: pandas.Series, unit: str = "days") -> pandas.Series:
    """The band of lateness of each case; missing for those in time.

    days: days beyond the limit, none or fewer for a case in time.
    """
    words = pandas.Series(pandas.NA, index=days.index, dtype="str")
    for limit, text in reversed(BANDS):
        words = words.mask((days > 0) & (days <= limit), text.format(unit))
    return words
