"""What held at a date, or came last before it: one sorted array answers for all cases at once, however often it is asked."""

from __future__ import annotations

import numpy
import pandas

BEGIN = numpy.datetime64("1900-01-01", "D").astype("int64")
DAWN, DAYS = 0, 1 << 20  # days that no record reaches: begun before all, ended after all


class Spans:
    """Rows with an owner, a start and perhaps an end, asked for the one that held at a date. An owner's rows may overlap."""

    def __init__(self, rows: pandas.DataFrame, owner: str):
        rows = rows[rows[owner].notna()]
        self.owners = pandas.Index(rows[owner].unique())
        key = self.owners.get_indexer(rows[owner]) * DAYS + _day(rows.started, DAWN)
        order = numpy.argsort(key, kind="stable")
        self.key, self.rows = key[order], rows.iloc[order].reset_index(drop=True)
        self.ended = _day(self.rows.ended, DAYS)
        self.longest = pandas.Series(self.ended).groupby(self.key // DAYS).cummax().to_numpy("int64")

    def at(self, owner: pandas.Series, on: pandas.Series, wanted: list[str]) -> pandas.DataFrame:
        """For each case the columns wanted of the row that began last of those that held: begun by its date and not ended by then."""
        if not len(self.key):
            return self.rows[wanted].reindex(range(len(owner))).set_axis(owner.index)
        who, day = self.owners.get_indexer(owner), _day(on, DAWN)
        place = numpy.searchsorted(self.key, who * DAYS + day, side="right") - 1
        there = self._still(place, who, day)
        while (over := there & (self.ended[place] <= day)).any():  # the one that began last is over: an earlier one may hold still
            place = numpy.where(over, place - 1, place)
            there &= self._still(place, who, day)
        found = self.rows[wanted].take(numpy.where(there, place, -1)).set_axis(owner.index)
        return found.where(pandas.Series(there, index=found.index), axis=0)

    def _still(self, place: numpy.ndarray, who: numpy.ndarray, day: numpy.ndarray) -> numpy.ndarray:
        """Whether the row at a place, or one of its owner before it, holds on the day."""
        inside = numpy.maximum(place, 0)
        return (place >= 0) & (who >= 0) & (self.key[inside] // DAYS == who) & (self.longest[inside] > day)


class Lasts:
    """Rows with an owner and a day, asked for each owner's last day by a date. A visit, a check, a review."""

    def __init__(self, rows: pandas.DataFrame, owner: str, day: str):
        rows = rows[rows[owner].notna() & rows[day].notna()]
        self.owners = pandas.Index(rows[owner].unique())
        self.key = numpy.sort(self.owners.get_indexer(rows[owner]) * DAYS + _day(rows[day], DAWN))

    def by(self, owner: pandas.Series, on) -> pandas.Series:
        """For each owner the last day up to and including the date; missing where there is none."""
        who = self.owners.get_indexer(owner)
        day = numpy.datetime64(pandas.Timestamp(on), "D").astype("int64") - BEGIN
        place = numpy.searchsorted(self.key, who * DAYS + day, side="right") - 1
        key = self.key[numpy.maximum(place, 0)] if len(self.key) else numpy.zeros(len(who), dtype="int64")
        there = (who >= 0) & (place >= 0) & (key // DAYS == who)
        days = numpy.where(there, key % DAYS + BEGIN, 0).astype("datetime64[D]").astype("datetime64[s]")
        return pandas.Series(days, index=owner.index).where(pandas.Series(there, index=owner.index))


def told(by_owner: pandas.Series, owner: pandas.Series) -> pandas.Series:
    """For each case what is told of its owner; missing, of the same type, where nothing is."""
    return by_owner.reindex(owner).set_axis(owner.index)


def _day(dates: pandas.Series, missing: int) -> numpy.ndarray:
    """Dates as numbers of days; a missing one as told."""
    days = dates.to_numpy("datetime64[D]").astype("int64") - BEGIN
    return numpy.where(dates.isna().to_numpy(), missing, days)
