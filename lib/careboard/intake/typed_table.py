"""One table read by its declared types, with what became of each of its records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy
import pandas

from careboard.intake.cells.cell import read_texts
from careboard.intake.cells.codes import NONE_KNOWN, UNKNOWN
from careboard.intake.findings import DROPPED, KEPT, NOT_KNOWN, SET_ASIDE, Findings
from careboard.records.schema import Column, Table


@dataclass
class TypedTable:
    """A table while it is checked.

    Attributes:
        table: its declared shape.
        frame: every record that came, typed, under the suite's column names.
        file: the file of each record.
        row: where each record stands in its file.
        origin: the suite's column -> the source's.
        findings: the list to which what is wrong is added.
        faulty: which records are set aside.
        dropped: which records say what another says.
        repaired: which records were read by a rule that is told.
    """

    table: Table
    frame: pandas.DataFrame
    file: pandas.Series
    row: pandas.Series
    origin: Mapping[str, str]
    findings: Findings
    faulty: pandas.Series
    dropped: pandas.Series
    repaired: pandas.Series

    @property
    def sound(self) -> pandas.DataFrame:
        """The records that are used."""
        return self.frame[~(self.faulty | self.dropped)]

    @property
    def doubtful(self) -> pandas.DataFrame:
        """The records that were set aside, as far as they could be read."""
        return self.frame[self.faulty]

    def set_aside(self, bad: pandas.Series, column: str, reason: str) -> None:
        """Set records aside.

        Args:
            bad: which of them are at fault; those that are set aside or dropped already are left alone.
            column: the suite's column that is wrong.
            reason: what is wrong with it; it quotes no value.
        """
        self.faulty = self.faulty | self._told(bad, column, reason, SET_ASIDE)

    def keep(self, odd: pandas.Series, column: str, reason: str, outcome: str = KEPT) -> None:
        """Tell of records that are used all the same.

        Args:
            odd: which they are.
            column: the suite's column.
            reason: what was found.
            outcome: KEPT or NOT_KNOWN.
        """
        self.repaired = self.repaired | self._told(odd, column, reason, outcome)

    def drop(self, again: pandas.Series, column: str, reason: str) -> None:
        """Count records once that say what another says.

        Args:
            again: which are not counted.
            column: the suite's column by which they are the same.
            reason: what was found.
        """
        self.dropped = self.dropped | self._told(again, column, reason, DROPPED)

    def repair(self, which: pandas.Series, column: str, rule: str) -> None:
        """Tell of records that were read by a rule, counted by file.

        Args:
            which: which they are.
            column: the suite's column.
            rule: what was found and how it is read.
        """
        for file, records in self.file[which].value_counts(sort=False).items():
            self.findings.add_repair(str(file), self.origin.get(column, column), rule, int(records))
        self.repaired = self.repaired | which

    def _told(self, which: pandas.Series, column: str, reason: str, outcome: str) -> pandas.Series:
        """Those of some records that are still used, once a finding is added for each."""
        if which.any():
            which = which & ~self.faulty & ~self.dropped
            self.tell(which, column, reason, outcome)
        return which

    def tell(self, which: pandas.Series, column: str, reason: str, outcome: str) -> None:
        """Add a finding for each of some records.

        Args:
            which: the records.
            column: the suite's column.
            reason: what was found; it quotes no value.
            outcome: see intake.findings.
        """
        name = self.origin.get(column, column)
        self.findings.add(self.file[which], self.row[which], name, reason, outcome)


def typed_table(
    table: Table,
    frame: pandas.DataFrame,
    file: pandas.Series,
    row: pandas.Series,
    origin: Mapping[str, str],
    usual_date: str,
    findings: Findings,
) -> TypedTable:
    """A table read cell by cell.

    Args:
        table: its declared shape.
        frame: text under the suite's column names.
        file: the file of each record.
        row: where each stands in its file.
        origin: the suite's column -> the source's.
        usual_date: how the source writes a day as a rule.
        findings: the list to which what is found is added.
    """
    none = pandas.Series(False, index=frame.index)
    typed = TypedTable(
        table, pandas.DataFrame(index=frame.index), file, row, origin, findings, none, none, none
    )
    columns = {
        column.name: _read(typed, column, frame[column.name], usual_date)
        for column in table.columns
        if column.name in frame
    }
    typed.frame = pandas.DataFrame(columns, index=frame.index)
    return typed


def _read(typed: TypedTable, column: Column, cells: pandas.Series, usual_date: str) -> pandas.Series:
    """One column, each different text read once."""
    place, different = pandas.factorize(cells, use_na_sentinel=False)
    texts = different.to_list()
    count = numpy.bincount(place, minlength=len(texts))
    reading = read_texts(texts, count, column, usual_date)
    origin = typed.origin.get(column.name, column.name)

    def rows(which: numpy.ndarray) -> pandas.Series:
        return pandas.Series(which.take(place), index=cells.index)

    for rule, which in reading.repairs.items():
        typed.repair(rows(which), column.name, rule)
    for reason, which in reading.faults.items():
        records = rows(which)
        for file in typed.file[records].unique():
            here = numpy.bincount(place[(records & (typed.file == file)).to_numpy()], minlength=len(texts))
            found = ((texts[at], int(here[at])) for at in numpy.flatnonzero(here))
            typed.findings.add_shapes(str(file), origin, found)
        if reason == NONE_KNOWN:
            typed.keep(records, column.name, reason, NOT_KNOWN)
            continue
        if reason == UNKNOWN:
            reason = f"{UNKNOWN} for '{typed.table.name}'"
        # a child whose birth cannot be read is still a child; elsewhere it is not known what a record says
        if not column.required and (reason.startswith(UNKNOWN) or typed.table.name == "children"):
            typed.keep(records, column.name, reason, NOT_KNOWN)
        else:
            typed.tell(records, column.name, reason, SET_ASIDE)
            typed.faulty = typed.faulty | records
    if reading.refused:
        files = ", ".join(sorted(map(str, typed.file.unique())))
        typed.findings.problems.append(f"{files}, column '{origin}': {reading.refused}.")
    value = reading.value.take(place)
    return value.set_axis(cells.index)
