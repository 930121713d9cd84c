"""A council's extract read into checked tables, with the records set aside and why.

What comes in is the address of an extract: files, workbooks or a database of the Standard Safeguarding
Dataset, SSDA903 returns, or Annex A workbooks. What goes out is an Extract: its tables
(records.tables.Tables), and its faults, a data frame with one row for each (file, row, column, reason,
outcome), which names no value of a record. A faulty record is set aside; an extract that cannot be read, or
lacks what it cannot do without, is an error that says where and what to do.

    source, sample_folder        which extract a build reads, and whose it is; the invented county's folder
    reader                       an extract read, whatever its kind
    folder_files, csv_files      files found and read as text, within bounds; csv_layout: how one is written
    workbook, workbook_bounds    the sheets of a workbook as text, and whether it may be opened at all
    database                     a database's tables and views as text; database_address: how it is reached;
                                 database_failures: what failed, in words; postgres_copy: the quick way
    source_table                 a table as it came
    cells/                       what stands in a cell, read by one declared rule for each kind
    typed_table                  a table read by its types, with what became of each record
    matching                     ids compared in all tables as one form
    validation                   tables held against their declared shape and each other
    duplicates, overlaps         records of one key; what cannot hold at once
    ssd                          the Standard Safeguarding Dataset; ssd_files, ssd_columns, ssd_care its parts
    ssda903                      the yearly SSDA903 returns; ssda903_shapes, _returns, _accounts their parts
    annex_a                      Annex A, one workbook or a series of snapshots; annex_a_lists, _codes,
                                 _snapshots, _tables, _series, _care its parts
    findings                     what was wrong, and what was done about it
    tolerance                    whether the records can carry the figures
    extract                      what is handed on
    corrections                  agreed corrections of records, applied before counting

Each name is loaded when it is first asked for; choosing a source needs no pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careboard import lazy_names

if TYPE_CHECKING:
    from careboard.intake.extract import Extract, fault_summary
    from careboard.intake.reader import read
    from careboard.intake.sample_folder import make_sample
    from careboard.intake.source import ChosenSource, choose

__all__ = ["ChosenSource", "Extract", "choose", "fault_summary", "make_sample", "read"]

# no module here has one of these names: once loaded, it would stand in the name's place
__getattr__ = lazy_names(
    __name__,
    {
        "ChosenSource": "source",
        "Extract": "extract",
        "choose": "source",
        "fault_summary": "extract",
        "make_sample": "sample_folder",
        "read": "reader",
    },
)
