"""What was published to an audience, number by number, for ever.

An entry holds the rows of one issue that are new or have other numbers than before, each with its state and,
since later issues are hidden against it, with its true numbers: an entry is for the suite's own eyes. A
number that was published stays published, and one that was hidden stays hidden. A figure that was revised is
a new number: it is shown or hidden anew, and the old one still counts, since readers have it.
Importing this module
costs pandas.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy
import pandas

from careboard.disclosure.numbers import KEY
from careboard.errors import Problem
from careboard.figures.columns import RESULTS
from careboard.formatting import State

SUFFIX = ".csv.gz"
COLUMNS = [*RESULTS, "published"]
COMPARED = ["numerator", "denominator"]


@dataclass(frozen=True)
class Ledger:
    """What was published so far.

    Attributes:
        rows: of each key the numbers last published or hidden, with the columns COLUMNS; `published` is its
            state as published.
    """

    rows: pandas.DataFrame

    @classmethod
    def empty(cls) -> Ledger:
        """The ledger of an audience to which nothing was published."""
        return cls(pandas.DataFrame(columns=COLUMNS))

    @classmethod
    def read(cls, folder: Path) -> Ledger:
        """The ledger in a folder; empty where there is none.

        Raises:
            Problem: where an entry cannot be read.
        """
        entries = [read_entry(file) for file in entries_in(folder)]
        if not entries:
            return cls.empty()
        rows = pandas.concat(entries, ignore_index=True)
        return cls(rows.drop_duplicates(KEY, keep="last").reset_index(drop=True))

    def states_of(self, rows: pandas.DataFrame) -> tuple[numpy.ndarray, numpy.ndarray]:
        """Whether the state of some rows is settled by what was published, and whether they are shown then.

        One that was shown is settled while its numbers are the same; one that was not is settled.

        Args:
            rows: rows of the long table, as counted.
        """
        if self.rows.empty:
            return numpy.zeros(len(rows), dtype=bool), numpy.zeros(len(rows), dtype=bool)
        was = _states(self.rows).reindex(_keys(rows)).to_numpy()
        shown = was == State.SHOWN
        settled = pandas.notna(was) & (~shown | same_numbers(rows, self.rows))
        return settled, shown & settled

    def entry_of(self, issue: pandas.DataFrame) -> bytes:
        """The bytes of the entry of an issue: what is new in it, or has other numbers or another state.

        Args:
            issue: Publication.issue.
        """
        if not self.rows.empty:
            was = _states(self.rows).reindex(_keys(issue)).to_numpy()
            issue = issue[~((was == issue.published.to_numpy()) & same_numbers(issue, self.rows))]
        text = issue.to_csv(index=False, columns=COLUMNS, lineterminator="\n")
        return gzip.compress(text.encode("utf-8"), compresslevel=1, mtime=0)


def entries_in(folder: Path) -> Sequence[Path]:
    """The entries of a ledger, the oldest first."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def read_entry(file: Path) -> pandas.DataFrame:
    """One entry, with the columns COLUMNS.

    Raises:
        Problem: where it cannot be read.
    """
    try:
        text = gzip.decompress(file.read_bytes()).decode("utf-8")
        kinds = dict.fromkeys([*KEY, "state", "published"], "str")
        table = pandas.read_csv(io.StringIO(text), dtype=kinds, keep_default_na=False, na_values=[""])
        return table.assign(**{name: table[name].fillna("") for name in kinds})[COLUMNS]
    except (OSError, EOFError, ValueError, KeyError):
        raise Problem(
            f"{file}: this entry of the ledger of what was published cannot be read. Bring it back from a "
            "backup: without it a later issue could give hidden numbers away."
        ) from None


def same_numbers(rows: pandas.DataFrame, before: pandas.DataFrame) -> numpy.ndarray:
    """Which rows have the numbers that they had before; those that are new count as the same."""
    known = before[COMPARED].set_index(_keys(before)).astype("float64").reindex(_keys(rows))
    new = ~_keys(rows).isin(_keys(before))
    mine = rows[COMPARED].to_numpy("float64")
    same = numpy.isclose(mine, known.to_numpy(), equal_nan=True)
    return new | same.all(axis=1)


def _keys(rows: pandas.DataFrame) -> pandas.MultiIndex:
    return pandas.MultiIndex.from_frame(rows[KEY].astype("str"))


def _states(rows: pandas.DataFrame) -> pandas.Series:
    return pandas.Series(rows.published.to_numpy(), index=_keys(rows))
