"""Worked examples: literal rows read into tables."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pandas

from careboard.errors import Problem, unknown
from careboard.params.models import Standards
from careboard.records.schema import TABLES, Table
from careboard.records.tables import Tables, typed

SETTINGS = {"period", "window", "counted", "met", "value", "districts", "drawn"}
BLANK = "-"


def example_tables(example: dict[str, Any], standards: Standards | None = None) -> Tables:
    """The tables of an example, typed.

    Args:
        example: its parts; see registry.example.
        standards: the local standards; those of the suite where none are given.

    Raises:
        Problem: for a table or column that does not exist.
    """
    frames = {}
    for name, text in example.items():
        if name not in SETTINGS:
            if name not in TABLES:
                raise Problem(unknown("worked example", "table", name, TABLES))
            frames[name] = _rows(text, TABLES[name])
    drawn = example.get("drawn")
    return Tables(
        frames,
        standards=standards or Standards(),
        drawn=date.fromisoformat(drawn) if drawn else None,
        districts=frozenset(example.get("districts", ())),
    )


def columns_and_rows(text: str, table: Table) -> tuple[list[str], list[list[str]]]:
    """The columns of a table written in text, and its rows.

    Args:
        text: a line of columns, then a line a record; values stand two spaces apart, '-' is a blank.
        table: the declared table.

    Returns:
        The names of the columns, and for each row its values and, last, the remark behind the last column.

    Raises:
        Problem: for a column that does not exist, and for a row with fewer values than columns.
    """
    header, *lines = [line.strip() for line in text.strip().splitlines()]
    columns = header.split()
    for column in columns:
        if column not in table.names:
            raise Problem(unknown(f"worked example, table '{table.name}'", "column", column, table.names))
    values = [re.split(r"\s{2,}", line, maxsplit=len(columns)) for line in lines]
    short = [number for number, row in enumerate(values, 1) if len(row) < len(columns)]
    if short:
        raise Problem(
            f"worked example, table '{table.name}', row {short[0]}: fewer values than columns. Write "
            f"'{BLANK}' for a blank, and two spaces between values."
        )
    return columns, [row if len(row) > len(columns) else [*row, ""] for row in values]


def _rows(text: str, table: Table) -> pandas.DataFrame:
    columns, values = columns_and_rows(text, table)
    return typed(
        pandas.DataFrame(
            [["" if value == BLANK else value for value in row[:-1]] for row in values], columns=columns
        ),
        table,
    )
