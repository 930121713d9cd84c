"""Writes tables as CSV files and into one SQLite database."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from .cells import Table, text
from .ssd_columns import columns


def row_count(table: Table) -> int:
    """The number of rows of a table."""
    return len(next(iter(table.values())))


def as_columns(table: Table, names: list[str], iso: bool = False) -> list[np.ndarray]:
    """The table's columns as text, blank where the sample has nothing.

    Args:
        table: The table.
        names: The columns wanted, in order.
        iso: Dates as yyyy-mm-dd instead of dd/mm/yyyy.

    Raises:
        ValueError: If the table has a column that is not wanted.
    """
    blank = np.full(row_count(table), "", object)
    unknown = set(table) - set(names)
    if unknown:
        raise ValueError(f"No such columns: {', '.join(sorted(unknown))}.")
    return [text(table[name], iso) if name in table else blank for name in names]


def write_csv(path: Path, names: list[str], table: Table, added: Sequence[list[str]] = ()) -> None:
    """Write one CSV file: a header row, the table's rows, then the rows added as they are.

    Args:
        path: The file; its folder is made where it does not exist.
        names: The columns, in order.
        table: The table.
        added: Bad rows, as texts in the order of the columns.
    """
    lines = [",".join(names)]
    lines += map(",".join, zip(*(column.tolist() for column in as_columns(table, names)), strict=True))
    lines += [",".join(row) for row in added]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")


def write_sqlite(path: Path, tables: dict[str, Table], added: dict[str, list[list[str]]]) -> None:
    """Write all tables into one database, dates in ISO order, blanks as NULL.

    Args:
        path: The file; an older one is replaced.
        tables: The tables, by name.
        added: Bad rows for some of them, as texts in the order of the columns.
    """
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA page_size = 16384")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for name, table in tables.items():
            _fill(connection, name, table, added.get(name, ()))
        connection.execute("COMMIT")
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, name: str, table: Table, added: Sequence[list[str]]) -> None:
    """Create and fill one table; columns in which the sample has nothing are left out of the filling."""
    names = columns(name)
    connection.execute(f'CREATE TABLE "{name}" ({_comma_list(f"{_quote(column)} TEXT" for column in names)})')
    used = [column for column in names if column in table]
    filled = [_nulls(column).tolist() for column in as_columns(table, used, iso=True)]
    connection.executemany(_insert(name, used), zip(*filled, strict=True))
    connection.executemany(_insert(name, names), [database_row(row) for row in added])


def _comma_list(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _quote(name: str) -> str:
    return f'"{name}"'


def _insert(table: str, names: list[str]) -> str:
    columns_filled = _comma_list(map(_quote, names))
    return f"INSERT INTO {_quote(table)} ({columns_filled}) VALUES ({_comma_list('?' * len(names))})"


def _nulls(column: np.ndarray) -> np.ndarray:
    cells = column.copy()
    cells[column == ""] = None
    return cells


def database_row(row: list[str]) -> list[str | None]:
    """A row of the CSV as the database holds it: dates the other way round, blanks as NULL."""
    return [_database_cell(cell) for cell in row]


def _database_cell(cell: str) -> str | None:
    date, gap, clock = cell.partition(" ")
    if len(date) == 10 and date[2] == date[5] == "/":
        return f"{date[6:]}-{date[3:5]}-{date[:2]}{gap}{clock}"
    if len(date) == 10 and date[4] == date[7] == "-":
        return f"{date[8:]}/{date[5:7]}/{date[:4]}{gap}{clock}"
    return cell or None
