"""Worked examples: literal rows read into tables."""

from __future__ import annotations

import re
from typing import Any

import pandas

from careboard.problems import Problem, unknown
from careboard.settings import Standards
from careboard.tables import TABLES, Table, Tables, typed

TOLD = {"period", "window", "counted", "met", "value"}
BLANK = "-"


def example_tables(example: dict[str, Any], standards: Standards | None = None) -> Tables:
    """The tables of an example. Raises Problem for a table or column that does not exist."""
    frames = {}
    for name, text in example.items():
        if name not in TOLD:
            if name not in TABLES:
                raise Problem(unknown("worked example", "table", name, TABLES))
            frames[name] = _rows(text, TABLES[name])
    return Tables(frames, standards=standards or Standards())


def _rows(text: str, table: Table) -> pandas.DataFrame:
    """Rows written in columns two spaces apart, '-' for blank; what stands behind the last column is a remark."""
    header, *lines = [line.strip() for line in text.strip().splitlines()]
    columns = header.split()
    for column in columns:
        if column not in table.names:
            raise Problem(unknown(f"worked example, table '{table.name}'", "column", column, table.names))
    values = [re.split(r"\s{2,}", line)[: len(columns)] for line in lines]
    short = [number for number, row in enumerate(values, 1) if len(row) < len(columns)]
    if short:
        raise Problem(f"worked example, table '{table.name}', row {short[0]}: fewer values than columns. Write '{BLANK}' for a blank, and two spaces between values.")
    return typed(pandas.DataFrame([["" if value == BLANK else value for value in row] for row in values], columns=columns), table)
