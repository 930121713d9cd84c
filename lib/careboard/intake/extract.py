"""What intake hands on: checked tables, and a list of what was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas

from careboard.intake.findings import SET_ASIDE, Findings
from careboard.intake.typed_table import TypedTable
from careboard.records.schema import TABLES
from careboard.records.tables import Tables

ACCOUNT = ["table", "read", "as_they_stood", "repaired", "dropped", "set_aside"]


@dataclass
class Extract:
    """Checked tables of one extract.

    Attributes:
        source: what it calls itself, or the name of its folder or database.
        kind: 'SSD', 'SSDA903' or 'Annex A'.
        extract_date: the day on which it was drawn, None where that is not known.
        invented: whether it says that its records are invented.
        tables: the checked tables.
        faults: what was found: file, row (the line in the file; missing for a repair), column, reason,
            outcome (see intake.findings) and records. It names no value of a record.
        notes: what a reader should know of the whole extract, in sentences.
        history_from: the first day from which the extract is complete, where it says so.
        checked: every table with what became of each of its records.
        findings: the list that `faults` was made of.
        names: the suite's table -> what the source calls it, those that are absent included.
    """

    source: str
    kind: str
    extract_date: date | None
    invented: bool
    tables: Tables
    faults: pandas.DataFrame
    notes: list[str] = field(default_factory=list)
    history_from: date | None = None
    checked: Mapping[str, TypedTable] = field(default_factory=dict, repr=False)
    findings: Findings = field(default_factory=Findings, repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)

    def called(self, name: str) -> str:
        """What the source calls a table of the suite, or a column that it lacks.

        Args:
            name: the table's name in records.schema, or a column's.
        """
        if name in self.names:
            return self.names[name]
        lacking = {
            table.origin[name]
            for table in self.checked.values()
            if name in table.origin and name not in table.frame
        }
        return f"the column {' or '.join(sorted(lacking))}" if lacking else name.replace("_", " ")

    @property
    def used(self) -> int:
        """Records in its tables."""
        return sum(len(frame) for frame in self.tables.frames.values())

    @property
    def set_aside(self) -> int:
        """Records set aside, each counted once however many faults it has."""
        faulty = self.faults[self.faults.outcome == SET_ASIDE]
        return len(faulty.drop_duplicates(["file", "row"]))

    @property
    def account(self) -> pandas.DataFrame:
        """What became of the records of each table.

        Returns:
            The columns of ACCOUNT, a row a table. Records read are those used as they stood, those used after
            a repair, those dropped since another says the same, and those set aside, together.
        """
        rows = []
        for name, table in self.checked.items():
            used = ~(table.faulty | table.dropped)
            parts = (
                used & ~table.repaired,
                used & table.repaired,
                table.dropped & ~table.faulty,
                table.faulty,
            )
            rows.append([name, len(table.frame), *(int(part.sum()) for part in parts)])
        return pandas.DataFrame(rows, columns=ACCOUNT)


def fault_summary(faults: pandas.DataFrame) -> pandas.DataFrame:
    """How many faults of each kind each file holds.

    Args:
        faults: the faults of an Extract.

    Returns:
        file, column, reason, outcome, records: one row for each kind, sorted by the first four.
    """
    kinds = ["file", "column", "reason", "outcome"]
    return faults.groupby(kinds, sort=True, as_index=False).records.sum()


def checked_tables(checked: Mapping[str, TypedTable], drawn: date | None) -> Tables:
    """The records that are used, as definitions ask for them.

    Args:
        checked: every table with what became of its records; a table in which none came is left out.
        drawn: the day on which the extract was drawn, None where it is not known.
    """
    frames = {
        name: table.sound[[column for column in TABLES[name].names if column in table.frame]].reset_index(
            drop=True
        )
        for name, table in checked.items()
        if name in TABLES
    }
    return Tables(frames, drawn=drawn)
