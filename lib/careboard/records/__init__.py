"""The records that are counted: checked tables of one shape, whatever extract they came from.

What comes in are data frames that intake has checked. What goes out is a Tables, which a definition asks for
a table by name: `tables.plans` is a data frame with the columns that TABLES declares, dates as datetime64[s],
numbers as float64, everything else as text, blank as missing. Spans and Lasts answer for all cases at once
what held at a date, or came last before it.

    schema   the declared shape of every table: columns, types, codes and keys
    codes    the code lists
    tables   the tables of one extract, asked for by name
    spans    what held at a date, and what came last before it

Each name is loaded when it is first asked for; the shapes and codes need no pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careboard import lazy_names

if TYPE_CHECKING:
    from careboard.records.schema import TABLES, Column, Table
    from careboard.records.spans import Lasts, Spans, of_owner
    from careboard.records.tables import NotAvailable, Tables

__all__ = ["TABLES", "Column", "Lasts", "NotAvailable", "Spans", "Table", "Tables", "of_owner"]

# no module here has one of these names: once loaded, it would stand in the name's place
__getattr__ = lazy_names(
    __name__,
    {
        "TABLES": "schema",
        "Column": "schema",
        "Lasts": "spans",
        "NotAvailable": "tables",
        "Spans": "spans",
        "Table": "schema",
        "Tables": "tables",
        "of_owner": "spans",
    },
)
