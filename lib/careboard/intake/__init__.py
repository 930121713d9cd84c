"""A council's extract read into checked tables, with the records set aside and why.

What comes in is the address of an extract: a folder of CSV files of the Standard Safeguarding Dataset, a
database with its tables, or a folder of SSDA903 returns. What goes out is an Extract: its tables
(records.tables.Tables), and its faults, a data frame with one row for each (file, row, column, reason,
outcome), which names no value of a record. A faulty record is set aside; an extract that cannot be read, or
lacks what it cannot do without, is an error that says where and what to do.

    source        which extract a build reads, and whose it is
    reader        an extract read, whatever its kind
    ssd           the Standard Safeguarding Dataset
    ssd_columns   which of its columns is which of the suite's
    ssda903       the yearly SSDA903 returns, joined
    csv_files     CSV files as text
    validation    text held against the declared shape of a table
    extract       what is handed on
    corrections   agreed corrections of records, applied before counting

Each name is loaded when it is first asked for; choosing a source needs no pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careboard import lazy_names

if TYPE_CHECKING:
    from careboard.intake.extract import Extract, fault_summary
    from careboard.intake.reader import read
    from careboard.intake.source import ChosenSource, choose, make_sample

__all__ = ["ChosenSource", "Extract", "choose", "fault_summary", "make_sample", "read"]

# no module here has one of these names: once loaded, it would stand in the name's place
__getattr__ = lazy_names(
    __name__,
    {
        "ChosenSource": "source",
        "Extract": "extract",
        "choose": "source",
        "fault_summary": "extract",
        "make_sample": "source",
        "read": "reader",
    },
)
