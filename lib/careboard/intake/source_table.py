"""A table as it came: text under the source's own column names, and where each row stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas


@dataclass(frozen=True)
class SourceTable:
    """A table as it came.

    Attributes:
        file: how messages name it: a file's path from the extract's folder, with a sheet's name, or a
            database's table.
        frame: text, blank as empty text, under the source's column names.
        row: the line or row of each record in its file.
        usual_date: how the source writes a day as a rule; see intake.cells.date_forms.
        repairs: what was found of the file as a whole and how it was read, with the number of rows.
    """

    file: str
    frame: pandas.DataFrame
    row: pandas.Series
    usual_date: str
    repairs: list[tuple[str, int]] = field(default_factory=list)


def folded(heading: str) -> str:
    """A heading in the form in which headings are compared: small letters, one low line for a gap.

    Example: ' Child Unique ID' is 'child_unique_id'.

    Args:
        heading: as it came.
    """
    return "_".join(heading.replace("\ufeff", "").replace("\u00a0", " ").strip().strip('"').lower().split())


def named(table: SourceTable, columns: Iterable[str]) -> SourceTable:
    """A table under the names that are expected, whatever letters and spaces its headings have.

    Args:
        table: as it came.
        columns: the expected names.
    """
    expected = {folded(name): name for name in columns}
    names = {name: expected.get(folded(name), name) for name in table.frame.columns}
    changed = [name for name, expected_name in names.items() if name != expected_name]
    if not changed:
        return table
    told = ("headings in other letters, or with spaces; read as the known ones", len(changed))
    return SourceTable(
        table.file, table.frame.rename(columns=names), table.row, table.usual_date, [*table.repairs, told]
    )
