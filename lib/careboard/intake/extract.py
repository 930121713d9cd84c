"""What intake hands on: checked tables, and a list of what was wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas

from careboard.tables import Tables

SET_ASIDE, KEPT = "Record set aside.", "The record is kept."
FAULTS = ["file", "row", "column", "reason", "outcome"]


@dataclass
class Extract:
    """Checked tables of one extract.

    faults: one row for each fault (FAULTS): where it stands, why, and whether the record was set aside or kept.
        It names no value of a record.
    notes: what a reader should know of the whole extract.
    history_from: the first day from which the extract is complete, where it says so.
    """

    source: str
    kind: str
    extract_date: date | None
    invented: bool
    tables: Tables
    faults: pandas.DataFrame
    notes: list[str] = field(default_factory=list)
    history_from: date | None = None

    @property
    def used(self) -> int:
        return sum(len(frame) for frame in self.tables.frames.values())

    @property
    def set_aside(self) -> int:
        """Records set aside, each counted once however many faults it has."""
        gone = self.faults[self.faults.outcome == SET_ASIDE]
        return len(gone.drop_duplicates(["file", "row"]))


def fault_summary(faults: pandas.DataFrame) -> pandas.DataFrame:
    """How many faults of each kind each file holds: file, column, reason, outcome, records."""
    return faults.groupby(["file", "column", "reason", "outcome"], sort=True).size().reset_index(name="records")
