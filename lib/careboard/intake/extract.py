"""What intake hands on: checked tables, and a list of what was wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas

from careboard.records.tables import Tables

SET_ASIDE, KEPT = "Record set aside.", "The record is kept."  # the outcomes of a fault
FAULTS = ["file", "row", "column", "reason", "outcome"]


@dataclass
class Extract:
    """Checked tables of one extract.

    Attributes:
        source: what it calls itself, or the name of its folder or database.
        kind: 'SSD' or 'SSDA903'.
        extract_date: the day on which it was drawn, None where that is not known.
        invented: whether it says that its records are invented.
        tables: the checked tables.
        faults: one row for each fault: file, row (the line in the file), column, reason, and outcome
            (SET_ASIDE or KEPT). It names no value of a record.
        notes: what a reader should know of the whole extract, in sentences.
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
        """Records in its tables."""
        return sum(len(frame) for frame in self.tables.frames.values())

    @property
    def set_aside(self) -> int:
        """Records set aside, each counted once however many faults it has."""
        faulty = self.faults[self.faults.outcome == SET_ASIDE]
        return len(faulty.drop_duplicates(["file", "row"]))


def fault_summary(faults: pandas.DataFrame) -> pandas.DataFrame:
    """How many faults of each kind each file holds.

    Args:
        faults: the faults of an Extract.

    Returns:
        file, column, reason, outcome, records: one row for each kind, sorted by the first four.
    """
    return (
        faults.groupby(["file", "column", "reason", "outcome"], sort=True).size().reset_index(name="records")
    )
