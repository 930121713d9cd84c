"""What held at a date, or came last before it: one sorted array answers for all cases at once."""

from __future__ import annotations

from datetime import date

import numpy
import pandas

BEGIN = numpy.datetime64("1900-01-01", "D").astype("int64")
DAWN, DAYS = 0, 1 << 20  # days that no record reaches: begun before all, ended after all


class Spans:
    """Rows with an owner, a start and perhaps an end, asked for the one that held at a date.

    An owner's rows may overlap.
    """

    def __init__(self, rows: pandas.DataFrame, owner: str, ties: str = "") -> None:
        """Sort the rows.

        Args:
            rows: with the columns `started` and `ended` (days; missing: it always held, it still holds), the
                owner's, and those to be asked for.
            owner: the column of owners, such as 'child'; rows without one are left out.
            ties: the column by which an owner's rows of one day are put in order; else as they stand.
        """
        rows = rows[rows[owner].notna()]
        self.owners = pandas.Index(rows[owner].unique())
        key = self.owners.get_indexer(rows[owner]) * DAYS + day_numbers(rows.started)
        order = numpy.argsort(key, kind="stable")
        if ties:
            order = _with_ties_in_order(order, key, rows[ties])
        self.key, self.rows = key[order], rows.iloc[order].reset_index(drop=True)
        self.ended = day_numbers(self.rows.ended, DAYS)
        self.longest = pandas.Series(self.ended).groupby(self.key // DAYS).cummax().to_numpy("int64")

    def at(self, owner: pandas.Series, on: pandas.Series, columns: list[str]) -> pandas.DataFrame:
        """For each case the row that began last of those that held: begun by its date and not ended by then.

        Args:
            owner: each case's owner.
            on: each case's date.
            columns: the columns of the row.

        Returns:
            These columns, with the cases' index; missing where no row held.
        """
        rows = self.rows_at(self.owners.get_indexer(owner), day_numbers(on))
        return self.rows[columns].reindex(rows).set_axis(owner.index)

    def rows_at(self, who: numpy.ndarray, day: numpy.ndarray) -> numpy.ndarray:
        """For each case the number of that row among `rows`; -1 where no row held.

        Args:
            who: each case's owner by its place among `owners`, -1 for none.
            day: each case's date, see `day_numbers`.
        """
        if not len(self.key):
            return numpy.full(len(who), -1)
        place = numpy.searchsorted(self.key, who * DAYS + day, side="right") - 1
        holds = self._may_hold(place, who, day)
        # the one that began last is over: an earlier one may hold still
        while (over := holds & (self.ended[place] <= day)).any():
            place = numpy.where(over, place - 1, place)
            holds &= self._may_hold(place, who, day)
        return numpy.where(holds, place, -1)

    def _may_hold(self, place: numpy.ndarray, who: numpy.ndarray, day: numpy.ndarray) -> numpy.ndarray:
        """Whether the row at a place, or one of its owner before it, holds on the day."""
        inside = numpy.maximum(place, 0)
        return (place >= 0) & (who >= 0) & (self.key[inside] // DAYS == who) & (self.longest[inside] > day)


class Lasts:
    """Rows with an owner and a day, asked for each owner's last day by a date. A visit, a check, a review."""

    def __init__(self, rows: pandas.DataFrame, owner: str, day: str) -> None:
        """Sort the rows.

        Args:
            rows: with the columns named; rows without an owner or a day are left out.
            owner: the column of owners, such as 'child'.
            day: the column of days, such as 'visited'.
        """
        rows = rows[rows[owner].notna() & rows[day].notna()]
        self.owners = pandas.Index(rows[owner].unique())
        self.key = numpy.sort(self.owners.get_indexer(rows[owner]) * DAYS + day_numbers(rows[day]))

    def by(self, owner: pandas.Series, on: date | pandas.Timestamp | pandas.Series) -> pandas.Series:
        """For each owner the last day up to and including a date.

        Args:
            owner: owners, each as often as it is asked about.
            on: the date, or a column of dates.

        Returns:
            Days, with the owners' index; missing where there is none.
        """
        who = self.owners.get_indexer(owner)
        day = day_numbers(on) if isinstance(on, pandas.Series) else _day_number(on)
        place = numpy.searchsorted(self.key, who * DAYS + day, side="right") - 1
        key = self.key[numpy.maximum(place, 0)] if len(self.key) else numpy.zeros(len(who), dtype="int64")
        known = (who >= 0) & (place >= 0) & (key // DAYS == who)
        days = (key % DAYS + BEGIN).astype("datetime64[D]").astype("datetime64[s]")
        return pandas.Series(numpy.where(known, days, numpy.datetime64("NaT", "s")), index=owner.index)

    def number(
        self, owner: pandas.Series, first: date | pandas.Timestamp, last: date | pandas.Timestamp
    ) -> pandas.Series:
        """How many of each owner's rows have their day in a window.

        Args:
            owner: owners, each as often as it is asked about.
            first: the window's first day.
            last: its last day, included.

        Returns:
            Numbers, with the owners' index.
        """
        who = self.owners.get_indexer(owner)
        low = numpy.searchsorted(self.key, who * DAYS + _day_number(first), side="left")
        high = numpy.searchsorted(self.key, who * DAYS + _day_number(last), side="right")
        return pandas.Series(numpy.where(who >= 0, high - low, 0), index=owner.index)


def of_owner(by_owner: pandas.Series, owner: pandas.Series) -> pandas.Series:
    """For each case what belongs to its owner; missing, of the same type, where nothing does.

    Args:
        by_owner: values with their owners as index, each once.
        owner: each case's owner.

    Returns:
        Values, with the cases' index.
    """
    return by_owner.reindex(owner).set_axis(owner.index)


def _with_ties_in_order(order: numpy.ndarray, key: numpy.ndarray, by: pandas.Series) -> numpy.ndarray:
    """The order of rows by key, those of one key by a column, which is sorted for these alone.

    It gives what sorting all rows by the column first would give. Few of the sample's 278,000 allocations are
    of one child and day, and sorting the ids of all takes half a second.
    """
    alike = key[order][1:] == key[order][:-1]
    tied = numpy.flatnonzero(numpy.append(alike, False) | numpy.append(False, alike))
    rows = order[tied]
    rank = pandas.factorize(by.iloc[rows], sort=True)[0]
    found = order.copy()
    found[tied] = rows[numpy.lexsort((rank, key[rows]))]
    return found


def _day_number(on: date | pandas.Timestamp) -> int:
    """A date as days since 1900."""
    return int(numpy.datetime64(on, "D").astype("int64") - BEGIN)


def day_numbers(dates: pandas.Series, missing: int = DAWN) -> numpy.ndarray:
    """Dates as days since 1900; `missing` where there is none."""
    days = dates.to_numpy("datetime64[D]").astype("int64") - BEGIN
    return numpy.where(dates.isna().to_numpy(), missing, days)
